import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `[2026-11-23 19:37:21] INFO  [#ittd4ns9i76jung3] Connection from [127.0.0.1]
[2026-11-23 19:37:21] DEBUG [#ittd4ns9i76jung3] S: 220 mail.example.net ESMTP
[2026-11-23 19:37:21] INFO  [#qvufhma9vnh9l281] Connection from [127.0.0.1]
[2026-11-23 19:37:21] DEBUG [#qvufhma9vnh9l281] S: 220 mail.example.net ESMTP
[2026-11-23 19:37:21] DEBUG [#ittd4ns9i76jung3] C: EHLO client.example.org
[2026-11-23 19:37:21] DEBUG [#ittd4ns9i76jung3] S: 250-mail.example.net Nice to meet you, [127.0.0.1]
[2026-11-23 19:37:21] DEBUG [#ittd4ns9i76jung3] 250-PIPELINING
[2026-11-23 19:37:21] DEBUG [#ittd4ns9i76jung3] 250 AUTH LOGIN PLAIN
[2026-11-23 19:37:21] DEBUG [#qvufhma9vnh9l281] C: MAIL FROM:<alice@example.org>
[2026-11-23 19:37:21] DEBUG [#ittd4ns9i76jung3] C: AUTH PLAIN /* secured */
[2026-11-23 19:37:21] DEBUG [#ittd4ns9i76jung3] S: 535 Invalid username or password
[2026-11-23 19:37:21] DEBUG [#qvufhma9vnh9l281] S: 250 Accepted
[2026-11-23 19:37:21] DEBUG [#qvufhma9vnh9l281] C: DATA
[2026-11-23 19:37:21] DEBUG [#qvufhma9vnh9l281] S: 354 End data with <CR><LF>.<CR><LF>
[2026-11-23 19:37:21] DEBUG [#qvufhma9vnh9l281] C: <47 bytes of DATA>
[2026-11-23 19:37:21] DEBUG [#qvufhma9vnh9l281] S: 250 OK: message queued
`;

const bare = `[2017-02-16 14:35:46] DEBUG: [82Suh8w7238+O] S: 220 localhost ESMTP
[2017-02-16 14:35:46] DEBUG: [82Suh8w7238+O] C: EHLO client.example.org
[2017-02-16 14:35:46] DEBUG: [82Suh8w7238+O] S: 250-localhost Nice to meet you, [127.0.0.1]
250-PIPELINING
250 8BITMIME
[2017-02-16 14:35:46] DEBUG: [82Suh8w7238+O] C: DATA
[2017-02-16 14:35:46] DEBUG: [82Suh8w7238+O] S: 503 Error: need RCPT command
`;

const marked = (marker: string): RegExp =>
  new RegExp(`^(?:\\[(?<time>[\\d-]{10} [\\d:.]{8,12})\\] [A-Z]{4,5}:? {1,2})?\\[(?<key>#?[A-Za-z0-9+/-]{4,24})\\] ${marker}`);

/** The `smtp-server` module (MailDev, ZoneMTA …): only the first line of a reply has `S:`, the rest has the stamp or nothing. */
export const nodemailerServer: TranscriptFormat = {
  id: 'nodemailer-server',
  title: 'Nodemailer smtp-server',
  row: 'F05',
  viewpoint: 'absolute',
  trust: 'certain',
  telltale: /Connection from \[|\] C: <\d+ bytes of DATA>|\[#|^[2-5]\d\d[ -]/,
  hint: /^(?:\[[\d-]{10} [\d:.]{8,12}\] [A-Z]{4,5}:? {1,2})?\[#?[A-Za-z0-9+/-]{4,24}\] (?:[CS]: |Connection from )/,
  elides: 'The mail data (`<47 bytes of DATA>`).',
  masks: 'AUTH arguments and answers (`/* secured */`).',
  samples: [
    {
      title: 'two sessions at once',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'AUTH 535', 'greeting 220', 'MAIL 250', 'DATA 354', 'data 250'],
    },
    { title: 'continuation lines without a prefix', text: bare, exchanges: ['greeting 220', 'EHLO 250', 'DATA 503'] },
  ],
  reader: prefixed({
    markers: [
      { pattern: marked('S: ?'), means: 'server' },
      { pattern: marked('C: ?'), means: 'client' },
      { pattern: marked('(?=\\d{3}[ -])'), means: 'server' },
      { pattern: marked('Connection from '), means: 'connect', whole: true },
      { pattern: marked('(?:Connection closed|received "close")'), means: 'close', whole: true },
      { pattern: marked(''), means: 'noise' },
      { pattern: /^\[[\d-]{10} [\d:.]{8,12}\] INFO:? {1,2}<received \d+ bytes>/, means: 'body', whole: true },
      { pattern: /^\[[\d-]{10} [\d:.]{8,12}\] [A-Z]{4,5}:? /, means: 'noise' },
    ],
    masked: /\/\* secured \*\//,
    elidedBody: /^<\d+ bytes of DATA>/,
    unmarked: 'continues',
  }),
};
