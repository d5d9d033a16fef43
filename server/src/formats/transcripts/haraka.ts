import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `2026-11-23T19:45:19.108Z [NOTICE] [38BA53F3-455B-427E-9025-35FD928C3BDA] [core] connect ip=127.0.0.1 port=35084 local_ip=127.0.0.1 local_port=2610
2026-11-23T19:45:19.109Z [PROTOCOL] [38BA53F3-455B-427E-9025-35FD928C3BDA] [core] S: 220 mail.example.net ESMTP Haraka/3.3.4 ready
2026-11-23T19:45:19.110Z [PROTOCOL] [38BA53F3-455B-427E-9025-35FD928C3BDA] [core] C: EHLO client.example.org state=1
2026-11-23T19:45:19.111Z [PROTOCOL] [38BA53F3-455B-427E-9025-35FD928C3BDA] [core] S: 250-mail.example.net Hello Unknown [127.0.0.1]
2026-11-23T19:45:19.111Z [PROTOCOL] [38BA53F3-455B-427E-9025-35FD928C3BDA] [core] S: 250 SIZE 26214400
2026-11-23T19:45:19.190Z [PROTOCOL] [38BA53F3-455B-427E-9025-35FD928C3BDA] [core] C: MAIL FROM:<alice@example.org> state=1
2026-11-23T19:45:19.192Z [PROTOCOL] [38BA53F3-455B-427E-9025-35FD928C3BDA.1] [core] S: 250 sender <alice@example.org> OK
2026-11-23T19:45:19.270Z [PROTOCOL] [38BA53F3-455B-427E-9025-35FD928C3BDA.1] [core] C: DATA state=1
2026-11-23T19:45:19.271Z [PROTOCOL] [38BA53F3-455B-427E-9025-35FD928C3BDA.1] [core] S: 503 RCPT required first
2026-11-23T19:45:19.271Z [PROTOCOL] [38BA53F3-455B-427E-9025-35FD928C3BDA.1] [core] C: QUIT state=1
2026-11-23T19:45:19.271Z [PROTOCOL] [38BA53F3-455B-427E-9025-35FD928C3BDA.1] [core] S: 221 mail.example.net closing connection. Have a jolly good day.
`;

const logfmt = `level=PROTOCOL uuid=38BA53F3-455B-427E-9025-35FD928C3BDA origin=core message="S: 220 mail.example.net ESMTP Haraka ready"
level=PROTOCOL uuid=38BA53F3-455B-427E-9025-35FD928C3BDA origin=core message="C: EHLO client.example.org" state=1
level=PROTOCOL uuid=38BA53F3-455B-427E-9025-35FD928C3BDA origin=core message="S: 250 mail.example.net Hello"
`;

const anonymous = `[NOTICE] [core] connect ip=192.0.2.33 port=52680 local_ip=:: local_port=465
[DEBUG] [core] running connect hooks
[PROTOCOL] [core] S: 220 mail.example.net ESMTP Haraka ready
[PROTOCOL] [core] C: EHLO client.example.org state=1
[DEBUG] [core] running ehlo hooks
[PROTOCOL] [core] S: 250-mail.example.net Hello
[PROTOCOL] [core] S: 250 SIZE 0
[PROTOCOL] [core] C: QUIT state=1
[PROTOCOL] [core] S: 221 mail.example.net closing connection
`;

const tai = `2026-11-23 21:25:02.067202500  [DEBUG] [59AF050A-9DE2-4117-B09F-8A70AC881E66] [core]  hook=connect plugin=geoip function=lookup params="" retval=CONT msg=""
2026-11-23 21:25:02.068343500  [PROTOCOL] [59AF050A-9DE2-4117-B09F-8A70AC881E66] [core] S: 220 mail.example.net ESMTP Haraka ready (59AF05)
2026-11-23 21:25:02.127855500  [PROTOCOL] [59AF050A-9DE2-4117-B09F-8A70AC881E66] [core] C: EHLO state=1
2026-11-23 21:25:02.128179500  [PROTOCOL] [59AF050A-9DE2-4117-B09F-8A70AC881E66] [core] S: 501 EHLO requires domain/address
`;

const marked = (level: string, marker: string): RegExp =>
  new RegExp(
    `^(?:(?<time>\\d{4}-\\d\\d-\\d\\d[T ][\\d:.]+Z?) {1,2})?\\[${level}\\] {1,2}(?:\\[(?<key>[0-9A-F-]{36})(?:\\.\\d+)*\\] )?\\[[\\w./-]{1,60}\\] ${marker}`,
  );
const fields = (marker: string): RegExp =>
  new RegExp(`^level=PROTOCOL uuid=(?<key>[0-9A-F-]{36})(?:\\.\\d+)* origin=\\S{1,60} message="${marker}: `);

/** Haraka's protocol log, for both its sides: the connection's UUID (a transaction adds `.1`), `C:` and `S:`. */
export const haraka: TranscriptFormat = {
  id: 'haraka',
  title: 'Haraka',
  row: 'F07',
  viewpoint: 'absolute',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?:(?:\d{4}-\d\d-\d\d[T ][\d:.]+Z? {1,2})?\[(?:PROTOCOL|NOTICE)\] {1,2}\[(?:[0-9A-F-]{36}|core\])|level=PROTOCOL uuid=)/,
  elides: 'The mail data, except at level DATA.',
  notes: 'Inbound commands end in ` state=1`, which is no part of them. AUTH PLAIN is there in clear.',
  samples: [
    { title: 'a refused DATA', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'DATA 503', 'QUIT 221'] },
    { title: 'ids taken out', text: anonymous, exchanges: ['greeting 220', 'EHLO 250', 'QUIT 221'] },
    { title: 'under multilog', text: tai, exchanges: ['greeting 220', 'EHLO 501'] },
    { title: 'logfmt', text: logfmt, exchanges: ['greeting 220', 'EHLO 250'] },
  ],
  reader: prefixed({
    markers: [
      { pattern: marked('PROTOCOL', 'S: '), means: 'server' },
      { pattern: marked('PROTOCOL', 'C: \\(after-disconnect\\)'), means: 'noise' },
      { pattern: marked('(?:PROTOCOL|DATA)', 'C: '), means: 'client' },
      { pattern: marked('NOTICE', 'connect '), means: 'connect', whole: true },
      { pattern: marked('NOTICE', 'disconnect '), means: 'close', whole: true },
      { pattern: fields('S'), means: 'server' },
      { pattern: fields('C'), means: 'client' },
      { pattern: /^(?:\d{4}-\d\d-\d\d[T ][\d:.]+Z? {1,2})?\[[A-Z]{4,8}\] {1,2}\[(?!.{0,60}\[outbound\])/, means: 'noise' },
      { pattern: /^level=[A-Z]+ /, means: 'noise' },
    ],
    tail: /(?<!\\[rn])(?:\\[rn])*"(?: [\w.]+=[^\s"]*)*$|(?: state=\d+|(?<!\\[rn]))(?:\\[rn])*$/,
  }),
};
