import type { Piece } from '../../text/span';
import { slice } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { withCode } from '../readers/joined';
import { relative } from '../readers/relative';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const receive = `#Software: Microsoft Exchange Server
#Version: 15.0.0.0
#Log-type: SMTP Receive Protocol Log
#Date: 2023-01-11T16:00:04.113Z
#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context
2023-01-11T15:59:51.433Z,EX01\\Default Frontend EX01,08DB53EC62278461,0,192.0.2.10:25,198.51.100.33:56026,+,,
2023-01-11T15:59:51.433Z,EX01\\Default Frontend EX01,08DB53EC62278461,1,192.0.2.10:25,198.51.100.33:56026,>,"220 EX01.example.test Microsoft ESMTP MAIL Service ready at Wed, 11 Jan 2023 16:59:51 +0100",
2023-01-11T15:59:53.909Z,EX01\\Default Frontend EX01,08DB53EC62278461,2,192.0.2.10:25,198.51.100.33:56026,<,EHLO [198.51.100.33],
2023-01-11T15:59:53.910Z,EX01\\Default Frontend EX01,08DB53EC62278461,3,192.0.2.10:25,198.51.100.33:56026,>,250  EX01.example.test Hello [198.51.100.33] SIZE 37748736 PIPELINING DSN ENHANCEDSTATUSCODES STARTTLS 8BITMIME CHUNKING,
2023-01-11T15:59:56.232Z,EX01\\Default Frontend EX01,08DB53EC62278461,4,192.0.2.10:25,198.51.100.33:56026,<,MAIL FROM:<alice@example.org>,
2023-01-11T15:59:56.232Z,EX01\\Default Frontend EX01,08DB53EC62278461,5,192.0.2.10:25,198.51.100.33:56026,*,08DB53EC62278461;2023-01-11T15:59:51.433Z;1,receiving message
2023-01-11T15:59:56.232Z,EX01\\Default Frontend EX01,08DB53EC62278461,6,192.0.2.10:25,198.51.100.33:56026,>,250 2.1.0 Sender OK,
2023-01-11T15:59:57.232Z,EX01\\Default Frontend EX01,08DB53EC62278461,7,192.0.2.10:25,198.51.100.33:56026,<,QUIT,
2023-01-11T15:59:57.232Z,EX01\\Default Frontend EX01,08DB53EC62278461,8,192.0.2.10:25,198.51.100.33:56026,>,221 2.0.0 Service closing transmission channel,
2023-01-11T15:59:57.232Z,EX01\\Default Frontend EX01,08DB53EC62278461,9,192.0.2.10:25,198.51.100.33:56026,-,,Local
`;

const send = `#Log-type: SMTP Send Protocol Log
2023-01-11T15:59:51.433Z,To the Internet,08DB53EC62278AAA,0,,203.0.113.5:25,*,,attempting to connect
2023-01-11T15:59:51.633Z,To the Internet,08DB53EC62278AAA,1,192.0.2.10:3017,203.0.113.5:25,+,,
2023-01-11T15:59:51.733Z,To the Internet,08DB53EC62278AAA,2,192.0.2.10:3017,203.0.113.5:25,<,220 mx.example.com ESMTP,
2023-01-11T15:59:51.733Z,To the Internet,08DB53EC62278AAA,3,192.0.2.10:3017,203.0.113.5:25,>,EHLO ex01.example.test,
2023-01-11T15:59:51.833Z,To the Internet,08DB53EC62278AAA,4,192.0.2.10:3017,203.0.113.5:25,<,250  mx.example.com SIZE 1000,
2023-01-11T15:59:51.833Z,To the Internet,08DB53EC62278AAA,5,192.0.2.10:3017,203.0.113.5:25,>,MAIL FROM:<alice@example.test> SIZE=3461,
2023-01-11T15:59:51.933Z,To the Internet,08DB53EC62278AAA,6,192.0.2.10:3017,203.0.113.5:25,<,"550 5.7.1 Service unavailable, client host blocked",
`;

const COLUMNS =
  '^\\s{0,8}\\d{4}-\\d\\d-\\d\\dT[\\d:.]{8,16}Z?,(?:"[^"]{0,200}"|[^,"]{0,200}),(?<key>[0-9A-Fa-f]{14,16}),\\d{1,7},[^,]{0,80},[^,]{0,80},';
const row = (event: string, data: string): RegExp => new RegExp(`${COLUMNS}${event},${data}`);
const QUOTED = '"(?<text>[^"]*(?:""[^"]*)*)';
const PLAIN = '(?<text>[^,"]*)';

const KEYWORD =
  / (?=(?:SIZE|PIPELINING|DSN|ENHANCEDSTATUSCODES|STARTTLS|AUTH|8BITMIME|BINARYMIME|CHUNKING|SMTPUTF8|HELP|VRFY|ETRN|EXPN|DELIVERBY|REQUIRETLS|LIMITS|MT-PRIORITY|NO-SOLICITING|FUTURERELEASE|PIPE_?CONNECT|X-?[A-Z][A-Z0-9-]{2,30})(?: |=|$))/;

/** The protocol logs of Exchange 2007 to SE: CSV, one row per line, rows of many sessions mixed. */
export const exchangeProtocol: TranscriptFormat = {
  id: 'exchange-protocol',
  title: 'Exchange protocol log (Send, Receive)',
  row: 'F62',
  viewpoint: 'server',
  trust: 'certain',
  keeps: ['order'],
  hint: row('[-+<>*]', ''),
  elides: 'The mail data.',
  masks: 'What follows AUTH.',
  notes:
    'The EHLO reply is in one row: the code once, two spaces, the lines joined by spaces. `>` is what Exchange sent: the reply in a Receive log, the command in a Send log.',
  samples: [
    { title: 'Receive', text: receive, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'QUIT 221'] },
    { title: 'Send', text: send, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 550'] },
  ],
  reader: () => {
    const rows = relative({
      markers: [
        { pattern: row('>', QUOTED), means: 'sent' },
        { pattern: row('>', PLAIN), means: 'sent' },
        { pattern: row('<', QUOTED), means: 'received' },
        { pattern: row('<', PLAIN), means: 'received' },
        { pattern: row('\\+', '(?<text>)'), means: 'connect' },
        { pattern: row('-', '(?<text>)'), means: 'close' },
        { pattern: row('\\*', ''), means: 'noise' },
        { pattern: /^\s{0,8}#(?:Software|Version|Log-type|Date|Fields): /, means: 'noise' },
      ],
      masked: /^(?:AUTH \S+ )?<(?:Binary Data|authentication information)>$/i,
    })();
    return {
      read(line, view): readonly Reading[] | null {
        const readings = rows.read(line, view);
        const reading = readings?.[0];
        if (reading?.kind !== 'wire') return readings;
        if (reading.side === 'server') return reply(reading.piece).map((piece) => ({ ...reading, piece }));
        if (reading.piece.text === '' && view.expecting(reading.key) !== 'auth') return NOISE;
        // The octets of a chunk are not logged.
        return /^BDAT \d/i.test(reading.piece.text)
          ? [reading, { kind: 'mark', mark: 'body', piece: reading.piece, key: reading.key }]
          : readings;
      },
    };
  },
};

/** The lines of a reply that was joined into one row. */
function reply(piece: Piece): readonly Piece[] {
  const joined = /^(\d{3}) {2}\S/.exec(piece.text);
  if (!joined) return [piece];
  const lines: Piece[] = [];
  let at = 5;
  for (const part of piece.text.slice(at).split(KEYWORD)) {
    lines.push(slice(piece, at, at + part.length));
    at += part.length + 1;
  }
  return lines.map((line, index) => withCode(line, joined[1], index === lines.length - 1));
}
