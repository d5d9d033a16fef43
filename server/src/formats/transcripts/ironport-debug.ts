import type { TranscriptFormat } from '../format';
import { relative } from '../readers/relative';

const sample = `Sat Dec 21 02:37:22 2024 Info: 102503993 Rcvd: '220 mail.example.net ESMTP'
Sat Dec 21 02:37:22 2024 Info: 102503993 Sent: 'EHLO esa.example.org'
Sat Dec 21 02:37:22 2024 Info: 102503993 Rcvd: '250-mail.example.net'
Sat Dec 21 02:37:22 2024 Info: 102503993 Rcvd: '250 SIZE 1000000'
Sat Dec 21 02:37:23 2024 Info: 102503993 Sent: 'MAIL FROM:<alice@example.org>'
Sat Dec 21 02:37:23 2024 Info: 102503993 Rcvd: '250 sender ok'
`;

/** The domain debug log of Cisco's (IronPort's) mail gateway: `Sent:` and `Rcvd:` in quotes. */
export const ironportDebug: TranscriptFormat = {
  id: 'ironport-debug',
  title: 'Cisco Secure Email (IronPort) domain debug log',
  row: 'F70',
  viewpoint: 'client',
  trust: 'likely',
  hint: /^.{0,80}?\b(?:Sent|Rcvd): '/,
  elides: 'The mail data.',
  samples: [{ title: 'as client', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250'] }],
  reader: relative({
    markers: [
      { pattern: /^(?:[^']{0,60}?\b(?<key>\d{4,12}) |[^']{0,80}?)Sent: '(?<text>.*)(?=')/, means: 'sent' },
      { pattern: /^(?:[^']{0,60}?\b(?<key>\d{4,12}) |[^']{0,80}?)Rcvd: '(?<text>.*)(?=')/, means: 'received' },
    ],
  }),
};
