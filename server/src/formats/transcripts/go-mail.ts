import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `2024/03/01 10:00:00 DEBUG: C <-- S: 220 mail.example.net ESMTP Postfix
2024/03/01 10:00:00 DEBUG: C --> S: EHLO client.example.org
2024/03/01 10:00:00 DEBUG: C <-- S: 250 mail.example.net
PIPELINING
STARTTLS
2024/03/01 10:00:00 DEBUG: C --> S: AUTH PLAIN <SMTP auth data redacted>
2024/03/01 10:00:00 DEBUG: C <-- S: 235 2.7.0 Authentication successful
2024/03/01 10:00:00 DEBUG: C --> S: MAIL FROM:<alice@example.org>
2024/03/01 10:00:00 DEBUG: C <-- S: 250 2.1.0 Ok
`;

const marked = (arrow: string): RegExp =>
  new RegExp(`^(?<time>\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d) (?:DEBUG| INFO| WARN|ERROR): C ${arrow} S: `);

/** go-mail: both parties named, with the arrow between them; only the first line of a reply has its code. */
export const goMail: TranscriptFormat = {
  id: 'go-mail',
  title: 'go-mail',
  row: 'F18',
  viewpoint: 'absolute',
  trust: 'certain',
  hint: marked('(?:-->|<--)'),
  elides: 'The mail data.',
  masks: 'What AUTH sends (`<SMTP auth data redacted>`).',
  samples: [{ title: 'MAIL', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 235', 'MAIL 250'] }],
  reader: prefixed({
    markers: [
      { pattern: marked('<--'), means: 'server', more: true },
      { pattern: marked('-->'), means: 'client' },
      { pattern: /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, means: 'noise' },
    ],
    masked: /<SMTP auth data redacted>/,
    unmarked: 'continues',
  }),
};
