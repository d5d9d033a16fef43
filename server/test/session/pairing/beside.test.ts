import { describe, expect, it } from 'vitest';
import { errors, onWire } from '../../properties/recordings';
import { analysisOf, idsOf, judged } from '../../properties/samples';

/** Two sessions in the same lines, without anything on the lines that tells them apart. */
const lines = (text: string): string[] => text.trim().split('\n');
const mixed = (text: readonly string[]): boolean => [...analysisOf(text).sessions()].some(({ session }) => session.interleaved);

const GREETED = lines(`
S: 220 mx1.example.net ESMTP
S: 220 mx2.example.net ESMTP
C: EHLO one.example.org
S: 250 mx1.example.net
C: EHLO two.example.org
S: 250 mx2.example.net
C: MAIL FROM:<a@example.org>
C: MAIL FROM:<b@example.org>
S: 250 2.1.0 Ok
S: 250 2.1.0 Ok
C: QUIT
C: QUIT
S: 221 2.0.0 Bye
S: 221 2.0.0 Bye`);

const UNDER_WAY = lines(`
S: 220 mx1.example.net ESMTP
C: EHLO one.example.org
S: 250 mx1.example.net
S: 220 mx2.example.net ESMTP
C: MAIL FROM:<a@example.org>
C: EHLO two.example.org
S: 250 mx2.example.net
S: 250 2.1.0 Ok
C: QUIT
S: 221 2.0.0 Bye
C: QUIT
S: 221 2.0.0 Bye`);

const INSIDE = lines(`
S: 220 mx1.example.net ESMTP
C: EHLO one.example.org
S: 250-mx1.example.net
S: 220 mx2.example.net ESMTP
S: 250 PIPELINING
C: QUIT
S: 221 2.0.0 Bye`);

describe('two sessions in the same lines', () => {
  it.each([
    ['two are greeted before two say hello', GREETED, ['sessions-interleaved']],
    ['one is greeted while the other sends mail', UNDER_WAY, ['sessions-interleaved']],
    ['one is greeted in the middle of a reply', INSIDE, []],
  ])('%s', (_, text, ids) => {
    expect(mixed(text)).toBe(true);
    expect(idsOf(judged(text))).toEqual(ids);
  });

  it('two of the same name are known by what no client sends twice', () => {
    const same = GREETED.map((line) => line.replace(/mx[12]/, 'mx').replace(/one|two/, 'client'));
    expect(mixed(same)).toBe(true);
  });

  it.each([
    ['a greeting and nothing more, then a session', ['S: 220 mx1.example.net ESMTP', ...UNDER_WAY.slice(0, 3)]],
    ['a session that breaks off, then another', [...UNDER_WAY.slice(0, 3), ...UNDER_WAY.slice(0, 3)]],
    ['a greeting printed twice', [UNDER_WAY[0], ...UNDER_WAY.slice(0, 3)]],
  ])('not so: %s', (_, text) => expect(mixed(text)).toBe(false));

  it('a prefix that tells them apart makes two sessions of them', () => {
    const whose = [101, 102, 101, 101, 102, 102, 101, 102, 101, 102, 101, 102, 101, 102];
    for (const write of [
      (id: number) => `Nov 23 10:00:00 mail app[${id}]: `,
      (id: number) => `[thread-${id}] `,
      (id: number) => `conn=${id} `,
    ]) {
      const text = GREETED.map((line, at) => `${write(whose[at])}${line}`);
      const sessions = [...analysisOf(text).sessions()].map(({ session }) => session);
      expect(sessions.map(({ interleaved, exchanges }) => [interleaved, exchanges.length])).toEqual([
        [false, 4],
        [false, 4],
      ]);
      expect(idsOf(errors(judged(text)))).toEqual([]);
    }
  });

  it('no session of a recording is taken for two', () => {
    for (const { said } of onWire) expect(mixed(said.map(([side, text]) => `${side}: ${text}`))).toBe(false);
  });
});
