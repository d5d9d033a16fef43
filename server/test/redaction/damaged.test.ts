import { describe, expect, it, vi } from 'vitest';
import { secretsOfLines } from '../../src/redaction/document';
import { linesOf } from '../../src/text/lines';
import { drawnDamage, drawnLengths, drawnWear } from '../damage';
import { begin, DIALOGUES, end, PROGRAMS, TEXTS } from './planted';

vi.setConfig({ testTimeout: 60_000 });

const PASSWORD = 'Tul!p47';

type Say = (line: string, found: { readonly from: number; readonly to: number; readonly kind: string }) => string;
/** Where a secret is: columns from 1, to the last one. */
const placed: Say = (_, { from, to, kind }) => `${kind} ${from + 1}-${to}`;
/** How long it is, because its place moves with the words before it. */
const sized: Say = (line, { from, to, kind }) => `${kind} of ${to - from}${to === line.length ? ' to the end' : ''}`;

/** The secrets of line `n` of a text that is no dialogue, or is read as none. */
function secretsAt(lines: readonly string[], n: number, say: Say): string {
  return secretsOfLines(linesOf(lines), [])
    .placed.filter((one) => one.line === n)
    .map((one) => say(lines[n], one))
    .join(', ');
}

/** Each line of a text in which a secret is; no drawing shows the secret itself. */
function drawn(text: string, draw: typeof drawnDamage, say: Say): string[] {
  const lines = text.split('\n');
  const { placed } = secretsOfLines(linesOf(lines), []);
  return lines.flatMap((line, n) => {
    const here = placed.filter((one) => one.line === n);
    if (here.length === 0) return [];
    let shown = line;
    for (const { from, to } of here) shown = shown.slice(0, from) + '*'.repeat(to - from) + shown.slice(to);
    const before = lines.slice(Math.max(0, n - 3), n);
    const ask = (damaged: string): string => secretsAt([...before, damaged, ...lines.slice(n + 1, n + 3)], before.length, say);
    return draw(line, ask, shown);
  });
}

const worn: typeof drawnDamage = (line, ask, shown) => [
  ...drawnWear(line, ask, shown),
  ...drawnLengths(line, (other) => ask(other).replace(/ of \d+/g, '')),
];

describe.each([
  ['one character is another', 'damaged', drawnDamage, placed],
  ['a word is gone, twice there or another one', 'worn', worn, sized],
] as const)('where a secret is in a line in which %s, as drawn in %s/', (_, folder, draw, say) => {
  it('in texts', async () => {
    const rows = Object.entries(TEXTS).flatMap(([kind, write]) => [`## ${kind}`, ...drawn(write(PASSWORD), draw, say)]);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`${folder}/texts.txt`);
  });

  it('in dialogues', async () => {
    const rows = Object.entries(DIALOGUES).flatMap(([kind, talk]) => [
      `## ${kind}`,
      ...drawn(PROGRAMS.rfc([...begin, ...talk(PASSWORD), ...end]), draw, say),
    ]);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`${folder}/dialogues.txt`);
  });
});
