import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `[16/Mar/2021 18:24:42][6376] {smtps} SMTP server session begin; client connected from CLIENT:55344
[16/Mar/2021 18:24:42][6376] {smtps} Sent SMTP greeting to CLIENT:55344
[16/Mar/2021 18:24:42][6376] {smtps} Command EHLO localhost
[16/Mar/2021 18:24:42][6376] {smtps} Sent reply to EHLO: 250 mail.example.net ...
[16/Mar/2021 18:24:42][6376] {smtps} Command MAIL FROM:<alice@example.org>
[16/Mar/2021 18:24:42][6376] {smtps} Sent reply to MAIL: 250 2.1.0 Sender <alice@example.org> ok
[16/Mar/2021 18:24:43][6376] {smtps} Command STARTTLS
[16/Mar/2021 18:24:43][6376] {smtps} Failed STARTTLS in SMTP connection with CLIENT
[16/Mar/2021 18:24:43][6376] {smtps} SMTP server session end
`;

/** Kerio Connect's debug log: the server in words. */
export const kerio: TranscriptFormat = {
  id: 'kerio',
  title: 'Kerio Connect debug log',
  row: 'F67',
  viewpoint: 'absolute',
  trust: 'certain',
  hint: /^\[\d\d\/[A-Z][a-z]{2}\/\d{4} \d\d:\d\d:\d\d\]\[\d{1,10}\] \{smtp[sc]\} /,
  elides: 'The greeting, the mail data, and the further lines of a reply (`250 mail.example.net ...`).',
  samples: [{ title: 'STARTTLS fails', text: sample, exchanges: ['EHLO 250', 'MAIL 250'] }],
  reader: prefixed({
    markers: [
      { pattern: /^\[[^\]]{15,30}\]\[(?<key>\d{1,10})\] \{smtp[sc]\} Command /, means: 'client' },
      { pattern: /^\[[^\]]{15,30}\]\[(?<key>\d{1,10})\] \{smtp[sc]\} Sent reply to [\w ]{1,20}: /, means: 'server' },
      {
        pattern: /^\[[^\]]{15,30}\]\[(?<key>\d{1,10})\] \{smtp[sc]\} (?:SMTP (?:server|client) session begin|Sent SMTP greeting)/,
        means: 'note',
        whole: true,
      },
      { pattern: /^\[[^\]]{15,30}\]\[(?<key>\d{1,10})\] \{smtp[sc]\} SMTP (?:server|client) session end/, means: 'close', whole: true },
      { pattern: /^\[[^\]]{15,30}\]\[\d{1,10}\] (?:\{\w+\} |Task )/, means: 'noise' },
    ],
  }),
};
