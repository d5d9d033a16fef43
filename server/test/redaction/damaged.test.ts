import { describe, expect, it, vi } from 'vitest';
import { secretsOfLines } from '../../src/redaction/document';
import { linesOf } from '../../src/text/lines';
import { drawnDamage } from '../damage';
import { begin, DIALOGUES, end, PROGRAMS, TEXTS } from './planted';

vi.setConfig({ testTimeout: 60_000 });

const PASSWORD = 'Tul!p47';

/** Where secrets are in line `n` of a text that is no dialogue, or is read as none: columns from 1, to the last one. */
function secretsAt(lines: readonly string[], n: number): string {
  const { placed } = secretsOfLines(linesOf(lines), []);
  return placed
    .filter((one) => one.line === n)
    .map(({ from, to, kind }) => `${kind} ${from + 1}-${to}`)
    .join(', ');
}

/** Each line of a text in which a secret is; no drawing shows the secret itself. */
function drawn(text: string): string[] {
  const lines = text.split('\n');
  const { placed } = secretsOfLines(linesOf(lines), []);
  return lines.flatMap((line, n) => {
    const here = placed.filter((one) => one.line === n);
    if (here.length === 0) return [];
    let shown = line;
    for (const { from, to } of here) shown = shown.slice(0, from) + '*'.repeat(to - from) + shown.slice(to);
    const before = lines.slice(Math.max(0, n - 3), n);
    const ask = (damaged: string): string => secretsAt([...before, damaged, ...lines.slice(n + 1, n + 3)], before.length);
    return drawnDamage(line, ask, shown);
  });
}

describe('where a secret is in a line in which one character is another, as drawn in damaged/', () => {
  it('in texts', async () => {
    const rows = Object.entries(TEXTS).flatMap(([kind, write]) => [`## ${kind}`, ...drawn(write(PASSWORD))]);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('damaged/texts.txt');
  });

  it('in dialogues', async () => {
    const rows = Object.entries(DIALOGUES).flatMap(([kind, talk]) => [
      `## ${kind}`,
      ...drawn(PROGRAMS.rfc([...begin, ...talk(PASSWORD), ...end])),
    ]);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('damaged/dialogues.txt');
  });
});
