import { describe, expect, it, vi } from 'vitest';
import { nameOf } from '../../src/session/model';
import { oncePerSession } from '../../src/session/once';
import { analysisOf } from '../properties/samples';

const [one, other] = ['EHLO a.example.org', 'NOOP'].map((said) => {
  const [first] = analysisOf(['S: 220 mx.example.net ESMTP', `C: ${said}`, 'S: 250 mx.example.net'], true).sessions();
  return first.session;
});

describe('what is found in a session once', () => {
  it('is found again without looking, each session its own, also where it is nothing', () => {
    const look = vi.fn((session: typeof one) => (nameOf(session.exchanges[1]) === 'NOOP' ? null : nameOf(session.exchanges[1])));
    const found = oncePerSession(look);
    expect([found(one), found(other), found(one), found(other)]).toEqual(['EHLO', null, 'EHLO', null]);
    expect(look).toHaveBeenCalledTimes(2);
  });
});
