import type { Analysis } from '../analysis/analysis';
import type { LogEntry } from '../formats/log';
import type { Command, ReplyLine, Session } from '../session/model';
import type { Span } from '../text/span';
import { spanOf } from '../text/span';

/** Token types; the standard ones of LSP, and one for each class of reply (package.json gives them super types and scopes). */
export const TOKEN_TYPES = [
  'keyword',
  'parameter',
  'property',
  'string',
  'comment',
  'variable',
  'number',
  'replySuccess',
  'replyIntermediate',
  'replyTransient',
  'replyPermanent',
] as const;
export const TOKEN_MODIFIERS = ['client', 'server'] as const;

type TokenType = (typeof TOKEN_TYPES)[number];
type Modifier = (typeof TOKEN_MODIFIERS)[number];

/** One token. Line from 0 in the document, columns in UTF-16 units. */
export interface Token {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly type: TokenType;
  readonly modifier: Modifier | null;
}

/** Tokens of the lines `[from, to)`, in the order of the text, none overlapping. */
export function tokens(analysis: Analysis, from = 0, to: number = analysis.lines.count): Token[] {
  const found: Token[] = [];
  for (const placed of analysis.unitsIn(from, to)) {
    const { unit, start } = placed;
    const put = (span: Span, type: TokenType, modifier: Modifier | null = null): void => {
      const line = start + span.line;
      if (line >= from && line < to && span.to > span.from) found.push({ line, from: span.from, to: span.to, type, modifier });
    };
    const dialogue = analysis.dialogueOf(placed);
    for (const session of dialogue?.sessions ?? []) ofSession(session, put);
    const last = Math.min(unit.lines, to - start);
    for (let line = Math.max(0, from - start); line < last; line++) {
      const claimed = dialogue?.claimed[line];
      if (claimed === 1) continue;
      if (claimed === 2) {
        put({ line, from: 0, to: analysis.lines.line(start + line).length }, 'comment');
        continue;
      }
      const entry = analysis.entryAt(start + line);
      if (entry) ofEntry(entry, line, put);
    }
  }
  return disjoint(found);
}

type Put = (span: Span, type: TokenType, modifier?: Modifier | null) => void;

function classOf(code: number): TokenType {
  if (code >= 500) return 'replyPermanent';
  if (code >= 400) return 'replyTransient';
  return code >= 300 ? 'replyIntermediate' : 'replySuccess';
}

function ofSession(session: Session, put: Put): void {
  for (const { command, replies } of session.exchanges) {
    if (command) ofCommand(command, put);
    for (const reply of replies) for (const line of reply.lines) ofReplyLine(line, put);
  }
  for (const { reply } of session.strayReplies) for (const line of reply.lines) ofReplyLine(line, put);
  for (const { span } of session.marks) put(span, 'comment');
}

function ofReplyLine(line: ReplyLine, put: Put): void {
  const type = classOf(line.code);
  if (line.separator !== 'continues') put(spanOf(line.line, line.piece, 0, 3), type, 'server');
  if (line.enhanced) put(spanOf(line.line, line.piece, line.enhancedAt, line.enhancedAt + line.enhanced.length), type, 'server');
  put(spanOf(line.line, line.piece, line.textAt), 'string', 'server');
}

function ofCommand(command: Command, put: Put): void {
  const { line, piece } = command;
  if (command.kind === 'auth') {
    put(spanOf(line, piece), 'comment', 'client');
    return;
  }
  if (command.kind === 'data') {
    put(spanOf(command.lastLine, piece), 'keyword', 'client');
    return;
  }
  put(spanOf(line, piece, command.verbFrom, command.verbTo), 'keyword', 'client');
  const argument = piece.text.slice(command.argumentAt);
  const secret = command.verb === 'AUTH' ? /^\S+[ \t]+(?=\S)/.exec(argument) : null;
  if (secret) {
    put(spanOf(line, piece, command.argumentAt, command.argumentAt + secret[0].trimEnd().length), 'parameter', 'client');
    put(spanOf(line, piece, command.argumentAt + secret[0].length), 'comment', 'client');
    return;
  }
  const word = /^(?:FROM|TO)[ \t]*:/i.exec(argument);
  let at = command.argumentAt;
  if (word) {
    put(spanOf(line, piece, at, at + word[0].length), 'keyword', 'client');
    at += word[0].length;
  }
  const rest = piece.text.slice(at);
  const path = /^[ \t]*(<[^>]*>|\S+)/.exec(rest);
  if (!path) return;
  const pathFrom = at + path[0].length - path[1].length;
  put(spanOf(line, piece, pathFrom, at + path[0].length), 'variable', 'client');
  at += path[0].length;
  for (const parameter of piece.text.slice(at).matchAll(/[ \t]+([^\s=]+)(?:=(\S+))?/g)) {
    const from = at + parameter.index + parameter[0].indexOf(parameter[1]);
    put(spanOf(line, piece, from, from + parameter[1].length), 'property', 'client');
    if (parameter[2])
      put(spanOf(line, piece, from + parameter[1].length + 1, from + parameter[1].length + 1 + parameter[2].length), 'parameter', 'client');
  }
}

const STATUS = { sent: 'replySuccess', deferred: 'replyTransient', bounced: 'replyPermanent', rejected: 'replyPermanent' } as const;

function ofEntry(entry: LogEntry, line: number, put: Put): void {
  if (entry.messageFrom > 0) put({ line, from: 0, to: entry.messageFrom }, 'comment');
  for (const { name, piece } of entry.fields) {
    if (name === 'status' && entry.status) put(spanOf(line, piece), STATUS[entry.status]);
    else
      put(
        spanOf(line, piece),
        name === 'id' || name === 'newId' || name === 'session'
          ? 'variable'
          : name === 'from' || name === 'to' || name === 'origTo'
            ? 'parameter'
            : 'property',
      );
  }
  for (const reply of entry.replies) {
    const digit = reply.code ?? Number(reply.enhanced?.[0] ?? 2) * 100;
    if (reply.code !== null) put({ line, from: reply.from, to: reply.to }, classOf(digit));
    if (reply.enhanced && reply.enhancedFrom >= 0) put({ line, from: reply.enhancedFrom, to: reply.enhancedTo }, classOf(digit));
    if (reply.textTo > reply.textFrom) put({ line, from: reply.textFrom, to: reply.textTo }, 'string');
  }
}

/** In the order of the text; where two overlap, the one that begins first and is shorter stays. */
function disjoint(found: Token[]): Token[] {
  found.sort((a, b) => a.line - b.line || a.from - b.from || a.to - b.to);
  const kept: Token[] = [];
  for (const token of found) {
    const before = kept[kept.length - 1];
    if (!before || before.line !== token.line || before.to <= token.from) kept.push(token);
  }
  return kept;
}

/** Tokens in LSP's encoding: five numbers each, lines and columns relative to the token before. */
export function encoded(list: readonly Token[]): number[] {
  const data: number[] = [];
  let line = 0;
  let from = 0;
  for (const token of list) {
    data.push(
      token.line - line,
      token.line === line ? token.from - from : token.from,
      token.to - token.from,
      TOKEN_TYPES.indexOf(token.type),
      token.modifier ? 1 << TOKEN_MODIFIERS.indexOf(token.modifier) : 0,
    );
    line = token.line;
    from = token.from;
  }
  return data;
}
