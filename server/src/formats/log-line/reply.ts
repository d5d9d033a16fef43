import type { LocatedReply, Status } from '../log';

type By = LocatedReply['by'];
type Role = LocatedReply['role'];

const isDigit = (c: number) => c >= 48 && c <= 57;

/** What may follow a code in a reply slot: `-`, spaces, ends of quoted text, `\` of an escaped line end, `_` of qmail. */
function endsCode(line: string, at: number, to: number): boolean {
  if (at >= to) return true;
  const c = line.charCodeAt(at);
  if (c === 46) return !isDigit(line.charCodeAt(at + 1));
  return (
    c === 32 ||
    c === 45 ||
    c === 9 ||
    c === 95 ||
    c === 92 ||
    c === 34 ||
    c === 39 ||
    c === 41 ||
    c === 44 ||
    c === 59 ||
    c === 58 ||
    c === 47 ||
    c === 93
  );
}

/**
 * End of an enhanced status code (RFC 3463 §2: class 2, 4 or 5, subject and detail of up to three digits) that begins at `at`; -1 if there
 * is none. A fourth number makes it an address or a version.
 */
export function enhancedEnd(line: string, at: number, to: number): number {
  const c = line.charCodeAt(at);
  if ((c !== 50 && c !== 52 && c !== 53) || line.charCodeAt(at + 1) !== 46) return -1;
  let i = at + 2;
  while (i < at + 5 && isDigit(line.charCodeAt(i))) i++;
  if (i === at + 2 || line.charCodeAt(i) !== 46) return -1;
  const detail = i + 1;
  i = detail;
  while (i < detail + 3 && isDigit(line.charCodeAt(i))) i++;
  if (i === detail || i > to) return -1;
  const after = i < to ? line.charCodeAt(i) : 32;
  if (isDigit(after) || (after === 46 && i + 1 < to && isDigit(line.charCodeAt(i + 1)))) return -1;
  return i;
}

/**
 * The reply that begins at column `at` of a log line: three digits, its enhanced code if one follows, its text up to `to` (exclusive). The
 * caller has seen the anchor before `at`: any three digits of the right shape count, assigned or not (`999 what is this` is a reply, if a
 * bad one). Null if there are none.
 */
export function replyAt(line: string, at: number, to: number, phase: string | null, by: By, role: Role = 'reply'): LocatedReply | null {
  const first = line.charCodeAt(at);
  if (at + 3 > to || first < 49 || first > 57 || !isDigit(line.charCodeAt(at + 1)) || !isDigit(line.charCodeAt(at + 2))) return null;
  if (!endsCode(line, at + 3, to)) return null;
  const code = (first - 48) * 100 + (line.charCodeAt(at + 1) - 48) * 10 + line.charCodeAt(at + 2) - 48;
  const separator = line.charCodeAt(at + 3);
  // `550: 5.1.1` is how Mailman joins them.
  let i = blanks(line, at + 3, to, separator === 45 || separator === 58 ? 1 : 0);
  // `550 #5.1.0` of Exchange and IronPort.
  const mark = line.charCodeAt(i) === 35 ? 1 : 0;
  const end = enhancedEnd(line, i + mark, to);
  const enhancedFrom = end === -1 ? -1 : i + mark;
  if (end !== -1) i = blanks(line, end, to, line.charCodeAt(end) === 58 ? 1 : 0);
  return {
    code,
    from: at,
    to: at + 3,
    enhanced: end === -1 ? null : line.slice(enhancedFrom, end),
    enhancedFrom,
    enhancedTo: end,
    textFrom: Math.min(i, to),
    textTo: trimmed(line, Math.min(i, to), to),
    phase,
    by,
    role,
  };
}

/** An enhanced code alone after its anchor (`dsn=5.1.1`, `: 5.7.1 Blocked`); null if there is none. */
export function enhancedAt(
  line: string,
  at: number,
  to: number,
  phase: string | null,
  by: By,
  role: Role = 'verdict',
): LocatedReply | null {
  const end = enhancedEnd(line, at, to);
  if (end === -1) return null;
  const textFrom = role === 'verdict' ? end : Math.min(blanks(line, end, to, 0), to);
  const textTo = role === 'verdict' ? end : trimmed(line, textFrom, to);
  return {
    code: null,
    from: at,
    to: end,
    enhanced: line.slice(at, end),
    enhancedFrom: at,
    enhancedTo: end,
    textFrom,
    textTo,
    phase,
    by,
    role,
  };
}

/** How the lines of one reply are joined into one log line. */
export type Fold = 'space' | 'escaped' | 'slash';

/**
 * The reply at `at` and its further lines that the log joined to it: after one space (`space`, Postfix, Exchange), after a written `\n`
 * (`escaped`, Exim, JSON), after a `/` (`slash`, qmail). A further line begins with the same code if the line before ended in `-`; a
 * different code counts if it cannot be text: after a written line end, or with an enhanced code of its class.
 */
export function repliesAt(
  line: string,
  at: number,
  to: number,
  phase: string | null,
  by: By,
  fold: Fold,
  role: Role = 'reply',
): LocatedReply[] {
  const first = replyAt(line, at, to, phase, by, role);
  if (!first) return [];
  const replies = [first];
  let last = first;
  while (line.charCodeAt(last.to) === 45) {
    const next = nextLine(line, last, to, fold);
    const reply = next === -1 ? null : replyAt(line, next, to, phase, by, role);
    if (!reply) break;
    const end = fold === 'escaped' ? line.lastIndexOf('\\', next) : next - 1;
    replies[replies.length - 1] = {
      ...last,
      textTo: trimmed(line, last.textFrom, fold === 'escaped' ? lineEnd(line, last.textFrom, end) : end),
    };
    last = { ...reply, continues: true };
    replies.push(last);
  }
  return replies;
}

/** Start of the first of the written line ends (`\r\n`, `\n`) that end at or after `at`. */
function lineEnd(line: string, from: number, at: number): number {
  return at - 2 >= from && line.startsWith('\\r', at - 2) ? at - 2 : at;
}

function nextLine(line: string, last: LocatedReply, to: number, fold: Fold): number {
  if (fold !== 'space') {
    const end = fold === 'escaped' ? '\\n' : '/';
    for (let i = line.indexOf(end, last.to); i !== -1 && i < to; i = line.indexOf(end, i + 1)) {
      const at = i + end.length;
      if (replyAt(line, at, to, null, null)) return at;
      if (fold === 'escaped') return -1;
    }
    return -1;
  }
  const code = line.slice(last.from, last.to);
  for (let i = line.indexOf(' ', last.to); i !== -1 && i + 4 <= to; i = line.indexOf(' ', i + 1)) {
    const at = i + 1;
    const c = line.charCodeAt(at);
    if (c < 50 || c > 53 || !isDigit(line.charCodeAt(at + 1)) || !isDigit(line.charCodeAt(at + 2))) continue;
    const after = at + 3 < to ? line.charCodeAt(at + 3) : 32;
    if (after !== 32 && after !== 45) continue;
    const end = enhancedEnd(line, at + 4, to);
    const same = line.startsWith(code, at);
    if (end !== -1 ? line.charCodeAt(at + 4) === c && (same || last.enhanced !== null) : same && (after === 45 || last.enhanced === null))
      return at;
  }
  return -1;
}

function blanks(line: string, at: number, to: number, skip: number): number {
  let i = at + skip;
  while (i < to && (line.charCodeAt(i) === 32 || line.charCodeAt(i) === 9 || line.charCodeAt(i) === 95)) i++;
  return i;
}

function trimmed(line: string, from: number, to: number): number {
  let i = to;
  while (i > from && line.charCodeAt(i - 1) <= 32) i--;
  return i;
}

/** What a reply code does to a message: 5yz returns it, 4yz leaves it in the queue (RFC 5321 §4.2.1). */
export const decidedBy = (code: number): Status => (code >= 500 ? 'bounced' : code >= 400 ? 'deferred' : 'sent');
