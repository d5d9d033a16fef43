import { type Exchange, lastReply, type Reply } from './model';

/** The reply by which the server refused an exchange (4xx or 5xx), or null. */
export function refusalOf(exchange: Exchange): Reply | null {
  const reply = lastReply(exchange);
  return reply && reply.code >= 400 ? reply : null;
}

/** Whether the server took it: a 2xx or 3xx came. */
export function wasAccepted(exchange: Exchange): boolean {
  const reply = lastReply(exchange);
  return reply !== undefined && reply.code < 400;
}

/** The text of a reply, its lines joined by blanks, without codes. */
export const textOfReply = (reply: Reply): string => reply.lines.map((line) => line.piece.text.slice(line.textAt)).join(' ');

const SYNTAX_WORDS = /syntax|invalid|malformed|unrecogni[sz]ed|unknown command|not understood|bad|illegal|parse|format|missing|unexpected|not allowed|required|parameter|unsupported|not supported|not implemented|fully.qualified|utf|domain|address/i;

/**
 * Whether a refusal can be a judgement on how the command was written: a code for syntax (500-504, 553, 555), an enhanced code that says
 * so (X.1.x addresses, X.5.x syntax, X.6.7), or words to that effect. A greylisting 450 or a 550 by policy is none.
 */
export function refusesSyntax(reply: Reply): boolean {
  if (reply.code === 421 || reply.code < 400) return false;
  if (reply.enhanced) {
    if (/^5\.(?:1\.|5\.|6\.7|6\.9|6\.10)/.test(reply.enhanced)) return true;
    return /^[45]\.(?:0\.0)$/.test(reply.enhanced) && SYNTAX_WORDS.test(textOfReply(reply));
  }
  if ([500, 501, 502, 503, 504, 553, 555].includes(reply.code)) return true;
  return reply.code >= 500 && SYNTAX_WORDS.test(textOfReply(reply));
}

/**
 * The severity that a slip keeps for itself: `hint` where the server refused the command for another reason (or refused another thing),
 * nothing where its verdict decides.
 */
export function slipSeverity(exchange: Exchange, judges: (reply: Reply) => boolean = refusesSyntax): 'hint' | undefined {
  const refusal = refusalOf(exchange);
  return refusal && !judges(refusal) ? 'hint' : undefined;
}
