import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLogLine } from '../../src/formats/logs/index';
import { likeness, Summariser, summaryText } from '../../src/story/summary';

describe('the summary of a log', () => {
  const lines = readFileSync(join(__dirname, 'logs/postfix.log'), 'utf8').split('\n');
  const counted = new Summariser((words) => words);
  for (const [n, line] of lines.entries()) counted.add(n, line, readLogLine(line));
  const summary = counted.summary();

  it('counts what pflogsumm counts in the same log', () => {
    // pflogsumm 1.1.5: 32 delivered, 28 deferrals, 23 bounced, 23 rejected; it passes over the two lines of `soft_bounce`.
    expect(summary.outcomes).toEqual({ sent: 32, deferred: 30, bounced: 23, rejected: 23 });
  });

  it('puts like refusals together, with an example', () => {
    const [top] = summary.refusals;
    expect(top).toMatchObject({ name: '550 5.1.1 <…>: Recipient address rejected: User unknown in virtual mailbox table', count: 9 });
    expect(lines[top.line]).toContain('550 5.1.1');
    expect(likeness('host mx1.example.net [192.0.2.1] said x 12 a@example.com')).toBe(
      likeness('host mx9.example.org [192.0.2.77] said x 9 b@example.org'),
    );
  });

  it('is plain text whose rows name their lines', () => {
    const text = summaryText(summary);
    expect(text).toContain('Deliveries: 32 sent, 30 deferred, 23 bounced; refused here: 23');
    expect(text).toMatch(/^ +17 {2}Recipient does not exist {2}\(lines 9, \d+, \d+, \d+, \d+ …\)$/m);
    expect(text).toMatch(/^ +13 {2}550 5\.1\.1 {2}\(lines 9, \d+, \d+, \d+, \d+ …\)$/m);
    expect(text).toMatch(/127\.0\.0\.1: 31 sent, 25 deferred, 22 bounced/);
  });

  it('has nothing to tell of a file that is no mail log', () => {
    const none = new Summariser((words) => words);
    none.add(0, 'GET / HTTP/1.1', readLogLine('GET / HTTP/1.1'));
    expect(none.summary()).toMatchObject({ lines: 1, mailLines: 0, replies: [], refusals: [] });
  });
});
