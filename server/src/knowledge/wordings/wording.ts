import type { Answer } from '../answer';
import type { Confidence, Source } from '../source';

/** A wording that many servers share. Rows are tried in order; the first that fits decides. */
export interface Wording extends Answer {
  /** Reply codes as in providers/provider.ts (`450|550`, `5xx`); absent: any 4yz or 5yz. */
  readonly code?: string;
  /** Enhanced codes in the form that enhanced-pattern.ts reads; absent: any or none. */
  readonly enhanced?: string;
  /**
   * What it can answer: a verb in upper case, or a pseudo verb of knowledge/commands.ts (CONNECT, AUTH_CONTINUE, DATA_END, …); absent: anything.
   * A row with `of` also fits where the phase is unknown, unless it is `sure`.
   */
  readonly of?: readonly string[];
  readonly sure?: boolean;
  /** Found in the joined, single-spaced reply text without its codes. Linear; case does not count. */
  readonly said: RegExp;
  readonly confidence: Confidence;
  readonly sources: readonly Source[];
}
