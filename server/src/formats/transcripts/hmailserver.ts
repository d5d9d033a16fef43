import type { TranscriptFormat } from '../format';
import { relative } from '../readers/relative';

const server = `"TCPIP"\t4532\t"2026-02-12 02:35:40.970"\t"TCP - 192.0.2.78 connected to 192.0.2.41:25."
"SMTPD"\t4532\t154\t"2026-02-12 02:35:40.970"\t"192.0.2.78"\t"SENT: 220 mail.example.net ESMTP"
"SMTPD"\t4512\t154\t"2026-02-12 02:35:45.204"\t"192.0.2.78"\t"RECEIVED: EHLO client.example.org"
"SMTPD"\t4512\t154\t"2026-02-12 02:35:45.204"\t"192.0.2.78"\t"SENT: 250-mail.example.net[nl]250-SIZE 20480000[nl]250-AUTH LOGIN PLAIN[nl]250 HELP"
"SMTPD"\t4512\t154\t"2026-02-12 02:35:46.204"\t"192.0.2.78"\t"RECEIVED: MAIL FROM:<alice@example.org>"
"SMTPD"\t4512\t154\t"2026-02-12 02:35:46.205"\t"192.0.2.78"\t"SENT: 250 OK"
`;

const client = `"SMTPC"\t4512\t155\t"2026-02-12 02:36:18.700"\t"203.0.113.9"\t"RECEIVED: 220 mx.example.com ESMTP"
"SMTPC"\t4512\t155\t"2026-02-12 02:36:18.701"\t"203.0.113.9"\t"SENT: HELO mail.example.net"
"SMTPC"\t4512\t155\t"2026-02-12 02:36:18.702"\t"203.0.113.9"\t"RECEIVED: 250 mx.example.com"
"SMTPC"\t4512\t155\t"2026-02-12 02:36:18.703"\t"203.0.113.9"\t"SENT: MAIL FROM:<alice@example.org>"
"SMTPC"\t4512\t155\t"2026-02-12 02:36:18.704"\t"203.0.113.9"\t"RECEIVED: 550 5.1.8 Sender refused"
"SMTPC"\t4512\t155\t"2026-02-12 02:36:18.705"\t"203.0.113.9"\t"SENT: QUIT"
`;

/** hMailServer's log: quoted columns, the role in the first, a session id in the third, replies of several lines joined by `[nl]`. */
export const hmailserver: TranscriptFormat = {
  id: 'hmailserver',
  title: 'hMailServer log',
  row: 'F61',
  viewpoint: 'server',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?:[*-] )?"SMTP[DC]"\s{1,4}\d{1,9}\s{1,4}\d{1,9}\s{1,4}"/,
  elides: 'The mail data.',
  masks: 'Passwords (`***`).',
  notes: '`SENT` of an `SMTPD` row is the reply, of an `SMTPC` row the command. Quotes inside the text are not escaped.',
  samples: [
    { title: 'as server', text: server, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250'] },
    { title: 'as client', text: client, exchanges: ['greeting 220', 'HELO 250', 'MAIL 550'] },
  ],
  reader: relative({
    markers: [
      {
        pattern:
          /^(?:[*-] )?"SMTP[DC]"\s{1,4}\d{1,9}\s{1,4}(?<key>\d{1,9})\s{1,4}"[^"]{0,40}"\s{1,4}"[^"]{0,60}"\s{1,4}"SENT: (?<text>.*)(?=")/,
        means: 'sent',
      },
      {
        pattern:
          /^(?:[*-] )?"SMTP[DC]"\s{1,4}\d{1,9}\s{1,4}(?<key>\d{1,9})\s{1,4}"[^"]{0,40}"\s{1,4}"[^"]{0,60}"\s{1,4}"RECEIVED: (?<text>.*)(?=")/,
        means: 'received',
      },
      { pattern: /^(?:[*-] )?"(?:TCPIP|DEBUG|APPLICATION|SMTP[DC]|POP3[DC]|IMAPD|ERROR)"\s/, means: 'noise' },
    ],
    masked: /^(?:AUTH \S+ (?:\S+ )?)?\*{3,}$/,
    joinedBy: /\[nl\]/,
  }),
};
