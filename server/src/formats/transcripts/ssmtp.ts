import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `[<-] 220 mail.example.net ESMTP Postfix
[->] EHLO client.example.org
[<-] 250 CHUNKING
[->] AUTH LOGIN
[<-] 334 VXNlcm5hbWU6
[->] YWxpY2U=
[<-] 334 UGFzc3dvcmQ6
[<-] 235 2.7.0 Authentication successful
[->] MAIL FROM:<alice@example.org>
[<-] 250 2.1.0 Ok
[->] QUIT
`;

/** ssmtp `-v`: arrows in brackets. */
export const ssmtp: TranscriptFormat = {
  id: 'ssmtp',
  title: 'ssmtp -v',
  row: 'F17',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^\[(?:->|<-)\] /,
  elides: 'All but the last line of a reply; the password.',
  samples: [{ title: 'login', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 334', 'auth 334', 'auth 235', 'MAIL 250'] }],
  reader: prefixed({
    markers: [
      { pattern: /^\[<-\](?: |$)/, means: 'server' },
      { pattern: /^\[->\](?: |$)/, means: 'client' },
      { pattern: /^ssmtp: /, means: 'noise' },
    ],
  }),
};
