import type { LogEntry } from '../formats/log';
import { causeKey } from '../meaning/meaning';
import { Sign } from '../text/signs';
import { logRules, rules as sessionRules } from './catalogue';
import { Subscribers, subjectsOf } from './log-subjects';
import type { LogRule, Report, Rule } from './rule';
import type { Finding } from './select';
import type { JudgeSettings } from './severity';
import { severityOf } from './severity';
import { verdictOfEntry } from './verdict';

/** A finding about one line of a log; its spans are on line 0. */
export type LogFinding = Omit<Finding, 'rule' | 'exchange'> & {
  readonly rule: LogRule | Rule;
  /** Of a verdict: what makes it the same cause as another one's; whether it names none; whether a reply tells it. */
  readonly cause?: { readonly about: string; readonly general: boolean; readonly quoted: boolean };
};

/** What is reported about one line of a log. A line is judged alone; there is no root to select. */
export function judgeEntry(entry: LogEntry, line: string, settings: JudgeSettings): LogFinding[] {
  const found = collected(settings, subscribers.of(subjectsOf(entry)), (rule, report) => rule.check(entry, line, report));
  const verdict = verdictOfEntry(entry, line);
  // That a client left is said once: by the rule that knows the stage, unless what is beside it tells more.
  const left = verdict?.report.severity === 'hint' ? found.findIndex(({ rule }) => rule.id === 'log-lost-connection') : -1;
  const known = left !== -1 && verdict?.found.meaning.basis !== 'evidence';
  if (left !== -1 && !known) found.splice(left, 1);
  // A guess from the step alone is not reported where the refusal itself is understood.
  const kind = verdict && !verdict.found.meaning.general ? verdict.found.meaning.kind : null;
  const guess = found.findIndex(
    ({ rule: { id } }) => id === 'log-in-reply-to' || (id === 'log-milter-reject-phase' && kind === 'server-fault'),
  );
  if (kind && guess !== -1) found.splice(guess, 1);
  if (verdict && !known) {
    const { meaning, reply } = verdict.found;
    for (const one of collected<Rule>(settings, [verdict.rule], (_, report) => report(verdict.report)))
      found.push({ ...one, cause: { about: causeKey(meaning), general: meaning.general, quoted: reply !== null } });
  }
  return found;
}

const subscribers = new Subscribers(logRules);

/** What is reported about a line of any text, judged alone; `declared`: the document is a transcript by its language. */
export function judgeLine(line: string, declared: boolean, settings: JudgeSettings): LogFinding[] {
  if (!SIGN.in(line) || !MAY_SAY.test(line)) return NONE;
  return collected(settings, lineRules, (rule, report) => rule.checkLine?.(line, declared, report));
}

const lineRules = sessionRules.filter((rule) => rule.checkLine);

const NONE: LogFinding[] = [];

/** What a line must hold for any of the line rules to be asked: nearly every line of a log holds none of it. */
const MAY_SAY =
  /pass|pwd|:\/\/[^\s/]{0,400}@| --?(?:au|ap|smtp|mail|xp|u)|(?:authenticat|isauth|_auth|login)\w{0,12}\(|\\[nr]|_(?:secret|token|api_?key)/i;
const SIGN = new Sign([
  'pas',
  'pwd',
  '://',
  ' -a',
  ' -s',
  ' -m',
  ' -x',
  ' -u',
  ' --',
  'nti',
  'isa',
  '_au',
  'ogi',
  '\\n',
  '\\r',
  '_se',
  '_to',
  '_ap',
]);

function collected<T extends LogRule | Rule>(
  settings: JudgeSettings,
  rules: readonly T[],
  check: (rule: T, report: (finding: Report) => void) => void,
): LogFinding[] {
  const found: LogFinding[] = [];
  let rule: T;
  // One for all rules: a log has a hundred thousand lines, and nearly none says anything.
  const report = (finding: Report): void => {
    const severity = severityOf(rule, finding, settings);
    if (severity === 'off') return;
    const { at, message, related = [], fixes = [] } = finding;
    found.push({ rule, severity, at, message, related, fixes });
  };
  for (rule of rules) check(rule, report);
  return found;
}
