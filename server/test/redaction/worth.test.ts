import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Scanner } from '../../src/redaction/scanner';
import { secretsInText } from '../../src/redaction/secrets-in-text';
import { ESCAPES, MARKED, mayHoldSecret, WORDS, WORTH } from '../../src/redaction/worth';
import { madeOf, realLines } from './lines';
import { planted } from './planted';

const holds = (line: string): boolean => secretsInText(line).length > 0 || new Scanner(() => true).in(line).length > 0;

describe('lines that are not looked at for secrets', () => {
  it('hold none', () => {
    const lines = new Set([...planted(1)].flatMap(({ text }) => text.split('\n')));
    expect([...lines].filter((line) => holds(line) && !mayHoldSecret(line))).toEqual([]);
  });

  it('are judged by a few alternatives where no other can match', { timeout: 60_000 }, () => {
    const made = fc.sample(
      madeOf([
        ...[
          ...'abcehilnoprstuwx0123456789.:/?@<>"\'(){}[]$&=%+,;_- \t\n',
          '//',
          '1//',
          '://',
          'P:',
          '.pw',
          'authpw',
          '334',
          ' 334 ',
          'reset',
          'user:',
        ],
        ...[
          'word',
          'Word word word word',
          '<p/',
          '<br',
          '=C',
          '=8A',
          ' -u',
          ' --p',
          '\\',
          '\u001b[',
          'hex',
          'pass',
          'base64',
          'connect',
          'code',
        ],
        ...['unsubscribe/', 'http://u', ':x@', '@a.b / ', '8Q', '~', 'gho', 'live', 'smtp("', "', '", 'log', 'in(', 'sig=', 'PIN', 'token'],
      ]),
      { numRuns: 12_000, seed: 11 },
    );
    // Four words of four letters are seen before any pattern is asked (application passwords).
    const lines = [...realLines(), ...made].filter(
      (line) => !WORDS.in(line) && !/(?:^|[^a-z])[a-z]{4}(?: [a-z]{4}){3}(?:$|[^a-z])/i.test(line),
    );
    expect(lines.filter((line) => MARKED.test(line)).length).toBeGreaterThan(1000);
    expect(lines.filter((line) => MARKED.test(line) !== (WORTH.test(line) || ESCAPES.test(line)))).toEqual([]);
  });

  it.each([
    ['Authentication-Results: mx.example.net; spf=pass smtp.mailfrom=news.example.com', 0],
    ['dkim=pass header.d=example.com header.s=sel1', 0],
    ['smtp pass=hunter2x', 1],
  ])('a result is no password: %s', (line, wanted) => expect(new Scanner(() => true).in(line)).toHaveLength(wanted));

  it.each([
    ['Nov 23 19:24:48 mx postfix/smtpd[4]: connect from client.example.net[192.0.2.9]', false],
    ['Nov 23 19:24:48 mx postfix/smtp[4]: 4F9D1A2B3C: to=<a@example.org>, relay=none, delay=1, status=deferred (lost connection)', false],
    ['Nov 23 19:24:48 mx postfix/cleanup[4]: 4F9D1A2B3C: message-id=<x.1.2@example.pw>', false],
    ['2026-11-23 19:27:57 1xVZiV-0003HW-2p == b@example.net R=r T=smtp defer (-44)', false],
    ['{"user":"u","password":"x"}', true],
    ['relay.example.com user7:9secret', true],
    ['AHVzZXIAaHVudGVyMg==', true],
    ['abcd efgh ijkl mnop', true],
    ['connect("host", "user", "hunter2")', true],
    ['smtp://u:hunter2@mx.example.com', true],
  ])('%s: %s', (line, wanted) => expect(mayHoldSecret(line)).toBe(wanted));
});
