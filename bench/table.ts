import { readFileSync, writeFileSync } from 'node:fs';

/** A figure in units (unit.ts), by what was measured. */
export type Figures = Readonly<Record<string, number>>;

/** The figures of a table, by the major version of Node: each compiles in its own way. */
type Table = Record<string, Record<string, number>>;

const VERSION = `Node ${process.versions.node.split('.')[0]}`;

const read = (file: string): Table => JSON.parse(readFileSync(file, 'utf8')) as Table;

/** What the table says that it costs on this version of Node; null if it says nothing about it. */
export const expectedIn = (file: string): Figures | null => read(file)[VERSION] ?? null;

/** Which figures are worse than expected by more than `tolerance` (0.3 is 30 %), worst first. */
export const worse = (figures: Figures, expected: Figures, tolerance: number): string[] =>
  Object.keys(expected)
    .filter((what) => figures[what] !== undefined && figures[what] > expected[what] * (1 + tolerance))
    .sort((a, b) => figures[b] / expected[b] - figures[a] / expected[a]);

/** Writes the figures of this version of Node into the table. */
export function writeTable(file: string, figures: Figures): void {
  const rounded = Object.fromEntries(Object.entries(figures).map(([what, units]) => [what, Number(units.toPrecision(3))]));
  writeFileSync(file, `${JSON.stringify({ ...read(file), [VERSION]: rounded }, null, 2)}\n`);
}
