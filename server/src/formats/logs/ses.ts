import type { LocatedReply } from '../log';
import { logFormat } from '../log-line/entry';
import { event, statusVerdict, textReplies } from '../log-line/events';
import { jsonEvent, rawText, rawValue } from '../log-line/json';

const KEYS = [
  ['messageId', 'id'],
  ['emailAddress', 'to'],
  ['source', 'from'],
] as const;

export const ses = logFormat({
  id: 'ses',
  title: 'Amazon SES notifications',
  row: '5.13',
  needles: ['diagnosticCode', 'bouncedRecipients', 'smtpResponse'],
  notes: '`bounceType` is a class of its own: Transient comes with 5.7.1 and 550.',
  samples: [
    {
      title: 'a bounce',
      text: '{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"b@example.com","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550-5.1.1 no such\\n550 5.1.1 user"}],"timestamp":"2026-08-17T07:43:12.776Z"},"mail":{"messageId":"0102015697743d4c","source":"a@example.org"}}',
      replies: [
        '1:146 - 5.1.1 - bounced 0102015697743d4c',
        '1:177 550 5.1.1 - bounced 0102015697743d4c',
        '1:196 550 5.1.1 - bounced 0102015697743d4c',
      ],
    },
  ],
  bare: jsonEvent,
  speaks: () => false,
  message(line, prefix) {
    const found: LocatedReply[] = [];
    let from = prefix.from;
    // One object for each recipient; a line of a pretty-printed event has one value.
    for (let n = 0; n < 200; n++) {
      const code = rawValue(line, 'diagnosticCode', from, prefix.to);
      if (!code) break;
      found.push(...statusVerdict(line, rawValue(line, 'status', from, code.from)), ...textReplies(line, code));
      from = code.to;
    }
    found.push(...textReplies(line, rawValue(line, 'smtpResponse', prefix.from, prefix.to)));
    const type =
      rawText(line, rawValue(line, 'notificationType', prefix.from, prefix.to)) ||
      rawText(line, rawValue(line, 'eventType', prefix.from, prefix.to));
    if (found.length === 0 && type !== 'Bounce' && type !== 'Delivery') return null;
    const transient = rawText(line, rawValue(line, 'bounceType', prefix.from, prefix.to)) === 'Transient';
    const status = type === 'Delivery' ? 'sent' : type === 'Bounce' ? (transient ? 'deferred' : 'bounced') : null;
    return event('ses', line, prefix, status, found, KEYS);
  },
});
