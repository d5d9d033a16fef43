import type { DialogueView } from '../../formats/format';
import type { Reading } from '../../formats/reading';
import { readReplyLine } from '../../syntax/reply-line';
import { slice } from '../../text/span';
import { withoutWrittenEnd } from './written-end';

/** The fence of a code block in Markdown: it ends what was pasted into the block. */
export const FENCE = /^ {0,3}(?:`{3,}|~{3,})[ \t\r]*$/;

/** The greeting or the first line of the reply to EHLO, after the mark of the program that printed it. */
export const MARKED =
  /^(?:\[[^\]]{1,60}\]:? {0,2}|[\d:.,TZ/+-]{8,32}[ \t]+)?(?:<{1,3}|[-=~]{1,2}>|<[-=~*]{1,2}|S:|[A-Za-z]\w{1,15}(?: ?-> ?[A-Za-z]\w{1,15})?:) ?(?:220 |250-)\S/;

const REMARK =
  /^(?:QUIT|DATA|RSET|NOOP|STARTTLS|(?:EHLO|HELO|LHLO) [^\s<]{1,255}|(?:MAIL FROM|RCPT TO): ?<[^<>]{0,300}>)(?=[ \t]{1,40}(?:<{2,}|<?[-=]{2,}|<-+|#|\/\/|\/\*|\u2190|\u21d0|\(\*|;;))/i;

/** What was said, without a remark that a person or a tracer wrote after a command, and without a written-out line end. */
export function withoutRemark(given: Reading, expecting: ReturnType<DialogueView['expecting']>): Reading {
  const reading = withoutWrittenEnd(given, expecting);
  if (reading.kind === 'mark' || reading.side === 'server' || reading.body) return reading;
  const to = REMARK.exec(reading.piece.text)?.[0].length ?? -1;
  if (to < 0 || /^(?:body|auth)$/.test(expecting)) return reading;
  return { ...reading, piece: slice(reading.piece, 0, to) };
}

const NAME = /\b(EHLO|HELO|STARTTLS|AUTH|MAIL|RCPT|DATA|BDAT|RSET|VRFY|QUIT)(?: (?:FROM|TO))?\W{0,4}$/i;

/** The verb, in upper case, that `line` names directly before it repeats `reply`; null if there is none. */
export function namedBefore(reply: string, line: string): string | null {
  const at = line.indexOf(reply);
  return at > 0 ? (NAME.exec(line.slice(0, at))?.[1].toUpperCase() ?? null) : null;
}

/** What a line without a mark may continue: the open reply with `code`, or a refusal that ended on the line before; null for neither. */
export type GoesOn = { readonly code: number; readonly open: boolean } | null;

const TALK = /^\s*(?:at |\^|File "|\.{3}|[-=*#+|>]{1,3}|[A-Z]\w{1,20}(?:Error|Exception)\b|\d)/;

/** Whether a line without a side mark continues what the server was saying. */
export function goesOn(said: GoesOn, text: string): boolean {
  if (said === null) return false;
  const at = text.search(/\S/);
  if (at < 0) return false;
  if (said.open) return readReplyLine(text.slice(at))?.code === said.code;
  return at > 0 && said.code >= 400 && text.length < 1000 && !TALK.test(text);
}

/** How a line begins that says something without the mark of its side, or with another one. */
const SPEAKS =
  /^[ \t]{0,8}(?:[2-5]\d\d[ -]|(?:EHLO|HELO|LHLO|MAIL|RCPT|DATA|QUIT|RSET|NOOP|AUTH|STARTTLS|BDAT|VRFY)\b|>>>|<<<|-->|<--|[CS]: |[<>] )/i;

/** Whether a line that is not the format's is one that `unreadLines` may tell of. */
export const speaks = (line: string): boolean => SPEAKS.test(line);
