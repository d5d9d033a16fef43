import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { decodeLiteral, linesOfPiece } from '../readers/literal';
import { trimmedEnd } from '../readers/prefixed';
import { closingQuote } from '../readers/quoted';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const terminal = `INFO[0014] Handle client [192.0.2.33], id: 1
DEBU[0014] Writing response to client: 
220 mail.example.net SMTP Guerrilla(unknown) #1 (1) 2026-11-23T12:53:14Z
DEBU[0014] Client sent: HELO client
DEBU[0014] Writing response to client: 
250 mail.example.net Hello
DEBU[0014] Client sent: MAIL FROM:<alice@example.org>
DEBU[0014] Writing response to client: 
250 2.1.0 OK
DEBU[0014] Client sent: RCPT TO:<bob@example.net>
DEBU[0014] Writing response to client: 
250 2.1.5 OK
DEBU[0014] Client sent: DATA
DEBU[0014] Writing response to client: 
354 Enter message, ending with '.' on a line by itself
DEBU[0044] Writing response to client: 
554 5.5.0 Error: transaction timeout
`;

const fields = `time="2026-11-23T12:53:14Z" level=debug msg="Writing response to client: \\n220 mail.example.net SMTP Guerrilla"
time="2026-11-23T12:53:14Z" level=debug msg="Client sent: EHLO client"
time="2026-11-23T12:53:14Z" level=debug msg="Writing response to client: \\n250-mail.example.net Hello\\r\\n250 HELP"
`;

const LINE = /^(?:[A-Z]{4}\[[^\]]{1,30}\] |time=.{0,60}? msg=(?<quote>"))(?:(?<client>Client sent: )|Writing response to client: ?)/;
const OTHER = /^(?:[A-Z]{4}\[[^\]]{1,30}\] |time=)/;

/** go-guerrilla under logrus: a reply is on the lines below its announcement; mail data is not shown. */
export const guerrilla: TranscriptFormat = {
  id: 'guerrilla',
  title: 'go-guerrilla',
  row: '',
  viewpoint: 'server',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?:DEBU\[[^\]]{1,30}\] |time=.{0,60}? msg=")(?:Writing response to client:|Client sent: \S)/,
  elides: 'The mail data.',
  samples: [
    {
      title: 'terminal',
      text: terminal,
      exchanges: ['greeting 220', 'HELO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 554'],
    },
    { title: 'fields', text: fields, exchanges: ['greeting 220', 'EHLO 250'] },
  ],
  reader: (): Reader => {
    let answering = false;
    return {
      read(line, view): readonly Reading[] | null {
        const end = trimmedEnd(line);
        const match = LINE.exec(line);
        if (!match) {
          if (OTHER.test(line)) {
            answering = false;
            return NOISE;
          }
          if (answering && looksLikeReply(line)) return [{ kind: 'wire', side: 'server', piece: pieceOf(line, 0, end) }];
          return line.trim() === '' ? NOISE : null;
        }
        answering = !match.groups?.client;
        const from = match[0].length;
        const close = match.groups?.quote ? closingQuote(line, from, 34) : end;
        const shown = linesOfPiece(match.groups?.quote ? decodeLiteral(line, from, close) : pieceOf(line, from, close));
        const pieces = shown.filter(({ text }) => text.trim() !== '');
        const sent: Reading[] =
          answering && view.expecting() === 'body' ? [{ kind: 'mark', mark: 'body', piece: pieceOf(line, 0, from) }] : [];
        return [...sent, ...pieces.map((piece): Reading => ({ kind: 'wire', side: answering ? 'server' : 'client', piece }))];
      },
    };
  },
};
