import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { logFormats, readLogLine } from '../../src/formats/logs';
import { exampleText } from '../../src/rules/drawing';
import { logRules } from '../../src/rules/log';
import { Subscribers, subjectsOf } from '../../src/rules/log-subjects';
import { corpus, present } from '../corpus/corpus';

const subscribers = new Subscribers(logRules);
const reported = (rule: (typeof logRules)[number], line: string): unknown[] => {
  const entry = readLogLine(line);
  const found: unknown[] = [];
  if (entry) rule.check(entry, line, (report) => found.push(report));
  return found;
};

/** Rules that would say something of a line and are not asked. */
const missed = (line: string): string[] => {
  const entry = readLogLine(line);
  if (!entry) return [];
  const asked = subscribers.of(subjectsOf(entry));
  return logRules.filter((rule) => !asked.includes(rule) && reported(rule, line).length > 0).map(({ id }) => `${id}: ${line}`);
};

const under = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? under(path) : [path];
  });

describe('what rules about lines of a log subscribe to', () => {
  it('leaves none of them out that has something to say, in examples and samples', () => {
    const texts = [
      ...logRules.flatMap(({ examples }) => [...examples.fires.map(exampleText), ...examples.silent]),
      ...logFormats.flatMap(({ samples }) => samples.map(({ text }) => text)),
    ];
    const lines = texts.flatMap((text) => text.split('\n'));
    // Also as a piece of a line, and with another program's name before it.
    const pieces = lines.flatMap((line) => [line, line.slice(line.indexOf(': ') + 2), `Nov 23 10:00:01 mx postfix/smtp[42]: ${line}`]);
    expect(pieces.flatMap(missed)).toEqual([]);
  });

  it.runIf(present)('leaves none of them out in the public logs', () => {
    const files = under(join(corpus, 'dev')).filter((path) => statSync(path).size < 3_000_000);
    const lines = new Set(files.flatMap((path) => readFileSync(path, 'latin1').split(/\r?\n/)));
    expect(lines.size).toBeGreaterThan(10_000);
    expect([...lines].flatMap(missed)).toEqual([]);
  });

  it('asks few rules about a client that came and went', () => {
    const entry = readLogLine('Nov 23 10:00:01 mx postfix/smtpd[42]: connect from mail.example.org[192.0.2.7]');
    expect(entry && subscribers.of(subjectsOf(entry)).length).toBeLessThan(6);
  });
});
