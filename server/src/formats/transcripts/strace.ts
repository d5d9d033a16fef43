import type { TranscriptFormat } from '../format';
import { quoted } from '../readers/quoted';
import type { Side } from '../reading';

const client = `recvfrom(6, "220 mail.example.net ESMTP Postfix\\r\\n", 102400, 0, NULL, NULL) = 36
sendto(6, "EHLO client.example.org\\r\\n", 25, MSG_NOSIGNAL, NULL, 0) = 25
recvfrom(6, "250-mail.example.net\\r\\n250-PIPELINING\\r\\n250 CHUNKING\\r\\n", 102400, 0, NULL, NULL) = 52
[pid   310] sendto(7, "\\1", 1, MSG_NOSIGNAL, NULL, 0) = 1
sendto(6, "QUIT\\r\\n", 6, MSG_NOSIGNAL, NULL, 0) = 6
recvfrom(6, "221 2.0.0 Bye\\r\\n", 102400, 0, NULL, NULL) = 15
`;

const server = `[pid   99] 12:00:00.000000 write(3, "220 mail.example.net ESMTP\\r\\n", 28) = 28
[pid   99] 12:00:00.100000 read(3, "EHLO client.example.org\\r\\n", 1024) = 25
[pid   99] 12:00:00.200000 write(3, "250 mail.example.net\\r\\n", 22) = 22
`;

const HEAD = '^(?:\\[pid {1,4}\\d{1,9}\\] |\\d{1,9} {1,3})?(?:(?<time>[\\d:.]{8,20}) )?';
const call = (names: string): RegExp => new RegExp(`${HEAD}(?:${names})\\((?<key>\\d{1,6})(?:<[^>]{0,120}>)?, (?:\\[\\{iov_base=)?"`);

const traced = (
  id: string,
  title: string,
  viewpoint: 'client' | 'server',
  sample: string,
  exchanges: readonly string[],
): TranscriptFormat => {
  const sent: Side = viewpoint;
  return {
    id,
    title,
    row: 'F60',
    viewpoint,
    trust: 'likely',
    keeps: ['octets', 'order'],
    hint: call('sendto|send|write|writev|recvfrom|recv|read'),
    elides: 'What is longer than `-s` allows (32 octets unless told).',
    notes: 'One call may hold many lines. Descriptors without SMTP are other business of the process.',
    samples: [{ title: 'a session', text: sample, exchanges }],
    reader: quoted({
      markers: [
        { pattern: call('sendto|send|write|writev'), means: sent },
        { pattern: call('recvfrom|recv|read'), means: sent === 'client' ? 'server' : 'client' },
        { pattern: new RegExp(`${HEAD}[a-z_0-9]{2,30}\\(`), means: 'noise' },
      ],
      cut: /^\.\.\./,
      mixed: true,
    }),
  };
};

/** strace, dtruss or ltrace of a client: what it sends are commands. */
export const straceClient = traced('strace', 'strace of a client', 'client', client, ['greeting 220', 'EHLO 250', 'QUIT 221']);

/** The same of a server: what it sends are replies. */
export const straceServer = traced('strace-server', 'strace of a server', 'server', server, ['greeting 220', 'EHLO 250']);
