import type { TranscriptFormat } from '../format';
import { glued } from '../readers/glued';
import { prefixed } from '../readers/prefixed';

const sample = `DEBUG: Recv: 220 mail.example.net ESMTP Postfix
DEBUG: Send: EHLO client.example.org

DEBUG: Recv: 250-mail.example.net
DEBUG: Recv: 250 CHUNKING
DEBUG: Send: MAIL FROM:<alice@example.org>

DEBUG: Recv: 250 2.1.0 Ok
DEBUG: Send: DATA

DEBUG: Recv: 354 End data with <CR><LF>.<CR><LF>
DEBUG: Send: Subject: test message

250 this is not a reply

DEBUG: Send: .

DEBUG: Recv: 250 2.0.0 Ok: queued as 4C4D21A2B3
`;

const oneLine = `DEBUG: Recv: 220 mail.example.net ESMTP
DEBUG: Send: EHLO client.example.org
DEBUG: Recv: 250 mail.example.net
DEBUG: Send: MAIL FROM: DEBUG: Recv: 250 2.1.0 Ok
DEBUG: Send: RCPT TO: DEBUG: Recv: 550 5.1.1 no
DEBUG: Send: QUIT DEBUG: Recv: 221 2.0.0 Bye
`;

const roundcube = `[23-Nov-2026 19:18:42 +0000]: <c4f3a9b1> Recv: 220 mail.example.net ESMTP Postfix
[23-Nov-2026 19:18:42 +0000]: <c4f3a9b1> Send: EHLO client.example.org
[23-Nov-2026 19:18:42 +0000]: <c4f3a9b1> Recv: 250 mail.example.net
`;

const read = prefixed({
  markers: [
    { pattern: /^(?:DEBUG: |\[(?<time>[^\]]{10,40})\]: (?:<(?<key>\w{4,20})> )?)Recv: /, means: 'server' },
    { pattern: /^(?:DEBUG: |\[(?<time>[^\]]{10,40})\]: (?:<(?<key>\w{4,20})> )?)Send: /, means: 'client' },
  ],
  unmarked: 'body',
});

/** PEAR's Net_SMTP with `setDebug(true)`, Roundcube's smtp.log: the mail data is one record of many lines. */
export const pear: TranscriptFormat = {
  id: 'pear',
  title: 'PEAR Net_SMTP, Roundcube smtp.log',
  row: 'F51',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^(?:DEBUG: |\[[^\]]{10,40}\]: (?:<\w{4,20}> )?)(?:Recv|Send): /,
  samples: [
    { title: 'accepted', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'DATA 354', 'data 250'] },
    {
      title: 'in a browser: addresses and line ends lost',
      text: oneLine,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'QUIT 221'],
    },
    { title: 'Roundcube', text: roundcube, exchanges: ['greeting 220', 'EHLO 250'] },
  ],
  reader: () => glued(read(), 'DEBUG: ', /(?<=^|\s)DEBUG: (?:Recv|Send): /g),
};
