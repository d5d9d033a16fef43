import { pieceOf } from '../../text/span';
import type { DialogueView, TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import type { SegmentHeader, SegmentSpec } from '../readers/segments';
import { isServerPort, segments } from '../readers/segments';

const ascii = `19:37:04.231371 IP 198.51.100.7.39192 > 192.0.2.25.25: Flags [S], seq 1146888037, win 65495, length 0
E..<.y@.@..A...............%.........
19:37:04.232047 IP 192.0.2.25.25 > 198.51.100.7.39192: Flags [P.], seq 1:50, ack 1, win 64, length 49: SMTP: 220 mail.example.net ESMTP Postfix (Debian/GNU)
E..eF.@.@.o.................D..f...@.......
...~_...220 mail.example.net ESMTP Postfix (Debian/GNU)

19:37:04.232132 IP 198.51.100.7.39192 > 192.0.2.25.25: Flags [P.], seq 1:26, ack 49, win 64, length 25: SMTP: EHLO client.example.org
E..M.|@.@...............D..f...>...@.r.....
_......~EHLO client.example.org

19:37:04.232498 IP 192.0.2.25.25 > 198.51.100.7.39192: Flags [P.], seq 49:237, ack 26, win 64, length 36: SMTP: 250-mail.example.net
E...F.@.@.o?...............>D......@.......
...._...250-mail.example.net
250 CHUNKING

`;

const verbose = `19:37:04.232047 IP (tos 0x0, ttl 64, id 18068, offset 0, flags [DF], proto TCP (6), length 101)
    192.0.2.25.25 > 198.51.100.7.39192: Flags [P.], seq 1:50, ack 1, win 64, length 49: SMTP, length: 49
\t220 mail.example.net ESMTP Postfix (Debian/GNU)
19:37:04.232132 IP (tos 0x0, ttl 64, id 59772, offset 0, flags [DF], proto TCP (6), length 77)
    198.51.100.7.39192 > 192.0.2.25.25: Flags [P.], seq 1:26, ack 50, win 64, length 25: SMTP, length: 25
\tEHLO client.example.org
19:37:04.232498 IP (tos 0x0, ttl 64, id 18070, offset 0, flags [DF], proto TCP (6), length 240)
    192.0.2.25.25 > 198.51.100.7.39192: Flags [P.], seq 50:238, ack 26, win 64, length 36: SMTP, length: 36
\t250-mail.example.net
\t250 CHUNKING
`;

const brief = `18:28:07.319306 IP 192.0.2.25.smtp > 198.51.100.7.59618: Flags [P.], seq 1:36, ack 1, win 510, length 35: SMTP: 220 mail.example.net ESMTP Postfix
18:28:07.319426 IP 198.51.100.7.59618 > 192.0.2.25.smtp: Flags [.], ack 36, win 2058, length 0
18:28:07.319536 IP 198.51.100.7.59618 > 192.0.2.25.smtp: Flags [P.], seq 1:26, ack 36, win 510, length 25: SMTP: EHLO client.example.org
18:28:07.319636 IP 192.0.2.25.smtp > 198.51.100.7.59618: Flags [P.], seq 36:60, ack 26, win 510, length 24: SMTP: 250 mail.example.net
`;

const HEADER =
  /^(?:(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d{1,9} (?:IP6?|[A-Za-z0-9.]{2,12} {1,2}(?:In|Out) {1,3}IP6?) | {4})(\S{3,120})\.([\w-]{1,20}) > (\S{3,120})\.([\w-]{1,20}): (?=Flags|tcp|\[|P|\.)/;
const OUTER =
  /^(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d{1,9} (?:IP6?|[A-Za-z0-9.]{2,12} {1,2}(?:In|Out) {1,3}IP6?) \((?:tos|flowlabel|class|hlim) /;
/** Where the first line of a packet's text begins after the bytes of its headers. */
const WORDS = /(?:[2-5]\d\d[ -]|(?:EHLO|HELO|LHLO|MAIL|RCPT|STARTTLS|AUTH|DATA|RSET|QUIT|NOOP|VRFY|EXPN|BDAT|HELP|XCLIENT)\b)/i;

/** tcpdump: by the packet's header, with the text below it (`-A`, `-v`) or only the dissector's one line. */
export const tcpdump: TranscriptFormat = {
  id: 'tcpdump',
  title: 'tcpdump (-A, -v)',
  row: 'F74',
  viewpoint: 'none',
  trust: 'certain',
  keeps: ['order'],
  counted: true,
  hint: /^(?:(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.\d{1,9} (?:IP6?|[A-Za-z0-9.]{2,12} {1,2}(?:In|Out) {1,3}IP6?) | {4}\S{3,120}\.(?:25|smtp|587|465|submission) > )/,
  elides: 'Without `-A` or `-v` all but the first line of a packet.',
  notes: 'With `-A` the first line of a packet is glued to the bytes of its headers, and the header repeats it.',
  samples: [
    { title: '-A', text: ascii, exchanges: ['greeting 220', 'EHLO 250'] },
    { title: '-v', text: verbose, exchanges: ['greeting 220', 'EHLO 250'] },
    { title: 'one line a packet', text: brief, exchanges: ['greeting 220', 'EHLO 250'] },
  ],
  reader: () => segments(packetText())(),
};

function headerOf(line: string, view: DialogueView): SegmentHeader | null {
  if (OUTER.test(line)) return { sender: '' };
  const match = HEADER.exec(line);
  if (!match) return /^\d+ packets? (?:captured|received|dropped)|^tcpdump: /.test(line) ? { sender: '' } : null;
  const [all, from, fromPort, to, toPort] = match;
  const sender = `${from}.${fromPort}`;
  const key = [sender, `${to}.${toPort}`].sort().join(' ');
  const likely = isServerPort(fromPort) ? 'server' : isServerPort(toPort) ? 'client' : undefined;
  const octets = octetsOf(line);
  // Other traffic of the host is not SMTP.
  if (!likely && !/\bSMTP\b/.test(line.slice(all.length))) return { sender: '', octets };
  if (/\blength 0\b/.test(line.slice(-20))) return { sender: '', key, octets };
  const dissected = /: SMTP: /.exec(line);
  const text = dissected ? line.slice(dissected.index + dissected[0].length) : '';
  const next = view.peek(1);
  const shown = SHOWN.test(next) && !OUTER.test(next) && !HEADER.test(next);
  if (dissected && !shown && !next.startsWith(text)) return { sender, key, likely, from: line.length - text.length, octets: 0 };
  return { sender, key, likely, octets };
}

/** How a line below a packet's header begins if its octets are shown: with the IP header (`-A`), or indented (`-v`, `-X`). */
const SHOWN = /^(?:[E`\t]| {4})/;

/** How many octets the packet carries, according to its header; undefined if it does not say. */
function octetsOf(line: string): number | undefined {
  const told = /\blength (\d{1,7})(?=: [A-Z]|\)|$)/.exec(line.slice(-2000));
  return told ? Number(told[1]) : undefined;
}

/** Extracts the text of packets from what `-A` and `-v` print below their headers. */
function packetText(): SegmentSpec {
  /** Lines of header bytes so far; -1 once the text was found. */
  let bytes = -1;
  let octets = 0;
  return {
    header(line, view) {
      const header = headerOf(line, view);
      if (header) octets = Number(/\blength (\d{1,7})(?:: SMTP|$)/.exec(line.slice(-400))?.[1] ?? 0);
      return header;
    },
    payload(line, first, view) {
      const end = trimmedEnd(line);
      if (line.startsWith('\t')) return /^\t0x[0-9a-f]{4}:/.test(line) ? null : pieceOf(line, 1, end);
      // `-A` prints the IP header too: an E or a back-quote comes first.
      if (first) bytes = /^[E`]/.test(line) ? 0 : -1;
      if (bytes < 0) return pieceOf(line, 0, end);
      const words = WORDS.exec(line.slice(0, 120));
      const alone = octets > 2 && octets - 2 <= end && view.peek(1) === '';
      bytes = words || alone || bytes > 1 ? -1 : bytes + 1;
      if (alone) return pieceOf(line, end - octets + 2, end);
      return words ? pieceOf(line, words.index, end) : null;
    },
  };
}
