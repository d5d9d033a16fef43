import { statusOf } from '../../scripts/docs/codes';
import { codeAnswers } from '../../server/src/knowledge/code-answers';
import { commands } from '../../server/src/knowledge/commands';
import { enhancedAnswers } from '../../server/src/knowledge/enhanced-answers';
import { type EnhancedCodeRow, enhancedClasses, enhancedCodes, unregisteredCodes } from '../../server/src/knowledge/enhanced-codes';
import { fitsEnhanced } from '../../server/src/knowledge/enhanced-pattern';
import { codesOf, providers } from '../../server/src/knowledge/provider-replies';
import { type ReplyCodeRow, replyCodes } from '../../server/src/knowledge/reply-codes';
import { spokenVerb } from '../../server/src/meaning/explain/places';
import { codePath, enhancedPath } from '../src/addresses';
import { answered, saidBy } from './answers';
import { cited, type Html, html, type Page, prose } from './html';

const rows = [...enhancedCodes, ...unregisteredCodes];
const replies = providers.flatMap((provider) => provider.replies.map((row) => ({ provider, row })));

const verbsIn = (verbs: readonly string[] | undefined): string => (verbs ?? []).map(spokenVerb).join(', ');
const eyebrow = (codes: string, of: readonly string[] | undefined): Html =>
  html`<span class="codes">${codes}</span> ${of ? `after ${verbsIn(of)}` : 'at any step'}`;

const list = (title: string, items: readonly string[]): Html | null =>
  items.length === 0 ? null : html`<h2>${title}</h2><ul>${items.map((item) => html`<li>${prose(item)}</li>`)}</ul>`;

const codeLink = (code: number): Html => {
  const row = replyCodes.find((one) => one.code === code);
  return row ? html`<li><a href="../${codePath(code)}"><b>${code}</b> ${row.title}</a></li>` : html`<li>${code}</li>`;
};
const enhancedLink = (row: EnhancedCodeRow): Html =>
  html`<li><a href="../${enhancedPath(row.code)}"><b>${row.code}</b> ${row.title}</a></li>`;

function codePage(row: ReplyCodeRow): Page {
  const { code, title, origin, meaning, causes, admin, note, verbs, sources, retry } = row;
  const means = codeAnswers.filter((answer) => answer.code.split('|').includes(String(code)));
  const enhanced = rows.filter(({ basic }) => basic.includes(code));
  const said = saidBy(replies.filter(({ row: one }) => one.code && !one.code.includes('xx') && codesOf(one.code).includes(code)));
  const listed = commands.filter((command) => command.replies.some((reply) => reply.code === code));
  const kind = code < 400 ? '' : retry ? 'Temporary' : 'Permanent';
  return {
    path: codePath(code),
    title: `${code} ${title}`,
    about: meaning,
    found: { kind: 'Code', words: `${code} ${title} ${origin ?? ''}` },
    body: html`<p class="eyebrow">Reply code${kind && ` · ${kind}`} · ${statusOf(row)}${origin && ` · ${origin}`}</p>
<h1><span class="codes">${code}</span> ${title}</h1>
<p class="lead">${prose(meaning)}</p>
${note && html`<p>${prose(note)}</p>`}
${means.length > 0 && html`<h2>What it means</h2>${means.map((answer) => answered(answer, eyebrow(answer.code.replaceAll('|', ', '), answer.of)))}`}
${list('Usual causes', causes)}
${list('For the server’s administrator', admin)}
${verbs.length > 0 && html`<h2>What it answers</h2><p>${verbs.includes('*') ? 'Any command.' : `${verbsIn(verbs)}.`}</p>`}
${listed.length > 0 && html`<p>RFCs list it for ${listed.map(({ verb }) => spokenVerb(verb)).join(', ')}.</p>`}
${enhanced.length > 0 && html`<h2>Enhanced codes that come with it</h2><ul class="columns">${enhanced.map(enhancedLink)}</ul>`}
${said && html`<h2>Who says it, and what they mean</h2>${said}`}
<h2>Sources</h2>${cited(sources)}`,
  };
}

/** The codes that a row stands for: those of its classes, or those that it names. */
const codesIn = ({ code, classes, unregistered }: EnhancedCodeRow): readonly string[] =>
  unregistered ?? classes.map((digit) => `${digit}${code.slice(1)}`);

/** Whether two patterns of enhanced codes have a code in common; of a range its ends are tried. */
function meets(pattern: string, row: EnhancedCodeRow): boolean {
  if (!row.unregistered) return codesIn(row).some((code) => fitsEnhanced(pattern, code));
  const [, first] = /^\[?([245])[245]*\]?\.\d/.exec(pattern) ?? [];
  const plain = first + pattern.slice(pattern.indexOf('.')).replace(/[-,].*$/, '');
  return row.unregistered.some((one) => fitsEnhanced(one, plain));
}

function enhancedPage(row: EnhancedCodeRow): Page {
  const { code, title, meaning, causes, note, deprecated, basic, classes, otherUses = [], sources } = row;
  const means = enhancedAnswers.filter((answer) => meets(answer.enhanced, row));
  const said = saidBy(replies.filter(({ row: one }) => one.enhanced !== undefined && meets(one.enhanced, row)));
  const classNames = classes.map((digit) => `${digit}: ${enhancedClasses.find((one) => one.digit === digit)?.title.toLowerCase() ?? ''}`);
  return {
    path: enhancedPath(code),
    title: `${code} ${title}`,
    about: meaning,
    found: { kind: 'Enhanced code', words: `${code} ${codesIn(row).join(' ')} ${title}` },
    body: html`<p class="eyebrow">Enhanced status code${deprecated && ' · deprecated'}${row.unregistered && ' · in no registry'}</p>
<h1><span class="codes">${code}</span> ${title}</h1>
<p class="lead">${prose(meaning)}</p>
${note && html`<p>${prose(note)}</p>`}
${classNames.length > 0 && html`<p class="meta">First digit: ${classNames.join('; ')}</p>`}
${means.length > 0 && html`<h2>What it means</h2>${means.map((answer) => answered(answer, eyebrow(answer.enhanced.replace('[45]', 'X'), answer.of)))}`}
${list('Usual causes', causes)}
${basic.length > 0 && html`<h2>Reply codes that it comes with</h2><ul class="columns">${basic.map(codeLink)}</ul>`}
${otherUses.length > 0 && html`<h2>Used otherwise</h2><ul>${otherUses.map((use) => html`<li>${use.who} <code>${use.code}</code>: ${prose(use.meaning)}</li>`)}</ul>`}
${said && html`<h2>Who says it, and what they mean</h2>${said}`}
<h2>Sources</h2>${cited(sources)}`,
  };
}

/** The pages of reply codes and enhanced codes, and their list. */
export function codePages(): Page[] {
  const classes = [2, 3, 4, 5].map((digit) => replyCodes.filter(({ code }) => Math.floor(code / 100) === digit));
  const names = ['2yz: done', '3yz: go on', '4yz: not now', '5yz: no'];
  const others = replyCodes.filter(({ code }) => code < 200 || code >= 600);
  const index: Page = {
    path: 'codes/index.html',
    title: 'Reply codes',
    about: 'Every reply code and enhanced status code of SMTP: what it means, who has to act, what to do.',
    body: html`<h1>Reply codes</h1>
<p class="lead">A client acts on the first digit alone: 2 done, 3 go on, 4 not now, 5 no. The words behind the code say why.</p>
${classes.map((codes, at) => html`<h2>${names[at]}</h2><ul class="columns">${codes.map(({ code }) => codeLink(code))}</ul>`)}
${others.length > 0 && html`<h2>Not replies</h2><ul class="columns">${others.map(({ code }) => codeLink(code))}</ul>`}
<h2>Enhanced status codes</h2>
<p>The first digit is the class again: 2, 4 or 5 in the place of X.</p>
<ul class="columns">${rows.map(enhancedLink)}</ul>`,
  };
  return [index, ...replyCodes.map(codePage), ...rows.map(enhancedPage)];
}
