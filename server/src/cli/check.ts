import type { ParseArgsConfig } from 'node:util';
import { gateOf } from '../analysis/gate';
import { findingsOf, LogLives, repeatsCause } from '../features/diagnostics';
import type { LogEntry } from '../formats/log';
import type { Severity } from '../rules/rule';
import { t } from '../text/l10n';
import { checkFormat, eachPart, FILE_OPTIONS, type FilePart, FOLLOW_OPTION, noFile, parse } from './files';
import { diff, fix, fixableText, fixedText } from './fix';
import type { Io } from './io';
import { REPORTS } from './reports';
import type { Placed } from './reports/report';
import { statistics } from './reports/statistics';
import { RULE_OPTIONS, RuleSettings } from './rule-settings';
import type { Framed } from './screen/frame';
import { SourceLines } from './screen/source-lines';
import { oneOf, UsageError } from './usage-error';

const ORDER = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];
const FORMATS = Object.keys(REPORTS) as (keyof typeof REPORTS)[];

/** Reports for people: each cause in a log is written once, with its count. Reports for programs have every place. */
const ONCE: ReadonlySet<string> = new Set<keyof typeof REPORTS>(['text', 'full', 'github', 'markdown']);

/** Clears the screen, but not what scrolled out of it. */
const CLEARED = '\x1b[2J\x1b[H';

const OPTIONS = {
  ...FILE_OPTIONS,
  ...FOLLOW_OPTION,
  ...RULE_OPTIONS,
  format: { type: 'string' },
  severity: { type: 'string', default: 'hint' },
  'fail-on': { type: 'string', default: 'error' },
  statistics: { type: 'boolean', default: false },
  fix: { type: 'boolean', default: false },
  diff: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
  'exit-zero': { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

type Asked = ReturnType<typeof parse<typeof OPTIONS>>;

/** `smtp-lens check`: what breaks the protocol, written as one of the reports; with `--watch` again whenever a file was changed. */
export async function check(args: string[], io: Io): Promise<number> {
  const asked = parse(args, OPTIONS);
  const { values, positionals } = asked;
  if (values.follow && (values.fix || values.diff || values.watch))
    throw new UsageError(t('--follow cannot be combined with --fix, --diff or --watch'));
  if (values.watch && positionals.includes('-'))
    throw new UsageError(t('--watch needs files or folders; standard input is read as it comes anyway'));
  let status = await checkOnce(asked, io);
  if (!values.watch) return status;
  const waiting = (): void => {
    if (!io.quiet) io.err(`${t('waiting for changes; Ctrl-C ends')}\n`);
  };
  waiting();
  for await (const _ of io.changes(positionals)) {
    if (io.terminal) io.out(CLEARED);
    status = await checkOnce(asked, io);
    waiting();
  }
  return status;
}

async function checkOnce({ values, positionals }: Asked, io: Io): Promise<number> {
  const { format = io.terminal ? 'full' : 'text' } = values;
  const failOn = ORDER.indexOf(oneOf('fail-on', values['fail-on'], ORDER));
  const least = ORDER.indexOf(oneOf('severity', values.severity, ORDER));
  const settings = new RuleSettings(values, io);
  const write = REPORTS[oneOf('format', format, FORMATS)];
  if (positionals.length === 0) throw new UsageError(noFile());
  checkFormat(values.as);
  if (values.diff) {
    const { fixed, tally } = diff(positionals, values, settings, io);
    return tally.conclude(fixableText(fixed), fixed.count > 0 && !values['exit-zero'] ? 1 : 0);
  }
  const fixed = values.fix ? fixedText(fix(positionals, values, settings, io)) : null;
  const report = (values.statistics ? statistics(format === 'json') : write)(io.out, io);
  const once = ONCE.has(format) && !values.statistics;
  const counts = new Map<Severity | 'repeated', number>();
  let found = false;
  let lives: LogLives | null = null;
  const tally = await eachPart(positionals, { ...values, wide: true }, io, (part) => {
    if (part.first === 0 && part.from === 0) lives = new LogLives();
    // What a pause of a pipe has reported is read again with what follows: messages would be counted twice.
    if (part.quiet) lives = null;
    for (const { severity, repeats, placed } of findingsIn(part, settings, lives)) {
      const rank = ORDER.indexOf(severity);
      if (rank <= failOn) found = true;
      if (rank > least) continue;
      const kind = once && repeats ? 'repeated' : severity;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      if (kind !== 'repeated') report.add(placed());
    }
  });
  report.end();
  return tally.conclude([fixed, outcome(counts)].filter((one) => one !== null).join(' · '), found && !values['exit-zero'] ? 1 : 0);
}

/** `2 errors, 1 warning`. */
function outcome(counts: ReadonlyMap<Severity | 'repeated', number>): string {
  const words = (severity: (typeof ORDER)[number], n: number): string => {
    switch (severity) {
      case 'error':
        return n === 1 ? t('1 error') : t('{0} errors', n);
      case 'warning':
        return n === 1 ? t('1 warning') : t('{0} warnings', n);
      case 'information':
        return n === 1 ? t('1 note') : t('{0} notes', n);
      case 'hint':
        return n === 1 ? t('1 hint') : t('{0} hints', n);
    }
  };
  const told = ORDER.flatMap((severity) => {
    const n = counts.get(severity) ?? 0;
    return n > 0 ? [words(severity, n)] : [];
  });
  const repeated = counts.get('repeated') ?? 0;
  if (repeated > 0) told.push(t('{0} more with the same causes', repeated));
  return told.length > 0 ? told.join(t(', ')) : t('nothing wrong found');
}

/**
 * Findings of a part. Those about messages of the whole file come after its last part: `lives` adds the messages part by part; null if parts
 * are reported twice.
 */
function* findingsIn(
  { file, analysis, first, from, to, alone, last }: FilePart,
  settings: RuleSettings,
  lives: LogLives | null,
): Generator<Found> {
  const lines = new SourceLines(analysis, first);
  const gate = gateOf(analysis);
  const judge = settings.of(file);
  const parts = alone ? null : lives;
  const heard = parts ? (line: number, entry: LogEntry, text: string) => parts.add(first + line, entry, text) : undefined;
  for (const { finding, start } of findingsOf(analysis, judge, alone, heard)) {
    const { at, severity, message, related } = finding;
    const own = start + at.line;
    if (own < from || own >= to) continue;
    const shown = (): Said => ({
      ...finding,
      message: gate.message(message, own),
      related: related.map((one) => ({ ...one, message: gate.message(one.message, start + one.at.line) })),
    });
    yield {
      severity,
      repeats: repeatsCause(finding),
      placed: () => placed(file, shown(), first + start, () => lines.at({ ...at, line: own })),
    };
  }
  if (!parts) return;
  parts.part(analysis.lines, first, analysis.end);
  // They quote only line numbers and times of the log.
  if (!last) parts.leave();
  else
    for (const finding of parts.findings(judge))
      yield {
        severity: finding.severity,
        repeats: false,
        placed: () => placed(file, finding, 0, () => lines.at({ ...finding.at, line: Math.max(0, finding.at.line - first) })),
      };
}

/** A finding, rendered only if it is shown. */
interface Found {
  readonly severity: Placed['severity'];
  /** It repeats a cause that an earlier one reported. */
  readonly repeats: boolean;
  placed(): Placed;
}

type Said = Pick<ReturnType<typeof findingsOf>[number]['finding'], 'at' | 'severity' | 'message' | 'rule' | 'related'>;

/** A finding whose lines count from line `start` of the file (from 0), in the form that reports print. */
function placed(file: string, { at, severity, message, rule, related }: Said, start: number, source: () => Framed): Placed {
  const relatedFrom = start + 1;
  const line = relatedFrom + at.line;
  return { file, line, column: at.from + 1, endLine: line, endColumn: at.to + 1, rule, severity, message, related, relatedFrom, source };
}
