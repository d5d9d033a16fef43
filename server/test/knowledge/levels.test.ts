import { describe, expect, it } from 'vitest';
import { level, levelSource } from '../../src/knowledge';
import { commands } from '../../src/knowledge/commands';
import { codes, matrix } from './level-matrix';
import { reference } from './reference';

const LETTERS: Record<string, string> = { l: 'listed', a: 'any-command', h: 'historic', p: 'practice', t: 'theory', i: 'impossible' };

describe('levels of verbs and codes', () => {
  it('has a row of the matrix for each command', () => {
    expect(commands.map((row) => row.verb).sort()).toEqual(Object.keys(matrix).sort());
    expect(Object.keys(matrix).length).toBe(36);
    expect(codes.length).toBe(88);
  });

  it.each(Object.keys(matrix))('%s', (verb) => {
    const found = codes.map((code) => `${code} ${level(verb, code)}`);
    expect(found).toEqual(codes.map((code, i) => `${code} ${LETTERS[matrix[verb][i]]}`));
  });

  it('names a source for every verb and code', () => {
    for (const verb of Object.keys(matrix))
      for (const code of codes) expect(levelSource(verb, code).length, `${verb} ${code}`).toBeGreaterThan(0);
  });

  it('judges codes that nobody lists by their digits alone', () => {
    expect(level('RCPT', 559)).toBe('theory');
    expect(level('RCPT', 699)).toBe('impossible');
    expect(level('RCPT', 356)).toBe('impossible');
    expect(level('DATA', 356)).toBe('theory');
    expect(level('DATA', 259)).toBe('impossible');
    expect(level('FROB', 550)).toBe('theory');
    expect(level('FROB', 250)).toBe('theory');
    expect(level('FROB', 199)).toBe('impossible');
    expect(level('RCPT', Number.NaN)).toBe('impossible');
  });

  it('agrees with the research', () => {
    const data = reference('commands.json') as { commands: { verb: string; levels: Record<string, string[] | string> }[] } | null;
    for (const { verb, levels } of data?.commands ?? []) {
      for (const [name, list] of Object.entries(levels)) {
        if (!Array.isArray(list)) continue;
        for (const code of list) expect(`${verb} ${code} ${level(verb, Number(code))}`).toBe(`${verb} ${code} ${name}`);
      }
    }
  });
});
