import { looksLikeReply } from '../syntax/reply-line';
import type { MarkReading, Side } from './reading';

/**
 * What a line is, without what it says: who speaks, or what it tells of the session; `noise` belongs to the format and says nothing;
 * `look` must be read to be known; null is not the format's.
 */
export type Glimpse = Side | MarkReading['mark'] | 'noise' | 'look' | null;

/**
 * A reader that makes nothing: for the pass that only looks for the places where one dialogue ends and another begins
 * (session/reading/skim.ts). What it tells is what the format's reader would, for a session without a key, or `look`.
 */
export interface Glance {
  /** Never throws; linear. A line of a party is verbatim from column `from` to its end. */
  at(line: string): Glimpse;
  /** Column (UTF-16 units) behind the marker of the line glanced at last. */
  readonly from: number;
  /** See PrefixedSpec: what stands for a secret, and for mail data left out. */
  readonly masked?: RegExp;
  readonly elidedBody?: RegExp;
  /** What no client says, outside of mail data and AUTH. */
  readonly told?: RegExp;
}

/** A marker as a glance sees it: `pattern` is sticky, so that a test tells where it ends. */
export interface GlanceMarker {
  readonly pattern: RegExp;
  readonly tells: Glimpse;
}

const CR = 13;
const BACKSLASH = 92;

/** The line may end before its end: in a CR, or in a line end that the producer wrote out. */
const endsUnsure = (line: string): boolean => line.charCodeAt(line.length - 1) === CR || line.charCodeAt(line.length - 2) === BACKSLASH;

/** A glance by markers at the beginning of the line; `markersOf` are those that the line may begin with, in order. */
export class MarkerGlance implements Glance {
  from = 0;

  constructor(
    private readonly markersOf: (line: string) => readonly GlanceMarker[],
    readonly masked?: RegExp,
    readonly elidedBody?: RegExp,
    readonly told?: RegExp,
    /** Lines that begin like a reply must be looked at though no marker stands before them. */
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
