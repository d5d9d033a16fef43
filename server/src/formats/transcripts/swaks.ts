import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `=== Trying mail.example.net:25...
=== Connected to mail.example.net.
<-  220 mail.example.net ESMTP Postfix
 -> EHLO client.example.org
<-  250-mail.example.net
<-  250 CHUNKING
 -> MAIL FROM:<alice@example.org>
<-  250 2.1.0 Ok
 -> RCPT TO:<nosuch@example.net>
<** 550 5.1.1 <nosuch@example.net>: Recipient address rejected: User unknown
 -> QUIT
<-  221 2.0.0 Bye
=== Connection closed with remote host.
`;

/** swaks, by the hints of its `ptrans()`: three characters and a space; `~` under TLS, `*` if the reply was not the expected one. */
export const swaks: TranscriptFormat = {
  id: 'swaks',
  title: 'swaks',
  row: 'F12',
  viewpoint: 'client',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?: -> | ~> |\*\*> |\*~> |<- {2}|<~ {2}|<\*\* |<~\* |=== (?:Trying|Connected|TLS|response|Connection))/,
  elides: 'With `-n` the mail data (`11 lines sent`).',
  masks: 'With `-ahp` the password (`PROVIDED_BUT_REMOVED`).',
  notes: '`<**` says that swaks hoped for another code, not that the protocol was broken.',
  samples: [{ title: 'a refused recipient', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'QUIT 221'] }],
  reader: prefixed({
    markers: [
      { pattern: /^(?:<- {2}|<\*\* )/, means: 'server', tls: false },
      { pattern: /^(?:<~ {2}|<~\* )/, means: 'server', tls: true },
      { pattern: /^(?: -> |\*\*> )/, means: 'client', tls: false },
      { pattern: /^(?: ~> |\*~> )/, means: 'client', tls: true },
      { pattern: /^(?: ->| ~>)$/, means: 'client' },
      { pattern: /^=== (?:Trying|Connected to) /, means: 'connect', whole: true },
      { pattern: /^=== TLS started/, means: 'tls', whole: true },
      { pattern: /^(?:=== Connection closed|\*\*\* Remote host closed)/, means: 'close', whole: true },
      { pattern: /^(?:===|\*\*\*) /, means: 'noise' },
      { pattern: /^(?: {2}> |< {3})/, means: 'noise' },
    ],
    masked: /PROVIDED_BUT_REMOVED|UFJPVklERURfQlVUX1JFTU9WRUQ/,
    elidedBody: /^\d+ lines? sent$/,
  }),
};
