import type { LogEntry } from '../../formats/log';
import type { Kind } from '../../knowledge/answer';
import { type EntryMeaning, entryMeaning } from '../../meaning/of-entry';
import type { Report, Rule } from '../rule';

/** What a line of a log is said to mean, and by which rule. */
export interface EntryVerdict {
  readonly rule: Rule;
  /** Its span is on line 0. */
  readonly report: Report;
  readonly found: EntryMeaning;
}

/** Gives lines of logs their verdicts: by the rule, of those given, that has the kind of the line's meaning. */
export function entryVerdicts(rules: readonly Rule[], say: (found: EntryMeaning) => string) {
  const byKind = new Map<string, Rule>(rules.map((rule) => [rule.id, rule]));
  const ruleOf = (kind: Kind): Rule | undefined => byKind.get(kind === 'other' ? 'verdict-temporary-vs-permanent' : `verdict-${kind}`);
  return (entry: LogEntry, line: string): EntryVerdict | null => {
    const found = entryMeaning(entry, line);
    const rule = found && ruleOf(found.meaning.kind);
    if (!found || !rule) return null;
    // Clients come and go: that one left is no failure of anyone's mail.
    const left = entry.status === null && found.reply === null && found.meaning.kind === 'connection-lost';
    return {
      rule,
      found,
      report: { at: { line: 0, from: found.from, to: found.to }, message: say(found), severity: left ? 'hint' : 'information' },
    };
  };
}
