import type { TranscriptFormat } from '../format';
import { eximDebug } from '../readers/exim-debug';

const chunked = `Connecting to mail.example.net [192.0.2.25]:25 ...  TFO mode sendto, no data: EINPROGRESS
 connected
  SMTP<< 220 mail.example.net ESMTP Postfix (Debian/GNU)
  SMTP>> EHLO client.example.org
  SMTP<< 250-mail.example.net
         250-PIPELINING
         250 CHUNKING
  SMTP|> MAIL FROM:<alice@example.org> SIZE=1336
  SMTP|> RCPT TO:<bob@example.net>
  SMTP|> RCPT TO:<nosuch@example.net>
         will write message using CHUNKING
  SMTP+> BDAT 313 LAST
  SMTP+> QUIT
  SMTP(shutdown)>>
  SMTP<< 250 2.1.0 Ok
  SMTP<< 250 2.1.5 Ok
  SMTP<< 550-5.1.1 The email account that you tried to reach does not exist.
         550 5.1.1 See https://support.example.net/?p=NoSuchUser
  SMTP<< 250 2.0.0 Ok: queued as 4C4D21A2B3
  SMTP<< 221 2.0.0 Bye
  SMTP(close)>>
`;

const plain = `10:11:12  4711   SMTP<< 220 mail.example.net ESMTP
10:11:12  4711   SMTP>> EHLO client.example.org
10:11:12  4711   SMTP<< 250-mail.example.net
10:11:12  4711          250 AUTH LOGIN
10:11:12  4711   SMTP>> AUTH LOGIN
10:11:12  4711   SMTP<< 334 VXNlcm5hbWU6
10:11:12  4711   SMTP>> ********
10:11:12  4711   SMTP<< 334 UGFzc3dvcmQ6
10:11:12  4711   SMTP>> ********
10:11:12  4711   SMTP<< 235 Authentication succeeded
10:11:12  4711   SMTP>> MAIL FROM:<alice@example.org>
10:11:12  4711   SMTP<< 250 OK
10:11:12  4711   SMTP>> RCPT TO:<bob@example.net>
10:11:12  4711   SMTP<< 250 Accepted
10:11:12  4711   SMTP>> DATA
10:11:12  4711   SMTP<< 354 Enter message, ending with "." on a line by itself
10:11:12  4711   SMTP>> writing message and terminating "."
10:11:12  4711   SMTP<< 250 OK id=1xVZj3-00002F-25
10:11:12  4711   SMTP>> QUIT
`;

/** Exim delivering with `-v` or `-d`, and its address verifications: two spaces, then `SMTP>>` (sent), `SMTP|>` (queued), `SMTP<<` (received). */
export const eximClient: TranscriptFormat = {
  id: 'exim-client',
  title: 'Exim as client (-v, -d)',
  row: 'F35',
  viewpoint: 'client',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?:>>> {1,2})?(?:\d\d:\d\d:\d\d(?:\.\d{1,6})? {1,9})?(?: {0,6}p?\d{1,7} )? {0,40}(?: {2}(?:SMTP|LMTP)(?:>>|<<|\|>|\+>) |Connecting to \S{1,255} \[[0-9A-Za-z.:]{2,60}\](?::\w+)? ?\.\.\.)/,
  elides: 'The mail data (`(writing message)`, or a chunk after `BDAT`).',
  masks: 'Credentials, by asterisks of equal length.',
  notes: '`QUIT` is often sent before the reply to `MAIL` is read; the lines after the first of a reply carry no marker.',
  samples: [
    {
      title: 'pipelined, CHUNKING',
      text: chunked,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'RCPT 550', 'BDAT 250', 'QUIT 221'],
    },
    {
      title: 'with time and pid, AUTH masked',
      text: plain,
      exchanges: ['greeting 220', 'EHLO 250', 'AUTH 334', 'auth 334', 'auth 235', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250'],
    },
  ],
  reader: eximDebug,
};
