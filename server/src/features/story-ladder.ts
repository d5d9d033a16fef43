import type { Analysis } from '../analysis/analysis';
import { type Arrow, drawn, type Ladder } from '../analysis/drawing';
import { indexedLog, logTextOf } from '../analysis/indexed-log';
import type { LogEntry, LogField } from '../formats/log';
import { replyText, type Story, storyAt, summarise } from '../story/story';
import { type LogText, lineSays, plain, summaryLine, whyAt } from '../story/text';
import { t } from '../text/l10n';

const CLIENT = 0;
const HERE = 1;
const NEXT = 2;

/**
 * Draws the story of the message that line `line` belongs to: who submitted it, this server, where it was sent; an attempt is an arrow
 * there and its outcome an arrow back. The result includes the document's first line of the story. Null if the line has no message.
 * Yields now and then: the caller may pause.
 */
export function* storyLadder(analysis: Analysis, line: number): Generator<void, (Ladder & { readonly line: number }) | null> {
  if (!analysis.entryAt(line)) return null;
  const index = yield* indexedLog(analysis);
  const story = storyAt(index, line);
  if (!story) return null;
  return { ...storyPicture(story, logTextOf(analysis)), line: story.lines[0] ?? line };
}

/** The drawing of a story. */
export function storyPicture(story: Story, log: LogText): Ladder {
  const entries = story.lines.flatMap((at) => {
    const entry = log.entry(at);
    return entry ? [{ at, entry }] : [];
  });
  const summary = summarise(story, log.entry);
  const relays = new Set(entries.map(({ entry }) => relayOf(entry)).filter((name) => name !== ''));
  const title = `${plain(story.id)}: ${summaryLine(summary, log)}`;
  return drawn({
    title,
    parties: [
      { role: t('client'), name: plain(summary.client ?? '') },
      { role: t('this server'), name: plain(story.chapters[0].life.host) },
      { role: t('next hop'), name: relays.size > 1 ? t('{0} servers', relays.size) : ([...relays][0] ?? '') },
    ],
    arrows: entries.flatMap(({ at, entry }) => arrowsOf(entry, at, whyAt(log, at))),
    bands: [],
  });
}

const field = (entry: LogEntry, name: LogField['name']): string => plain(entry.fields.find((one) => one.name === name)?.piece.text ?? '');

/** Host of the server that a line delivers to; empty if none was reached. */
function relayOf(entry: LogEntry): string {
  const relay = entry.status === null || entry.status === 'rejected' ? '' : field(entry, 'relay');
  return relay === 'none' ? '' : relay.split('[', 1)[0];
}

/** The result of an attempt in a few words. */
function short(entry: LogEntry, why: string | null): string {
  const newId = entry.status === 'sent' ? field(entry, 'newId') : '';
  if (newId !== '') return t('as {0}', newId);
  return why ?? '';
}

const LOOKS = { sent: 'good', deferred: 'temporary', bounced: 'permanent', rejected: 'permanent' } as const;

function arrowsOf(entry: LogEntry, line: number, why: string | null): Arrow[] {
  const { status, time } = entry;
  const arrow = (from: number, to: number, label: string, detail: string, look: Arrow['look']): Arrow => ({
    from,
    to,
    label,
    detail,
    look,
    line,
    time,
  });
  const codes = replyText(entry.replies);
  const says = lineSays(entry, why);
  if (status === 'rejected') {
    const look = codes?.startsWith('4') ? 'temporary' : LOOKS[status];
    return [arrow(HERE, CLIENT, codes ?? '', says, look)];
  }
  if (status !== null) {
    const to = field(entry, 'to');
    const relay = relayOf(entry);
    const there = arrow(HERE, NEXT, to === '' ? '' : `<${to}>`, relay, 'command');
    const back = arrow(NEXT, HERE, codes ?? '', short(entry, why) || says, LOOKS[status]);
    // Without an answering server, the result of the attempt is this server's own statement.
    return relay === '' ? [arrow(HERE, HERE, codes ?? '', says, LOOKS[status])] : [there, back];
  }
  if (entry.life === 'begin' || field(entry, 'client') !== '') return [arrow(CLIENT, HERE, '', says, 'command')];
  if (entry.id === null && entry.life === 'end') return [arrow(CLIENT, HERE, '', says, 'command')];
  return says === '' || field(entry, 'messageId') !== '' ? [] : [arrow(HERE, HERE, '', says, 'command')];
}
