import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `INFO: 2021/11/30 22:07:30.554827 SMTP mock server started on port: 2525
INFO: 2021/11/30 22:07:30.554961 SMTP session started
INFO: 2021/11/30 22:07:30.554998 SMTP response: 220 Welcome
INFO: 2021/11/30 22:07:30.555059 SMTP request: EHLO client.example.org
INFO: 2021/11/30 22:07:30.555648 SMTP response: 250 Received
INFO: 2021/11/30 22:07:30.555825 SMTP request: QUIT
INFO: 2021/11/30 22:07:30.555842 SMTP response: 221 Closing connection
INFO: 2021/11/30 22:07:30.555848 SMTP session finished
`;

/** go-smtpmock (the mocktools of Go and Ruby): request and response. */
export const smtpmock: TranscriptFormat = {
  id: 'smtpmock',
  title: 'smtpmock',
  row: 'F55',
  viewpoint: 'absolute',
  trust: 'certain',
  hint: /^[A-Z]{4,7}: \d{4}\/\d\d\/\d\d [\d:.]{8,15} SMTP (?:request|response|session)/,
  samples: [{ title: 'QUIT', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'QUIT 221'] }],
  reader: prefixed({
    markers: [
      { pattern: /^[A-Z]{4,7}: \d{4}\/\d\d\/\d\d (?<time>[\d:.]{8,15}) SMTP response: /, means: 'server' },
      { pattern: /^[A-Z]{4,7}: \d{4}\/\d\d\/\d\d (?<time>[\d:.]{8,15}) SMTP request: /, means: 'client' },
      { pattern: /^[A-Z]{4,7}: \d{4}\/\d\d\/\d\d (?<time>[\d:.]{8,15}) SMTP session started/, means: 'connect', whole: true },
      { pattern: /^[A-Z]{4,7}: \d{4}\/\d\d\/\d\d (?<time>[\d:.]{8,15}) SMTP session finished/, means: 'close', whole: true },
      { pattern: /^[A-Z]{4,7}: \d{4}\/\d\d\/\d\d /, means: 'noise' },
    ],
  }),
};
