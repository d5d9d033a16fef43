import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `SMTP <<< 220 mail.example.net ESMTP Postfix
SMTP >>> EHLO [127.0.0.1]
SMTP <<< 250-mail.example.net
SMTP <<< 250 AUTH PLAIN LOGIN
SMTP >>> *sensitive*
SMTP <<< 535 5.7.8 Error: authentication failed
SMTP >>> QUIT
SMTP <<< 221 2.0.0 Bye
`;

const logcat = `01-15 15:44:06.034  9975 13041 D SmtpTransport: Connecting to mail.example.net as mail.example.net/192.0.2.25
01-15 15:44:06.135  9975 13041 V SmtpTransport: SMTP <<< 220 mail.example.net ESMTP Postfix
01-15 15:44:06.136  9975 13041 D SmtpTransport: SMTP >>> EHLO [127.0.0.1]
01-15 15:44:06.166  9975 13041 V SmtpTransport: SMTP <<< 250-mail.example.net
01-15 15:44:06.166  9975 13041 V SmtpTransport: SMTP <<< 250 SIZE 25000000
`;

/** K-9 Mail and Thunderbird for Android, usually inside logcat. */
export const k9: TranscriptFormat = {
  id: 'k9',
  title: 'K-9 Mail, Thunderbird for Android',
  row: 'F29',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^(?:SmtpTransport: )?SMTP (?:>>>|<<<) /,
  elides: 'The mail data.',
  masks: 'What AUTH sends (`*sensitive*`), and the text of replies to it.',
  samples: [
    { title: 'a refused login', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 535', 'QUIT 221'] },
    { title: 'logcat', text: logcat, exchanges: ['greeting 220', 'EHLO 250'] },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^(?:SmtpTransport: )?SMTP <<<(?: |$)/, means: 'server' },
      { pattern: /^(?:SmtpTransport: )?SMTP >>> (?=\*sensitive\*)/, means: 'secret' },
      { pattern: /^(?:SmtpTransport: )?SMTP >>>(?: |$)/, means: 'client' },
      { pattern: /^SmtpTransport: /, means: 'noise' },
    ],
  }),
};
