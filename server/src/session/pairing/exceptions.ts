import { marksLast } from '../../syntax/bdat';
import type { Draft } from './draft';

/**
 * The table of exceptions to "one reply per command" (RFC 5321 §4.2). The rest of the reading relies on it alone.
 *
 * | what the client sent | replies owed | source |
 * | --- | --- | --- |
 * | final dot in LMTP | one for each accepted recipient | RFC 2033 §4.2 |
 * | `BDAT … LAST` in LMTP | one for each accepted recipient, none without any | RFC 2033 §4.3 |
 * | anything else | one | RFC 5321 §4.2 |
 *
 * A final dot with PRDR owes more replies once its 353 was seen; a 334 opens an exchange of its own with the next client line; DATA and
 * its mail data are two exchanges. These three are handled where the reply arrives (builder.ts).
 */
export function repliesOwed(draft: Pick<Draft, 'kind' | 'command'>, before: readonly Draft[], lmtp: boolean): number {
  if (!lmtp) return 1;
  const lastChunk = draft.command?.verb === 'BDAT' && marksLast(draft.command.piece.text);
  if (draft.kind !== 'data' && !lastChunk) return 1;
  let accepted = 0;
  for (let i = before.length - 1; i >= 0; i--) {
    if (before[i].command?.verb === 'MAIL') break;
    // A reply that is still owed may be a success; counting it keeps the later ones in step.
    if (isAccepted(before[i]) || (before[i].command?.verb === 'RCPT' && before[i].replies.length === 0)) accepted++;
  }
  return lastChunk ? accepted : Math.max(1, accepted);
}

/** Whether a recipient was accepted, its RCPT shown or not: only RCPT is answered with 2.1.5 (RFC 3463 §3.2). */
export function isAccepted({ kind, command, replies: [reply] }: Pick<Draft, 'kind' | 'command' | 'replies'>): boolean {
  if (kind !== 'command' || !reply || reply.code >= 300) return false;
  return command ? command.verb === 'RCPT' : reply.enhanced === '2.1.5';
}
