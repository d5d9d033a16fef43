import { type Span, spanOf } from '../text/span';
import type { Command } from './model';

/** The units `[from, to)` of a command line as a span; at least one unit if the text has any, so that it is visible. */
export function spotIn(command: Pick<Command, 'line' | 'piece'>, from = 0, to: number = command.piece.text.length): Span {
  const end = Math.max(from, Math.min(to, command.piece.text.length));
  if (end > from) return spanOf(command.line, command.piece, from, end);
  return from > 0 ? spanOf(command.line, command.piece, from - 1, from) : spanOf(command.line, command.piece);
}

/** A span to replace, and the new text. */
export interface Replacement {
  readonly span: Span;
  readonly text: string;
}

/**
 * Replaces the units `[from, to)` of a command line. Null if the format escapes what it prints and the new text would need escaping, or if
 * it shows octets as numbers: a fix keeps the transcript valid or is not offered.
 */
export function replaceIn(command: Pick<Command, 'line' | 'piece'>, from: number, to: number, text: string): Replacement | null {
  const { piece } = command;
  if (piece.map && /[<>&'"\\]/.test(text)) return null;
  if (piece.to - piece.from < piece.text.length) return null;
  return { span: spanOf(command.line, piece, from, to), text };
}

interface Fix {
  readonly title: string;
  readonly edits: Replacement[];
  readonly unsafe?: true;
}

/** A titled fix of all replacements, or none if one of them cannot be made. */
export function fixes(title: string, ...replacements: readonly (Replacement | null)[]): readonly Fix[] {
  const edits = replacements.filter((one) => one !== null);
  return edits.length === replacements.length ? [{ title, edits }] : [];
}

/** As `fixes`, for a fix that a person must check: it guesses, or adds or removes something that was said. */
export const guesses = (title: string, ...replacements: readonly (Replacement | null)[]): readonly Fix[] =>
  fixes(title, ...replacements).map((fix) => ({ ...fix, unsafe: true }));
