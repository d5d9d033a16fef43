import { beforeAll, describe, expect, it } from 'vitest';
import { type Mutant, script } from './mutate';

let mutantsOf: (file: string, text: string) => Mutant[];
let operators: string[];
beforeAll(async () => {
  ({ mutantsOf } = await script<{ mutantsOf: typeof mutantsOf }>('mutants'));
  operators = Object.keys((await script<{ OPERATORS: object }>('operators')).OPERATORS);
});

/** Before is the first line; each further line is what one slip of the operator makes of it. */
const DRAWN: Record<string, string[]> = {
  boundary: [
    `
    if (age < 3) keep();
    if (age <= 3) keep();
    `,
    `
    const old = age >= limit;
    const old = age > limit;
    `,
  ],
  equality: [
    `
    if (reply.code === code) keep();
    if (reply.code !== code) keep();
    `,
    `
    const other = a != b;
    const other = a == b;
    `,
  ],
  junction: [
    `
    const both = a && b || c;
    const both = a || b || c;
    const both = a && b && c;
    `,
  ],
  boolean: [
    `
    this.seen = true;
    this.seen = false;
    `,
    `
    find(text, false);
    find(text, true);
    `,
  ],
  negation: [
    `
    if (ready) go();
    if (!(ready)) go();
    `,
    `
    const way = a < b ? up : down;
    const way = !(a < b) ? up : down;
    `,
    `
    const way = !known;
    const way = !!known;
    `,
  ],
  threshold: [
    `
    const LONGEST = 120;
    const LONGEST = 121;
    const LONGEST = 119;
    `,
    `
    const cut = text.length > 1_000;
    const cut = text.length > 1001;
    const cut = text.length > 999;
    `,
  ],
  arithmetic: [
    `
    const column = start + mark.length;
    const column = start - mark.length;
    `,
    `
    const next = at + 1;
    const next = at;
    `,
    `
    const zone = hours * 60 - 30;
    const zone = hours * 60 + 30;
    `,
  ],
  cut: [
    `
    const word = text.slice(from, to);
    const word = text.slice(from, to - 1);
    `,
    `
    const last = text.charCodeAt(-1);
    const last = text.charCodeAt(-1 + 1);
    `,
  ],
  statement: [
    `
    if (late) return;
    if (late) ;
    `,
    `
    count(reply);
    ;
    `,
    `
    for (const one of all) { if (one.odd) { continue; } }
    for (const one of all) { if (one.odd) { ; } }
    `,
  ],
  fallback: [
    `
    const port = given ?? 25;
    const port = given;
    `,
  ],
  word: [
    `
    if (verb === 'EHLO') greet();
    if (verb === '\\0') greet();
    `,
    `
    const tls = line.includes('starttls');
    const tls = line.includes('\\0');
    `,
  ],
  loudness: [
    `
    const rule = { severity: 'error' };
    const rule = { severity: 'warning' };
    `,
    `
    const rule = { severity: 'information' };
    const rule = { severity: 'hint' };
    `,
  ],
  regex: [
    `
    const end = /^QUIT$/;
    const end = /QUIT$/;
    const end = /^QUIT/;
    `,
    `
    const word = /\\b[a-z\\d_]{6,}/i;
    const word = /[a-z\\d_]{6,}/i;
    const word = /\\b[\\d_]{6,}/i;
    const word = /\\b[a-z_]{6,}/i;
    const word = /\\b[a-z\\d]{6,}/i;
    const word = /\\b[a-z\\d_]{7,}/i;
    const word = /\\b[a-z\\d_]{5,}/i;
    const word = /\\b[a-z\\d_]{6,}/;
    `,
    `
    const marks = /[\\u{2066}-\\u{2069}\\]]/u;
    const marks = /[\\]]/u;
    const marks = /[\\u{2066}-\\u{2069}]/u;
    `,
    `
    const code = /[45]\\d{2,3}/;
    const code = /[5]\\d{2,3}/;
    const code = /[4]\\d{2,3}/;
    const code = /[45]\\d{3,3}/;
    const code = /[45]\\d{1,3}/;
    const code = /[45]\\d{2,4}/;
    const code = /[45]\\d{2,2}/;
    `,
  ],
};

const lines = (drawn: string): string[] =>
  drawn
    .trim()
    .split('\n')
    .map((line) => line.trim());

const slipsOf = (text: string, operator: string, file = 'session/a.ts'): string[] =>
  mutantsOf(file, text)
    .filter((mutant) => mutant.operator === operator)
    .map(({ start, end, text: other }) => text.slice(0, start) + other + text.slice(end));

describe('an operator', () => {
  it('is drawn, each of them', () => {
    expect(Object.keys(DRAWN).sort()).toEqual(operators.sort());
  });

  for (const [operator, drawings] of Object.entries(DRAWN))
    for (const drawn of drawings) {
      const [before, ...after] = lines(drawn);
      it(`${operator}: ${before}`, () => {
        expect(slipsOf(before, operator)).toEqual(after);
      });
    }
});

describe('no slip is made', () => {
  const nowhere = (text: string, file?: string): void => expect(mutantsOf(file ?? 'session/a.ts', text)).toEqual([]);

  it('where one empty value stands in for another', () => {
    nowhere("const known = found ?? undefined, name = given ?? '', next = following ?? null;");
  });

  it('in types, imports and exports', () => {
    nowhere("import { a } from './a';\nexport { b } from './b';\ntype C = true | 'x' | 3;\ninterface D { e: false }");
  });

  it('in the sources and texts of a rule', () => {
    nowhere("const rule = { id: 'a', examples: { fires: [3 < 4] }, sources: [rfc(5321, 4 + 1)], tier: 1 > 2 };");
  });

  it('in the rows of a table, but in the code beside them', () => {
    nowhere('const ROWS = [{ code: 1 > 2, words: /^full$/ }];', 'knowledge/rows.ts');
    expect(slipsOf('const find = (a) => a < 3;', 'boundary', 'knowledge/rows.ts')).toEqual(['const find = (a) => a <= 3;']);
  });

  it('of a sum of texts, or of a high count in an expression', () => {
    nowhere("const both = 'a' + name;\nconst bounded = /a{20,200}/;");
  });
});

describe('a mutant', () => {
  const text = 'function f(a) {\n  if (a.length < 3) return 1;\n  return g(a < 3, a < 3);\n}\n';
  const found = (): Mutant[] => mutantsOf('session/a.ts', text).filter(({ operator }) => operator === 'boundary');

  it('is known by its file, what it stands in, and the text around it', () => {
    expect(found()[0]).toMatchObject({ file: 'session/a.ts', inside: 'f', line: 2, nth: 0 });
    expect(found()[0]).toMatchObject({ before: 'if (a.length < 3) return 1;', after: 'if (a.length <= 3) return 1;' });
  });

  it('is another one at each place of one text', () => {
    expect(
      found()
        .slice(1)
        .map(({ after }) => after),
    ).toEqual(['return g(a <= 3, a < 3);', 'return g(a < 3, a <= 3);']);
    const twice = mutantsOf('a/a.ts', 'function f(a) {\n  if (a < 3) g();\n  h();\n  if (a < 3) g();\n}\n');
    expect(twice.filter(({ operator }) => operator === 'boundary').map(({ nth }) => nth)).toEqual([0, 1]);
  });
});
