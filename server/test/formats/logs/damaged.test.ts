import { describe, expect, it, vi } from 'vitest';
import type { LogFormat } from '../../../src/formats/log';
import { logFormats, readLogLine } from '../../../src/formats/logs';
import { drawnDamage } from '../../damage';

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

function drawn({ samples }: LogFormat): string[] {
  const seen = new Set<string>();
  return samples
    .flatMap(({ text }) => text.split('\n'))
    .flatMap((line) => {
      if (line === '' || line.length > LONGEST || seen.has(shapeOf(line))) return [];
      seen.add(shapeOf(line));
      return drawnDamage(line, said);
    });
}

describe('what is read of a line in which one character is another, as drawn in damaged/', () => {
  it.each(logFormats.map((format) => [format.id, format] as const))('of %s', async (id, format) => {
    await expect(`${drawn(format).join('\n')}\n`).toMatchFileSnapshot(`damaged/${id}.txt`);
  });
});
