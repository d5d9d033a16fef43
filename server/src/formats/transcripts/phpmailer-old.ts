import type { TranscriptFormat } from '../format';
import { splitJoined } from '../readers/joined';
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

const page = `SMTP -> FROM SERVER:220-mail.example.net ESMTP Exim 4.92 220-No unsolicited mail, 220 please.
SMTP -> FROM SERVER: 250-mail.example.net Hello app.example.org [192.0.2.9] 250-SIZE 52428800 250-AUTH PLAIN LOGIN 250 HELP
SMTP -> FROM SERVER:250 OK
SMTP -> FROM SERVER:550 Unrouteable address
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
  samples: [
    { title: 'replies', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'QUIT 221'] },
    {
      title: 'from a web page: the lines of a reply in one',
      text: page,
      exchanges: ['greeting 220', 'EHLO 250', 'command 250', 'command 550'],
    },
  ],
  reader: () => {
    const lines = marked();
    return {
      read: (line, view) =>
        lines
          .read(line, view)
          ?.flatMap((one) =>
            one.kind === 'wire' && one.side === 'server' ? splitJoined(one.piece).map((piece) => ({ ...one, piece })) : [one],
          ) ?? null,
    };
  },
};

const marked = prefixed({
  markers: [
    { pattern: /^SMTP -> FROM SERVER: ?(?=\d{3})/, means: 'server' },
    { pattern: /^CLIENT -> SMTP: /, means: 'client' },
    { pattern: /^SMTP -> /, means: 'noise' },
  ],
  unmarked: 'continues',
});
