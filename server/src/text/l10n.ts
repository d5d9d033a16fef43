import * as l10n from '@vscode/l10n';
import { textKey } from './text-key';

/** English text (`l10n/bundle.l10n.LANGUAGE.json`), or its `textKey` (what ships) -> translated text. */
export type Translations = Readonly<Record<string, string>>;

let translations: Translations | null = null;

/**
 * Translates a text for people; the English text is the key, `{0}`, `{1}` … are the arguments. Call it when the text is shown, never
 * while a module loads: the language is known only after `initialize`.
 */
export function t(message: string, ...args: (string | number | boolean)[]): string {
  return l10n.t(translated(message), ...args);
}

const translated = (message: string): string =>
  translations === null ? message : (translations[message] ?? translations[textKey(message)] ?? message);

/** Sets the translations. Texts that they lack are shown in English; without a call, all texts are. */
export function setTranslations(contents: Translations): void {
  translations = contents;
}

/** The translations in what a client sent or a file contains; entries whose value is not a string are left out. */
export function translationsIn(value: object): Translations {
  return Object.fromEntries(Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

/**
 * Names that a bundle for a locale may have, best first, in lower case as VS Code writes them: `zh_CN.UTF-8`, `zh-Hans` and `zh-SG`
 * all lead to `zh-cn`, and `zh-HK` to `zh-tw` (by the region that CLDR assigns to the script). Empty for English, which needs no bundle,
 * and for a text that is not a locale. A name has only letters, digits and hyphens, and is therefore safe in a path.
 */
export function languagesOf(locale: string): string[] {
  try {
    const { language, script, region } = new Intl.Locale(locale.split(/[.@]/, 1)[0].replaceAll('_', '-')).maximize();
    if (language === 'en') return [];
    const usual = new Intl.Locale(language, { script }).maximize().region;
    const regions = [region, usual].filter((one) => one !== undefined);
    return [...new Set([...regions.map((one) => `${language}-${one}`), language])].map((name) => name.toLowerCase());
  } catch {
    return [];
  }
}
