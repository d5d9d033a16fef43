import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const source = `smtp-source: vstream_tweak_tcp: TCP_MAXSEG 32741
smtp-source: <<< 220 mail.example.net ESMTP Postfix (Debian/GNU)
smtp-source: HELO client.example.org
smtp-source: <<< 250 mail.example.net
smtp-source: MAIL FROM:<alice@example.org>
smtp-source: <<< 250 2.1.0 Ok
smtp-source: RCPT TO:<bob@example.net>
smtp-source: <<< 250 2.1.5 Ok
smtp-source: DATA
smtp-source: <<< 354 End data with <CR><LF>.<CR><LF>
smtp-source: .
smtp-source: <<< 250 2.0.0 Ok: queued as 4C4D21A2B3
smtp-source: QUIT
smtp-source: <<< 221 2.0.0 Bye
`;

const finger = `posttls-finger: Connected to mail.example.net[192.0.2.25]:25
posttls-finger: < 220 mail.example.net ESMTP Postfix
posttls-finger: > EHLO client.example.org
posttls-finger: < 250-mail.example.net
posttls-finger: < 250 STARTTLS
posttls-finger: > STARTTLS
posttls-finger: < 220 2.0.0 Ready to start TLS
posttls-finger: > QUIT
posttls-finger: < 221 2.0.0 Bye
`;

/** Postfix's test programs: smtp-source and smtp-sink with `-v`, posttls-finger. */
export const smtpSource: TranscriptFormat = {
  id: 'smtp-source',
  title: 'Postfix smtp-source / smtp-sink -v, posttls-finger',
  row: 'F42',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^(?:smtp-source: <<< \d|smtp-(?:source|sink): (?:EHLO|HELO|LHLO|MAIL FROM|RCPT TO)|posttls-finger: [<>] )/,
  elides: 'The mail data but its final dot; smtp-sink prints no replies.',
  samples: [
    {
      title: 'smtp-source, accepted',
      text: source,
      exchanges: ['greeting 220', 'HELO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
    { title: 'posttls-finger', text: finger, exchanges: ['greeting 220', 'EHLO 250', 'STARTTLS 220', 'QUIT 221'] },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^smtp-source: <<< /, means: 'server' },
      { pattern: /^posttls-finger: < /, means: 'server' },
      { pattern: /^posttls-finger: > /, means: 'client' },
      { pattern: /^posttls-finger: Connected to /, means: 'connect', whole: true },
      {
        pattern: /^smtp-(?:source|sink): (?=(?:EHLO|HELO|LHLO|MAIL|RCPT|DATA|RSET|QUIT|NOOP|VRFY|AUTH|STARTTLS|BDAT|XCLIENT)\b)/i,
        means: 'client',
      },
      { pattern: /^smtp-(?:source|sink): (?=\.\r*$)/, means: 'client' },
      { pattern: /^smtp-sink: connect \(/, means: 'connect', whole: true },
      { pattern: /^(?:smtp-source|smtp-sink|posttls-finger): /, means: 'noise' },
    ],
  }),
};
