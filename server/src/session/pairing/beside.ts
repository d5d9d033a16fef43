import type { StrayReply } from '../model';
import type { Draft } from './draft';
import { twoHellos } from './greeting';

/** How far a session is when another greeting appears: only greeted, under way, or over. */
export type Stage = 'greeted' | 'under way' | 'over';

const AHEAD = 24;
const GREETING = /(?:^|[\s:>"'|-])220[ -]\S/;
const HELLO = /(?:^|[\s:>"'|-])(?:EHLO|HELO|LHLO)[ \t]+[\w[]/i;
const IN_SESSION = /(?:^|[\s:>"'|-])(?:MAIL FROM:|RCPT TO:)/i;
const COMMAND = /(?:^|[\s:>"'|-])(?:MAIL FROM:|RCPT TO:|(?:EHLO|HELO|LHLO)[ \t]+[\w[]|(?:DATA|QUIT|RSET)[\s"'\\rn]{0,8}$)/i;
/** After these a client may say hello again. */
const AGAIN = /(?:^|[\s:>"'|-])(?:STARTTLS|XCLIENT|5\d\d[ -])/i;

/**
 * Whether a greeting, in lines that nothing tells apart, opens a second session beside the one at `stage` rather than ending it: two were
 * greeted and two say hello, or the first continues before the second says hello. `peek` gives the lines that follow.
 */
export function greetsBeside(stage: Stage, peek: (k: number) => string): boolean {
  if (stage === 'over') return false;
  let hellos = 0;
  for (let k = 1; k <= AHEAD; k++) {
    const line = peek(k).slice(0, 400);
    if (GREETING.test(line) || AGAIN.test(line)) return false;
    if (HELLO.test(line)) {
      hellos++;
      // A client waits for the reply to its hello: what comes before that reply belongs to the first session.
      if (stage === 'under way') return COMMAND.test(peek(k + 1).slice(0, 400));
      if (hellos === 2) return true;
    } else if (IN_SESSION.test(line)) {
      if (hellos > 0) return false;
      // No client begins with a transaction, but the first session may be in the middle of its own.
      return stage === 'under way' && helloAhead(peek, k);
    }
  }
  return false;
}

function helloAhead(peek: (k: number) => string, from: number): boolean {
  for (let k = from + 1; k <= from + AHEAD; k++) {
    const line = peek(k).slice(0, 400);
    if (GREETING.test(line)) return false;
    if (HELLO.test(line)) return true;
  }
  return false;
}

/** Commands that no client sends twice without waiting for the first reply. */
const ONCE = /^(?:EHLO|HELO|LHLO|STARTTLS|AUTH|MAIL|DATA|QUIT)$/;

/** Whether two sessions share the same lines: two different hellos side by side, or two other signs. */
export const mixed = (exchanges: readonly Asked[], strays: readonly StrayReply[]): boolean =>
  twoHellos(exchanges) || signsOfTwo(exchanges, strays) > 1;

type Asked = Pick<Draft, 'command' | 'pipelined'>;

/**
 * How many signs there are of a second session in the same lines: two greetings, or a command that is sent only once, side by side. A
 * single sign may come from lines that the text has lost.
 */
export function signsOfTwo(exchanges: readonly Asked[], strays: readonly StrayReply[]): number {
  let signs = strays.some(({ reply, duplicate, after }) => reply.code === 220 && duplicate && after <= 0) ? 1 : 0;
  for (let i = 1; i < exchanges.length; i++) {
    const verb = exchanges[i].command?.verb;
    if (verb !== undefined && exchanges[i - 1].pipelined && exchanges[i - 1].command?.verb === verb && ONCE.test(verb)) signs++;
  }
  return signs;
}
