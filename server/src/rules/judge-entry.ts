import type { LogEntry } from '../formats/log';
import { logRules, rules as sessionRules } from './catalogue';
import type { LogRule, Report, Rule } from './rule';
import type { Finding } from './select';
import type { JudgeSettings } from './severity';
import { severityOf } from './severity';

/** A finding about one line of a log; its spans are on line 0. */
export type LogFinding = Omit<Finding, 'rule' | 'exchange'> & { readonly rule: LogRule | Rule };

/** What is to be said about one line of a log. A line stands for itself, so there is no root to select. */
export function judgeEntry(entry: LogEntry, line: string, settings: JudgeSettings, rules: readonly LogRule[] = logRules): LogFinding[] {
  return collected(settings, rules, (rule, report) => rule.check(entry, line, report));
}

/** What is to be said about a line of any text by itself; `declared`: the document is a transcript by its language. */
export function judgeLine(line: string, declared: boolean, settings: JudgeSettings): LogFinding[] {
  if (!MAY_SAY.test(line)) return NONE;
  return collected(settings, lineRules, (rule, report) => rule.checkLine?.(line, declared, report));
}

const lineRules = sessionRules.filter((rule) => rule.checkLine);

const NONE: LogFinding[] = [];

/** What a line must hold for any of the line rules to be asked: nearly every line of a log holds none of it. */
const MAY_SAY =
  /pass|pwd|:\/\/[^\s/]{0,400}@| --?(?:au|ap|smtp|mail|xp|u)|(?:authenticat|isauth|_auth|login)\w{0,12}\(|\\[nr]|_(?:secret|token|api_?key)/i;

function collected<T extends LogRule | Rule>(
  settings: JudgeSettings,
  rules: readonly T[],
  check: (rule: T, report: (finding: Report) => void) => void,
): LogFinding[] {
  const found: LogFinding[] = [];
  for (const rule of rules) {
    check(rule, (report) => {
      const severity = severityOf(rule, report, settings);
      if (severity === 'off') return;
      const { at, message, related = [], fixes = [] } = report;
      found.push({ rule, severity, at, message, related, fixes });
    });
  }
  return found;
}
