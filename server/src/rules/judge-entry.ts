import type { LogEntry } from '../formats/log';
import { logRules } from './catalogue';
import type { LogRule } from './rule';
import type { Finding } from './select';
import type { JudgeSettings } from './severity';
import { severityOf } from './severity';

/** A finding about one line of a log; its spans are on line 0. */
export type LogFinding = Omit<Finding, 'rule' | 'exchange'> & { readonly rule: LogRule };

/** What is to be said about one line of a log. A line stands for itself, so there is no root to select. */
export function judgeEntry(entry: LogEntry, line: string, settings: JudgeSettings, rules: readonly LogRule[] = logRules): LogFinding[] {
  const found: LogFinding[] = [];
  for (const rule of rules) {
    rule.check(entry, line, (report) => {
      const severity = severityOf(rule, report, settings);
      if (severity === 'off') return;
      const { at, message, related = [], fixes = [] } = report;
      found.push({ rule, severity, at, message, related, fixes });
    });
  }
  return found;
}
