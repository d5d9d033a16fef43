import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `reading recipients from the command line
<-- 220 mail.example.net ESMTP Postfix
--> EHLO client.example.org
<-- 250-mail.example.net
<-- 250 CHUNKING
--> MAIL FROM:<alice@example.org>
--> RCPT TO:<bob@example.net>
--> DATA
<-- 250 2.1.0 Ok
<-- 250 2.1.5 Ok
<-- 354 End data with <CR><LF>.<CR><LF>
--> Subject: test message
-->${' '}
--> ..hidden dot
--> .
<-- 250 2.0.0 Ok: queued as 4C4D21A2B3
--> QUIT
<-- 221 2.0.0 Bye
`;

const refused = `<-- 220 mail.example.net ESMTP Postfix
--> EHLO client.example.org
<-- 250 mail.example.net
--> MAIL FROM:<alice@example.org>
--> RCPT TO:<nosuch@example.net>
--> DATA
<-- 250 2.1.0 Ok
<-- 550 5.1.1 <nosuch@example.net>: Recipient address rejected
`;

/** msmtp `--debug` or `-v`: `-->` sent, `<--` received. */
export const msmtp: TranscriptFormat = {
  id: 'msmtp',
  title: 'msmtp --debug',
  row: 'F14',
  viewpoint: 'client',
  trust: 'likely',
  keeps: ['order'],
  hint: /^(?:<-- \d{3}(?:[ -]|\r|$)|--> (?:EHLO|HELO|LHLO|MAIL|AUTH|STARTTLS|QUIT))/,
  notes:
    'It pipelines, and leaves without reading the reply to DATA where a recipient was refused. `msmtp: server message:` repeats a reply.',
  samples: [
    {
      title: 'accepted, pipelined',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
    { title: 'a refused recipient, DATA never answered', text: refused, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550'] },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^<--(?: |$)/, means: 'server' },
      { pattern: /^-->(?: |$)/, means: 'client' },
      { pattern: /^TLS (?:session parameters|certificate information):/, means: 'tls', whole: true },
      { pattern: /^msmtp: |^ {4}\S|^\S{1,40} = /, means: 'noise' },
    ],
  }),
};
