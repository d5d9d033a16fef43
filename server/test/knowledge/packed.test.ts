import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { needlesOf } from '../../src/knowledge/needle';
import { type Packed, unpacked } from '../../src/knowledge/packed';

vi.setConfig({ testTimeout: 60_000 });

const load = async () =>
  (await import(pathToFileURL(join(__dirname, '../../../scripts/tables.mjs')).href)) as {
    TABLES: readonly string[];
    packedTables(): Promise<{ packed: Packed }>;
    pack(byName: Record<string, unknown>, needlesOf: (pattern: RegExp) => readonly string[]): Packed;
  };

/** As it comes out of a bundle. */
const again = (packed: Packed): Record<string, unknown> => unpacked(JSON.parse(JSON.stringify(packed)));

function patternsIn(value: unknown): RegExp[] {
  if (value instanceof RegExp) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(patternsIn) : [];
}

describe('the tables in the bundles', () => {
  it('say what the sources say', async () => {
    const { TABLES, packedTables } = await load();
    const read = again((await packedTables()).packed);
    for (const file of TABLES) {
      const tables = (await import(join(__dirname, '../../src/knowledge', `${file}.ts`))) as Record<string, unknown>;
      for (const [name, table] of Object.entries(tables)) expect(read[name], `${file}: ${name}`).toEqual(table);
    }
    const patterns = patternsIn(read);
    expect(patterns.length).toBeGreaterThan(500);
    // The same pattern made anew has to look for its needles.
    for (const pattern of patterns) expect(needlesOf(pattern)).toEqual(needlesOf(new RegExp(pattern.source, pattern.flags)));
  });

  it('hold each text once', async () => {
    const { packed } = await (await load()).packedTables();
    expect(new Set(packed.texts).size).toBe(packed.texts.length);
    expect(packed.texts.filter((text) => text === 'blocklisted')).toHaveLength(1);
  });

  it('are data: values of every kind come back, and code is refused', async () => {
    const { pack } = await load();
    const table = [{ a: 'x', b: [0, 7], c: null, d: true, e: /x\/(?:ab|cde)y/gi }, { a: 'x', f: { a: '' } }, [], 'x', -0 + 0];
    expect(again(pack({ table }, needlesOf))).toEqual({ table });
    for (const odd of [() => 1, new Map(), -1, 0.5]) expect(() => pack({ table: [odd] }, needlesOf)).toThrow('no data of a table');
  });
});
