import type { Glance } from './glance';
import type { Reading } from './reading';

/**
 * What the dialogue has come to, for formats whose markers do not tell everything. `key` is the session of the line at hand.
 */
export interface DialogueView {
  /**
   * `idle`: no session open; `greeting`: connected, nothing said; `reply`: the client spoke last; `command`: the server spoke last and
   * owes nothing; `auth`: a 334 waits for the client's answer; `body`: mail data until the dot; `open`: a multi-line reply is not yet
   * closed; `closed`: 221/421 was seen.
   */
  expecting(key?: string): 'idle' | 'greeting' | 'reply' | 'command' | 'auth' | 'body' | 'open' | 'closed';
  /**
   * Octets of the BDAT chunk at hand that are still to come, between `least` and `most` (line ends are not always known); null where none
   * is. While a chunk is sent `expecting` is `body`.
   */
  chunk(key?: string): { readonly least: number; readonly most: number } | null;
  /** The line `k` lines after the one at hand (peeled like it), for formats whose lines mean what the next one says. Out of range: empty. */
  peek(k: number): string;
}

/** Reads one line after another of a region that the format was chosen for. */
export interface Reader {
  /**
   * What `line` says: readings in order, `NOISE` for a line of the format that says nothing, `null` for a line that is not the format's.
   * Never throws. `line` is the text after wrappers were peeled; the columns of the pieces are columns of this text.
   */
  read(line: string, view: DialogueView): readonly Reading[] | null;
  /**
   * Every line of a party names its session, and what a line says hangs on nothing but the line and what that session expects: so an edit of
   * one session's lines changes no other's. A property test holds the readers to it.
   */
  readonly alone?: true;
  /** The same at a glance, where the format's lines can be told apart without what was said before. */
  readonly glance?: Glance;
}

/** A sample that is kept beside its format: tests and docs/formats.md are made from it. */
export interface FormatSample {
  readonly title: string;
  /** The lines as the program prints them. */
  readonly text: string;
  /** What must be read out of it: `greeting 220`, `EHLO 250`, `data 250` …, one exchange each. */
  readonly exchanges: readonly string[];
}

/** One way in which a program writes an SMTP dialogue. */
export interface TranscriptFormat {
  /** Kebab case, for ever: it stands in settings and in the command line's output. */
  readonly id: string;
  /** For people: the program, its version where it matters. */
  readonly title: string;
  /** The row of the catalogue (`F12`), for docs/formats.md. */
  readonly row: string;
  /** Who the producer is, hence how arrows turn: `absolute` names the parties; `client` and `server` are the producer's role; `none`. */
  readonly viewpoint: 'absolute' | 'client' | 'server' | 'none';
  /**
   * How far the markers alone can be trusted. `certain`: no other program prints this prefix; `likely`: others do too, so what each
   * side says decides; `weak`: no markers, only what is said.
   */
  readonly trust: 'certain' | 'likely' | 'weak';
  /** A cheap test of one line, used to decide whether the format is worth a try in a region. Must match some line of every sample. */
  readonly hint: RegExp;
  /**
   * A line that tells this format from others whose lines look alike: it is tried only where one stands within the first eighty lines.
   */
  readonly telltale?: RegExp;
  /** A line that another format has among lines that look like this one's: it is not tried where one stands there. */
  readonly unless?: RegExp;
  /** Tried only where no other format makes sense of the lines. */
  readonly fallback?: boolean;
  /** What this program never prints (for people, one sentence). */
  readonly elides?: string;
  /** What it replaces by a stand-in (for people, one sentence). */
  readonly masks?: string;
  /**
   * What rules may rely on: `octets`, line ends and control characters stand in the text as they were on the wire; `order`, lines of both
   * sides stand in the order in which they crossed it (a debug log prints a command when it is queued and a reply when it is read).
   */
  readonly keeps?: readonly ('octets' | 'order')[];
  /** Lengths that stand in the text tell where a wire line begins or ends: whoever replaces something keeps its length. */
  readonly counted?: true;
  /** People write it by hand, with these markers; so a line may be added to it. No log has them: nobody adds to one what was never said. */
  readonly byHand?: { readonly C: string; readonly S: string };
  /** Traps worth knowing, for docs/formats.md. */
  readonly notes?: string;
  readonly samples: readonly FormatSample[];
  reader(): Reader;
}
