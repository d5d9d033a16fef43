import type { Explanation, Rich } from './explanation';
import { codeSpan, renderMarkdown, richMarkdown } from './markdown';
import { renderPlain, richPlain } from './plain';

/** The two kinds of text that editors show, by the protocol's names. */
export type Markup = 'markdown' | 'plaintext';

/** An explanation as an editor shows it, without a final line end. */
export const render = (explanation: Explanation, markup: Markup): string =>
  markup === 'markdown' ? renderMarkdown(explanation) : renderPlain(explanation).trimEnd();

/** A sentence of ours with what it quotes. */
export const renderRich = (rich: Rich, markup: Markup): string => (markup === 'markdown' ? richMarkdown(rich) : richPlain(rich));

/** Something quoted, set apart where the markup can. */
export const renderCode = (text: string, markup: Markup): string => (markup === 'markdown' ? codeSpan(text) : text);
