import type { Reader } from '../format';
import type { Reading } from '../reading';
import { lift } from '../wrapper';

/**
 * A reader for lines whose line ends were lost: one line may have several turns. Every turn contains `needle`, and `turn` (global)
 * matches where one begins. Mail data is not split.
 */
export function glued(reader: Reader, needle: string, turn: RegExp): Reader {
  return {
    read(line, view): readonly Reading[] | null {
      if (line.indexOf(needle) === line.lastIndexOf(needle) || view.expecting() === 'body') return reader.read(line, view);
      const [, ...others] = Array.from(line.matchAll(turn), ({ index }) => index);
      const starts = [0, ...others];
      if (others.length === 0) return reader.read(line, view);
      const found: Reading[] = [];
      for (const [n, from] of starts.entries()) {
        const part = line.slice(from, starts[n + 1] ?? line.length);
        const text = part.trimEnd();
        const piece = { text, from, to: from + text.length };
        found.push(...(reader.read(text, view) ?? []).map((reading) => lift(reading, { piece })));
      }
      return found;
    },
  };
}
