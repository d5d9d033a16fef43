import type { LogEntry, LogField } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { field, keyValues } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { reasonIn } from '../log-line/reason';
import { replyAt } from '../log-line/reply';

const HEAD =
  /^\[(?:NOTICE|INFO|WARN|ERROR|CRIT|ALERT|EMERG|DEBUG|PROTOCOL|LOG\w+)\] \[([0-9A-Fa-f-]{36}(?:\.\d{1,6}){0,2}|-)\] \[([^\]]{1,60})\] */;

/** Anchors of a remote reply in the outbound plugin's lines, and of the last refusal in a disconnect line. */
const ANCHORS: readonly (readonly [string, 'remote' | 'local', string | null])[] = [
  [' response="', 'remote', 'data'],
  ['Upstream error: ', 'remote', null],
  ['(deferred): ', 'remote', 'RCPT'],
  ['(rejected): ', 'remote', 'RCPT'],
  ['> rejected: ', 'remote', 'RCPT'],
  ['> deferred: ', 'remote', 'RCPT'],
  ['bouncing mail: ', 'remote', null],
  [' (deferred) ', 'remote', 'RCPT'],
  [' lr="', 'local', null],
];

function message(line: string, prefix: Prefix): LogEntry | null {
  const start = prefix.from;
  const head = HEAD.exec(line.slice(start, start + 200));
  // The dialogue itself (PROTOCOL) is a transcript's business.
  if (!head || line.startsWith('[PROTOCOL]', start)) return null;
  const id = head[1] === '-' ? null : head[1];
  const plugin = head[2];
  let at = start + head[0].length;
  const { to } = prefix;
  const entry = new Entry('haraka', plugin, id, prefix, fields);
  if (plugin === 'outbound') {
    // Versions with pools name the connection too.
    const pooled = /^\[[0-9A-Fa-f-]{36}\] /.exec(line.slice(at, at + 40));
    if (pooled) at += pooled[0].length;
    if (line.startsWith('delivered ', at)) entry.status = 'sent';
    else if (line.startsWith('bounc', at)) entry.status = 'bounced';
    else if (/^(?:\*\*)?(?:Temp failing|temp fail|deferred)/.test(line.slice(at, at + 18))) entry.status = 'deferred';
    else if (/ \(rejected\): |> rejected: /.test(line.slice(at, at + 400))) entry.status = 'bounced';
    else if (/ \(deferred\)|> deferred: /.test(line.slice(at, at + 400))) entry.status = 'deferred';
  } else if (/^(?:recipient|sender) <.{0,330} code=DENY/.test(line.slice(at, at + 360))) entry.status = 'rejected';
  for (const [anchor, by, phase] of ANCHORS) {
    const found = line.indexOf(anchor, at);
    if (found === -1) continue;
    const from = found + anchor.length;
    const quoted = anchor.endsWith('"');
    const close = quoted ? line.indexOf('"', from) : line.charCodeAt(to - 1) === 41 && anchor.startsWith('Up') ? to - 1 : to;
    const reply = replyAt(line, from, close < 0 ? to : close, phase, by);
    if (reply) entry.replies = [reply];
    break;
  }
  if (entry.replies.length === 0 && entry.status !== 'sent') entry.reason = reasonIn(line.slice(at, to));
  if (plugin === 'core' && line.startsWith('connect ', at)) entry.life = 'begin';
  if (plugin === 'core' && line.startsWith('disconnect ', at)) entry.life = 'end';
  return worth(entry);
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const head = HEAD.exec(line.slice(prefix.from, prefix.from + 200));
  const found: LogField[] = [];
  if (head && head[1] !== '-') {
    const at = line.indexOf(head[1], prefix.from);
    found.push(field(line, 'id', at, at + head[1].length));
  }
  const start = prefix.from + (head?.[0].length ?? 0);
  return found.concat(
    keyValues(line, start, prefix.to, { host: 'relay', delay: 'delay', helo: 'helo', size: 'size', mid: 'messageId', sender: 'from' }),
  );
};

export const haraka = logFormat({
  id: 'haraka',
  title: 'Haraka',
  row: '5.7',
  needles: ['[NOTICE]', '[INFO]', '[WARN]', '[ERROR]', '[CRIT]', '[DEBUG]'],
  notes: '`code=` is the name of a plugin’s verdict, not a reply code. The dialogue at level PROTOCOL is a transcript.',
  traits: { uniqueIds: true },
  samples: [
    {
      title: 'a delivery, a deferral, a disconnect',
      text: [
        '2026-07-23 20:55:28.029305500  [NOTICE] [1B012E7A-4362-42CC-B2D5-27534802E482.1.1] [outbound]  delivered file=1784850927980_1 domain=example.net host=mx.example.net ip=192.0.2.25 port=25 mode=SMTP tls=Y auth=N response="250 2.0.0 Ok: queued as 4F9D1" delay=0.048 fails=0 rcpts=1/0/0',
        '2026-07-23 20:55:29.000000000  [NOTICE] [1B012E7A-4362-42CC-B2D5-27534802E482.1.2] [outbound] recipient <b@example.net> (deferred): 450 4.2.0 Greylisted',
        'Jul 23 20:55:29 mx haraka[481]: [NOTICE] [1B012E7A-4362-42CC-B2D5-27534802E482.1.3] [outbound] recipient <c@example.net> rejected: 550 5.1.1 No such user',
        '[INFO] [1B012E7A-4362-42CC-B2D5-27534802E482.1.3] [outbound] [FAEFC4FA-E8EF-4EC9-B8A4-0B5C7A413587] bouncing mail: 521 Service not available',
        '2026-07-23 20:55:30.000000000  [NOTICE] [CB8EA2AE-C575-4D8B-8D33-6FD627BD0391] [core] disconnect ip=192.0.2.7 rdns=NXDOMAIN helo=x relay=N rcpts=0/0/1 msgs=0/0/0 bytes=0 lr="550 5.7.1 no relay" time=1.2',
      ].join('\n'),
      replies: [
        '1:221 250 2.0.0 data sent 1B012E7A-4362-42CC-B2D5-27534802E482.1.1',
        '2:133 450 4.2.0 RCPT deferred 1B012E7A-4362-42CC-B2D5-27534802E482.1.2',
        '3:132 550 5.1.1 RCPT bounced 1B012E7A-4362-42CC-B2D5-27534802E482.1.3',
        '4:116 521 - - bounced 1B012E7A-4362-42CC-B2D5-27534802E482.1.3',
        '5:175 550 5.7.1 - - CB8EA2AE-C575-4D8B-8D33-6FD627BD0391',
      ],
    },
  ],
  bare: (line, { from }) => line.charCodeAt(from) === 91,
  speaks: (program) => program.toLowerCase() === 'haraka',
  message,
});
