import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `MX (development) connection created: mail.example.net:25
recv example.net>220 mail.example.net ESMTP Postfix
send example.net>EHLO example.org
recv example.net>250-mail.example.net
recv example.net>250 CHUNKING
send example.net>MAIL FROM:<alice@example.org>
recv example.net>250 2.1.0 Ok
send example.net>DATA
recv example.net>354 End data with <CR><LF>.<CR><LF>
sending mail <Buffer 43 6f>
send example.net>Content-Type: text/html
Subject: t

Hello
send example.net>
send example.net>.
recv example.net>250 2.0.0 Ok: queued as 4C4D21A2B3
send example.net>QUIT
recv example.net>221 2.0.0 Bye
send example.net>
`;

/** The npm package `sendmail`: `send` and `recv` with the domain; the message is one record of many lines. */
export const nodeSendmail: TranscriptFormat = {
  id: 'node-sendmail',
  title: 'npm sendmail',
  row: 'F53',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^(?:recv|send) [\w.:[\]-]{1,255}>/,
  notes: 'It writes an empty command after QUIT.',
  samples: [{ title: 'accepted', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'DATA 354', 'data 250', 'QUIT 221'] }],
  reader: prefixed({
    markers: [
      { pattern: /^recv (?<key>[\w.:[\]-]{1,255})>(?=\d{3}(?:[ -]|\r|$))/, means: 'server' },
      { pattern: /^send (?<key>[\w.:[\]-]{1,255})>(?=\r*$)/, means: 'data' },
      { pattern: /^send (?<key>[\w.:[\]-]{1,255})>/, means: 'client' },
      { pattern: /^(?:recv [\w.:[\]-]{1,255}>|sending mail <|MX .{0,40}connection created)/, means: 'noise' },
    ],
    unmarked: 'both',
  }),
};
