import { describe, expect, it } from 'vitest';
import { Sign } from '../../src/text/signs';

const sign = new Sign(['pas', '//', '?', '\u001b[', ' x:']);
const other = new Sign(['zq']);

describe('a sign', () => {
  it.each([
    ['the PASSWORD is', true],
    ['http://example.com', true],
    ['what?', true],
    ['\u001b[1m', true],
    ['x: at the beginning', true],
    ['a path/to', false],
    ['', false],
    ['pa', false],
  ])('is in %j: %s', (text, wanted) => expect(sign.in(text)).toBe(wanted));

  it('is told from the others in one pass', () => {
    expect(other.in('the pass')).toBe(false);
    expect(sign.in('the pass')).toBe(true);
    expect(other.in('zqz')).toBe(true);
    expect(sign.in('zqz')).toBe(false);
  });

  it('of two units may end the line', () => expect(other.in('a zq')).toBe(true));
});
