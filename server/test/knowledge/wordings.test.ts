import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureIn } from '../../src/knowledge/failures';
import { wordings } from '../../src/knowledge/wordings';
import { bare, type Located } from '../../src/meaning/located';
import { wordingFor } from '../../src/meaning/lookup';
import { meaningOf } from '../../src/meaning/meaning';

/** A sentence of a row, where it is said; the files have at least one for each row. */
interface Sample {
  readonly text: string;
  readonly code?: number | null;
  readonly enhanced?: string | null;
  readonly phase?: string | null;
  readonly kind?: string;
  /** Of a sentence without a code: its row in failures.ts. */
  readonly id?: string;
  readonly title?: string;
}
const samples = JSON.parse(readFileSync(join(__dirname, 'wording-samples.json'), 'utf8')) as Sample[];

const located = ({ text, code, enhanced, phase }: Sample): Located => ({
  ...bare(code ?? null, enhanced ?? null, text),
  verb: phase ?? null,
});

const rows = samples.filter(({ title }) => title !== undefined);
const whole = samples.filter(({ kind, title }) => kind !== undefined && title === undefined);
const sentences = samples.filter(({ id }) => id !== undefined);

describe('a wording that many servers share', () => {
  it.each(rows)('is found by its sample: $code $enhanced $text', (sample) => {
    const row = wordingFor(located(sample));
    expect([row?.kind, row?.title]).toEqual([sample.kind, sample.title]);
  });

  it('is reached, whichever it is', () => {
    const reached = new Set(rows.map((sample) => wordingFor(located(sample))));
    const lacking = wordings.filter((row) => !reached.has(row));
    expect(lacking.map(({ kind, title, said }) => `${kind} ${title} ${said.source.slice(0, 60)}`)).toEqual([]);
  });
});

describe('a refusal', () => {
  // A program's own row may know better than the words that all share.
  it.each(whole)('means $kind, by its words or in all: $code $enhanced $text', (sample) => {
    expect([wordingFor(located(sample))?.kind, meaningOf(located(sample))?.kind]).toContain(sample.kind);
  });
});

describe('what is not supported', () => {
  const titleOf = (text: string): string | undefined => meaningOf(located({ text, code: 550 }))?.answer.title;
  it.each(['command not implemented', 'This verb is disabled', 'unsupported command', 'VRFY not supported', 'not supported'])(
    'is the command: %s',
    (text) => expect(titleOf(text)).toBe('Command is not supported here'),
  );
  it.each([
    'unsupported character set in header',
    'unsupported attachment',
    'attachment type not supported',
    'media not supported',
    'file extension exe not supported',
    'disabled sender domain',
  ])('is no command: %s', (text) => expect(titleOf(text)).not.toBe('Command is not supported here'));
});

describe('a sentence of a program', () => {
  it.each(sentences)('is $id: $text', ({ text, id }) => {
    expect(failureIn(text)?.id).toBe(id);
  });
});
