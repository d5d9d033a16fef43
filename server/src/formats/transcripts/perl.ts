import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `Net::SMTP>>> Net::SMTP(3.14)
Net::SMTP=GLOB(0x55ca48652398)<<< 220 mail.example.net ESMTP Postfix
Net::SMTP=GLOB(0x55ca48652398)>>> EHLO client.example.org
Net::SMTP=GLOB(0x55ca48652398)<<< 250-mail.example.net
Net::SMTP=GLOB(0x55ca48652398)<<< 250 STARTTLS
Net::SMTP=GLOB(0x55ca48652398)>>> STARTTLS
Net::SMTP=GLOB(0x55ca48652398)<<< 220 2.0.0 Ready to start TLS
Net::SMTP::_SSL=GLOB(0x55ca48652398)>>> EHLO client.example.org
Net::SMTP::_SSL=GLOB(0x55ca48652398)<<< 250 AUTH LOGIN
Net::SMTP::_SSL=GLOB(0x55ca48652398)>>> AUTH LOGIN
Net::SMTP::_SSL=GLOB(0x55ca48652398)<<< 334 VXNlcm5hbWU6
Net::SMTP::_SSL=GLOB(0x55ca48652398)<<< (decoded) Username:
Net::SMTP::_SSL=GLOB(0x55ca48652398)>>> YWxpY2U=
Net::SMTP::_SSL=GLOB(0x55ca48652398)<<< 535 5.7.8 Error: authentication failed
`;

/** Perl's Net::SMTP with `Debug => 1`, `git send-email --smtp-debug=1`: class and object, `>>>` sent, `<<<` received. */
export const perl: TranscriptFormat = {
  id: 'perl',
  title: 'Perl Net::SMTP, git send-email',
  row: 'F28',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^Net::(?:SMTP|LMTP)[\w:]{0,30}=(?:3D)?GLOB\(0x[0-9a-f]{4,16}\)(?:>>>|<<<)/,
  notes: 'Without `GLOB` the arrow is the banner of the classes. Mail data is shown before dot-stuffing.',
  samples: [
    {
      title: 'STARTTLS and a refused login',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'STARTTLS 220', 'EHLO 250', 'AUTH 334', 'auth 535'],
    },
  ],
  reader: prefixed({
    markers: [
      { pattern: /^Net::(?:SMTP|LMTP)[\w:]{0,30}=(?:3D)?GLOB\(0x[0-9a-f]{4,16}\)(?:>>>|<<<) \(decoded\) /, means: 'noise' },
      { pattern: /^Net::(?:SMTP|LMTP)(?:::_?SSL)=(?:3D)?GLOB\(0x(?<key>[0-9a-f]{4,16})\)<<<(?: |$)/, means: 'server', tls: true },
      { pattern: /^Net::(?:SMTP|LMTP)(?:::_?SSL)=(?:3D)?GLOB\(0x(?<key>[0-9a-f]{4,16})\)>>>(?: |$)/, means: 'client', tls: true },
      { pattern: /^Net::(?:SMTP|LMTP)[\w:]{0,30}=(?:3D)?GLOB\(0x(?<key>[0-9a-f]{4,16})\)<<<(?: |$)/, means: 'server' },
      { pattern: /^Net::(?:SMTP|LMTP)[\w:]{0,30}=(?:3D)?GLOB\(0x(?<key>[0-9a-f]{4,16})\)>>>(?: |$)/, means: 'client' },
      { pattern: /^Net::\S{1,40}>>>/, means: 'noise' },
      // git's own summary of what it sent.
      {
        pattern:
          /^(?:OK\. Log says:|Server: |MAIL FROM:<|RCPT TO:<|Result: |(?:From|To|Cc|Subject|Date|Message-Id|X-Mailer|MIME-Version|Content-[\w-]+|In-Reply-To|References): |$)/,
        means: 'noise',
      },
    ],
  }),
};
