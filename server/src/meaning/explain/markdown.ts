import { type Source, sourceLabel, sourceUrl } from '../../knowledge/source';
import { t } from '../../text/l10n';
import { visible } from '../../text/visible';
import { distinct, type Explanation, type Inline, type Part, type Rich } from './explanation';

/** Our own words as Markdown: nothing in them is markup, and no address becomes a link. */
export const escaped = (text: string): string =>
  visible(text)
    .replace(/[\\`*{}[\]<>#|~&]/g, '\\$&')
    // Some editors show the backslash: where the character cannot be markup (inside a word, beside a space) it is not escaped.
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replace(/(?<=\S)@(?=\S)/g, '\\$&')
    .replace(/(https?|ftp)(?=:\/\/)/gi, '$1\\')
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}\\.`)
    .replace(/^(\s*)([-+])(?=\s)/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2');

/** Anything quoted, as a Markdown code span: it cannot end the span, and it is one line. */
export function codeSpan(text: string): string {
  const line = visible(text.replace(/[\r\n\t]+/g, ' '));
  if (line.trim() === '') return `\`${line || ' '}\``;
  const longest = (line.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

const address = (url: string): string =>
  /^https?:\/\//i.test(url)
    ? url.replace(/[()<>\s\\`|]/g, (unit) => encodeURIComponent(unit).replace(/[()]/g, (p) => `%${p.charCodeAt(0).toString(16)}`))
    : '';

function link(label: string, url: string): string {
  const target = address(url);
  return target ? `[${escaped(label)}](${target})` : escaped(label);
}

function inline(stretch: Inline): string {
  if (typeof stretch === 'string') return escaped(stretch);
  if ('code' in stretch) return codeSpan(stretch.code);
  if ('strong' in stretch) return `**${escaped(stretch.strong)}**`;
  return link(stretch.link, stretch.url);
}

export const richMarkdown = (rich: Rich): string => rich.map(inline).join('');

/** A table cell: a bar would end it, even inside a code span. */
const cell = (rich: Rich): string =>
  richMarkdown(rich)
    .replace(/(?<!\\)\|/g, '\\|')
    .replace(/\n/g, ' ');

function part(one: Part): string {
  const label = one.label ? `**${escaped(one.label)}**${t(': ')}` : '';
  switch (one.kind) {
    case 'paragraph':
      return label + richMarkdown(one.text);
    case 'list':
      return `${label ? `${label.trim()}\n\n` : ''}${one.items.map((item) => `- ${richMarkdown(item)}`).join('\n')}`;
    case 'table': {
      const rows = [one.head.map((head) => [head]), one.head.map((): Rich => []), ...one.rows];
      const lines = rows.map((cells, i) => `| ${cells.map((rich) => (i === 1 ? '---' : cell(rich))).join(' | ')} |`);
      return `${label ? `${label.trim()}\n\n` : ''}${lines.join('\n')}`;
    }
  }
}

/** `[RFC 5321 §4.3.2](https://…)`, or only the title if there is no page. */
export function sourceMarkdown(source: Source): string {
  const url = sourceUrl(source);
  return url ? link(sourceLabel(source), url) : escaped(sourceLabel(source));
}

/** An explanation as Markdown (CommonMark with tables): heading, summary, the rest, the sources last. */
export function renderMarkdown(explanation: Explanation): string {
  const blocks = [richMarkdown(explanation.heading), richMarkdown(explanation.summary), ...explanation.parts.map(part)];
  const sources = distinct(explanation.sources);
  if (sources.length > 0) blocks.push(`${escaped(t('Sources'))}${t(': ')}${sources.map(sourceMarkdown).join(' · ')}`);
  return blocks.filter((block) => block !== '').join('\n\n');
}
