import { findingsOf } from '../features/diagnostics';
import type { Severity } from '../rules/rule';
import { visible } from '../text/visible';
import { eachFile, FILE_OPTIONS, oneOf, parse } from './files';
import type { Io } from './io';

const ORDER = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

/** `smtp-lens check`: what breaks the protocol, an object or a line each. Lines and columns from 1, ends exclusive. */
export async function check(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, {
    ...FILE_OPTIONS,
    'fail-on': { type: 'string', default: 'error' },
    strictness: { type: 'string', default: 'standard' },
  });
  const format = oneOf('format', values.format, ['text', 'json']);
  const failOn = ORDER.indexOf(oneOf('fail-on', values['fail-on'], ORDER));
  const strictness = oneOf('strictness', values.strictness, ['lenient', 'standard', 'pedantic']);
  let found = false;
  const { failed } = eachFile(positionals, values.as, io, ({ file, analysis }) => {
    for (const { finding, start } of findingsOf(analysis, { strictness, severities: {} })) {
      const { at, severity, message, rule } = finding;
      if (ORDER.indexOf(severity) <= failOn) found = true;
      const line = start + at.line + 1;
      const record = { file, line, column: at.from + 1, endLine: line, endColumn: at.to + 1, rule: rule.id, severity, message };
      if (format === 'json') io.out(`${JSON.stringify(record)}\n`);
      else io.out(`${file}:${line}:${at.from + 1}: ${severity}: ${visible(message)} [${rule.id}]\n`);
    }
  });
  return failed ? 2 : found ? 1 : 0;
}
