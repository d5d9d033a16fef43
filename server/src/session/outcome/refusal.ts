import { codeOf, type Exchange, lastReply, type Reply } from '../model';

/** The reply by which the server refused an exchange (4xx or 5xx), or null. */
export function refusalOf(exchange: Exchange): Reply | null {
  const reply = lastReply(exchange);
  return reply && reply.code >= 400 ? reply : null;
}

/** Whether the server said no (4xx or 5xx). */
export const wasRefused = (exchange: Exchange | undefined): boolean => codeOf(exchange) >= 400;

/** Whether the server took it: a 2xx or 3xx came. */
export function wasAccepted(exchange: Exchange): boolean {
  const reply = lastReply(exchange);
  return reply !== undefined && reply.code < 400;
}

/** The text of a reply, its lines joined by blanks, without codes. */
export const textOfReply = (reply: Reply): string => reply.lines.map((line) => line.piece.text.slice(line.textAt)).join(' ');

const SYNTAX_WORDS =
  /syntax|malformed|unrecogni[sz]ed|unknown (?:command|option|parameter)|not understood|illegal|pars(?:e|ing)|bad (?:command|sequence of char|path|address|sender|recipient|argument)|invalid (?:command|argument|path|parameter|option|address|character|syntax|format|char|domain|helo|ehlo|host)|missing|unexpected|not implemented|unsupported|not supported|decod|encod|utf|8.?bit|non-?ascii/i;

/**
 * Whether a refusal can be a judgement on how the command was written: a code for syntax (500-504, 553, 555), an enhanced code that says
 * so (X.5.x, X.1.3, X.1.7, X.6.7; RFC 3463 §3), or words to that effect. A greylisting 450 or a 550 by policy is none.
 */
export function refusesSyntax(reply: Reply): boolean {
  if (reply.code === 421 || reply.code < 400) return false;
  if (reply.enhanced && !/^[45]\.0\.0$/.test(reply.enhanced))
    return (
      /^5\.(?:1\.[37]|5\.\d+|6\.(?:7|9|10))$/.test(reply.enhanced) ||
      (reply.code !== 550 && reply.code > 499 && SYNTAX_WORDS.test(textOfReply(reply)))
    );
  if ([500, 501, 502, 503, 504, 553, 555].includes(reply.code)) return true;
  return reply.code >= 500 && SYNTAX_WORDS.test(textOfReply(reply));
}

/** Whether a refusal can be a judgement on the address itself: as {@link refusesSyntax}, and every X.1.x, 550, 553 and 554 without a policy. */
export function refusesAddress(reply: Reply): boolean {
  if (refusesSyntax(reply)) return true;
  if (reply.code < 450 || reply.code === 421) return false;
  if (reply.enhanced && !/^[45]\.0\.0$/.test(reply.enhanced)) return /^[45]\.1\./.test(reply.enhanced);
  return (
    [450, 504, 550, 553, 554].includes(reply.code) && !/greylist|try again|later|spam|block|relay|auth|policy/i.test(textOfReply(reply))
  );
}

/** Whether a refusal says that something is not offered here: unknown, not implemented, out of order, bad parameter. */
export function refusesFeature(reply: Reply): boolean {
  if (reply.code === 421 || reply.code < 400) return false;
  if ([500, 501, 502, 503, 504, 538, 555].includes(reply.code)) return true;
  return (
    reply.code >= 500 &&
    (/^5\.(?:5\.|7\.4$|6\.[37])/.test(reply.enhanced ?? '') ||
      /not (?:supported|enabled|available|implemented|offered|advertised|permitted)|unsupported|unrecogni[sz]ed|disabled/i.test(
        textOfReply(reply),
      ))
  );
}

/**
 * The severity that a slip keeps for itself: `hint` where the server refused the command for another reason (or refused another thing),
 * nothing where its verdict decides.
 */
export function slipSeverity(exchange: Exchange, judges: (reply: Reply) => boolean = refusesSyntax): 'hint' | undefined {
  const refusal = refusalOf(exchange);
  return refusal && !judges(refusal) ? 'hint' : undefined;
}
