import type { LocatedReply, LogEntry, LogField, Status } from '../log';
import { Entry, logFormat } from '../log-line/entry';
import { field } from '../log-line/fields';
import { jsonEvent, rawText, rawValue } from '../log-line/json';
import type { Prefix } from '../log-line/prefix';
import { enhancedEnd } from '../log-line/reply';

const TYPES: Readonly<Record<string, Status | null>> = {
  Delivery: 'sent',
  TransientFailure: 'deferred',
  Bounce: 'bounced',
  OOB: 'bounced',
  Expiration: 'bounced',
  AdminBounce: 'bounced',
  Rejection: 'rejected',
  Reception: null,
  Delayed: 'deferred',
  Feedback: null,
  AdminRebind: null,
  XferOut: null,
  XferIn: null,
};
const VERB = /^(?:EHLO|HELO|LHLO|MAIL|RCPT|DATA|AUTH|STARTTLS|QUIT|RSET|BDAT)\b/;

function message(line: string, prefix: Prefix): LogEntry | null {
  const type = rawText(line, rawValue(line, 'type', prefix.from, prefix.to));
  const response = Object.hasOwn(TYPES, type) ? rawValue(line, 'response', prefix.from, prefix.to) : null;
  if (response?.kind !== 'object') return null;
  const entry = new Entry('kumomta', null, rawText(line, rawValue(line, 'id', prefix.from, response.from)) || null, prefix, fields);
  entry.status = TYPES[type];
  const code = rawValue(line, 'code', response.from, response.to);
  const content = rawValue(line, 'content', response.from, response.to);
  const command = rawText(line, rawValue(line, 'command', response.from, response.to));
  if (code?.kind !== 'number' || Number(line.slice(code.from, code.to)) < 100) return entry;
  const reply: LocatedReply = {
    code: Number(line.slice(code.from, code.to)),
    from: code.from,
    to: code.to,
    ...enhanced(line, response, content),
    textFrom: content?.from ?? code.to,
    textTo: content?.to ?? code.to,
    phase: command === '.' ? 'data' : (VERB.exec(command)?.[0] ?? null),
    // A reception and a rejection are what this server said.
    by: type === 'Reception' || type === 'Rejection' ? 'local' : rawText(line, content).startsWith('KumoMTA internal') ? 'local' : 'remote',
    role: 'reply',
  };
  entry.replies = [reply];
  return entry;
}

/** The enhanced code: an object of three numbers, or the first word of the text where that is null or missing. */
function enhanced(line: string, response: { from: number; to: number }, content: { from: number; to: number } | null) {
  const object = rawValue(line, 'enhanced_code', response.from, response.to);
  if (object?.kind === 'object') {
    const part = (key: string) => rawText(line, rawValue(line, key, object.from, object.to)).trim();
    const code = `${part('class')}.${part('subject')}.${part('detail')}`;
    if (/^\d\.\d{1,3}\.\d{1,3}$/.test(code)) return { enhanced: code, enhancedFrom: object.from, enhancedTo: object.to };
  }
  const end = content ? enhancedEnd(line, content.from, content.to) : -1;
  return content && end > 0
    ? { enhanced: line.slice(content.from, end), enhancedFrom: content.from, enhancedTo: end }
    : { enhanced: null, enhancedFrom: -1, enhancedTo: -1 };
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const found: LogField[] = [];
  for (const [key, name] of [
    ['id', 'id'],
    ['sender', 'from'],
    ['recipient', 'to'],
    ['size', 'size'],
    ['session_id', 'session'],
    ['name', 'relay'],
  ] as const) {
    const value = rawValue(line, key, prefix.from, prefix.to);
    if (value && value.to > value.from && value.kind !== 'object') found.push(field(line, name, value.from, value.to));
  }
  return found;
};

export const kumomta = logFormat({
  id: 'kumomta',
  title: 'KumoMTA',
  row: '5.8',
  needles: ['"response"'],
  notes: 'Log files are compressed; this reads their decompressed lines. 551 and 400 with `KumoMTA internal:` are its own.',
  traits: { uniqueIds: true },
  samples: [
    {
      title: 'a deferral and a delivery',
      text: [
        '{"type":"TransientFailure","id":"1d98076abbbc11ed940250ebf67f93bd","sender":"a@example.com","recipient":"b@example.net","queue":"example.net","site":"mx","size":1047,"response":{"code":451,"enhanced_code":{"class":4,"subject":7,"detail":1},"content":"greylisted","command":"RCPT TO:<b@example.net>"},"timestamp":1757675281}',
        '{"type":"Delivery","id":"2d98076abbbc11ed940250ebf67f93bd","sender":"a@example.com","recipient":"b@example.net","size":1047,"response":{"code":250,"enhanced_code":null,"content":"2.0.0 OK","command":"."},"timestamp":1757675299}',
      ].join('\n'),
      replies: [
        '1:186 451 4.7.1 RCPT deferred 1d98076abbbc11ed940250ebf67f93bd',
        '2:144 250 2.0.0 data sent 2d98076abbbc11ed940250ebf67f93bd',
      ],
    },
  ],
  bare: jsonEvent,
  speaks: (program) => program === 'kumod',
  message,
});
