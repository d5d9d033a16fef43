import { describe, expect, it } from 'vitest';
import type { LogEntry, LogFormat } from '../../../src/formats/log';
import { logFormats, readLogLine } from '../../../src/formats/logs/index';

/** `line:column code enhanced phase status id` of each reply, as samples write them. */
function replies(text: string, read: (line: string) => LogEntry | null): string[] {
  return text.split('\n').flatMap((line, n) => {
    const entry = read(line);
    return (entry?.replies ?? []).map(
      (r) => `${n + 1}:${r.from + 1} ${r.code ?? '-'} ${r.enhanced ?? '-'} ${r.phase ?? '-'} ${entry?.status ?? '-'} ${entry?.id ?? '-'}`,
    );
  });
}

/** What every entry promises about its columns. */
function promises(line: string, entry: LogEntry): void {
  for (const reply of entry.replies) {
    expect(line.slice(reply.from, reply.to)).toBe(reply.code === null ? reply.enhanced : String(reply.code));
    expect(reply.textFrom).toBeGreaterThanOrEqual(0);
    expect(reply.textTo).toBeGreaterThanOrEqual(reply.textFrom);
    expect(reply.textTo).toBeLessThanOrEqual(line.length);
    if (reply.enhanced === null) expect([reply.enhancedFrom, reply.enhancedTo]).toEqual([-1, -1]);
    // An object of three numbers, or a code without its class, is written otherwise than it reads.
    else if (entry.format !== 'kumomta' && entry.format !== 'mox')
      expect(line.slice(reply.enhancedFrom, reply.enhancedTo)).toBe(reply.enhanced);
  }
  for (const { name, piece } of entry.fields) {
    expect(line.slice(piece.from, piece.to), name).toBe(piece.text);
    if (name === 'id') expect(piece.text).toBe(entry.id);
  }
}

describe.each(logFormats.map((format): [string, LogFormat] => [format.id, format]))('%s', (_, format) => {
  it('has a sample, and ids of its own', () => {
    expect(format.samples.length).toBeGreaterThan(0);
    expect(logFormats.filter((other) => other.id === format.id)).toHaveLength(1);
  });

  for (const sample of format.samples) {
    it(`reads its sample: ${sample.title}`, () => {
      expect(replies(sample.text, (line) => format.read(line))).toEqual(sample.replies);
    });

    it(`keeps its promises: ${sample.title}`, () => {
      for (const line of sample.text.split('\n')) {
        const entry = format.read(line);
        if (!entry) continue;
        promises(line, entry);
        expect(entry.format).toBe(format.id);
        expect(
          format.needles.some((needle) => line.includes(needle)),
          `a needle in ${line}`,
        ).toBe(true);
      }
    });

    it(`is asked for its lines among all formats: ${sample.title}`, () => {
      for (const line of sample.text.split('\n')) {
        expect(readLogLine(line)?.format).toBe(format.read(line)?.format);
      }
    });
  }

  it('leaves the lines of other formats alone', () => {
    const taken: string[] = [];
    for (const other of logFormats) {
      if (other.id === format.id) continue;
      for (const sample of other.samples) {
        for (const line of sample.text.split('\n')) {
          // Two services may send the same event; a line that both would read goes to the first.
          if (other.read(line) && format.read(line)?.replies.length && readLogLine(line)?.format === format.id)
            taken.push(`${other.id}: ${line}`);
        }
      }
    }
    expect(taken).toEqual([]);
  });
});
