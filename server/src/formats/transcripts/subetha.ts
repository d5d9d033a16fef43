import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

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

const slf4j = `19:01:49.419 DEBUG org.subethamail.smtp.server.Session - SMTP connection from host.example.org/192.0.2.7, new connection count: 1
19:01:49.419 DEBUG org.subethamail.smtp.server.Session - Server: 220 mail.example.net ESMTP SubEthaSMTP null
19:01:49.419 DEBUG org.subethamail.smtp.server.Session - Client: EHLO client.example.org
19:01:49.419 DEBUG org.subethamail.smtp.server.Session - Server: 250-mail.example.net
250-STARTTLS
250 Ok
19:01:49.420 DEBUG org.subethamail.smtp.server.Session - Client: MAIL FROM:<alice@example.org>
19:01:49.420 DEBUG org.subethamail.smtp.server.Session - Server: 530 Must issue a STARTTLS command first
`;

/** What precedes a line: FakeSMTP's clock, or a logger's clock, thread, level and the name of a class of the library. */
const LOGGED =
  '^(?:\\d{4}-\\d\\d-\\d\\d[ T])?(?<time>\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,6})?) (?:[AP]M |(?:\\[[^\\]]{1,80}\\] )?[A-Z]{4,5} {1,3}(?:\\[[^\\]]{1,80}\\] )?[\\w.]{0,60}\\bsubethamail\\.[\\w.$]{1,80} {1,20}|)[-:] ';

/** SubEthaSMTP under FakeSMTP, Wiser and others: `Client:` and `Server:`, a marker on the first line of a reply. */
export const subetha: TranscriptFormat = {
  id: 'subetha',
  title: 'SubEthaSMTP (FakeSMTP, Wiser)',
  row: 'F54',
  viewpoint: 'absolute',
  trust: 'certain',
  hint: new RegExp(`${LOGGED}(?:Server|Client): `),
  elides: 'The mail data and the answers to AUTH.',
  samples: [
    { title: 'login', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 334', 'auth 334', 'auth 235'] },
    { title: 'under a logger', text: slf4j, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 530'] },
  ],
  reader: prefixed({
    markers: [
      { pattern: new RegExp(`${LOGGED}Server: `), means: 'server' },
      { pattern: new RegExp(`${LOGGED}Client: `), means: 'client' },
      { pattern: new RegExp(LOGGED), means: 'noise' },
      { pattern: /^(?:\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d[.,]\d{1,6} \S{0,80} *[A-Z]{4,5} /, means: 'noise' },
    ],
    unmarked: 'continues',
  }),
};
