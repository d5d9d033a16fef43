import type { Analysis } from '../analysis/analysis';
import { indexedLog, logTextOf } from '../analysis/indexed-log';
import { keptBySession, keptByUnit } from '../analysis/kept';
import { type LogMessage, type LogMessages, logMessages, messageVerdict, outcomes } from '../analysis/log-messages';
import { verdict } from '../meaning/of-session';
import type { Session } from '../session/model';
import type { LogIndex } from '../story/log-index';
import { storyOf, summarise } from '../story/story';
import { summaryLine } from '../story/text';
import { duration } from '../text/duration';
import { t } from '../text/l10n';
import { visible } from '../text/visible';

/** The lens above the first line of a session, or of a log's message. */
export interface Lens {
  /** Line of the document, from 0; commands use it to find the session (or the message). */
  readonly line: number;
  readonly kind: 'session' | 'message';
  /** How it ended. */
  readonly title: string;
}

/** With more messages than this, only those that were not delivered get a lens. */
const MANY = 200;
/** More lenses than this make an editor slow. */
const MOST = 1000;
/** In a log longer than this (lines), a lens says only what the message's own lines do, not where it was handed on. */
const LONG = 20_000;

/** While somebody types, and if there are more than `FEW` lenses, only those within `AROUND` lines of the screen are given. */
const FEW = 100;
const AROUND = 400;

/** The lenses near the line `screen` (0-based); all of them if they are few. */
export const lensesAround = (all: readonly Lens[], screen: number): readonly Lens[] =>
  all.length <= FEW ? all : all.filter(({ line }) => Math.abs(line - screen) <= AROUND);

/** How each session came out, and how long it took where the text tells; how each message of a log fared. Yields so that the caller may pause. */
export function* lenses(analysis: Analysis): Generator<void, Lens[]> {
  const found: Lens[] = [];
  for (const placed of analysis.dialogues()) {
    for (const { line, title } of ofUnit(analysis, placed)) found.push({ line: placed.start + line, kind: 'session', title });
    yield;
  }
  const log = yield* logMessages(analysis);
  const { messages, to } = log;
  const index = messages.length > 0 && to >= analysis.lines.count && to <= LONG ? yield* indexedLog(analysis) : null;
  let count = 0;
  for (const message of told(log)) {
    if (count >= MOST) break;
    const title = index && message.id !== null ? storyTitleOf(analysis, index, message) : messageVerdict(message, analysis);
    if (!title) continue;
    count++;
    found.push({ line: message.firstLine, kind: 'message', title: message.id === null ? title : `${visible(message.id)}: ${title}` });
    yield;
  }
  return found.sort((a, b) => a.line - b.line);
}

const toldOf = new WeakMap<LogMessages, readonly LogMessage[]>();

/** The messages that get a lens: those with an outcome, and of many those that did not reach everybody. */
function told(log: LogMessages): readonly LogMessage[] {
  let known = toldOf.get(log);
  if (!known) {
    const all = log.messages.length <= MANY;
    known = log.messages.filter(
      (message) => message.deliveries.length > 0 && (all || outcomes(message).some(({ status }) => status !== 'sent')),
    );
    toldOf.set(log, known);
  }
  return known;
}

const ofUnit = keptByUnit((analysis, placed) =>
  (analysis.dialogueOf(placed)?.sessions ?? []).map((session) => ({
    line: session.firstLine,
    title: titleOf(session, analysis, placed.start),
  })),
);

const storyTitles = new WeakMap<LogMessage, { readonly index: LogIndex; readonly alone: boolean; readonly title: string | null }>();

function storyTitleOf(analysis: Analysis, index: LogIndex, message: LogMessage): string | null {
  const known = storyTitles.get(message);
  if (known?.index === index) return known.title;
  const alone = isAlone(index, message);
  if (known?.alone && alone) return known.title;
  const title = storyTitle(analysis, index, message);
  storyTitles.set(message, { index, alone, title });
  return title;
}

/** Whether no other message of the log belongs to its story: then only its own lines count. */
function isAlone(index: LogIndex, { firstLine, id }: LogMessage): boolean {
  const life = index.lifeAt(firstLine);
  return life !== null && life.links.length === 0 && id !== null && !index.pointers.has(id);
}

/** The final outcome of a message, wherever it was handed on; null if the lens of the message that it came from shows it. */
function storyTitle(analysis: Analysis, index: LogIndex, { firstLine }: LogMessage): string | null {
  const life = index.lifeAt(firstLine);
  if (!life) return null;
  const story = storyOf(index, life);
  if (story.chapters.some(({ role }) => role === 'before')) return null;
  return summaryLine(summarise(story, logTextOf(analysis).entry), logTextOf(analysis));
}

const titleOf = keptBySession((session) => sessionTitle(session));

function sessionTitle(session: Session): string {
  const times = session.exchanges
    .flatMap(({ command, replies }) => [command?.time, ...replies.map(({ lines }) => lines[0].time)])
    .filter((time) => typeof time === 'number' && Number.isFinite(time));
  const took = times.length > 1 ? Number(times[times.length - 1]) - Number(times[0]) : -1;
  const parts = [verdict(session)];
  if (took >= 0) parts.push(duration(took));
  const repaired = session.exchanges.some(({ trust }) => trust === 'degraded');
  if (repaired) parts.push(t('lines are missing'));
  return parts.join(' · ');
}
