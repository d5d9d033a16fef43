import type { Span } from './span';

/** A place in a document: line and character (UTF-16 units) from 0. The shape is LSP's, so that results need no translation. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` to before `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** The range of a span whose lines count from document line `start`. */
export function rangeOf(span: Span, start = 0): Range {
  return { start: { line: start + span.line, character: span.from }, end: { line: start + span.line, character: span.to } };
}

/** Whether a position is in a range. The end counts as inside, because a caret is between two characters. */
export function contains({ start, end }: Range, at: Position): boolean {
  if (at.line < start.line || at.line > end.line) return false;
  if (at.line === start.line && at.character < start.character) return false;
  return at.line < end.line || at.character <= end.character;
}

/** A change of a text; the shape is LSP's TextEdit. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}
