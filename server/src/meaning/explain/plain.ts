import { sourceLabel, sourceUrl } from '../../knowledge/source';
import { t } from '../../text/l10n';
import { visible } from '../../text/visible';
import { padded, widthOf } from '../../text/width';
import { distinct, type Explanation, type Part, type Rich } from './explanation';

/** The words alone, safe for a terminal: no control characters. */
export const richPlain = (rich: Rich): string =>
  rich
    .map((one) =>
      visible(typeof one === 'string' ? one : 'code' in one ? one.code : 'strong' in one ? one.strong : one.link).replace(/\n/g, ' '),
    )
    .join('');

function part(one: Part): string {
  const label = one.label ? one.label + t(': ') : '';
  switch (one.kind) {
    case 'paragraph':
      return label + richPlain(one.text);
    case 'list':
      return `${label ? `${label.trim()}\n` : ''}${one.items.map((item) => `  - ${richPlain(item)}`).join('\n')}`;
    case 'table': {
      const rows = [one.head, ...one.rows.map((cells) => cells.map(richPlain))];
      const widths = one.head.map((_, column) => Math.max(...rows.map((cells) => widthOf(cells[column] ?? ''))));
      const lines = rows.map((cells) => `  ${cells.map((text, column) => padded(text, widths[column])).join('  ')}`.trimEnd());
      return `${label ? `${label.trim()}\n` : ''}${lines.join('\n')}`;
    }
  }
}

/** An explanation for a terminal, with a final line end: heading and summary, then the rest, the sources with their addresses last. */
export function renderPlain(explanation: Explanation): string {
  const blocks = [`${richPlain(explanation.heading)}\n${richPlain(explanation.summary)}`, ...explanation.parts.map(part)];
  const sources = distinct(explanation.sources).map((source) => {
    const url = sourceUrl(source);
    return `  ${visible(sourceLabel(source))}${url ? `  ${url}` : ''}`;
  });
  if (sources.length > 0) blocks.push(`${t('Sources')}${t(': ').trim()}\n${sources.join('\n')}`);
  return `${blocks.filter((block) => block.trim() !== '').join('\n\n')}\n`;
}

function partJson(one: Part): object {
  if (one.kind === 'paragraph') return { label: one.label, text: richPlain(one.text) };
  if (one.kind === 'list') return { label: one.label, items: one.items.map(richPlain) };
  return { label: one.label, head: one.head, rows: one.rows.map((cells) => cells.map(richPlain)) };
}

/** An explanation for programs: plain texts, the sources with their addresses. */
export function renderJson(explanation: Explanation): object {
  return {
    heading: richPlain(explanation.heading),
    summary: richPlain(explanation.summary),
    parts: explanation.parts.map(partJson),
    sources: distinct(explanation.sources).map((source) => ({ label: sourceLabel(source), url: sourceUrl(source) })),
  };
}
