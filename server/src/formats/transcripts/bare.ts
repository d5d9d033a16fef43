import { commandLikeness, readCommandLine } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { DialogueView, Reader, TranscriptFormat } from '../format';
import { trimmedEnd } from '../prefixed';
import type { Reading, Side } from '../reading';
import { NOISE } from '../reading';

const sample = `Trying 192.0.2.25...
Connected to mail.example.net.
Escape character is '^]'.
220 mail.example.net ESMTP Postfix
EHLO client.example.org
250-mail.example.net
250 CHUNKING
MAIL FROM:<alice@example.org>
250 2.1.0 Ok
RCPT TO:<nosuch@example.net>
550 5.1.1 <nosuch@example.net>: Recipient address rejected
QUIT
221 2.0.0 Bye
Connection closed by foreign host.
`;

const CONNECT = /^(?:Connected to |Escape character is|Connection to .* succeeded!|Ncat: Connected to|CONNECTED\(|read R BLOCK)/;
const CLOSE = /^(?:Connection closed by foreign host|Connection to host lost|DONE$|closed$)/;
const ELIDED = /^[ \t]*(?:\.\.\.|\[\.\.\.\]|<snip>|\[snip\]|\(snip\)|…)[ \t]*$/i;

/** What a telnet, nc or openssl session leaves on the screen: no markers, so every line is judged by what is expected there. */
export const bare: TranscriptFormat = {
  id: 'bare',
  title: 'bare session (telnet, nc, openssl s_client)',
  row: 'F02',
  viewpoint: 'none',
  trust: 'weak',
  hint: /^(?:[2-5]\d\d(?:[ -]|$)|(?:EHLO|HELO|LHLO)[ \t]|MAIL[ \t]+FROM|RCPT[ \t]+TO|Connected to |CONNECTED\()/i,
  notes: '`openssl s_client -starttls smtp` swallows the greeting and all but the last line of the EHLO reply.',
  samples: [{ title: 'telnet, a refused recipient', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'QUIT 221'] }],
  reader: (): Reader => ({
    read(line, view) {
      const piece = pieceOf(line, 0, trimmedEnd(line));
      const { text } = piece;
      const said = (side: Side): Reading[] => [{ kind: 'wire', side, piece }];
      const expecting = view.expecting();
      if (expecting === 'body') return bodyLine(text, view) ? said('client') : said('server');
      if (CONNECT.test(text)) return [{ kind: 'mark', mark: 'connect', piece }];
      if (CLOSE.test(text)) return [{ kind: 'mark', mark: 'close', piece }];
      if (text === '') return expecting === 'auth' ? said('client') : NOISE;
      if (looksLikeReply(text)) return said('server');
      switch (expecting) {
        case 'auth':
          return said('client');
        case 'idle':
        case 'closed':
          return commandLikeness(text) === 2 ? said('client') : null;
        default:
          if (ELIDED.test(text)) return [{ kind: 'mark', mark: 'elided', piece }];
          if (commandLikeness(text) > 0) return said('client');
          return answeredAsUnknown(text, view) ? said('client') : null;
      }
    },
  }),
};

/** Mail data has no marker either; a reply right after the 354 means that whoever pasted this left the mail data out. */
function bodyLine(text: string, view: DialogueView): boolean {
  if (!/^(?:250|4\d\d|5\d\d)[ -]/.test(text)) return true;
  const next = view.peek(1);
  const closes = next === '' || /^(?:QUIT|RSET|MAIL FROM:|221[ -]|EHLO |HELO )/i.test(next) || /^[245]\d\d[ -]/.test(next);
  const before = view.peek(-1);
  return !(closes && /^354/.test(before));
}

/** A word that no RFC knows is a command where the server's next line calls it unknown. */
function answeredAsUnknown(text: string, view: DialogueView): boolean {
  return readCommandLine(text) !== null && /^5\d\d[ -]/.test(view.peek(1));
}
