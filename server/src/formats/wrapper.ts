import type { Piece } from '../text/span';
import { column } from '../text/span';
import type { Reading } from './reading';

/** What is left of a line without its wrapper, and what the wrapper says about it. */
export interface Peeled {
  /** The line inside; its columns are those of the text that was unwrapped. */
  readonly piece: Piece;
  /** What tells sessions apart (pid, container, thread), if the wrapper has it. */
  readonly key?: string;
  /** Milliseconds; only differences matter. Best as a getter: most lines are unwrapped only to see what is inside. */
  readonly time?: number;
}

/** A shape around every line of a transcript, added by what carried it: syslog, docker, quote marks, a logger. */
export interface Wrapper {
  readonly id: string;
  readonly title: string;
  /** One line each as it comes, and what is left of it. */
  readonly samples: readonly { readonly line: string; readonly inside: string }[];
  /** The line inside; null if this wrapper is not around it. Never throws; linear. */
  peel(line: string): Peeled | null;
  /**
   * The wrapper as the first line of a dialogue shows it (such as the depth of its indentation), for wrappers that differ from text to text;
   * null if the line has none. Without this method, a first line has the wrapper if `peel` succeeds.
   */
  like?(line: string): Wrapper | null;
  /** It changes the text inside (entities, escapes): no format can read that text without unwrapping. */
  readonly decodes?: boolean;
  /**
   * For wrappers around some lines only, perhaps not the first: a dialogue is also tried in them if one of its first lines matches. Lines
   * without the wrapper are returned unchanged.
   */
  readonly shows?: RegExp;
  /** It may occur around itself (quotes of quotes). */
  readonly repeats?: boolean;
}

/** Removes a stack of wrappers, outermost first; null as soon as one is missing. Columns are those of `line`. */
export function peelAll(line: string, wrappers: readonly Wrapper[]): Peeled | null {
  let peeled: Peeled | null = null;
  for (const wrapper of wrappers) {
    const next = wrapper.peel(peeled ? peeled.piece.text : line);
    if (!next) return null;
    peeled = peeled ? within(peeled, next) : next;
  }
  return peeled ?? { piece: { text: line, from: 0, to: line.length } };
}

/**
 * Column at which the text after a prefix begins that ends before column `at`: swaks and Exim begin a line with one or two spaces of their
 * own, which a pattern for the prefix may have matched.
 */
export function ownBlanks(line: string, at: number): number {
  if (at >= 1 && line[at - 1] === ' ' && /^[-~]> /.test(line.slice(at, at + 3))) return at - 1;
  if (at >= 2 && line[at - 1] === ' ' && line[at - 2] === ' ' && /^(?:SMTP|LMTP)[(>|+<]/.test(line.slice(at, at + 5))) return at - 2;
  return at;
}

/** What `inner`, unwrapped from the inside of `outer`, says about the line that `outer` was unwrapped from. */
function within(outer: Peeled, inner: Peeled): Peeled {
  return {
    piece: compose(outer.piece, inner.piece),
    key: inner.key ?? outer.key,
    get time() {
      return inner.time ?? outer.time;
    },
  };
}

/** A piece of a piece: `inner`'s columns are units of `outer.text`. */
export function compose(outer: Piece, inner: Piece): Piece {
  if (!outer.map && outer.from === 0) return inner;
  if (!outer.map && !inner.map) return { text: inner.text, from: outer.from + inner.from, to: outer.from + inner.to };
  const map: number[] = [];
  for (let unit = 0; unit <= inner.text.length; unit++) map.push(column(outer, column(inner, unit)));
  return { text: inner.text, from: column(outer, inner.from), to: column(outer, inner.to), map };
}

/** A reading of unwrapped text, with the columns of the original line, and the wrapper's key and time if it has none itself. */
export function lift(reading: Reading, peeled: Peeled): Reading {
  return { ...reading, piece: compose(peeled.piece, reading.piece), key: reading.key ?? peeled.key, time: reading.time ?? peeled.time };
}
