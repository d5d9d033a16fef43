import { GATES, GROUPS, KINDS } from '../../scripts/docs/rules';
import { codeAnswers } from '../../server/src/knowledge/code-answers';
import { enhancedAnswers } from '../../server/src/knowledge/enhanced-answers';
import { enhancedCodes } from '../../server/src/knowledge/enhanced-codes';
import { fitsEnhanced } from '../../server/src/knowledge/enhanced-pattern';
import { providers } from '../../server/src/knowledge/provider-replies';
import { replyCodes } from '../../server/src/knowledge/reply-codes';
import { lifeRules, logRules, rules } from '../../server/src/rules/catalogue';
import { picture, readDrawing } from '../../server/src/rules/drawing';
import type { Group, LifeRule, LogRule, Rule } from '../../server/src/rules/rule';
import { verdictId } from '../../server/src/rules/verdict-rule';
import { codePath, enhancedPath, rulePath } from '../src/addresses';
import { saidBy } from './answers';
import { cited, type Html, html, type Page, prose, sample } from './html';

/** An example as it is drawn on the pages of docs. */
const drawn = (example: string): Html => sample(picture(readDrawing(example)).join('\n').trimEnd());

type AnyRule = Rule | LogRule | LifeRule;

const all: readonly AnyRule[] = [...rules, ...logRules, ...lifeRules];

const severityOf = ({ severity }: AnyRule): string =>
  severity === 'verdict' ? 'error where the server refused it, hint where it accepted it' : severity;

/** `reply-format` as a heading: `Reply format`. */
const headed = (group: string): string => group.charAt(0).toUpperCase() + group.slice(1).replace('-', ' ');

/** Codes by which a kind of refusal is told. */
function codesOfRule(id: string): Html | null {
  const codes = replyCodes.filter(({ code }) =>
    codeAnswers.some((one) => verdictId(one.kind) === id && one.code.split('|').includes(String(code))),
  );
  const enhanced = enhancedCodes.filter((row) =>
    enhancedAnswers.some(
      (one) => verdictId(one.kind) === id && row.classes.some((digit) => fitsEnhanced(one.enhanced, `${digit}${row.code.slice(1)}`)),
    ),
  );
  if (codes.length + enhanced.length === 0) return null;
  return html`<h2>Codes that say so</h2><ul class="columns">
${codes.map(({ code, title }) => html`<li><a href="../${codePath(code)}"><b>${code}</b> ${title}</a></li>`)}
${enhanced.map(({ code, title }) => html`<li><a href="../${enhancedPath(code)}"><b>${code}</b> ${title}</a></li>`)}</ul>`;
}

function rulePage(rule: AnyRule): Page {
  const { id, title, group, explains, examples, sources, kind } = rule;
  const gates = 'gates' in rule ? rule.gates : [];
  const said = saidBy(
    providers.flatMap((provider) => provider.replies.filter((row) => verdictId(row.kind) === id).map((row) => ({ provider, row }))),
  );
  return {
    path: rulePath(id),
    title,
    about: explains,
    found: { kind: 'Rule', words: `${id} ${title}` },
    body: html`<p class="eyebrow">Rule · <a href="index.html#${group}">${headed(group)}</a></p>
<h1>${title}</h1>
<p class="lead">${prose(explains)}</p>
<dl class="facts"><div><dt>Id</dt><dd><code>${id}</code></dd></div><div><dt>Severity</dt><dd>${severityOf(rule)}</dd></div><div><dt>Role</dt><dd>${KINDS[kind]}</dd></div></dl>
${gates.length > 0 && html`<p class="meta">Silent unless ${gates.map((gate) => GATES[gate]).join('; ')}.</p>`}
<h2>Found in</h2>${examples.fires.slice(0, 2).map(drawn)}
<h2>Not found in</h2>${examples.silent.slice(0, 2).map(drawn)}
${codesOfRule(id)}
${said && html`<h2>Who refuses so</h2>${said}`}
<h2>Sources</h2>${cited(sources)}
<h2>To silence it</h2>
<p>In the editor’s settings, or without <code>smtpLens.</code> in a file <code>.smtp-lens.json</code> at the top of the folder:</p>
${sample(`"smtpLens.rules": { "${id}": "off" }`)}`,
  };
}

/** The pages of the rules, and their list. */
export function rulePages(): Page[] {
  const groups = (Object.keys(GROUPS) as Group[]).filter((group) => all.some((rule) => rule.group === group));
  const index: Page = {
    path: 'rules/index.html',
    title: 'Rules',
    about: `The ${all.length} rules by which SMTP Lens judges transcripts and mail logs, each with its reason and examples.`,
    body: html`<h1>Rules</h1>
<p class="lead">${all.length} rules, each with its reason, its sources and examples. A rule speaks only where the text contradicts it for certain.</p>
${groups.map(
  (group) =>
    html`<section id="${group}"><h2>${headed(group)}</h2><p>${GROUPS[group]}</p><ul class="columns">${all
      .filter((rule) => rule.group === group)
      .map(({ id, title }) => html`<li><a href="../${rulePath(id)}">${title}</a></li>`)}</ul></section>`,
)}`,
  };
  return [index, ...all.map(rulePage)];
}
