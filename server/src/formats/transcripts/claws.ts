import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `* Connecting to SMTP server: mail.example.net ...
[23:03:35] SMTP< 220 mail.example.net ESMTP
[23:03:35] ESMTP> EHLO client.example.org
[23:03:36] ESMTP< 250-mail.example.net at your service
[23:03:36] ESMTP< 250 ENHANCEDSTATUSCODES
[23:03:36] ESMTP> MAIL FROM:<a@example.org> SIZE=358
[23:03:36] SMTP< 530 5.5.1 Authentication Required
** error occurred on SMTP session
`;

/** The network log of Claws Mail and Sylpheed: `SMTP<`, `ESMTP>`, both names in one session. */
export const claws: TranscriptFormat = {
  id: 'claws',
  title: 'Claws Mail, Sylpheed',
  row: 'F27',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^(?:\[\d\d:\d\d:\d\d\] )?E?SMTP[<>](?: |$)/,
  elides: 'The mail data (`. (EOM)`).',
  masks: 'AUTH answers (`[USERID]`, `[PASSWORD]`, `[ENCODED]`).',
  notes: 'IMAP4 and POP3 lines share the window; its lines may be wrapped.',
  samples: [{ title: 'authentication required', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 530'] }],
  reader: prefixed({
    markers: [
      { pattern: /^(?:\[(?<time>\d\d:\d\d:\d\d)\] )?E?SMTP<(?: |$)/, means: 'server' },
      { pattern: /^(?:\[(?<time>\d\d:\d\d:\d\d)\] )?E?SMTP>(?: |$)(?=\. \(EOM\))/, means: 'body' },
      { pattern: /^(?:\[(?<time>\d\d:\d\d:\d\d)\] )?E?SMTP>(?: |$)/, means: 'client' },
      { pattern: /^(?:\[\d\d:\d\d:\d\d\] )?\*{1,2} Connecting to SMTP/, means: 'connect', whole: true },
      { pattern: /^(?:\[\d\d:\d\d:\d\d\] )?(?:\*{1,2} |(?:IMAP4|POP3?|NNTP)[<>])/, means: 'noise' },
    ],
    masked: /^\[(?:USERID|PASSWORD|ENCODED)\]|^(?:AUTH \S+ )?\*{4,}$/,
    unmarked: 'continues',
  }),
};
