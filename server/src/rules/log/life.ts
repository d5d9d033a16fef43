import { page } from '../../knowledge/source';
import { duration } from '../../text/duration';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import type { LifeRule } from '../rule';

/** What the lines of one message contradict: each may be right, together they cannot be. */

const QUEUE = page('Postfix manual, qmgr(8)', 'https://www.postfix.org/qmgr.8.html');
const LONG_IDS = page('Postfix documentation, enable_long_queue_ids', 'https://www.postfix.org/postconf.5.html#enable_long_queue_ids');
const SYSLOG = page('RFC 3164 §4.1.2, RFC 5424 §6.2.3: time stamps of syslog', 'https://www.rfc-editor.org/rfc/rfc5424#section-6.2.3');

/** Where a word is in a line; the line's first column without it. */
function spanOf(text: string, line: number, word: string | RegExp): Span {
  const found = typeof word === 'string' ? { index: text.indexOf(word), length: word.length } : matched(text, word);
  return found.index === -1 ? { line, from: 0, to: Math.min(1, text.length) } : { line, from: found.index, to: found.index + found.length };
}

function matched(text: string, word: RegExp): { index: number; length: number } {
  const m = word.exec(text);
  return m ? { index: m.index, length: m[0].length } : { index: -1, length: 0 };
}

const message = (id: string, clock: string, pid: number, ...deliveries: readonly string[]): string[] => [
  `Nov 23 ${clock} mx postfix/smtpd[${pid}]: ${id}: client=mail.example.org[192.0.2.7]`,
  `Nov 23 ${clock} mx postfix/cleanup[${pid + 1}]: ${id}: message-id=<${id}@example.org>`,
  `Nov 23 ${clock} mx postfix/qmgr[9]: ${id}: from=<a@example.org>, size=900, nrcpt=${deliveries.length} (queue active)`,
  ...deliveries.map((to) => `Nov 23 ${clock} mx postfix/smtp[${pid + 2}]: ${id}: ${to}`),
  `Nov 23 ${clock} mx postfix/qmgr[9]: ${id}: removed`,
];
const sent = (to: string) =>
  `to=<${to}@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)`;
const without = (lines: readonly string[], word: string): string => lines.filter((line) => !line.includes(word)).join('\n');

const recipientsMissing: LifeRule = {
  id: 'log-nrcpt-mismatch',
  group: 'log-consistency',
  title: 'A recipient without a delivery',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  rare: true,
  sources: [QUEUE],
  explains:
    'The queue manager queued more recipients than have a delivery in this log, but the message was removed from the queue. Postfix removes a message only when every recipient was delivered, bounced or discarded, and writes a line for each. Lines are missing here: look in the log of another facility or host, or at a rate limit of syslog or journald that dropped them.',
  examples: {
    fires: [
      `
        Nov 23 10:00:01 mx postfix/smtpd[40]: 4F9D1A2B3C: client=mail.example.org[192.0.2.7]
        Nov 23 10:00:01 mx postfix/cleanup[41]: 4F9D1A2B3C: message-id=<4F9D1A2B3C@example.org>
        Nov 23 10:00:01 mx postfix/qmgr[9]: 4F9D1A2B3C: from=<a@example.org>, size=900, nrcpt=2 (queue active)
      #                                                                                 ^^^^^^^ information: 2 recipients were queued and the message was …
        Nov 23 10:00:01 mx postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)
        Nov 23 10:00:01 mx postfix/qmgr[9]: 4F9D1A2B3C: removed
      #                                                 ~~~~~~~ Here the message left the queue.
      `,
    ],
    silent: [
      message('4F9D1A2B3C', '10:00:01', 40, sent('b'), sent('c')).join('\n'),
      without(message('4F9D1A2B3C', '10:00:01', 40, sent('b'), sent('c')), 'client='),
      `${without(message('4F9D1A2B3C', '10:00:01', 40, sent('b'), sent('c')), '<c@').replace('\nNov 23 10:00:01 mx postfix/smtp', '\n[...]\nNov 23 10:00:01 mx postfix/smtp')}`,
      without(message('4F9D1A2B3C', '10:00:01', 40, sent('b'), sent('c')), 'removed').replace('<c@', '<d@'),
    ],
  },
  check({ life, facts, unbroken, text }, report) {
    const { queued, outcomes } = facts;
    // Without the client's line the log may begin in the middle; cleanup's alone would be a picked one.
    if (!facts.whole || !queued || !life.ended || facts.swept || outcomes >= queued.recipients) return;
    const last = life.lines[life.lines.length - 1];
    if (!facts.hasOrigin || !unbroken(life.lines[0], last)) return;
    report({
      at: spanOf(text(queued.line), queued.line, /nrcpt=\d{1,6}/),
      message: t(
        '{0} recipients were queued and the message was removed, but only {1} of them have a delivery here: lines are missing.',
        queued.recipients,
        outcomes,
      ),
      related: [{ at: spanOf(text(last), last, 'removed'), message: t('Here the message left the queue.') }],
    });
  },
};

const orphan: LifeRule = {
  id: 'log-queue-id-orphan',
  group: 'log-consistency',
  title: 'A delivery whose message never came in',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  rare: true,
  sources: [QUEUE],
  explains:
    'The delay of this delivery says when its message came in, and the log covers that time: it shows earlier and later messages from their arrival to their end. But no line shows how this one came in: lines were lost or removed. In a log that is cut or rotated this is not reported.',
  examples: {
    fires: [
      `
        Nov 23 10:00:01 mx postfix/smtpd[40]: 4F9D1A2B3C: client=mail.example.org[192.0.2.7]
        Nov 23 10:00:01 mx postfix/cleanup[41]: 4F9D1A2B3C: message-id=<4F9D1A2B3C@example.org>
        Nov 23 10:00:01 mx postfix/qmgr[9]: 4F9D1A2B3C: from=<a@example.org>, size=900, nrcpt=1 (queue active)
        Nov 23 10:00:01 mx postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)
        Nov 23 10:00:01 mx postfix/qmgr[9]: 4F9D1A2B3C: removed
        Nov 23 10:01:00 mx postfix/smtp[77]: 5A1B2C3D4E: to=<c@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)
      #                                      ^^^^^^^^^^ hint: The log does not show how this message came in, although it covers that …
        Nov 23 10:02:01 mx postfix/smtpd[50]: 4F9D1A2B40: client=mail.example.org[192.0.2.7]
        Nov 23 10:02:01 mx postfix/cleanup[51]: 4F9D1A2B40: message-id=<4F9D1A2B40@example.org>
        Nov 23 10:02:01 mx postfix/qmgr[9]: 4F9D1A2B40: from=<a@example.org>, size=900, nrcpt=1 (queue active)
        Nov 23 10:02:01 mx postfix/smtp[52]: 4F9D1A2B40: to=<d@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)
        Nov 23 10:02:01 mx postfix/qmgr[9]: 4F9D1A2B40: removed
      `,
    ],
    silent: [
      `Nov 23 10:01:00 mx postfix/smtp[77]: 5A1B2C3D4E: ${sent('c')}`,
      [
        ...message('4F9D1A2B3C', '10:00:01', 40, sent('b')),
        `Nov 23 10:01:00 mx postfix/smtp[77]: 5A1B2C3D4E: ${sent('c').replace('delay=0.4', 'delay=7000')}`,
        ...message('4F9D1A2B40', '10:02:01', 50, sent('d')),
      ].join('\n'),
      [
        without(message('4F9D1A2B3C', '10:00:01', 40, sent('b')), 'cleanup'),
        `Nov 23 10:01:00 mx postfix/smtp[77]: 5A1B2C3D4E: ${sent('c')}`,
      ].join('\n'),
    ],
  },
  check({ life, facts, covered, text }, report) {
    const { born } = facts;
    if (facts.arrival !== null || facts.queued !== null || !born || !covered(born.time)) return;
    report({
      at: spanOf(text(born.line), born.line, life.id),
      message: t('The log does not show how this message came in, although it covers that time.'),
    });
  },
};

const reuse: LifeRule = {
  id: 'log-queue-id-reuse',
  group: 'log-consistency',
  title: 'A queue id used again',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  sources: [LONG_IDS],
  explains:
    'A new message gets the id of one that left the queue: short queue ids of Postfix are file numbers, which are used again. A search for the id finds both messages: read only the lines on one side of this one. With enable_long_queue_ids = yes an id never comes back.',
  examples: {
    fires: [
      `
        Nov 23 10:00:01 mx postfix/smtpd[40]: 4F9D1A2B3C: client=mail.example.org[192.0.2.7]
        Nov 23 10:00:01 mx postfix/cleanup[41]: 4F9D1A2B3C: message-id=<4F9D1A2B3C@example.org>
        Nov 23 10:00:01 mx postfix/qmgr[9]: 4F9D1A2B3C: from=<a@example.org>, size=900, nrcpt=1 (queue active)
        Nov 23 10:00:01 mx postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)
        Nov 23 10:00:01 mx postfix/qmgr[9]: 4F9D1A2B3C: removed
      #                                     ~~~~~~~~~~ Here the other message left the queue.
        Nov 23 14:00:01 mx postfix/smtpd[50]: 4F9D1A2B3C: client=mail.example.org[192.0.2.7]
      #                                       ^^^^^^^^^^ hint: The same id belonged to another message until line 5.
        Nov 23 14:00:01 mx postfix/cleanup[51]: 4F9D1A2B3C: message-id=<4F9D1A2B3C@example.org>
        Nov 23 14:00:01 mx postfix/qmgr[9]: 4F9D1A2B3C: from=<a@example.org>, size=900, nrcpt=1 (queue active)
        Nov 23 14:00:01 mx postfix/smtp[52]: 4F9D1A2B3C: to=<d@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)
        Nov 23 14:00:01 mx postfix/qmgr[9]: 4F9D1A2B3C: removed
      `,
    ],
    silent: [
      [...message('4F9D1A2B3C', '10:00:01', 40, sent('b')), ...message('4F9D1A2B40', '14:00:01', 50, sent('d'))].join('\n'),
      [...message('4F9D1A2B3C', '10:00:01', 40, sent('b')), ...message('4F9D1A2B3C', '14:00:01', 50, sent('d'))]
        .join('\n')
        .replaceAll('removed', 'deferred'),
    ],
  },
  check({ life, before, text }, report) {
    // Sessions have the number of their process, which is known to come back.
    if (!before?.ended || life.family !== 'postfix' || life.id.endsWith(']') || !/^[0-9A-F]{5,15}$/.test(life.id)) return;
    const first = life.born ?? life.lines[0];
    const last = before.lines[before.lines.length - 1];
    report({
      at: spanOf(text(first), first, life.id),
      message: t('The same id belonged to another message until line {0}.', last + 1),
      related: [{ at: spanOf(text(last), last, life.id), message: t('Here the other message left the queue.') }],
    });
  },
};

const backwards: LifeRule = {
  id: 'log-timestamp-backwards',
  group: 'log-consistency',
  title: 'The clock goes back',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  once: true,
  sources: [SYSLOG],
  explains:
    'Two lines of one message are in an order that their time stamps contradict. Files were joined in the wrong order, lines of several hosts or files were merged without sorting, or the clock was set. Conclusions from the order of the lines below are not certain: sort the log by time first.',
  examples: {
    fires: [
      `
        Nov 23 10:00:05 mx postfix/smtp[42]: 4F9D1A2B3C: host mx.example.net[192.0.2.25] said: 450 4.2.0 later (in reply to RCPT TO command)
      #        ~~~~~~~~ This line of the same message has a later time.
        Nov 23 10:00:02 mx postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)
      #        ^^^^^^^^ information: The clock goes back by 3 s within one message: files were joined in the wrong order, or the clock …
      `,
      `
        Nov 23 10:05:01 mx postfix/qmgr[9]: 4F9D1A2B3C: from=<a@example.org>, size=900, nrcpt=1 (queue active)
        Nov 23 10:05:01 mx postfix/smtp[42]: 4F9D1A2B3C: to=<b@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok)
      #        ~~~~~~~~ This line of the same message has a later time.
        Nov 23 10:00:01 mx postfix/cleanup[41]: 4F9D1A2B3C: message-id=<4F9D1A2B3C@example.org>
      #        ^^^^^^^^ information: The clock goes back by 5 min within one message: files were joined in the wrong order, or the clock …
      `,
    ],
    silent: [
      message('4F9D1A2B3C', '10:00:01', 40, sent('b')).join('\n'),
      [`Nov 23 10:00:05 mx postfix/smtp[42]: 4F9D1A2B3C: ${sent('b')}`, 'Nov 23 10:00:03 mx postfix/qmgr[9]: 4F9D1A2B3C: removed'].join(
        '\n',
      ),
      [
        `Oct 25 02:59:58 mx postfix/smtp[42]: 4F9D1A2B3C: ${sent('b')}`,
        `Oct 25 02:00:03 mx postfix/smtp[42]: 4F9D1A2B3C: ${sent('c')}`,
      ].join('\n'),
      [
        `Dec 31 23:59:59 mx postfix/smtp[42]: 4F9D1A2B3C: ${sent('b')}`,
        `Jan  1 00:00:03 mx postfix/smtp[42]: 4F9D1A2B3C: ${sent('c')}`,
      ].join('\n'),
    ],
  },
  check({ facts, text }, report) {
    const { setBack } = facts;
    if (!setBack) return;
    const stamp = /\d\d:\d\d:\d\d(?:[.,]\d{1,9})?/;
    report({
      at: spanOf(text(setBack.line), setBack.line, stamp),
      message: t(
        'The clock goes back by {0} within one message: files were joined in the wrong order, or the clock was set.',
        duration(setBack.by),
      ),
      related: [{ at: spanOf(text(setBack.after), setBack.after, stamp), message: t('This line of the same message has a later time.') }],
    });
  },
};

/** Rules about all lines of one message of a log. */
export const lifeRules: readonly LifeRule[] = [recipientsMissing, orphan, reuse, backwards];
