import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';
import { translatable } from './shown-texts';

const top = join(__dirname, '../../..');
const { frame, wanted } = translatable();
const read = (file: string): string => readFileSync(join(top, file), 'utf8').replace(/\r\n/g, '\n');

/** Words that a reader stumbles over, and what to write in their place. */
const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\bblanks?\b(?! page)/i, 'space, empty line'],
  [/\bst(?:ands?|anding|ood)\b(?!-in| for )/i, 'is, there is'],
  [/\bwho(?:so)?ever\b/i, 'anyone who, the reader'],
  [/\bnobody\b(?!@)/i, 'no one, or say who does not'],
  [/\bof it\b/i, 'name the thing'],
  [/(?:^|[,;:.] )so (?!that\b)/i, 'because, or two sentences'],
  [/\bfor good\b|\bfor ever\b/i, 'permanently'],
  [/\blets? go\b/i, 'discard, drop'],
  [/\bby itself\b|\bof itself\b/i, 'automatically, alone'],
  [/\bown house\b/i, 'internal'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix, correct'],
  [/\bshall\b/i, 'should, must'],
];

/** Every banned word of a text with what to write; names in quotes or brackets, and code, are not ours. */
const wrong = (text: string): string[] => {
  const own = text.replace(/`[^`]*`|“[^”]*”|\(nobody\)|\]\([^)]*\)/g, ' ');
  return BANNED.flatMap(([word, instead]) => (word.test(own) ? [`${word.exec(own)?.[0].trim()} (write: ${instead}): ${text}`] : []));
};

/** The lines of a page outside of its fences; a heading may be an id. */
const prose = (page: string): string[] => page.replace(/^```[\s\S]*?^```|^### \S+$/gm, '').split('\n');

describe('the voice', () => {
  it('has none of the banned words in what people are shown', () => {
    expect([...wanted].flatMap(wrong)).toEqual([]);
  });

  it.each(['package.json', 'package.nls.json'])('has none in %s', (file) => {
    const texts: string[] = [];
    JSON.parse(read(file), (_key, value: unknown) => {
      // Ids of rules and formats are no sentences.
      if (typeof value === 'string' && /[ ]/.test(value)) texts.push(value);
      return value;
    });
    expect(texts.flatMap(wrong)).toEqual([]);
  });

  it.each(['README.md', ...readdirSync(join(top, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))])(
    'has none in %s',
    (file) => expect(prose(read(file)).flatMap(wrong)).toEqual([]),
  );

  it('has sentences of at most 25 words in the rules and in what is said around the tables', () => {
    const texts = [...frame, ...[...rules, ...logRules, ...lifeRules].flatMap(({ title, explains }) => [title, explains])];
    const long = texts
      .flatMap((text) => text.split(/(?<=[.!?:;]) /))
      .filter((sentence) => sentence.split(/\s+/).filter((word) => /\w/.test(word)).length > 25);
    expect(long).toEqual([]);
  });

  it('sees a banned word', () => {
    expect(wrong('A blank stands after FROM:')).toHaveLength(2);
    expect(wrong('No such command, so servers refuse it.')).toHaveLength(1);
    expect(wrong('The stand-in of nobody@example.net, `so`, so that it stays.')).toEqual([]);
  });
});
