import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { LogEntry } from '../../src/formats/log';
import { logFormats, readLogLine } from '../../src/formats/logs/index';
import { LifeFacts } from '../../src/story/lives';
import { indexLog } from '../../src/story/log-index';
import { MessageList } from '../../src/story/message-list';
import { storyNotes } from '../../src/story/notes';
import { storyOf } from '../../src/story/story';
import { Summariser } from '../../src/story/summary';
import { storyText } from '../../src/story/text';
import { visibly } from '../drawn';

vi.setConfig({ testTimeout: 60_000 });

const numbers = (list: readonly number[]): string => list.map((n) => n + 1).join(' ');
const given = (fields: object): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== null && value !== false && value !== undefined && !Number.isNaN(value))
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** What the lines of one message add up to for the rules about a whole message. */
function factsOf(own: readonly number[], entries: readonly (LogEntry | null)[], lines: readonly string[]): string {
  const facts = new LifeFacts();
  for (const n of own) {
    const entry = entries[n];
    if (entry) facts.add(n, entry, lines[n]);
  }
  const { arrival, hasOrigin, queued, swept, born, setBack, outcomes, whole } = facts;
  return JSON.stringify({ arrival, hasOrigin, queued, swept, born, setBack, outcomes, whole });
}

/** What a log tells of its messages: the lines of each id, how ids hang together, what came of each message, and the first stories. */
function told(lines: readonly string[]): string[] {
  const entries = lines.map(readLogLine);
  const index = indexLog(entries.flatMap((entry, line) => (entry ? [{ line, entry }] : [])));
  const list = new MessageList();
  const summary = new Summariser((words) => words);
  for (const [n, entry] of entries.entries()) {
    if (!entry) continue;
    list.add(n, lines[n], entry);
    summary.add(n, lines[n], entry);
  }
  const lives = [...index.lives.values()].flat();
  const log = { lines, text: (n: number) => lines[n] ?? '', entry: (n: number) => entries[n] ?? null };
  return [
    ...lives.flatMap(({ id, family, host, session, lines: own, ...more }) => [
      `  ${id}: ${given({ family, host, session })}; lines ${numbers(own)}; ${given({ ...more, links: undefined })}`,
      `    ${factsOf(own, entries, lines)}`,
      ...(index.pointers.get(id) ?? []).map(({ from, link }) => `    ${link.kind} of ${from.id}, line ${link.line + 1}`),
    ]),
    ...[...list.all()].flatMap(({ recipients, ...message }) => [
      `  message ${given(message)}`,
      ...recipients.map(({ cause, ...one }) => `    ${given(one)}${cause ? `: ${cause.kind}` : ''}`),
    ]),
    `  ${JSON.stringify(summary.summary())}`,
    ...lives.slice(0, 6).flatMap((life) => {
      const story = storyOf(index, life);
      return storyText(story, log, storyNotes(story, index, log.entry, log.text))
        .split('\n')
        .map((line) => `  | ${line}`);
    }),
  ];
}

describe('what is told of messages, as drawn in drawn/', () => {
  it('in the samples of every log', async () => {
    const rows = logFormats.flatMap(({ id, samples }) =>
      samples.flatMap(({ title, text }) => [`## ${id}: ${title}`, ...told(text.split('\n'))]),
    );
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot('drawn/samples.txt');
  });

  it.each(['postfix.log', 'exim-mainlog.log', 'sendmail.log'])('in %s', async (name) => {
    const lines = readFileSync(join(__dirname, 'logs', name), 'utf8')
      .split('\n')
      .slice(0, 250);
    await expect(visibly(`${told(lines).join('\n')}\n`)).toMatchFileSnapshot(`drawn/${name.replace('.log', '')}.txt`);
  });
});
