import type { Piece } from '../../text/span';
import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import type { Reading } from '../reading';

const verbose =
  'bob@example.net... Connecting to mail.example.net via smtp... 220 mail.example.net ESMTP Sendmail ready at Mon, 23 Nov 2026 19:22:41 +0000 >>> EHLO client.example.org 250-mail.example.net Hello client.example.org [192.0.2.7], pleased to meet you 250-SIZE 250 HELP >>> MAIL From:<alice@example.org> SIZE=45 250 2.1.0 <alice@example.org> ... Sender ok >>> RCPT To:<bob@example.net> 250 2.1.5 <bob@example.net> ... Recipient ok >>> DATA 354 Enter mail, end with "." on a line by itself >>> . 250 2.0.0 d9L29Nj20475 Message accepted for delivery\n';

const named =
  'Server: 220 mail.example.net Client: HELO client.example.org Server: 250 Hello client.example.org Client: MAIL FROM:<alice@example.org> Server: 250 alice... Sender ok Client: RCPT TO:<bob@example.net> Server: 250 bob ... Recipient ok Client: DATA Server: 354 Enter mail Client: Do you like tea? Client: . Server: 250 Message accepted Client: QUIT Server: 221 mail.example.net closing connection\n';

const excerpt =
  '[2026-03-24 19:14:02] app.ERROR: mail failed Log data: >> MAIL FROM:<alice@example.org>  >> RCPT TO:<bob@example.net>  >> DATA  << 250 OK  << 451 Temporary local problem  !! Expected response code 250/251/252 but got code "451" << 503 Valid RCPT command must precede DATA\n';

const bare =
  '220 mail.example.net ESMTP ready ehlo client 250-mail.example.net at your service 250-SIZE 35651584 250 STARTTLS mail from:<alice@example.org> 530 5.7.0 Must issue a STARTTLS command first quit 221 2.0.0 Bye\n';

/** Where one side begins to speak: a marker with what it says, or the words of a reply or of a command. */
const TURN =
  /(?<=^|[\s"'>(])(?:(?:\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\]?\s{1,4})?(?:>>>|<<<|[CS]:|Client:|Server:|(?:>>|<<|[-=]{1,2}>|<[-=]{1,2}|[<>])(?=\s{1,3}(?:[2-5]\d\d[ -]|(?:EHLO|HELO|LHLO|MAIL|RCPT|DATA|QUIT|RSET|AUTH|STARTTLS)\b))|!!(?= Expected ))\s{1,3}(?=\S)|(?=[2-5]\d\d[ -]\S)(?=(?:220|221|235|250|334|354|4[25]\d|5[0357]\d)[ -](?:[\w.-]{1,255}\.\w|[245]\.\d|[A-Z\d<]))|(?=(?:EHLO|HELO|LHLO) \S|MAIL FROM:|RCPT TO:|AUTH (?:PLAIN|LOGIN)\b|(?:DATA|QUIT|STARTTLS|RSET)(?: {1,2}[2-5]\d\d[ -]|\s*$)|\. 250 ))/gi;
/** A command and nothing else: in a sentence about the protocol, words follow it. */
const WHOLE =
  /^(?:(?:EHLO|HELO|LHLO)(?: [^\s,;]{1,255})?|(?:MAIL FROM|RCPT TO): ?(?:<[^<>]{0,300}>|[^\s@<>]{1,255}@[\w.-]{1,255})(?: [A-Z\d-]{1,30}(?:=\S{1,300})?){0,9}|DATA|QUIT|RSET|STARTTLS|AUTH [\w-]{3,30}(?: \S{1,2000})?|\.)$/i;
const MARKER = /^(?:\[?\d{4}-\d\d-\d\d[ T][\d:.,]{8,20}\]?\s{1,4})?(?:>>>?|<<<?|[CS]:|Client:|Server:|[-=]{1,2}>|<[-=]{1,2}|[<>]\s|!!)/i;
const FEWEST_MARKERS = 3;
const MOST = 20_000;
const REPLY = /^[2-5]\d\d(?:[ -]|$)/;

/** Sessions whose line ends were lost on the way: web pages, issue trackers, databases. */
export const oneLine: TranscriptFormat = {
  id: 'one-line',
  title: 'a session on one line',
  row: '',
  viewpoint: 'none',
  trust: 'weak',
  fallback: true,
  hint: /^(?:(?!(?<![^\s>])220[ -]\S).){0,4000}(?<![^\s>])220[ -]\S.{8,400}?\b(?:EHLO|HELO|LHLO) \S|(?:>>|[-=]>|C:|>) (?:EHLO|HELO|MAIL FROM|RCPT TO|AUTH|DATA)\b.{0,40}?\s(?:<<|<[-=]|S:|<) {1,2}[2-5]\d\d[ -]/i,
  notes: 'The words of replies and commands tell where a turn ends; what is between a 354 and the final dot is not taken apart.',
  samples: [
    {
      title: 'arrows left over',
      text: verbose,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250'],
    },
    {
      title: 'parties named',
      text: named,
      exchanges: ['greeting 220', 'HELO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
    { title: "an excerpt in an exception's message", text: excerpt, exchanges: ['MAIL 250', 'RCPT 451', 'DATA 503'] },
    { title: 'nothing left over', text: bare, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 530', 'QUIT 221'] },
  ],
  reader: (): Reader => {
    /** A line with several turns was seen: others may have several too. */
    let started = false;
    return {
      read(line): readonly Reading[] | null {
        const turns = line.length > MOST ? [] : turnsOf(line);
        const greeted = turns.findIndex(({ piece }) => piece.text.startsWith('220'));
        const begins = greeted !== -1 ? greeted : turns.findIndex(({ marked }) => marked);
        if (begins === -1 || (!(started && turns[begins].marked) && !tellsAll(turns.slice(begins)))) return null;
        started = true;
        let asked = false;
        return turns.slice(begins).flatMap(({ piece, marked }): Reading[] => {
          // What a library says it expected repeats the reply.
          if (marked && /^Expected response/.test(piece.text)) return [];
          if (!REPLY.test(piece.text)) {
            const body = asked;
            if (piece.text === '.') asked = false;
            return [{ kind: 'wire', side: 'client', piece, body: body && piece.text !== '.' ? true : undefined }];
          }
          const unseen: Reading[] = asked ? [{ kind: 'mark', mark: 'body', piece: pieceOf(line, piece.from, piece.from) }] : [];
          asked = piece.text.startsWith('354');
          return [...unseen, { kind: 'wire', side: 'server', piece }];
        });
      },
    };
  },
};

interface Turn {
  readonly marked: boolean;
  readonly piece: Piece;
}

/** Without markers a line is a session only if every command is complete and another one follows the hello. */
function tellsAll(turns: readonly Turn[]): boolean {
  const marks = turns.filter(({ marked }) => marked);
  const both = marks.some(({ piece }) => REPLY.test(piece.text)) && marks.some(({ piece }) => !REPLY.test(piece.text));
  if (marks.length >= FEWEST_MARKERS || both) return true;
  const commands = turns.filter(({ piece }) => !REPLY.test(piece.text));
  return commands.length >= 2 && commands.every(({ piece }) => WHOLE.test(piece.text));
}

/** What is said in each turn, without the marker before it. */
function turnsOf(line: string): Turn[] {
  const starts: { readonly at: number; readonly from: number }[] = [];
  for (const match of line.matchAll(TURN)) {
    const from = match.index + match[0].length;
    if (starts[starts.length - 1]?.from !== from) starts.push({ at: match.index, from });
  }
  const marked = starts.map(({ at }) => MARKER.test(line.slice(at, at + 48)));
  // If the client's turns have marks, command words without one are part of a reply.
  const kept = starts.filter(
    ({ from }, n) =>
      marked[n] ||
      REPLY.test(line.slice(from, from + 4)) ||
      !marked.some((is, k) => is && !REPLY.test(line.slice(starts[k].from, starts[k].from + 4))),
  );
  return kept.map(({ at, from }, n) => {
    let to = kept[n + 1]?.at ?? line.length;
    while (to > from && /\s/.test(line[to - 1])) to--;
    return { marked: MARKER.test(line.slice(at, at + 48)), piece: pieceOf(line, from, Math.max(from, to)) };
  });
}
