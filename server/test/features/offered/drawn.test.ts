import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../../src/analysis/analysis';
import { completions } from '../../../src/features/completion';
import { hints } from '../../../src/features/hints';
import { links } from '../../../src/features/links';
import { tokens } from '../../../src/features/tokens';
import { textOf } from '../../../src/text/lines';
import { DIALOGUES } from '../../dialogues';
import { visibly } from '../../drawn';
import { done, LOG, read, SESSION } from '../marked';

vi.setConfig({ testTimeout: 60_000 });

/** What somebody has typed of a line, to its end. */
const BEGUN = [
  ...['', 'C: ', 'C: M', 'C: AUTH ', 'C: AUTH P', 'C: MAIL ', 'C: RCPT ', 'C: EHLO ', 'C: BDAT ', 'C: VRFY '],
  ...['C: MAIL FROM:<a@example.org> ', 'C: MAIL FROM:<a@example.org> BODY=', 'C: MAIL FROM:<a@example.org> SIZE=1 RET=', 'C: MAIL FROM:<a'],
  ...[
    'C: RCPT TO:<b@example.net> ',
    'C: RCPT TO:<b@example.net> NOTIFY=',
    'C: RCPT TO:<b@example.net> NOTIFY=SUCCESS,',
    'C: RCPT TO:<b@example.net>',
  ],
  ...['S: ', 'S: 2', 'S: 250 ', 'S: 250-', 'S: 550 ', 'S: 550 5.', 'S: 450 4.2', 'S: 354 '],
];

/** A place behind each line of the dialogues; more say the same again. */
const EVERY = 2;

describe('all that is offered to somebody who types, as drawn in drawn/', () => {
  it.each(Object.entries(DIALOGUES))('behind lines of %s', async (name, lines) => {
    let last = new Map<string, string>();
    const rows = lines.flatMap((line, n) => {
      if (n % EVERY > 0) return [];
      const now = new Map<string, string>();
      const told = BEGUN.flatMap((begun) => {
        const analysis = Analysis.of(textOf([...lines.slice(0, n + 1), begun]), { explicit: true });
        const items = completions(analysis, { line: n + 1, character: begun.length }).map(({ range, detail, ...item }) =>
          Object.entries({ ...item, from: range.start.character })
            .filter(([, value]) => value !== undefined)
            .map(([key, value]) => (key === 'kind' || key === 'label' ? value : `${key} ${JSON.stringify(value)}`))
            .join(' '),
        );
        now.set(begun, items.join('; '));
        return items.length === 0 || last.get(begun) === now.get(begun) ? [] : [`  ${begun}|`, ...items.map((item) => `#   ${item}`)];
      });
      last = now;
      return [`## behind ${line}`, ...told];
    });
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`drawn/${name.replaceAll(' ', '-').toLowerCase()}.txt`);
  });
});

/** A dialogue as it is typed at a prompt: who speaks shows only in whose turn it is. */
const BARE = [
  ...['220 mx.example.net ESMTP', 'EHLO client.example.org', '250-mx.example.net', '250 AUTH LOGIN', 'AUTH LOGIN', '334 VXNlcm5hbWU6'],
  ...['YWxpY2U=', '334 UGFzc3dvcmQ6', 'dHVsaXA0Nw==', '235 2.7.0 Ok', 'MAIL FROM:<a@example.org>', '250 2.1.0 Ok'],
  ...[
    'RCPT TO:<b@example.net>',
    '250 2.1.5 Ok',
    'DATA',
    '354 Go ahead',
    'Subject: hello',
    '',
    'Hello',
    '.',
    '250 2.0.0 Ok',
    'QUIT',
    '221 Bye',
  ],
];

describe('what is offered where no line says who speaks, as drawn in drawn/bare.txt', () => {
  it('behind each line', async () => {
    const rows = BARE.flatMap((line, n) => [
      `  ${line}`.trimEnd(),
      ...['', 'M', '2', '250 '].flatMap((begun) => {
        const analysis = Analysis.of(textOf([...BARE.slice(0, n + 1), begun]), { explicit: true });
        const labels = completions(analysis, { line: n + 1, character: begun.length }).map(({ label }) => label);
        return labels.length === 0
          ? []
          : [`# ${begun}| ${labels.slice(0, 4).join('; ')}${labels.length > 4 ? ` and ${labels.length - 4} more` : ''}`];
      }),
    ]);
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot('drawn/bare.txt');
  });
});

describe('what is shown of some lines alone', () => {
  it.each([
    ['a dialogue', SESSION],
    ['a log', LOG],
  ])('is what is shown of all of them, in those lines: %s', (_, text) => {
    const analysis = read(text);
    const count = analysis.lines.count;
    const all = tokens(analysis);
    const marks = hints(analysis, 0, count, { codes: true, times: true, userNames: true });
    expect(all.length).toBeGreaterThan(20);
    for (let from = 0; from < count; from += 3)
      for (const to of [from, from + 1, from + 2, from + 5, count]) {
        expect(tokens(analysis, from, to)).toEqual(all.filter(({ line }) => line >= from && line < to));
        expect(hints(analysis, from, to, { codes: true, times: true, userNames: true })).toEqual(
          marks.filter(({ position: { line } }) => line >= from && line < to),
        );
      }
  });

  it('is, of too many links, those nearest to the screen', () => {
    const talk = (n: number): string[] => [
      `S: 220 mx${n}.example.net ESMTP https://www.example.net/${n}`,
      'C: QUIT',
      'S: 221 Bye',
      '',
      '',
      '',
    ];
    const analysis = Analysis.of(textOf(Array.from({ length: 900 }, (_, n) => talk(n)).flat()), { explicit: true });
    const linesOf = (screen: number): number[] => done(links(analysis, screen)).map(({ span }) => span.line);
    for (const screen of [0, 1197, 1200, 2703, 5399]) {
      const lines = linesOf(screen);
      expect(lines).toHaveLength(400);
      expect(lines).toEqual([...lines].sort((a, b) => a - b));
      const farthest = Math.max(...lines.map((line) => Math.abs(line - screen)));
      // Of those that are not given, none is nearer than the farthest that is.
      const left = Array.from({ length: 900 }, (_, n) => 6 * n).filter((line) => !lines.includes(line));
      expect(Math.min(...left.map((line) => Math.abs(line - screen)))).toBeGreaterThanOrEqual(farthest);
    }
  });
});
