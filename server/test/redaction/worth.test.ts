import { describe, expect, it } from 'vitest';
import { Scanner } from '../../src/redaction/scanner';
import { secretsInText } from '../../src/redaction/secrets-in-text';
import { mayHoldSecret } from '../../src/redaction/worth';
import { planted } from './planted';

const holds = (line: string): boolean => secretsInText(line).length > 0 || new Scanner(() => true).in(line).length > 0;

describe('lines that are not looked at for secrets', () => {
  it('hold none', () => {
    const lines = new Set([...planted(1)].flatMap(({ text }) => text.split('\n')));
    expect([...lines].filter((line) => holds(line) && !mayHoldSecret(line))).toEqual([]);
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
