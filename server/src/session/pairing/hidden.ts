import type { WireReading } from '../../formats/reading';
import { commandLikeness } from '../../syntax/command-line';
import type { Draft } from './draft';
import { asksForMore } from './repair';

/** Header fields with which messages begin. */
const HEADER_FIELD =
  /^(?:Received|Return-Path|From|To|Cc|Subject|Date|Message-ID|MIME-Version|Reply-To|Sender|DKIM-Signature|X-[\w-]{1,40}|Content-[\w-]{1,40}): ?\S/i;

/** Whether a client that owes the answer to a 334 sends another command instead: none of these is an answer in base64. */
export const leavesAuth = (text: string): boolean =>
  /^(?:QUIT|RSET|NOOP)[ \t]*$/i.test(text) || (/[ :]/.test(text) && commandLikeness(text) === 2);

/**
 * What a line of the client that is not a command implies about lines before it that the text lost. `message`: neither DATA nor its 354 is
 * shown, but the mail data is. `asked`: the last reply answered a DATA or AUTH that is not shown. `data`: the 354 is missing, or the client
 * did not wait for it. `auth`: the 334 is missing. Null if it implies nothing.
 */
export function tells(last: Draft | undefined, reading: WireReading): 'message' | 'asked' | 'data' | 'auth' | null {
  const { text } = reading.piece;
  if (!last?.command || (!reading.body && commandLikeness(text) > 0)) return null;
  const { verb } = last.command;
  const reply = last.replies[last.replies.length - 1];
  if (verb === 'RCPT' && (!reply || reply.code < 300) && (reading.body || HEADER_FIELD.test(text))) return 'message';
  if (reply) return last.owed === 1 && asksForMore(last, reply) ? 'asked' : null;
  if (verb === 'DATA') return 'data';
  if (verb === 'auth' || (verb === 'AUTH' && (reading.masked || /^(?:[A-Za-z0-9+/]{4,}={0,2}|\*)$/.test(text)))) return 'auth';
  return null;
}
