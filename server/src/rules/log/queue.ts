import { page, rfc } from '../../knowledge/source';
import { t } from '../../text/l10n';
import type { LogRule } from '../rule';

const DAY = 86_400;

const deferredLoop: LogRule = {
  id: 'log-deferred-loop',
  on: ['status'],
  group: 'log-consistency',
  title: 'Deferred for hours',
  severity: 'information',
  since: '0.1.0',
  kind: 'fact',
  sources: [
    rfc(5321, '4.5.4.1'),
    page('Postfix documentation, maximal_queue_lifetime', 'https://www.postfix.org/postconf.5.html#maximal_queue_lifetime'),
  ],
  explains:
    'The message has been tried again and again for hours. Greylisting ends after a few minutes; the cause is something else: an address that will never work, a server that is gone, a block of this host. Senders give up after four to five days (Postfix: maximal_queue_lifetime, 5 d) and return the message.',
  examples: {
    fires: [
      `
        12×status=deferred (… 451 4.7.1 greylisted)
      # ^^^ information: Deferred 12 times, which is too often for greylisting. The reply names the real cause.
      `,
      `
        delay=97877, delays=97876/0/1/0, dsn=4.4.1, status=deferred (connect to mx[192.0.2.1]:25: Connection timed out)
      #       ^^^^^ information: Deferred for 27 hours, which is too long for greylisting. The reply names the real cause.
      `,
      `
        delay=14400, delays=14399/0/1/0, dsn=4.4.1, status=deferred (connect to mx[192.0.2.1]:25: Connection timed out)
      #       ^^^^^ information: Deferred for 4 hours, which is too long for greylisting. The reply names the real cause.
      `,
      `
        delay=172799, delays=172798/0/1/0, dsn=4.4.1, status=deferred (connect to mx[192.0.2.1]:25: Connection timed out)
      #       ^^^^^^ information: Deferred for 47 hours, which is too long for greylisting. The reply names the real cause.
      `,
      `
        delay=172800, delays=172799/0/1/0, dsn=4.4.1, status=deferred (connect to mx[192.0.2.1]:25: Connection timed out)
      #       ^^^^^^ information: Deferred for 2 days. Senders give up after four to five days and return the message.
      `,
    ],
    silent: [
      'delay=14399, delays=14398/0/1/0, dsn=4.4.1, status=deferred (connect to mx[192.0.2.1]:25: Connection timed out)',
      'delay=300, delays=299/0/1/0, dsn=4.7.1, status=deferred (host mx[192.0.2.1] said: 450 4.7.1 Greylisted)',
    ],
  },
  check(entry, line, report) {
    if (entry.status !== 'deferred' || (entry.format !== 'postfix' && entry.format !== 'sendmail')) return;
    const times = /^(\d{1,4})×/.exec(line);
    if (times) {
      report({
        at: { line: 0, from: 0, to: times[0].length },
        message: t('Deferred {0} times, which is too often for greylisting. The reply names the real cause.', Number(times[1])),
      });
      return;
    }
    const delay = entry.fields.find((f) => f.name === 'delay')?.piece;
    if (!delay) return;
    const clock = /^(?:(\d{1,3})\+)?(\d\d):(\d\d):(\d\d)$/.exec(delay.text);
    const seconds = clock
      ? Number(clock[1] ?? 0) * DAY + Number(clock[2]) * 3600 + Number(clock[3]) * 60 + Number(clock[4])
      : Number(delay.text);
    if (!(seconds >= 4 * 3600)) return;
    const hours = Math.floor(seconds / 3600);
    report({
      at: { line: 0, from: delay.from, to: delay.to },
      message:
        hours >= 48
          ? t('Deferred for {0} days. Senders give up after four to five days and return the message.', Math.floor(hours / 24))
          : t('Deferred for {0} hours, which is too long for greylisting. The reply names the real cause.', hours),
    });
  },
};

const duplicateRisk: LogRule = {
  id: 'log-duplicate-delivery-risk',
  on: ['reason'],
  group: 'log-consistency',
  title: 'The message may arrive twice',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  sources: [rfc(1047), rfc(5321, '4.5.3.2.6')],
  explains:
    'The connection broke or timed out after the final dot: it is unknown whether the receiving server had accepted the message. The sender has to send it again, and the recipient may get it twice. Usually a server or a filter takes minutes to answer the dot; the sender should wait ten minutes for that answer.',
  examples: {
    fires: [
      `
        conversation with mx.example.net timed out while sending end of data -- message may be sent more than once
      #                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The final dot was sent but never answered: the …
      `,
      `
        2026-11-23 19:30:03 1xVZjn-0003Vq-2K H=mx [192.0.2.1]: Remote host closed connection in response to end of data
      #                                                                                                     ^^^^^^^^^^^ warning: The final dot was sent but never answered: the …
      `,
    ],
    silent: ['dsn=4.4.2, status=deferred (lost connection with mx[192.0.2.1] while sending RCPT TO)'],
  },
  check(entry, line, report) {
    if (entry.phase !== 'data' || !/^(?:lost-.+|(?:conversation|connection)-timeout|connection-reset)$/.test(entry.reason ?? '')) return;
    const at = Math.max(line.indexOf('end of data', entry.messageFrom), line.indexOf('end of DATA', entry.messageFrom));
    if (at < 0) return;
    report({
      at: { line: 0, from: at, to: line.length },
      message: t('The final dot was sent but never answered: the message is sent again and may arrive twice.'),
    });
  },
};

/** What comes of a message that stays in the queue. */
export const queueRules: readonly LogRule[] = [deferredLoop, duplicateRisk];
