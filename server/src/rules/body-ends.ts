import type { Exchange } from '../session/model';
import type { EndedLine } from '../session/reading/line-ends';
import { lineEnds } from '../session/reading/line-ends';
import type { Span } from '../text/span';
import { spanOf } from '../text/span';
import type { Context } from './rule';

/** Mail data of the exchanges of a session in formats that show line ends, with those ends. */
export function* bodies({ session, open, mailData, source }: Context): Generator<{ exchange: Exchange; lines: EndedLine[] }> {
  if (!open('raw')) return;
  for (const exchange of session.exchanges) {
    if (exchange.kind !== 'data' || !exchange.command || exchange.command.masked) continue;
    const lines = lineEnds(exchange, mailData(exchange), source);
    if (lines.length > 0) yield { exchange, lines };
  }
}

/** Line ends must be told apart for certain: at least one CRLF is shown as such. */
export const toldApart = (lines: readonly EndedLine[]): boolean => lines.some(({ end }) => end === 'crlf');

/** Where a line is, for a squiggle: its text, or two columns where it has none. */
export const where = ({ line, piece }: EndedLine): Span => {
  const at = spanOf(line, piece);
  return at.to > at.from ? at : { ...at, to: at.from + 2 };
};

/** The dot of a message behind which the rest of it goes on, as the text spells line ends out: `\n.\nMAIL FROM:`. */
export const SPELT = /(?:\\r)?(?:\\n|\\r)\.(?:\\r)?(?:\\n|\\r)(?=(?:MAIL[ ]FROM|RCPT[ ]TO|EHLO|HELO|DATA|RSET)\b)/i;
