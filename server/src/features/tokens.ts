import type { Analysis } from '../analysis/analysis';
import type { TOKEN_MODIFIERS, TOKEN_TYPES } from '../analysis/token-types';
import type { LogEntry, LogField } from '../formats/log';
import { envelopeOf } from '../session/envelope';
import type { Command, Exchange, ReplyLine, Session } from '../session/model';
import { linesOf } from '../session/phases';
import type { Choice } from '../session/reading/dialogue';
import { mailData } from '../session/reading/mail-data';
import { readEhloLine } from '../syntax/ehlo-line';
import { isKnownHeader, readHeaderLine } from '../syntax/header-line';
import { markerIn } from '../text/marker';
import type { Piece, Span } from '../text/span';
import { spanOf } from '../text/span';

type TokenType = (typeof TOKEN_TYPES)[number];
type Modifier = (typeof TOKEN_MODIFIERS)[number];

/** One token. Line from 0 in the document, columns in UTF-16 units. */
export interface Token {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly type: TokenType;
  readonly modifiers: readonly Modifier[];
}

/** Longer lines (in columns) have tokens only at their beginning: the rest is not visible, and editors do not colour it. */
const WIDEST = 20_000;

type Put = (span: Span, type: TokenType, ...modifiers: Modifier[]) => void;

/** Tokens of the lines `[from, to)`, in the order of the text, without overlaps. The cost depends on the lines asked for. */
export function tokens(analysis: Analysis, from = 0, to: number = analysis.lines.count): Token[] {
  const found: Token[] = [];
  for (const placed of analysis.unitsIn(from, to)) {
    const { unit, start } = placed;
    const put: Put = (span, type, ...modifiers) => {
      const line = start + span.line;
      if (line >= from && line < to && span.to > span.from && span.from < WIDEST)
        found.push({ line, from: span.from, to: span.to, type, modifiers });
    };
    const first = Math.max(0, from - start);
    const last = Math.min(unit.lines, to - start);
    const dialogue = analysis.dialogueOf(placed);
    const text = (line: number): string => analysis.lines.line(start + line);
    for (const session of dialogue?.sessions ?? []) {
      if (session.lastLine < first || session.firstLine >= last) continue;
      ofSession(session, first, last, text, put);
      if (dialogue) ofMailData(analysis, start, dialogue.choice, session, first, last, put);
    }
    for (let line = first; line < last; line++) {
      const claimed = dialogue?.claimed[line];
      if (claimed === 1) continue;
      if (claimed === 2) {
        put({ line, from: 0, to: text(line).length }, 'comment');
        continue;
      }
      const entry = analysis.entryAt(start + line);
      if (entry) ofEntry(entry, line, text(line), put);
    }
  }
  return disjoint(found);
}

function classOf(code: number): TokenType {
  if (code >= 500) return 'replyPermanent';
  if (code >= 400) return 'replyTransient';
  return code >= 300 ? 'replyIntermediate' : 'replySuccess';
}

function ofSession(session: Session, first: number, last: number, text: (line: number) => string, put: Put): void {
  const replyLine = (line: ReplyLine, exchange: Exchange | null): void => {
    if (line.line < first || line.line >= last) return;
    ofPrefix(line.line, text(line.line), line.piece, 'server', put);
    ofReplyLine(line, exchange, put);
  };
  for (const exchange of session.exchanges) {
    const lines = linesOf(exchange);
    if (lines.last < first || lines.first >= last) continue;
    const { command, replies } = exchange;
    if (command) {
      const at = command.kind === 'data' ? command.lastLine : command.line;
      if (at >= first && at < last && (command.kind !== 'data' || command.ended)) ofPrefix(at, text(at), command.piece, 'client', put);
      ofCommand(command, exchange, put);
    }
    for (const reply of replies) for (const line of reply.lines) replyLine(line, exchange);
  }
  for (const { reply } of session.strayReplies) for (const line of reply.lines) replyLine(line, null);
  for (const { span } of session.marks) if (span.line >= first && span.line < last) put(span, 'comment');
}

/** What precedes the wire line: a time, a name, and last the marker that shows who speaks. */
function ofPrefix(line: number, text: string, { from }: Piece, side: 'client' | 'server', put: Put): void {
  if (from === 0) return;
  const prefix = text.slice(0, from);
  const marker = markerIn(prefix);
  const end = marker ? marker.index : prefix.length;
  put({ line, from: 0, to: prefix.slice(0, end).trimEnd().length }, 'comment');
  if (marker) put({ line, from: end, to: end + marker[0].trimEnd().length }, side === 'client' ? 'modifier' : 'type', side);
}

function ofReplyLine(line: ReplyLine, exchange: Exchange | null, put: Put): void {
  const { piece } = line;
  const type = classOf(line.code);
  if (line.separator !== 'continues') put(spanOf(line.line, piece, 0, 3), type, 'server');
  if (line.enhanced) put(spanOf(line.line, piece, line.enhancedAt, line.enhancedAt + line.enhanced.length), type, 'server');
  const verb = exchange?.command?.verb;
  const keyword = (verb === 'EHLO' || verb === 'LHLO') && line.code === 250 && line !== exchange?.replies[0]?.lines[0];
  const name = keyword ? readEhloLine(piece.text.slice(line.textAt))?.keyword : undefined;
  if (name === undefined) {
    put(spanOf(line.line, piece, line.textAt), line.code === 334 ? 'comment' : 'replyText', 'server');
    return;
  }
  let at = line.textAt;
  while (piece.text[at] === ' ' || piece.text[at] === '\t') at++;
  put(spanOf(line.line, piece, at, at + name.length), 'variable', 'server', 'readonly');
  put(spanOf(line.line, piece, at + name.length + 1), 'string', 'server');
}

function ofCommand(command: Command, exchange: Exchange, put: Put): void {
  const { line, piece, verbFrom, verbTo, argumentAt } = command;
  const part = (from: number, to: number, type: TokenType): void => put(spanOf(line, piece, from, to), type, 'client');
  if (command.kind === 'auth') {
    part(0, piece.text.length, 'comment');
    return;
  }
  if (command.kind === 'data') {
    if (command.ended) put(spanOf(command.lastLine, piece), 'keyword', 'client');
    return;
  }
  part(verbFrom, verbTo, 'keyword');
  const argument = piece.text.slice(argumentAt);
  if (command.verb === 'AUTH' || command.verb === 'X-EXPS') {
    const name = /^\S{1,40}/.exec(argument)?.[0].length ?? 0;
    part(argumentAt, argumentAt + name, 'enumMember');
    part(argumentAt + name + 1, piece.text.length, 'comment');
    return;
  }
  const envelope = envelopeOf(exchange);
  if (!envelope) {
    part(argumentAt, piece.text.length, /^\d+\b/.test(argument) ? 'number' : 'string');
    return;
  }
  const colon = piece.text.indexOf(':', argumentAt);
  if (colon >= 0 && colon < Math.max(envelope.argument.path.from, argumentAt + 1)) part(argumentAt, colon, 'keyword');
  part(envelope.argument.path.from, envelope.argument.path.to, 'string');
  for (const { from, nameTo, value } of envelope.parameters) {
    part(from, nameTo, 'parameter');
    if (value) part(value.from, value.to, /^\d+$/.test(value.text) ? 'number' : 'string');
  }
}

/** Mail data: the names of known header fields, and the rest. */
function ofMailData(analysis: Analysis, start: number, choice: Choice, session: Session, first: number, last: number, put: Put): void {
  for (const exchange of session.exchanges) {
    const { command, kind } = exchange;
    if (kind !== 'data' || !command || command.lastLine < first || command.line >= last) continue;
    // Of a long message only what was asked for is read again.
    const shown = { ...command, line: Math.max(command.line, first), lastLine: Math.min(command.lastLine, last - 1) };
    for (const { line, piece } of mailData(analysis.lines, start, choice, { ...exchange, command: shown }, session.key)) {
      if (line === command.lastLine && command.ended) continue;
      ofPrefix(line, analysis.lines.line(start + line), piece, 'client', put);
      const header = readHeaderLine(piece.text);
      const named = header.kind === 'field' && isKnownHeader(header.name);
      if (named) put(spanOf(line, piece, 0, header.nameTo), 'variable', 'client');
      put(spanOf(line, piece, named ? header.colonAt + 1 : 0), 'mailData', 'client');
    }
  }
}

const STATUS = { sent: 'replySuccess', deferred: 'replyTransient', bounced: 'replyPermanent', rejected: 'replyPermanent' } as const;

const FIELDS: Readonly<Record<LogField['name'], readonly [TokenType, ...Modifier[]]>> = {
  id: ['variable', 'readonly'],
  newId: ['variable', 'readonly'],
  session: ['variable', 'readonly'],
  messageId: ['string'],
  from: ['string'],
  to: ['string'],
  origTo: ['string'],
  user: ['string'],
  helo: ['string'],
  relay: ['property'],
  client: ['property'],
  status: ['property'],
  dsn: ['number'],
  delay: ['number'],
  size: ['number'],
};

function ofEntry(entry: LogEntry, line: number, text: string, put: Put): void {
  ofLogPrefix(entry, line, text, put);
  for (const { name, piece } of entry.fields) {
    const [type, ...modifiers] = FIELDS[name];
    if (name === 'status' && entry.status) put(spanOf(line, piece), STATUS[entry.status]);
    else if (name === 'dsn' && /^[245]\./.test(piece.text)) put(spanOf(line, piece), classOf(Number(piece.text[0]) * 100), 'server');
    else put(spanOf(line, piece), type, ...modifiers);
    const label = labelBefore(text, piece.from);
    if (label) put({ line, ...label }, 'parameter');
  }
  for (const reply of entry.replies) {
    const digit = reply.code ?? Number(reply.enhanced?.[0] ?? 2) * 100;
    if (reply.code !== null) put({ line, from: reply.from, to: reply.to }, classOf(digit), 'server');
    if (reply.enhanced && reply.enhancedFrom >= 0) put({ line, from: reply.enhancedFrom, to: reply.enhancedTo }, classOf(digit), 'server');
  }
}

const LONGEST_LABEL = 30;
const isBlank = (unit: number): boolean => unit === 32 || unit === 9;

/** Columns of the name in `name=` or `name=<` that ends at column `at`. Scanned by hand, because every field of every visible line asks. */
function labelBefore(text: string, at: number): { readonly from: number; readonly to: number } | null {
  const to = at - (text[at - 1] === '<' ? 2 : 1);
  if (text[to] !== '=') return null;
  let from = to;
  while (from > 0 && to - from < LONGEST_LABEL && /[\w-]/.test(text[from - 1])) from--;
  return from < to ? { from, to } : null;
}

/** Time, host, program with its process id: what precedes the message. */
function ofLogPrefix({ messageFrom, host }: LogEntry, line: number, text: string, put: Put): void {
  const prefix = text.slice(0, Math.min(messageFrom, 400)).trimEnd();
  let programFrom = prefix.length;
  while (programFrom > 0 && !isBlank(prefix.charCodeAt(programFrom - 1))) programFrom--;
  const hostTo = prefix.slice(0, programFrom).trimEnd().length;
  const hostFrom = hostTo - (host?.length ?? 0);
  const program = /^([^\s[\]:]+)(?:\[\d+\])?:?$/.exec(prefix.slice(programFrom))?.[1];
  const known = host && program && prefix.slice(hostFrom, hostTo) === host && (hostFrom === 0 || isBlank(prefix.charCodeAt(hostFrom - 1)));
  if (!known) {
    put({ line, from: 0, to: prefix.length }, 'comment');
    return;
  }
  put({ line, from: 0, to: prefix.slice(0, hostFrom).trimEnd().length }, 'comment');
  put({ line, from: hostFrom, to: hostTo }, 'namespace');
  put({ line, from: programFrom, to: programFrom + program.length }, 'type');
  put({ line, from: programFrom + program.length, to: prefix.length }, 'comment');
}

/** In the order of the text; if two overlap, the one that begins first, or else the shorter one, is kept. */
function disjoint(found: Token[]): Token[] {
  found.sort((a, b) => a.line - b.line || a.from - b.from || a.to - b.to);
  const kept: Token[] = [];
  for (const token of found) {
    const before = kept[kept.length - 1];
    if (!before || before.line !== token.line || before.to <= token.from) kept.push(token);
  }
  return kept;
}
