import { promises } from 'node:fs';
import { join } from 'node:path';
import { languagesOf, type Translations, translationsIn } from '../text/l10n';

/** The bundle in a folder that fits a locale best; null if none does, and for English. */
export async function readTranslations(folder: string, locale: string): Promise<Translations | null> {
  for (const language of languagesOf(locale)) {
    const text = await promises.readFile(join(folder, `bundle.l10n.${language}.json`), 'utf8').catch(() => null);
    if (text !== null) return translationsIn(JSON.parse(text));
  }
  return null;
}

/**
 * Takes `--language LOCALE` (or `--language=LOCALE`) out of the arguments, wherever it is before a `--`. The locale of the environment is
 * ignored: what scripts and colleagues read must not depend on someone's terminal.
 */
export function takeLanguage(args: readonly string[]): { args: string[]; language: string | null } {
  const end = args.indexOf('--');
  const at = args.findIndex((arg, i) => /^--language(?:=|$)/.test(arg) && (end === -1 || i < end));
  if (at === -1) return { args: [...args], language: null };
  const joined = args[at].includes('=');
  const language = joined ? args[at].slice(args[at].indexOf('=') + 1) : (args[at + 1] ?? '');
  return { args: args.filter((_, i) => i !== at && (joined || i !== at + 1)), language };
}
