import type { DialogueView } from '../../formats/format';
import type { Reading } from '../../formats/reading';
import { slice } from '../../text/span';

/** A line end as a writer or a tracer spells it at the end of a line, with the quote that it closes. */
const WRITTEN_END = /(?: ?(?:<CR ?(?:\/? ?LF)?>|<LF>|\[CR\](?:\[LF\])?|\[LF\]|\\r\\n|\\r|\\n|[\u240d\u240a\u21b5])){1,4}[»”"'`]?$/i;
/** Text whose subject is such an end: `End data with <CR><LF>.<CR><LF>`. */
const SPEAKS_OF_ENDS = /^354|\.<CR|with .{0,20}$/i;
/** Units, below 127, with which such a mark ends: `"`, `'`, `>`, `]`, a back-tick, `n`, `r`. */
const LAST: ReadonlySet<number> = new Set([34, 39, 62, 93, 96, 110, 114]);

/** What was said, without the line end that the text spells out. Mail data keeps all its octets. */
export function withoutWrittenEnd(reading: Reading, expecting: ReturnType<DialogueView['expecting']>): Reading {
  if (reading.kind === 'mark' || reading.body) return reading;
  const { text } = reading.piece;
  const last = text.charCodeAt(text.length - 1);
  if (!(last > 126 || LAST.has(last))) return reading;
  const end = WRITTEN_END.exec(text.slice(-40));
  if (!end) return reading;
  const to = text.length - end[0].length;
  if (reading.side === 'server' ? SPEAKS_OF_ENDS.test(text.slice(0, to)) : expecting === 'body') return reading;
  return { ...reading, piece: slice(reading.piece, 0, to) };
}
