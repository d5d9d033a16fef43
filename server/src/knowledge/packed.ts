import { withNeedles } from './needle';

/** Tables as the bundles carry them: scripts/tables.mjs packs them, each text once. */
export interface Packed {
  /** Every text and every key of a row, and patterns as `/source/flags`. */
  readonly texts: readonly string[];
  /** The keys of a kind of row, `,` between them. */
  readonly shapes: readonly string[];
  /** Needles of a pattern: as texts, or as where they stand in the pattern's source in lower case (`from * 4096 + to`). */
  readonly needles: readonly (readonly (string | number)[])[];
  readonly tables: Readonly<Record<string, PackedValue>>;
}

/**
 * A text by its place in `texts`; a number below 0 is itself, less 1, with its sign changed; an array is a list (-1 comes first), a pattern
 * (-2; then its place in `texts` and in `needles`) or a row (the place of its shape in `shapes` comes first).
 */
export type PackedValue = number | boolean | null | readonly PackedValue[];

const LIST = -1;
const PATTERN = -2;

/** The tables by name, as the sources have them; but an undefined column is absent. */
export function unpacked({ texts, shapes, needles, tables }: Packed): Record<string, unknown> {
  const keys = shapes.map((shape) => shape.split(','));
  const pattern = (at: number, own: number): RegExp => {
    const text = texts[at];
    const end = text.lastIndexOf('/');
    const source = text.slice(1, end);
    const lower = (): string => source.toLowerCase();
    const made = new RegExp(source, text.slice(end + 1));
    return withNeedles(made, () => needles[own].map((one) => (typeof one === 'string' ? one : lower().slice(one >> 12, one & 4095))));
  };
  const value = (packed: PackedValue): unknown => {
    if (typeof packed === 'number') return packed < 0 ? -1 - packed : texts[packed];
    if (typeof packed !== 'object' || packed === null) return packed;
    const kind = packed[0] as number;
    if (kind === PATTERN) return pattern(packed[1] as number, packed[2] as number);
    if (kind === LIST) {
      const list: unknown[] = [];
      for (let at = 1; at < packed.length; at++) list.push(value(packed[at]));
      return list;
    }
    const row: Record<string, unknown> = {};
    const names = keys[kind];
    for (let at = 0; at < names.length; at++) row[names[at]] = value(packed[at + 1]);
    return row;
  };
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, value(table)]));
}
