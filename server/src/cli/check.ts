import { gateOf } from '../analysis/gate';
import { findingsOf } from '../features/diagnostics';
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
  const tally = await eachPart(positionals, values, io, (part) => {
    for (const finding of findingsIn(part, settings)) {
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

function* findingsIn({ file, analysis, first, from, to, alone }: FilePart, settings: RuleSettings): Generator<Placed> {
  const lines = new SourceLines(analysis, first);
  const gate = gateOf(analysis);
  for (const { finding, start } of findingsOf(analysis, settings.of(file), alone)) {
    const { at, severity, message, rule, related } = finding;
    const own = start + at.line;
    if (own < from || own >= to) continue;
    const shown = gate.text(message, own);
    const told = gate.within(related, own);
    const relatedFrom = first + start + 1;
    const line = relatedFrom + at.line;
    const source = (): Framed => lines.at({ ...at, line: own });
    yield {
      file,
      line,
      column: at.from + 1,
      endLine: line,
      endColumn: at.to + 1,
      rule,
      severity,
      message: shown,
      related: told,
      relatedFrom,
      source,
    };
  }
}
