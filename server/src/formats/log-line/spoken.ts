import { replyCode } from '../../knowledge';
import { isProviderWording } from '../../knowledge/provider-replies';
import { isServerWording } from '../../knowledge/wordings';
import type { LocatedReply } from '../log';
import { enhancedAt, enhancedEnd, repliesAt, replyAt } from './reply';
import { aboutMail, announced, goesOn, hostSaid, loneWords, marked, mentioned, otherProtocol, phaseSaid, written } from './said';
import { laterCode, laterEnhanced, paired, textEnd, textStart } from './spoken-text';

/** A line without this quotes no reply. */
const NEEDLE = /(?<![\d.])[45](?:\d\d(?![\d.]\d)(?!\d)|\.[0-7]\.\d)/g;
const TOKEN =
  /(?:(?<![\w.@/%+#§$-])|(?<=[\\][nrt]|[_:]_|\bb))(?:[45]\d\d(?![\w%]|\.\d)|[45]\.[0-7]\.\d{1,3}(?![\w.]|-\d))|(?<=[ (])#[45]\.[0-7]\.\d{1,3}(?![\w.])/g;

/** What may come between a code and its enhanced code besides a space: `(554): `, `, b'`, `", "message": "`, ` ecode=`, a library's name for the code. */
const JOINT =
  /(?:[ ](?:[A-Z][a-z]{1,20}){2,4}[.:,]? (?:(?:[A-Z]\w{0,30}\.){0,4}\w{0,40}Exception: )?|["'\\]{0,3}(?:[)\]}]:?|[,;])?\s{0,2}(?:["']?[A-Za-z]\w{0,23}\\?["']?\s?[:=]\s?)?[bu]?\\?["'(]{0,2}|["'\\]{0,2}\)?: ?\(?#?)(?=[45]\.\d{1,3}\.\d)/y;
/** No exception with its reply is longer; a line with a whole dump may be. */
const MOST = 8000;
const MOST_REPLIES = 50;

/** A code, and where its text begins. */
interface Candidate {
  readonly reply: LocatedReply;
  /** The enhanced code is beside it and is of its class. */
  readonly agrees: boolean;
  readonly textFrom: number;
}

/** Whether a line may quote a reply from column `from` on: a few digits are looked for. */
export function mayQuote(line: string, from: number): boolean {
  NEEDLE.lastIndex = from;
  return NEEDLE.test(line);
}

/**
 * The replies of class 4 and 5 that a text quotes, whoever wrote it: a code with an enhanced code of its class, a code that a word
 * announces, a line that is nothing but a reply. Not from a list of codes, a sentence about codes, another protocol or a program. Columns are
 * those of `line`; `[from, to)` is examined. Never throws; linear.
 */
export function spokenReplies(line: string, from = 0, to: number = line.length): LocatedReply[] {
  const end = Math.min(to, from + MOST);
  const text = end < line.length ? line.slice(0, end) : line;
  const found: LocatedReply[] = [];
  const tokens = new RegExp(TOKEN);
  tokens.lastIndex = from;
  let mail: boolean | null = null;
  let source: boolean | null = null;
  for (let token = tokens.exec(text); token && found.length < MOST_REPLIES; token = tokens.exec(text)) {
    const at = token.index + (token[0][0] === '#' ? 1 : 0);
    const last = found.at(-1);
    // After its own code, or a further line of a text whose first one has it.
    if (last && at < last.textTo && (at < last.textFrom || (token[0].includes('.') && /\\n$/.test(text.slice(at - 2, at))))) continue;
    const candidate = token[0].length === 3 ? codeAt(text, at, end) : enhancedOnly(text, at, end);
    if (!candidate) continue;
    const within = last !== undefined && at < last.textTo;
    const before = text.slice(Math.max(from, at - 120, last && !within ? last.textTo : 0), at);
    if (within && !candidate.agrees) continue;
    if (!candidate.agrees && CODE_FIELD.test(before) && found.some(({ code }) => code === candidate.reply.code)) continue;
    mail ??= aboutMail(text);
    if (!isSaid(text, from, at, candidate, before, mail)) continue;
    source ??= written(text);
    if (source) break;
    const replies = completed(text, from, end, candidate, before, within);
    if (last && restates(text, last, replies[0])) found.pop();
    else if (replies[0].code !== null && replies[0].textFrom >= replies[0].textTo && found.some(({ code }) => code === replies[0].code))
      continue;
    found.push(...replies);
    const furthest = replies[replies.length - 1];
    tokens.lastIndex = Math.max(furthest.to, furthest.enhancedTo);
  }
  return found.sort((a, b) => a.from - b.from);
}

/** Whether a reply repeats the one before it more fully: `code: 550, msg: 550 5.7.1 …`, `5.7.0 No (530 5.7.0 No)`. */
function restates(line: string, last: LocatedReply, next: LocatedReply): boolean {
  if (last.code === null)
    return next.code !== null && next.enhanced === last.enhanced && next.from - last.to < 400 && line[next.from - 1] === '(';
  const between = line.slice(last.to, next.from);
  return last.code === next.code && last.enhanced === null && /^[\s"',:]{0,6}(?:\w{1,20}[\s"']{0,3}[:=])?[\s"']{0,4}$/.test(between);
}

/** A basic code at `at`, with the enhanced code beside it in any notation. */
function codeAt(text: string, at: number, end: number): Candidate | null {
  const reply = replyAt(text, at, end, null, 'remote');
  if (!reply?.code) return null;
  if (reply.enhanced !== null) return { reply, agrees: reply.enhanced[0] === text[at], textFrom: reply.textFrom };
  JOINT.lastIndex = at + 3;
  const joint = JOINT.exec(text);
  const start = joint ? joint.index + joint[0].length : -1;
  const stop = joint ? enhancedEnd(text, start, end) : -1;
  if (stop === -1 || text[start] !== text[at]) return { reply, agrees: false, textFrom: bytes(text, reply) };
  const enhanced = { enhanced: text.slice(start, stop), enhancedFrom: start, enhancedTo: stop };
  return { reply: { ...reply, ...enhanced }, agrees: true, textFrom: blanks(text, stop) };
}

/** `(550, b'text')`, `[550]: text`, `(code: 550, response: text`: the column where the text begins, after the sign or label before it. */
function bytes(text: string, { to, textFrom }: LocatedReply): number {
  const pair = /^(?:,\s?b?["']|[)\]]:?\s{1,3}(?=\S)|,\s?["']?(?:response|message|msg|text|reply)["']?\s?[:=]\s?["']?(?=\S))/.exec(
    text.slice(to, to + 24),
  );
  return pair ? to + pair[0].length : textFrom;
}

function enhancedOnly(text: string, at: number, end: number): Candidate | null {
  const reply = enhancedAt(text, at, end, null, 'remote', 'reply');
  return reply && { reply, agrees: false, textFrom: reply.textFrom };
}

/** A line that is only a refusal and names whom it refuses: `4.2.0 <bo@example.net>: Recipient address rejected`. */
const ofAddress = (line: string, from: number, at: number, text: string): boolean =>
  begins(line, from, at) && /^<[^<>\s@]{1,64}@[^<>\s@]{1,255}>: /.test(text) && loneWords(text);

const blanks = (text: string, at: number): number => {
  let i = at;
  while (text[i] === ' ' || text[i] === ':') i++;
  return i;
};

/** Whether there is enough evidence that this reply was said. */
function isSaid(line: string, from: number, at: number, { reply, agrees, textFrom }: Candidate, before: string, mail: boolean): boolean {
  const behind = line.slice(Math.max(reply.to, reply.enhancedTo), Math.max(reply.to, reply.enhancedTo) + 60);
  if (mentioned(before, behind, agrees)) return false;
  const text = line.slice(textFrom, textFrom + 400);
  const word = /^[ \t"'\\:()[\]{<]{0,6}[\p{L}<[(*.]/u.test(text);
  if (agrees) return word || text.trim() === '' || !/^[\s,;|/]*\d(?!\d{0,2}(?:\.\d{1,3}){3}\s)/.test(text);
  if (otherProtocol(line, text)) return false;
  if (reply.code === null)
    return (
      word &&
      /[\p{L}]{2}/u.test(text) &&
      ((announced(before) && /[^\w\s]\s*$/.test(before)) || laterCode(text) || ofAddress(line, from, at, text)) &&
      !versioned(before) &&
      (mail || isServerWording(text))
    );
  if (!known(reply.code) || (goesOn(behind) && !MAIL_ERROR.test(before))) return false;
  if (CURL.test(before)) return true;
  if (line[at - 1] === ' ' && IN_REPLY.test(text) && word && isServerWording(text)) return true;
  if (TUPLE.test(line.slice(at - 1, at + 8)) && (isServerWording(text) || isProviderWording(reply.code, text))) return true;
  if (BINARY.test(line.slice(at - 3, at)) && /\\r\\n">>/.test(text) && loneWords(text)) return true;
  const later = laterEnhanced(reply.code, text);
  if (later && (mail || later.marked)) return true;
  const separator = line[reply.to];
  const alone = begins(line, from, at) && (separator === ' ' || separator === '-') && /^[\p{L}<["'(*#]/u.test(line.slice(reply.to + 1));
  if (alone && !counts(text) && (loneWords(text) || isProviderWording(reply.code, text))) return true;
  if (REQUEST.test(before)) return true;
  if (!announced(before) && !marked(before)) return false;
  const says = word && (isServerWording(text.slice(0, 200)) || isProviderWording(reply.code, text)) && !counts(text);
  if ((says || (word && mail && !counts(text))) && STEP_FAILED.test(before)) return true;
  if (word && OF_CLASS.test(before) && /^[ -]/.test(line.slice(reply.to, reply.to + 1)) && !counts(text)) return true;
  if (marked(before)) return says || mail;
  return (says && (mail || loneWords(text))) || (mail && named(before));
}

/** If the word before the number says that it is an SMTP code, no text is needed: `RCPT failed: 550`, `SMTP code: 550`. */
const named = (before: string): boolean => COMMAND_FAILED.test(before) || CODE_OF_SMTP.test(before);
const COMMAND_FAILED =
  /(?:\b(?:RCPT|MAIL|DATA|EHLO|HELO|AUTH|STARTTLS)(?: FROM| TO)?(?: command)?|\b[Rr]ecipient|\b[Ss]ender) (?:failed|rejected|refused)["']?\s?[:=(]?\s?["'(]?$/;
const CODE_OF_SMTP =
  /(?:\b(?:permanent|transient) error \(|\bdiagnostic-code: ?smtp;|\bsmtp(?: reply| response| error| status)?(?: code)?|\bresponse|Expected: \d{3}, Got)["']?\s?[:=(]?\s?["'(]?$/i;
/** curl's errors that end in the answer of a mail server. */
const CURL = /\bcurl: \((?:55|56|67)\) .{0,60}: $/;
/** Errors of mail libraries: what follows their name is a reply, whatever word it begins with. */
const MAIL_ERROR = /\b\w{0,40}(?:SMTP|Smtp|Mail|Messaging)\w{0,40}(?:Error|Exception|Busy|Failure)\b ?[:(] ?$/;
/** The class of a library's error for a reply, directly before it. */
const OF_CLASS = /\bNet::SMTP\w{1,30} ?[:(] ?$|\bSMTP\w{0,30}(?:Error|Exception|Refused)\b: ?$/;
/** Nodemailer's words for the step that failed; qmail's for what the other side said. */
const STEP_FAILED = /\bRemote (?:host|server) said: $|\b(?:Message|Mail command|Data command|DATA command|STARTTLS) failed: $/;
/** Postfix' remark after a reply. */
const IN_REPLY = /\(in reply to (?:\w+ ){1,4}command\)/;
/** A field with the code that is also beside the reply. */
const CODE_FIELD = /[cC]ode\\?["']?\s?[:=]\s?$/;

/** A library's pair of code and bytes; a string of Erlang. */
const TUPLE = /^\([45]\d\d, b?["']/;
const BINARY = /^<<"$/;

/** A log of requests, as of a web server, whose protocol is SMTP. */
const REQUEST = /"(?:RCPT|MAIL|DATA|EHLO|HELO|AUTH|BDAT)\b[^"]{0,100} SMTP" $/;

const versioned = (before: string): boolean =>
  /(?:version|\bv|ver\.?|release|kernel|python|php|linux|build|node|ruby|perl|java|mysql|postfix|exim|upgrade\w*)["':= ]{0,4}$/i.test(
    before,
  );

/** `450 messages were sent`, `500 users`. */
const counts = (text: string): boolean =>
  /^["']?(?:e?mails?|messages|users|recipients|connections|requests|accounts|domains|lines|bytes|[km]b|ms|sec\w*|items|files|times|hosts|of|to)\b(?! (?:reject|refus|denied|unknown|not|too|content|size|from|for|to be|contains|has been|could|was (?:reject|refus)|is|<|address|does|domain|exceeds|<))/i.test(
    text,
  );

const codes = new Map<number, boolean>();
/** Whether SMTP has such a code, or some server of it. */
function known(code: number): boolean {
  let is = codes.get(code);
  if (is === undefined) {
    const row = replyCode(code);
    is = row !== undefined && row.origin !== 'folklore';
    codes.set(code, is);
  }
  return is;
}

/** Whether all that precedes `at` is quotation marks, the name of a party or a time in brackets. */
const begins = (line: string, from: number, at: number): boolean =>
  at - from < 60 && /^(?:[\s>|"'`*]|(?:\[[\w:. -]{1,30}\])|S: |<<<? |<-{1,2} |\d\d:\d\d:\d\d(?:[.,]\d+)? )*$/.test(line.slice(from, at));

/** The reply with its text, its phase, its host, and the further lines that were joined to it. */
function completed(
  line: string,
  from: number,
  end: number,
  { reply, textFrom }: Candidate,
  before: string,
  within: boolean,
): LocatedReply[] {
  const start = Math.min(reply.from, reply.enhancedFrom < 0 ? reply.from : reply.enhancedFrom);
  const begin = Math.min(textStart(line, textFrom), end);
  const stop = REQUEST.test(before) ? begin : textEnd(line, from, start, begin, end);
  const behind = line.slice(begin, Math.min(end, stop + 60));
  const told = phaseSaid(line.slice(Math.max(from, start - 120), start), behind) ?? (/\bcmd=auth\b/.test(before) ? 'AUTH' : null);
  // 530 answers the command that needed a login (RFC 4954 §6); Ruby calls each 53z an error of the login.
  const phase = told === 'AUTH' && reply.code === 530 ? null : told;
  const host = hostSaid(before);
  const said = { phase, role: within ? ('nested' as const) : reply.role, ...(host === undefined ? {} : { host }) };
  const joined =
    line[reply.to] === '-' && reply.code !== null
      ? repliesAt(line, reply.from, stop, phase, 'remote', line.includes('\\n', reply.to) ? 'escaped' : 'space')
      : [];
  if (joined.length > 1) {
    const whole = joined.map((one) => line.slice(one.textFrom, one.textTo)).join(' ');
    return joined.map((one, index) => ({ ...one, ...said, ...(index === 0 ? { whole } : {}) }));
  }
  return [paired(line, { ...reply, ...said, textFrom: begin, textTo: stop })];
}
