import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customReply, readCustomReplies } from '../../src/meaning/custom-replies';
import { renderMarkdown } from '../../src/meaning/explain/markdown';
import { explainReply } from '../../src/meaning/explain/reply';
import { readPattern } from '../../src/meaning/pattern';

const fits = (pattern: string, text: string): boolean => {
  const found = readPattern(pattern);
  if ('problem' in found) throw new Error(found.problem);
  return found.test(text);
};

describe('patterns', () => {
  const CASES: readonly (readonly [string, string])[] = [
    ['abc', 'xABCx'],
    ['a|b|cd', 'xcd'],
    ['^a.c$', 'abc'],
    ['^a.c$', 'abcd'],
    ['quota (is )?exceeded', 'Quota exceeded'],
    ['quota (is )?exceeded', 'quota was exceeded'],
    ['a{2,3}b', 'caaab'],
    ['a{2,3}b', 'cab'],
    ['a{2}b', 'aab'],
    ['a{2,}b', 'aaaaab'],
    ['\\bfoo\\b', 'a foo b'],
    ['\\bfoo\\b', 'afoo b'],
    ['\\Boo', 'foo'],
    ['[a-f0-9]+-\\d+', 'x BE-12'],
    ['[^a-z]$', 'abc1'],
    ['[^a-z]$', 'abcd'],
    ['[\\]x]', ']'],
    ['[a\\-z]', '-'],
    ['\\(S31[45]0\\)', 'see (S3140)'],
    ['(?:a|b)+c', 'ababac'],
    ['(a*)*b', 'aaab'],
    ['x(|y)z', 'xz'],
    ['a+?b', 'aab'],
    ['\\d{3}[ -]5\\.7\\.1', '550-5.7.1 no'],
    ['\\s\\S\\W', ' a.'],
    ['.', '\n'],
  ];

  it.each(CASES)('%j in %j is what the language’s own engine says', (pattern, text) => {
    expect(fits(pattern, text)).toBe(new RegExp(pattern, 'is').test(text));
  });

  it.each([
    '(a',
    'a)',
    '[a',
    '*a',
    'a**',
    'a{2}{3}',
    'a{2}?{3}',
    'a+?+',
    '(?=a)',
    '(?<!a)',
    '(?<n>a)',
    '(a)\\1',
    '\\',
    'a{3,2}',
    'a{500}',
    '[z-a]',
    '[]',
    '[^]',
    '',
    'a*',
    '(((a{90}){90}){90})',
    '\\q',
    '^*',
  ])('%j is refused with a reason', (pattern) => {
    const found = readPattern(pattern);
    expect('problem' in found && found.problem.length > 5).toBe(true);
  });

  it('mean what the language’s own engine says, whatever they consist of', () => {
    const atom = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('a', 'b', 'B', '1', '.') },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          '[ab]',
          '[^a]',
          '[a-c1]',
          '[^b-z]',
          '\\d',
          '\\D',
          '\\w',
          '\\W',
          '\\s',
          '\\S',
          '\\.',
          '\\-',
          '\\n',
          '\\t',
          '\\r',
          '[b-b]',
          '[a-]',
        ),
      },
      { weight: 1, arbitrary: fc.constantFrom('^', '$', '\\b', '\\B') },
    );
    const isAssertion = (text: string): boolean => /^(?:\^|\$|\\[bB])$/.test(text);
    const repeated = fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{1,2}', '{0,1}', '{2,}', '{0}', '{0,}', '*?', '+?', '{1,3}?');
    const { pattern } = fc.letrec<{ pattern: string; row: string; item: string }>((tie) => ({
      pattern: fc.array(tie('row'), { minLength: 1, maxLength: 3 }).map((rows) => rows.join('|')),
      row: fc.array(tie('item'), { minLength: 1, maxLength: 4 }).map((items) => items.join('')),
      item: fc
        .tuple(
          fc.oneof(
            { depthSize: 'small', withCrossShrink: true },
            atom,
            tie('pattern').map((inner) => `(?:${inner})`),
            tie('pattern').map((inner) => `(${inner})`),
          ),
          repeated,
        )
        .map(([one, times]) => (isAssertion(one) ? one : one + times)),
    }));
    const unit = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('a', 'b', 'A', '1') },
      fc.constantFrom('c', ' ', '-', '.', 'é', '\n', '\t', '\r'),
    );
    const text = fc.array(unit, { maxLength: 4 }).map((units) => units.join(''));
    let said = 0;
    fc.assert(
      fc.property(fc.boolean(), pattern, fc.array(text, { minLength: 6, maxLength: 6 }), (whole, inner, texts) => {
        // Between the ends of the text each count and each exit matters.
        const source = whole ? `^(?:${inner})$` : inner;
        const found = readPattern(source);
        if ('problem' in found) return;
        for (const one of texts) {
          const own = new RegExp(source, 'is').test(one);
          if (own) said++;
          expect([source, one, found.test(one)]).toEqual([source, one, own]);
        }
      }),
      { numRuns: 2000, seed: 5 },
    );
    expect(said).toBeGreaterThan(150);
  });

  it('may have 2,000 steps, and no more', () => {
    const found = (letters: number) => readPattern(`(a{100}){19}${'a'.repeat(letters)}`);
    expect('problem' in found(99)).toBe(false);
    expect(found(100)).toEqual({ problem: 'the pattern is too big', at: 0 });
  });

  it('cannot hang', () => {
    const start = performance.now();
    for (const pattern of ['(a+)+$b', '(a|a)*b', '(.*)*x.*y.*z.*!', '(a?){50}a{50}b', '(x+x+)+y'])
      fits(pattern, 'a'.repeat(600) + 'x'.repeat(400));
    readPattern('('.repeat(100_000));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('the setting smtpLens.replies', () => {
  const row = {
    pattern: 'code WX-\\d+',
    title: 'Our gateway',
    meaning: 'The archive is full.',
    whatToDo: 'Call the desk.',
    link: 'https://wiki.example.com/wx',
  };

  it('explains a team’s own reply', () => {
    const { rows, problems } = readCustomReplies([row]);
    expect(problems).toEqual([]);
    const found = renderMarkdown(explainReply({ code: 554, enhanced: null, text: 'rejected, code WX-12', verb: 'DATA_END', custom: rows }));
    expect(found).toMatch(/^\*\*554\*\* Our gateway\n\nThe archive is full\.\n/);
    expect(found).not.toMatch(/Who acts|likely reading/);
    expect(found).toContain('**What to do**: Call the desk.');
    expect(found).toContain('[https\\://wiki.example.com/wx](https://wiki.example.com/wx)');
  });

  it('may be limited to a code', () => {
    const { rows } = readCustomReplies([{ ...row, code: 550, enhanced: '5.7.1' }]);
    expect(customReply(rows, { code: 554, enhanced: '5.7.1', text: 'code WX-1' })).toBeNull();
    expect(customReply(rows, { code: 550, enhanced: '5.7.1', text: 'code WX-1' })?.title).toBe('Our gateway');
  });

  it.each([
    [[{ ...row, pattern: '(a' }], /row 1: pattern: a \( without its \), at character 1\./],
    [[row, { title: 'x' }], /row 2: pattern is missing/],
    [[{ pattern: 'x' }], /title is missing/],
    [[{ ...row, link: 'javascript:1' }], /link must begin/],
    [[{ ...row, code: 99 }], /code must be a number/],
    [[{ ...row, enhanced: '9.9.9' }], /enhanced must be/],
    [['x'], /must be an object/],
    [{}, /must be a list/],
  ])('says what is wrong with %j', (value, message) => {
    const { rows, problems } = readCustomReplies(value);
    expect(problems.join('\n')).toMatch(message);
    expect(rows.length).toBe(Array.isArray(value) && value.length === 2 ? 1 : 0);
  });

  it('takes nothing for nothing', () => {
    expect(readCustomReplies(undefined)).toEqual({ rows: [], problems: [] });
    expect(readCustomReplies([])).toEqual({ rows: [], problems: [] });
  });
});

describe('wrong rows of a team', () => {
  const told = (wrong: number): string[] =>
    readCustomReplies([{ pattern: 'a', title: 'b' }, ...Array.from({ length: wrong }, () => ({ pattern: 'a' }))]).problems.map(String);

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])('are named while they are few, and counted: %i', (wrong) => {
    const problems = told(wrong);
    const named = problems.filter((one) => one.includes('title is missing'));
    expect(named.map((one) => Number(/row (\d+)/.exec(one)?.[1]))).toEqual(named.map((_, n) => n + 2));
    const more = problems.filter((one) => !named.includes(one));
    expect(more).toEqual(wrong > named.length ? [`smtpLens.replies: ${wrong - named.length} more rows are wrong.`] : []);
    // One more is named up to the most, and then no other.
    expect(named.length).toBe(Math.min(wrong, told(99).length - 1));
  });
});
