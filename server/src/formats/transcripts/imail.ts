import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `03:19 03:22 SMTPD(00180250) [192.0.2.41] connect 192.0.2.70 port 2345
03:19 03:22 SMTPD(00180250) [192.0.2.70] EHLO client.example.org
03:19 03:22 SMTPD(00180250) [192.0.2.70] MAIL FROM:<alice@example.org>
03:19 03:22 SMTPD(00180250) [192.0.2.70] RCPT TO:<bob@example.net>
`;

/** IMail's log: what the client said, and no replies. */
export const imail: TranscriptFormat = {
  id: 'imail',
  title: 'IMail log',
  row: 'F68',
  viewpoint: 'absolute',
  trust: 'certain',
  hint: /^(?:\d\d:\d\d \d\d:\d\d|\d{8} \d{6}) SMTPD\([0-9A-Fa-f]{1,16}\) \[/,
  elides: 'Every reply, and the mail data.',
  samples: [{ title: 'commands', text: sample, exchanges: [] }],
  reader: prefixed({
    markers: [
      {
        pattern:
          /^(?:\d\d:\d\d \d\d:\d\d|\d{8} \d{6}) SMTPD\((?<key>[0-9A-Fa-f]{1,16})\) \[[^\]]{2,60}\] (?=(?:EHLO|HELO|MAIL|RCPT|DATA|RSET|QUIT|NOOP|VRFY|EXPN|AUTH|STARTTLS|HELP)\b)/i,
        means: 'client',
      },
      {
        pattern: /^(?:\d\d:\d\d \d\d:\d\d|\d{8} \d{6}) SMTPD\((?<key>[0-9A-Fa-f]{1,16})\) \[[^\]]{2,60}\] connect /,
        means: 'connect',
        whole: true,
      },
      { pattern: /^(?:\d\d:\d\d \d\d:\d\d|\d{8} \d{6}) SMTP[D-]?[D]?\(/, means: 'noise' },
    ],
  }),
};
