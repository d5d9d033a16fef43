import type { Lines } from '../../text/lines';
import type { BounceFormat, BouncePart } from '../bounce';
import type { LocatedReply } from '../log';
import { type Reason, reasonIn } from '../log-line/reason';
import { replyAt } from '../log-line/reply';
import { loneWords, otherProtocol } from '../log-line/said';
import { mayQuote, spokenReplies } from '../log-line/spoken';

/** A code with the hyphen of a reply that continues. */
const OPENS = /(?<![\w.@/+-])([45]\d\d)-(?=[^\d\s]|[245]\.\d{1,3}\.\d| ?\S)/;
/** What may precede a further line: quote marks, indentation. */
const MARKS = /^[\s>|"'`]{0,40}/;
const MOST = 60;

/** Column of the code on a further line, which must have the same text before it as the first line, or only marks; -1 otherwise. */
function nextAt(line: string, code: string, head: string): number {
  for (const before of [head, MARKS.exec(line)?.[0] ?? ''])
    if (line.startsWith(before) && line.startsWith(code, before.length) && /^[- ]/.test(line.slice(before.length + 3)))
      return before.length;
  return -1;
}

/** A multi-line reply, each line with its code, that is quoted without the dialogue around it. */
export const loneReply: BounceFormat = {
  id: 'client-error',
  title: 'A reply of several lines on its own',
  row: '5',
  notes: 'The first line may follow an error message; all others begin with the code.',
  samples: [
    {
      title: 'a refusal of a sender; an error of a library',
      text: `550-Verification failed for <alice@example.org>
550-Unrouteable address
550 Sender verify failed

Error: Invalid login: 535-5.7.8 Username and Password not accepted. For more information, go to
535 5.7.8  https://support.example.com/?p=BadCredentials
`,
      replies: ['1:1 550 - - - -', '2:1 550 - - - -', '3:1 550 - - - -', '5:23 535 5.7.8 AUTH - -', '6:1 535 5.7.8 AUTH - -'],
    },
  ],
  read(lines, at) {
    const first = lines.line(at).slice(0, 2000);
    const open = OPENS.exec(first);
    if (!open || at + 1 >= lines.count) return null;
    const head = first.slice(0, open.index);
    const replies: LocatedReply[] = [];
    for (let n = at; n < lines.count && n - at < MOST; n++) {
      const line = lines.line(n).slice(0, 2000);
      const from = n === at ? open.index : nextAt(line, open[1], head);
      const reply = from === -1 ? null : replyAt(line, from, line.length, null, 'remote');
      if (!reply) break;
      replies.push(n === at ? reply : { ...reply, continues: true });
      if (line[from + 3] === ' ') break;
    }
    if (replies.length < 2) return null;
    const whole = replies.map((reply, n) => lines.line(at + n).slice(reply.textFrom, reply.textTo)).join(' ');
    const said = spokenReplies(first).find((reply) => reply.from === open.index);
    const alone = MARKS.exec(head)?.[0] === head && loneWords(whole) && !otherProtocol(`${first} ${whole}`, whole);
    if (!said && !alone) return null;
    const { phase, host } = said ?? { phase: null, host: undefined };
    const shared = { whole, phase, ...(host === undefined ? {} : { host }) };
    return { lines: replies.length, replies: replies.map((reply, n) => ({ line: at + n, status: null, reply: { ...reply, ...shared } })) };
  },
};

/** A line that begins with a code, as an item of a list may. */
const ITEM = /^\s{0,8}(?:(?:[-*•+#|]|\d{1,3}[.)])\s{0,4})?[`*"'_]{0,3}([2-5]\d\d)\b(?:[ -]#?([245]\.\d{1,3}\.\d{1,3}))?/;
/** What a list of codes does not contain: an address, or a particular host. */
const PARTICULAR = /\S@\S|\[\d{1,3}\.\d|https?:|\b\d{1,3}(?:\.\d{1,3}){3}\b/;

/**
 * How many lines from `at` on are a list of codes: at least three, in ascending order, two of them failures, without any detail of a
 * particular delivery. 0 if they are not.
 */
export function codeList(lines: Lines, at: number): number {
  let previous = '';
  let items = 0;
  let failures = 0;
  let end = at;
  for (let n = at; n < lines.count && n - end <= 2 && n - at < MOST; n++) {
    const line = lines.line(n).slice(0, 400);
    const item = ITEM.exec(line);
    if (!item) {
      if (n === at) return 0;
      continue;
    }
    const key = `${item[1]} ${(item[2] ?? '')
      .split('.')
      .map((part) => part.padStart(3, '0'))
      .join('.')}`;
    if (key <= previous || PARTICULAR.test(line)) break;
    previous = key;
    items++;
    if (item[1] >= '4') failures++;
    end = n + 1;
  }
  const row = lines.line(at).trimStart().startsWith('|');
  return items >= (row ? 2 : 3) && failures >= 2 && failures * 2 >= items ? end - at : 0;
}

/** The first line of an error that a library prints with its fields below. */
const THROWN = /^[^\w]{0,4}(?:Uncaught )?[\w.]{0,60}Error: /;
/** A field that shows that such an error is about sending mail; the first field may follow the last frame of the stack on its line. */
const OF_MAIL =
  /(?:^[\s{,]{0,12}|\) \{? ?)["']?(?:code["']?: ["'](?:ESOCKET|ECONNECTION|EENVELOPE|EAUTH|EMESSAGE|ESTREAM)|command["']?: ["'](?:CONN|EHLO|HELO|AUTH|MAIL|RCPT|DATA|API))\b/;
const FIELDS = 16;
/** The first line of an exception of Java's mail library that says that it could not connect, and the line of a cause below it. */
const JAVA = /^\W{0,4}(?:Caused(?: by)?: )?(?:javax?|jakarta|com\.sun|org|com)\.[\w.]{0,80}Exception: .{0,40}(?:connect|SMTP|[Mm]ail)/;
const JAVA_CAUSE = /^\s*(?:Caused(?: by)?: )?javax?\.(?:net|io|security)\.[\w.]{1,60}Exception: /;

/** Why a library could not send: the reason, how many lines its error has, and the words that give the reason if the first line does not. */
export interface Thrown {
  readonly reason: Reason;
  readonly lines: number;
  readonly words?: string;
}

/**
 * Why a library could not send, where only the fields below its error show that it was about mail, and how many lines the error has with
 * them; null if they do not show that, or if there is a reply, which tells more.
 */
export function thrownFailure(lines: Lines, at: number): Thrown | null {
  const first = lines.line(at).slice(0, 2000);
  if (JAVA.test(first)) return nestedFailure(lines, at);
  if (!THROWN.test(first)) return null;
  let last = -1;
  for (let n = at; n < Math.min(lines.count, at + FIELDS); n++) {
    const line = lines.line(n).slice(0, 2000);
    if (mayQuote(line, 0) && spokenReplies(line).length > 0) return null;
    if (n > at && OF_MAIL.test(line)) last = n;
  }
  const reason = last === -1 ? undefined : reasonIn(first);
  return reason === undefined ? null : { reason, lines: last - at + 1 };
}

/** Why Java's mail library could not connect: the exception that is nested in its own. */
function nestedFailure(lines: Lines, at: number): Thrown | null {
  for (let n = at + 1; n < Math.min(lines.count, at + FIELDS); n++) {
    const line = lines.line(n).slice(0, 2000);
    const reason = JAVA_CAUSE.test(line) ? reasonIn(line) : undefined;
    if (reason !== undefined) return { reason, lines: n - at + 1, words: line.trim() };
  }
  return null;
}

/** The first line of an error of a library that quotes a reply and does not say what it answers. */
const QUOTED = /(?:Error|Exception|Busy|Refused|Failure)\b ?[:(] ?[45]\d\d\b/;
/** What the frames of a stack show: the function that sent the command (Ruby's net/smtp, JavaMail, Swift Mailer and Symfony, smtplib). */
const FRAMES: readonly (readonly [RegExp, string])[] = [
  [/\brcptto\b|\bdoRcptToCommand\b|\bSMTPTransport\.rcptTo\b|\bself\.rcpt\(/, 'RCPT'],
  [/\bmailfrom\b|\bdoMailFromCommand\b|\bSMTPTransport\.mailFrom\b|\bself\.mail\(/, 'MAIL'],
  [/\bSMTPTransport\.finishData\b/, 'data'],
  [/\bcheck_auth_response\b|\bauth_(?:plain|login|cram_md5)\b/, 'AUTH'],
  [/\bdo_helo\b/, 'EHLO'],
];

/**
 * An error with a reply whose stack tells which command was refused: the reply, with that command, and how many lines both take; null for any
 * other text.
 */
export function framedReply(lines: Lines, at: number): BouncePart | null {
  const first = lines.line(at).slice(0, 2000);
  const [reply, more] = QUOTED.test(first) ? spokenReplies(first) : [];
  if (!reply || more || reply.phase !== null) return null;
  for (let n = at + 1; n < Math.min(lines.count, at + FIELDS); n++) {
    const line = lines.line(n).slice(0, 400);
    const frame = FRAMES.find(([pattern]) => pattern.test(line));
    if (frame) return { lines: n - at + 1, replies: [{ line: at, status: null, reply: { ...reply, phase: frame[1] } }] };
  }
  return null;
}

/** Whether one of these may begin on this line: cheap, asked of every line. */
export const startsLone = (line: string): boolean =>
  ITEM.test(line) ||
  (line.includes('-') && OPENS.test(line)) ||
  (line.includes('Error: ') && THROWN.test(line)) ||
  (line.includes('Exception: ') && JAVA.test(line)) ||
  (line.includes('SMTP') && QUOTED.test(line));
