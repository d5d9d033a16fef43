import type { Analysis } from '../../server/src/analysis/analysis';
import { gateOf } from '../../server/src/analysis/gate';
import { explainArgument } from '../../server/src/features/explain';
import { explanationAt } from '../../server/src/features/hover';
import { enhancedCode, replyCode } from '../../server/src/knowledge';
import { sourceLabel, sourceUrl } from '../../server/src/knowledge/source';
import { distinct, type Explanation, type Inline, type Rich } from '../../server/src/meaning/explain/explanation';
import { visible } from '../../server/src/text/visible';
import { codePath, enhancedPath } from './addresses';
import type { Link, Stretch } from './stretch';

/** What something means, as the page shows it. Nothing in it gives a secret of the text away. */
export interface Explained {
  readonly heading: readonly Stretch[];
  readonly summary: readonly Stretch[];
  /** Each with its label, empty for none; a row of more than one cell belongs to a table. */
  readonly parts: readonly { readonly label: string; readonly rows: readonly (readonly (readonly Stretch[])[])[] }[];
  readonly pages: readonly Link[];
  readonly sources: readonly Link[];
}

type Safe = (text: string) => string;

function stretch(one: Inline, safe: Safe): Stretch {
  if (typeof one === 'string') return { text: safe(one), quoted: false };
  if ('code' in one) return { text: safe(visible(one.code)), quoted: true };
  return { text: safe('strong' in one ? one.strong : one.link), quoted: false };
}

function shown(explanation: Explanation, safe: Safe, pages: readonly Link[] = []): Explained {
  const rich = (of: Rich): Stretch[] => of.map((one) => stretch(one, safe));
  return {
    heading: rich(explanation.heading),
    summary: rich(explanation.summary),
    parts: explanation.parts.map((part) => ({
      label: part.label ?? '',
      rows:
        part.kind === 'paragraph'
          ? [[rich(part.text)]]
          : part.kind === 'list'
            ? part.items.map((item) => [rich(item)])
            : part.rows.map((cells) => cells.map(rich)),
    })),
    pages,
    sources: distinct(explanation.sources)
      .slice(0, 3)
      .map((source) => ({ text: sourceLabel(source), to: sourceUrl(source) ?? '' })),
  };
}

/** Longer texts are no question. */
const LONGEST = 100;

/** What a code, a command, a keyword or a parameter means that was typed by itself; empty for any other text. */
export function explainedText(text: string): Explained[] {
  const asked = text.trim();
  if (asked === '' || asked.length > LONGEST || asked.includes('\n')) return [];
  const pages = asked.split(/\s+/).flatMap((word): Link[] => {
    if (/^\d{3}$/.test(word)) return replyCode(Number(word)) ? [{ text: `Code ${word}`, to: codePath(Number(word)) }] : [];
    const row = /^[245X]\.\d+\.\d+$/i.test(word) ? enhancedCode(word.replace(/^X/i, '5')) : undefined;
    return row ? [{ text: `Enhanced code ${word}`, to: enhancedPath(row.code) }] : [];
  });
  return explainArgument(asked)
    .slice(0, 3)
    .map((one) => shown(one, visible, pages));
}

/** What stands at a position of a text, with the columns that it fills; null where there is nothing to say. Line and column from 0. */
export function explainedAt(
  analysis: Analysis,
  line: number,
  character: number,
): { readonly explained: Explained; readonly line: number; readonly from: number; readonly to: number } | null {
  const found = explanationAt(analysis, { line, character }, { replies: [] });
  if (!found) return null;
  const gate = gateOf(analysis);
  const { range } = found;
  return { explained: shown(found.explanation, (text) => gate.text(text, line)), line: range.line, from: range.from, to: range.to };
}
