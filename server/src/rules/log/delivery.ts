import type { LogEntry } from '../../formats/log';
import { page, rfc } from '../../knowledge/source';
import { t } from '../../text/l10n';
import type { LogRule } from '../rule';

/** What a line about a delivery tells: how long it took and where, who took the message, what may come twice. */

const DELAYS = page(
  'Postfix documentation, delay logging resolution',
  'https://www.postfix.org/postconf.5.html#delay_logging_resolution_limit',
);

/** `delays=a/b/c/d` before column `to`: the four numbers in seconds and where they are; null without them. */
function delaysIn(line: string): { parts: number[]; from: number; to: number } | null {
  const at = line.indexOf('delays=');
  if (at === -1) return null;
  const m = /^delays=((?:\d{1,9}(?:\.\d{1,4})?\/){3}\d{1,9}(?:\.\d{1,4})?)/.exec(line.slice(at, at + 80));
  return m && { parts: m[1].split('/').map(Number), from: at + 7, to: at + m[0].length };
}

const delaySum: LogRule = {
  id: 'log-delay-sum',
  on: ['status', 'fragment'],
  group: 'log-consistency',
  title: 'delay is not the sum of delays',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  sources: [DELAYS],
  explains:
    'The four parts of delays add up to delay, apart from rounding to two digits. Here they do not: the line was edited, or pieced together from two. Usually the log was shortened by hand.',
  examples: {
    fires: [
      `
        delay=10, delays=1/0/2/1
      #                  ^^^^^^^ hint: These add up to 4 s, but delay is 10 s: the line was edited or pieced together.
      `,
      `
        delay=1.9, delays=1/0/0/0
      #                   ^^^^^^^ hint: These add up to 1 s, but delay is 1.9 s: the line was edited or pieced together.
      `,
    ],
    silent: [
      'delay=1.8, delays=1/0/0/0',
      'delay=41, delays=0.1/0/40/1.2',
      'delay=63495, delays=63350/144/0/0',
      'delay=0.17, delays=0.16/0/0.02/0',
    ],
  },
  check(entry, line, report) {
    if (entry.format !== 'postfix' || (entry.status === null && entry.daemon !== null)) return;
    const delays = delaysIn(line);
    const delay = delays && entry.fields.find((f) => f.name === 'delay')?.piece;
    if (!delays || !delay) return;
    const sum = delays.parts.reduce((a, b) => a + b, 0);
    const total = Number(delay.text);
    // Each part is rounded to two significant digits (delay_logging_resolution_limit: 2).
    if (Number.isNaN(total) || Math.abs(total - sum) <= Math.max(0.1 * Math.max(total, sum), 0.8)) return;
    report({
      at: { line: 0, from: delays.from, to: delays.to },
      message: t('These add up to {0} s, but delay is {1} s: the line was edited or pieced together.', Number(sum.toPrecision(3)), total),
    });
  },
};

const delayDominant: LogRule = {
  id: 'log-delay-dominant',
  on: ['status', 'fragment'],
  group: 'log-consistency',
  title: 'Where the time went',
  severity: 'hint',
  since: '0.1.0',
  kind: 'fact',
  sources: [DELAYS],
  explains:
    'Postfix logs where a slow delivery spent its time: before the queue manager (the client, filters), waiting in the queue, connecting with HELO and TLS, and sending. The largest of the four is the place to look at. A long wait in the queue after an earlier deferral is not the fault of this attempt.',
  examples: {
    fires: [
      `
        delays=0.1/0/30/0.2
      #        ^^^^^^^^^^^^ hint: 30 of 30.3 s were spent connecting: DNS, the connection, HELO or TLS was slow.
      `,
      `
        delay=95, delays=0.2/0.1/0.3/94
      #                  ^^^^^^^^^^^^^^ hint: 94 of 94.6 s were spent sending: the receiving server was slow to answer.
      `,
      `
        delay=10, delays=2/2/6/0
      #                  ^^^^^^^ hint: 6 of 10 s were spent connecting: DNS, the connection, HELO or TLS was slow.
      `,
      `
        delay=5.1, delays=0/0/5.1/0
      #                   ^^^^^^^^^ hint: 5.1 of 5.1 s were spent connecting: DNS, the connection, HELO or TLS was slow.
      `,
    ],
    silent: [
      'delays=0/0/5/0',
      'delay=340, delays=339/0.02/0.38/0.29',
      'delay=10, delays=2.1/2/5.9/0',
      'delays=0.1/0/1/0.2',
      'delay=12, delays=3/3/3/3',
    ],
  },
  check(entry, line, report) {
    if (entry.format !== 'postfix' || (entry.status === null && entry.daemon !== null)) return;
    const delays = delaysIn(line);
    if (!delays) return;
    const total = delays.parts.reduce((a, b) => a + b, 0);
    const most = Math.max(...delays.parts);
    if (total <= 5 || most < total * 0.6) return;
    // A retry counts all the time since the message came in as the time before the queue.
    if (delays.parts[0] === most && total > SOONEST_RETRY) return;
    const places = [
      t('before the queue: the client, or a filter, was slow'),
      t('waiting in the queue'),
      t('connecting: DNS, the connection, HELO or TLS was slow'),
      t('sending: the receiving server was slow to answer'),
    ];
    report({
      at: { line: 0, from: delays.from, to: delays.to },
      message: t(
        '{0} of {1} s were spent {2}.',
        Number(most.toPrecision(3)),
        Number(total.toPrecision(3)),
        places[delays.parts.indexOf(most)],
      ),
    });
  },
};

/** Seconds after which Postfix tries again at the soonest, a little less than `minimal_backoff_time` (300 s). */
const SOONEST_RETRY = 290;

/** A quoted line is explained; a log is full of such lines, and its reader knows them. */
const unstamped = (entry: LogEntry): 'hint' | 'off' => (Number.isFinite(entry.time) ? 'off' : 'hint');

const inReplyTo: LogRule = {
  id: 'log-in-reply-to',
  on: ['reply'],
  group: 'log-consistency',
  title: 'Which command was refused',
  severity: 'hint',
  since: '0.1.0',
  kind: 'fact',
  sources: [
    page('Postfix source: src/smtp/smtp_proto.c', 'https://github.com/vdukhovni/postfix/blob/master/postfix/src/smtp/smtp_proto.c'),
    rfc(5321, '4.3.2'),
  ],
  explains:
    'The line names the command that the receiving server answered with this reply. At MAIL FROM it is about the sender or this host. At RCPT TO it is about the recipient, or anything that the server prefers to refuse there. At the end of DATA it is about the content or the mailbox. This is reported for a line quoted without its time stamp; in a whole log, where every other line would have it, only with strictness pedantic or a severity for this rule.',
  examples: {
    fires: [
      `
        said: 550 … (in reply to end of DATA command)
      #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: The reply came at this step: it is about the content, its size or the …
      `,
      `
        dsn=5.0.0, status=bounced (host mx[192.0.2.1] said: 550 no (in reply to RCPT TO command))
      #                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: The reply came at this step: it is about the …
      `,
    ],
    silent: [
      'dsn=5.1.1, status=bounced (host mx[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command))',
      'dsn=4.7.1, status=deferred (host mx[192.0.2.1] refused to talk to me: 554 5.7.1 no service here)',
      'Nov 23 10:00:00 mx postfix/smtp[4]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host mx[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command))',
    ],
  },
  check(entry, line, report) {
    if (entry.format !== 'postfix' || entry.replies.length === 0) return;
    const at = line.lastIndexOf('(in reply to ');
    const reply = entry.replies.find((r) => r.role === 'reply' && r.phase !== null);
    if (at === -1 || !reply || reply.from > at) return;
    const close = line.indexOf(')', at);
    const about: Readonly<Record<string, string>> = {
      MAIL: t('it is about the sender, or about this host'),
      RCPT: t('it is about the recipient, or about this host and sender: servers prefer to refuse here'),
      DATA: t('no recipient was left, or the server cannot accept a message now'),
      data: t('it is about the content, its size or the mailbox: the whole message was sent'),
    };
    const text = about[reply.phase ?? ''];
    if (text)
      report({
        at: { line: 0, from: at, to: close === -1 ? line.length : close + 1 },
        message: t('The reply came at this step: {0}.', text),
        severity: unstamped(entry),
      });
  },
};

const sentNotDelivered: LogRule = {
  id: 'log-sent-but-not-delivered',
  on: ['reply'],
  group: 'log-consistency',
  title: 'Sent is not yet delivered',
  severity: 'hint',
  since: '0.1.0',
  kind: 'fact',
  sources: [rfc(5321, '4.2.5'), rfc(5321, '6.1')],
  explains:
    'With this reply the next server took responsibility for the message; it does not say that it is in a mailbox. What happened next is in the log of that server, under the id that it names. This host learns of a failure only from a bounce. This is reported for a line quoted without its time stamp; in a whole log, where nearly every line would have it, only with strictness pedantic or a severity for this rule.',
  examples: {
    fires: [
      `
        status=sent (250 2.0.0 OK queued as 4ABC)
      #                           ^^^^^^^^^^^^^^ hint: The next server accepted the message; its log tells whether it reached a mailbox.
      `,
    ],
    silent: [
      'Nov 23 10:00:00 mx postfix/local[4]: 4F9D1A2B3C: to=<b@example.net>, relay=local, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (delivered to mailbox)',
      'dsn=4.0.0, status=deferred (host mx[192.0.2.1] said: 450 later)',
    ],
  },
  check(entry, line, report) {
    if (entry.status !== 'sent') return;
    const reply = entry.replies.find((r) => r.role === 'reply' && r.by === 'remote');
    const queued = reply ? /\bqueued (?:as|mail)\b/i.exec(line.slice(reply.textFrom, reply.textTo)) : null;
    if (!reply || !queued) return;
    report({
      at: { line: 0, from: reply.textFrom + queued.index, to: reply.textTo },
      message: t('The next server accepted the message; its log tells whether it reached a mailbox.'),
      severity: unstamped(entry),
    });
  },
};

export const deliveryRules: readonly LogRule[] = [delaySum, delayDominant, inReplyTo, sentNotDelivered];
