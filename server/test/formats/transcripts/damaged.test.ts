import { describe, expect, it, vi } from 'vitest';
import type { DialogueView, Reader, TranscriptFormat } from '../../../src/formats/format';
import type { Reading } from '../../../src/formats/reading';
import { transcriptFormats } from '../../../src/formats/transcripts';
import { drawnDamage, drawnLengths, drawnWear } from '../../damage';
import { visibly } from '../../drawn';

vi.setConfig({ testTimeout: 60_000 });

/** What the reader is told of the dialogue: who spoke last, which is what most readers ask; and the lines to come. */
class Told implements DialogueView {
  private last: 'client' | 'server' | null = null;
  constructor(public rest: readonly string[]) {}
  expecting(): ReturnType<DialogueView['expecting']> {
    if (this.last === null) return 'greeting';
    return this.last === 'client' ? 'reply' : 'command';
  }
  chunk(): null {
    return null;
  }
  peek(k: number): string {
    return this.rest[k - 1] ?? '';
  }
  hear(readings: readonly Reading[] | null): void {
    for (const one of readings ?? []) if (one.kind === 'wire') this.last = one.side;
  }
}

/** Readings in words, with their places, columns from 1. */
function said(readings: readonly Reading[] | null): string {
  if (readings === null) return '';
  if (readings.length === 0) return 'noise';
  return readings
    .map(({ piece, key, time, ...one }) => {
      const kind = one.kind === 'wire' ? one.side : one.mark;
      const more = Object.entries(one).flatMap(([name, value]) => (value === true ? [name] : value === false ? [`no ${name}`] : []));
      const bare = piece.text.length === piece.to - piece.from ? '' : ` of ${piece.text.length}`;
      return [`${kind} ${piece.from + 1}-${piece.to}${bare}`, ...more, key === undefined ? '' : 'keyed', time === undefined ? '' : 'timed']
        .filter((word) => word !== '')
        .join(' ');
    })
    .join(', ');
}

/** The same without places, which move with the length of what is before: what is left of the line, from which side it counts alone. */
function saidOf(line: string, readings: readonly Reading[] | null): string {
  if (readings === null) return '';
  if (readings.length === 0) return 'noise';
  return readings
    .map(({ piece, key, time, ...one }) => {
      const kind = one.kind === 'wire' ? one.side : one.mark;
      const more = Object.entries(one).flatMap(([name, value]) => (value === true ? [name] : value === false ? [`no ${name}`] : []));
      const whole = piece.to === line.length ? '' : 'not to the end';
      const decoded = piece.text.length === piece.to - piece.from ? '' : 'decoded';
      const words = [kind, ...more, key === undefined ? '' : 'keyed', time === undefined ? '' : 'timed', whole, decoded];
      return words.filter((word) => word !== '').join(' ');
    })
    .join(', ');
}

const shapeOf = (line: string): string =>
  line
    .replace(/[a-z]+/g, 'a')
    .replace(/[A-Z]+/g, 'A')
    .replace(/\d+/g, '0');

/** The lines of the samples of a format, one of each shape, each read behind those before it. */
const drawn = (
  { samples, reader }: TranscriptFormat,
  draw: (line: string, read: (line: string) => readonly Reading[] | null) => string[],
) => {
  const seen = new Set<string>();
  return samples.flatMap(({ text }) => {
    const lines = text.split('\n');
    return lines.flatMap((line, n) => {
      if (line === '' || seen.has(shapeOf(line))) return [];
      seen.add(shapeOf(line));
      return draw(line, (other) => readBehind(reader(), lines, n, other));
    });
  });
};

/** How many lines before a line a reader may still know of. */
const BEFORE = 2;

function readBehind(reader: Reader, lines: readonly string[], n: number, line: string): readonly Reading[] | null {
  const view = new Told(lines);
  for (let at = Math.max(0, n - BEFORE); at < n; at++) {
    view.rest = lines.slice(at + 1);
    view.hear(reader.read(lines[at], view));
  }
  view.rest = lines.slice(n + 1);
  return reader.read(line, view);
}

describe('what is read of a line in which one character is another, as drawn in damaged/', () => {
  it.each(transcriptFormats.map((format) => [format.id, format] as const))('of %s', async (id, format) => {
    const rows = drawn(format, (line, read) => drawnDamage(line, (damaged) => said(read(damaged))));
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`damaged/${id}.txt`);
  });
});

describe('what is read of a line in which a word is gone, twice there or another one, as drawn in worn/', () => {
  it.each(transcriptFormats.map((format) => [format.id, format] as const))('of %s', async (id, format) => {
    const rows = drawn(format, (line, read) => {
      const ask = (worn: string): string => saidOf(worn, read(worn));
      return [...drawnWear(line, ask), ...drawnLengths(line, ask)];
    });
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`worn/${id}.txt`);
  });
});

/** Lines that stand between those of a program: nothing, a bare reply, a bare command, text. */
const BETWEEN = ['', '250 mx.example.net', '250-mx.example.net', 'QUIT', 'Hello there', '.', '    and more'];

/** Lines are told apart by how they begin, and so many are drawn of a format. */
const BEGINNING = 16;
const MOST_SHAPES = 12;

/** What is read of a line by itself, behind each other line, and while mail data is expected: a row for each answer that is another one. */
function behindOthers(lines: readonly string[], reader: () => Reader): string[] {
  const ask = (line: string, before: string | null, expects?: 'body'): string => {
    const [one, view] = [reader(), new Told(before === null ? [] : [line])];
    if (before !== null) view.hear(one.read(before, view));
    view.rest = [];
    if (expects) view.expecting = () => expects;
    return said(one.read(line, view)) || 'nothing';
  };
  return lines.flatMap((line) => {
    const first = ask(line, null);
    const others = new Map<string, string[]>();
    const tell = (where: string, answer: string): void => {
      if (answer !== first) others.set(answer, [...(others.get(answer) ?? []), where]);
    };
    for (const [n, before] of lines.entries()) tell(`${n + 1}`, ask(line, before));
    const body = ask(line, null, 'body');
    tell('nothing in mail data', body);
    if (body === first) return shown(line, first, others);
    for (const [n, before] of lines.entries()) {
      const answer = ask(line, before, 'body');
      if (answer !== body) tell(`${n + 1} in mail data`, answer);
    }
    return shown(line, first, others);
  });
}

const shown = (line: string, first: string, others: ReadonlyMap<string, readonly string[]>): string[] => [
  `  ${line}`.trimEnd(),
  `#   first: ${first}`,
  ...[...others].map(([answer, where]) => `#   behind ${where.join(', ')}: ${answer}`),
];

describe('what is read of a line behind each other line, as drawn in behind/', () => {
  it.each(transcriptFormats.map((format) => [format.id, format] as const))('of %s', async (id, { samples, reader }) => {
    const shapes = new Map<string, string>();
    for (const line of samples.flatMap(({ text }) => text.split('\n'))) {
      const shape = shapeOf(line).slice(0, BEGINNING);
      if (line !== '' && !shapes.has(shape)) shapes.set(shape, line);
    }
    const rows = behindOthers([...[...shapes.values()].slice(0, MOST_SHAPES), ...BETWEEN], reader);
    await expect(`${visibly(rows.join('\n'))}\n`).toMatchFileSnapshot(`behind/${id}.txt`);
  });
});
