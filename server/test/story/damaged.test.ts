import { describe, expect, it, vi } from 'vitest';
import { logFormats, readLogLine } from '../../src/formats/logs/index';
import { indexLog } from '../../src/story/log-index';
import { MessageList } from '../../src/story/message-list';
import { visibly } from '../drawn';

vi.setConfig({ testTimeout: 60_000 });

const given = (fields: object): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== null && value !== false && value !== undefined && !Number.isNaN(value) && typeof value !== 'object')
    .map(([name, value]) => (typeof value === 'number' ? name : `${name} ${value}`))
    .join(', ');

/** Which lines belong together and how, and what came of each message; lines by what they say, because numbers move. */
function told(lines: readonly string[]): string[] {
  const entries = lines.map(readLogLine);
  const index = indexLog(entries.flatMap((entry, line) => (entry ? [{ line, entry }] : [])));
  const list = new MessageList();
  for (const [n, entry] of entries.entries()) if (entry) list.add(n, lines[n], entry);
  return [
    ...[...index.lives.values()]
      .flat()
      .flatMap(({ id, lines: own, born: _born, before, links: _links, ...more }) => [
        `life ${id} of ${own.length} lines${before ? ', again' : ''}, ${given(more)}`,
        ...(index.pointers.get(id) ?? []).map(({ from, link }) => `${link.kind} of ${id}: ${from.id}`),
      ]),
    ...[...list.all()].flatMap(({ recipients, ...message }) => [
      `message ${given(message)}`,
      ...recipients.map(({ cause, ...one }) => `recipient ${given(one)}${cause ? `: ${cause.kind}` : ''}`),
    ]),
  ];
}

function difference(before: readonly string[], after: readonly string[]): string[] {
  const left = [...after];
  const gone = before.filter((part) => {
    const at = left.indexOf(part);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...gone.map((part) => `- ${part}`), ...left.map((part) => `+ ${part}`)];
}

/** Line by line: what becomes of the messages if the line is lost, comes twice, or comes two lines late. */
function damaged(lines: readonly string[]): string[] {
  const whole = told(lines);
  const ways: readonly (readonly [string, (n: number) => string[]])[] = [
    ['lost', (n) => [...lines.slice(0, n), ...lines.slice(n + 1)]],
    ['twice', (n) => [...lines.slice(0, n + 1), ...lines.slice(n)]],
    ['late', (n) => [...lines.slice(0, n), ...lines.slice(n + 1, n + 3), lines[n], ...lines.slice(n + 3)]],
    ['again at the end', (n) => [...lines, lines[n]]],
  ];
  return lines.flatMap((line, n) => [
    `  ${line.slice(0, 120)}`.trimEnd(),
    ...ways.flatMap(([way, write]) => {
      const rows = difference(whole, told(write(n)));
      return rows.length === 0 ? [] : [`# ${way}`, ...rows.map((row) => `#   ${row}`)];
    }),
  ]);
}

describe('the messages of a log with one line damaged, as drawn in damaged/', () => {
  it.each(logFormats.map((format) => [format.id, format] as const))('in %s', async (id, { samples }) => {
    const rows = samples.flatMap(({ title, text }) => [`## ${title}`, ...damaged(text.split('\n').slice(0, 16))]);
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`damaged/${id}.txt`);
  });
});
