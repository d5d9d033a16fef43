import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { indexedLog } from '../../src/analysis/indexed-log';
import { lineMentions } from '../../src/features/log-lines';
import { logSummary } from '../../src/features/log-summary';
import { mentionsNear, story, storyMentions } from '../../src/features/story';
import { splitEditorText, textOf } from '../../src/text/lines';

const read = (name: string): string => readFileSync(join(__dirname, '../../..', name), 'utf8');
const analysed = (text: string): Analysis => Analysis.of(textOf(splitEditorText(text)));

/** What a feature returns, without its pauses. */
function whole<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const log = analysed(read('samples/mail.log'));
const lineOf = (text: string): number => splitEditorText(read('samples/mail.log')).findIndex((line) => line.includes(text));

describe('the story at a position', () => {
  it('is that of the message that the line belongs to', () => {
    const page = whole(story(log, { line: lineOf('nobody@example.net'), character: 2 }));
    expect(page?.id).toBe('349261B8932');
    expect(page?.text).toContain('Outcome: 3 recipients: 2 sent, 1 bounced: recipient does not exist · 550 5.1.1 · 5 min 40 s');
  });

  it('is that of the id under the cursor, even in a line of another message', () => {
    const line = lineOf('sender non-delivery notification: 50C3E1B880A');
    const character = log.lines.line(line).indexOf('50C3E1B880A') + 3;
    expect(whole(story(log, { line, character }))?.id).toBe('50C3E1B880A');
    expect(whole(story(log, { line, character: 0 }))?.id).toBe('349261B8932');
  });

  it('is nothing in a line without a message, in a transcript and in prose', () => {
    expect(whole(story(log, { line: 0, character: 0 }))).toBeNull();
    expect(whole(story(analysed(read('samples/good-session.smtp')), { line: 3, character: 0 }))).toBeNull();
    expect(whole(story(analysed('Dear Bob,\n250 sheets of paper'), { line: 1, character: 0 }))).toBeNull();
    expect(whole(story(log, { line: 9999, character: 0 }))).toBeNull();
  });

  it('has references through the ids of its notification, within its life', () => {
    const line = lineOf('349261B8932: client');
    const places = whole(storyMentions(log, { line, character: log.lines.line(line).indexOf('349261B8932') })) ?? [];
    expect(new Set(places.map(({ line, from, to }) => log.lines.line(line).slice(from, to)))).toEqual(
      new Set(['349261B8932', '50C3E1B880A']),
    );
    expect(places.map(({ line }) => line)).toContain(lineOf('50C3E1B880A: removed'));
    const all = splitEditorText(read('samples/mail.log')).join('\n');
    expect(places).toHaveLength([...all.matchAll(/349261B8932|50C3E1B880A/g)].length - [...all.matchAll(/\.50C3E1B880A@/g)].length);
    expect(whole(storyMentions(log, { line, character: 0 }))).toBeNull();
  });

  it('takes, of several messages with one id in another document, the one of that time', () => {
    const day = (clock: string) => [
      `Nov 23 ${clock}:01 mx postfix/smtpd[7]: 4F9D1A2B3C: client=mail.example.org[192.0.2.7]`,
      `Nov 23 ${clock}:02 mx postfix/qmgr[9]: 4F9D1A2B3C: removed`,
    ];
    const two = analysed([...day('10:00'), ...day('14:00')].join('\n'));
    const time = (line: number) => two.entryAt(line)?.time ?? Number.NaN;
    const lines = (at: number) => whole(mentionsNear(two, '4F9D1A2B3C', at))?.map((span) => span.line);
    expect(lines(time(1) + 5000)).toEqual([0, 1]);
    expect(lines(time(2) - 5000)).toEqual([2, 3]);
    expect(lines(Number.NaN)).toBeUndefined();
    expect(lines(time(0) + 40 * 86_400_000)).toBeUndefined();
    expect(whole(mentionsNear(two, 'ABCDEF0123', time(1)))).toBeNull();
  });

  it('reads the log once for its lines as they are, and again when one is another', () => {
    expect(whole(indexedLog(log))).toBe(whole(indexedLog(log)));
    const { lines, text } = log;
    const typed = (line: number, as: string) => {
      const all = text.toJSON();
      all[line] = as;
      return log.edited(textOf(all), { from: line, to: line + 1, inserted: 1 });
    };
    const entry = log.entries().next().value?.line ?? 0;
    expect(whole(indexedLog(typed(entry, lines.line(entry))))).toBe(whole(indexedLog(log)));
    expect(whole(indexedLog(typed(entry, `${lines.line(entry)} x`)))).not.toBe(whole(indexedLog(log)));
    expect(whole(indexedLog(typed(entry, 'nothing of mail')))).not.toBe(whole(indexedLog(log)));
  });
});

describe('the pages about a log', () => {
  const page = whole(story(log, { line: lineOf('nobody@example.net'), character: 2 }))?.text ?? '';
  const summary = whole(logSummary(log)) ?? '';

  it('name lines that are there', () => {
    for (const text of [page, summary]) {
      const lines = text.split('\n');
      const mentions = lineMentions(text);
      expect(mentions.length).toBeGreaterThan(10);
      for (const { span, line } of mentions) expect(Number(lines[span.line].slice(span.from, span.to))).toBe(line + 1);
    }
    const story = lineMentions(page).map(({ line }) => line);
    expect(story.filter((line) => line === lineOf('removed') || line === lineOf('nobody@example.net'))).toHaveLength(3);
  });

  it('take no number for a line that the log itself wrote', () => {
    const hostile = analysed('Nov 23 19:24:32 mail postfix/smtpd[7123]: 349261B8932: client=a.example.org[192.0.2.10] (line 7)');
    const text = whole(story(hostile, { line: 0, character: 0 }))?.text ?? '';
    expect(text).toContain('(line 7)');
    expect(lineMentions(text).map(({ line }) => line)).not.toContain(6);
  });

  it('have a row for every outcome and every server, and say nothing of a transcript', () => {
    expect(summary).toContain('Deliveries: 3 sent, 2 deferred, 1 bounced; refused here: 1');
    expect(summary).toMatch(/mx\.example\.net: 1 sent, 0 deferred, 1 bounced, .* \(lines 7, 8\)$/m);
    expect(whole(logSummary(analysed(read('samples/good-session.smtp'))))).toBeNull();
  });
});
