import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import type { ByteRow } from '../readers/byte-rows';
import { ByteRows, Parties } from '../readers/byte-rows';
import { clockOf, trimmedEnd, withoutLiteralEnds } from '../readers/prefixed';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const text = `< 2026/11/23 07:41:33.411236  length=29 from=0 to=28
220 mail.example.net ESMTP\\r
> 2026/11/23 07:41:33.411511  length=25 from=0 to=24
EHLO client.example.org\\r
< 2026/11/23 07:41:33.411711  length=31 from=29 to=59
250-mail.example.net\\r
250 DSN\\r
> 2026/11/23 07:41:33.412511  length=6 from=25 to=30
QUIT\\r
< 2026/11/23 07:41:33.413711  length=9 from=60 to=68
221 Bye\\r
`;

const hex = `< 2026/11/23 07:41:33.411236  length=22 from=0 to=21
 32 32 30 20 6d 61 69 6c 20 4c 4d 54 50 20 72 65  220 mail LMTP re
 61 64 79 2e 0d 0a                                ady...
--
> 2026/11/23 07:41:33.411511  length=8 from=0 to=7
 4c 48 4c 4f 20 61 0d 0a                          LHLO a..
--
< 2026/11/23 07:41:33.411711  length=7 from=22 to=28
 32 35 30 20 61 0d 0a                             250 a..
--
`;

const HEADER = /^(?<arrow>[<>]) \d{4}\/\d\d\/\d\d (?<time>\d\d:\d\d:\d\d(?:\.\d{1,9})?) {1,4}length=\d{1,10} from=\d{1,12} to=\d{1,12}\s*$/;
const ROW = /^ ((?:[0-9a-f]{2} ){0,15}[0-9a-f]{2})(?= |$)/;

/** socat -v, -x: an arrow with time and length, then what was transferred, as text (CR written out) or as rows of octets. */
export const socat: TranscriptFormat = {
  id: 'socat',
  title: 'socat -v, -x',
  row: '',
  viewpoint: 'none',
  trust: 'certain',
  keeps: ['order'],
  counted: true,
  hint: /^[<>] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})? {1,4}length=\d/,
  notes: '`>` is what the first address sent. In rows of octets a line is shown where it begins.',
  samples: [
    { title: 'text', text, exchanges: ['greeting 220', 'EHLO 250', 'QUIT 221'] },
    { title: 'octets, LMTP', text: hex, exchanges: ['greeting 220', 'LHLO 250'] },
  ],
  reader: (): Reader => {
    let sender = '';
    let time: number | undefined;
    const parties = new Parties();
    const rows = new ByteRows((line) => rowOf(line, sender));
    return {
      read(line, view): readonly Reading[] | null {
        const header = HEADER.exec(line);
        if (header) {
          sender = header.groups?.arrow === '>' ? '0' : '1';
          time = clockOf(header.groups?.time);
          return NOISE;
        }
        if (sender === '') return null;
        if (line === '--') return NOISE;
        const row = rowOf(line, sender);
        const pieces = row ? rows.lines(row, (k) => view.peek(k)) : [pieceOf(line, 0, withoutLiteralEnds(line, trimmedEnd(line)))];
        return pieces.flatMap((piece): Reading[] => {
          const tells = looksLikeReply(piece.text) ? 1 : commandLikeness(piece.text) > 0 ? -1 : 0;
          const server = parties.isServer(sender, tells);
          return server === null ? [] : [{ kind: 'wire', side: server ? 'server' : 'client', piece, time }];
        });
      },
    };
  },
};

function rowOf(line: string, sender: string): ByteRow | null {
  const match = ROW.exec(line);
  if (!match) return null;
  const bytes = match[1].split(' ').map((pair) => Number.parseInt(pair, 16));
  const shown = line.slice(match[0].length).search(/\S/);
  // Without the characters beside them, only the numbers are shown.
  const columns = bytes.map((_, at) => (shown === -1 ? 1 + 3 * at : Math.min(line.length - bytes.length + at, line.length)));
  columns.push(line.length);
  return { sender, bytes, columns };
}
