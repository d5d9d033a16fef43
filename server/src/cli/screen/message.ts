import { statusWord } from '../../analysis/log-messages';
import type { Status } from '../../formats/log';
import { type ListedMessage, type ListedRecipient, statusOf } from '../../story/listed-message';
import { plain } from '../../story/text';
import { t } from '../../text/l10n';
import { cut, padded } from '../../text/width';
import type { Io } from '../io';
import type { JoinedLines } from '../log-files';
import { timeRecord, timeText } from '../times';
import { fileName } from './names';
import { Style } from './style';

/** In this order: failures come first. */
const STATUSES: readonly Status[] = ['bounced', 'rejected', 'deferred', 'sent'];

/** `1 bounced: recipient does not exist · 550 5.1.1, 2 sent`: the outcome of a message, with its meaning. */
function outcomeText({ recipients, ended }: ListedMessage): string {
  if (recipients.length === 0) return ended ? t('no delivery in this log') : t('no outcome in this log');
  return STATUSES.flatMap((status) => {
    const own = recipients.filter((one) => one.status === status);
    if (own.length === 0) return [];
    const count = recipients.length === 1 ? '' : `${own.length} `;
    const causes = [...new Set(own.flatMap(({ cause, reply }) => (cause ? [[cause.phrase, reply].filter(Boolean).join(' · ')] : [])))];
    const why = causes.length === 0 ? '' : `${t(': ')}${causes.slice(0, 2).join('; ')}${causes.length > 2 ? ' …' : ''}`;
    return [`${count}${statusWord(status)}${plain(why)}`];
  }).join(t(', '));
}

const address = (text: string | null): string => (text === null ? '?' : `<${plain(text)}>`);

/** The first recipient, preferably one that failed, and how many more there are. */
function toText({ recipients }: ListedMessage): string {
  if (recipients.length === 0) return '?';
  const first = recipients.find(({ status }) => status !== 'sent') ?? recipients[0];
  const to = first.to === '' ? '?' : address(first.to);
  return recipients.length > 1 ? `${to} ${t('and {0} more', recipients.length - 1)}` : to;
}

/** A message on one line of output to a pipe, with the place of its first line. */
export function messageLine(message: ListedMessage, place: { readonly file: string; readonly line: number }): string {
  const time = timeText(message.time);
  const head = `${fileName(place.file)}:${place.line + 1}: ${time && `${time} `}${message.id === null ? '-' : plain(message.id)}`;
  return `${head} ${address(message.from)} -> ${toText(message)}: ${outcomeText(message)}\n`;
}

/** Below this width (columns) the outcome gets a line of its own. */
const NARROW = 110;

/** A message in columns of a terminal, coloured by its outcome. */
export function messageOnScreen(message: ListedMessage, io: Pick<Io, 'color' | 'columns'>): string {
  const style = Style.of(io);
  const time = timeText(message.time) || ' '.repeat(15);
  const id = padded(cut(message.id === null ? '-' : plain(message.id), 16), 16);
  const left = `${style.as(time, 'dim')} ${style.as(id, 'bold')} `;
  const leftWidth = time.length + 18;
  const mark = (text: string): string => style.status(text, statusOf(message) ?? 'none');
  const addresses = `${address(message.from)} → ${toText(message)}`;
  if (io.columns >= NARROW) {
    const room = Math.min(60, Math.floor((io.columns - leftWidth) * 0.4));
    return `${left}${padded(cut(addresses, room), room)} ${mark(cut(outcomeText(message), io.columns - leftWidth - room - 1))}\n`;
  }
  return `${left}${cut(addresses, io.columns - leftWidth)}\n  ${mark(cut(outcomeText(message), io.columns - 2))}\n`;
}

/** A message as `messages --format json` prints it, each of its texts passed through `safe`. Lines from 1. */
export function messageRecord(message: ListedMessage, joined: JoinedLines, safe: (text: string) => string): object {
  const { file, line } = joined.placeOf(message.line);
  const of = (text: string | null): string | null => (text === null ? null : safe(text));
  return {
    file: safe(file),
    line: line + 1,
    time: of(timeRecord(message.time)),
    id: of(message.id),
    host: of(message.host),
    messageId: of(message.messageId),
    from: of(message.from),
    client: of(message.client),
    status: of(statusOf(message)),
    outcome: safe(outcomeText(message)),
    ended: message.ended,
    took: message.took,
    recipients: message.recipients.map((one) => recipientRecord(one, joined, of)),
  };
}

function recipientRecord(
  { to, status, reply, relay, attempts, line, time, cause }: ListedRecipient,
  joined: JoinedLines,
  of: (text: string | null) => string | null,
): object {
  const place = joined.placeOf(line);
  return {
    to: to === '' ? null : of(to),
    status: of(status),
    reply: of(reply),
    relay: of(relay),
    attempts,
    file: of(place.file),
    line: place.line + 1,
    time: of(timeRecord(time)),
    kind: of(cause?.kind ?? null),
    title: of(cause?.title ?? null),
    cause: of(cause?.cause ?? null),
  };
}
