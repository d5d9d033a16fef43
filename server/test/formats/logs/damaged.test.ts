import { describe, expect, it, vi } from 'vitest';
import type { LogFormat } from '../../../src/formats/log';
import { logFormats, readLogLine } from '../../../src/formats/logs';
import { drawnDamage, drawnLengths, drawnWear } from '../../damage';
import { FURTHER } from './further';

vi.setConfig({ testTimeout: 60_000 });

/** What is read of a log line, in words. */
function said(line: string): string {
  const entry = readLogLine(line);
  if (entry === null) return '';
  const { format, status, reason, phase, life, replies, fields } = entry;
  return [
    format,
    status ?? '',
    reason ?? '',
    phase ?? '',
    life ?? '',
    ...replies.map((reply) => `${reply.code ?? '-'} ${reply.enhanced ?? '-'} ${reply.phase ?? '-'} ${reply.role}`),
    fields.map(({ name }) => name).join(' '),
  ]
    .filter((word) => word !== '')
    .join(', ');
}

const shapeOf = (line: string): string =>
  line
    .replace(/[a-z]+/g, 'a')
    .replace(/[A-Z]+/g, 'A')
    .replace(/\d+/g, '0');

/** Longer lines say the same again. */
const LONGEST = 220;

/** Lines of other shapes than those before. */
function drawn(lines: readonly string[], draw: typeof drawnDamage): string[] {
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    if (line === '' || line.length > LONGEST || seen.has(shapeOf(line))) return [];
    seen.add(shapeOf(line));
    return draw(line, said);
  });
}
const worn: typeof drawnDamage = (line, ask) => [...drawnWear(line, ask), ...drawnLengths(line, ask)];
const linesOf = ({ samples }: LogFormat): string[] => samples.flatMap(({ text }) => text.split('\n'));

describe('what is read of a line in which one character is another, as drawn in damaged/', () => {
  it.each(logFormats.map((format) => [format.id, format] as const))('of %s', async (id, format) => {
    await expect(`${drawn(linesOf(format), drawnDamage).join('\n')}\n`).toMatchFileSnapshot(`damaged/${id}.txt`);
  });
});

describe('what is read of a line in which a word is gone, twice there or another one, as drawn in worn/', () => {
  it.each(logFormats.map((format) => [format.id, format] as const))('of %s', async (id, format) => {
    await expect(`${drawn(linesOf(format), worn).join('\n')}\n`).toMatchFileSnapshot(`worn/${id}.txt`);
  });

  it.each(Object.entries(FURTHER))('of further lines of %s', async (id, lines) => {
    await expect(`${drawn(lines, worn).join('\n')}\n`).toMatchFileSnapshot(`worn/${id}-further.txt`);
  });
});
