import { gateOf } from '../analysis/gate';
import { sessionMessages } from '../analysis/session-messages';
import { kinds } from '../knowledge/answer';
import { type Gate, inTexts, withoutOwnSecrets } from '../redaction/gate';
import { type ListedMessage, type ListedRecipient, MessageList } from '../story/message-list';
import { t } from '../text/l10n';
import { jsonOf } from '../text/visible';
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
  const list = new MessageList();
  const joined = new JoinedLines();
  const spoken: ListedMessage[] = [];
  const gates = new Map<string, Gate>();
  /** The outcome of each, by its first line: one that is printed again is still one message. */
  const told = new Map<number, 'sent' | 'failed' | 'unknown'>();
  const print = (message: ListedMessage): void => {
    if (!wanted(message) || (format === 'text' && saysNothing(message))) return;
    const { recipients } = message;
    told.set(message.line, recipients.length === 0 ? 'unknown' : recipients.some(({ status }) => status !== 'sent') ? 'failed' : 'sent');
    const place = joined.placeOf(message.line);
    const gate = gates.get(place.file);
    const safe = (text: string): string => gate?.text(withoutOwnSecrets(text)) ?? text;
    if (format === 'json') io.out(`${jsonOf(inTexts(messageRecord(message, joined), safe))}\n`);
    else io.out(safe(io.terminal ? messageOnScreen(message, io) : messageLine(message, place)));
  };
  const take = ({ file, analysis, first, from, to, quiet }: FilePart): void => {
    const start = joined.startOf(file, first + to) + first;
    gates.set(file, gateOf(analysis));
    for (const { line, entry } of analysis.entries(from, to)) list.add(start + line, analysis.lines.line(line), entry);
    for (const { session, start: own } of analysis.sessions(from, to)) {
      if (own + session.firstLine < from || own + session.firstLine >= to) continue;
      spoken.push(...sessionMessages({ session, start: start + own }));
    }
    if (quiet || values.follow) for (const message of [...list.changed(), ...spoken.splice(0)]) print(message);
  };
  let live = false;
  const tally = await eachPart(positionals, { ...values, asOneLog: true }, io, (part) => {
    live ||= part.quiet || values.follow;
    take(part);
  });
  const rest = live ? list.changed() : list.all();
  for (const [n, message] of [...rest, ...spoken].entries()) {
    print(message);
    if (n % DRAINS === 0) await io.drained();
  }
  if (io.terminal && told.size > 0) io.out('\n');
  return tally.conclude(outcomeOf([...told.values()]), 0, told.size);
}

/** After so many messages a slow reader is waited for. */
const DRAINS = 500;

/** `3 not delivered to everyone, 1 without an outcome`. */
function outcomeOf(told: readonly ('sent' | 'failed' | 'unknown')[]): string {
  if (told.length === 0) return t('no message found');
  const failed = told.filter((one) => one === 'failed').length;
  const unknown = told.filter((one) => one === 'unknown').length;
  if (failed + unknown === 0) return t('all delivered');
  return [
    ...(failed > 0 ? [t('{0} not delivered to everyone', failed)] : []),
    ...(unknown > 0 ? [t('{0} without an outcome', unknown)] : []),
  ].join(t(', '));
}

/** Some messages have nothing but an id: only the last line is left after rotation, or it is a session without a message. */
const saysNothing = ({ from, messageId, recipients }: ListedMessage): boolean =>
  recipients.length === 0 && from === null && messageId === null;

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
