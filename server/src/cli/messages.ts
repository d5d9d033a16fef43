import { secretsEverywhere } from '../analysis/gate';
import { sessionMessages } from '../analysis/session-messages';
import { kinds } from '../knowledge/answer';
import { Gate, withoutOwnSecrets } from '../redaction/gate';
import type { ListedMessage, ListedRecipient } from '../story/listed-message';
import { MessageList } from '../story/message-list';
import { PackedMessages } from '../story/packed-messages';
import { t } from '../text/l10n';
import { jsonOf } from '../text/visible';
import { deflated } from './deflated';
import { eachPart, FILE_OPTIONS, type FilePart, FOLLOW_OPTION, parse } from './files';
import type { Io } from './io';
import { JoinedLines } from './log-files';
import { messageLine, messageOnScreen, messageRecord } from './screen/message';
import { isBetween, momentIn } from './times';
import { oneOf } from './usage-error';

/**
 * `smtp-lens messages FILE…`: one line per message, by time. Several files are one log. If the input pauses, and with `--follow`, a message is
 * printed as soon as it has an outcome, and again when that changes: the last line about it counts.
 */
export async function messages(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, {
    ...FILE_OPTIONS,
    ...FOLLOW_OPTION,
    failed: { type: 'boolean', default: false },
    from: { type: 'string' },
    to: { type: 'string' },
    host: { type: 'string' },
    since: { type: 'string' },
    until: { type: 'string' },
    cause: { type: 'string' },
  });
  const format = oneOf('format', values.format, ['text', 'json']);
  const wanted = filter({
    ...values,
    cause: values.cause === undefined ? null : oneOf('cause', values.cause, kinds),
    since: momentIn('since', values.since, false),
    until: momentIn('until', values.until, true),
  });
  const list = new MessageList(deflated);
  const joined = new JoinedLines();
  const spoken = new PackedMessages(deflated);
  const gates = new Map<string, Gate>();
  const outcomes = new Outcomes();
  let text = '';
  const flush = (): void => {
    if (text !== '') io.out(text);
    text = '';
  };
  const print = (message: ListedMessage): void => {
    if (!wanted(message) || (format === 'text' && saysNothing(message))) return;
    outcomes.add(message, live);
    const place = joined.placeOf(message.line);
    const gate = gates.get(place.file);
    if (format === 'json') text += `${jsonOf(messageRecord(message, joined, gate ? (one) => gate.text(hidden(one)) : hidden))}\n`;
    else {
      const shown = withoutOwnSecrets(io.terminal ? messageOnScreen(message, io) : messageLine(message, place));
      text += gate ? gate.text(shown) : shown;
    }
    if (text.length > AT_ONCE) flush();
  };
  const take = ({ file, analysis, first, from, to }: FilePart): void => {
    const start = joined.startOf(file, first + to) + first;
    const known = secretsEverywhere(analysis);
    if (known)
      gates.set(
        file,
        new Gate(
          () => known,
          () => '',
        ),
      );
    else gates.delete(file);
    for (const { line, entry } of analysis.entriesOnce(from, to)) list.add(start + line, analysis.lines.line(line), entry);
    for (const { session, start: own } of analysis.sessions(from, to)) {
      if (own + session.firstLine < from || own + session.firstLine >= to) continue;
      for (const message of sessionMessages({ session, start: start + own })) spoken.add(message);
    }
  };
  let live = false;
  const tally = await eachPart(positionals, { ...values, asOneLog: true, uncounted: true }, io, (part) => {
    const now = part.quiet || values.follow;
    live ||= now;
    take(part);
    if (now) for (const message of inTurn(list.changed(), spoken.taken())) print(message);
    flush();
  });
  let printed = 0;
  for (const message of inTurn(live ? list.changed() : list.all(), spoken.taken())) {
    print(message);
    if (++printed % DRAINS === 0) await io.drained();
  }
  flush();
  if (io.terminal && outcomes.all > 0) io.out('\n');
  return tally.conclude(outcomes.text(), 0, outcomes.all);
}

function* inTurn(...lists: readonly Iterable<ListedMessage>[]): Generator<ListedMessage> {
  for (const list of lists) yield* list;
}

/** After so many messages a slow reader is waited for. */
const DRAINS = 500;
/** So many UTF-16 units are printed at once: each write costs as much as a message. */
const AT_ONCE = 16_384;

/** What became of the messages that were printed. */
class Outcomes {
  private readonly counts = { sent: 0, failed: 0, unknown: 0 };
  /** The outcome of each, by its first line: one that is printed again is still one message. Only where that may be. */
  private readonly told = new Map<number, keyof Outcomes['counts']>();

  /** Counts a message; `again`: it may be printed more than once. */
  add({ line, recipients }: ListedMessage, again: boolean): void {
    const outcome = recipients.length === 0 ? 'unknown' : recipients.some(({ status }) => status !== 'sent') ? 'failed' : 'sent';
    this.counts[outcome]++;
    if (!again) return;
    const before = this.told.get(line);
    if (before) this.counts[before]--;
    this.told.set(line, outcome);
  }

  get all(): number {
    return this.counts.sent + this.counts.failed + this.counts.unknown;
  }

  /** `3 not delivered to everyone, 1 without an outcome`. */
  text(): string {
    if (this.all === 0) return t('no message found');
    const { failed, unknown } = this.counts;
    if (failed + unknown === 0) return t('all delivered');
    return [
      ...(failed > 0 ? [t('{0} not delivered to everyone', failed)] : []),
      ...(unknown > 0 ? [t('{0} without an outcome', unknown)] : []),
    ].join(t(', '));
  }
}

/** Some messages have nothing but an id: only the last line is left after rotation, or it is a session without a message. */
const saysNothing = ({ from, messageId, recipients }: ListedMessage): boolean =>
  recipients.length === 0 && from === null && messageId === null;

/** Texts that many messages have, such as causes, are searched once. */
const searched = new Map<string, string>();
const MOST_SEARCHED = 4096;

/** A text without the secrets that it tells. */
function hidden(text: string): string {
  const known = searched.get(text);
  if (known !== undefined) return known;
  const safe = withoutOwnSecrets(text);
  if (searched.size >= MOST_SEARCHED) searched.clear();
  searched.set(text, safe);
  return safe;
}

interface Wanted {
  readonly failed: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly host?: string;
  readonly cause: string | null;
  readonly since: ReturnType<typeof momentIn>;
  readonly until: ReturnType<typeof momentIn>;
}

/** Whether a message was asked for. Conditions on recipients must hold for one of them; addresses and hosts may be partial. */
function filter({ failed, from, to, host, cause, since, until }: Wanted): (message: ListedMessage) => boolean {
  const holds = (text: string | null, part: string | undefined): boolean =>
    part === undefined || (text ?? '').toLowerCase().includes(part.toLowerCase().replace(/^<(.*)>$/, '$1'));
  return (message) => {
    const fits = ({ to: own, origTo, relay, status, cause: told }: ListedRecipient): boolean =>
      (holds(own, to) || (to !== undefined && origTo !== null && holds(origTo, to))) &&
      (holds(relay, host) || holds(message.client, host) || holds(message.host, host)) &&
      (!failed || status !== 'sent') &&
      (cause === null || told?.kind === cause);
    if (!isBetween(message.time, since, until) || !holds(message.from, from)) return false;
    if (message.recipients.length > 0) return message.recipients.some(fits);
    return to === undefined && !failed && cause === null && (holds(message.client, host) || holds(message.host, host));
  };
}
