import type { Lines } from '../../text/lines';
import type { BounceFormat, BouncePart, BounceReply } from '../bounce';
import { afterQuotes, bounceEntry } from '../bounce';
import type { LogEntry } from '../log';
import { type Reason, reasonIn } from '../log-line/reason';
import { deliveryStatus } from './delivery-status';
import { codeList, framedReply, loneReply, startsLone, thrownFailure } from './lone-reply';
import { quotedReply } from './quoted-reply';
import { type RecipientWords, recipientWords } from './recipient-words';

/** Every way in which a bounce reports replies, in the order in which they are tried. */
export const bounceFormats: readonly BounceFormat[] = [deliveryStatus, quotedReply, loneReply];

/** Those that a bounce is made of. */
const parts: readonly BounceFormat[] = [deliveryStatus, quotedReply];

/** A stretch of lines that is a bounce. */
export interface Bounce {
  /** How many lines it has: 0 if it reports no reply. */
  readonly lines: number;
  /** How many lines from the first one were read. */
  readonly readTo: number;
  /** By line, counted from the first one; null for a line that is known to say nothing, whatever it looks like on its own. */
  readonly entries: ReadonlyMap<number, LogEntry | null>;
  /** Not what a mail system sent back, but a few quoted lines, which may as well be part of a dialogue. */
  readonly lone?: 'reply' | 'list';
}

/** How many lines without a reply a bounce may have in a row, and how many lines in all. */
const QUIET = 80;
const MOST = 3000;

const STARTS =
  /^(?:From: .{0,200}?(?:mailer-daemon|post_?master|mail delivery|mail administrator)|Subject: .{0,80}?(?:returned mail|undeliver|deliver|failure notice|mail system error|bounce|warning: (?:message|could not)|delayed)|Content-Type: multipart\/report|X-Failed-Recipients:|Auto-Submitted: auto-|Return-Path: <>|(?:Reporting-MTA|Final-Recipient|Original-Recipient|Diagnostic-Code) {0,2}:|This message was created automatically by|This is the (?:MAILER-DAEMON|.{0,40}(?:mail|delivery) )|Hi\. This is the |-{2,} ?(?:Transcript of session follows|The following addresses|Failed addresses follow)|A message that you (?:sent|have sent) could not be delivered|SMTP error from remote|<[^<>\s]{1,320}>(?: \([^)]{0,340}\))?: ?(?:host\b|\S{1,255}\[[\d.:a-f]{3,40}\]|$)|(?:Remote host said|The response from the remote server was|The error that the other server returned was):|Remote Server returned|Your message (?:did not reach|could not be delivered|to \S{1,320} )|Delivery to the following)/i;

/** Whether a bounce may begin on this line: cheap, asked of every line. */
export function startsBounce(line: string): boolean {
  if (line.length < 3) return false;
  return startsLone(line) || startsReport(line);
}

function startsReport(line: string): boolean {
  if (line.length < 8) return false;
  const at = afterQuotes(line);
  const c = line.charCodeAt(at);
  const text = at > 0 || c === 32 || c === 9 || c === 34 ? line.slice(at, at + 600).replace(/^[\s|>"]{1,40}/, '') : line;
  return STARTS.test(text);
}

/** Where the returned message begins, which is not part of what the MTA says. */
const ORIGINAL =
  /^(?:-{2,} ?(?:Below this line is a copy|This is a copy of|Original message|Returned message|Unsent message|Undelivered message|Message header follows|The header of the original|Forwarded message)|Below this line is a copy|Original message(?: follows| headers)?:?$|Received: )/i;

const ATTACHED = /^Content-Type: (?:message\/rfc822|text\/rfc822-headers|message\/partial)/i;

/** A recipient and, after the colon, why the mail system itself gave up. */
const OF_RECIPIENT = /^<[^<>\s]{1,320}>(?: \([^)]{0,340}\))?: /;

function reasonOf(lines: Lines, at: number, count: number): Reason | undefined {
  const texts: string[] = [];
  for (let n = at; n < at + count; n++) texts.push(lines.line(n).trim());
  return reasonIn(texts.join(' '));
}

/** Words, one of which must be present for a line that begins with three digits to count as a reply. */
const WORDS =
  /^[ \t>|]{0,8}<<< [45]\d\d[ -]|undeliver|deliver(?:y|ed)? (?:to|fail|error|problem|status|notification)|not (?:be |been )?(?:delivered|reach)|permanent|temporar|reject|refused|fail|error|unable|returned mail|bounced|reason|recipient|mailbox|unknown user|user unknown/i;

/** The message is still waiting: nothing was returned yet. */
const DELAYED =
  /not (?:yet )?been delivered|\bdelayed\b|only a (?:temporary|warning)|warning message only|(?:will|to) (?:be )?(?:retr|try again|keep trying)/i;

/** The beginning of a dialogue, which is read as one. */
const DIALOGUE = /^(?:Transcript of session follows\.$| ?(?:In: {2}|Out: )\S)/;

/**
 * Reads the bounce that begins at line `start`: a pure function of the lines from there on. It ends at its last reply, and whatever
 * follows is read separately; it also ends before line `end`.
 */
export function readBounce(lines: Lines, start: number, end: number = lines.count): Bounce {
  return startsReport(lines.line(start)) || repliesWrapped(lines, start) ? readReport(lines, start, end) : readLone(lines, start);
}

/** Whether a multi-line reply that a mail program wrapped, with Postfix' remark at its end, begins at line `start`. */
function repliesWrapped(lines: Lines, start: number): boolean {
  if (!/^\s*[45]\d\d-/.test(lines.line(start))) return false;
  for (let n = start; n < Math.min(lines.count, start + 12) && lines.line(n).trim() !== ''; n++)
    if (lines.line(n).includes('(in reply to ')) return n > start;
  return false;
}

/** A multi-line reply, a list of codes, or an error with its fields that begins at line `start`. */
function readLone(lines: Lines, start: number): Bounce {
  const list = codeList(lines, start);
  const part = list === 0 ? (loneReply.read(lines, start) ?? framedReply(lines, start)) : null;
  const thrown = part || list > 0 ? null : thrownFailure(lines, start);
  const count = part?.lines ?? thrown?.lines ?? list;
  const entries = new Map<number, LogEntry | null>();
  for (let n = 0; n < count; n++) {
    const found = part?.replies.filter(({ line }) => line === start + n) ?? [];
    entries.set(n, found.length > 0 ? bounceEntry(loneReply.id, found) : null);
  }
  if (thrown) entries.set(0, { ...bounceEntry(loneReply.id, [], thrown.words), reason: thrown.reason });
  return {
    lines: count,
    readTo: Math.min(lines.count, start + Math.max(count, 1) + LOOKED) - start,
    entries,
    lone: list > 0 ? 'list' : 'reply',
  };
}

/** How many lines after the last one a list of codes or a reply is looked for. */
const LOOKED = 64;

function readReport(lines: Lines, start: number, end: number): Bounce {
  const found: (BounceReply & { readonly format: string })[] = [];
  const reasons: { readonly line: number; readonly reason: Reason }[] = [];
  const unexplained: NonNullable<BouncePart['unexplained']>[] = [];
  const said: RecipientWords[] = [];
  let before = '';
  let delayed = false;
  let last = start;
  let at = start;
  let header = /^(?:From |[A-Za-z][A-Za-z-]{1,40}: )/.test(lines.line(start)) && !deliveryStatus.read(lines, start);
  let original = false;
  let told = false;
  const limit = Math.min(end, lines.count, start + MOST);
  while (at < limit && at - last <= QUIET) {
    const line = lines.line(at);
    const text = line.slice(afterQuotes(line)).trimStart();
    if (text === '') header = false;
    else if (/^Content-[A-Za-z-]{2,30}:/i.test(text)) header = true;
    if (DIALOGUE.test(line)) break;
    if (at > start && /^From \S+ .{0,20}\d\d:\d\d/.test(line)) break;
    if (/^--\S/.test(text)) original = false;
    if (ATTACHED.test(text) || (!header && ORIGINAL.test(text))) original = true;
    if (!original) told ||= WORDS.test(text);
    if (text === '' || original || /^--\S/.test(text)) {
      at++;
      continue;
    }
    const format = parts.find(
      (one) => (header ? one === deliveryStatus && /^Diagnostic-Code/i.test(text) : true) && one.read(lines, at) !== null,
    );
    const part = format?.read(lines, at);
    if (!format || !part) {
      at++;
      continue;
    }
    if (part.unexplained) unexplained.push(part.unexplained);
    else if (format === quotedReply && part.replies.length === 0) {
      const words = recipientWords(lines, at, part.lines, before);
      said.push(...words);
      if (words.some(({ listed }) => listed)) last = at + part.lines - 1;
    }
    delayed ||= DELAYED.test(before);
    before = lines.line(at + part.lines - 1).slice(0, 400);
    for (let n = at; n < at + part.lines; n++) told ||= WORDS.test(lines.line(n));
    const replies = part.replies.filter(({ reply }) => told || reply.enhanced !== null || reply.phase !== null);
    for (const one of replies) found.push({ ...one, format: format.id });
    const reason = part.replies.length === 0 && OF_RECIPIENT.test(text) ? reasonOf(lines, at, part.lines) : undefined;
    if (reason) reasons.push({ line: at, reason });
    if (reason) last = at + part.lines - 1;
    at += Math.max(1, part.lines);
    if (replies.length > 0) last = at - 1;
  }
  const entries = new Map<number, LogEntry | null>();
  for (const line of new Set(found.map((one) => one.line))) {
    const here = found.filter((one) => one.line === line);
    const open = unexplained.find((one) => one.line === line);
    entries.set(line - start, bounceEntry(here[0].format, here, open && wordsFor(open, said)));
  }
  // If no field says what became of the message, the words about a listed recipient do.
  if (unexplained.length === 0)
    for (const { line, words, listed } of said)
      if (listed && !entries.has(line - start))
        entries.set(line - start, { ...bounceEntry('bounce', [], words), status: delayed ? 'deferred' : 'bounced' });
  for (const { line, reason } of reasons) entries.set(line - start, { ...bounceEntry('bounce', []), reason });
  return { lines: entries.size === 0 ? 0 : last - start + 1, readTo: Math.min(lines.count, at + 61) - start, entries };
}

/** What explains a verdict without a reply: its own words, else those about its recipient, else those about the only recipient mentioned. */
function wordsFor({ recipient, words }: NonNullable<BouncePart['unexplained']>, said: readonly RecipientWords[]): string | undefined {
  const own = said.find((one) => one.recipient !== null && one.recipient === recipient);
  const only = new Set(said.map((one) => one.words)).size === 1 ? said[0] : undefined;
  return words || (own ?? only)?.words;
}
