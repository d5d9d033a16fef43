import type { TranscriptFormat } from '../format';
import { prefixed } from '../prefixed';

const sample = `09:41:12 AM - SMTP connection from localhost/127.0.0.1, new connection count: 1
09:41:12 AM - Server: 220 mail.example.net ESMTP SubEthaSMTP null
09:41:12 AM - Client: EHLO [127.0.0.1]
09:41:12 AM - Server: 250-mail.example.net
250-8BITMIME
250-AUTH LOGIN
250 Ok
09:41:12 AM - Client: AUTH LOGIN
09:41:12 AM - Server: 334 VXNlcm5hbWU6
09:41:12 AM - Server: 334 UGFzc3dvcmQ6
09:41:12 AM - Server: 235 Authentication successful.
`;

/** SubEthaSMTP under FakeSMTP, Wiser and others: `Client:` and `Server:`, a marker on the first line of a reply. */
export const subetha: TranscriptFormat = {
  id: 'subetha',
  title: 'SubEthaSMTP (FakeSMTP, Wiser)',
  row: 'F54',
  viewpoint: 'absolute',
  trust: 'certain',
  hint: /^\d\d:\d\d:\d\d (?:[AP]M )?- (?:Server|Client): /,
  elides: 'The mail data and the answers to AUTH.',
  samples: [{ title: 'login', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 334', 'auth 334', 'auth 235'] }],
  reader: prefixed({
    markers: [
      { pattern: /^(?<time>\d\d:\d\d:\d\d) (?:[AP]M )?- Server: /, means: 'server' },
      { pattern: /^(?<time>\d\d:\d\d:\d\d) (?:[AP]M )?- Client: /, means: 'client' },
      { pattern: /^\d\d:\d\d:\d\d (?:[AP]M )?- /, means: 'noise' },
    ],
    unmarked: 'continues',
  }),
};
