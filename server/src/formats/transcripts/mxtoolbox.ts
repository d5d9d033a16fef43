import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `Connecting to 192.0.2.1

220 mx.example.net Microsoft ESMTP MAIL Service ready at Wed, 28 Jun 2023 12:02:11 +0000 [129 ms] EHLO keeper.mxtoolbox.example
250-mx.example.net Hello [192.0.2.113] 250-SIZE 157286400
250-PIPELINING
250 SMTPUTF8 [162 ms]
MAIL FROM:<supertool@example.com>
250 2.1.0 Sender OK [209 ms]
RCPT TO:<test@example.com>
550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain [148 ms]

LookupServer 1240ms
`;

const TIMING = /\[\d{1,6} ?ms\]/;
const GLUED = /^(?:\s*(?=[2-5]\d\d[ -])|\s+(?=(?:EHLO|HELO|MAIL FROM:|RCPT TO:|DATA|RSET|QUIT|STARTTLS|VRFY)\b))/i;

/** MXToolbox and similar testers: without marks, with the time that each reply took, and lines joined by the page. */
export const mxtoolbox: TranscriptFormat = {
  id: 'mxtoolbox',
  title: 'MXToolbox SMTP diagnostics',
  row: 'F76',
  viewpoint: 'none',
  trust: 'likely',
  telltale: TIMING,
  hint: /^(?:.{0,400}?\[\d{1,6} ?ms\]|[2-5]\d\d[ -]|Connecting to )/,
  notes: 'The `[129 ms]` is not from the wire; the next command may follow it on the same line.',
  samples: [{ title: 'an open-relay test', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550'] }],
  reader: () => ({
    read(line, view): readonly Reading[] | null {
      const end = trimmedEnd(line);
      const said: Reading[] = [];
      for (const [from, to] of parts(line, end)) {
        const piece = pieceOf(line, from, to);
        if (looksLikeReply(piece.text)) said.push({ kind: 'wire', side: 'server', piece });
        else if (commandLikeness(piece.text) > 0 || view.expecting() === 'auth') said.push({ kind: 'wire', side: 'client', piece });
      }
      return said.length > 0 ? said : line === '' || /^(?:Connecting to |LookupServer|\w+ \d+ms)/.test(line) ? NOISE : null;
    },
  }),
};

/** Columns of what was said: timings removed, lines that the page joined separated. */
function parts(line: string, end: number): [number, number][] {
  const found: [number, number][] = [];
  let from = 0;
  const cut = (to: number): void => {
    const text = line.slice(from, to);
    // Another line of the same reply: its code again, after a space.
    const code = /^(\d{3})-/.exec(text)?.[1];
    const again = code ? text.indexOf(` ${code}-`, 4) : -1;
    if (again > 0) {
      found.push([from, from + again]);
      from += again + 1;
      cut(to);
    } else if (text.trim() !== '') found.push([from, to]);
  };
  const timing = new RegExp(TIMING, 'g');
  for (let match = timing.exec(line); match && match.index < end; match = timing.exec(line)) {
    cut(match.index);
    from = match.index + match[0].length;
    const blank = GLUED.exec(line.slice(from, from + 12));
    if (blank) from += blank[0].length;
  }
  cut(end);
  return found;
}
