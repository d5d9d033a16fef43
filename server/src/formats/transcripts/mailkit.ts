import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `Connected to smtp://mail.example.net:587/?starttls=when-available
S: 220 mail.example.net ESMTP Postfix
C: EHLO [192.0.2.33]
S: 250-mail.example.net Hello [192.0.2.33]
S: 250 AUTH NTLM LOGIN
C: AUTH NTLM ********
S: 334 TlRMTVNTUAACAAAA
C: ********
S: 235 2.7.0 Authentication successful
C: QUIT
S: 221 2.0.0 Bye
`;

const stamped = `2021-12-09T18:38:43Z Connected to smtp://mail.example.net:25/?starttls=when-available
2021-12-09T18:38:43Z S: 220 mail.example.net ESMTP
2021-12-09T18:38:43Z C: EHLO client.example.org
2021-12-09T18:38:43Z S: 250 mail.example.net
`;

/** MailKit's `ProtocolLogger`: `C:` and `S:`, an optional stamp, and the URI that it connected to. */
export const mailkit: TranscriptFormat = {
  id: 'mailkit',
  title: 'MailKit ProtocolLogger',
  row: 'F06',
  viewpoint: 'absolute',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?:[\dT:.Z+-]{19,33} )?(?:Connected to (?:smtps?|lmtp):\/\/|(?<=Z )[CS]: (?:220|EHLO|HELO|250))/,
  masks: 'Since 3.0 what AUTH sends (`********`).',
  notes: 'The same logger writes IMAP and POP3; the URI tells. Other prefixes can be configured.',
  samples: [
    { title: 'NTLM, secrets masked', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 334', 'auth 235', 'QUIT 221'] },
    { title: 'with stamps', text: stamped, exchanges: ['greeting 220', 'EHLO 250'] },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^(?:(?<time>[\dT:.Z+-]{19,33}) )?Connected to (?:smtps?|lmtp):\/\//, means: 'connect', whole: true },
      { pattern: /^(?:(?<time>[\dT:.Z+-]{19,33}) )?(?:S: ?|<< )/, means: 'server' },
      { pattern: /^(?:(?<time>[\dT:.Z+-]{19,33}) )?(?:C: ?|>> )/, means: 'client' },
    ],
    masked: /^(?:AUTH \S+ )?\*{4,}$/,
  }),
};
