import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `[mx-2] 2017/02/03 09:18:44.120804 DEBUG - smtp_client - 192.0.2.25:25 - < 220 mail.example.net ESMTP
[mx-2] 2017/02/03 09:18:44.120854 DEBUG - smtp_client - 192.0.2.25:25 - > EHLO client.example.org
[mx-2] 2017/02/03 09:18:44.120904 DEBUG - smtp_client - 192.0.2.25:25 - < 250-mail.example.net STARTTLS PIPELINING 8BITMIME
[mx-2] 2017/02/03 09:18:44.121188 DEBUG - smtp_client - 192.0.2.25:25 - > STARTTLS
[mx-2] 2017/02/03 09:18:44.122188 DEBUG - smtp_client - 192.0.2.25:25 - < 220 2.0.0 Ready to start TLS
`;

const marked = (arrow: string): RegExp =>
  new RegExp(
    `^(?:\\[[^\\]]{1,60}\\] )?\\d{4}/\\d\\d/\\d\\d (?<time>[\\d:.]{8,15}) {1,3}[A-Z]{4,5} - smtp_client - (?<key>\\S{3,60}) - ${arrow}`,
  );

/** tmail (Go): a multi-line reply is on one line, after its first code. */
export const tmail: TranscriptFormat = {
  id: 'tmail',
  title: 'tmail',
  row: 'F59',
  viewpoint: 'client',
  trust: 'certain',
  hint: marked('[<>] '),
  elides: 'Where the lines of a reply end.',
  samples: [{ title: 'STARTTLS', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'STARTTLS 220'] }],
  reader: prefixed({
    markers: [
      { pattern: marked('< '), means: 'server', more: true },
      { pattern: marked('> '), means: 'client' },
      { pattern: marked(''), means: 'noise' },
    ],
  }),
};
