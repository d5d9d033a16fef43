import { describe, expect, it } from 'vitest';
import { asksTheSame } from '../../src/knowledge/steps';
import { bare } from '../../src/meaning/located';
import { meaningOf } from '../../src/meaning/meaning';

const title = (code: number, verb: string) => meaningOf({ ...bare(code, null, ''), verb })?.answer.title;

describe('steps that ask for the same thing', () => {
  it.each([
    ['EHLO', 'HELO', true],
    ['AUTH', 'AUTH_CONTINUE', true],
    ['DATA_END', 'BDAT_LAST', true],
    ['DATA_END', 'BURL', false],
    ['MAIL', 'RCPT', false],
    ['NOOP', 'NOOP', true],
  ])('%s and %s: %s', (a, b, same) => expect(asksTheSame(a, b)).toBe(same));

  it('are told apart where a bare code means another thing: after a refused EHLO comes HELO, after a refused HELO nothing', () => {
    expect(title(502, 'EHLO')).not.toBe(title(502, 'HELO'));
  });
});
