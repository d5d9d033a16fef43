import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `S: 220 mail.example.net ESMTP Postfix
C: EHLO client.example.org
S: 250-mail.example.net
250-PIPELINING
250 CHUNKING
C: MAIL FROM:<alice@example.org>
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.net>
S: 250 2.1.5 Ok
H: Subject: test message
`;

const collectd = `notify_email plugin: SMTP <<< S: 220 mail.example.net ESMTP
notify_email plugin: SMTP >>> C: EHLO client.example.org
notify_email plugin: SMTP <<< S: 250 mail.example.net
`;

/** libESMTP's monitor callback (`esmtp -X`, balsa, collectd): `S:` on the first line of a reply only, `H:` for header lines. */
export const libesmtp: TranscriptFormat = {
  id: 'libesmtp',
  title: 'libESMTP, esmtp -X',
  row: 'F09',
  viewpoint: 'absolute',
  trust: 'likely',
  telltale: /^(?:H: |(?:notify_email plugin: )?SMTP (?:>>>|<<<|---) |[2-5]\d\d[ -][\w<[(])/,
  hint: /^(?:(?:notify_email plugin: )?SMTP (?:>>>|<<<|---) [CSH]: |[CSH]: )/,
  elides: 'At the usual level DATA, the mail data and QUIT with their replies.',
  samples: [
    { title: 'envelope only', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250'] },
    { title: 'collectd', text: collectd, exchanges: ['greeting 220', 'EHLO 250'] },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^(?:(?:notify_email plugin: )?SMTP <<< )?S: /, means: 'server' },
      { pattern: /^(?:(?:notify_email plugin: )?SMTP >>> )?C: /, means: 'client' },
      { pattern: /^(?:(?:notify_email plugin: )?SMTP --- )?H: /, means: 'data' },
    ],
    unmarked: 'continues',
  }),
};
