import type { Analysis } from '../../analysis/analysis';
import { type Caret, caretAt } from '../../analysis/caret';
import type { Proposal } from '../../analysis/proposal';
import { explainAuth } from '../../meaning/explain/auth';
import { explainCommand } from '../../meaning/explain/command';
import type { Explanation } from '../../meaning/explain/explanation';
import { explainKeyword, explainParameter } from '../../meaning/explain/keyword';
import { type Markup, render } from '../../meaning/explain/render';
import { explainReply } from '../../meaning/explain/reply';
import { t } from '../../text/l10n';
import type { Position, Range } from '../../text/range';
import { column } from '../../text/span';
import { proposeCommand } from './client';
import { proposeReply } from './server';

/** A proposal and what it replaces. */
export interface Completion extends Proposal {
  readonly range: Range;
}

/** A longer list is of no use. */
const MOST = 300;

/**
 * What may be written at a position of a transcript in the state after the lines above: markers, verbs, arguments, parameters that were
 * offered, reply codes that the pending command may get; the most likely first. Empty in other text.
 */
export function completions(analysis: Analysis, place: Position): Completion[] {
  const caret = caretAt(analysis, place);
  if (!caret) return [];
  const found =
    caret.side === null ? markers(caret, place.character) : caret.side === 'client' ? proposeCommand(caret) : proposeReply(caret);
  if (!found) return [];
  const at = (unit: number): Position => ({ line: place.line, character: column(caret.piece, unit) });
  const range = { start: at(found.from), end: at(found.to) };
  return [...found.items]
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map((item) => ({ ...item, range }));
}

/** At the beginning of a line: the party that speaks, first the one whose turn it is. */
function markers({ piece, session, pending, open, body }: Caret, character: number): ReturnType<typeof proposeCommand> {
  if (!/^[CS]?:?$/i.test(piece.text.slice(0, character))) return null;
  const server = !body && (!session || pending !== null || open !== null);
  const items: Proposal[] = [
    { kind: 'marker', label: 'C: ', detail: t('the client says'), rank: server ? 1 : 0, goesOn: true },
    { kind: 'marker', label: 'S: ', detail: t('the server says'), rank: server ? 0 : 1, goesOn: true },
  ];
  return { from: 0, to: character, items };
}

/** What a proposal means; null if there is nothing to say. */
export function documentation(
  { kind, label, verb }: Pick<Proposal, 'kind' | 'label' | 'verb'>,
  markup: Markup = 'markdown',
): string | null {
  const explanation = explained(kind, label, verb ?? null);
  return explanation && render(explanation, markup);
}

function explained(kind: Proposal['kind'], label: string, verb: string | null): Explanation | null {
  switch (kind) {
    case 'verb':
      return explainCommand(label === '.' ? 'DATA_END' : label);
    case 'mechanism':
      return explainAuth({ mechanism: label, on: 'mechanism' });
    case 'parameter':
      return explainParameter(label.replace(/=$/, ''), null, null);
    case 'keyword':
      return explainKeyword(label);
    case 'code':
      return explainReply({ code: Number(label.slice(0, 3)), enhanced: null, text: '', verb });
    case 'enhanced':
      return explainReply({ code: null, enhanced: label, text: '', verb });
    default:
      return null;
  }
}
