import type { LogEntry } from '../formats/log';
import { hostsOf } from '../meaning/located';
import type { Meaning } from '../meaning/meaning';
import { replyMeaning } from '../meaning/of-session';
import { authDialoguesOf, challengeOf } from '../session/auth-dialogue';
import { type Envelope, envelopeOf, transactionBefore } from '../session/envelope';
import { type Command, codeOf, type Exchange, pseudoVerb, type Reply, type ReplyLine, type Session } from '../session/model';
import { readEhloLine } from '../syntax/ehlo-line';
import { encodedWords } from '../syntax/encoded-word';
import { isMaskedAddress } from '../syntax/masked';
import { decodeXtext } from '../syntax/xtext';
import type { Lines } from '../text/lines';
import type { Position } from '../text/range';
import { column, type Piece, type Span, spanOf } from '../text/span';
import type { Analysis, PlacedSession } from './analysis';
import { type AuthSubject, authAnswer, authName } from './auth-subject';
import { joinedWords } from './folded-words';
import { type LogSubject, logSubject } from './log-subject';
import { queueIdAt, timestampAt } from './word-subject';

/** What is at a position of a document, with its span (lines of the document). */
export type Subject =
  | ReplySubject
  | AuthSubject
  | LogSubject
  | { readonly kind: 'verb'; readonly span: Span; readonly verb: string }
  | {
      readonly kind: 'parameter';
      readonly span: Span;
      readonly name: string;
      readonly value: string | null;
      readonly decoded: string | null;
    }
  | { readonly kind: 'keyword'; readonly span: Span; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'mechanism'; readonly span: Span; readonly name: string }
  | { readonly kind: 'header'; readonly span: Span; readonly name: string }
  | { readonly kind: 'encoded'; readonly span: Span; readonly decoded: string; readonly charset: string }
  | { readonly kind: 'queue-id'; readonly span: Span; readonly id: string; readonly program: string; readonly time: number }
  | { readonly kind: 'time'; readonly span: Span; readonly sincePrevious: number | null; readonly sinceBegin: number | null };

/** A reply of a dialogue, and what it answers. */
export interface ReplySubject {
  readonly kind: 'reply';
  readonly span: Span;
  readonly reply: Reply;
  readonly on: 'code' | 'enhanced' | 'text';
  /** Verb or pseudo verb; null if it is not known what the reply answers. */
  readonly verb: string | null;
  readonly recipient: string | null;
  /** The server's greeting and the name that it gave at EHLO. */
  readonly hosts: readonly string[];
  /** What it means with the evidence of its session; null if it is not a refusal. */
  readonly meaning: Meaning | null;
}

/**
 * What is at a position, or null if there is nothing to say. The cost depends on the length of the session (in a log: of a few lines
 * around), not on that of the document.
 */
export function subjectAt(analysis: Analysis, place: Position): Subject | null {
  const sessions = analysis.sessionsAt(place.line);
  for (const placed of sessions) {
    const found = inSession(analysis, placed, place);
    if (found) return found;
  }
  if (sessions.length > 0) return queueIdAt(analysis.lines.line(place.line), place);
  const entry: LogEntry | null = analysis.entryAt(place.line);
  return entry && logSubject(analysis, entry, place);
}

/** A line of a session: what was said on it. */
interface Said {
  readonly exchange: Exchange | null;
  readonly command?: Command;
  readonly reply?: Reply;
  readonly replyLine?: ReplyLine;
}

function saidOn(session: Session, line: number): Said | null {
  for (const exchange of session.exchanges) {
    const { command, replies } = exchange;
    if (command && command.line <= line && line <= command.lastLine) return { exchange, command };
    for (const reply of replies) {
      const replyLine = reply.lines.find((one) => one.line === line);
      if (replyLine) return { exchange, reply, replyLine };
    }
  }
  for (const { reply } of session.strayReplies) {
    const replyLine = reply.lines.find((one) => one.line === line);
    if (replyLine) return { exchange: null, reply, replyLine };
  }
  return null;
}

function inSession(analysis: Analysis, { session, start }: PlacedSession, place: Position): Subject | null {
  const said = saidOn(session, place.line - start);
  if (!said) return null;
  const text = analysis.lines.line(place.line);
  const found = said.command ? onCommand(said.command, session, start, analysis.lines, place) : onReply(said, session, place);
  if (found) return found;
  const piece = said.replyLine?.piece ?? (said.command?.kind === 'data' ? undefined : said.command?.piece);
  if (!piece || place.character < piece.from) {
    const time = timestampAt(text, piece?.from ?? text.length, place);
    if (time) return { kind: 'time', span: time, ...elapsed(session, place.line - start) };
  }
  return queueIdAt(text, place);
}

/** The unit of a piece at a column; -1 outside it. */
function unitAt(piece: Piece, character: number): number {
  if (character < piece.from || character >= piece.to) return -1;
  if (!piece.map) return character - piece.from;
  for (let unit = 0; unit < piece.text.length; unit++) if (character < column(piece, unit + 1)) return unit;
  return -1;
}

function onReply(said: Said, session: Session, place: Position): Subject | null {
  const { reply, replyLine, exchange } = said;
  if (!reply || !replyLine) return null;
  const { piece } = replyLine;
  const unit = unitAt(piece, place.character);
  if (unit < 0) return null;
  const here = (from: number, to: number): Span => spanOf(place.line, piece, from, to);
  const about = { reply, ...answered(exchange, reply, session), hosts: hostsOf(session), meaning: replyMeaning(session, exchange, reply) };
  const { enhanced, enhancedAt } = replyLine;
  const codesEnd = enhanced ? enhancedAt + enhanced.length : 3;
  if (replyLine.separator !== 'continues' && unit < codesEnd)
    return { kind: 'reply', span: here(0, codesEnd), on: unit < 3 ? 'code' : 'enhanced', ...about };
  if (replyLine.separator === 'continues' || unit < replyLine.textAt) return null;
  if (reply.code === 334)
    return {
      kind: 'challenge',
      span: here(replyLine.textAt, piece.text.length),
      mechanism: mechanismOf(session, exchange),
      challenge: challengeOf(reply),
    };
  const isHello = exchange?.command?.verb === 'EHLO' || exchange?.command?.verb === 'LHLO';
  if (isHello && reply.code === 250 && replyLine !== reply.lines[0]) return onKeyword(replyLine, unit, here);
  const id = queueIdAt(piece.text, { line: place.line, character: unit });
  if (id) return { ...id, span: here(id.span.from, id.span.to) };
  return reply.code >= 400 ? { kind: 'reply', span: here(replyLine.textAt, piece.text.length), on: 'text', ...about } : null;
}

function onKeyword({ piece, textAt }: ReplyLine, unit: number, here: (from: number, to: number) => Span): Subject | null {
  const line = readEhloLine(piece.text.slice(textAt));
  if (!line) return null;
  let from = textAt;
  while (piece.text[from] === ' ' || piece.text[from] === '\t') from++;
  const nameTo = from + line.keyword.length;
  const end = piece.text.trimEnd().length;
  const keyword = (to: number): Subject => ({ kind: 'keyword', span: here(from, to), name: line.keyword, values: line.parameters });
  if (unit < nameTo) return keyword(nameTo);
  if (line.keyword !== 'AUTH') return keyword(end);
  const word = wordAround(piece.text, unit, nameTo + 1);
  return word ? { kind: 'mechanism', span: here(word.from, word.to), name: piece.text.slice(word.from, word.to) } : null;
}

function wordAround(text: string, unit: number, least: number): { from: number; to: number } | null {
  const isWord = (at: number): boolean => at >= least && /[^ \t]/.test(text.charAt(at));
  if (!isWord(unit)) return null;
  let from = unit;
  let to = unit;
  while (isWord(from - 1)) from--;
  while (isWord(to)) to++;
  return { from, to };
}

function onCommand(command: Command, session: Session, start: number, lines: Lines, place: Position): Subject | null {
  const { piece } = command;
  if (command.kind === 'data') {
    if (place.line - start !== command.lastLine || !command.ended || command.piece.text.trim() !== '.') return inMailData(lines, place);
    return unitAt(piece, place.character) < 0
      ? null
      : { kind: 'verb', span: spanOf(place.line, piece), verb: session.protocol === 'lmtp' ? 'LMTP_DATA_END' : 'DATA_END' };
  }
  const unit = place.line - start === command.line ? unitAt(piece, place.character) : -1;
  if (unit < 0) return null;
  const here = (from: number, to: number): Span => spanOf(place.line, piece, from, to);
  const inAnswer = (): Subject | null => {
    const answer = authAnswer(session, command, here);
    return answer && place.character >= answer.span.from && place.character < answer.span.to ? answer : null;
  };
  if (command.kind === 'auth') return inAnswer();
  if (unit >= command.verbFrom && unit < command.verbTo)
    return { kind: 'verb', span: here(command.verbFrom, command.verbTo), verb: command.verb };
  if (command.verb === 'AUTH' || command.verb === 'X-EXPS') return authName(session, command, unit, here) ?? inAnswer();
  const exchange = session.exchanges.find((one) => one.command === command);
  const envelope = exchange ? envelopeOf(exchange) : null;
  const parameter = envelope?.parameters.find((one) => unit >= one.from && unit < one.to);
  if (!parameter) return null;
  const value = parameter.value?.text ?? null;
  return {
    kind: 'parameter',
    span: here(parameter.from, parameter.to),
    name: parameter.name,
    value,
    decoded: value === null ? null : decodeXtext(value),
  };
}

const HEADER =
  /(?:^|[\s>:|'"])(Received|Return-Path|Message-ID|Date|From|Sender|To|MIME-Version|Content-Type|Content-Transfer-Encoding)(?=:)/gi;

function inMailData(lines: Lines, { line, character }: Position): Subject | null {
  const text = lines.line(line);
  const word = encodedWords(text).find((one) => character >= one.from && character < one.to);
  if (word?.decoded) {
    const decoded = joinedWords(lines, line, word);
    return { kind: 'encoded', span: { line, from: word.from, to: word.to }, decoded, charset: word.charset };
  }
  for (const match of text.slice(0, 400).matchAll(HEADER)) {
    const from = match.index + match[0].length - match[1].length;
    if (character >= from && character < from + match[1].length)
      return { kind: 'header', span: { line, from, to: from + match[1].length }, name: match[1] };
  }
  return null;
}

/** The verb (or pseudo verb) that a reply answers, and the recipient that it is about. */
function answered(exchange: Exchange | null, reply: Reply, session: Session): { verb: string | null; recipient: string | null } {
  if (!exchange || (exchange.kind === 'command' && (!exchange.command || exchange.command.verb === '?')))
    return { verb: null, recipient: null };
  const verb = pseudoVerb(exchange, session);
  const envelope = envelopeOf(exchange);
  if (envelope?.verb === 'RCPT') return { verb, recipient: addressOf(envelope) };
  if (verb !== 'LMTP_DATA_END') return { verb, recipient: null };
  const taken = transactionBefore(session, exchange.index).recipients.filter((one) => Math.floor(codeOf(one.exchange) / 100) === 2);
  const mine = taken[exchange.replies.indexOf(reply)];
  return { verb, recipient: mine ? addressOf(mine) : null };
}

/** The address of a MAIL or RCPT as it was written; null if a placeholder is shown. */
const addressOf = ({ argument }: Envelope): string | null => (isMaskedAddress(argument.inside.text) ? null : argument.inside.text || null);

const mechanismOf = (session: Session, exchange: Exchange | null): string | null =>
  authDialoguesOf(session).find((one) => one.begin === exchange || one.steps.some((step) => step.exchange === exchange))?.mechanism ?? null;

/** Milliseconds since the previous line (of the session) that has a time, and since its first. */
function elapsed(session: Session, line: number): { sincePrevious: number | null; sinceBegin: number | null } {
  let now: number | null = null;
  let before: { line: number; time: number } | null = null;
  let first: { line: number; time: number } | null = null;
  const see = (at: number, time: number | null): void => {
    if (time === null || Number.isNaN(time)) return;
    if (at === line) now ??= time;
    if (at < line && (!before || at >= before.line)) before = { line: at, time };
    if (!first || at < first.line) first = { line: at, time };
  };
  for (const { command, replies } of session.exchanges) {
    if (command) see(command.line, command.time);
    for (const reply of replies) for (const one of reply.lines) see(one.line, one.time);
  }
  const [previous, begin] = [before, first] as ({ line: number; time: number } | null)[];
  return {
    sincePrevious: now === null || !previous ? null : now - previous.time,
    sinceBegin: now === null || !begin || begin.line === line ? null : now - begin.time,
  };
}
