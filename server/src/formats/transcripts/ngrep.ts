import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import { isServerPort, segments } from '../readers/segments';

const sample = `interface: lo (127.0.0.0/255.0.0.0)
filter: ( port 25 ) and (ip || ip6)
####
T 192.0.2.25:25 -> 198.51.100.7:39192 [AP] #4
220 mail.example.net ESMTP Postfix (Debian/GNU).

##
T 198.51.100.7:39192 -> 192.0.2.25:25 [AP] #6
EHLO client.example.org.

##
T 192.0.2.25:25 -> 198.51.100.7:39192 [AP] #8
250-mail.example.net.
250 CHUNKING.

#
T 198.51.100.7:39192 -> 192.0.2.25:25 [AP] #9
DATA.

T 192.0.2.25:25 -> 198.51.100.7:39192 [AP] #10
354 go ahead.

T 198.51.100.7:39192 -> 192.0.2.25:25 [AP] #11
Subject: x.
.
hello.
..

T 192.0.2.25:25 -> 198.51.100.7:39192 [AP] #12
250 2.0.0 Ok: queued as 4C4D21A2B3.
`;

const HEADER = /^T (?:\+?[\d.]{5,20} |\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{1,9} )?(\S{3,120}):(\w{1,20}) -> (\S{3,120}):(\w{1,20}) \[/;

/** `ngrep -W byline`: every CR is shown as a dot, and each line seems to end in one. */
export const ngrep: TranscriptFormat = {
  id: 'ngrep',
  title: 'ngrep -W byline',
  row: 'F74',
  viewpoint: 'none',
  trust: 'certain',
  keeps: ['order'],
  hint: HEADER,
  notes: 'A dot at the end of a line is a CR; a line of one dot is an empty line, one of two dots the final dot.',
  samples: [{ title: 'greeting, EHLO, mail data', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'DATA 354', 'data 250'] }],
  reader: segments({
    header(line) {
      if (/^(?:#+$|interface: |filter: |match: )/.test(line)) return { sender: '' };
      const match = HEADER.exec(line);
      if (!match) return null;
      const [, from, fromPort, to, toPort] = match;
      const sender = `${from}:${fromPort}`;
      const likely = isServerPort(fromPort) ? 'server' : isServerPort(toPort) ? 'client' : undefined;
      return { sender, key: [sender, `${to}:${toPort}`].sort().join(' '), likely };
    },
    payload(line) {
      if (line === '') return null;
      const end = trimmedEnd(line);
      return pieceOf(line, 0, line[end - 1] === '.' ? end - 1 : end);
    },
  }),
};
