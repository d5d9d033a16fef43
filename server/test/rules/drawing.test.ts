import { describe, expect, it } from 'vitest';
import { draw, exampleText, type Mark, picture, readDrawing } from '../../src/rules/drawing';

const EXAMPLE = `
    C: MAIL FROM:<a@example.com>
  #    ~~~~ This is the command.
    S: 354 go ahead
  #    ^^^ error: 354 cannot answer MAIL …

    C: QUIT
  `;

const mark = (part: Partial<Mark>): Mark => ({ line: 0, from: 3, to: 6, severity: 'error', rule: null, words: 'No.', cut: false, ...part });

describe('a drawn example', () => {
  it('is its text and its marks, counted from the margin', () => {
    const { text, marks } = readDrawing(EXAMPLE);
    expect(text).toBe('C: MAIL FROM:<a@example.com>\nS: 354 go ahead\n\nC: QUIT');
    expect(marks).toEqual([
      mark({ from: 3, to: 7, severity: null, words: 'This is the command.' }),
      mark({ line: 1, words: '354 cannot answer MAIL', cut: true }),
    ]);
  });

  it('is drawn again as it was', () => {
    expect(draw(readDrawing(EXAMPLE), '  ')).toBe(EXAMPLE);
  });

  it('keeps blanks before a line, and counts columns from the text, not from them', () => {
    const { text, marks } = readDrawing('\n     -> EHLO x\n  #     ^^^^ hint: Say HELO.\n  ');
    expect(text).toBe(' -> EHLO x');
    expect(text.slice(marks[0].from, marks[0].to)).toBe('EHLO');
  });

  it('may mark the first column', () => {
    expect(readDrawing('\n  abc\n# ^^ error: No.\n').marks).toEqual([mark({ from: 0, to: 2 })]);
  });

  it('may begin or end with an empty line', () => {
    expect(exampleText('\n\n  a\n\n')).toBe('\na\n');
  });

  it('names a rule where several could speak', () => {
    const { marks } = readDrawing('\n  250 ok\n# ^^^ error reply-code: No.\n# ~~~ reply-code: So is this: that.\n');
    expect(marks).toEqual([
      mark({ from: 0, to: 3, rule: 'reply-code' }),
      mark({ from: 0, to: 3, severity: null, rule: 'reply-code', words: 'So is this: that.' }),
    ]);
  });

  it('marks a place between two characters with a bar, and the rest of a long line with three dots', () => {
    const long = 'x'.repeat(200);
    const marks = [mark({ from: 3, to: 3 }), mark({ from: 4, to: 200 }), mark({ from: 5, to: 5, severity: null })];
    const drawn = draw({ lines: [long], marks });
    expect(drawn).toBe(`\n  ${long}\n#    | error: No.\n#     ^^… error: No.\n#      | No.\n`);
    expect(readDrawing(drawn).marks).toEqual(marks);
  });

  it('draws the marks of a line from left to right, a finding before what is related to it', () => {
    const marks = [mark({ severity: null, words: 'B.' }), mark({ severity: null, words: 'A.' }), mark({}), mark({ from: 0, to: 1 })];
    expect(picture({ lines: ['C: QUIT'], marks })).toEqual(['C: QUIT', '^ error: No.', '   ^^^ error: No.', '   ~~~ A.', '   ~~~ B.']);
  });

  it.each(['# a remark', '# ^^^ a finding without its severity', '# ~~~ error: a related place with one', '# ^^^error', '#'])(
    'has nothing drawn by %j',
    (row) => expect(readDrawing(`\n  250 ok\n${row}\n`)).toEqual({ text: '250 ok', lines: ['250 ok'], marks: [] }),
  );

  it('has nothing drawn above its first line', () => {
    expect(readDrawing('\n# ^^^ error: No.\n  250 ok\n').marks).toEqual([]);
  });
});

describe('an example that is not drawn', () => {
  it('is taken as it is', () => {
    expect(readDrawing('# 250 ok\n  x')).toEqual({ text: '# 250 ok\n  x', lines: ['# 250 ok', '  x'], marks: [] });
  });
});
