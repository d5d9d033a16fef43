import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `++ Starting Swift_SmtpTransport
<< 220 mail.example.net ESMTP Postfix

>> EHLO client.example.org

<< 250-mail.example.net
250-PIPELINING
250 CHUNKING

++ Swift_SmtpTransport started
>> MAIL FROM:<alice@example.org>

>> RCPT TO:<nosuch@example.net>

>> RCPT TO:<bob@example.net>

>> DATA

<< 250 2.1.0 Ok

<< 550 5.1.1 <nosuch@example.net>: Recipient address rejected

!! Expected response code 250/251/252 but got code "550", with message "550 5.1.1 <nosuch@example.net>: Recipient address rejected
" (code: 550)
<< 250 2.1.5 Ok

<< 354 End data with <CR><LF>.<CR><LF>

>>${' '}
.

<< 250 2.0.0 Ok: queued as 4C4D21A2B3
`;

/** SwiftMailer's logger plugin: `>>`, `<<`, `++`, `!!`; the marker is before the first line of a record. */
export const swiftmailer: TranscriptFormat = {
  id: 'swiftmailer',
  title: 'SwiftMailer logger',
  row: 'F22',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^(?:>> [A-Z]{4}|<< \d{3}[ -]|\+\+ (?:Starting )?Swift_)/i,
  elides: 'The mail data but its final dot.',
  notes: '`!!` repeats the reply in the middle of the pipeline.',
  samples: [
    {
      title: 'pipelined, a refused recipient',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'RCPT 250', 'DATA 354', 'data 250'],
    },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^<<(?: |\r*$)/, means: 'server' },
      { pattern: /^>>[ \r]*$/, means: 'noise' },
      { pattern: /^>> /, means: 'client' },
      { pattern: /^\+\+ (?:Swift_\S{1,80} stopped|Stopping )/, means: 'noise' },
      { pattern: /^(?:\+\+ |!! |" \(code: )/, means: 'noise' },
      { pattern: /^\r*$/, means: 'noise' },
      { pattern: /^(?=\.\r*$)/, means: 'data' },
    ],
    unmarked: 'continues',
  }),
};
