import type { Analysis, PlacedSession } from '../analysis/analysis';
import { logTextOf } from '../analysis/indexed-log';
import { keptBySession, keptByUnit } from '../analysis/kept';
import { type LogMessage, logMessages, messageVerdict, statusWord } from '../analysis/log-messages';
import { phraseOf } from '../meaning/meaning';
import { replyMeaning, verdict } from '../meaning/of-session';
import { shownArgument } from '../redaction/secrets';
import type { Exchange, Session } from '../session/model';
import { lastReply, spokenName } from '../session/model';
import type { Phase } from '../session/phases';
import { linesOf, phasesOf } from '../session/phases';
import { exchangeSpan } from '../session/spans';
import { whyAt } from '../story/text';
import { t } from '../text/l10n';
import type { Range } from '../text/range';
import { rangeOf } from '../text/range';
import { label } from '../text/visible';

/** An entry of the outline; the shape is LSP's DocumentSymbol. */
export interface OutlineEntry {
  readonly name: string;
  readonly detail?: string;
  /** LSP's SymbolKind: module, namespace, method, field, event. */
  readonly kind: 2 | 3 | 6 | 8 | 24;
  readonly range: Range;
  /** Inside `range`. */
  readonly selectionRange: Range;
  readonly children?: OutlineEntry[];
}

const KIND = { session: 2, phase: 3, command: 6, recipient: 8, message: 24 } as const;

/** More sessions and messages make an outline unreadable. */
const MOST = 1000;
const LONGEST_NAME = 100;

/** While somebody types, an outline of more than `LONG` entries is given for `AROUND` lines around the screen; the rest is in `GROUPS` groups. */
const LONG = 400;
const AROUND = 200;
const GROUPS = 40;
/** At most this many inner entries are given then, those nearest to the screen first. */
const MOST_INSIDE = 120;

/**
 * The outline: session, then its phases, then commands with the code of their reply; in a log message, then its recipients with what became
 * of them. `screen` is the line (0-based) on the screen of somebody who types: what is far from it is then put into groups. Null gives the
 * whole outline. Yields, so that the caller may pause.
 */
export function* symbols(analysis: Analysis, screen: number | null = null): Generator<void, OutlineEntry[]> {
  const found: Top[] = [];
  let count = 0;
  for (const placed of analysis.dialogues()) {
    for (const entry of ofUnit(analysis, placed)) {
      found.push({ entry, by: placed.start });
      count += sizeOf(entry);
    }
    if (found.length >= MOST) break;
    yield;
  }
  const log = yield* logMessages(analysis);
  for (const message of log.messages.slice(0, MOST)) {
    const entry = ofMessage(analysis, message);
    found.push({ entry, by: 0 });
    count += sizeOf(entry);
    yield;
  }
  found.sort((a, b) => firstOf(a) - firstOf(b));
  return screen !== null && count > LONG ? around(found, screen) : found.map(({ entry, by }) => moved(entry, by));
}

/** A top-level entry, and by how many lines it has to be moved down. */
interface Top {
  readonly entry: OutlineEntry;
  readonly by: number;
}

const firstOf = ({ entry, by }: Top): number => entry.range.start.line + by;
const lastOf = ({ entry, by }: Top): number => entry.range.end.line + by;

const sizes = new WeakMap<OutlineEntry, number>();

function sizeOf(entry: OutlineEntry): number {
  let size = sizes.get(entry);
  if (size === undefined) {
    size = 1 + (entry.children ?? []).reduce((sum, one) => sum + sizeOf(one), 0);
    sizes.set(entry, size);
  }
  return size;
}

/** The entries around a line, and groups of all others. */
function around(all: readonly Top[], screen: number): OutlineEntry[] {
  const isNear = (one: Top): boolean => firstOf(one) <= screen + AROUND && lastOf(one) >= screen - AROUND;
  const near = all.filter(isNear);
  const size = Math.ceil((all.length - near.length) / GROUPS);
  const whole = new Set<Top>();
  let inside = 0;
  for (const one of [...near].sort((a, b) => Math.abs(firstOf(a) - screen) - Math.abs(firstOf(b) - screen))) {
    inside += sizeOf(one.entry) - 1;
    if (inside > MOST_INSIDE) break;
    whole.add(one);
  }
  const found = near.map((one) => moved(whole.has(one) ? one.entry : { ...one.entry, children: undefined }, one.by));
  for (const far of [
    all.filter((one) => !isNear(one) && firstOf(one) < screen),
    all.filter((one) => !isNear(one) && firstOf(one) >= screen),
  ])
    for (let at = 0; at < far.length; at += size) found.push(groupOf(far.slice(at, at + size)));
  return found.sort((a, b) => a.range.start.line - b.range.start.line);
}

function groupOf(some: readonly Top[]): OutlineEntry {
  const [first] = some;
  const last = some.reduce((a, b) => (lastOf(b) > lastOf(a) ? b : a));
  const { range, selectionRange } = moved({ ...first.entry, children: undefined }, first.by);
  const messages = first.entry.kind === KIND.message;
  return {
    name: t('Lines {0} to {1}', firstOf(first) + 1, lastOf(last) + 1),
    detail: messages ? t('{0} messages', some.length) : t('{0} sessions', some.length),
    kind: KIND.phase,
    range: { start: range.start, end: { line: lastOf(last), character: last.entry.range.end.character } },
    selectionRange,
  };
}

/** The sessions of a unit, their lines counted from its first one. */
const ofUnit = keptByUnit((analysis, placed) =>
  (analysis.dialogueOf(placed)?.sessions ?? []).map((session) => ofSession(session, analysis, placed.start)),
);

/** Lines are 0-based in the unit. */
const ofSession = keptBySession((session, analysis, start) => moved(sessionSymbol(analysis, { session, start }), -start));

const messages = new WeakMap<LogMessage, OutlineEntry>();

function ofMessage(analysis: Analysis, message: LogMessage): OutlineEntry {
  let known = messages.get(message);
  if (!known) {
    known = messageSymbol(analysis, message);
    messages.set(message, known);
  }
  return known;
}

/** A copy of the entry, `by` lines further down. */
function moved(entry: OutlineEntry, by: number): OutlineEntry {
  const at = ({ start, end }: Range): Range => ({
    start: { line: start.line + by, character: start.character },
    end: { line: end.line + by, character: end.character },
  });
  const { children } = entry;
  return {
    ...entry,
    range: at(entry.range),
    selectionRange: at(entry.selectionRange),
    ...(children ? { children: children.map((one) => moved(one, by)) } : {}),
  };
}

type Across = (first: number, last: number) => Range;

/** Ranges of whole lines; they count from `start`. */
const acrossFrom =
  (analysis: Analysis, start: number): Across =>
  (first, last) => ({
    start: { line: start + first, character: 0 },
    end: { line: start + last, character: analysis.lines.line(start + last).length },
  });

function sessionSymbol(analysis: Analysis, { session, start }: PlacedSession): OutlineEntry {
  const across = acrossFrom(analysis, start);
  return {
    name: session.key ? t('Session {0}', short(session.key)) : t('Session'),
    detail: verdict(session),
    kind: KIND.session,
    range: across(session.firstLine, session.lastLine),
    selectionRange: across(session.firstLine, session.firstLine),
    children: phasesOf(session).flatMap((phase) => {
      const commands = phase.exchanges.map((exchange) => commandSymbol(session, exchange, start, across));
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
  if (count === 0) return t('Transaction');
  return count === 1 ? t('Transaction to 1 recipient') : t('Transaction to {0} recipients', count);
}

function withoutParameters(argument: string): string {
  const path = argument.search(/>[ \t]/);
  return path < 0 ? argument : argument.slice(0, path + 1);
}

function commandSymbol(session: Session, exchange: Exchange, start: number, across: Across): OutlineEntry {
  const { first, last } = linesOf(exchange);
  // Parameters would leave no space for the outcome.
  const argument = exchange.command ? short(withoutParameters(shownArgument(exchange.command))) : '';
  const range = across(first, last);
  const span = exchangeSpan(exchange);
  const selection = span ? rangeOf(span, start) : range;
  const inside = selection.start.line >= range.start.line && selection.end.line <= range.end.line;
  return {
    name: argument ? `${short(spokenName(exchange))} ${argument}` : short(spokenName(exchange)),
    detail: outcome(session, exchange),
    kind: KIND.command,
    range,
    selectionRange: inside ? selection : range,
  };
}

/** The outcome: the cause before the code. */
function outcome(session: Session, exchange: Exchange): string {
  const reply = lastReply(exchange);
  if (!reply) return t('no reply');
  const code = reply.enhanced ? `${reply.code} ${reply.enhanced}` : String(reply.code);
  const meaning = replyMeaning(session, exchange, reply);
  return meaning ? `${label(phraseOf(meaning))} · ${code}` : code;
}

const short = (text: string): string => label(text, LONGEST_NAME);

function messageSymbol(analysis: Analysis, message: LogMessage): OutlineEntry {
  const across = acrossFrom(analysis, 0);
  const children = message.deliveries.map(
    ({ to, at, status, reply }): OutlineEntry => ({
      name: to === '' ? t('no name given') : short(to),
      detail: [statusWord(status), status === 'sent' ? null : whyAt(logTextOf(analysis), at.line), reply]
        .filter((part) => part !== null)
        .join(' · '),
      kind: KIND.recipient,
      range: across(at.line, at.line),
      selectionRange: rangeOf(at),
    }),
  );
  return {
    name: message.id === null ? t('Client {0}', short(message.client ?? t('unknown'))) : short(message.id),
    detail: [message.from ? t('from {0}', short(message.from)) : '', messageVerdict(message, analysis)]
      .filter((part) => part !== '')
      .join(' · '),
    kind: KIND.message,
    range: across(message.firstLine, message.lastLine),
    selectionRange: across(message.firstLine, message.firstLine),
    children: children.length > 0 ? children : undefined,
  };
}
