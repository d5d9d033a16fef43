import type { Answer } from '../../server/src/knowledge/answer';
import type { Provider, ProviderReplyRow } from '../../server/src/knowledge/providers/provider';
import { actorOf } from '../../server/src/meaning/meaning';
import { filled } from '../../server/src/meaning/names';
import { rules } from '../../server/src/rules/catalogue';
import { verdictId } from '../../server/src/rules/verdict-rule';
import { providerPath, rulePath } from '../src/addresses';
import { type Html, html } from './html';

const NOTHING = { recipient: null, sender: null, client: null, server: null, domain: null, list: null } as const;

/** A sentence of an answer as it reads where the text names nobody. */
export const spoken = (sentence: string): Html =>
  html`${filled(sentence, NOTHING).map((piece) => (typeof piece === 'string' ? piece : html`<code>${piece.code}</code>`))}`;

/** The rule that speaks of an answer's kind, as a link from a page one folder down. */
export function ruleLink({ kind }: Answer): Html | null {
  const rule = rules.find(({ id }) => id === verdictId(kind));
  return rule ? html`<a href="../${rulePath(rule.id)}">${rule.title}</a>` : null;
}

/** An answer in full: what it means, what to do, who acts; `eyebrow` says where it holds. */
export const answered = (answer: Answer, eyebrow: Html): Html => html`<section class="answer">
<p class="eyebrow">${eyebrow}</p>
<h3>${answer.title}</h3>
<p>${spoken(answer.cause)}</p>
<p class="do"><span class="name">What to do</span>${spoken(answer.advice)}</p>
<p class="meta">Who acts: ${actorOf(answer.who)}${((rule) => rule && html` · Rule: ${rule}`)(ruleLink(answer))}</p>
</section>`;

/** Providers that say something, each with the titles of what it says and a link to its page. */
export function saidBy(found: readonly { readonly provider: Provider; readonly row: ProviderReplyRow }[]): Html | null {
  if (found.length === 0) return null;
  const by = new Map<Provider, Set<string>>();
  for (const { provider, row } of found) by.set(provider, (by.get(provider) ?? new Set()).add(row.title));
  return html`<dl class="pairs">${[...by].map(
    ([{ name }, titles]) =>
      html`<div><dt><a href="../${providerPath(name)}">${name}</a></dt><dd>${[...titles].slice(0, 8).join('; ')}${titles.size > 8 ? '; …' : ''}</dd></div>`,
  )}</dl>`;
}
