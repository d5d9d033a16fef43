import { describe, expect, it, vi } from 'vitest';
import type { LocatedReply, LogEntry, LogFormat } from '../../../src/formats/log';
import { logFormats } from '../../../src/formats/logs/index';
import { drawnLine, type Place, placeOf } from '../../drawn';
import { FURTHER } from './further';

vi.setConfig({ testTimeout: 60_000 });

/** Where the parts of a reply are, and what is known of it. */
function replyPlaces({ code, from, to, enhanced, enhancedFrom, enhancedTo, textFrom, textTo, ...known }: LocatedReply): Place[] {
  const { phase, by, role, continues, whole, host } = known;
  const said = [
    role,
    phase && `to ${phase}`,
    by && `by the ${by} server`,
    host && `named ${host}`,
    continues && 'continues',
    whole && `whole: ${JSON.stringify(whole)}`,
  ];
  return [
    { from, to, words: `${code ?? enhanced}: ${said.filter(Boolean).join(', ')}` },
    ...(enhanced !== null && code !== null ? [{ from: enhancedFrom, to: enhancedTo, words: `enhanced ${enhanced}` }] : []),
    { from: textFrom, to: textTo, words: 'text' },
  ];
}

/** An entry in a line: what concerns the whole line, then each field and reply at its place. */
function drawnEntry(format: LogFormat, line: string): string[] {
  const entry: LogEntry | null = format.read(line);
  if (entry === null) return drawnLine(line, [], ['no line of this format']);
  const { daemon, id, host, time, status, session, reason, words, phase, life, messageFrom } = entry;
  const passage = format.traits?.passage?.(entry, line);
  const said = { daemon, id, host, time: Number.isNaN(time) ? null : time, status, session, reason, words, phase, life, passage };
  const told = Object.entries(said).filter(([, value]) => value !== null && value !== undefined);
  return drawnLine(
    line,
    [
      { from: messageFrom, to: messageFrom, words: 'the message' },
      ...entry.fields.map(({ name, piece }) => placeOf(line, piece, name)),
      ...entry.replies.flatMap(replyPlaces),
    ],
    [told.map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`).join(', ')],
  );
}

describe('what is read of the samples, as drawn in drawn/', () => {
  it.each(logFormats.map((format) => [format.id, format] as const))('%s', async (id, format) => {
    const drawn = format.samples.flatMap(({ title, text }) => [
      `## ${title}`,
      ...text.split('\n').flatMap((line) => drawnEntry(format, line)),
      '',
    ]);
    await expect(drawn.join('\n')).toMatchFileSnapshot(`drawn/${id}.txt`);
  });
});

describe('what is read of further lines, as drawn in drawn/', () => {
  it.each(Object.entries(FURTHER))('of %s', async (id, lines) => {
    const format = logFormats.find((one) => one.id === id);
    const drawn = lines.flatMap((line) => (format ? drawnEntry(format, line) : []));
    await expect(`${drawn.join('\n')}\n`).toMatchFileSnapshot(`drawn/${id}-further.txt`);
  });
});
