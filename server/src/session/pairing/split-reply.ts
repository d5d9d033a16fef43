import type { Reply, ReplyLine } from '../model';
import { ehloShaped, fit, isKeywordLine } from './compatibility';
import type { Draft, Mutable } from './draft';

/** Whether `reply` is the rest of `cut`, whose last line had not come when the client spoke; `pending` is what it would answer instead. */
export function restOf(cut: Reply, reply: Reply, pending: Draft | undefined): boolean {
  if (reply.code !== cut.code || cut.complete) return false;
  if (reply.lines.every(({ piece }) => isKeywordLine(piece.text))) return true;
  return reply.enhanced !== null && reply.enhanced === cut.enhanced && reply.code >= 400 && (!pending || fit(pending, reply) !== 'strong');
}

/**
 * Whether `reply` is one more line of `said`, whose hyphens a logger lost: the keywords after the reply to EHLO, or the same refusal with
 * other words. `draft`: what `said` answered. If other replies have their hyphens, the server is at fault, not the logger.
 */
export function hyphenLost(said: Reply, reply: Reply, draft: Draft | undefined): boolean {
  const before = said.lines[said.lines.length - 1];
  if (!draft?.replies.includes(said) || said.code !== reply.code || reply.lines.length > 1) return false;
  if (said.lines.some(({ separator }, index) => separator === '-' && said.lines[index + 1]?.unhyphened !== true)) return false;
  const [line] = reply.lines;
  if (line.line !== before.line + 1 && !(line.line === before.line && line.piece.from > before.piece.from)) return false;
  const hello = /^(?:EHLO|LHLO)$/.test(draft.command?.verb ?? '') || ehloShaped(said);
  if (hello || draft.named === 'EHLO') return isKeywordLine(line.piece.text);
  return said.code >= 400 && reply.enhanced !== null && reply.enhanced === said.enhanced && line.piece.text !== before.piece.text;
}

/** Adds the lines of `rest` to a reply. `unhyphened`: the hyphens that its lines should have had are restored. */
export function extend(reply: Reply, rest: Reply, unhyphened: boolean): void {
  const whole = reply as Mutable<Reply>;
  const before = unhyphened
    ? reply.lines.map((line): ReplyLine => (line.separator === ' ' ? { ...line, separator: '-' } : line))
    : reply.lines;
  const lines = unhyphened ? rest.lines.map((line): ReplyLine => ({ ...line, unhyphened: true })) : rest.lines;
  whole.lines = [...before, ...lines];
  whole.enhanced = rest.enhanced ?? reply.enhanced;
  whole.complete = rest.complete;
}
