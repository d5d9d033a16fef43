import type { Status } from '../log';
import { logFormat } from '../log-line/entry';
import { event, splitReply, textReplies } from '../log-line/events';
import { jsonEvent, rawText, rawValue } from '../log-line/json';

const STATUS: Readonly<Record<string, Status>> = {
  delivery: 'sent',
  delay: 'deferred',
  bounce: 'bounced',
  out_of_band: 'bounced',
  policy_rejection: 'rejected',
  generation_rejection: 'rejected',
};
const KEYS = [
  ['message_id', 'id'],
  ['rcpt_to', 'to'],
  ['friendly_from', 'from'],
  ['msg_size', 'size'],
] as const;

export const sparkpost = logFormat({
  id: 'sparkpost',
  title: 'SparkPost and Momentum events',
  row: '5.13',
  needles: ['"raw_reason"', '"error_code"'],
  notes: '`error_code` and `raw_reason` hold the same reply; the text is located.',
  samples: [
    {
      title: 'a bounce',
      text: '{"msys":{"message_event":{"type":"bounce","bounce_class":"10","error_code":"550","message_id":"0e0d94b7","raw_reason":"550-5.1.1 no such\\r\\n550 5.1.1 user","rcpt_to":"b@example.net"}}}',
      replies: ['1:120 550 5.1.1 - bounced 0e0d94b7', '1:141 550 5.1.1 - bounced 0e0d94b7'],
    },
  ],
  bare: jsonEvent,
  speaks: () => false,
  message(line, prefix) {
    const raw = rawValue(line, 'raw_reason', prefix.from, prefix.to);
    const code = rawValue(line, 'error_code', prefix.from, prefix.to);
    const type = rawText(line, rawValue(line, 'type', prefix.from, prefix.to));
    if (!raw && !Object.hasOwn(STATUS, type)) return null;
    const said = textReplies(line, raw);
    return event('sparkpost', line, prefix, STATUS[type] ?? null, said.length ? said : splitReply(line, code, raw), KEYS);
  },
});
