import { withoutEnd } from '../../text/ends';
import type { TranscriptFormat } from '../format';
import { decodeLiteral } from '../readers/literal';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `INFO:mail.log:('127.0.0.1', 47674) handling connection
DEBUG:mail.log:('127.0.0.1', 47674) << b'220 client.example.org Python SMTP 1.4.3'
DEBUG:mail.log:_handle_client readline: b'EHLO client.example.org\\r\\n'
INFO:mail.log:('127.0.0.1', 47674) >> b'EHLO client.example.org'
DEBUG:mail.log:('127.0.0.1', 47674) << b'250-client.example.org'
DEBUG:mail.log:('127.0.0.1', 47674) << b'250 HELP'
INFO:mail.log:('127.0.0.1', 47674) >> b'MAIL FROM:<alice@example.org>'
INFO:mail.log:('127.0.0.1', 47674) sender: alice@example.org
DEBUG:mail.log:('127.0.0.1', 47674) << b'250 OK'
INFO:mail.log:('127.0.0.1', 47674) >> b'RCPT TO:<bob@example.net>'
DEBUG:mail.log:('127.0.0.1', 47674) << b'250 OK'
INFO:mail.log:('127.0.0.1', 47674) >> b'DATA'
DEBUG:mail.log:('127.0.0.1', 47674) << b'354 End data with <CR><LF>.<CR><LF>'
DEBUG:mail.log:DATA readline: b'Subject: test\\r\\n'
DEBUG:mail.log:DATA readline: b'.\\r\\n'
---------- MESSAGE FOLLOWS ----------
Subject: test
------------ END MESSAGE ------------
DEBUG:mail.log:('127.0.0.1', 47674) << b'250 OK'
INFO:mail.log:('127.0.0.1', 47674) >> b'QUIT'
DEBUG:mail.log:('127.0.0.1', 47674) << b'221 Bye'
INFO:mail.log:('127.0.0.1', 47674) connection lost
`;

const LINE =
  /^(?:(?:DEBUG|INFO|WARNING|ERROR):mail\.log:)?(?<key>\('[^']{1,60}', \d{1,5}(?:, \d{1,10}, \d{1,10})?\)) (?<arrow>>>|<<) b(?<quote>['"])/;
const BODY = /^(?:DEBUG:mail\.log:)?DATA readline: b(?<quote>['"])/;

/** aiosmtpd with `-d -d -d`: printed by the server, but `>>` is what the client sent. */
export const aiosmtpd: TranscriptFormat = {
  id: 'aiosmtpd',
  title: 'aiosmtpd -d',
  row: 'F47',
  viewpoint: 'server',
  trust: 'certain',
  hint: /^(?:(?:DEBUG|INFO|WARNING|ERROR):mail\.log:)?\('[^']{1,60}', \d{1,5}(?:, \d{1,10}, \d{1,10})?\) (?:(?:>>|<<) b['"]|handling connection)/,
  elides: 'Below `-d -d -d` the mail data.',
  notes: '`_handle_client readline` and the dump of the message repeat what was read.',
  samples: [
    {
      title: 'accepted',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
  ],
  reader: () => {
    let last: string | undefined;
    let dump = false;
    return {
      read(line): readonly Reading[] | null {
        if (dump || line.startsWith('---------- MESSAGE FOLLOWS')) {
          dump = !line.startsWith('------------ END MESSAGE');
          return NOISE;
        }
        const match = LINE.exec(line) ?? BODY.exec(line);
        if (!match?.groups) return /^(?:(?:DEBUG|INFO|WARNING|ERROR):mail\.log:|------------ END MESSAGE)/.test(line) ? NOISE : null;
        const { key, arrow, quote } = match.groups;
        if (key) last = key;
        const close = line.lastIndexOf(quote);
        const from = match[0].length;
        const piece = decodeLiteral(line, from, close < from ? line.length : close);
        const text = withoutEnd(piece.text, '\r\n');
        const wire = { ...piece, text };
        return [{ kind: 'wire', side: arrow === '<<' ? 'server' : 'client', piece: wire, key: last, body: key ? undefined : true }];
      },
    };
  },
};
