import type { Piece } from '../../text/span';
import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `220 mail.example.net ESMTP Postfix
hello: 250-mail.example.net
250-SIZE 10240000
250 8BITMIME
from: 250 2.1.0 Ok
to: 550 5.1.1 <nosuch@example.net>: Recipient address rejected
The following SMTP error was encountered: 550 5.1.1 <nosuch@example.net>: Recipient address rejected
quit: 221 2.0.0 Bye
`;

const logged = `ERROR - 2026-11-23 15:18:52 --> could not send: 220 mail.example.net ESMTP Postfix
<br /><pre>hello: 250-mail.example.net
250 AUTH PLAIN LOGIN
</pre>Failed to authenticate password. Error: 535 5.7.8 Error: authentication failed
`;

const VERBS: Readonly<Record<string, string>> = {
  hello: 'EHLO',
  starttls: 'STARTTLS',
  from: 'MAIL',
  to: 'RCPT',
  data: 'DATA',
  reset: 'RSET',
  quit: 'QUIT',
};
const STEP = /^(hello|starttls|from|to|data|reset|quit): (?=[2-5]\d\d[ -])/;

/** Only the refusal of a login is printed, without its label. */
const LOGIN = /^Failed to (?:authenticate (?:password|username)|send AUTH LOGIN command)[.:]? ?(?:Error: )?(?=[2-5]\d\d[ -])/;

/** CodeIgniter's own log writes all of it after one stamp. */
const LOGGED = /^[A-Z]{4,9} - \d{4}-\d\d-\d\d [\d:]{8} --> [^<]{0,200}?(?=220[ -])/;

/** CodeIgniter's `print_debugger()`: only replies, each with the step of the library that it answered. */
export const codeigniter: TranscriptFormat = {
  id: 'codeigniter',
  title: 'CodeIgniter print_debugger()',
  row: 'F77',
  viewpoint: 'client',
  trust: 'likely',
  telltale: STEP,
  hint: /^(?:220[ -]|hello: [2-5]\d\d[ -]|[A-Z]{4,9} - \d{4}-\d\d-\d\d [\d:]{8} --> [^<]{0,200}?220[ -])/,
  elides: 'What the client sent; the label says which command it was.',
  samples: [
    { title: 'a refused recipient', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'QUIT 221'] },
    { title: 'in the log of CodeIgniter', text: logged, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 535'] },
  ],
  reader: (): Reader => ({
    read(line, view): readonly Reading[] | null {
      const end = trimmedEnd(line);
      const step = STEP.exec(line);
      if (step) {
        const verb = step[1] === 'hello' && !/^250[ -]/.test(view.peek(1)) ? 'HELO' : VERBS[step[1]];
        return [
          { kind: 'wire', side: 'client', piece: standIn(verb, step[1].length), masked: true },
          { kind: 'wire', side: 'server', piece: pieceOf(line, step[0].length, end) },
        ];
      }
      const login = LOGIN.exec(line);
      if (login) {
        return [
          { kind: 'wire', side: 'client', piece: standIn('AUTH', login[0].length), masked: true },
          { kind: 'wire', side: 'server', piece: pieceOf(line, login[0].length, end) },
        ];
      }
      const logged = LOGGED.exec(line);
      if (logged) return [{ kind: 'wire', side: 'server', piece: pieceOf(line, logged[0].length, end) }];
      if (/^[2-5]\d\d[ -]/.test(line)) return [{ kind: 'wire', side: 'server', piece: pieceOf(line, 0, end) }];
      return /^(?:The following SMTP error|Failed to |Unable to |$)/.test(line) ? NOISE : null;
    },
  }),
};

/** The verb that a label represents, at the label's columns. */
function standIn(verb: string, to: number): Piece {
  const map: number[] = [];
  for (let at = 0; at < verb.length; at++) map.push(Math.min(at, to));
  map.push(to);
  return { text: verb, from: 0, to, map };
}
