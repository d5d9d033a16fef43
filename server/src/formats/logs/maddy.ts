import type { LocatedReply, LogEntry, LogField } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { field } from '../log-line/fields';
import { rawText, rawValue } from '../log-line/json';
import type { Prefix } from '../log-line/prefix';
import { enhancedEnd, replyAt } from '../log-line/reply';

const HEAD = /^(?:\[debug\] )?([a-z_][\w/.-]{2,60}): /;
const VERBS: Readonly<Record<string, string>> = { 'MAIL FROM': 'MAIL', RCPT: 'RCPT', DATA: 'data' };

function message(line: string, prefix: Prefix): LogEntry | null {
  const { to } = prefix;
  const head = HEAD.exec(line.slice(prefix.from, prefix.from + 90));
  if (!head) return null;
  const at = prefix.from + head[0].length;
  const tab = line.indexOf('\t{', at);
  if (tab === -1) {
    // A reply as it went over the wire: maddy adds its own id to the text.
    const id = /\(msg ID = ([0-9a-f]{8})\)$/.exec(line.slice(Math.max(at, to - 40), to));
    const reply = id ? replyAt(line, at, to, null, 'local') : null;
    if (!reply || !id) return null;
    const entry = new Entry('maddy', head[1], id[1], prefix, (text) => [field(text, 'id', to - 9, to - 1)]);
    entry.replies = [reply];
    return entry;
  }
  const told = rawValue(line, 'smtp_code', tab, to);
  // A line that was cut off may have the key without its value.
  const code = told && told.from < told.to ? told : null;
  const id = rawText(line, rawValue(line, 'msg_id', tab, to)) || null;
  if (!code && id === null) return null;
  const entry = new Entry('maddy', head[1], id, prefix, fields);
  const reply = code && located(line, code.from, code.to, tab, to, line.slice(at, tab));
  // `"smtp_code":0` says that there was none.
  if (reply && (reply.code !== null || reply.enhanced !== null)) entry.replies = [reply];
  const words = line.slice(at, tab);
  // A quarantined message was accepted, whatever code the check would have given (trap 22).
  if (code && /error|rejected/.test(words)) entry.status = /^(?:remote|queue|outbound)/.test(head[1]) ? null : 'rejected';
  // What a target of its own answered, without the code.
  const reason = !code && / error$/.test(words) ? rawText(line, rawValue(line, 'reason', tab, to)) : '';
  if (reason) {
    entry.words = reason;
    entry.status = 'rejected';
  }
  if (words === 'delivered') entry.status = 'sent';
  else if (words.startsWith('delivery attempt failed'))
    entry.status = entry.replies[0]?.code && entry.replies[0].code >= 500 ? 'bounced' : 'deferred';
  if (words.startsWith('incoming message')) entry.life = 'begin';
  return worth(entry);
}

function located(line: string, from: number, codeTo: number, tab: number, to: number, words: string): LocatedReply {
  const enhanced = rawValue(line, 'smtp_enchcode', tab, to);
  const end = enhanced ? enhancedEnd(line, enhanced.from, enhanced.to) : -1;
  const text = rawValue(line, 'smtp_msg', tab, to);
  const verb = /^(MAIL FROM|RCPT|DATA) error/.exec(words)?.[1];
  return {
    code: Number(line.slice(from, codeTo)) || null,
    from,
    to: codeTo,
    enhanced: enhanced && end !== -1 ? line.slice(enhanced.from, end) : null,
    enhancedFrom: enhanced && end !== -1 ? enhanced.from : -1,
    enhancedTo: end,
    textFrom: text?.from ?? codeTo,
    textTo: text?.to ?? codeTo,
    phase: verb ? VERBS[verb] : null,
    by: rawValue(line, 'remote_server', tab, to) ? 'remote' : 'local',
    role: 'reply',
  };
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const found: LogField[] = [];
  for (const [key, name] of [
    ['msg_id', 'id'],
    ['sender', 'from'],
    ['rcpt', 'to'],
    ['src_ip', 'client'],
    ['username', 'user'],
    ['remote_server', 'relay'],
  ] as const) {
    const value = rawValue(line, key, prefix.from, prefix.to);
    if (value?.kind === 'string') found.push(field(line, name, value.from, value.to));
  }
  return found;
};

export const maddy = logFormat({
  id: 'maddy',
  title: 'maddy',
  row: '5.10',
  needles: ['"smtp_code"', '"msg_id"', '(msg ID = '],
  notes: 'A reject names the command at which it was sent. `quarantined` was accepted. maddy turns 552 into 452 (RFC 5321 §4.5.3.1.10).',
  samples: [
    {
      title: 'a refused recipient and the reply on the wire',
      text: [
        'smtp: RCPT error\t{"effective_rcpt":"nobody@example.org","msg_id":"1405ac4c","rcpt":"nobody@example.org","reason":"no such user","smtp_code":550,"smtp_enchcode":"5.1.1","smtp_msg":"User does not exist"}',
        '2026-04-06T14:18:55.200Z submission: 501 5.1.8 Non-local sender domain (msg ID = ced400a6)',
        '2026-04-06T14:18:56.200Z submission: RCPT ok\t{"msg_id":"ced400a6","rcpt":"d@example.com"}',
      ].join('\n'),
      replies: ['1:141 550 5.1.1 RCPT rejected 1405ac4c', '2:38 501 5.1.8 - - ced400a6'],
    },
  ],
  bare: (line, { from }) => HEAD.test(line.slice(from, from + 90)) && (line.includes('\t{') || line.includes('(msg ID = ')),
  speaks: (program) => /^(?:maddy|smtp|submission|lmtp|queue|remote)(?:\/\w+)*$/.test(program),
  message(line, prefix) {
    // After a stamp the module reads like a syslog tag.
    if (prefix.programTo > prefix.programFrom && prefix.pidTo === prefix.pidFrom && prefix.program !== 'maddy')
      prefix.from = prefix.programFrom;
    return message(line, prefix);
  },
});
