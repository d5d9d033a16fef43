import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import type { Piece } from '../../text/span';
import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { withCode } from '../readers/joined';
import { trimmedEnd } from '../readers/prefixed';
import { splitAt } from '../readers/relative';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `    1   0.000000   198.51.100.7 → 192.0.2.25   TCP 74 39192 → 25 [SYN] Seq=0 Win=65495 Len=0
    4   0.000676   192.0.2.25 → 198.51.100.7   SMTP 115 S: 220 mail.example.net ESMTP Postfix (Debian/GNU)
    6   0.000761   198.51.100.7 → 192.0.2.25   SMTP 91 C: EHLO client.example.org
    8   0.001127   192.0.2.25 → 198.51.100.7   SMTP 254 S: 250-mail.example.net | PIPELINING | SIZE 10240000 | CHUNKING
   10   0.081052   198.51.100.7 → 192.0.2.25   SMTP 97 C: MAIL FROM:<alice@example.org> | RCPT TO:<bob@example.net> | DATA
   11   0.081462   192.0.2.25 → 198.51.100.7   SMTP 80 S: 250 2.1.0 Ok
   12   0.081463   192.0.2.25 → 198.51.100.7   SMTP 80 S: 250 2.1.5 Ok
   23   0.402507   192.0.2.25 → 198.51.100.7   SMTP 103 S: 354 End data with <CR><LF>.<CR><LF>
   24   0.482497   198.51.100.7 → 192.0.2.25   SMTP 117 C: DATA fragment, 63 bytes
   25   0.482497   198.51.100.7 → 192.0.2.25   SMTP/IMF 117 subject: test, , Hello  ,
   26   0.482874   192.0.2.25 → 198.51.100.7   SMTP 102 S: 250 2.0.0 Ok: queued as 4C4D21A2B3
   31   0.663057   198.51.100.7 → 192.0.2.25   SMTP 72 C: QUIT
   32   0.663430   192.0.2.25 → 198.51.100.7   SMTP 81 S: 221 2.0.0 Bye
`;

const window = `   12 0.123456    192.0.2.25            192.0.2.9             SMTP     95     S: 220 mail.example.net ESMTP
   13 0.123789    192.0.2.9             192.0.2.25            SMTP     70     C: EHLO client.example.org
   14 0.124456    192.0.2.25            192.0.2.9             SMTP     180    S: 250-mail.example.net | SIZE 1000 | HELP
   15 0.124789    192.0.2.9             192.0.2.25            SMTP     84     C: MAIL FROM:<alice@example.org>
   16 0.125456    192.0.2.25            192.0.2.9             SMTP     68     S: 250 OK
`;

const LINE =
  /^ {0,12}\d{1,9}\s{1,4}[\d.:-]{1,30}\s{1,6}(?:\d\d:\d\d:\d\d\.\d{1,9}\s{1,6})?(\S{2,60})(?:\s{1,6}(?:→|->|⇢)\s{1,6}|\s{1,40})(\S{2,60})\s{1,40}/;
const INFO = /^(SMTP(?:\/IMF)?)\s{1,20}\d{1,6}\s{1,20}(?:([SC]): )?/;

const COMMANDS = /(?<=^|[,|] {1,3})(?:MAIL FROM:|RCPT TO:|RSET|DATA|QUIT)(?: {0,3}<[^<>]{0,300}>[^,|]{0,200})?(?=$| {0,3}[,|] )/i;

/** The packet list of tshark and Wireshark: one frame per line, its lines joined, all codes but the first left out. */
export const tsharkList: TranscriptFormat = {
  id: 'tshark-list',
  title: 'tshark / Wireshark packet list',
  row: 'F72',
  viewpoint: 'absolute',
  trust: 'certain',
  keeps: ['order'],
  hint: /^ {0,12}\d{1,9}\s{1,4}[\d.:-]{1,30}\s.{3,140}?\bSMTP(?:\/IMF)?\s{1,20}\d{1,6}\s/,
  elides: 'The mail data (`DATA fragment, 4096 bytes`).',
  notes: 'After mail data the dissector may call the next command a `DATA fragment`.',
  samples: [
    {
      title: 'one connection, pipelined',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
    { title: "copied from Wireshark's window, without arrows", text: window, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250'] },
  ],
  reader: () => ({
    read(line, view): readonly Reading[] | null {
      const frame = LINE.exec(line);
      if (!frame) return null;
      const at = frame[0].length;
      const info = INFO.exec(line.slice(at, at + 60));
      if (!info) return NOISE;
      const key = [frame[1], frame[2]].sort().join(' ');
      const from = at + info[0].length;
      const to = trimmedEnd(line);
      const piece = pieceOf(line, from, to);
      const body = view.expecting(key) === 'body';
      if (info[1] === 'SMTP/IMF') {
        const behind = pipelined(line, from, to).map((part): Reading => ({ kind: 'wire', side: 'client', piece: part, key }));
        return body ? [{ kind: 'mark', mark: 'body', piece, key }, ...behind] : behind.length > 0 ? behind : NOISE;
      }
      if (info[2] === 'S')
        return serverLines(splitAt(line, from, to, / \| /)).map((part) => ({ kind: 'wire', side: 'server', piece: part, key }));
      if (info[2] !== 'C') return NOISE;
      if (/^DATA fragment, \d/.test(piece.text))
        return body ? NOISE : [{ kind: 'wire', side: 'client', piece: { text: '', from, to }, key, masked: true }];
      const label = /^(?:User|Pass(?:word)?|Username): /.exec(piece.text);
      const parts = label ? [pieceOf(line, from + label[0].length, to)] : splitAt(line, from, to, / \| /);
      const commands = parts.length > 1 && parts.every((part) => commandLikeness(part.text) > 0);
      return (commands || label ? parts : [piece]).map((part) => ({ kind: 'wire', side: 'client', piece: part, key }));
    },
  }),
};

/** The commands that the dissector took for a message, or that follow one in the same packet. */
function pipelined(line: string, from: number, to: number): readonly Piece[] {
  const first = COMMANDS.exec(line.slice(from, to));
  return first ? splitAt(line, from + first.index, to, / {0,3}(?:,|\|) {1,3}/).filter((part) => commandLikeness(part.text) > 0) : [];
}

/** The dissector prints only the code of the first line: it is restored on the others. */
function serverLines(parts: readonly Piece[]): readonly Piece[] {
  const code = parts[0].text.slice(0, 3);
  if (!/^\d{3}$/.test(code)) return parts;
  return parts.map((part, index) => (looksLikeReply(part.text) ? part : withCode(part, code, index === parts.length - 1)));
}
