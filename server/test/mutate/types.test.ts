import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Mutant, script } from './mutate';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let check: (mutant: Pick<Mutant, 'file' | 'start' | 'end' | 'text'>) => string | null;
beforeAll(async () => {
  const { typeCheck } = await script<{ typeCheck(root: string): typeof check }>('types');
  check = typeCheck(join(__dirname, '../../..'));
});

describe('the type check of a mutant', () => {
  const put = (text: string): string | null => check({ file: 'text/ends.ts', start: 0, end: 0, text });

  it('says what is wrong with its types, and nothing of the next one', () => {
    expect(put('export const one: number = "a";\n')).toBe("Type 'string' is not assignable to type 'number'.");
    expect(put('')).toBeNull();
    expect(put('const unused = 1;\n')).toBe("'unused' is declared but its value is never read.");
    expect(put('export const one = 1;\n')).toBeNull();
    expect(put('if (Math.random() < 0) ;\n')).toBeNull();
  });
});
