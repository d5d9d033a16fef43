import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type * as Declared from '../../api';
import * as api from '../../src/main.api';

const sample = (name: string): string => readFileSync(join(__dirname, '../../../samples', name), 'utf8');

// The type check fails here where the declarations that ship say something else than the code; and back, where they leave something out.
const declared: typeof Declared = api;
const complete: Record<keyof typeof api, true> = Object.fromEntries(Object.keys(api).map((name) => [name, true])) as Record<
  keyof typeof Declared,
  true
>;

afterEach(() => api.translate({}));

describe('the library', () => {
  it('has what its declarations say', () => {
    const names = [...readFileSync(join(__dirname, '../../api.d.ts'), 'utf8').matchAll(/^export (?:function|const) (\w+)/gm)];
    expect(names.map(([, name]) => name).sort()).toEqual(Object.keys(complete).sort());
  });

  it('reads a transcript', () => {
    const { sessions, replies, findings, meanings } = declared.analyse(sample('broken-session.smtp'));
    expect(sessions.map(({ format, lines, verdict }) => [format, lines, verdict])).toEqual([
      ['rfc', [1, 28], 'delivered to 1 of 3 · refused: recipient does not exist · 550 5.1.1 at RCPT'],
    ]);
    expect(sessions[0].exchanges.map(({ command }) => command)).toEqual('greeting EHLO MAIL RCPT RCPT RCPT DATA data QUIT'.split(' '));
    expect(replies).toHaveLength(9);
    expect(findings.map(({ line, column, endColumn, rule, severity }) => [line, column, endColumn, rule, severity])).toEqual([
      [9, 4, 7, 'reply-code-impossible', 'error'],
      [11, 4, 7, 'verdict-mailbox-unknown', 'information'],
      [26, 8, 13, 'enh-success-detail-on-failure', 'warning'],
    ]);
    expect(meanings).toEqual(declared.why(sample('broken-session.smtp')));
    expect(meanings[0]).toMatchObject({ kind: 'mailbox-unknown', line: 11, code: 550, enhanced: '5.1.1', who: 'sender' });
  });

  it('hears settings', () => {
    const rules = { 'reply-code-impossible': 'off', verdict: 'off' } as const;
    const { findings } = declared.analyse(sample('broken-session.smtp'), { rules });
    expect(findings.map(({ rule }) => rule)).toEqual(['path-space-after-colon', 'enh-success-detail-on-failure']);
  });

  it('explains, redacts, tells a story', () => {
    expect(declared.explainAsText('550 5.1.1')).toContain('mailbox');
    expect(declared.explain('550 5.1.1')[0]).toHaveProperty('heading');
    expect(declared.explainAsText('no such thing at all')).toBeNull();
    const { text, replaced } = declared.redact(sample('broken-session.smtp'));
    expect(text).not.toContain('alice');
    expect(replaced).toBeGreaterThan(5);
    expect(declared.storyAsText('bob@example.net', sample('mail.log'))).toContain('Story of 349261B8932');
    expect(declared.storyAsText('nobody@nowhere.example', sample('mail.log'))).toBeNull();
    expect(declared.whyAsText(sample('curl-user-unknown.txt'))).toContain('Recipient does not exist');
  });

  it('gives no secret away, and nothing for what is no SMTP', () => {
    const password = 'geheim-4711';
    const plain = Buffer.from(`\0alice\0${password}`).toString('base64');
    const text = `S: 220 mx ESMTP\nC: EHLO a.example.org\nS: 250 AUTH PLAIN\nC: AUTH PLAIN ${plain}\nS: 535 5.7.8 bad: ${password}\n`;
    const all = JSON.stringify([declared.analyse(text), declared.why(text), declared.whyAsText(text), declared.redact(text)]);
    expect(all).not.toContain(password);
    expect(all).not.toContain(plain);
    expect(declared.analyse('Buy milk.\n')).toEqual({ sessions: [], replies: [], findings: [], meanings: [] });
  });
});
