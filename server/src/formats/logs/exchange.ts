import type { LocatedReply, LogEntry, LogField, Status } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { field } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { reasonIn } from '../log-line/reason';
import { repliesAt, replyAt } from '../log-line/reply';
import { spokenReplies } from '../log-line/spoken';

/** Event ids of message tracking that decide the outcome for a recipient. */
const EVENTS: Readonly<Record<string, Status | null>> = {
  SEND: 'sent',
  SENDEXTERNAL: 'sent',
  DELIVER: 'sent',
  DEFER: 'deferred',
  FAIL: 'bounced',
  BADMAIL: 'bounced',
  DSN: null,
  RECEIVE: null,
  EXPAND: null,
  RESOLVE: null,
  REDIRECT: null,
  SUBMIT: null,
  TRANSFER: null,
  DUPLICATEDELIVER: null,
  HAREDIRECT: null,
  HADISCARD: null,
  HARECEIVE: null,
  AGENTINFO: null,
  POISONMESSAGE: 'bounced',
};
const SOURCES = new Set([
  'SMTP',
  'STOREDRIVER',
  'ROUTING',
  'AGENT',
  'DSN',
  'DNS',
  'GATEWAY',
  'PICKUP',
  'QUEUE',
  'REDUNDANCY',
  'SAFETYNET',
  'RESOLVER',
  'MAILBOXRULE',
  'APPROVAL',
  'BOOTSCANNER',
  'ORAR',
  'POISONMESSAGE',
  'ADMIN',
  'MEETINGMESSAGEPROCESSOR',
  'PUBLICFOLDER',
  'TRANSPORTRULE',
]);

interface Cell {
  readonly from: number;
  readonly to: number;
}

/** Cells of a line of CSV, without their quotes; at most 40. */
function cells(line: string, from: number, to: number): Cell[] {
  const found: Cell[] = [];
  let at = from;
  while (at <= to && found.length < 40) {
    let end: number;
    if (line.charCodeAt(at) === 34) {
      end = at + 1;
      while (end < to && (line.charCodeAt(end) !== 34 || line.charCodeAt(end + 1) === 34)) end += line.charCodeAt(end) === 34 ? 2 : 1;
      found.push({ from: at + 1, to: Math.min(end, to) });
      end = line.indexOf(',', end);
    } else {
      end = line.indexOf(',', at);
      found.push({ from: at, to: end < 0 || end > to ? to : end });
    }
    if (end < 0 || end >= to) break;
    at = end + 1;
  }
  return found;
}

/** `2025-01-14T09:29:05.327Z,` at the beginning. */
const ROW = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z,/;

function tracking(line: string, prefix: Prefix): LogEntry | null {
  const row = cells(line, prefix.from, prefix.to);
  const event = row.findIndex(
    (cell, i) => i > 0 && Object.hasOwn(EVENTS, line.slice(cell.from, cell.to)) && SOURCES.has(line.slice(row[i - 1].from, row[i - 1].to)),
  );
  if (event === -1) return null;
  // Behind the event: internal id, message id, network id (since Exchange 2013), recipients, their status.
  const network = row[event + 3] && /^[0-9a-f-]{36}$/.test(line.slice(row[event + 3].from, row[event + 3].to)) ? 1 : 0;
  const id = row[event + 2 + network];
  const recipients = row[event + 3 + network];
  const status = row[event + 4 + network];
  const text = id ? line.slice(id.from, id.to).replace(/^<|>$/g, '') : '';
  const entry = new Entry('exchange', line.slice(row[event - 1].from, row[event - 1].to), text || null, prefix, () => {
    const found: LogField[] = [];
    if (id && text) {
      const open = line.charCodeAt(id.from) === 60 ? 1 : 0;
      found.push(field(line, 'id', id.from + open, id.from + open + text.length));
    }
    if (recipients && recipients.to > recipients.from) found.push(field(line, 'to', recipients.from, recipients.to));
    const sender = row[event + 11 + network];
    if (sender && sender.to > sender.from) found.push(field(line, 'from', sender.from, sender.to));
    const mid = row[event + 2];
    if (mid && mid.to > mid.from) found.push(field(line, 'messageId', mid.from, mid.to));
    return found;
  });
  const word = line.slice(row[event].from, row[event].to);
  entry.status = EVENTS[word];
  const context = row.slice(0, event).find((cell) => /^;\d{3}[ -]/.test(line.slice(cell.from, cell.from + 5)));
  const found: LocatedReply[] = [];
  if (context) found.push(...repliesAt(line, context.from + 1, context.to, 'data', 'remote', 'space'));
  if (status) found.push(...statusReplies(line, status.from, status.to, word.startsWith('SEND') ? 'RCPT' : null));
  entry.replies = found;
  if (found.length === 0 && (entry.status === 'deferred' || entry.status === 'bounced'))
    entry.reason = reasonIn(line.slice(prefix.from, prefix.to));
  return entry;
}

/** `250 2.1.5 Recipient OK` per recipient, separated by semicolons, or `[{LED=550 5.1.1 …};{MSG=}…]`. */
function statusReplies(line: string, from: number, to: number, phase: string | null): LocatedReply[] {
  const led = lastErrors(line, from, to);
  if (led.length) return led;
  const found: LocatedReply[] = [];
  for (let at = from; at < to && found.length < 100; ) {
    const end = line.indexOf(';', at);
    const stop = end === -1 || end > to ? to : end;
    const reply = replyAt(line, at, stop, phase, 'remote');
    if (reply) found.push(reply);
    at = stop + 1;
  }
  return found;
}

/** Replies behind `LED=` (last error detail), and one that such a reply quotes. */
function lastErrors(line: string, from: number, to: number): LocatedReply[] {
  const found: LocatedReply[] = [];
  for (let at = line.indexOf('LED=', from); at !== -1 && at < to && found.length < 50; at = line.indexOf('LED=', at + 4)) {
    const close = line.indexOf('}', at);
    const next = line.indexOf('LED=', at + 4);
    const stop = Math.min(close === -1 ? to : close, next === -1 ? to : next, to);
    found.push(...withNested(line, at + 4, stop, null));
  }
  return found;
}

/** The reply at `at` and those that its text quotes, the outermost first: the innermost is the cause. */
function withNested(line: string, at: number, stop: number, by: LocatedReply['by']): LocatedReply[] {
  const replies = repliesAt(line, at, stop, null, by, 'space');
  const last = replies.at(-1);
  if (!last) return [];
  const nested = spokenReplies(line, last.textFrom, stop);
  if (nested.length === 0) {
    const quoted = line.indexOf('responded with: "', at);
    const inner = quoted === -1 || quoted > stop ? null : replyAt(line, quoted + 17, stop, null, 'remote');
    if (inner) nested.push(inner);
  }
  const host = AT_HOST.exec(line.slice(Math.max(0, at - 300), at))?.[1];
  return [...(host ? replies.map((one) => ({ ...one, host })) : replies), ...nested.map((one) => ({ ...one, role: 'nested' as const }))];
}

/** The server that a report names before what that server said. */
const AT_HOST = /[Ss]erver at ([\w-]+(?:\.[\w-]+)+) \([^()]{0,60}\) returned '$/;

/** What a line must contain to belong to a trace or a report. */
const TRACE =
  /LED=|LastError|emote [Ss]erver (?:at \S+ \([^)]{0,60}\) )?returned|The message was deferred\. |##|#< ?#|Status {1,20}: Retry/;

/** What precedes a reply in traces and non-delivery reports, and whether a quote ends the reply. */
const ANCHORS: readonly (readonly [RegExp, boolean])[] = [
  [/[Rr]emote [Ss]erver (?:at \S+ \([^)]{0,60}\) )?returned '/, true],
  [/The message was deferred\. /, false],
  [/\bLastError\s{0,20}[:=]\s{0,4}(?=[45]\d\d )/, false],
];
/** A queue, or a message that is waiting. */
const WAITS = /\bStatus {1,20}: Retry\b|\bDefer(?:red)?:|^\s*LastError/;

function trace(line: string, prefix: Prefix): LogEntry | null {
  const { to } = prefix;
  const entry = new Entry('exchange', null, null, prefix);
  const led = lastErrors(line, prefix.from, to);
  if (led.length) {
    entry.replies = led;
    if (WAITS.test(line)) entry.status = 'deferred';
    return entry;
  }
  for (const [anchor, quoted] of ANCHORS) {
    const found = anchor.exec(line.slice(prefix.from, prefix.from + 2000));
    if (!found) continue;
    const start = prefix.from + found.index + found[0].length;
    const quote = quoted ? line.lastIndexOf("'") : -1;
    entry.replies = withNested(line, start, quote > start ? quote : to, 'remote');
    if (entry.replies.length === 0) continue;
    if (WAITS.test(line)) entry.status = 'deferred';
    return entry;
  }
  // `#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##`, `#< #5.1.1 smtp;550 …>` of non-delivery reports.
  const mark = /(?:^|\s)#(?:< ?#\d\.\d{1,3}\.\d{1,3} smtp; ?)?(?=[245]\d\d[ -])/.exec(line.slice(prefix.from, prefix.from + 600));
  const report = mark && /RESOLVER|STOREDRV|SMTPSEND|ROUTING|QUEUE|##|smtp;/.test(line.slice(prefix.from, prefix.from + 2000));
  if (mark && report) {
    const reply = replyAt(line, prefix.from + mark.index + mark[0].length, to, null, null);
    if (reply) entry.replies = [reply];
  }
  if (/^(?:Defer:|Status {1,20}: Retry\s*$)/.test(line.slice(prefix.from, prefix.from + 60))) entry.status = 'deferred';
  return worth(entry);
}

export const exchange = logFormat({
  id: 'exchange',
  title: 'Microsoft Exchange and Microsoft 365: message tracking, RecipientStatus, traces',
  row: '5.12',
  needles: ['Z,', 'LED=', 'emote Server ', 'emote server ', 'LastError', ': Retry', 'The message was deferred. ', '##', '#<'],
  notes:
    'Columns are found by the event id, so a log without its #Fields line is read too. Send and receive protocol logs are transcripts.',
  traits: { uniqueIds: true },
  samples: [
    {
      title: 'message tracking: sent and failed; the recipient status of a shell',
      text: [
        '2025-01-14T09:29:05.327Z,192.0.2.4,EX01,192.0.2.25,mx.example.net,";250 2.6.0 <1@example.com> [InternalId=5450313518243, Hostname=mx.example.net] 141301 bytes in 0.101, 1361.827 KB/sec Queued mail for delivery;ClientSubmitTime:",Outbound,SMTP,SENDEXTERNAL,8774618205228,<1@example.com>,cb1ce4e7-cbb6-46e8-8a4c-e1f2efbdd202,b@example.net,250 2.1.5 Recipient OK,136349,1,,,Hello,a@example.com,a@example.com,,Originating,,,,',
        '2025-01-14T09:29:06.001Z,,,,EX01,,,SMTP,FAIL,8774618205229,<2@example.com>,cb1ce4e7-cbb6-46e8-8a4c-e1f2efbdd203,nobody@example.net,[{LED=550 5.1.1 User unknown};{MSG=};{FQDN=mx.example.net};{IP=192.0.2.25};{LRT=1/14/2025 9:29:06 AM}],1200,1,,,Hello,a@example.com,a@example.com,,Originating,,,,',
        'RecipientStatus : {[{LED=550 4.4.7 QUEUE.Expired; message expired};{MSG=};{FQDN=};{IP=};{LRT=}]}',
      ].join('\n'),
      replies: [
        '1:69 250 2.6.0 data sent cb1ce4e7-cbb6-46e8-8a4c-e1f2efbdd202',
        '1:338 250 2.1.5 RCPT sent cb1ce4e7-cbb6-46e8-8a4c-e1f2efbdd202',
        '2:138 550 5.1.1 - bounced cb1ce4e7-cbb6-46e8-8a4c-e1f2efbdd203',
        '3:26 550 4.4.7 - - -',
      ],
    },
  ],
  bare: (line, { from }) => (line.charCodeAt(from + 23) === 90 && line.charCodeAt(from + 24) === 44) || TRACE.test(line),
  speaks: () => false,
  message: (line, prefix) => (ROW.test(line.slice(prefix.from, prefix.from + 26)) ? tracking(line, prefix) : trace(line, prefix)),
});
