import type { Piece } from '../text/span';
import { column } from '../text/span';
import type { Reading } from './reading';

/** What a wrapper leaves of a line, with what it tells about it. */
export interface Peeled {
  /** The line inside; its columns are those of the text that was peeled. */
  readonly piece: Piece;
  /** What tells sessions apart (pid, container, thread), where the wrapper carries it. */
  readonly key?: string;
  /** Milliseconds; only differences matter. Best a getter: most lines are peeled only to see what is inside. */
  readonly time?: number;
}

/** A shape put around every line of a transcript by whoever carried it: syslog, docker, quote marks, a logger. */
export interface Wrapper {
  readonly id: string;
  readonly title: string;
  /** A line each, as they come, and the line that is left of each. */
  readonly samples: readonly { readonly line: string; readonly inside: string }[];
  /** The line inside; null where this wrapper is not around it. Never throws; linear. */
  peel(line: string): Peeled | null;
  /**
   * The wrapper as the first line of a dialogue shows it (how deep the indentation is), for wrappers that differ from text to text; null
   * where the line has none. Without this, a first line shows the wrapper if it can be peeled.
   */
  like?(line: string): Wrapper | null;
  /** Changes the text inside it (entities, escapes), so that no format sees through it. */
  readonly decodes?: boolean;
  /**
   * For wrappers that stand around some lines only, perhaps not the first: a dialogue is also tried in them where one of its first lines
   * matches. Lines without it come back as they are.
   */
  readonly shows?: RegExp;
  /** May stand around itself (quotes of quotes). */
  readonly repeats?: boolean;
}

/** Peels a stack of wrappers, outermost first; null as soon as one is not there. Columns are those of `line`. */
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
 * Column where the text behind a prefix begins that ends before column `at`: swaks and Exim begin a line with one or two blanks of their
 * own, which a pattern for the prefix may have taken.
 */
export function ownBlanks(line: string, at: number): number {
  if (at >= 1 && line[at - 1] === ' ' && /^[-~]> /.test(line.slice(at, at + 3))) return at - 1;
  if (at >= 2 && line[at - 1] === ' ' && line[at - 2] === ' ' && /^(?:SMTP|LMTP)[(>|+<]/.test(line.slice(at, at + 5))) return at - 2;
  return at;
}

/** What `inner`, peeled from the inside of `outer`, tells of the line that `outer` was peeled from. */
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

/** A reading of peeled text, with the columns of the line it was peeled from, and the wrapper's key and time where it has none itself. */
export function lift(reading: Reading, peeled: Peeled): Reading {
  return { ...reading, piece: compose(peeled.piece, reading.piece), key: reading.key ?? peeled.key, time: reading.time ?? peeled.time };
}
