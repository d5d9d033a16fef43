import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `SMTP -> FROM SERVER:220 mail.example.net ESMTP Postfix
SMTP -> FROM SERVER: 250-mail.example.net
250-SIZE 10240000
250 8BITMIME
SMTP -> FROM SERVER:250 2.1.0 Ok
SMTP -> ERROR: RCPT not accepted from server: 550 5.1.1 unknown
CLIENT -> SMTP: QUIT
SMTP -> FROM SERVER:221 2.0.0 Bye
`;

/** PHPMailer up to 5.2.7 and its forks: replies; the client's lines only in 5.2.7. */
export const phpmailerOld: TranscriptFormat = {
  id: 'phpmailer-old',
  title: 'PHPMailer before 5.2.8',
  row: 'F49',
  viewpoint: 'absolute',
  trust: 'certain',
  hint: /^SMTP -> FROM SERVER:/,
  elides: 'What the client sent (up to 5.2.6).',
  notes: '`SMTP -> ERROR` repeats a reply.',
  samples: [{ title: 'replies', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'QUIT 221'] }],
  reader: prefixed({
    markers: [
      { pattern: /^SMTP -> FROM SERVER: ?(?=\d{3})/, means: 'server' },
      { pattern: /^CLIENT -> SMTP: /, means: 'client' },
      { pattern: /^SMTP -> /, means: 'noise' },
    ],
    unmarked: 'continues',
  }),
};
