import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import { segments } from '../readers/segments';

const sample = `===================================================================
Follow: tcp,ascii
Filter: tcp.stream eq 0
Node 0: 192.0.2.25:39192
Node 1: 192.0.2.25:25
\t49
220 mail.example.net ESMTP Postfix (Debian/GNU)

25
EHLO client.example.org

\t36
250-mail.example.net
250 CHUNKING

31
MAIL FROM:<alice@example.org>

\t14
250 2.1.0 Ok

6
QUIT

\t15
221 2.0.0 Bye

===================================================================
`;

const LENGTH = /^(\t?)(\d{1,7})$/;

/** `tshark -z follow,tcp,ascii`: a length before each segment, indented if the second node sent it. */
export const tsharkFollow: TranscriptFormat = {
  id: 'tshark-follow',
  title: 'tshark follow,tcp,ascii',
  row: 'F73',
  viewpoint: 'none',
  trust: 'likely',
  keeps: ['order'],
  hint: /^(?:Follow: (?:tcp|tls),ascii|\t?\d{1,6}$)/,
  notes: 'Node 0 is the one that opened the capture, not the client; a length of three digits looks like a reply code.',
  samples: [{ title: 'one connection', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'QUIT 221'] }],
  reader: segments({
    header(line, view) {
      if (/^Follow: /.test(line)) return { sender: '', connects: true };
      if (/^(?:={20,}|Filter: |Node [01]: )/.test(line)) return { sender: '' };
      const match = LENGTH.exec(line.endsWith('\r') ? line.slice(0, -1) : line);
      // A code alone is a length only if more follows it than its own line.
      if (!match || (match[1] === '' && Number(match[2]) > 99 && view.peek(1) === '')) return null;
      return { sender: match[1] === '' ? '0' : '1' };
    },
    payload: (line) => pieceOf(line, 0, trimmedEnd(line)),
  }),
};
