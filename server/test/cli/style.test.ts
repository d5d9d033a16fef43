import { describe, expect, it } from 'vitest';
import { Style } from '../../src/cli/screen/style';

/** Text with the names of its looks before it, as a terminal is told them. */
const LOOKS: Record<string, string> = { 1: 'bold', 2: 'dim', 4: 'underline', 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' };
const seen = (text: string): string => {
  const looks = [...text.matchAll(new RegExp(`${String.fromCharCode(27)}\\[(\\d+)m`, 'g'))].map(([, code]) => LOOKS[code]).filter(Boolean);
  return looks.sort().join(' ');
};

describe('a word on a terminal', () => {
  it.each([
    ['error', 'bold red'],
    ['warning', 'bold yellow'],
    ['information', 'bold cyan'],
    ['hint', 'dim'],
  ] as const)('is %s: %s', (severity, looks) => {
    expect(seen(new Style(true).severity('x', severity))).toBe(looks);
    expect(new Style(false).severity('x', severity)).toBe('x');
  });

  it.each([
    ['sent', 'green'],
    ['deferred', 'yellow'],
    ['bounced', 'red'],
    ['rejected', 'red'],
    ['none', 'dim'],
  ] as const)('is %s: %s', (status, looks) => {
    expect(seen(new Style(true).status('x', status))).toBe(looks);
    expect(new Style(false).status('x', status)).toBe('x');
  });

  it('is nothing where it is empty', () => {
    expect(new Style(true).as('', 'red')).toBe('');
    expect(Style.of({ color: false }).as('x', 'red')).toBe('x');
  });
});
