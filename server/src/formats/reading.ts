import type { Piece } from '../text/span';

/** Who said a line: its role in the protocol, not who printed it. */
export type Side = 'client' | 'server';

/** A line (or a part of one) that crossed the wire. */
export interface WireReading {
  readonly kind: 'wire';
  readonly side: Side;
  /** One line of the protocol, without its line end. */
  readonly piece: Piece;
  /** The session it belongs to, if the format shows it (pid, connection id, host:port). */
  readonly key?: string;
  /** Milliseconds from any origin: only differences matter. */
  readonly time?: number;
  /** Said under TLS, if the format shows it. */
  readonly tls?: boolean;
  /** The text is a placeholder: `[credentials hidden]`, `/* secret *​/`, `********`. */
  readonly masked?: boolean;
  /** The producer cut the text. */
  readonly truncated?: boolean;
  /** This reading is mail data for certain (the format marks it); it is never a command. */
  readonly body?: boolean;
  /** A server line that continues the previous one's text and has no code of its own. */
  readonly continues?: boolean;
  /** A server line of a format that does not show where a reply ends: following lines with the same code, or with none, belong to it. */
  readonly more?: boolean;
}

/**
 * Something that the format reports about the session but that was not said on the wire. `connect`, `close`: the connection; `tls`: a
 * handshake succeeded; `elided`: lines are missing here; `body`: mail data and its final dot were sent but not shown; `secret`: one client
 * line was sent but not shown; `unsent`: a line that the client typed but the program did not send; `note`: anything else worth pointing
 * at.
 */
export interface MarkReading {
  readonly kind: 'mark';
  readonly mark: 'connect' | 'close' | 'tls' | 'elided' | 'body' | 'secret' | 'unsent' | 'note';
  readonly piece: Piece;
  readonly key?: string;
  readonly time?: number;
}

export type Reading = WireReading | MarkReading;

/** The readings of a line that belongs to the format but says nothing. */
export const NOISE: readonly Reading[] = [];
