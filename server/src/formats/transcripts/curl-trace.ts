import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { clockOf, trimmedEnd } from '../readers/prefixed';
import type { Reading, Side } from '../reading';
import { NOISE } from '../reading';

const sample = `19:51:58.102862 [0-0] == Info: Connected to mail.example.net (192.0.2.25) port 25
19:51:58.103128 [0-0] <= Recv header, 49 bytes (0x31)
0000: 220 mail.example.net ESMTP Postfix (Debian/GNU)
19:51:58.103197 [0-0] => Send header, 25 bytes (0x19)
0000: EHLO client.example.org
19:51:58.103603 [0-0] <= Recv header, 22 bytes (0x16)
0000: 250-mail.example.net
19:51:58.103616 [0-0] <= Recv header, 14 bytes (0xe)
0000: 250 CHUNKING
19:51:58.103700 [0-0] => Send header, 6 bytes (0x6)
0000: DATA
19:51:58.103800 [0-0] <= Recv header, 37 bytes (0x25)
0000: 354 End data with <CR><LF>.<CR><LF>
19:51:58.103900 [0-0] => Send data, 30 bytes (0x1e)
0000: Subject: test message
0017:${' '}
0019: 250 no
19:51:58.104000 [0-0] <= Recv header, 36 bytes (0x24)
0000: 250 2.0.0 Ok: queued as 4C4D21A2B3
`;

const hex = `<= Recv header, 36 bytes (0x24)
0000: 32 32 30 20 6d 61 69 6c 2e 65 78 61 6d 70 6c 65 220 mail.example
0010: 2e 6e 65 74 20 45 53 4d 54 50 20 50 6f 73 74 66 .net ESMTP Postf
0020: 69 78 0d 0a                                     ix..
=> Send header, 25 bytes (0x19)
0000: 45 48 4c 4f 20 63 6c 69 65 6e 74 2e 65 78 61 6d EHLO client.exam
0010: 70 6c 65 2e 6f 72 67 0d 0a                      ple.org..
<= Recv header, 22 bytes (0x16)
0000: 32 35 30 20 6d 61 69 6c 2e 65 78 61 6d 70 6c 65 250 mail.example
0010: 2e 6e 65 74 0d 0a                               .net..
`;

const HEAD =
  /^(?:(?<time>\d\d:\d\d:\d\d\.\d{6}) )?(?:\[[\dx]{1,8}-[\dx]{1,8}\] )?(?:(?<arrow>=>|<=) (?<what>(?:Send|Recv) (?:header|data)|(?:Send|Recv) SSL data)|== Info: (?<info>.{0,60}))/;
const ROW = /^[0-9a-f]{4,8}: ?/;
const HEX_ROW = /^[0-9a-f]{4,8}: (?:[0-9a-f]{2} ){1,16} {0,60}(?=.{1,16}$)/;
/** Columns of a hex row: the octets end, and their text begins, 48 columns after the offset. */
const HEX_WIDTH = 48;

/**
 * curl `--trace-ascii`, `--trace` and `-vvv`: the head of a record gives direction and kind, its rows contain the text. In the hex dump a
 * wire line extends over rows of sixteen octets: the first row represents the line, which is cut.
 */
export const curlTrace: TranscriptFormat = {
  id: 'curl-trace',
  title: 'curl --trace-ascii, --trace, -vvv',
  row: 'F20',
  viewpoint: 'client',
  trust: 'certain',
  telltale: HEAD,
  hint: /^(?:\d\d:\d\d:\d\d\.\d{6} )?(?:\[[\dx]{1,8}-[\dx]{1,8}\] )?(?:<= Recv header|=> Send header|== Info: +(?:Trying|Connected)|[0-9a-f]{4}: (?:[2-5]\d\d[ -]|EHLO |HELO |MAIL FROM:|RCPT TO:))/,
  notes: '7.88 does not show the final dot. In the hex dump only the first sixteen octets of a line are in its first row.',
  samples: [
    { title: 'accepted', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'DATA 354', 'data 250'] },
    { title: 'hex', text: hex, exchanges: ['greeting 220', 'EHLO 250'] },
  ],
  reader: (): Reader => {
    let side: Side | null = null;
    let headless = true;
    let body = false;
    let fresh = false;
    let dump = false;
    return {
      read(line): readonly Reading[] | null {
        const head = HEAD.exec(line);
        if (head) {
          headless = false;
          const { arrow, what, info, time } = head.groups ?? {};
          side = arrow === undefined || what.endsWith('SSL data') ? null : arrow === '=>' ? 'client' : 'server';
          body = what === 'Send data';
          fresh = true;
          dump = false;
          if (info === undefined) return NOISE;
          const mark = /^ *Connected to /.test(info)
            ? 'connect'
            : /^(?:Closing connection|Connection #\d+ to host|shutting down)/i.test(info)
              ? 'close'
              : null;
          return mark ? [{ kind: 'mark', mark, piece: pieceOf(line), time: clockOf(time) }] : NOISE;
        }
        const row = ROW.exec(line);
        if (!row) return null;
        // If the text begins in the middle of a record, its row shows who said it.
        const said = side ?? (headless && looksLikeReply(line.slice(row[0].length)) ? 'server' : null);
        if (!said) return NOISE;
        const octets = HEX_ROW.exec(line);
        if (octets && (dump || fresh) && octets[0].length >= row[0].length + HEX_WIDTH - 1) {
          const first = fresh;
          fresh = false;
          dump = true;
          if (!first || body) return NOISE;
          const end = trimmedEnd(line);
          const text = line.slice(octets[0].length, end).replace(/\.{1,2}$/, '');
          return [{ kind: 'wire', side: said, piece: pieceOf(line, octets[0].length, octets[0].length + text.length), truncated: true }];
        }
        fresh = false;
        return [
          {
            kind: 'wire',
            side: said,
            piece: pieceOf(line, Math.min(row[0].length, line.length), Math.max(trimmedEnd(line), Math.min(row[0].length, line.length))),
            body: body || undefined,
          },
        ];
      },
    };
  },
};
