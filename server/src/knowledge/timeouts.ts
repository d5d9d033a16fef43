import { rfc, type Source } from './source';

/** How long a client has to wait for a reply before it may give up. */
export interface Patience {
  readonly ms: number;
  readonly source: Source;
}

const MINUTE = 60_000;
const row = (minutes: number, part: number): Patience => ({ ms: minutes * MINUTE, source: rfc(5321, `4.5.3.2.${part}`) });

const ROWS: Readonly<Record<string, Patience>> = {
  greeting: row(5, 1),
  MAIL: row(5, 2),
  RCPT: row(5, 3),
  DATA: row(2, 4),
  data: row(10, 6),
};
/** RFC 5321 gives no time for other commands; this is how long a server waits for the next command. */
const OTHER = row(5, 7);

/** The least time that a server waits for the next command (RFC 5321 §4.5.3.2.7). */
export const serverPatience: Patience = OTHER;

/** A reply within this time is not mentioned: half a minute, which DNS and content filters take. */
export const SLOW_MS = 30_000;

/** A longer gap is no wait: the clock passed midnight, or another session began. */
export const NO_WAIT_MS = 12 * 3_600_000;

/** The least time that a client waits for the reply to a verb, `greeting`, or `data` (the final dot) (RFC 5321 §4.5.3.2). */
export const patience = (name: string): Patience => ROWS[name] ?? OTHER;
