import type { Analysis } from '../../src/analysis/analysis';
import type { Exchange, Mark, Reply, ReplyLine, Session, StrayReply, StrayText } from '../../src/session/model';
import { nameOf } from '../../src/session/model';
import { column } from '../../src/text/span';
import { drawnLine, type Place, placeOf } from '../drawn';

/** Rows for the lines of a document: what concerns a whole line, and places in it. Lines from 0. */
class Rows {
  readonly remarks = new Map<number, string[]>();
  readonly places = new Map<number, Place[]>();
  constructor(private readonly lines: readonly string[]) {}
  remark(line: number, ...words: readonly (string | false | null | undefined)[]): void {
    this.remarks.set(line, [...(this.remarks.get(line) ?? []), words.filter(Boolean).join(', ')]);
  }
  place(line: number, place: Place): void {
    this.places.set(line, [...(this.places.get(line) ?? []), place]);
  }
  drawn(): string[] {
    return this.lines.flatMap((line, n) => drawnLine(line, this.places.get(n) ?? [], this.remarks.get(n) ?? []));
  }
}

const at = (time: number | null): string | false => time !== null && `at ${time}`;

/** The sessions of a document, drawn under its lines: who says what, what answers what, and where the parts of it are. */
export function drawnSessions(analysis: Analysis): string[] {
  const lines = Array.from({ length: analysis.lines.count }, (_, n) => analysis.lines.line(n));
  const rows = new Rows(lines);
  for (const { session, start } of analysis.sessions()) {
    drawSession(rows, session, start);
    for (const exchange of session.exchanges) drawExchange(rows, exchange, start, lines);
    for (const { reply, duplicate, after } of session.strayReplies) drawStrayReply(rows, { reply, duplicate, after }, start, lines);
    for (const text of session.strayText) drawStrayText(rows, text, start);
    for (const mark of session.marks) drawMark(rows, mark, start);
  }
  return rows.drawn();
}

function drawSession(rows: Rows, session: Session, start: number): void {
  const { key, format, firstLine, lastLine, protocol, sides, begins, ends, sidesCertain, interleaved } = session;
  rows.remark(
    firstLine + start,
    `session of ${lastLine - firstLine + 1} lines in ${format}`,
    key !== null && `key ${key}`,
    protocol !== 'smtp' && protocol,
    sides !== 'both' && `only the ${sides}`,
    begins === 'middle' && 'begins in the middle',
    `ends ${ends}`,
    !sidesCertain && 'sides guessed',
    interleaved && 'interleaved',
  );
}

function drawExchange(rows: Rows, exchange: Exchange, start: number, lines: readonly string[]): void {
  const { index, command, replies, trust, pipelined, owed } = exchange;
  const name = `${index} ${nameOf(exchange)}`;
  const known = [trust === 'degraded' && 'degraded', pipelined && 'pipelined', owed !== 1 && `owes ${owed}`];
  if (command) {
    const { line, lastLine, piece, verbFrom, verbTo, argumentAt, masked, elided, ended, tls, time } = command;
    const kind = command.kind === 'data' && [lastLine !== line && `from line ${line + start + 1}`, ended && 'ended'];
    rows.place(lastLine + start, {
      ...placeOf(lines[lastLine + start], piece, name),
      words: [name, ...known, masked && 'masked', elided && 'elided', ...(kind || []), tls !== null && `tls ${tls}`, at(time)]
        .filter(Boolean)
        .join(', '),
    });
    if (command.kind === 'command' && verbTo > verbFrom)
      rows.place(lastLine + start, { from: column(piece, verbFrom), to: column(piece, verbTo), words: `verb ${command.verb}` });
    if (argumentAt < piece.text.length)
      rows.place(lastLine + start, { from: column(piece, argumentAt), to: column(piece, piece.text.length), words: 'argument' });
  } else if (replies.length > 0) rows.remark(replies[0].lines[0].line + start, name, ...known, 'no command is shown');
  for (const reply of replies) drawReply(rows, reply, `answers ${index}`, start, lines);
}

function drawReply(rows: Rows, reply: Reply, name: string, start: number, lines: readonly string[]): void {
  for (const [n, line] of reply.lines.entries()) {
    const whole = n === reply.lines.length - 1 && [!reply.complete && 'not complete', reply.mixed && `mixed, counts as ${reply.code}`];
    rows.place(line.line + start, {
      ...placeOf(lines[line.line + start], line.piece, ''),
      words: [
        line.separator === 'continues' ? 'goes on' : `${line.code}${line.separator === '' ? ' alone' : line.separator.trim()}`,
        n === 0 && name,
        ...(whole || []),
        line.folded && 'folded',
        line.unhyphened && 'unhyphened',
        at(line.time),
      ]
        .filter(Boolean)
        .join(', '),
    });
    drawParts(rows, line, start);
  }
}

function drawParts(rows: Rows, { line, piece, enhanced, enhancedAt, textAt }: ReplyLine, start: number): void {
  const place = (from: number, to: number, words: string): void =>
    rows.place(line + start, { from: column(piece, from), to: column(piece, to), words });
  if (enhanced !== null) place(enhancedAt, enhancedAt + enhanced.length, `enhanced ${enhanced}`);
  if (textAt < piece.text.length) place(textAt, piece.text.length, 'text');
}

const drawStrayReply = (rows: Rows, { reply, duplicate, after }: StrayReply, start: number, lines: readonly string[]): void =>
  drawReply(rows, reply, `${duplicate ? 'a duplicate' : 'asked for by no command'}, after ${after}`, start, lines);

const drawStrayText = (rows: Rows, { span, lastLine, text, after, side }: StrayText, start: number): void =>
  rows.place(span.line + start, {
    ...span,
    words: `stray text${side ? ` of the ${side}` : ''} to line ${lastLine + start + 1}, after ${after}: ${JSON.stringify(text)}`,
  });

const drawMark = (rows: Rows, { kind, span, text, after }: Mark, start: number): void =>
  rows.place(span.line + start, { ...span, words: `${kind}, after ${after}: ${JSON.stringify(text)}` });

const codesOf = (replies: readonly Reply[], start: number): string =>
  replies
    .map(({ code, enhanced, lines, complete, mixed }) => {
      const [first, last] = [lines[0].line, lines[lines.length - 1].line];
      const place = first === last ? `${first + start + 1}` : `${first + start + 1}-${last + start + 1}`;
      return `${code}${enhanced === null ? '' : ` ${enhanced}`} @${place}${complete ? '' : ' open'}${mixed ? ' mixed' : ''}`;
    })
    .join(' + ');

/** The sessions of a document in a row each: `MAIL @4 = 250 2.1.0 @5` for a command on line 4 and its reply on line 5. Lines from 1. */
export function toldSessions(analysis: Analysis): string[] {
  return [...analysis.sessions()].map(({ session, start }) => {
    const { format, key, firstLine, lastLine, protocol, sides, begins, ends, sidesCertain, interleaved } = session;
    const exchanges = session.exchanges.map((exchange) => {
      const { command, replies, trust, pipelined, owed } = exchange;
      const at = command
        ? ` @${command.line === command.lastLine ? '' : `${command.line + start + 1}-`}${command.lastLine + start + 1}`
        : '';
      const known = [
        trust === 'degraded' && '?',
        pipelined && '|',
        owed !== 1 && `×${owed}`,
        command?.masked && '*',
        command?.elided && '…',
      ];
      return `${nameOf(exchange)}${known.filter(Boolean).join('')}${at}${replies.length > 0 ? ` = ${codesOf(replies, start)}` : ''}`;
    });
    const beside = [
      ...session.strayReplies.map(
        ({ reply, duplicate, after }) => `${duplicate ? 'again' : 'stray'} ${codesOf([reply], start)} after ${after}`,
      ),
      ...session.strayText.map(
        ({ span, lastLine: last, side, after }) => `text @${span.line + start + 1}-${last + start + 1} ${side ?? ''} after ${after}`,
      ),
      ...session.marks.map(({ kind, span, after }) => `${kind} @${span.line + start + 1} after ${after}`),
    ];
    const about = [protocol, sides, begins, ends, !sidesCertain && 'guessed', interleaved && 'interleaved', key !== null && `key ${key}`];
    return `  ${format} ${firstLine + start + 1}-${lastLine + start + 1} (${about.filter(Boolean).join(', ')}): ${[...exchanges, ...beside].join('; ')}`;
  });
}
