import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { withCode } from '../readers/joined';
import { clockOf, trimmedEnd } from '../readers/prefixed';
import { splitAt } from '../readers/relative';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `2016/11/11 12:35:48 [MailBot/7918] DEBUG <-- CONN 220 mail.example.net ESMTP
2016/11/11 12:35:48 [MailBot/7918] DEBUG --> EHLO client.example.org
2016/11/11 12:35:48 [MailBot/7918] DEBUG <-- EHLO 250 mail.example.net / PIPELINING / SIZE 51380224 / STARTTLS
2016/11/11 12:35:48 [MailBot/7918] DEBUG --> MAIL FROM:<alice@example.org>
2016/11/11 12:35:48 [MailBot/7918] DEBUG <-- MAIL 250 2.1.0 Ok
2016/11/11 12:35:48 [MailBot/7918] DEBUG --> QUIT
2016/11/11 12:35:48 [MailBot/7918] DEBUG <-- QUIT 221 2.0.0 Bye
`;

const LINE = /^(?<time>.{0,100}?)(?<arrow>-{2,3}>|<-{2,3}) (?:[A-Z]{4,10} (?=[2-5]\d\d(?: |$)))?/;
const ECHO = /(?:-{2,3}>|<-{2,3}) (?:CONN|[A-Z]{4,10}) [2-5]\d\d(?: |$)/;

/** Small client libraries that log a reply after the verb that it answers, its lines joined: `<-- EHLO 250 host / PIPELINING`. */
export const echoedVerb: TranscriptFormat = {
  id: 'echoed-verb',
  title: 'clients that repeat the verb before the reply',
  row: 'F78',
  viewpoint: 'client',
  trust: 'likely',
  telltale: ECHO,
  hint: /^.{0,100}?(?:-{2,3}>|<-{2,3}) (?:[A-Z]{4,10} [2-5]\d\d(?: |$)|(?:EHLO|HELO|LHLO|MAIL|RCPT|AUTH|STARTTLS|QUIT)\b)/,
  elides: 'The codes of all but the first line of a reply.',
  notes: 'Both directions of the arrow are in use; the side that repeats verbs is the server.',
  samples: [{ title: 'MAIL', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'QUIT 221'] }],
  reader: (): Reader => {
    /** The arrow of the server. */
    let server: string | null = null;
    return {
      read(line, view): readonly Reading[] | null {
        const match = LINE.exec(line);
        if (!match) return null;
        for (let k = 0; server === null && k < 40; k++) server = ECHO.exec(k === 0 ? line : view.peek(k))?.[0].split(' ')[0] ?? null;
        const time = clockOf(match.groups?.time);
        const end = trimmedEnd(line);
        const from = Math.min(match[0].length, end);
        if (match.groups?.arrow !== server) return [{ kind: 'wire', side: 'client', piece: pieceOf(line, from, end), time }];
        const code = /^\d{3}/.exec(line.slice(from, from + 3))?.[0];
        if (!code) return NOISE;
        const parts = splitAt(line, from, end, / \/ /);
        return parts.map((piece, n) => ({
          kind: 'wire',
          side: 'server',
          piece: n === 0 ? piece : withCode(piece, code, n === parts.length - 1),
          time,
          more: true,
        }));
      },
    };
  },
};
