import type { Piece } from '../../text/span';
import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `10/19/18 00:00:25\tSMTP-IN\tFE7A5EF7F5334F7ABB9DD341121BCE8F.MAI\t816\t192.0.2.14\t\t\t220 mail.example.net ESMTP MailEnable Service, Version: 9.76-- ready at 10/19/18 00:00:25\t0\t0
10/19/18 00:00:25\tSMTP-IN\tFE7A5EF7F5334F7ABB9DD341121BCE8F.MAI\t816\t192.0.2.14\tEHLO\tEHLO client.example.org\t250-mail.example.net [192.0.2.14], this server offers 4 extensions\t0\t0
10/19/18 00:00:26\tSMTP-IN\tFE7A5EF7F5334F7ABB9DD341121BCE8F.MAI\t816\t192.0.2.14\tAUTH\tLOGIN\t334 VXNlcm5hbWU6\t18\t12
10/19/18 00:00:35\tSMTP-IN\tFE7A5EF7F5334F7ABB9DD341121BCE8F.MAI\t816\t192.0.2.14\tAUTH\tYWxpY2U=\t334 UGFzc3dvcmQ6\t18\t14\tuser@example.net
10/19/18 00:00:35\tSMTP-IN\tFE7A5EF7F5334F7ABB9DD341121BCE8F.MAI\t816\t192.0.2.14\tAUTH\tczNjcmV0\t535 Invalid Username or Password\t34\t14\tuser@example.net
10/19/18 00:00:36\tSMTP-IN\tFE7A5EF7F5334F7ABB9DD341121BCE8F.MAI\t816\t192.0.2.14\tQUIT\tQUIT\t221 Service closing transmission channel\t42\t6
`;

const ROW = /^\d\d\/\d\d\/\d\d \d\d:\d\d:\d\d\tSMTP-(?:IN|OU)\t[^\t]{0,80}\t(\d{1,9})\t([^\t]{0,60})\t/;

/** MailEnable's activity log: tab-separated, a command and its reply in one row. */
export const mailenable: TranscriptFormat = {
  id: 'mailenable',
  title: 'MailEnable SMTP activity log',
  row: 'F64',
  viewpoint: 'server',
  trust: 'certain',
  hint: ROW,
  elides: 'The mail data and all but the first line of a reply.',
  notes: 'Answers to a 334 are logged as AUTH rows. The argument may repeat the verb.',
  samples: [
    { title: 'a refused login', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 334', 'auth 334', 'auth 535', 'QUIT 221'] },
  ],
  reader: () => ({
    read(line, view): readonly Reading[] | null {
      const match = ROW.exec(line);
      if (!match) return null;
      const key = `${match[2]} ${match[1]}`;
      const columns: Piece[] = [];
      for (let at = match[0].length; at <= line.length && columns.length < 3; ) {
        const tab = line.indexOf('\t', at);
        const end = tab === -1 ? trimmedEnd(line) : tab;
        columns.push(pieceOf(line, at, Math.max(at, end)));
        if (tab === -1) break;
        at = tab + 1;
      }
      const [verb, argument, reply] = columns;
      const said: Reading[] = [];
      if (verb?.text) {
        if (verb.text === 'AUTH' && view.expecting(key) === 'auth') said.push({ kind: 'wire', side: 'client', piece: argument, key });
        else said.push({ kind: 'wire', side: 'client', piece: command(verb, argument), key });
      }
      if (reply?.text) said.push({ kind: 'wire', side: 'server', piece: reply, key });
      return said.length > 0 ? said : NOISE;
    },
  }),
};

function command(verb: Piece, argument: Piece | undefined): Piece {
  if (!argument?.text || argument.text === verb.text) return verb;
  if (argument.text.toUpperCase().startsWith(`${verb.text.toUpperCase()} `)) return argument;
  const map: number[] = [];
  for (let at = 0; at < verb.text.length; at++) map.push(verb.from + at);
  map.push(verb.to);
  for (let at = 0; at <= argument.text.length; at++) map.push(argument.from + at);
  return { text: `${verb.text} ${argument.text}`, from: verb.from, to: argument.to, map };
}
