import { commandLikeness } from '../../syntax/command-line';
import { type HeaderLine, isKnownHeader, readHeaderLine } from '../../syntax/header-line';
import { type Exchange, lastReply, type Reply, type Session } from '../model';
import type { DataLine } from './mail-data';

/** A line of a header section, with its position. */
export interface HeaderAt extends HeaderLine {
  readonly at: DataLine;
}

/** The mail data of one transaction, as far as the text shows it. */
export interface Message {
  readonly exchange: Exchange;
  readonly lines: readonly DataLine[];
  /** Nothing is left out or cut, and the final dot was seen. */
  readonly whole: boolean;
  /** The lines up to the first empty one. Empty if the message does not begin with a field. */
  readonly headers: readonly HeaderAt[];
  /** Index in `lines` of the empty line that ends the header section; -1 without one. */
  readonly blankAt: number;
  /** The reply to the final dot; null while it is owed. */
  readonly reply: Reply | null;
}

type Opener = (exchange: Exchange) => readonly DataLine[];

/** Cached by the opener: another judgement of the same session may see less of the text. */
const READ = new WeakMap<Opener, readonly Message[]>();

/** Every message of a session whose lines the text shows; computed once per judgement. `mailData` opens the text. */
export function messagesOf(session: Session, mailData: Opener): readonly Message[] {
  let found = READ.get(mailData);
  if (!found) {
    found = [
      ...session.exchanges.filter((each) => each.kind === 'data').map((each) => messageOf(each, mailData(each))),
      ...looseMessage(session),
    ].filter((message) => message.lines.length > 0);
    READ.set(mailData, found);
  }
  return found;
}

function messageOf(exchange: Exchange, lines: readonly DataLine[]): Message {
  const { command } = exchange;
  const whole = command?.ended === true && !command.elided && !lines.some((line) => isElision(line.piece.text));
  return { exchange, lines, whole, reply: lastReply(exchange) ?? null, ...headersOf(lines) };
}

const ELISION =
  /^[ \t]{0,8}(?:\.\.\.+|\. ?\. ?\..{0,60}|…|\[\.\.\.\]|\[…\]|<?\[?\(?(?:snip|message|body|mail data|data|email content|content|headers?|cut|omitted|truncated|elided)\b[^a-z0-9]{0,3}.{0,60}[\])>]|<[^<>@]{1,80}>)[ \t]{0,8}$/i;

/** Whether a line of mail data says that lines are left out: `...`, `[message]`, `<body>`. */
export const isElision = (text: string): boolean => text.length < 100 && ELISION.test(text);

function headersOf(lines: readonly DataLine[]): Pick<Message, 'headers' | 'blankAt'> {
  const headers: HeaderAt[] = [];
  for (const [index, at] of lines.entries()) {
    const line = readHeaderLine(at.piece.text);
    if (line.kind === 'empty') return { headers: begins(headers) ? headers : [], blankAt: index };
    headers.push({ ...line, at });
    if (headers.length > 2000) break;
  }
  return { headers: begins(headers) ? headers : [], blankAt: -1 };
}

const begins = (headers: readonly HeaderAt[]): boolean => headers.some((header) => header.kind === 'field' && isKnownHeader(header.name));

/** An excerpt that begins within a message: client lines that are not commands, up to a lone dot and the reply to it, or to the end. */
function looseMessage(session: Session): Message[] {
  if (session.begins !== 'middle') return [];
  const lines: DataLine[] = [];
  for (const exchange of session.exchanges) {
    const { command } = exchange;
    if (exchange.kind !== 'command' || !command || commandLikeness(command.piece.text) !== 0) return [];
    if (command.piece.text === '.') {
      const reply = session.exchanges.map(lastReply).find((one) => one !== undefined) ?? null;
      const fits = lines.length > 0 && session.exchanges.slice(0, exchange.index).every((each) => each.pipelined || each.index === 0);
      return fits ? [{ exchange, lines, whole: true, reply, ...headersOf(lines) }] : [];
    }
    // A line that was answered before the next one came was a command.
    if (exchange.replies.length > 0 && exchange.replies[0].lines[0].line < (session.exchanges[exchange.index + 1]?.command?.line ?? -1))
      return [];
    lines.push({ line: command.line, piece: command.piece });
  }
  // Only the client speaks, and never a command: the middle of a message.
  const last = session.exchanges[session.exchanges.length - 1];
  return last && session.sides === 'client' ? [{ exchange: last, lines, whole: false, reply: null, ...headersOf(lines) }] : [];
}

/** The value of a field with its folded lines (RFC 5322 §2.2.3), without the line breaks. */
export function fieldValue(message: Message, header: HeaderAt): string {
  let value = header.at.piece.text.slice(header.valueAt);
  for (let at = message.headers.indexOf(header) + 1; at < message.headers.length && message.headers[at].kind === 'folded'; at++) {
    value += ` ${message.headers[at].at.piece.text.trim()}`;
    if (value.length > 20_000) break;
  }
  return value;
}

/** The fields called `name` (lower case), in order. */
export const fieldsOf = (message: Message, name: string): readonly HeaderAt[] =>
  message.headers.filter((header) => header.kind === 'field' && header.name === name);

/** The lines after the empty line; none if the message has no header section. */
export const bodyOf = (message: Message): readonly DataLine[] =>
  message.blankAt < 0 || message.headers.length === 0 ? [] : message.lines.slice(message.blankAt + 1);
