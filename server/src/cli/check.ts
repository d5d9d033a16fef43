import { gateOf } from '../analysis/gate';
import { findingsOf, LogLives } from '../features/diagnostics';
import type { LogEntry } from '../formats/log';
import type { Severity } from '../rules/rule';
import { t } from '../text/l10n';
import { eachPart, FILE_OPTIONS, type FilePart, FOLLOW_OPTION, oneOf, parse } from './files';
import type { Io } from './io';
import { REPORTS } from './reports';
import type { Placed } from './reports/report';
import { statistics } from './reports/statistics';
import { RULE_OPTIONS, RuleSettings } from './rule-settings';
import type { Framed } from './screen/frame';
import { SourceLines } from './screen/source-lines';

const ORDER = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];
const FORMATS = Object.keys(REPORTS) as (keyof typeof REPORTS)[];

/** `smtp-lens check`: what breaks the protocol, written as one of the reports. */
export async function check(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, {
    ...FILE_OPTIONS,
    ...FOLLOW_OPTION,
    ...RULE_OPTIONS,
    format: { type: 'string', default: io.terminal ? 'full' : 'text' },
    severity: { type: 'string', default: 'hint' },
    'fail-on': { type: 'string', default: 'error' },
    statistics: { type: 'boolean', default: false },
    'exit-zero': { type: 'boolean', default: false },
  });
  const failOn = ORDER.indexOf(oneOf('fail-on', values['fail-on'], ORDER));
  const least = ORDER.indexOf(oneOf('severity', values.severity, ORDER));
  const settings = new RuleSettings(values, io);
  const write = REPORTS[oneOf('format', values.format, FORMATS)];
  const report = (values.statistics ? statistics(values.format === 'json') : write)(io.out, io);
  const counts = new Map<Severity, number>();
  let found = false;
  let lives: LogLives | null = null;
  const tally = await eachPart(positionals, { ...values, wide: true }, io, (part) => {
    if (part.first === 0 && part.from === 0) lives = new LogLives();
    // What a pause of a pipe has told is read again with what follows: messages would be counted twice.
    if (part.quiet) lives = null;
    for (const finding of findingsIn(part, settings, lives)) {
      const rank = ORDER.indexOf(finding.severity);
      if (rank <= failOn) found = true;
      if (rank > least) continue;
      counts.set(finding.severity, (counts.get(finding.severity) ?? 0) + 1);
      report.add(finding);
    }
  });
  report.end();
  return tally.conclude(outcome(counts), found && !values['exit-zero'] ? 1 : 0);
}

/** `2 errors, 1 warning`. */
function outcome(counts: ReadonlyMap<Severity, number>): string {
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
  return told.length > 0 ? told.join(t(', ')) : t('nothing wrong found');
}

/**
 * Findings of a part. Those about messages of the whole file come behind its last part: `lives` takes the messages in part by part; null where
 * parts are told twice.
 */
function* findingsIn(
  { file, analysis, first, from, to, alone, last }: FilePart,
  settings: RuleSettings,
  lives: LogLives | null,
): Generator<Placed> {
  const lines = new SourceLines(analysis, first);
  const gate = gateOf(analysis);
  const judge = settings.of(file);
  const parts = alone ? null : lives;
  const heard = parts ? (line: number, entry: LogEntry, text: string) => parts.add(first + line, entry, text) : undefined;
  for (const { finding, start } of findingsOf(analysis, judge, alone, heard)) {
    const { at, message, related } = finding;
    const own = start + at.line;
    if (own < from || own >= to) continue;
    const shown = {
      ...finding,
      message: gate.message(message, own),
      related: related.map((one) => ({ ...one, message: gate.message(one.message, start + one.at.line) })),
    };
    yield placed(file, shown, first + start, () => lines.at({ ...at, line: own }));
  }
  if (!parts) return;
  parts.part(analysis.lines, first, analysis.end);
  // They quote nothing of the log but numbers of lines and times.
  if (!last) parts.leave();
  else
    for (const finding of parts.findings(judge))
      yield placed(file, finding, 0, () => lines.at({ ...finding.at, line: Math.max(0, finding.at.line - first) }));
}

type Said = Pick<ReturnType<typeof findingsOf>[number]['finding'], 'at' | 'severity' | 'message' | 'rule' | 'related'>;

/** A finding whose lines count from line `start` of the file (from 0), as reports print it. */
function placed(file: string, { at, severity, message, rule, related }: Said, start: number, source: () => Framed): Placed {
  const relatedFrom = start + 1;
  const line = relatedFrom + at.line;
  return { file, line, column: at.from + 1, endLine: line, endColumn: at.to + 1, rule, severity, message, related, relatedFrom, source };
}
