import { type Mailbox, readMailbox } from './mailbox';
import { isBlank, type Part, type Problem, part, skipBlanks, trimmedEnd, untilBlank } from './problem';

export type PathProblem =
  /** `MAIL <a@b>`: no `FROM` or `TO` at all. */
  | 'no-keyword'
  /** `MAIL TO:`, `RCPT FROM:`. */
  | 'wrong-keyword'
  | 'no-colon'
  | 'space-before-colon'
  | 'space-after-colon'
  /** Neither `<` nor `>`. */
  | 'no-brackets'
  /** One of them is missing, or there is one too many. */
  | 'unbalanced'
  /** `Alice <a@b>`, `<Alice <a@b>>`, `"Alice" <a@b>`. */
  | 'display-name'
  | 'several'
  /** Text that follows `>` without a space. */
  | 'junk';

/** The argument of MAIL or RCPT (RFC 5321 §4.1.1.2, §4.1.1.3): keyword, colon, path; parameters follow. All offsets are units of the line. */
export interface PathArgument {
  readonly verb: 'MAIL' | 'RCPT';
  /** With its brackets; `text` is empty if nothing was given. */
  readonly path: Part;
  /** What is in the brackets, including a source route. */
  readonly inside: Part;
  /** `@relay.example,@other.example:` before the mailbox (RFC 5321 §4.1.2 A-d-l, Appendix C), or null. */
  readonly route: Part | null;
  /** Null for `<>`, for an empty argument, and if the text is not a single address. */
  readonly mailbox: Mailbox | null;
  /** The only address in a path with a display name, else null. */
  readonly buried: Part | null;
  /** Each address of a list. */
  readonly addresses: readonly Part[];
  /** Where parameters begin (spaces skipped); the length of the line if there are none. */
  readonly parametersAt: number;
  readonly problems: readonly Problem<PathProblem>[];
}

/** Reads the argument of MAIL or RCPT that begins at unit `at` of `text`. Linear, never throws, and accepts whatever servers accept. */
export function readPathArgument(text: string, at: number, verb: 'MAIL' | 'RCPT'): PathArgument {
  const problems: Problem<PathProblem>[] = [];
  const end = trimmedEnd(text, at);
  const pathAt = readKeyword(text, at, end, verb, problems);
  const shape = text[pathAt] === '<' ? readBracketed(text, pathAt, end, problems) : readBare(text, pathAt, end, problems);
  const single = !problems.some((problem) => problem.kind === 'several' || problem.kind === 'display-name');
  const routed = single ? routeOf(shape.inside) : null;
  const mailboxAt = routed ? routed.to : shape.inside.from;
  const mailbox = single && mailboxAt < shape.inside.to ? readMailbox(text, mailboxAt, shape.inside.to) : null;
  return { verb, ...shape, route: routed, mailbox, problems };
}

/** Reads `FROM:` or `TO:`; returns where the path begins. */
function readKeyword(text: string, at: number, end: number, verb: 'MAIL' | 'RCPT', problems: Problem<PathProblem>[]): number {
  const match = /^(FROM|TO)(?=[ \t:<]|$)/i.exec(text.slice(at, at + 5));
  const wanted = verb === 'MAIL' ? 'FROM' : 'TO';
  if (!match) {
    const colon = text[at] === ':' ? at + 1 : at;
    if (at < end) problems.push({ kind: 'no-keyword', from: at, to: colon });
    return skipBlanks(text, colon);
  }
  const keywordTo = at + match[1].length;
  if (match[1].toUpperCase() !== wanted) problems.push({ kind: 'wrong-keyword', from: at, to: keywordTo });
  const colonAt = skipBlanks(text, keywordTo);
  if (text[colonAt] !== ':') {
    problems.push({ kind: 'no-colon', from: keywordTo, to: colonAt });
    return colonAt;
  }
  if (colonAt > keywordTo) problems.push({ kind: 'space-before-colon', from: keywordTo, to: colonAt });
  const pathAt = skipBlanks(text, colonAt + 1);
  if (pathAt > colonAt + 1 && pathAt < end) problems.push({ kind: 'space-after-colon', from: colonAt + 1, to: pathAt });
  return Math.min(pathAt, Math.max(end, colonAt + 1));
}

type Shape = Pick<PathArgument, 'path' | 'inside' | 'buried' | 'addresses' | 'parametersAt'>;

const shapeOf = (text: string, path: Part, inside: Part, next: number, more: Partial<Shape> = {}): Shape => ({
  path,
  inside,
  buried: null,
  addresses: [],
  parametersAt: skipBlanks(text, next),
  ...more,
});

function readBracketed(text: string, at: number, end: number, problems: Problem<PathProblem>[]): Shape {
  const close = closingBracket(text, at, end);
  if (close === -1) {
    const stop = untilBlank(text, at, end);
    problems.push({ kind: 'unbalanced', from: at, to: stop });
    return shapeOf(text, part(text, at, stop), part(text, at + 1, stop), stop);
  }
  const inside = part(text, at + 1, close);
  const nested = inside.text.lastIndexOf('<');
  if (nested !== -1 && !inside.text.startsWith('"')) return readNested(text, at, close, inside, nested, problems);
  const path = part(text, at, close + 1);
  const list = listAfter(text, close + 1, end);
  if (list.length > 0) {
    problems.push({ kind: 'several', from: at, to: list[list.length - 1].to });
    return shapeOf(text, path, inside, list[list.length - 1].to, { addresses: [path, ...list] });
  }
  const within = separated(inside);
  if (within.length > 1) {
    problems.push({ kind: 'several', from: at, to: close + 1 });
    return shapeOf(text, path, inside, close + 1, { addresses: within });
  }
  const junkTo = untilBlank(text, close + 1, end);
  if (junkTo > close + 1) {
    const extra = /^>+$/.test(text.slice(close + 1, junkTo));
    problems.push({ kind: extra ? 'unbalanced' : 'junk', from: close + 1, to: junkTo });
  }
  return shapeOf(text, path, inside, junkTo);
}

/** `<Alice <a@example.com>>`, and `<<a@example.com>>`, which only has too many brackets. */
function readNested(text: string, at: number, close: number, inside: Part, nested: number, problems: Problem<PathProblem>[]): Shape {
  const innerAt = inside.from + nested + 1;
  const buried = part(text, innerAt, text.indexOf('>', innerAt));
  const named = /[^<\s]/.test(inside.text.slice(0, nested));
  problems.push({ kind: named ? 'display-name' : 'unbalanced', from: at, to: close + 1 });
  return shapeOf(text, part(text, at, close + 1), named ? inside : buried, close + 1, { buried: named ? buried : null });
}

function readBare(text: string, at: number, end: number, problems: Problem<PathProblem>[]): Shape {
  const open = text.indexOf('<', at);
  if (open !== -1 && open < end && (!text.slice(at, open).includes('=') || text[at] === '"')) {
    const close = text.indexOf('>', open);
    const stop = close === -1 || close >= end ? end : close + 1;
    const buried = part(text, open + 1, close === -1 ? stop : Math.min(close, stop));
    problems.push({ kind: 'display-name', from: at, to: stop });
    return shapeOf(text, part(text, at, stop), part(text, at, stop), stop, { buried });
  }
  const stop = untilBlank(text, at, end);
  const path = part(text, at, stop);
  // `MAIL FROM: SIZE=10`: a web page took `<a@example.org>` for a tag and dropped it.
  if (/^(?:[A-Za-z0-9-]{1,20}=[^@]*|SMTPUTF8|REQUIRETLS|PRDR)$/i.test(path.text))
    return shapeOf(text, part(text, at, at), part(text, at, at), at);
  const list = separated(path);
  const more = listAfter(text, /[,;]$/.test(path.text) ? stop - 1 : stop, end);
  if (list.length + more.length > 1) {
    problems.push({ kind: 'several', from: at, to: more.length > 0 ? more[more.length - 1].to : stop });
    return shapeOf(text, path, path, more.length > 0 ? more[more.length - 1].to : stop, { addresses: [...list, ...more] });
  }
  const closed = path.text.endsWith('>');
  if (path.text !== '') problems.push({ kind: closed ? 'unbalanced' : 'no-brackets', from: at, to: stop });
  return shapeOf(text, path, closed ? part(text, at, stop - 1) : path, stop);
}

/** The unit of the `>` that closes the `<` at `at`, or -1; quoted strings are skipped if they are closed. */
function closingBracket(text: string, at: number, end: number): number {
  let depth = 0;
  let quoted = text[at + 1] === '"' && text.indexOf('"', at + 2) > 0;
  for (let i = at; i < end; i++) {
    const unit = text[i];
    if (quoted && i > at + 1) {
      if (unit === '\\') i++;
      else if (unit === '"') quoted = false;
    } else if (unit === '<') depth++;
    else if (unit === '>' && --depth === 0) return i;
  }
  // Quotes or brackets that do not match: any `>` is better than none.
  const any = text.lastIndexOf('>', end - 1);
  return depth > 0 && any > at ? any : -1;
}

/** Addresses that follow `,`, `;` or spaces: `,<b@example.net>`, ` <b@example.net>`, `, b@example.net`. */
function listAfter(text: string, at: number, end: number): Part[] {
  const found: Part[] = [];
  while (at < end) {
    let next = at;
    while (next < end && (isBlank(text.charCodeAt(next)) || text[next] === ',' || text[next] === ';')) next++;
    const stop = untilListEnd(text, next, end);
    const word = text.slice(next, stop);
    const comma = /[,;]/.test(text.slice(at, next));
    if (next === at || stop === next || !(word.startsWith('<') || (comma && word.includes('@') && !word.includes('=')))) break;
    found.push(part(text, next, stop));
    at = stop;
  }
  return found;
}

function untilListEnd(text: string, at: number, end: number): number {
  while (at < end && !isBlank(text.charCodeAt(at)) && text[at] !== ',' && text[at] !== ';') at++;
  return at;
}

/** `a@example.org,b@example.org` (or with `;`) in one word; at most one part if it is not a list. A source route is not a list. */
function separated(word: Part): Part[] {
  if (word.text.startsWith('@') || word.text.startsWith('"')) return [word];
  const parts: Part[] = [];
  let from = 0;
  for (let at = 0; at <= word.text.length; at++) {
    if (at < word.text.length && word.text[at] !== ',' && word.text[at] !== ';') continue;
    if (at > from) {
      const blanks = skipBlanks(word.text, from);
      parts.push({ text: word.text.slice(blanks, at), from: word.from + blanks, to: word.from + at });
    }
    from = at + 1;
  }
  return parts.every((one) => one.text.indexOf('@') > 0) ? parts : [word];
}

/** `@a.example,@b.example:` at the beginning of a path, or null. */
function routeOf(inside: Part): Part | null {
  if (!inside.text.startsWith('@')) return null;
  const colon = inside.text.indexOf(':');
  if (colon < 2 || !/^@[^@,:\s]+(?:,@[^@,:\s]+)*$/.test(inside.text.slice(0, colon))) return null;
  return { text: inside.text.slice(0, colon + 1), from: inside.from, to: inside.from + colon + 1 };
}
