import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smtpLens } from '../cli/terminal';
import { FINDS } from './finds';
import { minimised } from './minimise';
import { mutated } from './mutations';
import { faultsOf, isSoft, ORACLES } from './oracles';
import { randomOf } from './random';
import { seedsIn } from './seeds';
import { cutsOf, short } from './short';
import { shortFaults } from './short-oracle';
import { wellFormed } from './xml';

const SEEDS = seedsIn(join(__dirname, '../../..'));
const CUTS = cutsOf(SEEDS);

describe('the fuzzer', () => {
  it.each(FINDS)('finds no more what it found once: %s %j', async (oracle, text) => {
    expect(await faultsOf(text, () => randomOf(1, 1), [oracle])).toEqual([]);
  });

  it('finds nothing in inputs of a fixed seed', { timeout: 120_000 }, async () => {
    const found: string[] = [];
    for (let nth = 0; nth < 150; nth++) {
      const text = mutated(randomOf(2026, nth), SEEDS);
      for (const { kind, detail } of await faultsOf(text, () => randomOf(2026, nth)))
        if (!isSoft(kind)) found.push(`2026:${nth} ${kind} ${detail.slice(0, 200)}`);
    }
    expect(found).toEqual([]);
  });

  it('finds nothing in short inputs of a fixed seed', { timeout: 120_000 }, () => {
    const found: string[] = [];
    for (let nth = 0; nth < 500; nth++)
      for (const { kind, detail } of shortFaults(short(randomOf(2027, nth), CUTS), () => randomOf(2027, nth)))
        found.push(`2027:${nth} ${kind} ${detail.slice(0, 200)}`);
    expect(found).toEqual([]);
  });

  it('sees what is wrong with a short input', () => {
    const kinds = (text: string, secret: string): string[] => shortFaults({ text, secret }, () => randomOf(1, 1)).map(({ kind }) => kind);
    expect(kinds('250 ok', '250 ok')).toEqual(['a planted secret is in the copy']);
    expect(kinds('password=Kw7Qx92mmA', 'Kw7Qx92mmA')).toEqual([]);
  });

  it('makes the same short input of the same number, most of them of a few lines', () => {
    const some = (seed: number): string[] => Array.from({ length: 400 }, (_, nth) => short(randomOf(seed, nth), CUTS).text);
    expect(some(7)).toEqual(some(7));
    expect(new Set(some(7)).size).toBeGreaterThan(380);
    expect(some(7).filter((text) => text.split('\n').length > 8)).toEqual([]);
  });

  it('makes the same input of the same number, and other ones of others', () => {
    const some = (seed: number): string[] => Array.from({ length: 20 }, (_, nth) => mutated(randomOf(seed, nth), SEEDS));
    expect(some(7)).toEqual(some(7));
    expect(new Set([...some(7), ...some(8)]).size).toBe(40);
  });

  it('tells an error that nobody expects, by where it came from', async () => {
    ORACLES.broken = () => {
      throw new RangeError('out of reach');
    };
    try {
      expect((await faultsOf('', () => randomOf(1, 1), ['broken'])).map(({ kind }) => kind)).toEqual([
        expect.stringMatching(/^broken: throws out of reach in /),
      ]);
    } finally {
      delete ORACLES.broken;
    }
  });

  it('makes what it finds short', async () => {
    const short = await minimised(`a\nb c needle d\n${'x\n'.repeat(100)}`, async (text) => text.includes('needle'));
    expect(short).toBe('needle');
  });
});

describe('a drawing is well-formed', () => {
  it.each(['<a b="1"><c/>text &amp; &#10;</a>', '<a/>'])('%s', (text) => expect(wellFormed(text)).toBeNull());
  it.each([
    '<a>',
    '<a></b>',
    '<a b=1/>',
    '<a/><b/>',
    '<a>&</a>',
    '<a>\ufffe</a>',
    '<a>\u0001</a>',
    '<a>\ud800</a>',
    '<a b="<"/>',
    'x<a/>',
    '<a b="1" b="2"/>',
  ])('not %j', (text) => expect(wellFormed(text)).not.toBeNull());
});

it('reads the times of a journal, which counts microseconds', async () => {
  const line = JSON.stringify({
    __REALTIME_TIMESTAMP: '1795462140000000',
    _HOSTNAME: 'mail',
    SYSLOG_IDENTIFIER: 'postfix/smtpd',
    _PID: '77',
    MESSAGE:
      'NOQUEUE: reject: RCPT from unknown[192.0.2.68]: 554 5.7.1 <x@example.org>: Relay access denied; from=<a@example.com> to=<x@example.org> proto=ESMTP helo=<x>',
  });
  const { out } = await smtpLens({ 'a.log': `${line}\n` }, 'messages', '--format', 'json', 'a.log');
  expect(JSON.parse(out).time).toBe('2026-11-23T19:29:00.000Z');
});
