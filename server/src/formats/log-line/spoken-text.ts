import type { LocatedReply } from '../log';

/** Where the text of a quoted reply begins and ends, in any string, bracket or dump. */

/** What is between the codes and the words in a dictionary. */
const KEYED = /(?:\\?["'],\s?\\?["'][\w ]{1,24}\\?["']\s?:\s?\\?["']|\\?["'],\s?b?["'])/y;
/** What the writer adds after the quoted text: Postfix' remark and fields, PHP's place, a stack, the end of a log line. */
const ADDED =
  / ?\(in reply to [^)]{0,60}\)|; (?:from|to|client|proto)=<?|,? in \S{1,300} (?:on line \d|:\d)|(?:\\+[rn]){1,4}(?!\\|[45](?:\d\d[ -]|\.\d))|%!\(EXTRA|<\/(?:td|p|pre|li|code|span|div|b|strong|em|a)>/;
/** What names the enhanced code, or the code, that belongs to one a few words before it. */
const LATER_ENHANCED = /\s(?:Additional SMTP info: |\(#?)([45]\.\d{1,3}\.\d{1,3})(?![.\d])/;
const LATER_CODE = /(?:\(Code:| SMTP code:) ([45]\d\d)\b/;

/** The enhanced code, of the code's class, in the words after a code whose text begins at `text`; `marked`: they say that it is one. */
export function laterEnhanced(code: number, text: string): { readonly marked: boolean } | null {
  const later = LATER_ENHANCED.exec(text.slice(0, 200));
  return later && later[1][0] === String(code)[0] ? { marked: later[0].includes('#') } : null;
}

/** Whether the words after an enhanced code give its reply code. */
export const laterCode = (text: string): boolean => LATER_CODE.test(text);

/** Column at which the words after the codes at `at` begin: in a dictionary they have a key of their own. */
export function textStart(line: string, at: number): number {
  KEYED.lastIndex = at;
  const keyed = KEYED.exec(line);
  return keyed ? keyed.index + keyed[0].length : at;
}

/**
 * Where the text of a reply ends that begins at `begin`, its codes at `start`: at the quote that was opened before it, at the bracket,
 * before what the writer adds, or at `end`.
 */
export function textEnd(line: string, from: number, start: number, begin: number, end: number): number {
  let stop = end;
  const quote = openQuote(line, from, start, begin);
  if (quote) {
    const close = closingQuote(line, quote, begin);
    if (close >= begin && close < end) stop = close;
  } else if (line[start - 1] === '(' || line[start - 1] === '[') {
    const close = matching(line, start - 1, end);
    if (close >= begin) stop = close;
  }
  const added = ADDED.exec(line.slice(begin, stop));
  if (added) stop = begin + added.index;
  const last = line[stop - 1];
  if ((last === ')' || last === ']') && !line.slice(begin, stop).includes(last === ')' ? '(' : '[')) stop--;
  return trimmed(line, begin, stop);
}

/** The quote that is open where a reply begins: directly before it, between its codes, or earlier. */
function openQuote(line: string, from: number, start: number, begin: number): string | null {
  const near =
    /(\\?["'`]|«)(?:[\s:(]|\\[nr])*$/.exec(line.slice(Math.max(0, begin - 4), begin))?.[1] ??
    /(\\?["'`])[^"'`\\]*$/.exec(line.slice(start + 3, begin))?.[1] ??
    /(\\?["'`]|«)[^"'`\\]{0,6}$/.exec(line.slice(Math.max(0, start - 8), start))?.[1];
  if (near) return near;
  let open = false;
  for (let i = Math.max(from, start - 1000); i < start; i++) if (line[i] === '"' && line[i - 1] !== '\\') open = !open;
  return open ? '"' : null;
}

function closingQuote(line: string, open: string, begin: number): number {
  const quote = open === '«' ? '»' : open;
  let close = line.indexOf(quote, begin);
  // An apostrophe inside a word does not end a text in apostrophes, nor does an escaped quote.
  while (
    close !== -1 &&
    ((quote === "'" && /\w/.test(line[close + 1] ?? '') && /\w/.test(line[close - 1])) || (quote.length === 1 && line[close - 1] === '\\'))
  )
    close = line.indexOf(quote, close + 1);
  // A word in quotes inside the text: `with message "550 Too many "Received" headers"`.
  if (quote === '"' && /[\w<]/.test(line[close + 1] ?? '') && (close === begin || /[\s(]/.test(line[close - 1]))) {
    const inner = line.indexOf(quote, close + 1);
    const outer = inner === -1 ? -1 : line.indexOf(quote, inner + 1);
    if (outer > 0 && outer - begin < 400) close = outer;
  }
  return close;
}

/** The bracket that closes the one at `open`; -1 if none does. */
function matching(line: string, open: number, end: number): number {
  const close = line[open] === '(' ? ')' : ']';
  let depth = 0;
  for (let i = open; i < end; i++) {
    if (line[i] === line[open]) depth++;
    else if (line[i] === close && --depth === 0) return i;
  }
  return -1;
}

/** A code with its enhanced code a few words after it, or the reverse, as PHP's libraries and qmail write them. */
export function paired(line: string, reply: LocatedReply): LocatedReply {
  const { to, textFrom } = reply;
  if (reply.code === null) {
    const later = LATER_CODE.exec(line.slice(to, to + 1000));
    if (!later || later[1][0] !== reply.enhanced?.[0]) return reply;
    const at = to + later.index + later[0].length - 3;
    return { ...reply, code: Number(later[1]), from: at, to: at + 3, textTo: trimmed(line, textFrom, to + later.index) };
  }
  if (reply.enhanced !== null) return reply;
  const detail = / Detail: (.{1,400}) SMTP code: $/.exec(line.slice(Math.max(0, reply.from - 500), reply.from));
  const told = detail && { textFrom: reply.from - 12 - detail[1].length, textTo: reply.from - 12 };
  const later = LATER_ENHANCED.exec(line.slice(to, to + 300));
  if (!later || later[1][0] !== String(reply.code)[0]) return told && textFrom >= reply.textTo ? { ...reply, ...told } : reply;
  const end = to + later.index + later[0].length;
  const found = { ...reply, enhanced: later[1], enhancedFrom: end - later[1].length, enhancedTo: end };
  if (told) return { ...found, ...told };
  const open = line.lastIndexOf('(', end);
  if (open <= to) return found;
  const before = trimmed(line, textFrom, Math.max(textFrom, open));
  if (line[open + 1] === '#') return { ...found, textTo: before };
  const close = matching(line, open, line.length);
  let text = end;
  while (line[text] === ' ' || line[text] === ':') text++;
  return close < text ? found : { ...found, textFrom: text, textTo: close };
}

function trimmed(line: string, from: number, to: number): number {
  let i = to;
  while (i > from && line.charCodeAt(i - 1) <= 32) i--;
  return i;
}
