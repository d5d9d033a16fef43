import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `[2026-11-23 19:18:49] INFO  [iZrSAaPS18s] Connection established to 192.0.2.25:25
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] S: 220 mail.example.net ESMTP Postfix
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] C: EHLO client.example.org
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] S: 250-mail.example.net
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] S: 250 CHUNKING
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] SMTP handshake finished
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] C: MAIL FROM:<alice@example.org>
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] C: RCPT TO:<bob@example.net>
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] C: DATA
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] S: 250 2.1.0 Ok
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] S: 250 2.1.5 Ok
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] S: 354 End data with <CR><LF>.<CR><LF>
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] Subject: test message
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s]${' '}
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] 250 this is not a reply
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] .
[2026-11-23 19:18:49] INFO  [iZrSAaPS18s] <54 bytes encoded mime message (source size 50 bytes)>
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] S: 250 2.0.0 Ok: queued as 4C4D21A2B3
[2026-11-23 19:18:49] DEBUG [iZrSAaPS18s] Closing connection to the server using "end"
`;

const marked = (marker: string): RegExp =>
  new RegExp(`^\\[(?<time>[\\d-]{10} [\\d:.]{8,12})\\] [A-Z]{4,5}:? {1,2}\\[(?<key>[A-Za-z0-9+/-]{4,24})\\] ${marker}`);

/** Nodemailer's SMTP client with `logger: true, debug: true`: a stamp, the connection's id, `C:` and `S:`; mail data has neither letter. */
export const nodemailer: TranscriptFormat = {
  id: 'nodemailer',
  title: 'Nodemailer',
  row: 'F04',
  viewpoint: 'absolute',
  trust: 'certain',
  keeps: ['order'],
  hint: /^\[[\d-]{10} [\d:.]{8,12}\] (?:DEBUG|INFO|TRACE):? {1,2}\[[A-Za-z0-9+/-]{4,24}\] (?:[CS]: |Connection established|Resolved )/,
  elides: 'Without `debug: true` everything but the INFO lines.',
  masks: 'Passwords, with base64 that decodes to `/* secret */`.',
  notes: 'It pipelines MAIL, RCPT and DATA, and closes without QUIT.',
  samples: [
    { title: 'accepted, pipelined', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250'] },
  ],
  reader: prefixed({
    markers: [
      { pattern: marked('S: ?'), means: 'server' },
      { pattern: marked('C: ?'), means: 'client' },
      { pattern: marked('Connection established '), means: 'connect', whole: true },
      { pattern: marked('(?:Closing connection|Connection closed)'), means: 'close', whole: true },
      { pattern: marked('<\\d+ bytes encoded'), means: 'body', whole: true },
      { pattern: marked(''), means: 'data' },
      { pattern: /^\[[\d-]{10} [\d:.]{8,12}\] [A-Z]{4,5}:? /, means: 'noise' },
    ],
    // `/* secret */` in base64, at each of the three alignments.
    masked: /Lyogc2VjcmV0ICov|8qIHNlY3JldCAqL|vKiBzZWNyZXQgKi8|\/\* secret \*\//,
  }),
};
