import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `[2004-03-02 10:20:30] Server-12: Snd: 220 mail.example.net ESMTP FirstClass
[2004-03-02 10:20:30] Server-12: Rcv: EHLO client.example.org
[2004-03-02 10:20:30] Server-12: Snd: 250 mail.example.net
[2004-03-02 10:20:31] Client-13: Rcv: 220 mx.example.com ESMTP
[2004-03-02 10:20:31] Client-13: Snd: HELO mail.example.net
[2004-03-02 10:20:31] Client-13: Rcv: 250 mx.example.com
`;

/** FirstClass Internet Services: the role and the direction in words. */
export const firstclass: TranscriptFormat = {
  id: 'firstclass',
  title: 'FirstClass Internet Services log',
  row: 'F69',
  viewpoint: 'absolute',
  trust: 'certain',
  hint: /^\[[^\]]{4,40}\] (?:Client|Server)-\d{1,9}: (?:Snd|Rcv): /,
  samples: [{ title: 'both roles', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'greeting 220', 'HELO 250'] }],
  reader: prefixed({
    markers: [
      { pattern: /^\[[^\]]{4,40}\] (?<key>Client-\d{1,9}): Snd: ?/, means: 'client' },
      { pattern: /^\[[^\]]{4,40}\] (?<key>Client-\d{1,9}): Rcv: ?/, means: 'server' },
      { pattern: /^\[[^\]]{4,40}\] (?<key>Server-\d{1,9}): Snd: ?/, means: 'server' },
      { pattern: /^\[[^\]]{4,40}\] (?<key>Server-\d{1,9}): Rcv: ?/, means: 'client' },
      { pattern: /^\[[^\]]{4,40}\] (?:Client|Server)-\d{1,9}: /, means: 'noise' },
    ],
  }),
};
