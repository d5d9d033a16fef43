import type { TranscriptFormat } from '../format';
import { quoted } from '../readers/quoted';

const sample = `Connection opened: mail.example.net:25
-> "220 mail.example.net ESMTP Postfix\\r\\n"
<- "EHLO client.example.org\\r\\n"
-> "250-mail.example.net\\r\\n"
-> "250 CHUNKING\\r\\n"
<- "MAIL FROM:<alice@example.org>\\r\\n"
-> "250 2.1.0 Ok\\r\\n"
<- "RCPT TO:<bob@example.net>\\r\\n"
-> "250 2.1.5 Ok\\r\\n"
<- "DATA\\r\\n"
-> "354 End data with <CR><LF>.<CR><LF>\\r\\n"
writing message from String
wrote 135 bytes
-> "250 2.0.0 Ok: queued as 4C4D21A2B3\\r\\n"
<- "QUIT\\r\\n"
-> "221 2.0.0 Bye\\r\\n"
`;

/** Ruby's Net::SMTP with `set_debug_output`: the arrows are those of its socket; `->` came from the server. */
export const ruby: TranscriptFormat = {
  id: 'ruby',
  title: 'Ruby Net::SMTP',
  row: 'F13',
  viewpoint: 'client',
  trust: 'certain',
  keeps: ['octets'],
  hint: /^(?:-> "\d{3}[ -]|<- "(?:EHLO|HELO|LHLO|[A-Z]{4})|Connection opened: )/,
  elides: 'The mail data (`wrote 135 bytes`).',
  notes: 'Its arrows point the other way than those of every other program.',
  samples: [
    {
      title: 'accepted',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
  ],
  reader: quoted({
    markers: [
      { pattern: /^-> "/, means: 'server' },
      { pattern: /^<- "/, means: 'client' },
      { pattern: /^Connection opened: /, means: 'connect' },
      { pattern: /^TLS connection started/, means: 'tls' },
      { pattern: /^wrote \d+ bytes/, means: 'body' },
      { pattern: /^(?:writing message from |Conn (?:close|keep-alive)|<SSL> )/, means: 'noise' },
    ],
  }),
};
