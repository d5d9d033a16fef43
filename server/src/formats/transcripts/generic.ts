import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import type { Piece } from '../../text/span';
import { pieceOf } from '../../text/span';
import type { DialogueView, Reader, TranscriptFormat } from '../format';
import { isCall } from '../readers/call';
import { Echo } from '../readers/echo';
import { decodeLiteral, linesOfPiece } from '../readers/literal';
import { trimmedEnd, withoutLiteralEnds } from '../readers/prefixed';
import { closingQuote, withoutQuote } from '../readers/quoted';
import type { Shape } from '../readers/shape';
import { shapeId, shapeOf, wordsOf } from '../readers/shape';
import { readUnmarked } from '../readers/unmarked';
import type { Reading, Side } from '../reading';
import { NOISE } from '../reading';
import { compose } from '../wrapper';

const words = `Connecting to mail.example.net at 25
Got: 220 mail.example.net ESMTP Postfix
Sent: EHLO client.example.org
Got: 250-mail.example.net
Got: 250 CHUNKING
Sent: MAIL FROM:<alice@example.org>
Got: 250 2.1.0 Ok
Sent: DATA
Got: 354 End data with <CR><LF>.<CR><LF>
Sent: Subject: hi
Sent: .
Got: 250 2.0.0 Ok: queued as 4C4D21A2B3
Sent: QUIT
Got: 221 2.0.0 Bye
`;

const reversed = `[conn 7] ==> 220 mail.example.net ESMTP
[conn 7] <== EHLO client.example.org
[conn 8] ==> 220 mail.example.net ESMTP
[conn 8] <== EHLO other.example.org
[conn 7] ==> 250 mail.example.net
[conn 8] ==> 250 mail.example.net
[conn 7] <== MAIL FROM:<alice@example.org>
[conn 8] <== QUIT
[conn 8] ==> 221 Bye
[conn 7] ==> 250 2.1.0 Ok
`;

const quoted = `7 rx "220 mail.example.net ESMTP\\r\\n"
7 tx "EHLO client.example.org\\r\\n"
7 rx "250-mail.example.net\\r\\n250 SIZE\\r\\n"
7 tx "AUTH PLAIN AGFsaWNlAHdyb25n\\r\\n"
7 rx "535 5.7.8 Error: authentication failed\\r\\n"
`;

const unmarked = `09.08.19 10:03:44 smtp: 220 mail.example.net ESMTP Service Ready
09.08.19 10:03:44 smtp: EHLO client.example.org
09.08.19 10:03:44 smtp: 250-Hello client.example.org
09.08.19 10:03:44 smtp: 250 SIZE 33554432
09.08.19 10:03:44 smtp: MAIL FROM:<alice@example.org>
09.08.19 10:03:44 smtp: 250 2.0.0 Roger, accepting mail from <alice@example.org>
`;

const literals = `greeting: 220 mail.example.net ESMTP
SEND:
"EHLO [192.0.2.33]\\r\\n"
RECEIVE:
"250 mail.example.net\\r\\n"
SEND:
"MAIL FROM:<alice@example.org>\\r\\n"
RECEIVE:
"250 Ok\\r\\n"
SEND:
"RCPT TO:<bob@example.net>\\r\\n"
RECEIVE:
"550 No such user\\r\\n"
`;

const LONGEST_PREFIX = 120;
const AHEAD = 40;
const FEW_WORDS = 3;
const MOST_WORDS = 8;

/** Words that only a reply has, where a reply may begin. */
const REPLY =
  /(?<=^|[\s>|"'\])<:}])(?:220[ -](?=\S{1,255} .{0,160}?\b(?:E?SMTP|LMTP)\b|[\w.-]{1,200} )|250[ -](?=[\w-]{1,80}(?:\.[\w-]{1,80}){1,9}(?:[\s"'\\]|$))|50[0-4] (?=(?:\d\.\d\.\d )?(?:Error|Command|Syntax|Bad sequence)\b)|250[ -](?=(?:PIPELINING|SIZE|8BITMIME|STARTTLS|ENHANCEDSTATUSCODES|HELP|DSN|AUTH|CHUNKING|SMTPUTF8|VRFY|ETRN|OK|2\.\d\.\d)\b)|354[ -](?=\S)|334(?= [A-Za-z0-9+/]|$)|235[ -](?=2\.7\.0|\D)|221[ -](?=2\.0\.0|\D)|[45]\d\d[ -](?=[45]\.\d{1,3}\.\d))/i;
/** Words that only a command has, likewise. */
const COMMAND =
  /(?<=^|[\s>|"'\])<:}])(?:(?:EHLO|HELO|LHLO)(?: (?=[\w[.-]\S{0,255}[\s"'\\]{0,60}(?:$|[-<|]))|\s*$)|MAIL FROM:|RCPT TO:|DATA\s*$|QUIT\s*$|RSET\s*$|STARTTLS\s*$|AUTH (?:PLAIN|LOGIN|CRAM-MD5|XOAUTH2|NTLM)\b|BDAT \d)/i;

/** A command of one word after a mark, with which an excerpt may begin. */
const LONE_MARKED = /^\W{1,8}(?:NOOP|RSET|DATA)\s*$/i;
const LONE_WORD = /^(?:DATA|QUIT|RSET|STARTTLS)\s*$/i;

/** An arrow that points at the program that printed it. */
const RECEIVED = /(?:^|[\s\]):])<[-=~<]{0,3} {0,2}$/;

interface Learned {
  readonly shape: Shape;
  /** `both`: the prefix is the same for both sides and says nothing; the text after it decides. */
  readonly side: Side | 'both';
}

/**
 * Any pair of constant prefixes: their shapes are learned from the lines ahead, and what is said after them decides which side each one
 * marks (TRANSCRIPT-FORMATS §3.2). For programs that no other format knows.
 */
export const generic: TranscriptFormat = {
  id: 'generic',
  title: 'other markers, told by what each side says',
  row: '',
  viewpoint: 'none',
  trust: 'weak',
  fallback: true,
  hint: /^.{0,160}?[\s>|"'\])<:}](?:220[ -]\S|(?:EHLO|HELO|LHLO) [\w[.-]\S{0,255}[\s"'\\]{0,60}(?:$|[-<|])|250-\S|(?:MAIL FROM|RCPT TO): ?<[^<>]{0,300}>(?: [A-Z\d-]{2,20}(?:=\S{0,80})?){0,6}[\s"'\\rn]{0,8}$|(?<=<[-=~<]{0,3} ?)[45]\d\d[ -][45]\.\d)|^220[ -]\S|^\W{1,8}(?:NOOP|RSET|DATA)\s*$/i,
  notes: 'Tried only where no other format fits. Both sides must speak with words that only SMTP has.',
  samples: [
    { title: 'words', text: words, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'DATA 354', 'data 250', 'QUIT 221'] },
    {
      title: "the server's arrows, two sessions",
      text: reversed,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'greeting 220', 'EHLO 250', 'QUIT 221'],
    },
    { title: 'string literals', text: quoted, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 535'] },
    {
      title: 'string literals, labels on lines of their own',
      text: literals,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550'],
    },
    { title: 'one prefix for both sides', text: unmarked, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250'] },
  ],
  reader: (): Reader => {
    let learned: readonly Learned[] | null = null;
    let keyed = false;
    const echo = new Echo();
    return {
      read(line, view): readonly Reading[] | null {
        if (!learned) {
          const votes = headOf(line) || LONE_MARKED.test(line) ? count(line, view) : [];
          learned = elect(votes);
          keyed = keysTell(votes, learned);
        }
        return learned.length === 0 ? null : readLearned(learned, keyed, line, view, echo);
      },
    };
  },
};

interface Votes {
  readonly id: string;
  /** One prefix of this shape. */
  readonly prefix: string;
  server: number;
  client: number;
  /** How many of them were a single word that prose has too (DATA, QUIT). */
  words: number;
  /** The lines that were counted. */
  readonly lines: string[];
}

/** Where a line begins to say something that only SMTP has, and for which side. */
function headOf(line: string): { readonly at: number; readonly side: Side } | null {
  const text = line.slice(0, LONGEST_PREFIX + 80);
  const reply = REPLY.exec(text);
  const command = COMMAND.exec(text);
  const server = reply !== null && (command === null || reply.index < command.index);
  const at = server ? reply.index : (command?.index ?? -1);
  return at < 0 || at > LONGEST_PREFIX ? null : { at, side: server ? 'server' : 'client' };
}

/** Counts, by shape of the prefix, what is said after it on this line and the next ones. */
function count(line: string, view: DialogueView): Votes[] {
  const votes = new Map<string, Votes>();
  for (let k = 0; k < AHEAD; k++) {
    const text = k === 0 ? line : view.peek(k);
    const head = headOf(text);
    if (!head) continue;
    const prefix = text.slice(0, head.at);
    const id = shapeId(prefix);
    let vote = votes.get(id);
    if (!vote) {
      vote = { id, prefix, server: 0, client: 0, words: 0, lines: [] };
      votes.set(id, vote);
    }
    vote[head.side]++;
    if (head.side === 'client' && LONE_WORD.test(text.slice(head.at))) vote.words++;
    vote.lines.push(text);
  }
  return [...votes.values()];
}

/** Which side a shape speaks for: a word or two of the other side after the same prefix is mail data that looks like a dialogue. */
function sideOf({ server, client }: Votes): Learned['side'] {
  const fewer = Math.min(server, client);
  if (fewer > 2 || fewer * 3 >= Math.max(server, client)) return 'both';
  return server > client ? 'server' : 'client';
}

/** The shapes that speak for one side (or for both); none if a side is missing or too little is said to be sure. */
function elect(votes: readonly Votes[]): Learned[] {
  const learned: Learned[] = [];
  let server = 0;
  let client = 0;
  // Where one side has no prefix of its own, it shares that of the other.
  const sides = votes.map(sideOf);
  const shared = !sides.includes('client') || !sides.includes('server');
  for (const vote of votes) {
    const { id, prefix, server: replies, client: commands } = vote;
    const side = shared && replies > 0 && commands > 0 ? 'both' : sideOf(vote);
    // If only one side was marked, the other is verbatim; commands without a mark are recognised by their words alone.
    if (id === '' && (side === 'both' || (side === 'client' && commands < 2))) continue;
    if (isCall(prefix)) continue;
    // Words are prose, unless they precede something that is repeated.
    if (wordsOf(id) > (replies + commands > 1 ? MOST_WORDS : FEW_WORDS)) continue;
    // A remark that ends in such a word is not part of the dialogue.
    if (vote.words === replies + commands && vote.words === 1 && wordsOf(id) > 0) continue;
    learned.push({ shape: shapeOf(prefix), side });
    server += replies;
    client += commands;
  }
  // A refusal after an arrow that points at the printer counts, even if no line of the client is shown.
  if (client === 0 && learned.length > 0 && votes.every(({ prefix, server: replies }) => replies > 0 && RECEIVED.test(prefix)))
    return learned;
  // A bare prefix alone is what `bare` reads.
  if (server < 1 || client < 1 || (server + client < 3 && !greeted(votes)) || learned.every(({ shape }) => shape.id === '')) return [];
  // If the server's lines have a mark, a line without one is the program's own.
  const marked = votes.some(
    ({ id, server: replies }) => id !== '' && replies > 0 && replies >= (votes.find((one) => one.id === '')?.server ?? 0),
  );
  return learned
    .filter(({ shape, side }) => shape.id !== '' || side !== 'server' || !marked)
    .sort((a, b) => b.shape.id.length - a.shape.id.length);
}

/** Whether someone is greeted and says hello. */
const greeted = (votes: readonly Votes[]): boolean =>
  votes.some(({ lines, prefix }) => lines.some((line) => line.startsWith('220', prefix.length))) &&
  votes.some(({ lines }) => lines.some((line) => /\b(?:EHLO|HELO|LHLO) \S/i.test(line)));

/** Whether the ids in the prefixes are those of sessions: several lines have the same one, and both sides have them. */
function keysTell(votes: readonly Votes[], learned: readonly Learned[]): boolean {
  const total = new Map<string, number>();
  let lines = 0;
  for (const { shape } of learned) {
    if (shape.id === '') continue;
    for (const line of votes.find(({ id }) => id === shape.id)?.lines ?? []) {
      const key = shape.pattern.exec(line)?.groups?.key;
      if (key === undefined) return false;
      total.set(key, (total.get(key) ?? 0) + 1);
      lines++;
    }
  }
  return total.size > 0 && total.size * 2 <= lines;
}

function readLearned(learned: readonly Learned[], keyed: boolean, line: string, view: DialogueView, echo: Echo): readonly Reading[] | null {
  const end = trimmedEnd(line);
  for (const { shape, side } of learned) {
    const match = shape.pattern.exec(line);
    if (!match) continue;
    const from = Math.min(match[0].length, end);
    if (shape.id === '' && (side === 'server' ? !looksLikeReply(line) : commandLikeness(line) === 0 && view.expecting() !== 'auth'))
      continue;
    const key = keyed ? match.groups?.key : undefined;
    const quote = line.charCodeAt(from - 1);
    if (from > 0 && (quote === 34 || quote === 39)) {
      const lines = linesOfPiece(decodeLiteral(line, from, closingQuote(line, from, quote)));
      if (side !== 'both' && echo.repeats(side, shape.id, lines.map(({ text }) => text).join('\n'), view.expecting(key) === 'body'))
        return NOISE;
      if (side !== 'both') return lines.map((piece) => ({ kind: 'wire', side, piece, key }));
      return lines.flatMap((piece) => (readUnmarked(piece.text, view, key) ?? []).map((reading) => inside(reading, piece)));
    }
    const piece = pieceOf(line, from, withoutEnds(line, from, withoutQuote(line, from, end)));
    if (side === 'both') return shifted(readUnmarked(piece.text, view, key), from);
    if (shape.id === '' && view.expecting(key) === 'body') continue;
    if (echo.repeats(side, shape.id, piece.text, view.expecting(key) === 'body')) return NOISE;
    if (side === 'server' && !looksLikeReply(piece.text) && view.expecting(key) !== 'open') return NOISE;
    return [{ kind: 'wire', side, piece, key, continues: side === 'server' && !looksLikeReply(piece.text) ? true : undefined }];
  }
  // Lines without a prefix are the rest of a record: mail data, or the lines of a reply.
  if (view.expecting() === 'body') return [{ kind: 'wire', side: 'client', piece: pieceOf(line, 0, end), body: true }];
  return end === 0 ? NOISE : null;
}

/** Column at which the wire line ends: before written-out line ends, or before the bar that closes the row of a table. */
function withoutEnds(line: string, from: number, end: number): number {
  if (line.charCodeAt(from - 2) === 124 && / \|[ \t]*$/.test(line.slice(Math.max(from, end - 8), end))) return line.lastIndexOf(' |', end);
  return Math.max(from, withoutLiteralEnds(line, end));
}

/** A reading of a decoded piece, with the columns of the line that contains the piece. */
const inside = (reading: Reading, piece: Piece): Reading => ({ ...reading, piece: compose(piece, reading.piece) });

function shifted(readings: readonly Reading[] | null, by: number): readonly Reading[] | null {
  return (
    readings?.map((reading) => ({ ...reading, piece: { ...reading.piece, from: reading.piece.from + by, to: reading.piece.to + by } })) ??
    null
  );
}
