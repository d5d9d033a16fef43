import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `Connecting to mail.example.net:25
> libmsock: using getaddrinfo
> Setting read timeout to: 5 seconds
[S] 220 mail.example.net Microsoft ESMTP MAIL Service r
eady at Fri, 11 Oct 2019 16:40:13 +0000
[C] EHLO client.example.org
[S] 250-mail.example.net Hello
[S] 250 SIZE
[C] QUIT
[S] 221 2.0.0 Service closing transmission channel
`;

/** mailsend and mailsend-go `-v`: `[C]` and `[S]`; `>` is the library's own output. */
export const mailsend: TranscriptFormat = {
  id: 'mailsend',
  title: 'mailsend -v',
  row: 'F24',
  viewpoint: 'absolute',
  trust: 'certain',
  hint: /^(?:\[[CS]\] ?|\[[CS]\]: ?)/,
  notes: 'A console may have wrapped its lines.',
  samples: [{ title: 'QUIT', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'QUIT 221'] }],
  reader: prefixed({
    markers: [
      { pattern: /^\[S\]:? ?/, means: 'server' },
      { pattern: /^\[C\]:? ?/, means: 'client' },
      { pattern: /^(?:> |Error: Expected smtp code|Could not send mail|Mail sent successfully)/, means: 'noise' },
    ],
    unmarked: 'both',
  }),
};
