import { transcriptFormats } from '../../formats/transcripts';
import type { Span } from '../../text/span';
import type { Command, Session } from '../model';

/** A line to insert and the side that says it: commands without CRLF, replies with their code. */
export type Said = readonly ['C' | 'S', string];

/**
 * The lines to insert before a command, with their replies, to keep the dialogue consistent; null if the shape of the text is not one
 * that people write by hand: what was never said does not belong in a log.
 */
export function insertBefore(
  session: Pick<Session, 'format'>,
  command: Command,
  said: readonly Said[],
): { readonly span: Span; readonly text: string } | null {
  const markers = transcriptFormats.find(({ id }) => id === session.format)?.byHand;
  if (command.piece.from !== markers?.C.length) return null;
  const lines = said.map(([side, text]) => `${markers[side]}${text}\n`);
  return { span: { line: command.line, from: 0, to: 0 }, text: lines.join('') };
}
