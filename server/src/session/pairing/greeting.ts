import { isHello } from '../../syntax/verb';
import type { Reply } from '../model';
import type { Draft } from './draft';

/** Commands that a 220 answers. */
const SECOND_GREETING = /^(?:STARTTLS|XCLIENT|X-ANONYMOUSTLS)$/;

/** Whether the text of a 220 names a host, or says what it is. */
export const isGreetingText = (text: string): boolean =>
  /^220[ -].*(?:\bE?SMTP\b|\bLMTP\b|\bmail\b|^220[ -][\w-]+(?:\.[\w-]+)+)/i.test(text);

const TLS_WORDS = /^220\b.{0,80}\b(?:start(?:ing)?|begin|ready (?:to start|for)|go ahead with|proceed with) (?:the )?TLS\b/i;

/** Whether a 220 lets the client begin TLS: it answers STARTTLS (RFC 3207 §4) and is not a greeting. */
const beginsTls = (text: string): boolean => TLS_WORDS.test(text) || (/^220[ -]2\.\d\.\d\b/.test(text) && !isGreetingText(text));

/**
 * Whether a line of the server greets a new client although a session is under way: `owed` is the exchange that it would answer, `first`
 * the session's first one, `answered` whether the server has said anything in it.
 */
export function greetsAnew(text: string, owed: Draft | undefined, first: Draft | undefined, answered: boolean): boolean {
  if (!text.startsWith('220') || beginsTls(text)) return false;
  const verb = owed?.command?.verb;
  if (verb === undefined) return true;
  if (SECOND_GREETING.test(verb)) return false;
  if (verb === 'QUIT') return isGreetingText(text);
  // No command of a transaction gets a 220: if a session is under way, another one begins.
  return answered && (isGreetingText(text) || (first?.kind === 'greeting' && /^(?:MAIL|RCPT|DATA|data)$/.test(verb)));
}

/** Whether a reply greets a client that spoke too early: `pending` is the first thing that the client said. */
export const greetsLate = (reply: Reply, pending: Draft | undefined): boolean =>
  pending !== undefined && reply.code === 220 && pending.replies.length === 0 && !SECOND_GREETING.test(pending.command?.verb ?? '');

/** Two hellos with different names one after the other, before a reply: two sessions, mixed. */
export function twoHellos(drafts: readonly Pick<Draft, 'command' | 'pipelined'>[]): boolean {
  const name = ({ command }: Pick<Draft, 'command'>): string | null =>
    command && isHello(command.verb) ? command.piece.text.slice(command.argumentAt).trim() : null;
  return drafts.some((draft, i) => {
    const before = i > 0 && drafts[i - 1].pipelined ? name(drafts[i - 1]) : null;
    const own = before ? name(draft) : null;
    return own !== null && own !== '' && own.toLowerCase() !== before?.toLowerCase();
  });
}

/**
 * Whether the first reply of a text can be a greeting, or shows that the text begins in the middle: a connection is refused with 554,
 * 521 or 421 (RFC 5321 §3.1, RFC 7504); another code counts only if the text shows that a client connected.
 */
export function isGreetingCode({ code, enhanced, lines }: Reply, connected: boolean): boolean {
  if (code === 220) return !beginsTls(lines[0]?.piece.text ?? '');
  if (code === 421 || code === 521) return true;
  if (code === 554)
    return (
      !/^5\.[56]\.|^5\.[123]\.[1-4]/.test(enhanced ?? '') &&
      !/^554[ -](?:5\.\S{3,5} )?<[^<>@]{0,100}@[^<>]{1,255}>/.test(lines[0]?.piece.text ?? '')
    );
  return connected && code >= 400 && code !== 503 && code !== 535 && code !== 552 && !/^\d\.[1236]\./.test(enhanced ?? '');
}
