import { enhancedCode } from '../../server/src/knowledge';
import { providers } from '../../server/src/knowledge/provider-replies';
import type { Provider, ProviderReplyRow } from '../../server/src/knowledge/providers/provider';
import { replyCodes } from '../../server/src/knowledge/reply-codes';
import { codePath, enhancedPath, providerPath } from '../src/addresses';
import { answered } from './answers';
import { cited, type Html, html, type Page } from './html';

const KINDS = { provider: 'Mailbox provider', filter: 'Mail filter', list: 'Block list', software: 'Mail software' } as const;
const MANY = { provider: 'Mailbox providers', filter: 'Mail filters', list: 'Block lists', software: 'Mail software' } as const;

function codeIn(text: string): Html {
  const row = replyCodes.find(({ code }) => String(code) === text);
  return row ? html`<a href="../${codePath(row.code)}">${text}</a>` : html`${text}`;
}

function enhancedIn(text: string): Html {
  const plain = text.replace(/^\[45\]/, '5').replace(/[-,].*$/, '');
  const row = enhancedCode(plain);
  return row ? html`<a href="../${enhancedPath(row.code)}">${text.replace('[45]', 'X')}</a>` : html`${text}`;
}

/** The codes that a reply comes with, each a link to its page. */
function codesIn({ code, enhanced }: ProviderReplyRow): Html {
  const codes = (code ?? '')
    .split('|')
    .filter((one) => one !== '')
    .map(codeIn);
  return html`<span class="codes">${codes.map((one) => html`${one} `)}${enhanced && enhancedIn(enhanced)}${!code && !enhanced && 'any code'}</span>`;
}

/** The words that a reply is known by, where they can be read as words; empty elsewhere. */
function wordsIn({ text }: ProviderReplyRow): string {
  const words = text?.source.replace(/\\([./-])/g, '$1') ?? '';
  return /[()[\]|\\?*+^$]/.test(words) ? '' : words;
}

/** Replies that mean the same, in the order of the first of each. */
function alike(replies: readonly ProviderReplyRow[]): ProviderReplyRow[][] {
  const groups = new Map<string, ProviderReplyRow[]>();
  for (const row of replies) {
    const key = [row.title, row.cause, row.advice, row.who].join('\n');
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

/** Codes and words of replies, each once. */
function known(rows: readonly ProviderReplyRow[]): Html {
  const shown = new Map(rows.map((row) => [codesIn(row).html + wordsIn(row), row]));
  return html`${[...shown.values()].map((row, at) => html`${at > 0 && ' · '}${codesIn(row)}${wordsIn(row) && ` “${wordsIn(row)}”`}`)}`;
}

function providerPage({ name, kind, hosts = [], replies, sources }: Provider): Page {
  return {
    path: providerPath(name),
    title: name,
    about: `What ${name} means by its SMTP replies, and what to do about each.`,
    found: { kind: KINDS[kind], words: [name, ...hosts, ...new Set(replies.flatMap((row) => [row.title, wordsIn(row)]))].join(' ') },
    body: html`<p class="eyebrow">${KINDS[kind]}</p>
<h1>${name}</h1>
<p class="lead">What its replies mean, and what to do about each.</p>
${hosts.length > 0 && html`<p class="meta">Its servers: ${hosts.map((host, at) => html`${at > 0 && ', '}<code>${host}</code>`)}</p>`}
<h2>Its replies</h2>
${alike(replies).map((rows) => answered(rows[0], known(rows)))}
<h2>Sources</h2>${cited(sources)}`,
  };
}

/** The pages of all who word replies in their own way, and their list. */
export function providerPages(): Page[] {
  const index: Page = {
    path: 'providers/index.html',
    title: 'Providers and mail software',
    about: 'What mailbox providers, filters, block lists and mail software mean by the words of their SMTP replies.',
    body: html`<h1>Providers</h1>
<p class="lead">The same code means different things to different servers. These word their replies in their own way.</p>
${(Object.keys(MANY) as (keyof typeof MANY)[]).map(
  (kind) =>
    html`<h2>${MANY[kind]}</h2><ul class="columns">${providers
      .filter((one) => one.kind === kind)
      .map(
        ({ name, replies }) => html`<li><a href="../${providerPath(name)}">${name}</a> <span class="meta">${replies.length}</span></li>`,
      )}</ul>`,
)}`,
  };
  return [index, ...providers.map(providerPage)];
}
