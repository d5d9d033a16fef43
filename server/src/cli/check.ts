import { gateOf } from '../analysis/gate';
import { findingsOf } from '../features/diagnostics';
import type { Severity } from '../rules/rule';
import { eachPart, FILE_OPTIONS, type FilePart, oneOf, parse } from './files';
import type { Io } from './io';
import { REPORTS } from './reports';
import type { Placed } from './reports/report';
import { RULE_OPTIONS, RuleSettings } from './rule-settings';

const ORDER = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];
const FORMATS = Object.keys(REPORTS) as (keyof typeof REPORTS)[];

/** `smtp-lens check`: what breaks the protocol, written as one of the reports. */
export async function check(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { ...FILE_OPTIONS, ...RULE_OPTIONS, 'fail-on': { type: 'string', default: 'error' } });
  const failOn = ORDER.indexOf(oneOf('fail-on', values['fail-on'], ORDER));
  const settings = new RuleSettings(values, io);
  const report = REPORTS[oneOf('format', values.format, FORMATS)](io.out);
  let found = false;
  const { failed } = await eachPart(positionals, values, io, (part) => {
    for (const finding of findingsIn(part, settings)) {
      if (ORDER.indexOf(finding.severity) <= failOn) found = true;
      report.add(finding);
    }
  });
  report.end();
  return failed ? 2 : found ? 1 : 0;
}

function* findingsIn({ file, analysis, first, alone }: FilePart, settings: RuleSettings): Generator<Placed> {
  const gate = gateOf(analysis);
  for (const { finding, start } of findingsOf(analysis, settings.of(file), alone)) {
    const { at, severity, message, rule, related } = finding;
    const relatedFrom = first + start + 1;
    const line = relatedFrom + at.line;
    const shown = gate.text(message, start + at.line);
    const told = gate.within(related, start + at.line);
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
    };
  }
}
