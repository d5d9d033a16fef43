import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import { isServerPort, segments } from '../readers/segments';

const sample = `reportfilename: ./report.xml
tcpflow: listening on lo
192.000.002.025.00025-198.051.100.007.39192: 220 mail.example.net ESMTP Postfix (Debian/GNU)

198.051.100.007.39192-192.000.002.025.00025: EHLO client.example.org

192.000.002.025.00025-198.051.100.007.39192: 250-mail.example.net
250 CHUNKING

198.051.100.007.39192-192.000.002.025.00025: QUIT

192.000.002.025.00025-198.051.100.007.39192: 221 2.0.0 Bye
`;

const HEADER = /^((?:\d{3}\.){4}\d{5})-((?:\d{3}\.){4}\d{5}): ?/;

/** `tcpflow -c`: the two addresses before the first line of each packet. */
export const tcpflow: TranscriptFormat = {
  id: 'tcpflow',
  title: 'tcpflow -c',
  row: 'F74',
  viewpoint: 'none',
  trust: 'certain',
  keeps: ['order'],
  hint: HEADER,
  notes: 'Only the first line of a packet carries the addresses.',
  samples: [{ title: 'one connection', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'QUIT 221'] }],
  reader: segments({
    header(line) {
      if (/^(?:tcpflow: |reportfilename: )/.test(line)) return { sender: '' };
      const match = HEADER.exec(line);
      if (!match) return null;
      const [all, sender, other] = match;
      const likely = isServerPort(sender.slice(-5)) ? 'server' : isServerPort(other.slice(-5)) ? 'client' : undefined;
      return { sender, key: [sender, other].sort().join(' '), likely, from: all.length };
    },
    payload: (line) => pieceOf(line, 0, trimmedEnd(line)),
  }),
};
