import { gateOf } from '../analysis/gate';
import { repliesOf } from '../features/replies';
import { t } from '../text/l10n';
import { jsonOf, visibleLine } from '../text/visible';
import { FILE_OPTIONS, FOLLOW_OPTION, JOBS_OPTION, parse } from './files';
import type { Io } from './io';
import type { Work } from './jobs';
import { eachMapped } from './mapped';
import { fileName } from './screen/names';
import { oneOf } from './usage-error';

/** The replies of a part: what is printed of them, and how many there are. */
export const repliesWork: Work<'text' | 'json', { readonly text: string; readonly count: number }> = {
  name: 'replies',
  map({ file, analysis, first, from: begin, to: end }, format) {
    const gate = gateOf(analysis);
    let shown = '';
    let count = 0;
    for (const found of repliesOf(analysis)) {
      if (found.line < begin || found.line >= end) continue;
      count++;
      const { from, to, code, enhanced, format: source, phase, id, status, text, time, recipient, relay } = found;
      const line = first + found.line;
      const place = { file, line: line + 1, column: from + 1, endColumn: to + 1 };
      const record = gate.within({ ...place, code, enhanced, format: source, phase, id, status, text, time, recipient, relay }, found.line);
      if (format === 'json') shown += `${jsonOf(record)}\n`;
      else
        shown += `${fileName(file)}:${line + 1}:${from + 1}: ${[code, enhanced, record.phase && `(${visibleLine(record.phase)})`, status, record.id && visibleLine(record.id)].filter(Boolean).join(' ')}\n`;
    }
    return { text: shown, count };
  },
};

/** `smtp-lens replies`: one object (or line) for each reply found in any file. Lines and columns from 1. */
export async function replies(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { ...FILE_OPTIONS, ...FOLLOW_OPTION, ...JOBS_OPTION });
  const format = oneOf('format', values.format, ['text', 'json'] as const);
  let count = 0;
  const tally = await eachMapped(positionals, values, io, repliesWork, {
    context: () => format,
    use(found) {
      count += found.count;
      if (found.text !== '') io.out(found.text);
    },
  });
  return tally.conclude(count === 1 ? t('1 reply') : t('{0} replies', count), 0);
}
