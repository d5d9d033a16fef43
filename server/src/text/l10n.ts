import * as l10n from '@vscode/l10n';

/**
 * Translates a text for people; the English text is the key, `{0}`, `{1}` … are the arguments. Call it when the text is shown, never
 * while a module loads: the language is known only after `initialize`.
 */
export function t(message: string, ...args: (string | number | boolean)[]): string {
  return l10n.t(message, ...args);
}

/** Sets the translations (English text -> translated text). Without a call, texts are English. */
export function setTranslations(contents: Record<string, string>): void {
  l10n.config({ contents });
}
