import type { TranscriptFormat } from '../format';
import { withNested } from '../readers/nested';
import { readUnmarked } from '../readers/unmarked';

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

/** What a telnet, nc or openssl session leaves on the screen: there are no markers, and every line is judged by what is expected there. */
export const bare: TranscriptFormat = {
  id: 'bare',
  title: 'bare session (telnet, nc, openssl s_client)',
  row: 'F02',
  viewpoint: 'none',
  trust: 'weak',
  byHand: { C: '', S: '' },
  hint: /^(?:[2-5]\d\d(?:[ -]|$)|(?:EHLO|HELO|LHLO)[ \t]|MAIL[ \t]+FROM|RCPT[ \t]+TO|AUTH[ \t]+[A-Z]|STARTTLS\s*$|Connected to |CONNECTED\(|== (?:\d{3}\.){4}\d{5}-|(?:\S{0,80}[$#%>] )?openssl s_client .{0,200}-connect)/i,
  notes: '`openssl s_client -starttls smtp` swallows the greeting and all but the last line of the EHLO reply.',
  samples: [
    { title: 'telnet, a refused recipient', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'QUIT 221'] },
  ],
  reader: () => withNested({ read: (line, view) => readUnmarked(line, view) }, { read: (line, view) => readUnmarked(line, view) }),
};
