import type { TranscriptFormat } from '../format';
import { quoted } from '../readers/quoted';

const sample = `2020/01/01 00:00:00 [SMTP 192.0.2.7:34246] Starting session
2020/01/01 00:00:00 [PROTO: INVALID] Started session, switching to ESTABLISH state
2020/01/01 00:00:00 [SMTP 192.0.2.7:34246] Sent 35 bytes: '220 mail.example.net ESMTP MailHog\\r\\n'
2020/01/01 00:00:00 [SMTP 192.0.2.7:34246] Received 25 bytes: 'EHLO client.example.org\\r\\n'
2020/01/01 00:00:00 [PROTO: ESTABLISH] Processing line: EHLO client.example.org
2020/01/01 00:00:00 [SMTP 192.0.2.7:34246] Sent 37 bytes: '250-Hello client.example.org\\r\\n'
2020/01/01 00:00:00 [SMTP 192.0.2.7:34246] Sent 16 bytes: '250-PIPELINING\\r\\n'
2020/01/01 00:00:00 [SMTP 192.0.2.7:34246] Sent 16 bytes: '250 AUTH PLAIN\\r\\n'
2020/01/01 00:00:00 [SMTP 192.0.2.7:34246] Received 6 bytes: 'QUIT\\r\\n'
2020/01/01 00:00:00 [SMTP 192.0.2.7:34246] Sent 9 bytes: '221 Bye\\r\\n'
2020/01/01 00:00:00 [SMTP 192.0.2.7:34246] Connection closed by remote host
`;

const marked = (what: string): RegExp =>
  new RegExp(`^(?:\\d{4}/\\d\\d/\\d\\d (?<time>[\\d:.]{8,15}) )?\\[SMTP (?<key>\\S{3,60})\\] ${what}`);

/** MailHog: what the server sent and received as string literals, the peer for the session. */
export const mailhog: TranscriptFormat = {
  id: 'mailhog',
  title: 'MailHog',
  row: 'F59',
  viewpoint: 'server',
  trust: 'certain',
  hint: marked('(?:Sent|Received|Starting)'),
  samples: [{ title: 'QUIT', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'QUIT 221'] }],
  reader: quoted({
    markers: [
      { pattern: marked("Sent \\d+ bytes: '"), means: 'server' },
      { pattern: marked("Received \\d+ bytes: '"), means: 'client' },
      { pattern: marked('Starting session'), means: 'connect' },
      { pattern: marked('(?:Connection closed|Session ended)'), means: 'close' },
      { pattern: /^(?:\d{4}\/\d\d\/\d\d [\d:.]{8,15} )?\[(?:SMTP|PROTO|APIv\d|HTTP)[ :]/, means: 'noise' },
    ],
  }),
};
