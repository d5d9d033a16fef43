import { looksLikeReply } from '../syntax/reply-line';
import type { MarkReading, Side } from './reading';

/**
 * What a line is, without its content: who speaks, or which event it marks; `noise` belongs to the format and says nothing; `look` must
 * be read to be known; null is not the format's.
 */
export type Glimpse = Side | MarkReading['mark'] | 'noise' | 'look' | null;

/**
 * A reader that builds nothing, for the pass that only looks for the places where one dialogue ends and another begins
 * (session/reading/skim.ts). Its result is that of the format's reader for a session without a key, or `look`.
 */
export interface Glance {
  /** Never throws; linear. A line of a party is verbatim from column `from` to its end. */
  at(line: string): Glimpse;
  /** Column (UTF-16 units, from 0) after the marker of the line last passed to `at`. */
  readonly from: number;
  /** See PrefixedSpec: what replaces a secret, and mail data that was left out. */
  readonly masked?: RegExp;
  readonly elidedBody?: RegExp;
  /** Text that no client says, outside of mail data and AUTH. */
  readonly told?: RegExp;
}

/** A marker for a glance: `pattern` is sticky, and a test therefore shows where it ends. */
export interface GlanceMarker {
  readonly pattern: RegExp;
  readonly tells: Glimpse;
}

const CR = 13;
const BACKSLASH = 92;

/** Whether the wire line may end before the text line does: at a CR, or at a line end that the producer wrote out. */
const endsUnsure = (line: string): boolean => line.charCodeAt(line.length - 1) === CR || line.charCodeAt(line.length - 2) === BACKSLASH;

/** A glance by markers at the beginning of the line; `markersOf` gives those that the line may begin with, in order. */
export class MarkerGlance implements Glance {
  from = 0;

  constructor(
    private readonly markersOf: (line: string) => readonly GlanceMarker[],
    readonly masked?: RegExp,
    readonly elidedBody?: RegExp,
    readonly told?: RegExp,
    /** Lines that begin like a reply must be read even if no marker precedes them. */
    private readonly coded = false,
  ) {}

  at(line: string): Glimpse {
    for (const { pattern, tells } of this.markersOf(line)) {
      pattern.lastIndex = 0;
      if (!pattern.test(line)) continue;
      this.from = pattern.lastIndex;
      return endsUnsure(line) ? 'look' : tells;
    }
    return this.coded && looksLikeReply(line) ? 'look' : null;
  }
}
