import type { Analysis } from '../analysis/analysis';
import { caretAt } from '../analysis/caret';
import { command, type ParameterRow, parameters } from '../knowledge';
import { explainCommand } from '../meaning/explain/command';
import { type Markup, renderCode, renderRich } from '../meaning/explain/render';
import { readParameters } from '../syntax/parameter';
import { readPathArgument } from '../syntax/path';
import { t } from '../text/l10n';
import type { Position } from '../text/range';

/** How MAIL or RCPT is written here. */
export interface Signature {
  readonly label: string;
  readonly documentation: string;
  /** Units of the label, ends exclusive. */
  readonly parameters: readonly { readonly label: [number, number]; readonly documentation: string }[];
  /** Index of the one at the caret. */
  readonly active: number;
}

/**
 * The form of the MAIL or RCPT command at a position, with the parameters that the server offered (all standard ones if the transcript does
 * not show them), its words in `markup`; null elsewhere.
 */
export function signature(analysis: Analysis, place: Position, markup: Markup = 'markdown'): Signature | null {
  const caret = caretAt(analysis, place);
  if (caret?.side !== 'client' || caret.body) return null;
  const { text } = caret.piece;
  const match = /^[ \t]*(MAIL|RCPT)[ \t]+/i.exec(text);
  if (!match || caret.unit < match[0].length) return null;
  const verb = match[1].toUpperCase() === 'MAIL' ? 'MAIL' : 'RCPT';
  const capabilities = caret.state?.capabilities ?? null;
  const rows = parameters().filter(
    ({ on, keyword, status }) => on.includes(verb) && (capabilities ? capabilities.has(keyword) : status === 'standard'),
  );
  const argument = readPathArgument(text, match[0].length, verb);
  const there = readParameters(text, argument.path.to);
  const here = there.find((one) => one.from <= caret.unit && caret.unit <= one.to);
  const at = here
    ? rows.findIndex(({ name }) => name === here.name)
    : rows.findIndex(({ name }) => !there.some((one) => one.name === name));
  const active = caret.unit <= argument.path.to || argument.path.text === '' ? 0 : at + 1;
  return { ...written(verb, rows, markup), active: Math.max(0, active) };
}

function written(verb: 'MAIL' | 'RCPT', rows: readonly ParameterRow[], markup: Markup): Omit<Signature, 'active'> {
  let label = verb === 'MAIL' ? 'MAIL FROM:' : 'RCPT TO:';
  const found: { label: [number, number]; documentation: string }[] = [];
  const add = (part: string, documentation: string): void => {
    found.push({ label: [label.length, label.length + part.length], documentation });
    label += part;
  };
  add(
    verb === 'MAIL' ? '<reverse-path>' : '<forward-path>',
    verb === 'MAIL' ? t('The sender, to whom bounces go; empty for a bounce.') : t('One recipient.'),
  );
  for (const { name, value, meaning } of rows) {
    label += ' ';
    add(value ? `[${name}=…]` : `[${name}]`, value ? `${t(meaning)}\n\n${renderCode(value, markup)}` : t(meaning));
  }
  const explanation = explainCommand(verb);
  const row = command(verb);
  return { label, documentation: explanation ? renderRich(explanation.heading, markup) : row ? t(row.title) : '', parameters: found };
}
