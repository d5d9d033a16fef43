import { describe, expect, it } from 'vitest';
import { hostileLooks, leakIn, PAYLOADS } from './hostile';

describe('hostile texts in fields of samples', () => {
  it('are shown for what they are, or not at all', { timeout: 300_000 }, async () => {
    // `npm run fuzz -- --only hostile` takes 100,000 looks and more.
    const { looks, leaks } = await hostileLooks(11, 12_000);
    expect(looks).toBeGreaterThanOrEqual(12_000);
    expect([...leaks]).toEqual([]);
  });

  it('would be seen if they came through', () => {
    const seen = (shape: Parameters<typeof leakIn>[0]['shape'], text: string): boolean => leakIn({ place: '', shape, text }) !== null;
    for (const name of ['bidi override', 'arabic letter mark', 'tags', 'C1 NEL', 'line separator', 'low surrogate', 'noncharacter', 'bell'])
      for (const shape of ['label', 'text', 'markdown', 'svg', 'json', 'json-lines', 'terminal', 'github', 'markdown-table'] as const)
        expect(seen(shape, PAYLOADS[name]), `${name} as ${shape}`).toBe(true);
    for (const name of ['markdown link', 'markdown image', 'HTML', 'script', 'HTML link'])
      expect(seen('markdown', PAYLOADS[name]), name).toBe(true);
    expect(seen('label', PAYLOADS.long)).toBe(true);
    expect(seen('svg', '<svg><script>alert(1)</script></svg>')).toBe(true);
    expect(seen('xml', '<a>&evil</a>')).toBe(true);
    expect(seen('github', '::error file=x::owned\n')).toBe(true);
    const sarif = (text: string): string => JSON.stringify({ runs: [{ results: [{ message: { text } }] }] });
    expect(seen('sarif', sarif('{0}'))).toBe(true);
    expect(seen('sarif', sarif('[click](1)'))).toBe(true);
    expect(seen('sarif', sarif('{{0}} [click] (1)'))).toBe(false);
  });
});
