import type { LogEntry, LogField, Status } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { field } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { reasonIn } from '../log-line/reason';
import { enhancedAt, replyAt } from '../log-line/reply';

const HEAD = /^(?:TRACE|DEBUG|INFO|WARN|ERROR) [^()]{1,120} \(([a-z0-9.-]{3,60})\)/;

const STATUS: Readonly<Record<string, Status>> = {
  'delivery.delivered': 'sent',
  'delivery.dsn-success': 'sent',
  'delivery.dsn-temp-fail': 'deferred',
  'delivery.dsn-perm-fail': 'bounced',
  'delivery.failed': 'deferred',
};
const PHASES: Readonly<Record<string, string>> = {
  'greeting-failed': 'greeting',
  'ehlo-rejected': 'EHLO',
  'auth-failed': 'AUTH',
  'mail-from-rejected': 'MAIL',
  'rcpt-to-rejected': 'RCPT',
  'rcpt-to-failed': 'RCPT',
  'message-rejected': 'data',
  delivered: 'data',
  'dsn-success': 'data',
};

/** After the last ` key = ` of `[from, to)`: keys repeat, and the event's own comes last. -1 without one. */
function valueAt(line: string, key: string, from: number): number {
  const at = line.lastIndexOf(`${key} = `);
  return at >= from && /[ ,{]/.test(line[at - 1] ?? ' ') ? at + key.length + 3 : -1;
}

function message(line: string, prefix: Prefix): LogEntry | null {
  const { to } = prefix;
  const head = HEAD.exec(line.slice(prefix.from, prefix.from + 220));
  if (!head || !/^(?:delivery|smtp|queue|message-ingest|session|milter|spf|dkim|dmarc|incoming)/.test(head[1])) return null;
  const event = head[1];
  const at = prefix.from + head[0].length;
  const id = /\bqueueId = (\d{6,20})/.exec(line.slice(at, at + 200));
  const entry = new Entry('stalwart', event.slice(0, event.indexOf('.')) || null, id ? id[1] : null, prefix, fields);
  entry.status = STATUS[event] ?? null;
  const phase = PHASES[event.slice(event.indexOf('.') + 1)] ?? null;
  const code = valueAt(line, 'code', at);
  const details = line.indexOf('details = "', at);
  const quote = details === -1 ? -1 : line.indexOf('"', details + 11);
  const end = quote === -1 ? to : quote;
  let reply = code === -1 ? null : replyAt(line, code, to, phase, 'remote');
  if (reply && details !== -1) reply = { ...reply, textFrom: details + 11, textTo: end };
  // `details = "Unexpected response for RCPT TO:<x>: Code: 553, Enhanced code: 5.7.1, Message: …"`
  const inner = details === -1 ? -1 : line.indexOf(': Code: ', details);
  if (!reply && inner !== -1 && inner < end) {
    const verb = /response for ([A-Z]{4,8})/.exec(line.slice(details, details + 60));
    reply = replyAt(line, inner + 8, end, verb ? verb[1] : phase, 'remote');
    const written = line.indexOf(', Enhanced code: ', inner);
    const enhanced = written === -1 ? null : enhancedAt(line, written + 17, end, null, 'remote');
    const text = line.indexOf(', Message: ', inner);
    if (reply && enhanced)
      reply = { ...reply, enhanced: enhanced.enhanced, enhancedFrom: enhanced.enhancedFrom, enhancedTo: enhanced.enhancedTo };
    if (reply && text > 0 && text < end) reply = { ...reply, textFrom: text + 11, textTo: end };
  }
  if (reply) entry.replies = [reply];
  else if (entry.status !== 'sent' && event.startsWith('delivery.')) entry.reason = reasonIn(line.slice(at, to));
  return worth(entry);
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const text = line.slice(prefix.from, prefix.from + 3000);
  const found: LogField[] = [];
  const ids = [...text.matchAll(/\bqueueId = (\d{6,20})/g)];
  for (const [n, m] of [ids[0], ids.length > 1 ? ids[ids.length - 1] : undefined].entries()) {
    if (m) found.push(field(line, n === 0 ? 'id' : 'newId', prefix.from + m.index + 10, prefix.from + m.index + m[0].length));
  }
  for (const [name, pattern] of [
    ['from', /\bfrom = "([^"]{0,320})"/d],
    ['to', /\bto = \[?"([^"]{0,320})"/d],
    ['relay', /\bhostname = "([^"]{0,255})"/d],
  ] as const) {
    const range = pattern.exec(text)?.indices?.[1];
    if (range) found.push(field(line, name, prefix.from + range[0], prefix.from + range[1]));
  }
  return found;
};

export const stalwart = logFormat({
  id: 'stalwart',
  title: 'Stalwart',
  row: '5.9',
  needles: ['(delivery.', '(smtp.', '(queue.', '(message-ingest', '(session.', '(milter', '(incoming'],
  notes: 'Keys repeat in a line; the last one is the event’s own.',
  traits: { uniqueIds: true },
  samples: [
    {
      title: 'a refused recipient, its verdict, a delivery',
      text: [
        '2026-10-04T02:22:32Z INFO SMTP RCPT TO rejected (delivery.rcpt-to-rejected) queueId = 313515071556812801, queueName = "remote", from = "a@example.com", to = ["b@example.net"], size = 1546, total = 1, hostname = "mx.example.net", to = "b@example.net", code = 553, details = "not yours", elapsed = 129ms',
        '2026-10-04T02:22:32Z INFO DSN permanent failure notification (delivery.dsn-perm-fail) queueId = 313515071556812801, queueName = "remote", from = "a@example.com", to = ["b@example.net"], size = 1546, total = 1, to = "b@example.net", hostname = "mx.example.net", details = "Unexpected response for RCPT TO:<b@example.net>: Code: 553, Enhanced code: 5.7.1, Message: not yours", total = 0',
        '2026-10-04T02:22:33Z INFO DSN success notification (delivery.dsn-success) queueId = 313515077061837313, queueName = "local", from = "<>", to = ["a@example.com"], size = 3679, total = 1, to = "a@example.com", hostname = "localhost", code = 250, details = "OK"',
      ].join('\n'),
      replies: [
        '1:259 553 - RCPT - 313515071556812801',
        '2:328 553 5.7.1 RCPT bounced 313515071556812801',
        '3:240 250 - data sent 313515077061837313',
      ],
    },
  ],
  bare: (line, { from }) => /^(?:TRACE|DEBUG|INFO|WARN|ERROR) /.test(line.slice(from, from + 6)),
  speaks: (program) => program.startsWith('stalwart'),
  message,
});
