import type { TranscriptFormat } from '../format';
import { relative } from '../readers/relative';

const outlook = `2005.01.01 12:00:00 SMTP (mail.example.net): Begin execution
2005.01.01 12:00:00 SMTP (mail.example.net): <rx> 220 mail.example.net ESMTP
2005.01.01 12:00:00 SMTP (mail.example.net): [tx] EHLO client
2005.01.01 12:00:00 SMTP (mail.example.net): <rx> 250-mail.example.net
2005.01.01 12:00:00 SMTP (mail.example.net): <rx> 250 AUTH LOGIN
2005.01.01 12:00:01 SMTP (mail.example.net): [tx] AUTH LOGIN
2005.01.01 12:00:01 SMTP (mail.example.net): <rx> 334 VXNlcm5hbWU6
2005.01.01 12:00:01 SMTP (mail.example.net): [tx] *****
2005.01.01 12:00:01 SMTP (mail.example.net): <rx> 535 5.7.8 Authentication failed
`;

const gateway = `SMTP: 14:32:16 [rx] 220 mail.example.net ready
SMTP: 14:32:16 [tx] HELO client.example.org
SMTP: 14:32:16 [rx] 250 mail.example.net
`;

/** Outlook's OPMLog, Outlook Express' Smtp.log and the MS Mail gateway: `rx` and `tx` in brackets. */
export const outlookLog: TranscriptFormat = {
  id: 'outlook-log',
  title: 'Outlook / Outlook Express / MS Mail log (rx, tx)',
  row: 'F70',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^.{0,120}?[<[](?:rx|tx)[>\]] /i,
  elides: 'The mail data.',
  masks: 'Credentials (`*****`).',
  samples: [
    { title: 'Outlook', text: outlook, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 334', 'auth 535'] },
    { title: 'Outlook Express', text: gateway, exchanges: ['greeting 220', 'HELO 250'] },
  ],
  reader: relative({
    markers: [
      { pattern: /^[^<[]{0,120}[<[]tx[>\]] /i, means: 'sent' },
      { pattern: /^[^<[]{0,120}[<[]rx[>\]] /i, means: 'received' },
      { pattern: /^[\d.: ]{10,24}SMTP \(/, means: 'noise' },
    ],
    masked: /^(?:AUTH \S+ )?\*{3,}$/,
  }),
};
