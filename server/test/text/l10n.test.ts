import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { languagesOf, setTranslations, t, translationsIn } from '../../src/text/l10n';
import { between, sentence, sentences } from '../../src/text/phrases';
import { askedIn, translatable } from './shown-texts';

const folder = join(__dirname, '../../../l10n');
const server = askedIn('server/src', 't');
const client = askedIn('client/src', 'l10n.t');
const { frame, allowed } = translatable();

/** What a translation must keep: places for arguments, code, and addresses of the web. */
const kept = (text: string): string[] => [...new Set(text.match(/\{\w+\}|`[^`]+`|https?:\/\/[\w./-]*\w/g))].sort();

afterEach(() => setTranslations({}));

/**
 * How values are called that are translated although they are no literals: columns of the tables, mostly. A new one: see that the texts
 * which it can be are in `rowTexts`, then name it here.
 */
const COLUMNS =
  /(?:^|\.)(?:action|admin|advice|cause|effect|explains|keywordNote|meaning|name|note|one|origin|replyCount|seen|sentence|statusNote|texts|title|when)$|^spokenVerb\(/;

describe('the sources', () => {
  it('translate nothing while a module loads', () => {
    expect([...server.early, ...client.early]).toEqual([]);
  });

  it('translate texts that can be known beforehand', () => {
    const strange = [...server.expressions, ...client.expressions].filter(
      ([expression]) => !COLUMNS.test(expression.replace(/ \?\? .*$/, '')),
    );
    expect(strange.map(([expression, file]) => `${file}: t(${expression})`)).toEqual([]);
  });
});

describe.each(readdirSync(folder))('%s', (name) => {
  const bundle = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, string>;

  // A row or a rule does not wait for its translation: what lacks one is shown in English, and `npm run l10n` lists it.
  it('has the words around the answers of the tables', () => {
    const lacking = [...frame].filter((text) => !Object.hasOwn(bundle, text));
    expect(lacking.length, lacking.join('\n')).toBeLessThan(frame.size / 4);
  });

  it('has no text that nobody shows (npm run l10n -- --prune)', () => {
    expect(Object.keys(bundle).filter((text) => !allowed.has(text))).toEqual([]);
  });

  it('keeps arguments, code and addresses', () => {
    for (const [english, translated] of Object.entries(bundle)) {
      expect(translated, english).not.toBe('');
      expect(kept(translated), english).toEqual(kept(english));
    }
  });

  it('is in the order of its keys, so that two changes rarely meet', () => {
    expect(Object.keys(bundle)).toEqual(Object.keys(bundle).sort());
  });
});

describe('a translation', () => {
  it('replaces the text, and arguments go into it', () => {
    setTranslations({ '{0} of {1}': '{1} 中的 {0}' });
    expect(t('{0} of {1}', 2, 3)).toBe('3 中的 2');
    expect(t('no such text {0}', 1)).toBe('no such text 1');
  });

  it('is taken only from pairs of strings', () => {
    expect(translationsIn({ a: 'b', c: 1, d: null, e: { message: 'f' } })).toEqual({ a: 'b' });
  });
});

describe('the language of a locale', () => {
  it.each([
    ['zh-CN', 'zh-cn'],
    ['zh', 'zh-cn'],
    ['zh_CN.UTF-8', 'zh-cn'],
    ['zh-Hans-SG', 'zh-cn'],
    ['zh-TW', 'zh-tw'],
    ['zh-Hant', 'zh-tw'],
    ['de_DE@euro', 'de'],
    ['pt-BR', 'pt-br'],
  ])('%s may be %s', (locale, language) => expect(languagesOf(locale)).toContain(language));

  it.each(['zh-TW', 'zh-HK', 'zh-Hant'])('%s is not simplified', (locale) => expect(languagesOf(locale)).not.toContain('zh-cn'));

  it.each(['en', 'en-GB', 'C', '', '../../x', 'zh/../../x'])('%j has none', (locale) => expect(languagesOf(locale)).toEqual([]));

  it('is safe in the name of a file', () => {
    for (const locale of ['POSIX', 'i-klingon', 'xx-yy', 'zh-\u0000'])
      for (const name of languagesOf(locale)) expect(name).toMatch(/^[a-z0-9-]+$/);
  });
});

describe('phrases', () => {
  it('join with a space, but not after full-width punctuation', () => {
    expect(sentences('One.', '', 'Two.')).toBe('One. Two.');
    expect(sentences('第一句。', '第二句。')).toBe('第一句。第二句。');
    expect(between('He said “no”')).toBe(' ');
  });

  it('become sentences with a full stop of their script', () => {
    expect(sentence('commands may be sent in groups')).toBe('Commands may be sent in groups.');
    expect(sentence('可以成组发送命令')).toBe('可以成组发送命令。');
    expect(sentence('Ends.')).toBe('Ends.');
  });
});
