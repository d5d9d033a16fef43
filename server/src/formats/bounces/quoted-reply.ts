import type { Lines } from '../../text/lines';
import type { BounceFormat, BounceReply } from '../bounce';
import { afterQuotes } from '../bounce';
import type { LocatedReply } from '../log';
import { enhancedAt, enhancedEnd, replyAt } from '../log-line/reply';
import { hostSaid } from '../log-line/said';
import { Folded, withWhole } from '../readers/folded';

const postfix = `<nosuch@example.net>: host mail.example.net[192.0.2.25] said: 550 5.1.1
    <nosuch@example.net>: Recipient address rejected: User unknown in local
    recipient table (in reply to RCPT TO command)
`;

const exim = `  multi@example.net
    host mail.example.net [192.0.2.25]
    SMTP error from remote mail server after RCPT TO:<multi@example.net>:
    550-5.1.1 The email account that you tried to reach does not exist.
    550 5.1.1 See https://support.example.net/?p=NoSuchUser
`;

const sendmail = `   ----- Transcript of session follows -----
... while talking to mail.example.net.:
>>> DATA
<<< 550 5.1.1 <nosuch@mail.example.net>: Recipient address rejected
550 5.1.1 nosuch@example.net... User unknown
<<< 554 5.5.1 Error: no valid recipients
`;

const qmail = `<nosuch@example.net>:
192.0.2.25 does not like recipient.
Remote host said: 550 sorry, no mailbox here by that name (#5.1.1)
Giving up on 192.0.2.25.
`;

const gmail = `The response from the remote server was:
452 4.2.2 The email account that you tried to reach is over quota.

> "Delivery to the following recipient failed permanently:
>  The error that the other server returned was: 550 550 sorry,
> no mailbox here by that name (#5.1.1) (state 14).
`;

const yahoo = `  nosuch@example.net
    host mx.example.net [192.0.2.25]
    SMTP error from remote mail server after end of data:
    554 30 Sorry, your message to nosuch@example.net cannot be delivered. This mailbox is disabled (554.30).
`;

const old = `From: MAILER-DAEMON (Mail Delivery Subsystem)
Subject: Returned mail: Service unavailable

   ----- Transcript of session follows -----
451 Cannot exec /usr/local/bin/getmail: Connection timed out
554 1141@lists.example.net... Service unavailable
`;

const exchange = `nosuch@example.net
Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'
`;

/** The most lines of one paragraph. */
const MOST = 60;
const QUOTE_LINE = /^\s{0,8}(?:<<<|>>>|->|<-) /;

/** The prose of a bounce: whatever an MTA writes, it quotes the reply that it got. */
export const quotedReply: BounceFormat = {
  id: 'bounce',
  title: 'Bounce: replies quoted by Postfix, Exim, Sendmail, qmail, Gmail, Exchange and others',
  row: 'F33, F80-F86',
  notes:
    'Replies are quotations: they are explained, never judged. In a transcript of Sendmail the command shown is the last one written, which with pipelining is not the one that was refused.',
  samples: [
    { title: 'Postfix', text: postfix, replies: ['1:63 550 5.1.1 RCPT bounced -'] },
    { title: 'Exim', text: exim, replies: ['4:5 550 5.1.1 RCPT bounced -', '5:5 550 5.1.1 RCPT bounced -'] },
    { title: 'Sendmail', text: sendmail, replies: ['4:5 550 5.1.1 - bounced -', '5:1 550 5.1.1 - bounced -', '6:5 554 5.5.1 - bounced -'] },
    { title: 'qmail', text: qmail, replies: ['3:19 550 5.1.1 RCPT bounced -'] },
    { title: 'Gmail', text: gmail, replies: ['2:1 452 4.2.2 - deferred -', '5:54 550 5.1.1 - bounced -', '6:34 - 5.1.1 - bounced -'] },
    { title: 'Yahoo, its own number behind the code', text: yahoo, replies: ['4:5 554 - data bounced -'] },
    { title: 'Sendmail 5', text: old, replies: ['5:1 451 - - deferred -', '6:1 554 - - bounced -'] },
    { title: 'Exchange', text: exchange, replies: ['2:25 550 5.1.10 - bounced -'] },
  ],
  read(lines, at) {
    const parts = paragraph(lines, at);
    if (parts.length === 0) return null;
    const folded = new Folded(parts);
    return { lines: parts[parts.length - 1].line - at + 1, replies: repliesIn(folded) };
  },
};

/** The lines up to the next empty one, without quote marks and indentation. */
function paragraph(lines: Lines, at: number): { line: number; text: string; from: number }[] {
  const parts: { line: number; text: string; from: number }[] = [];
  for (let n = at; n < lines.count && n - at < MOST; n++) {
    const line = lines.line(n).slice(0, 4000);
    const quoted = QUOTE_LINE.test(line) ? 0 : afterQuotes(line);
    const text = line.slice(quoted).trim();
    if (text === '' || (n > at && (/^--\S{6,}/.test(text) || /^(?:Final-Recipient|Reporting-MTA|Diagnostic-Code):/i.test(text)))) break;
    parts.push({ line: n, text, from: quoted + line.slice(quoted).indexOf(text) });
  }
  return parts;
}

const CODE =
  /(?<![\w.@/-])[245]\d\d(?=[ -]|: )|(?<=(?:ERROR_CODE|ResponseCode) ?:? ?)[245]\d\d|#\(?[245]\.\d{1,3}\.\d{1,3}(?![.\d])|(?<![\w.@/-])[45]\.\d{1,3}\.\d{1,3}(?=[ ,]|$)/gi;
/** What directly precedes a quoted reply. */
const ANCHOR =
  /(?:[:;>'"(<[]|\b(?:said|says|was|were|returned|response|reason|error|reply|replied|code|message|with|smtp|server|status|following))[ ]?$/i;

function repliesIn(folded: Folded): BounceReply[] {
  const { text } = folded;
  const found: { reply: LocatedReply; phase: string | null }[] = [];
  CODE.lastIndex = 0;
  const code = new RegExp(CODE);
  for (let match = code.exec(text); match && found.length < 60; match = code.exec(text)) {
    const at = match.index;
    const last = found[found.length - 1]?.reply;
    const reply = match[0].length === 3 ? quoted(folded, at, last) : match[0][0] === '#' ? markedStatus(text, at) : bareStatus(folded, at);
    if (!reply) continue;
    // `550 550 5.1.1`: Gmail writes the code twice.
    const twice = last && last.code === reply.code && last.enhanced === null && text.slice(last.to, reply.from).trim() === '';
    if (twice) found.pop();
    if (reply.code === null && last && text.slice(last.to, reply.from).length < 200 && last.enhanced === null) {
      // The enhanced code at the end of the text, as qmail writes it.
      found[found.length - 1] = {
        ...found[found.length - 1],
        reply: { ...last, enhanced: reply.enhanced, enhancedFrom: reply.enhancedFrom, enhancedTo: reply.enhancedTo },
      };
      continue;
    }
    found.push({
      reply,
      phase:
        phaseAt(text, at, found.length === 0 ? 0 : found[found.length - 1].reply.to) ??
        (reply.continues ? found[found.length - 1].phase : null),
    });
    code.lastIndex = Math.max(reply.enhancedTo, reply.to);
  }
  const replies = found.map(({ reply, phase }, index) => {
    const textTo = Math.max(reply.textFrom, Math.min(reply.textTo, found[index + 1]?.reply.from ?? text.length));
    const host = hostSaid(text.slice(Math.max(0, reply.from - 200), reply.from));
    return { ...reply, phase, textTo, ...(host === undefined ? {} : { host }) };
  });
  return withWhole(folded, replies).flatMap((reply) => {
    const digit = reply.code === null ? reply.enhanced?.[0] : String(reply.code)[0];
    return folded.place(reply, digit === '5' ? 'bounced' : digit === '4' ? 'deferred' : null);
  });
}

/** The reply at `at`, if something shows that it is one: the text before it, its enhanced code, or that a line begins with it. */
function quoted(folded: Folded, at: number, last: LocatedReply | undefined): LocatedReply | null {
  const { text } = folded;
  const reply = replyAt(text, at, text.length, null, 'remote');
  if (!reply?.code) return null;
  const agrees = reply.enhanced !== null && reply.enhanced[0] === text[at];
  // `550 550 sorry`: Gmail writes the code twice, and the second one is followed by the text.
  const twice = text.startsWith(`${reply.code} `, at - 4) ? 4 : 0;
  const before = text.slice(Math.max(0, at - 60), at - twice);
  const begins =
    folded.begins(at) || (/(?:^|\s)(?:<<<|->) $/.test(before) && folded.begins(at - 4)) || /(?<!\S)\S[^\s@]*@\S+ $/.test(before);
  const continues = last !== undefined && last.code === reply.code && text[last.to] === '-';
  // `5.3.0 - Other mail system problem 550-'Unknown user'`.
  const named = last?.code === null && last.enhanced?.[0] === text[at] && at - last.to < 80;
  const worded =
    /^[ -]+(?:\(?#|[A-Za-z<"'[*]|[245]\.\d|\d{1,3} [A-Z]|[\w.+-]{1,5}@)/.test(text.slice(at + 3, at + 10)) ||
    /^: \S/.test(text.slice(at + 3, at + 6));
  if (
    reply.code < 400
      ? !(begins && agrees)
      : !(agrees || continues || (worded && (begins || named || ANCHOR.test(before))) || /(?:ERROR_CODE|ResponseCode) ?:? ?$/i.test(before))
  )
    return null;
  return continues ? { ...reply, continues: true } : reply;
}

/** An enhanced code that is marked as one: `#5.1.1`, `(#5.1.1)`. */
function markedStatus(text: string, at: number): LocatedReply | null {
  const from = text[at + 1] === '(' ? at + 2 : at + 1;
  return enhancedEnd(text, from, text.length) === -1 ? null : enhancedAt(text, from, text.length, null, 'remote', 'reply');
}

/** An enhanced code alone: at the beginning of a line, or after a word that reports a refusal. */
function bareStatus(folded: Folded, at: number): LocatedReply | null {
  const { text } = folded;
  const before = text.slice(Math.max(0, at - 100), at);
  const told = /\b(?:accepted|rejected|refused|denied|said|replied(?: \[[^\][]{0,80}\])?|ERROR_CODE) ?: ?$/i.test(before);
  if (!told && !(folded.begins(at) && /^(?: -)? [A-Z<]/.test(text.slice(text.indexOf(' ', at))))) return null;
  return enhancedAt(text, at, text.length, null, 'remote', 'reply');
}

const PHASES: readonly (readonly [RegExp, string])[] = [
  [
    /in reply to (?:the )?end of DATA|after (?:sending |transmitting |pipelined )?end of data|failed after I sent the message|end of message/i,
    'data',
  ],
  [/in (?:reply|response) to (?:the )?(?:pipelined )?DATA|after (?:pipelined )?DATA\b|failed on DATA/i, 'DATA'],
  [/in (?:reply|response) to (?:the )?(?:pipelined )?RCPT|after (?:pipelined )?RCPT|does not like recipient/i, 'RCPT'],
  [/in (?:reply|response) to (?:the )?(?:pipelined )?MAIL|after (?:pipelined )?MAIL|sender was rejected/i, 'MAIL'],
  [/in (?:reply|response) to (?:the )?(?:EHLO|HELO)|after (?:EHLO|HELO)/i, 'EHLO'],
  [/after initial connection|greeting failed|while receiving the initial server greeting/i, 'greeting'],
  [/in reply to (?:the )?STARTTLS|after STARTTLS/i, 'STARTTLS'],
  [/in reply to (?:the )?AUTH|after AUTH/i, 'AUTH'],
];

/** What the reply at `at` answered, by the words around it: those since the previous reply, or Postfix' remark after it. */
function phaseAt(text: string, at: number, since: number): string | null {
  const before = text.slice(Math.max(since, at - 300), at);
  const behind = /\(in reply to [^)]{0,40}\)/.exec(text.slice(at, at + 1200));
  const next = /[245]\d\d [245]\.\d/.exec(text.slice(at + 12, at + 1200));
  const words = behind && (!next || next.index + 12 > behind.index || text.slice(at, at + next.index).includes('-')) ? behind[0] : before;
  return PHASES.find(([pattern]) => pattern.test(words))?.[1] ?? written(before);
}

/** The command that Sendmail shows it wrote before `<<<`, if it is one that is never sent before its turn. */
const written = (before: string): string | null =>
  /.*>>> (EHLO|HELO|LHLO|MAIL|STARTTLS|AUTH)\b[^>]{0,200}(?:>[^>]{0,200})?<<< $/.exec(before)?.[1] ?? null;
