import type { Analysis } from '../analysis/analysis';
import type { Span } from '../text/span';

export interface Hover {
  /** Markdown; everything that comes from the document is escaped. */
  readonly contents: string;
  /** What it speaks of. Line from 0 in the document. */
  readonly range: Span;
}

/** What stands at a position, explained. Line and character from 0 (UTF-16 units). */
export function hover(_analysis: Analysis, _position: { readonly line: number; readonly character: number }, _settings: { readonly replies: readonly unknown[] }): Hover | null {
  return null;
}
