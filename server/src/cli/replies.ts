import { gateOf } from '../analysis/gate';
import { repliesOf } from '../features/replies';
import { t } from '../text/l10n';
import { jsonOf, visibleLine } from '../text/visible';
import { eachPart, FILE_OPTIONS, FOLLOW_OPTION, parse } from './files';
import type { Io } from './io';
import { fileName } from './screen/names';
import { oneOf } from './usage-error';

/** `smtp-lens replies`: one object (or line) for each reply found in any file. Lines and columns from 1. */
export async function replies(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { ...FILE_OPTIONS, ...FOLLOW_OPTION });
  const format = oneOf('format', values.format, ['text', 'json']);
  let count = 0;
  const tally = await eachPart(positionals, values, io, ({ file, analysis, first, from: begin, to: end }) => {
    const gate = gateOf(analysis);
    for (const found of repliesOf(analysis)) {
      if (found.line < begin || found.line >= end) continue;
      count++;
      const { from, to, code, enhanced, format: source, phase, id, status, text, time, recipient, relay } = found;
      const line = first + found.line;
      const place = { file, line: line + 1, column: from + 1, endColumn: to + 1 };
      const record = gate.within({ ...place, code, enhanced, format: source, phase, id, status, text, time, recipient, relay }, found.line);
      if (format === 'json') io.out(`${jsonOf(record)}\n`);
      else
        io.out(
          `${fileName(file)}:${line + 1}:${from + 1}: ${[code, enhanced, phase && `(${phase})`, status, record.id && visibleLine(record.id)].filter(Boolean).join(' ')}\n`,
        );
    }
  });
  return tally.conclude(count === 1 ? t('1 reply') : t('{0} replies', count), 0);
}
