import { gateOf } from '../analysis/gate';
import { repliesOf } from '../features/replies';
import { visibleLine } from '../text/visible';
import { eachPart, FILE_OPTIONS, oneOf, parse } from './files';
import type { Io } from './io';

/** `smtp-lens replies`: one object (or line) for each reply found in any file. Lines and columns from 1. */
export async function replies(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, FILE_OPTIONS);
  const format = oneOf('format', values.format, ['text', 'json']);
  const { failed } = await eachPart(positionals, values, io, ({ file, analysis, first }) => {
    const gate = gateOf(analysis);
    for (const found of repliesOf(analysis)) {
      const { from, to, code, enhanced, format: source, phase, id, status, text, time, recipient, relay } = found;
      const line = first + found.line;
      const place = { file, line: line + 1, column: from + 1, endColumn: to + 1 };
      const record = gate.within({ ...place, code, enhanced, format: source, phase, id, status, text, time, recipient, relay }, found.line);
      if (format === 'json') io.out(`${JSON.stringify(record)}\n`);
      else
        io.out(
          `${file}:${line + 1}:${from + 1}: ${[code, enhanced, phase && `(${phase})`, status, record.id && visibleLine(record.id)].filter(Boolean).join(' ')}\n`,
        );
    }
  });
  return failed ? 2 : 0;
}
