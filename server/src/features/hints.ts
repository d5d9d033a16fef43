import type { Analysis } from '../analysis/analysis';
import { authAnswer } from '../analysis/auth-subject';
import type { LogEntry } from '../formats/log';
import type { Retry } from '../knowledge/answer';
import { sourceLabel } from '../knowledge/source';
import { patience } from '../knowledge/timeouts';
import { adviceOf, causeOf, type Meaning, phraseOf } from '../meaning/meaning';
import { entryMeaning } from '../meaning/of-entry';
import { replyMeaning } from '../meaning/of-session';
import type { Exchange, Reply, Session } from '../session/model';
import { nameOf } from '../session/model';
import { duration } from '../text/duration';
import { t } from '../text/l10n';
import { sentences } from '../text/phrases';
import type { Position } from '../text/range';
import { column, spanOf } from '../text/span';
import { label, visible } from '../text/visible';

export interface InlayHintSwitches {
  readonly codes: boolean;
  readonly times: boolean;
  readonly userNames: boolean;
}

/** A word or two beside the text. */
export interface Hint {
  readonly position: Position;
  /** Plain text. */
  readonly label: string;
  /** Plain text. */
  readonly tooltip?: string;
  /** It belongs to what precedes it; otherwise to what follows. */
  readonly behind: boolean;
}

/** The shortest pause that is shown (ms). */
const LONG = 1000;
/** A longer one is a clock that jumped, or another day's log (ms). */
const TOO_LONG = 12 * 3_600_000;

/** If at most this many units follow the reply text of a line, they are quotes and escapes of the program that wrote it. */
const CLOSING = 8;

type Put = (line: number, character: number, label: string, behind: boolean, tooltip?: string) => void;

/**
 * Hints for the lines `[from, to)`: what a refusal's code means and whether it is permanent, the time since the session's previous line if
 * it is long, a server that took longer than RFC 5321 lets a client wait, and who logs in. Never a secret.
 */
export function hints(analysis: Analysis, from: number, to: number, switches: InlayHintSwitches): Hint[] {
  const found: Hint[] = [];
  const put: Put = (line, character, label, behind, tooltip) => {
    if (line >= from && line < to) found.push({ position: { line, character }, label, tooltip, behind });
  };
  for (const { session, start } of analysis.sessions(from, to)) {
    if (start + session.lastLine < from || start + session.firstLine >= to) continue;
    const here: Put = (line, ...rest) => put(start + line, ...rest);
    const shown = (line: number): boolean => start + line >= from && start + line < to;
    if (switches.codes) codes(session, (line) => analysis.lines.line(start + line), shown, here);
    if (switches.times) times(session, here);
    if (switches.userNames) userNames(session, here);
  }
  if (switches.codes) for (const { line, entry } of analysis.entries(from, to)) ofEntry(entry, line, analysis.lines.line(line), put);
  return found.sort((a, b) => a.position.line - b.position.line || a.position.character - b.position.character);
}

const PASSES: ReadonlySet<Retry> = new Set<Retry>(['minutes', 'hours']);

/** A login that may work later: no server gives up a message because of its code. */
const mayPass = ({ retry, located: { verb } }: Meaning): boolean => PASSES.has(retry) && (verb === 'AUTH' || verb === 'AUTH_CONTINUE');

/** `permanent · recipient does not exist`. A login that passes in spite of a permanent code is called neither. */
function labelOf(meaning: Meaning): string {
  const { code, enhanced, status } = meaning.located;
  const digit = code === null ? Number(enhanced?.[0] ?? (status === 'deferred' ? 4 : 0)) : Math.floor(code / 100);
  const word = digit === 4 ? t('temporary') : digit === 5 && !mayPass(meaning) ? t('permanent') : null;
  return [word, label(phraseOf(meaning))].filter((part) => part !== null).join(' · ');
}

/** Column of a hint after a reply that ends at `end`: what closes a quoted line (`\\r\\n'`) belongs to the reply. */
function behind(line: string, end: number): number {
  return line.length - end <= CLOSING ? line.length : end;
}

function codes(session: Session, text: (line: number) => string, shown: (line: number) => boolean, put: Put): void {
  const one = (exchange: Exchange | null, reply: Reply): void => {
    const first = reply.lines[0];
    if (!shown(first.line)) return;
    const meaning = replyMeaning(session, exchange, reply);
    if (meaning)
      put(first.line, behind(text(first.line), column(first.piece, first.piece.text.length)), labelOf(meaning), true, tooltipOf(meaning));
  };
  for (const exchange of session.exchanges) for (const reply of exchange.replies) one(exchange, reply);
  for (const { reply } of session.strayReplies) one(null, reply);
}

/** A line with nothing but a class (`Status: 5.0.0`) says no more than its first digit. */
const BARE = /^[\w-]{1,40}: {0,8}[245]\.\d{1,3}\.\d{1,3} {0,8}$/;

/** One cause per log line: what the server said rather than what the writer of the log made of it. */
function ofEntry(entry: LogEntry, line: number, text: string, put: Put): void {
  const found = entryMeaning(entry, text);
  if (found && !(found.meaning.general && BARE.test(text)))
    put(
      line,
      found.reply ? Math.max(found.reply.to, found.reply.enhancedTo) : found.to,
      labelOf(found.meaning),
      true,
      tooltipOf(found.meaning),
    );
}

const tooltipOf = (meaning: Meaning): string => sentences(causeOf(meaning), adviceOf(meaning));

function times(session: Session, put: Put): void {
  let before: number | null = null;
  for (const exchange of session.exchanges) {
    const { command, replies } = exchange;
    const said = [command && { line: command.line, piece: command.piece, time: command.time, asks: true }];
    for (const { lines } of replies) said.push({ ...lines[0], asks: false });
    for (const one of said) {
      if (!one || typeof one.time !== 'number' || !Number.isFinite(one.time)) continue;
      const passed = before === null ? 0 : one.time - before;
      const character = command?.kind === 'data' && one.asks ? 0 : one.piece.from;
      if (passed >= LONG && passed < TOO_LONG) {
        const over = one.asks ? null : overtime(exchange, passed);
        const label = `+${duration(passed)}`;
        put(one.line, character, over ? `${label} ${over.label}` : label, false, over?.tooltip);
      }
      before = one.time;
    }
  }
}

function overtime(exchange: Exchange, passed: number): { label: string; tooltip: string } | null {
  const limit = patience(nameOf(exchange));
  if (passed <= limit.ms) return null;
  return {
    label: t('(too long)'),
    tooltip: t('A client need not wait longer than {0} for this reply ({1}).', duration(limit.ms), sourceLabel(limit.source)),
  };
}

function userNames(session: Session, put: Put): void {
  for (const { command } of session.exchanges) {
    if (!command || (command.kind !== 'auth' && command.verb !== 'AUTH' && command.verb !== 'X-EXPS')) continue;
    const answer = authAnswer(session, command, (from, to) => spanOf(command.line, command.piece, from, to));
    if (answer?.kind !== 'answer' || !answer.user) continue;
    put(answer.span.line, answer.span.to, t('user {0}', visible(answer.user).slice(0, 80)), true);
  }
}
