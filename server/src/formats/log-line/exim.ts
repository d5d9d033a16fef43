import type { LocatedReply } from '../log';
import { repliesAt, replyAt } from './reply';

/** How Exim words what happened: phases, and the replies inside its messages. */

/** The command or stage that Exim names in `after PHASE: ` and `in response to PHASE`. */
function phaseIn(words: string): string | null {
  const text = words.startsWith('pipelined ') ? words.slice(10) : words;
  if (text.startsWith('initial connection')) return 'greeting';
  // LMTP answers the message once per recipient: Exim calls that `after DATA` (trap 14).
  if (text.startsWith('end of data') || text.startsWith('sending data block')) return 'data';
  const verb = /^[A-Z]{4,8}/.exec(text.slice(0, 12))?.[0];
  return verb && VERBS.has(verb) ? verb : null;
}

/** Commands that Exim names. */
export const VERBS = new Set([
  'EHLO',
  'HELO',
  'LHLO',
  'MAIL',
  'RCPT',
  'DATA',
  'BDAT',
  'STARTTLS',
  'AUTH',
  'QUIT',
  'RSET',
  'VRFY',
  'ETRN',
  'ATRN',
  'EXPN',
  'NOOP',
  'HELP',
]);

const AFTER =
  /[ "<](?:LMTP error after|SMTP error from remote (?:mail server|mailer) after|response to|Malformed SMTP reply in response to) /g;

/** Start of the reply after `after RCPT TO:<x>: ` (older: `… : host mx [ip]: `), with its phase; null if none follows. */
export function replyInError(line: string, from: number, to: number): { at: number; phase: string | null } | null {
  AFTER.lastIndex = Math.max(0, from - 1);
  const anchor = AFTER.exec(line);
  if (!anchor || anchor.index >= to) return null;
  const start = anchor.index + anchor[0].length;
  let phase = phaseIn(line.slice(start + (line.charCodeAt(start) === 34 ? 1 : 0), start + 32));
  if (phase === 'DATA' && anchor[0].startsWith('LMTP', 1)) phase = 'data';
  // An address may contain anything, even `: 550 `: look after it.
  let at = start;
  const open = line.indexOf('<', start);
  if (open !== -1 && open < start + 24) {
    const quote = line.charCodeAt(open + 1) === 34 ? line.indexOf('"@', open + 2) : open;
    at = line.indexOf('>', quote === -1 ? open : quote);
    if (at === -1) return null;
  }
  const was = anchor[0].slice(1) === 'response to ' ? ' was: ' : ': ';
  for (let colon = line.indexOf(was, at), n = 0; colon !== -1 && colon < to && n < 6; colon = line.indexOf(': ', colon + 1), n++) {
    const reply = colon + (n === 0 ? was.length : 2);
    if (replyAt(line, reply, to, null, null)) return { at: reply, phase };
  }
  return null;
}

const FIELD = /^ [A-Z][A-Za-z]{0,3}=\S{1,40}$/;

/** Where the fields begin that Exim appends (`… DT=0s`): the reply's text ends there (trap 16). */
function textEnd(line: string, from: number, to: number): number {
  let end = to;
  for (let at = line.lastIndexOf(' ', end - 1); at >= Math.max(from, to - 200); at = line.lastIndexOf(' ', end - 1)) {
    if (!FIELD.test(line.slice(at, end))) break;
    end = at;
  }
  return end;
}

export function repliesInError(line: string, from: number, to: number): readonly LocatedReply[] {
  const found = replyInError(line, from, to);
  if (found) return repliesAt(line, found.at, textEnd(line, found.at, to), found.phase, 'remote', 'escaped');
  // The greeting was fine, and a later failure is reported; what EHLO answered is in brackets.
  const ehlo = line.indexOf('(EHLO response was: ', from);
  if (ehlo === -1 || ehlo > to) return [];
  const close = line.indexOf(')', ehlo);
  return repliesAt(line, ehlo + 20, close === -1 ? to : close, 'EHLO', 'remote', 'escaped');
}

const FAILED =
  /(?:MTP timeout after|MTP error from remote (?:mail server|mailer) after|closed connection in response to|MTP reply in response to) /g;

/** The phase of a failure without a reply: `SMTP timeout after RCPT TO:<x>`, `Remote host closed connection in response to end of data`. */
export function failurePhase(line: string, from: number, to: number): string | undefined {
  FAILED.lastIndex = from;
  const m = FAILED.exec(line);
  if (!m || m.index >= to) return undefined;
  const at = m.index + m[0].length;
  return phaseIn(line.slice(at, at + 32)) ?? undefined;
}
