import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { withNested } from '../readers/nested';
import { trimmedEnd } from '../readers/prefixed';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `bob@example.net... Connecting to mail.example.net. via esmtp...
220 mail.example.net ESMTP Postfix (Debian/GNU)
>>> EHLO client.example.org
250-mail.example.net
250 CHUNKING
>>> MAIL From:<alice@example.org> SIZE=33
250 2.1.0 Ok
>>> RCPT To:<grey@mail.example.net>
>>> RCPT To:<bob@mail.example.net>
>>> DATA
451 4.7.1 <grey@mail.example.net>: Recipient address rejected: Greylisted
grey@example.net... Deferred: 451 4.7.1 <grey@mail.example.net>: Recipient address rejected: Greylisted
250 2.1.5 Ok
354 End data with <CR><LF>.<CR><LF>
>>> .
250 2.0.0 Ok: queued as 4C4D21A2B3
bob@example.net... Sent (Ok: queued as 4C4D21A2B3)
Closing connection to mail.example.net.
>>> QUIT
221 2.0.0 Bye
`;

const OWN =
  /^(?:>>> (?:EHLO|HELO|LHLO|MAIL From:|RCPT To:|STARTTLS|AUTH |RSET|QUIT)|\S{1,300}\.\.\. (?:Connecting to|Using cached E?SMTP))/i;

/** `sendmail -v`, `mail -v`: commands after `>>>`, replies verbatim, and sendmail's conclusions. */
export const sendmailVerbose: TranscriptFormat = {
  id: 'sendmail-verbose',
  title: 'sendmail -v',
  row: 'F30',
  viewpoint: 'client',
  trust: 'likely',
  telltale: OWN,
  unless: /^(?:<<<|\?\?\?) /,
  hint: /^(?:>>> (?:EHLO|HELO|LHLO|MAIL From:|RCPT To:|STARTTLS|AUTH |RSET|QUIT)|\S{1,300}\.\.\. (?:Connecting to|Using cached E?SMTP)|220[ -]\S)/i,
  elides: 'The mail data but its final dot.',
  masks: 'AUTH (`>>> AUTH dialogue`) in some builds.',
  notes: 'Recipients and DATA are pipelined: their replies come after `>>> DATA`. The bounce may follow in the same session.',
  samples: [
    {
      title: 'one deferred, one sent',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 451', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
  ],
  reader: () => withNested(verbose(), verbose()),
};

function verbose(): Reader {
  let other = false;
  return {
    read(line, view): readonly Reading[] | null {
      // Two arrows, or what a script expects, belong to another format.
      other ||= /^(?:<<<|\?\?\?) /.test(line);
      if (other) return null;
      const end = trimmedEnd(line);
      if (line.startsWith('>>> ')) {
        const piece = pieceOf(line, 4, end);
        // `exim -bh` and doctest write prose after the same arrow.
        if (piece.text !== '.' && commandLikeness(piece.text) === 0 && view.expecting() !== 'auth') return null;
        return [{ kind: 'wire', side: 'client', piece, masked: /^AUTH dialogue$/.test(piece.text) ? true : undefined }];
      }
      if (looksLikeReply(line)) {
        const expecting = view.expecting();
        // sendmail's own verdict looks like a reply that names the recipient: `550 5.1.1 bob@example.net... User unknown`.
        if (expecting === 'command' && /^\d{3} (?:\d\.\d{1,3}\.\d{1,3} )?\S{1,300}\.\.\. /.test(line)) return NOISE;
        return expecting === 'closed' ? null : [{ kind: 'wire', side: 'server', piece: pieceOf(line, 0, end) }];
      }
      if (/^\S{1,300}\.\.\. Connecting to /.test(line)) return [{ kind: 'mark', mark: 'connect', piece: pieceOf(line, 0, end) }];
      return /^(?:\S{1,300}\.\.\. |Closing connection to )/.test(line) ? NOISE : null;
    },
  };
}
