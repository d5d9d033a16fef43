import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { redact } from '../../src/features/redact';
import { splitFileText, textOf } from '../../src/text/lines';
import { readings } from './planted';
import { plantedPlaces, SAYS_NOTHING } from './planted-places';

const redacted = (text: string): ReturnType<typeof redact> => redact(Analysis.of(textOf(splitFileText(text))));

describe('a password', () => {
  it('is left in no place where people have one', { timeout: 120_000 }, () => {
    const left: string[] = [];
    const other: string[] = [];
    for (const { kind, around, text, secrets } of [...plantedPlaces(1), ...plantedPlaces(2)]) {
      const copy = redacted(text).lines.join('\n');
      if (redacted(copy).lines.join('\n') !== copy) other.push(`${kind} | ${around}`);
      const found = [...readings(copy)];
      if (secrets.some((secret) => found.some((one) => one.includes(secret)))) left.push(`${kind} | ${around}`);
    }
    expect(left).toEqual([]);
    expect(other).toEqual([]);
  });
});

const SURROUNDINGS: Readonly<Record<string, (text: string) => string>> = {
  alone: (text) => text,
  quoted: (text) => `Hello,\n\n${text.replace(/^/gm, '> ')}`,
  'in JSON': (text) =>
    text
      .split('\n')
      .map((message) => JSON.stringify({ time: '2026-03-01T10:00:00Z', message }))
      .join('\n'),
};

describe('a text without a password', () => {
  it.each(Object.entries(SURROUNDINGS))('keeps every word but names: %s', (_, put) => {
    const hidden = SAYS_NOTHING.flatMap((text) => {
      const whole = put(text);
      const lines = splitFileText(whole);
      return redacted(whole)
        .replaced.filter(({ kind }) => /password|token|key|blob|digest|repeated/.test(kind))
        .map(({ line, from, to }) => `${lines[line].slice(from, to)} | ${lines[line]}`);
    });
    expect(hidden).toEqual([]);
  });
});
