import type { Analysis } from '../analysis/analysis';
import { type Caret, caretAt } from '../analysis/caret';
import type { Reply } from '../session/model';
import type { Position, TextEdit } from '../text/range';
import { column } from '../text/span';

/**
 * Closes a multi-line reply while someone is typing. Enter on an empty `S: 250-` removes that line, makes the one above it the last line of
 * the reply and lets the client speak, as Enter on an empty list item ends a list; `C:` after an open reply closes it too. `place` is the
 * position after what was typed.
 */
export function onType(analysis: Analysis, place: Position, typed: string): TextEdit[] {
  if (typed === '\n') return afterEnter(analysis, place);
  return typed === ':' ? afterMarker(analysis, place) : [];
}

function afterMarker(analysis: Analysis, place: Position): TextEdit[] {
  const caret = caretAt(analysis, place);
  if (caret?.side !== 'client' || caret.piece.text.trim() !== '' || !caret.open) return [];
  return closed(analysis, caret.open, caret.start);
}

function afterEnter(analysis: Analysis, place: Position): TextEdit[] {
  if (place.line < 1 || analysis.lines.line(place.line).trim() !== '') return [];
  const line = place.line - 1;
  const above = analysis.lines.line(line);
  const caret = caretAt(analysis, { line, character: above.length });
  if (caret?.side !== 'server' || !caret.open || caret.piece.text.trim() !== `${caret.open.code}-`) return [];
  const closing = closed(analysis, caret.open, caret.start);
  if (closing.length === 0) return [];
  const end = { line: place.line, character: analysis.lines.line(place.line).length };
  return [...closing, { range: { start: { line, character: 0 }, end }, newText: clientMarker(analysis, caret) }];
}

/** Replaces the hyphen of an open reply's last line by a space. Lines of the reply count from `start`. */
function closed(analysis: Analysis, open: Reply, start: number): TextEdit[] {
  const { line, piece, separator } = open.lines[open.lines.length - 1];
  const at = { line: start + line, character: column(piece, 3) };
  if (separator !== '-' || analysis.lines.line(at.line)[at.character] !== '-') return [];
  return [{ range: { start: at, end: { line: at.line, character: at.character + 1 } }, newText: ' ' }];
}

/** What precedes a command in this session; RFC style if no command is shown yet and the server's lines have it. */
function clientMarker(analysis: Analysis, { session, start, piece }: Caret): string {
  const command = session?.exchanges.findLast((exchange) => exchange.kind === 'command' && exchange.command)?.command;
  if (command) return analysis.lines.line(start + command.line).slice(0, command.piece.from);
  return piece.from === 3 ? 'C: ' : '';
}
