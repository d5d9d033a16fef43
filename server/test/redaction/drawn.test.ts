import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { type RedactOptions, redact } from '../../src/features/redact';
import { bounceFormats } from '../../src/formats/bounces';
import { logFormats } from '../../src/formats/logs';
import { transcriptFormats } from '../../src/formats/transcripts';
import { secretsOfLines } from '../../src/redaction/document';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';
import { exampleText } from '../../src/rules/drawing';
import { linesOf, splitFileText, textOf } from '../../src/text/lines';
import { drawnLine } from '../drawn';
import { begin, DIALOGUES, end, type Planted, PROGRAMS, planted, TEXTS } from './planted';
import { plantedKinds } from './planted-kinds';

vi.setConfig({ testTimeout: 60_000 });

/** The lines of a copy that differ, and under each what of the original was replaced there: what was secret is in no drawing. */
function drawnCopy(text: string, options?: RedactOptions): string[] {
  const lines = splitFileText(text);
  const copy = redact(Analysis.of(textOf(lines)), options);
  return copy.lines.flatMap((line, n) => {
    const here = copy.replaced.filter((one) => one.line === n);
    if (line === lines[n] && here.length === 0) return [];
    let moved = 0;
    const places = here.map(({ from, to, kind, standIn }) => {
      const at = from + moved;
      moved += standIn.length - (to - from);
      return { from: at, to: at + standIn.length, words: to - from === standIn.length ? kind : `${kind}, for ${to - from} characters` };
    });
    return drawnLine(line, places);
  });
}

/** Of many texts those that show each kind once, and each surrounding once. */
function once(all: Iterable<Planted>): Planted[] {
  const seen = new Set<string>();
  return [...all].filter(({ kind, around }) => {
    if (seen.has(`kind ${kind}`) && seen.has(`around ${around}`)) return false;
    seen.add(`kind ${kind}`).add(`around ${around}`);
    return true;
  });
}

describe('copies that are safe to share, as drawn in drawn/', () => {
  it('of what people plant in texts', async () => {
    const rows = once([...planted(3), ...plantedKinds(3)]).flatMap(({ kind, around, text }) => [
      `## ${kind}, in ${around}`,
      ...drawnCopy(text),
    ]);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('drawn/planted.txt');
  });

  it.each([
    ['transcripts', transcriptFormats],
    ['logs', logFormats],
    ['bounces', bounceFormats],
  ] as const)('of the samples of %s', async (name, formats) => {
    const samples = formats.flatMap(({ id, samples }) => samples.map(({ title, text }) => ({ title: `${id}: ${title}`, text })));
    const rows = samples.flatMap(({ title, text }) => [`## ${title}`, ...drawnCopy(text)]);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(`drawn/${name}.txt`);
  });

  it('of the examples of rules, credentials alone', async () => {
    const rows = [...rules, ...logRules, ...lifeRules].flatMap(({ id, examples }) =>
      [...examples.fires, ...examples.silent].flatMap((source, n) => {
        const drawn = drawnCopy(exampleText(source), { keepIdentities: true, keepMailData: true });
        return drawn.length > 0 ? [`## ${id}, ${n + 1}`, ...drawn] : [];
      }),
    );
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('drawn/credentials.txt');
  });
});

/** Words from which passwords of any length are cut. */
const WORDS: Readonly<Record<string, string>> = {
  letters: 'gardentulip',
  digits: '47114711471',
  mixed: 'tulip4711xy',
  signs: 'Tul!p-47$xy',
};
const LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11];

type Holds = (write: (password: string) => string, password: string) => boolean;
const isReplaced: Holds = (write, password) =>
  redact(Analysis.of(textOf(splitFileText(write(password)))), { keepIdentities: true, keepMailData: true }).replaced.length > 0;
/** The same of lines that nobody reads as a dialogue: more is found in them than where the password was replaced before. */
const isFound: Holds = (write, password) => {
  const found = (text: string): number => secretsOfLines(linesOf(text.split('\n')), []).placed.length;
  return found(write(password)) > found(write('***'));
};

/** Of which length a password is replaced in a text, by what it consists of: `3-11`, or the lengths one by one. */
function replacedLengths(write: (password: string) => string, holds: Holds = isReplaced): string {
  const told = Object.entries(WORDS).map(([name, word]) => {
    const gone = LENGTHS.filter((length) => holds(write, word.slice(0, length)));
    const from = LENGTHS.indexOf(gone[0]);
    const all = gone.length > 1 && gone.every((length, at) => length === LENGTHS[from + at]);
    return `${name} ${gone.length === 0 ? 'never' : all ? `${gone[0]}-${gone[gone.length - 1]}` : gone.join(' ')}`;
  });
  return told.every((one) => one.endsWith(told[0].split(' ').slice(1).join(' ')))
    ? `always ${told[0].split(' ').slice(1).join(' ')}`
    : told.join(', ');
}

describe('the length of a password that is replaced, as told in drawn/lengths.txt', () => {
  it('in texts and dialogues', async () => {
    const rfc = PROGRAMS.rfc;
    const rows = [
      ...Object.entries(TEXTS).map(([kind, write]) => `${kind}: ${replacedLengths(write)}`),
      ...Object.entries(DIALOGUES).map(
        ([kind, talk]) => `${kind}: ${replacedLengths((password) => rfc([...begin, ...talk(password), ...end]))}`,
      ),
      ...Object.entries(DIALOGUES).map(
        ([kind, talk]) =>
          `${kind}, read as no dialogue: ${replacedLengths((password) => rfc([...begin, ...talk(password), ...end]), isFound)}`,
      ),
    ];
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('drawn/lengths.txt');
  });
});
