import { keyword } from '../knowledge';
import type { Exchange, Reply, ReplyLine, Session } from './model';
import { lastReply } from './model';
import { oncePerSession } from './once';

/** One keyword line of a reply to EHLO or LHLO. */
export interface KeywordLine {
  readonly line: ReplyLine;
  /** Units of the line at which the keyword begins and ends: at a space, or at the `=` of the old `AUTH=`. */
  readonly from: number;
  readonly to: number;
  /** In upper case, otherwise as sent: it may violate the grammar. */
  readonly name: string;
  readonly parameters: string;
}

/** The list of extensions that a server sent. */
export interface EhloReply {
  readonly exchange: Exchange;
  readonly reply: Reply;
  /** The line that names the host; null if an excerpt does not show it. */
  readonly first: ReplyLine | null;
  readonly keywords: readonly KeywordLine[];
  /** No line of the list is missing: what it does not name was not offered. */
  readonly whole: boolean;
}

/** Whether a firewall has masked a keyword (`XXXXXXXA`, `****`): what the server offered is then unknown. */
export const isPaintedOver = (name: string): boolean => /^(?:X{3,}[A-Z]?|\*{3,})$/.test(name);

/** The replies to EHLO and LHLO of a session in order; in an excerpt also replies that only their text identifies. Computed once per session. */
export const ehloRepliesOf: (session: Session) => readonly EhloReply[] = oncePerSession(read);

function read(session: Session): EhloReply[] {
  const found: EhloReply[] = [];
  for (const exchange of session.exchanges) {
    const reply = lastReply(exchange);
    if (reply?.code !== 250 || exchange.kind !== 'command' || reply.mixed) continue;
    const { command } = exchange;
    if (command ? !/^(?:EHLO|LHLO)$/.test(command.verb) : !listsKeywords(reply)) continue;
    const hostless = command ? lacksHost(reply) : isKeywordLine(reply.lines[0]);
    const lines = (hostless ? reply.lines : reply.lines.slice(1)).filter((line) => line.separator !== 'continues');
    const unbroken = reply.complete && !reply.lines.some((line) => line.separator === 'continues');
    const keywords = lines.map(keywordLine);
    const painted = keywords.some(({ name }) => isPaintedOver(name));
    // If only the last line of a reply is shown, followed by the session, its other lines are missing.
    const alone = !command && exchange.index === 0 && (reply.lines.length > 1 || session.exchanges.length === 1);
    found.push({
      exchange,
      reply,
      first: hostless ? null : reply.lines[0],
      keywords,
      whole: unbroken && !painted && !(command && hostless) && (exchange.trust === 'certain' || alone),
    });
  }
  return found;
}

/** Whether a reply to EHLO lacks the line that names the host: its first line is a keyword, in capitals as servers write them. */
export function lacksHost(reply: Pick<Reply, 'lines'>): boolean {
  const word = /^250[- ]([A-Z0-9-]{3,40})(?=[ =]|$)/.exec(reply.lines[0].piece.text)?.[1];
  return word !== undefined && keyword(word) !== undefined;
}

const isKeywordLine = (line: ReplyLine): boolean => {
  const { name } = keywordLine(line);
  return keyword(/^[A-Z0-9-]*/.exec(name)?.[0] ?? '') !== undefined || isPaintedOver(name);
};

/** Whether a reply without its command can only be one to EHLO: one of its lines is a known keyword in capitals. */
function listsKeywords(reply: Reply): boolean {
  return reply.lines.some((line, at) => {
    const word = /^[0-9]{3}[- ]([A-Z0-9*-]{3,})(?=[ =:]|$)/.exec(line.piece.text)?.[1];
    if (word === undefined || (at === 0 && reply.lines.length === 1 && word === 'HELP')) return false;
    return keyword(word) !== undefined || isPaintedOver(word);
  });
}

function keywordLine(line: ReplyLine): KeywordLine {
  const { text } = line.piece;
  const from = Math.min(4, text.length);
  let to = from;
  while (to < text.length && !' \t'.includes(text[to]) && !(text[to] === '=' && /^AUTH$/i.test(text.slice(from, to)))) to++;
  return { line, from, to, name: text.slice(from, to).toUpperCase(), parameters: text.slice(Math.min(to + 1, text.length)).trim() };
}
