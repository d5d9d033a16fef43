import type { Status } from '../log';
import { logFormat } from '../log-line/entry';
import { event, statusVerdict, textReplies } from '../log-line/events';
import { jsonEvent, rawText, rawValue } from '../log-line/json';

const STATUS: Readonly<Record<string, Status>> = { delivered: 'sent', deferred: 'deferred', bounce: 'bounced', dropped: 'bounced' };
const KEYS = [
  ['sg_message_id', 'id'],
  ['smtp-id', 'messageId'],
  ['email', 'to'],
] as const;

export const sendgrid = logFormat({
  id: 'sendgrid',
  title: 'SendGrid event webhook',
  row: '5.13',
  needles: ['"sg_message_id"', '"sg_event_id"', '"smtp-id"', '"bounce_classification"'],
  notes: '`type: blocked` comes with 5xx too; `400 try again later` is SendGrid’s own.',
  samples: [
    {
      title: 'a bounce and a deferral',
      text: [
        '{"email":"b@example.com","timestamp":1461095248,"smtp-id":"<1@example.org>","event":"bounce","reason":"550 5.1.1 unknown","status":"5.1.1","type":"bounce","sg_event_id":"x"}',
        '{"email":"c@example.com","timestamp":1626572022,"event":"deferred","response":"451 4.7.1 try again later","attempt":"5","sg_message_id":"14c5d75ce93.dfd.64b469"}',
        '[{"event":"bounce","email":"d@example.net","sg_event_id":"E1","sg_message_id":"M1","status":"5.1.1","reason":"550 5.1.1 user unknown"}]',
      ].join('\n'),
      replies: [
        '1:104 550 5.1.1 - bounced -',
        '1:133 - 5.1.1 - bounced -',
        '2:80 451 4.7.1 - deferred 14c5d75ce93.dfd.64b469',
        '3:111 550 5.1.1 - bounced M1',
        '3:94 - 5.1.1 - bounced M1',
      ],
    },
  ],
  bare: jsonEvent,
  speaks: () => false,
  message(line, prefix) {
    const word = rawText(line, rawValue(line, 'event', prefix.from, prefix.to));
    if (!Object.hasOwn(STATUS, word)) return null;
    const text = rawValue(line, 'reason', prefix.from, prefix.to);
    const said = textReplies(line, text);
    const found = said.length ? said : textReplies(line, rawValue(line, 'response', prefix.from, prefix.to));
    return event(
      'sendgrid',
      line,
      prefix,
      STATUS[word],
      [...found, ...statusVerdict(line, rawValue(line, 'status', prefix.from, prefix.to))],
      KEYS,
    );
  },
});
