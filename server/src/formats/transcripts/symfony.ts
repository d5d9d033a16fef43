import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `< 220 mail.example.net ESMTP Postfix
> EHLO client.example.org
< 250-mail.example.net
< 250 CHUNKING
> MAIL FROM:<alice@example.org>
< 250 2.1.0 Ok
> RCPT TO:<bob@example.net>
< 250 2.1.5 Ok
> DATA
< 354 End data with <CR><LF>.<CR><LF>
> .
< 250 2.0.0 Ok: queued as 4C4D21A2B3
`;

const stamped = `[2024-05-01T10:00:00.000000+00:00] < 220 mail.example.net ESMTP Postfix
[2024-05-01T10:00:00.100000+00:00] > EHLO client.example.org
[2024-05-01T10:00:00.200000+00:00] < 250 mail.example.net
`;

/** Symfony Mailer's `getDebug()`: the alphabet of curl without its other lines; since 7.1 with a stamp. */
export const symfony: TranscriptFormat = {
  id: 'symfony',
  title: 'Symfony Mailer getDebug()',
  row: 'F21',
  viewpoint: 'client',
  trust: 'likely',
  keeps: ['order'],
  hint: /^(?:\[\d{4}-\d\d-\d\dT[\d:.+Z-]{8,24}\] )?(?:< \d{3}[ -]|> (?:EHLO|HELO|LHLO|AUTH|MAIL|RCPT) )/,
  elides: 'The mail data but its final dot.',
  notes: 'The exception before it quotes the reply once more.',
  samples: [
    { title: 'accepted', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250'] },
    { title: 'since 7.1', text: stamped, exchanges: ['greeting 220', 'EHLO 250'] },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^(?:\[(?<time>\d{4}-\d\d-\d\dT[\d:.+Z-]{8,24})\] )?<(?: |$)/, means: 'server' },
      { pattern: /^(?:\[(?<time>\d{4}-\d\d-\d\dT[\d:.+Z-]{8,24})\] )?>(?: |$)/, means: 'client' },
    ],
  }),
};
