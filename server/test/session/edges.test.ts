import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { rules } from '../../src/rules/catalogue';
import { exampleText } from '../../src/rules/drawing';
import { textOf } from '../../src/text/lines';
import { visibly } from '../drawn';
import { toldSessions } from './drawn';

vi.setConfig({ testTimeout: 60_000 });

/** A code counts by its class; what the first and the last of a class change is what hangs on the code itself. */
const EDGES: readonly (readonly [of: RegExp, codes: readonly string[]])[] = [
  [/\b25[0-2](?=[ -]|$)/g, ['200', '299']],
  [/\b4[35]\d(?=[ -]|$)/g, ['400', '499']],
  [/\b5\d\d(?=[ -]|$)/g, ['500', '599']],
];

const said = (text: string): string[] =>
  toldSessions(Analysis.of(textOf(text.split('\n')), { explicit: true })).flatMap((row) => row.trim().split(/(?<=\)): |; /));

/** The parts of what is told that are not there with another code, once that code is written as it was. */
function changed(text: string, of: RegExp, code: string): string {
  const before = said(text).map((part) => part.replace(of, '###'));
  const after = said(text.replace(of, code)).map((part) => part.replace(of, '###').replaceAll(code, '###'));
  return [
    ...before.filter((part) => !after.includes(part)).map((part) => `- ${part}`),
    ...after.filter((part) => !before.includes(part)).map((part) => `+ ${part}`),
  ].join(' ');
}

describe('what hangs on a code and not on its class, as drawn in edges/', () => {
  it.each(['pairing', 'sequence', 'verdict'])('in examples of the group %s', async (group) => {
    const rows = rules
      .filter((rule) => rule.group === group)
      .flatMap(({ id, examples }) =>
        [...examples.fires, ...examples.silent].flatMap((source, n) => {
          const text = exampleText(source);
          const told = EDGES.flatMap(([of, codes]) =>
            text.search(of) < 0 ? [] : codes.map((code) => [code, changed(text, of, code)] as const).filter(([, words]) => words !== ''),
          );
          return told.length > 0 ? [`## ${id}, ${n + 1}`, ...told.map(([code, words]) => `  ${code}: ${words}`)] : [];
        }),
      );
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`edges/${group}.txt`);
  });
});
