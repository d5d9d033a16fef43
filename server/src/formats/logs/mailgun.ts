import type { Status } from '../log';
import { logFormat } from '../log-line/entry';
import { event, splitReply } from '../log-line/events';
import { jsonEvent, rawText, rawValue } from '../log-line/json';

const KEYS = [
  ['message-id', 'id'],
  ['recipient', 'to'],
  ['sender', 'from'],
  ['mx-host', 'relay'],
] as const;

export const mailgun = logFormat({
  id: 'mailgun',
  title: 'Mailgun events',
  row: '5.13',
  needles: ['"delivery-status"'],
  notes: 'Codes from 600 on are Mailgun’s own. `severity` decides between permanent and temporary, not the code.',
  samples: [
    {
      title: 'a permanent failure, a suppressed address, a delivery',
      text: [
        '{"event":"failed","severity":"permanent","reason":"bounce","recipient":"b@example.net","delivery-status":{"code":550,"message":"5.1.1 The account does not exist"}}',
        '{"event":"failed","severity":"permanent","reason":"suppress-bounce","delivery-status":{"attempt-no":1,"message":"","code":605,"description":"Not delivering to previously bounced address"}}',
        '{"event":"delivered","delivery-status":{"tls":true,"mx-host":"mx.example.net","code":250,"message":"OK"}}',
      ].join('\n'),
      replies: ['1:114 550 5.1.1 - bounced -', '2:123 605 - - bounced -', '3:86 250 - - sent -'],
    },
  ],
  bare: jsonEvent,
  speaks: () => false,
  message(line, prefix) {
    const delivery = rawValue(line, 'delivery-status', prefix.from, prefix.to);
    if (delivery?.kind !== 'object') return null;
    const word = rawText(line, rawValue(line, 'event', prefix.from, prefix.to));
    const severity = rawText(line, rawValue(line, 'severity', prefix.from, prefix.to));
    const status: Status | null =
      word === 'delivered' ? 'sent' : word !== 'failed' ? null : severity === 'temporary' ? 'deferred' : 'bounced';
    const code = rawValue(line, 'code', delivery.from, delivery.to);
    const own = Number(rawText(line, code)) >= 600;
    return event(
      'mailgun',
      line,
      prefix,
      status,
      splitReply(line, code, rawValue(line, 'message', delivery.from, delivery.to), own ? 'local' : 'remote'),
      KEYS,
    );
  },
});
