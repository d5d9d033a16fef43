import type { Analysis, PlacedSession } from '../analysis/analysis';
import type { Exchange } from '../session/model';
import { lastReply, nameOf } from '../session/model';
import type { Phase } from '../session/phases';
import { linesOf, phasesOf } from '../session/phases';
import { shownArgument } from '../session/secrets';
import { exchangeSpan } from '../session/spans';
import { verdict } from '../session/verdict';
import { t } from '../text/l10n';
import type { Range } from '../text/range';
import { rangeOf } from '../text/range';
import { visible } from '../text/visible';

/** An entry of the outline; the shape is LSP's DocumentSymbol. */
export interface Symbol {
  readonly name: string;
  readonly detail?: string;
  /** LSP's SymbolKind: module, namespace, method. */
  readonly kind: 2 | 3 | 6;
  readonly range: Range;
  readonly selectionRange: Range;
  readonly children?: Symbol[];
}

const KIND = { session: 2, phase: 3, command: 6 } as const;

/** The outline: session, then its phases, then commands with the code of their reply. */
export function symbols(analysis: Analysis): Symbol[] {
  return [...analysis.sessions()].map((placed) => sessionSymbol(analysis, placed));
}

function sessionSymbol(analysis: Analysis, { session, start }: PlacedSession): Symbol {
  const width = (line: number): number => analysis.lines.line(start + line).length;
  const across = (first: number, last: number): Range => ({
    start: { line: start + first, character: 0 },
    end: { line: start + last, character: width(last) },
  });
  const phases = phasesOf(session);
  return {
    name: session.key ? t('Session {0}', visible(session.key)) : t('Session'),
    detail: verdict(session),
    kind: KIND.session,
    range: across(session.firstLine, session.lastLine),
    selectionRange: across(session.firstLine, session.firstLine),
    children: phases.flatMap((phase) => {
      const commands = phase.exchanges.map((exchange) => commandSymbol(exchange, start, across));
      if (phase.kind === 'other' || phase.kind === 'end' || phase.exchanges.length === 1) return commands;
      const first = Math.min(...phase.exchanges.map((exchange) => linesOf(exchange).first));
      const last = Math.max(...phase.exchanges.map((exchange) => linesOf(exchange).last));
      return [
        { name: phaseTitle(phase), kind: KIND.phase, range: across(first, last), selectionRange: across(first, first), children: commands },
      ];
    }),
  };
}

function phaseTitle(phase: Phase): string {
  if (phase.kind === 'tls') return t('TLS');
  if (phase.kind === 'authentication') return t('Authentication');
  if (phase.kind === 'hello') return t('Greeting');
  const count = phase.exchanges.filter((exchange) => exchange.command?.verb === 'RCPT').length;
  return count === 1 ? t('Transaction to 1 recipient') : t('Transaction to {0} recipients', count);
}

function commandSymbol(exchange: Exchange, start: number, across: (first: number, last: number) => Range): Symbol {
  const { first, last } = linesOf(exchange);
  const reply = lastReply(exchange);
  const code = reply ? `${reply.code}${reply.enhanced ? ` ${reply.enhanced}` : ''}` : t('no reply');
  const argument = exchange.command ? visible(shownArgument(exchange.command)).slice(0, 80) : '';
  const range = across(first, last);
  const span = exchangeSpan(exchange);
  const selection = span ? rangeOf(span, start) : range;
  const inside = selection.start.line >= range.start.line && selection.end.line <= range.end.line;
  return {
    name: argument ? `${nameOf(exchange)} ${argument}` : nameOf(exchange),
    detail: code,
    kind: KIND.command,
    range,
    selectionRange: inside ? selection : range,
  };
}
