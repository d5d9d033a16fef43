import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { decodeLiteral, linesOfPiece } from '../readers/literal';
import { trimmedEnd } from '../readers/prefixed';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `Connecting to 127.0.0.1 port 1225 ... connected
??? 220
<<< 220 mail.example.net ESMTP Exim 4.98
>>> EHLO client.example.org
??? 250-
<<< 250-mail.example.net Hello client.example.org
??? 250
<<< 250 PIPELINING
>>> MAIL FROM:<alice@example.org>\\r\\nRCPT TO:<bob@example.net>\\r\\nDATA
??? 250
<<< 250 OK
??? 250
<<< 250 Accepted
??? 354
<<< 354 Enter message, ending with "." on a line by itself
>>> Subject: hi
>>>
>>> hello
>>> .
??? 250
<<< 250 OK id=10HmaZ-000000005vi-0000
>>> QUIT
??? 221
<<< 221 mail.example.net closing connection
End of script
`;

/** The `client` program of Exim's test suite: what the script sends, what it expects, what came. */
export const eximTestClient: TranscriptFormat = {
  id: 'exim-test-client',
  title: 'Exim test suite client',
  row: 'F36',
  viewpoint: 'client',
  trust: 'likely',
  telltale: /^(?:\?\?\?|\+\+\+ |End of script|Connecting to \S{1,255} port )/,
  hint: /^(?:\?\?\?\*? |<<< \d{3}|>>> (?:EHLO|HELO|LHLO|MAIL|RCPT)\b|Connecting to \S{1,255} port \S{1,20} \.\.\. )/i,
  notes: '`???` is what the script expects, not what was said; a literal `\\r\\n` in a sent line makes several commands.',
  samples: [
    {
      title: 'pipelined in one line',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
  ],
  reader: () => ({
    read(line): readonly Reading[] | null {
      const end = trimmedEnd(line);
      const mark = line.slice(0, 3);
      const from = Math.min(line.charCodeAt(3) === 32 ? 4 : 3, end);
      if (line.length > 3 && line.charCodeAt(3) !== 32 && line.charCodeAt(3) !== 13) return other(line, end);
      if (mark === '<<<') return [{ kind: 'wire', side: 'server', piece: pieceOf(line, from, end) }];
      if (mark === '>>>') return linesOfPiece(decodeLiteral(line, from, end)).map((piece) => ({ kind: 'wire', side: 'client', piece }));
      return other(line, end);
    },
  }),
};

function other(line: string, end: number): readonly Reading[] | null {
  if (/^Connecting to /.test(line)) return [{ kind: 'mark', mark: 'connect', piece: pieceOf(line, 0, end) }];
  if (/^End of script/.test(line)) return [{ kind: 'mark', mark: 'close', piece: pieceOf(line, 0, end) }];
  return /^(?:\?\?\?|\+\+\+|Expected |Certificate|Key file|Attempting|Succeeded|Failed|\*\*\*|>>>|<<<)/.test(line) ? NOISE : null;
}
