import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `R: 220 BBN-UNIX.ARPA Simple Mail Transfer Service Ready
S: HELO USC-ISIF.ARPA
R: 250 BBN-UNIX.ARPA
S: MAIL FROM:<alice@example.org>
R: 250 OK
S: RCPT TO:<nosuch@example.net>
R: 550 No such user here
S: QUIT
R: 221 BBN-UNIX.ARPA Service closing transmission channel
`;

/** RFC 821 and RFC 3030: `S:` is the sender, that is, the client, and `R:` the receiver. */
export const senderReceiver: TranscriptFormat = {
  id: 'rfc821',
  title: 'RFC 821 style (S: sender, R: receiver)',
  row: 'F01',
  viewpoint: 'absolute',
  trust: 'likely',
  keeps: ['order'],
  hint: /^[ \t]{0,40}(?:> )?[SR]:[ \t]/,
  notes: 'In later documents `S:` is the server.',
  samples: [{ title: 'a refused recipient', text: sample, exchanges: ['greeting 220', 'HELO 250', 'MAIL 250', 'RCPT 550', 'QUIT 221'] }],
  reader: prefixed({
    markers: [
      {
        pattern: /^[ \t]{0,40}[SR]:[ \t]*(?:\.\.\.|<.{0,80}>|(?:\.\.\.)?etc\b.{0,40}|\(message.{0,80})[ \t]*$/i,
        means: 'elided',
        whole: true,
      },
      { pattern: /^[ \t]{0,40}(?:> )?R:[ \t]*/, means: 'server' },
      { pattern: /^[ \t]{0,40}(?:> )?S:[ \t]*/, means: 'client' },
      { pattern: /^[ \t]*(?:\.\.\.|\[\.\.\.\])[ \t]*$/, means: 'elided', whole: true },
    ],
  }),
};
