import type { Piece } from '../../text/span';
import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const inbound = `#Software: Microsoft Internet Information Services 6.0
#Fields: date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status sc-win32-status sc-bytes cs-bytes time-taken cs-version cs-host cs(User-Agent) cs(Cookie) cs(Referer)
2006-10-09 05:00:15 192.0.2.106 36A42160 SMTPSVC1 PDC 198.51.100.2 0 HELO - +36A42160 250 0 48 13 0 SMTP - - - -
2006-10-09 05:00:16 192.0.2.106 36A42160 SMTPSVC1 PDC 198.51.100.2 0 MAIL - +FROM:+<a@example.net> 250 0 57 45 0 SMTP - - - -
2006-10-09 05:00:17 192.0.2.106 36A42160 SMTPSVC1 PDC 198.51.100.2 0 RCPT - +TO:+<b@example.org> 550 0 57 45 0 SMTP - - - -
2006-10-09 05:00:18 192.0.2.106 36A42160 SMTPSVC1 PDC 198.51.100.2 0 QUIT - 36A42160 240 0 57 45 0 SMTP - - - -
`;

const outbound = `2017-02-09 05:28:27 192.0.2.34 OutboundConnectionResponse SMTPSVC1 V1 - 25 - - 220+mx.example.com+ESMTP 0 0 157 0 16 SMTP - - - -
2017-02-09 05:28:27 192.0.2.34 OutboundConnectionCommand SMTPSVC1 V1 - 25 EHLO - mail.example.org 0 0 4 0 0 SMTP - - - -
2017-02-09 05:28:28 192.0.2.34 OutboundConnectionResponse SMTPSVC1 V1 - 25 - - 250-mx.example.com 0 0 157 0 16 SMTP - - - -
2017-02-09 05:28:28 192.0.2.34 OutboundConnectionCommand SMTPSVC1 V1 - 25 MAIL - FROM:<a@example.com>+SIZE=1722 0 0 4 0 0 SMTP - - - -
2017-02-09 05:28:28 192.0.2.34 OutboundConnectionResponse SMTPSVC1 V1 - 25 - - 421+4.7.0+[TSS04]+Messages+temporarily+deferred 0 0 157 0 16 SMTP - - - -
`;

const ncsa = `192.0.2.106 - client.example.net [09/Oct/2006:05:00:15 -0600] "EHLO -?+client.example.net SMTP" 250 347
192.0.2.106 - client.example.net [09/Oct/2006:05:00:16 -0600] "MAIL -?+FROM:<a@example.net> SMTP" 250 47
192.0.2.106 - client.example.net [09/Oct/2006:05:00:17 -0600] "RCPT -?+TO:<b@example.org> SMTP" 550 31
`;

/** NCSA common log format: host, user, stamp, `"VERB -?+argument SMTP"`, code, octets. */
const NCSA =
  /^(?<ip>\S{3,60}) \S{1,255} \S{1,255} \[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "(?<verb>[A-Za-z]{4,10}) -\?(?<query>\S{0,600}) SMTP" (?<code>\d{3}) \d/d;

const USUAL = 'date time c-ip cs-username s-sitename s-computername s-ip s-port cs-method cs-uri-stem cs-uri-query sc-status'.split(' ');

/** IIS's SMTP service, W3C extended: a row is a command with the code of its reply, or one line of an outbound connection. */
export const iisSmtp: TranscriptFormat = {
  id: 'iis-smtp',
  title: 'IIS SMTP (SMTPSVC) log: W3C, NCSA',
  row: 'F63',
  viewpoint: 'server',
  trust: 'certain',
  hint: /^(?:\S{1,60} ){0,8}SMTPSVC\d{1,3} |^\S{3,60} \S{1,255} \S{1,255} \[[\w/: +-]{20,30}\] "[A-Za-z]{4,10} -\?\S{0,600} SMTP" \d{3} /,
  elides: 'The text of inbound replies, the greeting and the mail data.',
  notes: 'Spaces are written as `+`. Only the reply after the mail data is logged for DATA; 240 after QUIT is not a reply code.',
  samples: [
    { title: 'inbound', text: inbound, exchanges: ['HELO 250', 'MAIL 250', 'RCPT 550'] },
    { title: 'outbound', text: outbound, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 421'] },
    { title: 'NCSA', text: ncsa, exchanges: ['EHLO 250', 'MAIL 250', 'RCPT 550'] },
  ],
  reader: () => {
    let fields: readonly string[] = USUAL;
    return {
      read(line): readonly Reading[] | null {
        if (line.startsWith('#')) {
          if (line.startsWith('#Fields: ')) fields = line.slice(9).trim().split(/ +/);
          return /^#(?:Software|Version|Date|Fields): /.test(line) ? NOISE : null;
        }
        const common = line.includes(' SMTP" ') ? ncsaRow(line) : null;
        if (common) return common;
        const columns = columnsOf(line, fields);
        if (!/^SMTPSVC/.test(columns.get('s-sitename')?.text ?? '')) return null;
        const method = columns.get('cs-method');
        const query = columns.get('cs-uri-query');
        const status = columns.get('sc-status');
        const user = columns.get('cs-username')?.text ?? '';
        const key = columns.get('c-ip')?.text;
        if (user === 'OutboundConnectionResponse')
          return query && query.text !== '-' ? [{ kind: 'wire', side: 'server', piece: decoded([query]), key }] : NOISE;
        if (!method || method.text === '-') return NOISE;
        const piece = decoded(query && query.text !== '-' && method.text !== 'QUIT' ? [method, query] : [method]);
        const said: Reading[] = [{ kind: 'wire', side: 'client', piece, key }];
        if (user === 'OutboundConnectionCommand' || !status || !/^[2-5]\d\d$/.test(status.text) || status.text === '240') return said;
        if (method.text === 'DATA') said.push({ kind: 'mark', mark: 'elided', piece: status, key });
        said.push({ kind: 'wire', side: 'server', piece: status, key });
        return said;
      },
    };
  },
};

/** A row in NCSA's format, or null. */
function ncsaRow(line: string): readonly Reading[] | null {
  const at = NCSA.exec(line)?.indices?.groups;
  if (!at?.ip || !at.verb || !at.query || !at.code) return null;
  const cell = ([from, to]: readonly [number, number]): Piece => pieceOf(line, from, to);
  const [verb, query, status, key] = [cell(at.verb), cell(at.query), cell(at.code), cell(at.ip).text];
  const whole = /[^+-]/.test(query.text) && verb.text !== 'QUIT';
  const said: Reading[] = [{ kind: 'wire', side: 'client', piece: decoded(whole ? [verb, query] : [verb]), key }];
  if (!/^[2-5]\d\d$/.test(status.text) || status.text === '240') return said;
  if (verb.text === 'DATA') said.push({ kind: 'mark', mark: 'elided', piece: status, key });
  said.push({ kind: 'wire', side: 'server', piece: status, key });
  return said;
}

function columnsOf(line: string, fields: readonly string[]): ReadonlyMap<string, Piece> {
  const columns = new Map<string, Piece>();
  const word = /\S+/g;
  for (const field of fields) {
    const match = word.exec(line);
    if (!match) break;
    columns.set(field, pieceOf(line, match.index, match.index + match[0].length));
  }
  return columns;
}

/** Columns as one line of the protocol: joined by a space, `+` read as a space, leading spaces of a column dropped. */
function decoded(columns: readonly Piece[]): Piece {
  let text = '';
  const map: number[] = [];
  for (const column of columns) {
    let at = 0;
    while (column.text[at] === '+') at++;
    if (text !== '') {
      text += ' ';
      map.push(column.from);
    }
    for (; at < column.text.length; at++) {
      text += column.text[at] === '+' ? ' ' : column.text[at];
      map.push(column.from + at);
    }
  }
  const last = columns[columns.length - 1];
  map.push(last.to);
  return { text, from: columns[0].from, to: last.to, map };
}
