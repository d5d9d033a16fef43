import { describe, expect, it } from 'vitest';
import { folds } from '../../src/features/folding';
import { hints } from '../../src/features/hints';
import { lenses } from '../../src/features/lens';
import { status } from '../../src/features/status';
import { type OutlineEntry, symbols } from '../../src/features/symbols';
import { STANDARD } from '../../src/rules/judge';
import { contains } from '../../src/text/range';
import { done, LOG, read, SESSION, textAt } from './marked';

const outline = (text: string): string[] => {
  const walk = (list: readonly OutlineEntry[], depth: number): string[] =>
    list.flatMap(({ name, detail, children }) => [
      `${'  '.repeat(depth)}${name}${detail ? ` (${detail})` : ''}`,
      ...walk(children ?? [], depth + 1),
    ]);
  return walk(done(symbols(read(text))), 0);
};

describe('outline', () => {
  it('session, phases, commands with the class of their reply in a word', () => {
    expect(outline(SESSION)).toEqual([
      'Session (delivered to 1 of 2 · refused: recipient does not exist · 550 5.1.1 at RCPT)',
      '  Greeting',
      '    greeting (220)',
      '    EHLO client.example.org (250)',
      '  Authentication',
      '    AUTH LOGIN (334)',
      '    auth [hidden] (334)',
      '    auth [hidden] (235 2.7.0)',
      '  Transaction to 2 recipients',
      '    MAIL FROM:<a@example.org> (250 2.1.0)',
      '    RCPT TO:<b@example.net> (250 2.1.5)',
      '    RCPT TO:<c@example.net> (recipient does not exist · 550 5.1.1)',
      '    DATA (354)',
      '    data (250 2.0.0)',
      '  QUIT (221 2.0.0)',
    ]);
  });
  it('in a log message, then recipients; and clients that were turned away', () => {
    expect(outline(LOG)).toEqual([
      '4F9D1A2B3C (from a@example.org · delivered to 1 of 2 · bounced: recipient does not exist · 550 5.1.1)',
      '  b@example.net (sent · 250 2.0.0)',
      '  c@example.net (bounced · recipient does not exist · 550 5.1.1)',
      'Client unknown[203.0.113.7] (from z@example.org · rejected: relaying denied, no login · 554 5.7.1)',
      '  x@example.com (rejected · relaying denied, no login · 554 5.7.1)',
    ]);
  });
  it('has ranges that lie inside each other, and shows no control character', () => {
    const check = (list: readonly OutlineEntry[], outer?: OutlineEntry): void => {
      for (const one of list) {
        expect(contains(one.range, one.selectionRange.start) && contains(one.range, one.selectionRange.end)).toBe(true);
        if (outer) expect(contains(outer.range, one.range.start) && contains(outer.range, one.range.end)).toBe(true);
        expect(`${one.name}${one.detail}`).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/);
        check(one.children ?? [], one);
      }
    };
    for (const text of [SESSION, LOG, SESSION.replace('b@', '\u202eb\u0007@'), LOG.replace(/4F9D1A2B3C/g, '4F9D1A2B3C')])
      check(done(symbols(read(text))));
  });
  it('is empty for anything else', () => {
    expect(outline('Dear all,\nnothing to see')).toEqual([]);
    expect(outline('')).toEqual([]);
  });
});

describe('folding', () => {
  const foldsOf = (text: string): string[] => done(folds(read(text))).map(({ startLine, endLine }) => `${startLine}-${endLine}`);
  it('sessions, phases, replies, mail data', () => {
    expect(foldsOf(SESSION)).toEqual(['0-29', '2-6', '7-12', '13-27', '18-19', '22-26']);
  });
  it('in a log the lines of a message that stand together', () => {
    expect(foldsOf(LOG)).toEqual(['1-3', '5-6', '7-9']);
  });
  it('one fold a line, each inside another or outside it', () => {
    const list = done(folds(read(`${SESSION}\n\n${LOG}\n${SESSION}`)));
    expect(new Set(list.map(({ startLine }) => startLine)).size).toBe(list.length);
    for (const a of list)
      for (const b of list) expect(a.startLine < b.startLine && b.startLine <= a.endLine && a.endLine < b.endLine).toBe(false);
  });
});

describe('code lens', () => {
  const lensesOf = (text: string): string[] => done(lenses(read(text))).map(({ line, title }) => `${line} ${title}`);
  it('tells how a session came out, and how long it took', () => {
    expect(lensesOf(SESSION)).toEqual(['0 delivered to 1 of 2 · refused: recipient does not exist · 550 5.1.1 at RCPT']);
    const timed = '10:00:00 C: EHLO c\n10:00:02 S: 250 mx.example.net\n10:00:03 C: MAIL FROM:<a@example.org>\n10:00:05 S: 250 2.1.0 Ok';
    expect(lensesOf(timed)).toEqual(['0 no message was sent · 5 s']);
  });
  it('tells what became of a message of a log', () => {
    expect(lensesOf(LOG)).toEqual([
      '1 4F9D1A2B3C: 2 recipients: 1 sent, 1 bounced: recipient does not exist · 550 5.1.1 · 4 s',
      '5 rejected: relaying denied, no login · 554 5.7.1',
    ]);
  });
  it('of many messages only those that did not arrive', () => {
    const sent = LOG.split('\n')
      .filter((line) => !line.includes('bounced'))
      .slice(0, 10)
      .join('\n');
    const id = (n: number): string => (0x10000000 + n).toString(16).toUpperCase();
    const log = Array.from({ length: 300 }, (_, n) => (n === 7 ? LOG : sent).replaceAll('4F9D1A2B3C', id(n))).join('\n');
    const shown = lensesOf(log).map((one) => one.replace(/^\d+ /, ''));
    expect(shown.filter((one) => /^[0-9A-F]{8}: /.test(one))).toEqual([expect.stringContaining(id(7))]);
    expect(new Set(shown.filter((one) => !one.includes(id(7))))).toEqual(new Set(['rejected: relaying denied, no login · 554 5.7.1']));
  });
});

describe('inlay hints', () => {
  const ALL = { codes: true, times: true, userNames: true };
  const hintsOf = (text: string, switches: Partial<typeof ALL> = {}, from = 0, to = 10_000): string[] => {
    const analysis = read(text);
    return hints(analysis, from, to, { codes: false, times: false, userNames: false, ...switches }).map(
      ({ position, label }) =>
        `${position.line}:${textAt(analysis, { start: { line: position.line, character: 0 }, end: position }).slice(-9)}|${label}`,
    );
  };
  it('say what a refusal means, and whether it is for good', () => {
    expect(hintsOf(SESSION, { codes: true })).toEqual(['18: rejected|permanent · recipient does not exist']);
    expect(hintsOf('S: 220 x ESMTP\nC: EHLO c\nS: 250 x\nC: MAIL FROM:<a@example.org>\nS: 451 try later', { codes: true })).toEqual([
      '4:try later|temporary · deferred without a reason',
    ]);
    expect(hintsOf(LOG, { codes: true })).toEqual([
      '6:554 5.7.1|permanent · relaying denied, no login',
      '8:550 5.1.1|permanent · recipient does not exist',
    ]);
  });
  it('call nothing permanent that passes', () => {
    const text =
      'S: 220 x ESMTP\nC: EHLO c\nS: 250-x\nS: 250 AUTH PLAIN\nC: AUTH PLAIN ***\nS: 535 5.7.8 Connection lost to authentication server';
    expect(hintsOf(text, { codes: true })).toEqual(['5:on server|login cannot be checked now']);
  });
  it('say who logs in, and nothing else of it', () => {
    expect(hintsOf(SESSION, { userNames: true })).toEqual(['9:sZS5jb20=|user alice@example.com']);
    expect(JSON.stringify(hintsOf(SESSION, ALL))).not.toMatch(/hunter2/);
    expect(hintsOf(SESSION.replace('AUTH LOGIN', 'AUTH PLAIN AGFsaWNlAGh1bnRlcjI='), { userNames: true })[0]).toMatch(/user alice$/);
  });
  it('say how long a pause was, and whether a client need wait so long', () => {
    const text =
      '10:00:00 C: EHLO c\n10:00:00 S: 250 mx.example.net\n10:00:01 C: MAIL FROM:<a@example.org>\n10:05:03 S: 250 2.1.0 Ok\n10:05:03 C: RCPT TO:<b@example.net>\n10:15:03 S: 250 2.1.5 Ok\n10:15:03 C: QUIT\n10:15:03 S: 221 Bye';
    expect(hintsOf(text, { times: true }).map((one) => one.replace(/^.*\|/, ''))).toEqual([
      '+1 s',
      '+5 min 2 s (too long)',
      '+10 min (too long)',
    ]);
    const [, slow] = hints(read(text), 0, 99, { codes: false, times: true, userNames: false });
    expect(slow.tooltip).toBe('A client need not wait longer than 5 min for this reply (RFC 5321 §4.5.3.2.2).');
  });
  it('only for the lines asked for, and none where all are off', () => {
    expect(hintsOf(SESSION, ALL, 0, 9)).toEqual([]);
    expect(hintsOf(SESSION, {})).toEqual([]);
    expect(hintsOf('nothing\nto see', ALL)).toEqual([]);
  });
});

describe('status', () => {
  it('counts formats, sessions and findings', () => {
    const found = done(status(read(`${SESSION}\n\n${LOG}`), STANDARD));
    expect(found.formats.map(({ id, kind }) => `${kind} ${id}`)).toEqual(['transcript rfc', 'log postfix']);
    expect(found.sessions).toBe(1);
    expect(found.findings.error + found.findings.warning + found.findings.information + found.findings.hint).toBeGreaterThan(0);
    expect(done(status(read(SESSION), null)).findings).toEqual({ error: 0, warning: 0, information: 0, hint: 0 });
    expect(done(status(read('nothing'), STANDARD)).formats).toEqual([]);
  });
});
