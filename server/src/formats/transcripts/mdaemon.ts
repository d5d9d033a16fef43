import type { TranscriptFormat } from '../format';
import { relative } from '../readers/relative';

const inbound = `Sat 2014-07-26 12:58:47: 05: [514116] Session 514116; child 0001
Sat 2014-07-26 12:58:47: 05: [514116] Accepting SMTP connection from [192.0.2.20:63750] to [192.0.2.10:25]
Sat 2014-07-26 12:58:47: 03: [514116] --> 220-mail.example.net ESMTP Sat, 26 Jul 2014 12:58:47 +0200
Sat 2014-07-26 12:58:47: 03: [514116] --> 220 *
Sat 2014-07-26 12:58:47: 02: [514116] <-- EHLO client.example.org
Sat 2014-07-26 12:58:47: 03: [514116] --> 250-mail.example.net Hello
Sat 2014-07-26 12:58:47: 03: [514116] --> 250 SIZE
Sat 2014-07-26 12:58:47: 02: [514116] <-- QUIT
Sat 2014-07-26 12:58:47: 03: [514116] --> 221 See ya in cyberspace
Sat 2014-07-26 12:58:47: 01: [514116] SMTP session terminated (Bytes in/out: 30/200)
`;

const outbound = `Sat 2014-07-26 12:58:47: [514117] Attempting SMTP connection to [192.0.2.25:25]
Sat 2014-07-26 12:58:47: [514117] <-- 220 mail.example.net ESMTP
Sat 2014-07-26 12:58:47: [514117] --> EHLO client.example.org
Sat 2014-07-26 12:58:47: [514117] <-- 250 mail.example.net
Sat 2014-07-26 12:58:47: [514117] --> MAIL From:<alice@example.org>
Sat 2014-07-26 12:58:47: [514117] <-- 550 5.7.1 go away
`;

const HEAD = '^[A-Z][a-z]{2} (?:\\d{4}-\\d\\d-\\d\\d )\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{3})?: (?:\\d\\d: )?(?:\\[(?<key>[\\d:]{1,24})\\] )?';
const marked = (marker: string): RegExp => new RegExp(HEAD + marker);

/** MDaemon's SMTP-(in) and SMTP-(out) logs: the arrows are relative to MDaemon; what is said shows who speaks. */
export const mdaemon: TranscriptFormat = {
  id: 'mdaemon',
  title: 'MDaemon SMTP-(in), SMTP-(out)',
  row: 'F16',
  viewpoint: 'server',
  trust: 'certain',
  keeps: ['order'],
  hint: marked('(?:-->|<--|Accepting SMTP|Attempting SMTP)'),
  elides: 'The mail data.',
  notes: 'In the outbound log the arrows mean the opposite of the inbound log.',
  samples: [
    { title: 'inbound', text: inbound, exchanges: ['greeting 220', 'EHLO 250', 'QUIT 221'] },
    { title: 'outbound', text: outbound, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 550'] },
  ],
  reader: relative({
    markers: [
      { pattern: marked('-->(?: |$)'), means: 'sent' },
      { pattern: marked('<--(?: |$)'), means: 'received' },
      { pattern: marked('(?:Accepting SMTP|Attempting SMTP|Connecting)'), means: 'connect' },
      { pattern: marked('(?:SMTP session (?:terminated|successful)|Connection closed|Socket connection closed)'), means: 'close' },
      { pattern: marked(''), means: 'noise' },
      { pattern: /^-{6,}/, means: 'noise' },
    ],
    masked: /^\*{4,}$/,
  }),
};
