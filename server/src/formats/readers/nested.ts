import type { DialogueView, Reader } from '../format';
import type { Reading } from '../reading';
import { lift } from '../wrapper';

const NESTED = '050 ';
const KEY = '050';

/**
 * In verbose mode Sendmail reports to its client, with code `050`, the dialogue that it has with the next server meanwhile: a session of
 * its own. `reader` reads the client's lines, `nested` the reported ones.
 */
export function withNested(reader: Reader, nested: Reader): Reader {
  let seen = false;
  return {
    read(line, view: DialogueView): readonly Reading[] | null {
      if (!line.startsWith(NESTED)) {
        const readings = reader.read(line, view);
        return seen ? (readings?.map((reading) => ({ ...reading, key: reading.key ?? '' })) ?? null) : readings;
      }
      seen = true;
      const inside: DialogueView = {
        expecting: () => view.expecting(KEY),
        chunk: () => null,
        peek: (k) => (view.peek(k).startsWith(NESTED) ? view.peek(k).slice(NESTED.length) : ''),
      };
      const piece = { text: line.slice(NESTED.length), from: NESTED.length, to: line.length };
      return (nested.read(piece.text, inside) ?? []).map((reading) => ({ ...lift(reading, { piece }), key: KEY }));
    },
  };
}
