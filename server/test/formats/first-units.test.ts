import { describe, expect, it } from 'vitest';
import { firstUnits, OTHER_UNITS } from '../../src/formats/readers/first-units';
import { transcriptFormats } from '../../src/formats/transcripts';

const shown = (pattern: RegExp): string =>
  [...firstUnits(pattern).slice(32, 127)].flatMap((holds, unit) => (holds ? [String.fromCharCode(unit + 32)] : [])).join('');

describe('the units that a hint can begin with', () => {
  it('follows alternatives, optional parts, classes and looks', () => {
    expect(shown(/^(?:ab|[x-z0]|-)/)).toBe('-0axyz');
    expect(shown(/^(?:\d+ )?>/)).toBe('0123456789>');
    expect(shown(/^ {0,3}[<>]/)).toBe(' <>');
    expect(shown(/^(?=x)(?<key>[ab]{1,2})\]/)).toBe('ab');
    expect(shown(/^a/i)).toBe('Aa');
    expect(shown(/^\[\]/)).toBe('[');
  });
  it('takes anything where the pattern is not anchored, or may begin with anything', () => {
    expect(shown(/a/).length).toBe(95);
    expect(shown(/^.{0,5}a/).length).toBe(95);
    expect(shown(/^[^a]?b/).length).toBe(94);
  });
  it('has one entry for all units beyond ASCII', () => {
    const beyond = (pattern: RegExp): number => firstUnits(pattern)[OTHER_UNITS];
    expect([/^é/, /^[^a]/, /^\s/, /a/, /^a/, /^[a-z]/, /^\d/].map(beyond)).toEqual([1, 1, 1, 1, 0, 0, 0]);
  });
  it('never rules out a line that a hint matches', () => {
    for (const format of transcriptFormats) {
      const first = firstUnits(format.hint);
      const lines = format.samples.flatMap((sample) => sample.text.split('\n')).filter((line) => format.hint.test(line));
      for (const line of lines) expect(first[Math.min(128, line.charCodeAt(0))], `${format.id}: ${line}`).toBe(1);
    }
  });
});
