import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `___TRANSCRIPT BEGINS ON THE NEXT LINE___
<-- 220 ts.example.com CheckTLS TestSender
--> EHLO sender.example
<-- 250-STARTTLS
<-- 250 HELP
--> STARTTLS
<-- 220 Ready to start TLS
====tls negotiation successful (cypher: DHE-RSA-AES256-GCM-SHA384)
~~> EHLO sender.example
<~~ 250 HELP
~~> MAIL FROM:<a@sender.example> BODY=7BIT
<~~ 250 Ok - mail from a@sender.example
~~> DATA
<~~ 354 Ok - send mail data
~~> Subject: test
~~>
~~> text
~~> .
<~~ 250 Ok
~~> QUIT
<~~ 221 Bye
`;

/** CheckTLS `//email/testFrom:`: the arrows of the tested sender, wavy under TLS. */
export const checktls: TranscriptFormat = {
  id: 'checktls',
  title: 'CheckTLS //email/testFrom',
  row: 'F15',
  viewpoint: 'client',
  trust: 'likely',
  telltale: /^(?:~~>|<~~|====tls|___TRANSCRIPT)/,
  hint: /^(?:<-- \d{3}[ -]|<~~ \d{3}[ -]|~~> |___TRANSCRIPT BEGINS)/,
  samples: [
    {
      title: 'STARTTLS',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'STARTTLS 220', 'EHLO 250', 'MAIL 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^<--(?: |$)/, means: 'server' },
      { pattern: /^-->(?: |$)/, means: 'client' },
      { pattern: /^<~~(?: |$)/, means: 'server', tls: true },
      { pattern: /^~~>(?: |$)/, means: 'client', tls: true },
      { pattern: /^====tls negotiation successful/, means: 'tls', whole: true },
      { pattern: /^(?:===|___TRANSCRIPT)/, means: 'noise' },
    ],
  }),
};
