import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `00:00:00.100 [192.0.2.1][ABC123] connected at 1/1/2024 12:00:00 AM
00:00:00.101 [192.0.2.1][ABC123] rsp: 220 mail.example.net
00:00:00.201 [192.0.2.1][ABC123] cmd: EHLO client.example.org
00:00:00.201 [192.0.2.1][ABC123] rsp: 250 Success
00:00:00.301 [192.0.2.1][ABC123] cmd: MAIL FROM:<alice@example.org>
00:00:00.401 [192.0.2.1][ABC123] rsp: 550 failed
00:00:00.501 [192.0.2.1][ABC123] disconnected at 1/1/2024 12:00:00 AM
`;

/** SmarterMail's SMTP log: `cmd:` and `rsp:` after address and session. */
export const smartermail: TranscriptFormat = {
  id: 'smartermail',
  title: 'SmarterMail SMTP log',
  row: 'F65',
  viewpoint: 'absolute',
  trust: 'certain',
  hint: /^(?:\[?\d{4}\.\d\d\.\d\d\]? )?\d\d:\d\d:\d\d(?:\.\d{3})? \[[^\]]{2,60}\]\[[^\]]{1,40}\] (?:cmd|rsp|connected|disconnected)/,
  elides: 'The mail data.',
  samples: [{ title: 'a refused sender', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 550'] }],
  reader: prefixed({
    markers: [
      { pattern: /^(?:\[?\d{4}\.\d\d\.\d\d\]? )?\d\d:\d\d:\d\d(?:\.\d{3})? (?<key>\[[^\]]{2,60}\]\[[^\]]{1,40}\]) rsp: /, means: 'server' },
      { pattern: /^(?:\[?\d{4}\.\d\d\.\d\d\]? )?\d\d:\d\d:\d\d(?:\.\d{3})? (?<key>\[[^\]]{2,60}\]\[[^\]]{1,40}\]) cmd: /, means: 'client' },
      {
        pattern: /^(?:\[?\d{4}\.\d\d\.\d\d\]? )?\d\d:\d\d:\d\d(?:\.\d{3})? (?<key>\[[^\]]{2,60}\]\[[^\]]{1,40}\]) connected at/,
        means: 'connect',
        whole: true,
      },
      {
        pattern: /^(?:\[?\d{4}\.\d\d\.\d\d\]? )?\d\d:\d\d:\d\d(?:\.\d{3})? (?<key>\[[^\]]{2,60}\]\[[^\]]{1,40}\]) disconnected at/,
        means: 'close',
        whole: true,
      },
      { pattern: /^(?:\[?\d{4}\.\d\d\.\d\d\]? )?\d\d:\d\d:\d\d(?:\.\d{3})? \[[^\]]{2,60}\]\[[^\]]{1,40}\] /, means: 'noise' },
    ],
    masked: /^(?:AUTH \S+ )?\*{3,}$/,
  }),
};
