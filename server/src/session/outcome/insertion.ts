import { transcriptFormats } from '../../formats/transcripts';
import type { Span } from '../../text/span';
import type { Command, Session } from '../model';

/** What each side says in lines to be put in: commands without CRLF, replies with their code. */
export type Said = readonly ['C' | 'S', string];

/**
 * Lines to put before a command so that the dialogue stays one, with their replies; null where the shape of the text is not one that
 * people write by hand: nobody adds to a log what was never said.
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
