import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import { segments } from '../readers/segments';

const sample = `INITIATING CONNECTION Dec 31 11:39:39.264 host:smtp.example.net -- port:587 -- socket:0x0 -- thread:0x618000a69b40

CONNECTED Dec 31 11:39:39.375 [kCFStreamSocketSecurityLevelNone] -- host:smtp.example.net -- port:587 -- socket:0x6100004a5460 -- thread:0x618000a69b40

READ Dec 31 11:39:39.553 [kCFStreamSocketSecurityLevelNone] -- host:smtp.example.net -- port:587 -- socket:0x6100004a5460 -- thread:0x618000a69b40
220 smtp.example.net -- Server ESMTP

WROTE Dec 31 11:39:39.600 [kCFStreamSocketSecurityLevelNone] -- host:smtp.example.net -- port:587 -- socket:0x6100004a5460 -- thread:0x618000a69b40
EHLO [192.0.2.7]

READ Dec 31 11:39:39.753 [kCFStreamSocketSecurityLevelNone] -- host:smtp.example.net -- port:587 -- socket:0x6100004a5460 -- thread:0x618000a69b40
250-smtp.example.net
250-AUTH PLAIN
250 CHUNKING

WROTE Dec 31 11:39:39.800 [kCFStreamSocketSecurityLevelNone] -- host:smtp.example.net -- port:587 -- socket:0x6100004a5460 -- thread:0x618000a69b40
QUIT

READ Dec 31 11:39:39.853 [kCFStreamSocketSecurityLevelNone] -- host:smtp.example.net -- port:587 -- socket:0x6100004a5460 -- thread:0x618000a69b40
221 2.0.0 Bye
`;

const HEADER =
  /^(INITIATING CONNECTION|CONNECTED|READ|WROTE|CLOSED?) \w{3} {1,2}\d{1,2} [\d:.]{8,12} (?:\[\w{1,60}\] )?(?:-- )?host:\S{1,255} -- port:(\d{1,5}) -- socket:(0x[0-9a-f]{1,16})/;

/** Apple Mail's Connection Doctor: a header line, then what was written or read. */
export const appleMail: TranscriptFormat = {
  id: 'apple-mail',
  title: 'Apple Mail Connection Doctor',
  row: 'F71',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^(?:INITIATING CONNECTION|CONNECTED|READ|WROTE) \w{3} {1,2}\d{1,2} [\d:.]{8,12} /,
  masks: 'Credentials (`*** 45 bytes hidden ***`).',
  notes: 'IMAP and POP3 connections are in the same log; the port tells them apart.',
  samples: [{ title: 'one connection', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'QUIT 221'] }],
  reader: segments({
    header(line) {
      const match = HEADER.exec(line);
      if (!match) return null;
      const [, event, port, key] = match;
      if (/^(?:110|143|993|995|4190)$/.test(port) || !/^(?:READ|WROTE)$/.test(event)) return { sender: '' };
      return { sender: event, side: event === 'WROTE' ? 'client' : 'server', key };
    },
    payload: (line) => pieceOf(line, 0, trimmedEnd(line)),
  }),
};
