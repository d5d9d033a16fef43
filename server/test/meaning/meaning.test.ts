import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { hints } from '../../src/features/hints';
import { hover } from '../../src/features/hover';
import { lenses } from '../../src/features/lens';
import { whyIn } from '../../src/features/why';
import { titleOf } from '../../src/meaning/meaning';
import { splitFileText, textOf } from '../../src/text/lines';
import { done } from '../features/marked';
import { STANDARD } from '../settings';
import { answers } from '../text/shown-texts';

/** What is refused, and how: common servers, each with other words. */
const SAID = `
RCPT | 550 5.1.1 <b@example.net>: Recipient address rejected: User unknown in virtual mailbox table
RCPT | 550 5.1.1 The email account that you tried to reach does not exist
RCPT | 550 No such user here
RCPT | 550 5.7.1 Relaying denied
RCPT | 554 5.7.1 <b@example.net>: Relay access denied
RCPT | 550 relay not permitted
RCPT | 450 4.2.0 <b@example.net>: Recipient address rejected: Greylisted
RCPT | 451 4.7.1 Greylisting in action, please come back later
RCPT | 452 4.2.2 The mailbox is over quota
RCPT | 552 5.2.2 Mailbox full
RCPT | 550 5.2.1 The mailbox is disabled
RCPT | 452 4.5.3 Too many recipients
RCPT | 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using bl.example.org
RCPT | 450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.7]
RCPT | 550 5.7.1 <localhost>: Helo command rejected: You are not me
RCPT | 504 5.5.2 <pc>: Helo command rejected: need fully-qualified hostname
RCPT | 450 4.1.2 <b@example.net>: Recipient address rejected: Domain not found
RCPT | 556 5.1.10 Recipient domain has null MX
RCPT | 550 5.7.1 Please try again later
RCPT | 451 4.3.0 <b@example.net>: Temporary lookup failure
RCPT | 503 5.5.1 Error: need MAIL command
RCPT | 501 5.1.3 Bad recipient address syntax
RCPT | 421 4.7.0 Error: too many errors
RCPT | 550 what a pity
MAIL | 530 5.7.0 Authentication required
MAIL | 530 5.7.0 Must issue a STARTTLS command first
MAIL | 451 5.7.3 STARTTLS is required to send mail
MAIL | 553 5.1.8 Domain of sender address a@example.com does not exist
MAIL | 553 5.7.1 <a@example.com>: Sender address rejected: not owned by user alice
MAIL | 552 5.3.4 Message size exceeds fixed limit
MAIL | 451 4.4.3 Temporary DNS failure
MAIL | 421 4.7.28 Our system has detected an unusual rate of mail
MAIL | 452 4.3.1 Insufficient system storage
MAIL | 550 5.7.23 The message was rejected because of Sender Policy Framework violation
dot | 550 5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy
dot | 554 5.7.1 Message rejected as spam by Content Filtering
dot | 552 5.3.4 Error: message file too big
dot | 554 5.6.0 Message contains invalid header
dot | 451 4.3.5 Server configuration problem
dot | 550 Virus detected: Eicar
`;
const rows = SAID.trim()
  .split('\n')
  .map((row) => row.split(' | ') as [string, string]);

const MAIL = 'S: 220 mx.example.net\nC: EHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.com>\n';
const RCPT = `${MAIL}S: 250 ok\nC: RCPT TO:<b@example.net>\n`;
const BEFORE: Readonly<Record<string, string>> = {
  MAIL,
  RCPT,
  dot: `${RCPT}S: 250 ok\nC: DATA\nS: 354 go\nC: Subject: x\nC: \nC: y\nC: .\n`,
};
const STEP: Readonly<Record<string, string>> = { MAIL: 'MAIL FROM command', RCPT: 'RCPT TO command', dot: 'end of DATA command' };

const PLACES: readonly (readonly [string, (at: string, said: string) => string])[] = [
  ['a dialogue', (at, said) => `${BEFORE[at]}S: ${said}\n`],
  [
    'a line of a log',
    (at, said) =>
      `Nov 23 10:00:00 mx postfix/qmgr[2]: 4F9D1A2B3C: from=<a@example.com>, size=9, nrcpt=1 (queue active)
Nov 23 10:00:00 mx postfix/smtp[4]: 4F9D1A2B3C: to=<b@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=${said[0]}.0.0, status=${said[0] === '4' ? 'deferred' : 'bounced'} (host mx.example.net[192.0.2.1] said: ${said} (in reply to ${STEP[at]}))`,
  ],
  [
    'a bounce',
    (_at, said) =>
      `Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; b@example.net
Action: ${said[0] === '4' ? 'delayed' : 'failed'}
Status: ${said[0]}.0.0
Remote-MTA: dns; mx.example.net
Diagnostic-Code: smtp; ${said}
`,
  ],
];

describe.each(PLACES)('in %s', (place, write) => {
  it.each(rows)('a refusal has one title wherever it is shown: %s %s', (at, said) => {
    const text = write(at, said);
    const lines = splitFileText(text);
    const analysis = Analysis.of(textOf(lines), place === 'a dialogue' ? { explicit: true } : {});
    const causes = done(whyIn(analysis));
    expect(causes.map(({ count }) => count)).toEqual([1]);
    const title = titleOf(causes[0].meaning).toLowerCase();

    const line = lines.findIndex((one) => one.includes(said));
    const hovered = hover(analysis, { line, character: lines[line].indexOf(said) }, { replies: [] })?.contents ?? '';
    expect(hovered.split('\n')[0].toLowerCase().replaceAll('\\', '')).toBe(`**${/^\d{3}(?: \d\.\d+\.\d+)?/.exec(said)?.[0]}** ${title}`);

    const shown = hints(analysis, 0, lines.length, { codes: true, times: false, userNames: false }).map(({ label }) => label.toLowerCase());
    expect(shown).toEqual([`${said[0] === '4' ? 'temporary' : 'permanent'} · ${title}`]);

    const above = done(lenses(analysis)).map((lens) => lens.title.toLowerCase());
    if (place !== 'a bounce') expect(above).toEqual([expect.stringContaining(title)]);
  });
});

describe('an answer', () => {
  const words = (text: string): number => text.split(/\s+/).length;
  const whole = answers.filter(({ title }) => title !== undefined);

  it('has a title of at most six words, without a full stop', () => {
    const titles = whole.map(({ title }) => title ?? '');
    expect(titles.length).toBeGreaterThan(1000);
    expect(titles.filter((title) => words(title) > 6 || title.endsWith('.') || title === '')).toEqual([]);
  });

  it('gives advice in whole sentences', () => {
    const advices = whole.flatMap(({ advice }) => advice ?? []);
    expect(
      advices.filter((advice) => words(advice) < 4 || !/[.!?]$/.test(advice) || /^(?:As above|See above|Ditto)/i.test(advice)),
    ).toEqual([]);
  });

  it('has none of the words that STYLE forbids', () => {
    const banned = /\b(?:whoever|nobody is|for good|lets go|by itself|own house|blanks?\b(?! line)|\bmend(?:ed|s)?)\b/i;
    const texts = whole.flatMap(({ title, cause, advice }) => [title ?? '', cause ?? '', advice ?? '']);
    expect(texts.filter((text) => banned.test(text))).toEqual([]);
  });

  it('never calls a refusal a success', () => {
    const success = /\b(?:address (?:is )?valid|accepted$|successful(?:ly)?$|delivered$|^ok\b|completed$)/i;
    expect(
      whole.filter(({ title }) => success.test(title ?? '') && !/\b(?:not|no|only)\b/i.test(title ?? '')).map(({ title }) => title),
    ).toEqual([]);
  });
});

describe('one cause of a log', () => {
  const line = (n: number, to: string, text: string) =>
    `Nov 23 10:00:0${n} mx postfix/smtp[4]: 4F9D1A2B3${n}: to=<${to}@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=5.0.0, status=bounced (host mx.example.net[192.0.2.1] said: ${text} (in reply to RCPT TO command))`;
  const verdicts = (lines: string[]) =>
    findingsOf(Analysis.of(textOf(lines)), STANDARD).filter(({ finding }) => finding.rule.id.startsWith('verdict-'));

  it('is told once, with its count and its places; the others are hints', () => {
    const found = verdicts([1, 2, 3].map((n) => line(n, `b${n}`, '550 5.7.1 Relaying denied')));
    expect(found.map(({ finding }) => finding.severity)).toEqual(['information', 'hint', 'hint']);
    expect(found[0].finding.message).toContain('(3 times in this text)');
    expect(found[0].finding.related.map(({ at }) => at.line + found[0].start)).toEqual([1, 2]);
  });

  it('and another are two', () => {
    const found = verdicts([line(1, 'b', '550 5.7.1 Relaying denied'), line(2, 'c', '552 5.2.2 Mailbox full')]);
    expect(found.map(({ finding }) => `${finding.severity} ${finding.rule.id}`)).toEqual([
      'information verdict-relay-denied',
      'information verdict-mailbox-full',
    ]);
    expect(found.some(({ finding }) => finding.message.includes('times'))).toBe(false);
  });
});
