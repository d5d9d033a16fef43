import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { quickFixes } from '../../src/features/actions';
import { findingsOf } from '../../src/features/diagnostics';
import { hints } from '../../src/features/hints';
import { hover } from '../../src/features/hover';
import { lenses } from '../../src/features/lens';
import { story } from '../../src/features/story';
import { symbols } from '../../src/features/symbols';
import { logFormats } from '../../src/formats/logs';
import { enhancedCodes } from '../../src/knowledge/enhanced-codes';
import { HIDDEN } from '../../src/redaction/secrets';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';
import { exampleText } from '../../src/rules/drawing';
import { setTranslations } from '../../src/text/l10n';
import { splitFileText, textOf } from '../../src/text/lines';
import { PEDANTIC } from '../settings';

/** A language in which every text is in brackets: what stands outside of them was never translated. */
const BRACKETS = new Proxy<Record<string, string>>({}, { get: (_, text) => `⟦${String(text)}⟧` });

beforeAll(() => setTranslations(BRACKETS));
afterAll(() => setTranslations({}));

/** Whoever uses an enhanced code against the registry: names, the same in every language. */
const USERS = enhancedCodes.flatMap(({ otherUses }) => (otherUses ?? []).map(({ who }) => who));

/** Words of ours in a text that went round the translation: neither in brackets nor in code nor said by the document. */
function leaks(shown: string, document: string): string[] {
  let rest = shown.replace(/(`+)[\s\S]*?\1/g, '').replace(/\[[^\]]*\]\([^)]*\)/g, '');
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '');
  }
  for (const name of [HIDDEN, ...USERS]) rest = rest.replaceAll(name, '');
  const words = rest.match(/[A-Za-z’]*[a-z][A-Za-z’]+/g) ?? [];
  return words.filter((word) => !/^(?:ms|min|KiB|MiB|GiB)$/.test(word) && !document.toLowerCase().includes(word.toLowerCase()));
}

/** Runs a generator to its end. */
function whole<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** What an editor shows of a document without being asked, and the hovers of its first lines. */
function* shown(text: string): Generator<string> {
  const analysis = Analysis.of(textOf(splitFileText(text)), { explicit: true });
  const findings = findingsOf(analysis, PEDANTIC);
  for (const { finding } of findings) {
    yield finding.message;
    for (const { message } of finding.related ?? []) yield message;
  }
  for (const { title } of quickFixes(findings)) yield title;
  for (const { title } of whole(lenses(analysis))) yield title;
  for (const { label, tooltip } of hints(analysis, 0, analysis.lines.count, { codes: true, times: true, userNames: false }))
    yield `${label} ${tooltip ?? ''}`;
  for (const { name, detail } of whole(symbols(analysis))) yield `${name} ${detail ?? ''}`;
  for (let line = 0; line < Math.min(analysis.lines.count, 12); line++) {
    const told = whole(story(analysis, { line, character: 0 }));
    if (!told) continue;
    yield told.text;
    break;
  }
  for (let line = 0; line < Math.min(analysis.lines.count, 3); line++)
    for (const character of [0, 4]) {
      const found = hover(analysis, { line, character }, { replies: [] });
      // The last paragraph names sources, whose titles are names.
      if (found) yield found.contents.split('\n\n').slice(1, -1).join('\n');
    }
}

describe('no text goes round the translation', () => {
  it.each([...rules, ...logRules, ...lifeRules])('of $id', ({ examples }) => {
    for (const example of examples.fires.map(exampleText))
      for (const text of shown(example)) expect(leaks(text, example), text).toEqual([]);
  });

  it.each(logFormats)('in a log of $id', ({ samples }) => {
    for (const { text: log } of samples) for (const text of shown(log)) expect(leaks(text, log), text).toEqual([]);
  });

  it('finds a word of ours, and none of the document', () => {
    expect(leaks('⟦sent to ⟦a⟧⟧ delivered bob `code`', 'RCPT TO:<bob@example.net>')).toEqual(['delivered']);
  });
});
