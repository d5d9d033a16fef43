import { describe, expect, it } from 'vitest';
import { tokens } from '../../src/features/tokens';
import { LOG, read, SESSION } from './marked';

const on = (text: string, line: number): string[] => {
  const analysis = read(text);
  return tokens(analysis, line, line + 1).map(
    ({ from, to, type, modifiers }) => `${analysis.lines.line(line).slice(from, to)}:${[type, ...modifiers].join('.')}`,
  );
};

describe('semantic tokens', () => {
  it('of a stretch of lines are those of the whole on these lines', () => {
    for (const text of [SESSION, LOG]) {
      const analysis = read(text);
      const all = tokens(analysis, 0, analysis.lines.count);
      for (let from = 0; from < analysis.lines.count; from++)
        for (const to of [from + 1, from + 3])
          expect(tokens(analysis, from, to)).toEqual(all.filter(({ line }) => line >= from && line < to));
    }
  });

  it.each([
    [0, ['S::type.server', '220:replySuccess.server', 'mx.example.net ESMTP:replyText.server']],
    [1, ['C::modifier.client', 'EHLO:keyword.client', 'client.example.org:string.client']],
    [3, ['S::type.server', '250:replySuccess.server', 'SIZE:variable.server.readonly', '10240000:string.server']],
    [7, ['C::modifier.client', 'AUTH:keyword.client', 'LOGIN:enumMember.client']],
    [8, ['S::type.server', '334:replyIntermediate.server', 'VXNlcm5hbWU6:comment.server']],
    [9, ['C::modifier.client', 'YWxpY2VAZXhhbXBsZS5jb20=:comment.client']],
    [
      13,
      [
        'C::modifier.client',
        'MAIL:keyword.client',
        'FROM:keyword.client',
        '<a@example.org>:string.client',
        'SIZE:parameter.client',
        '2048:number.client',
      ],
    ],
    [
      19,
      [
        'S::type.server',
        '550:replyPermanent.server',
        '5.1.1:replyPermanent.server',
        'User unknown, see https://www.example.net/help?id=1.:replyText.server',
      ],
    ],
    [22, ['C::modifier.client', 'Subject:variable.client', ' hello:mailData.client']],
    [25, ['C::modifier.client', 'Hello, b@example.net:mailData.client']],
    [26, ['C::modifier.client', '.:keyword.client']],
  ])('line %i of a session', (line, expected) => {
    expect(on(SESSION, line)).toEqual(expected);
  });
  it('of a log line: time, host, program, ids, fields, status and codes by class', () => {
    expect(on(LOG, 8).filter((one) => !/property|number/.test(one))).toEqual([
      'Jan  5 10:00:05:comment',
      'mx1:namespace',
      'postfix/smtp:type',
      '[104]::comment',
      '4F9D1A2B3C:variable.readonly',
      'to:parameter',
      'c@example.net:string',
      'relay:parameter',
      'delay:parameter',
      'dsn:parameter',
      '5.1.1:replyPermanent.server',
      'status:parameter',
      'bounced:replyPermanent',
      '550:replyPermanent.server',
      '5.1.1:replyPermanent.server',
    ]);
    expect(on(LOG, 7)).toContain('sent:replySuccess');
    expect(on(LOG, 10)).toEqual([]);
  });
  it('shows no secret in another colour than the rest of its line', () => {
    expect(on(SESSION.replace('AUTH LOGIN', 'AUTH PLAIN AGFsaWNlAGh1bnRlcjI='), 7).slice(2)).toEqual([
      'PLAIN:enumMember.client',
      'AGFsaWNlAGh1bnRlcjI=:comment.client',
    ]);
  });
  it('are the same whole and screen by screen, in order, none over another', () => {
    for (const text of [SESSION, LOG, `${SESSION}\n\n${LOG}\n${SESSION}`]) {
      const analysis = read(text);
      const whole = tokens(analysis);
      for (const height of [1, 7]) {
        const screens = [];
        for (let line = 0; line < analysis.lines.count; line += height) screens.push(...tokens(analysis, line, line + height));
        expect(screens).toEqual(whole);
      }
      for (let i = 1; i < whole.length; i++) {
        const [before, now] = [whole[i - 1], whole[i]];
        expect(before.line < now.line || before.to <= now.from).toBe(true);
        expect(now.to).toBeGreaterThan(now.from);
        expect(now.to).toBeLessThanOrEqual(analysis.lines.line(now.line).length);
      }
    }
  });
  it('of nothing in prose', () => {
    expect(tokens(read('Dear all,\n250 people came\nand 550 went', false))).toEqual([]);
  });
});
