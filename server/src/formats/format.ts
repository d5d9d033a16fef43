import type { Glance } from './glance';
import type { Reading } from './reading';

/**
 * The state of the dialogue, for formats whose markers do not show everything. `key` is the session of the current line.
 */
export interface DialogueView {
  /**
   * `idle`: no session open; `greeting`: connected, nothing said; `reply`: the client spoke last; `command`: the server spoke last and
   * owes nothing; `auth`: a 334 waits for the client's answer; `body`: mail data until the dot; `open`: a multi-line reply is not yet
   * closed; `closed`: 221/421 was seen.
   */
  expecting(key?: string): 'idle' | 'greeting' | 'reply' | 'command' | 'auth' | 'body' | 'open' | 'closed';
  /**
   * Octets of the current BDAT chunk that are still to come, between `least` and `most` (line ends are not always known); null if there is no
   * chunk. While a chunk is being sent, `expecting` is `body`.
   */
  chunk(key?: string): { readonly least: number; readonly most: number } | null;
  /** The line `k` lines after the current one (with its wrappers removed), for formats whose lines depend on the next one. Out of range: empty. */
  peek(k: number): string;
}

/** Reads one line after another of a region that the format was chosen for. */
export interface Reader {
  /**
   * What `line` says: readings in order, `NOISE` for a line of the format that says nothing, `null` for a line that is not the format's.
   * Never throws. `line` is the text without its wrappers; the columns of the pieces are columns of this text.
   */
  read(line: string, view: DialogueView): readonly Reading[] | null;
  /**
   * Every line of a party names its session, and its meaning depends only on the line and on what that session expects: an edit of one
   * session's lines changes no other session. A property test checks the readers for it.
   */
  readonly alone?: true;
  /** The same at a glance, where the format's lines can be told apart without what was said before. */
  readonly glance?: Glance;
}

/** A sample kept beside its format; tests and docs/formats.md are made from it. */
export interface FormatSample {
  readonly title: string;
  /** The lines as the program prints them. */
  readonly text: string;
  /** What must be read from it: `greeting 220`, `EHLO 250`, `data 250` …, one exchange each. */
  readonly exchanges: readonly string[];
}

/** One way in which a program writes an SMTP dialogue. */
export interface TranscriptFormat {
  /** In kebab case; it never changes, because settings and the output of the command line contain it. */
  readonly id: string;
  /** For people: the program, its version where it matters. */
  readonly title: string;
  /** The row of the catalogue (`F12`), for docs/formats.md. */
  readonly row: string;
  /** Who the producer is, which decides what arrows mean: `absolute` names the parties; `client` and `server` are the producer's role; `none`. */
  readonly viewpoint: 'absolute' | 'client' | 'server' | 'none';
  /**
   * How far the markers alone can be trusted. `certain`: no other program prints this prefix; `likely`: others do too, so what each
   * side says decides; `weak`: no markers, only what is said.
   */
  readonly trust: 'certain' | 'likely' | 'weak';
  /** A cheap test of one line that decides whether the format is worth trying in a region. It must match some line of every sample. */
  readonly hint: RegExp;
  /**
   * A line that distinguishes this format from others with similar lines: the format is tried only if one of the first eighty lines matches.
   */
  readonly telltale?: RegExp;
  /** A line that another format with similar lines has: this format is not tried if one of the first lines matches. */
  readonly unless?: RegExp;
  /** Tried only if no other format makes sense of the lines. */
  readonly fallback?: boolean;
  /** What this program never prints (for people, one sentence). */
  readonly elides?: string;
  /** What it replaces by a placeholder (for people, one sentence). */
  readonly masks?: string;
  /**
   * What rules may rely on. `octets`: line ends and control characters are in the text as they were on the wire. `order`: lines of both
   * sides are in the order in which they crossed it (a debug log prints a command when it is queued and a reply when it is read).
   */
  readonly keeps?: readonly ('octets' | 'order')[];
  /** Lengths in the text determine where a wire line begins or ends: a replacement must keep the length. */
  readonly counted?: true;
  /** People write it by hand, with these markers; a line may therefore be added. Logs lack this: what was never said does not belong in one. */
  readonly byHand?: { readonly C: string; readonly S: string };
  /** Traps worth knowing, for docs/formats.md. */
  readonly notes?: string;
  readonly samples: readonly FormatSample[];
  reader(): Reader;
}
