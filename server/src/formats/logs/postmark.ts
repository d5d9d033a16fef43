import type { Status } from '../log';
import { logFormat } from '../log-line/entry';
import { event, textReplies } from '../log-line/events';
import { jsonEvent, rawText, rawValue } from '../log-line/json';

const STATUS: Readonly<Record<string, Status>> = {
  HardBounce: 'bounced',
  SoftBounce: 'deferred',
  Transient: 'deferred',
  DnsError: 'deferred',
  Blocked: 'bounced',
  hard_bounce: 'bounced',
  soft_bounce: 'deferred',
  Delivery: 'sent',
  send: 'sent',
  deferral: 'deferred',
};
const KEYS = [
  ['MessageID', 'id'],
  ['Email', 'to'],
  ['email', 'to'],
  ['From', 'from'],
  ['_id', 'id'],
] as const;

export const postmark = logFormat({
  id: 'postmark',
  title: 'Postmark and Mandrill webhooks',
  row: '5.13',
  needles: ['"Details"', '"diag"'],
  notes: '`Type` and `bgtools_code` are classes of their own.',
  samples: [
    {
      title: 'a hard bounce of each',
      text: [
        '{"RecordType":"Bounce","MessageID":"883953f4","Type":"HardBounce","TypeCode":1,"Details":"smtp;554 5.7.1 delivery error","Email":"b@example.net"}',
        '{"event":"hard_bounce","msg":{"_id":"7761629","email":"b@example.net","diag":"smtp;550 5.1.1 unknown","bgtools_code":10}}',
      ].join('\n'),
      replies: ['1:96 554 5.7.1 - bounced 883953f4', '2:84 550 5.1.1 - bounced 7761629'],
    },
  ],
  bare: jsonEvent,
  speaks: () => false,
  message(line, prefix) {
    const found = [
      ...textReplies(line, rawValue(line, 'Details', prefix.from, prefix.to)),
      ...textReplies(line, rawValue(line, 'diag', prefix.from, prefix.to)),
    ];
    const type =
      rawText(line, rawValue(line, 'Type', prefix.from, prefix.to)) || rawText(line, rawValue(line, 'event', prefix.from, prefix.to));
    if (found.length === 0 || !/"(?:RecordType|TypeCode|Type|event|bgtools_code|bounce_description)"/.test(line)) return null;
    return event(
      'postmark',
      line,
      prefix,
      STATUS[type] ?? null,
      found,
      KEYS.filter(([key]) => line.includes(`"${key}"`)),
    );
  },
});
