import { gateOf } from '../analysis/gate';
import { type FoundReply, repliesOf } from '../features/replies';
import { t } from '../text/l10n';
import { jsonOf, visibleLine } from '../text/visible';
import { FILE_OPTIONS, FOLLOW_OPTION, JOBS_OPTION, parse } from './files';
import type { Io } from './io';
import type { Work } from './jobs';
import { eachMapped } from './mapped';
import { fileName } from './screen/names';
import { oneOf } from './usage-error';

/** A reply as it is printed; `line` counts from 1. */
const WRITE = {
  // Spelt out: an object that is joined from others takes five times as long.
  json: (file: string, line: number, found: FoundReply) =>
    `${jsonOf({
      file,
      line,
      column: found.from + 1,
      endColumn: found.to + 1,
      code: found.code,
      enhanced: found.enhanced,
      format: found.format,
      phase: found.phase,
      id: found.id,
      status: found.status,
      text: found.text,
      time: found.time,
      recipient: found.recipient,
      relay: found.relay,
    })}\n`,
  text: (file: string, line: number, { from, code, enhanced, phase, status, id }: FoundReply) =>
    `${fileName(file)}:${line}:${from + 1}: ${[code, enhanced, phase && `(${visibleLine(phase)})`, status, id && visibleLine(id)].filter(Boolean).join(' ')}\n`,
} as const;

/** The replies of a part: what is printed of them, and how many there are. */
export const repliesWork: Work<keyof typeof WRITE, { readonly text: string; readonly count: number }> = {
  name: 'replies',
  map({ file, analysis, first, from: begin, to: end }, format) {
    const gate = gateOf(analysis);
    let shown = '';
    let count = 0;
    for (const found of repliesOf(analysis)) {
      if (found.line < begin || found.line >= end) continue;
      count++;
      // As it was found: its line is one of the part, as those that the gate knows are.
      shown += WRITE[format](file, first + found.line + 1, gate.within(found));
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
