import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPathArgument } from '../../src/syntax/path';

const read = (line: string) => {
  const verb = line.startsWith('RCPT') ? 'RCPT' : 'MAIL';
  const argument = readPathArgument(line, 5, verb);
  return { ...argument, kinds: argument.problems.map((problem) => problem.kind).join(' '), parameters: line.slice(argument.parametersAt) };
};

describe('readPathArgument', () => {
  it.each([
    ['MAIL FROM:<a@example.com>', '', 'a@example.com', ''],
    ['MAIL FROM:<a@example.com> SIZE=1 BODY=8BITMIME', '', 'a@example.com', 'SIZE=1 BODY=8BITMIME'],
    ['MAIL FROM:<>', '', undefined, ''],
    ['MAIL FROM:', '', undefined, ''],
    ['MAIL FROM: SIZE=10', 'space-after-colon', undefined, 'SIZE=10'],
    ['RCPT TO:<@relay.example,@b.example:b@example.net>', '', 'b@example.net', ''],
    ['RCPT TO:<"a b>c"@example.net> NOTIFY=NEVER', '', '"a b>c"@example.net', 'NOTIFY=NEVER'],
    ['RCPT TO:<žofie@example.org>', '', 'žofie@example.org', ''],
    ['MAIL FROM:a@example.com', 'no-brackets', 'a@example.com', ''],
    ['MAIL FROM:a@example.com SIZE=3', 'no-brackets', 'a@example.com', 'SIZE=3'],
    ['MAIL FROM:a@example.com AUTH=<>', 'no-brackets', 'a@example.com', 'AUTH=<>'],
    ['RCPT TO: <b@example.net>', 'space-after-colon', 'b@example.net', ''],
    ['RCPT TO : <b@example.net>', 'space-before-colon space-after-colon', 'b@example.net', ''],
    ['MAIL FROM <a@example.com>', 'no-colon', 'a@example.com', ''],
    ['MAIL FROM<a@example.com>', 'no-colon', 'a@example.com', ''],
    ['RCPT <b@example.net>', 'no-keyword', 'b@example.net', ''],
    ['RCPT b@example.net', 'no-keyword no-brackets', 'b@example.net', ''],
    ['RCPT FROM:<b@example.net>', 'wrong-keyword', 'b@example.net', ''],
    ['RCPT TO:<b@example.net', 'unbalanced', 'b@example.net', ''],
    ['RCPT TO:<b@example.net SIZE=1', 'unbalanced', 'b@example.net', 'SIZE=1'],
    ['RCPT TO:b@example.net>', 'unbalanced', 'b@example.net', ''],
    ['RCPT TO:<b@example.net>>', 'unbalanced', 'b@example.net', ''],
    ['RCPT TO:<<b@example.net>>', 'unbalanced', 'b@example.net', ''],
    ['RCPT TO:<b@example.net>;', 'junk', 'b@example.net', ''],
    ['RCPT TO:<b@example.net>NOTIFY=NEVER', 'junk', 'b@example.net', ''],
    ['MAIL FROM:<Alice <a@example.com>>', 'display-name', undefined, ''],
    ['MAIL FROM:Alice <a@example.com>', 'display-name', undefined, ''],
    ['MAIL FROM:"Alice" <a@example.com> SIZE=4', 'display-name', undefined, 'SIZE=4'],
    ['RCPT TO:<b@example.net>,<c@example.net>', 'several', undefined, ''],
    ['RCPT TO:<b@example.net> <c@example.net>', 'several', undefined, ''],
    ['RCPT TO:<b@example.net,c@example.net>', 'several', undefined, ''],
    ['RCPT TO:<b@example.net; c@example.net>', 'several', undefined, ''],
    ['RCPT TO:b@example.net, c@example.net', 'several', undefined, ''],
  ])('%s', (line, kinds, mailbox, parameters) => {
    const found = read(line);
    expect(found.kinds).toBe(kinds);
    expect(found.mailbox?.text).toBe(mailbox);
    expect(found.parameters).toBe(parameters);
  });

  it('gives offsets into the line', () => {
    const line = 'RCPT TO:<Bob <b@example.net>>';
    const found = read(line);
    expect(line.slice(found.path.from, found.path.to)).toBe('<Bob <b@example.net>>');
    expect(found.buried?.text).toBe('b@example.net');
    const list = read('RCPT TO:<b@example.net>,<c@example.net>');
    expect(list.addresses.map((one) => one.text)).toEqual(['<b@example.net>', '<c@example.net>']);
  });

  it('takes any text without throwing, and every offset lies in it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('<', '>', '"', '\\', '@', ',', ':', ' ', 'a', '=', 'FROM', 'é', '.')), (pieces) => {
        const line = `MAIL ${pieces.join('')}`;
        const found = readPathArgument(line, 5, 'MAIL');
        for (const problem of found.problems) {
          expect(problem.from).toBeGreaterThanOrEqual(0);
          expect(problem.to).toBeLessThanOrEqual(line.length);
          expect(problem.from).toBeLessThanOrEqual(problem.to);
        }
        expect(line.slice(found.path.from, found.path.to)).toBe(found.path.text);
        expect(line.slice(found.inside.from, found.inside.to)).toBe(found.inside.text);
      }),
      { numRuns: 500 },
    );
  });

  it('is linear', () => {
    for (const filler of ['<', '"', 'a,', '@', '<"', ' ', 'a@b,', '\\']) {
      const begun = performance.now();
      readPathArgument(`MAIL FROM:<${filler.repeat(100_000)}`, 5, 'MAIL');
      readPathArgument(`MAIL FROM:${filler.repeat(100_000)}>`, 5, 'MAIL');
      expect(performance.now() - begun).toBeLessThan(1000);
    }
  });
});
