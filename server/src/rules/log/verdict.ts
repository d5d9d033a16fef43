import type { LocatedReply, LogEntry } from '../../formats/log';
import { page, rfc } from '../../knowledge/source';
import { t } from '../../text/l10n';
import type { LogRule } from '../rule';

/** What a log says about a reply, against the reply itself. */

const POSTFIX = page('Postfix source: src/global/bounce.c', 'https://github.com/vdukhovni/postfix/blob/master/postfix/src/global/bounce.c');

const classOf = (reply: LocatedReply): number => (reply.code === null ? Number(reply.enhanced?.[0] ?? 0) : Math.floor(reply.code / 100));

/** The last reply that the remote server gave: the last line of one that the log joined. */
const said = (entry: LogEntry): LocatedReply | undefined => entry.replies.findLast((r) => r.role === 'reply' && r.code !== null);
const verdict = (entry: LogEntry): LocatedReply | undefined => entry.replies.find((r) => r.role === 'verdict');

const WORDS: Readonly<Record<string, number>> = { sent: 2, deliverable: 2, deferred: 4, SOFTBOUNCE: 4, bounced: 5 };

const statusVsDsn: LogRule = {
  id: 'log-status-vs-dsn',
  on: ['reply'],
  group: 'log-consistency',
  title: 'Status and dsn contradict each other',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  sources: [rfc(3463, '2'), POSTFIX],
  explains:
    'Postfix forces the first digit of dsn to fit its status: sent has 2, deferred has 4, bounced has 5. It never writes a line in which they differ: this line was edited, pieced together or written by another program. Check the original before you draw conclusions.',
  examples: {
    fires: [
      `
        dsn=5.1.1, status=deferred
      #     ^^^^^ warning: 5.1.1 does not match status=deferred, and Postfix never writes that: the line was edited or pieced together.
      `,
    ],
    silent: [
      'dsn=5.1.1, status=bounced',
      'dsn=4.1.1, status=SOFTBOUNCE (host mx[192.0.2.1] said: 550 5.1.1 no)',
      'dsn=5.1.1, status=undeliverable',
    ],
  },
  check(entry, _line, report) {
    if (entry.format !== 'postfix') return;
    const own = verdict(entry);
    const status = own && entry.fields.find((f) => f.name === 'status')?.piece;
    if (!own || !status || !Object.hasOwn(WORDS, status.text) || WORDS[status.text] === classOf(own)) return;
    report({
      at: { line: 0, from: own.from, to: own.to },
      message: t(
        '{0} does not match status={1}, and Postfix never writes that: the line was edited or pieced together.',
        own.enhanced ?? '',
        status.text,
      ),
    });
  },
};

const dsnVsReply: LogRule = {
  id: 'log-dsn-vs-reply',
  on: ['reply'],
  group: 'log-consistency',
  title: 'The verdict differs from the reply',
  severity: 'information',
  since: '0.1.0',
  kind: 'root',
  sources: [rfc(2034, '4'), POSTFIX],
  explains:
    'The mail system’s verdict differs from the first digit of the quoted reply. That can be on purpose: in Postfix a delivery status filter (smtp_delivery_status_filter), soft_bounce or a reply filter. Or Sendmail copied the enhanced code of a server that contradicts itself. The verdict says what happens to the message, the reply what the receiving server thinks.',
  examples: {
    fires: [
      `
        dsn=4.0.0, … (host mx said: 550 5.1.1 unknown)
      #     ^^^^^ information: The verdict 4.0.0 differs from the reply 550: a filter or a setting of this mail system decided, or the …
      #                             ~~~ What the receiving server said
      `,
      `
        Nov 23 19:26:32 mail postfix/smtp[1]: D07651B8935: to=<b@example.net>, relay=mx[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=4.1.1, status=deferred (host mx[192.0.2.1] said: 550 5.1.1 no such user (in reply to RCPT TO command))
      #                                                                                                                             ^^^^^ information: The verdict 4.1.1 differs from the reply 550: a …
      #                                                                                                                                                                              ~~~ What the receiving server said
      `,
    ],
    silent: [
      'dsn=5.1.1, status=bounced (host mx[192.0.2.1] said: 550 5.1.1 unknown)',
      // Postfix tries a refused greeting again (smtp_skip_5xx_greeting), softens on request, and judges a strange reply as 5.5.0.
      'dsn=4.7.1, status=deferred (host mx[192.0.2.1] refused to talk to me: 554 5.7.1 no service here)',
      'dsn=4.1.1, status=SOFTBOUNCE (host mx[192.0.2.1] said: 550 5.1.1 no)',
      'dsn=5.5.0, status=bounced (host mx[192.0.2.1] said: 354 go ahead? (in reply to RCPT TO command))',
      'dsn=5.2.1, status=bounced (host mx[192.0.2.1] said: 450-4.2.1 first 550 5.2.1 last)',
    ],
  },
  check(entry, line, report) {
    const own = verdict(entry);
    const reply = own && said(entry);
    if (!own || !reply || classOf(own) === classOf(reply)) return;
    if (entry.format === 'postfix') {
      if (reply.phase === 'greeting' && classOf(reply) === 5 && classOf(own) === 4) return;
      if (own.enhanced === '5.5.0' || classOf(reply) === 3) return;
      if (line.includes('status=SOFTBOUNCE') || entry.reason === 'suspended') return;
      // Of a reply whose lines differ Postfix takes the last; a log that was cut does not show it.
      if (line.charCodeAt(reply.to) === 45) return;
    } else if (entry.format !== 'sendmail' && entry.format !== 'powermta') return;
    report({
      at: { line: 0, from: own.from, to: own.to },
      message: t(
        'The verdict {0} differs from the reply {1}: a filter or a setting of this mail system decided, or the line was edited.',
        own.enhanced ?? '',
        reply.code ?? '',
      ),
      related: [{ at: { line: 0, from: reply.from, to: reply.to }, message: t('What the receiving server said') }],
    });
  },
};

/** Formats whose word for the outcome comes from the reply itself. ESP events are left out: their words are classes of their own. */
const JUDGED = new Set(['opensmtpd', 'qmail', 'kumomta', 'exchange', 'exim', 'courier', 'haraka', 'sendmail']);

const verdictVsCode: LogRule = {
  id: 'log-verdict-vs-code',
  on: ['reply'],
  group: 'log-consistency',
  title: 'The outcome contradicts the reply code',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  sources: [
    rfc(5321, '4.2.1'),
    page('Exim specification, log files', 'https://www.exim.org/exim-html-current/doc/html/spec_html/ch-log_files.html'),
  ],
  explains:
    'The line calls the delivery a success, a deferral or a failure, and the reply beside it has the first digit of something else. These mail systems go by that digit: the line was edited, or an administrator’s rule decided. Exim gives up after a 4xx when the time for retries is used up; that is not a contradiction.',
  examples: {
    fires: [
      `
        Nov 23 20:00:09 mx smtpd[4]: 8f4864084ecc48f4 mta delivery evpid=7077717e797a776e from=<a@example.com> to=<b@example.net> rcpt=<-> source="192.0.2.1" relay="mx" delay=1s result="PermFail" stat="450 4.2.0 try later"
      #                                                                                                                                                                                                   ^^^ warning: 450 does not match the outcome that this line …
      `,
      `
        @400000006aa8e01a2c3ca000 delivery 9: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_450_later/Giving_up_on_192.0.2.1./
      #                                                                                                     ^^^ warning: 450 does not match the outcome that this line …
      `,
      `
        2026-11-23 19:27:57 H=(x) [192.0.2.7] F=<a@example.org> temporarily rejected RCPT <b@example.com>: 550 no
      #                                                                                                    ^^^ warning: 550 does not match the outcome that this line …
      `,
    ],
    silent: [
      'Nov 23 20:00:09 mx smtpd[4]: 8f4864084ecc48f4 mta delivery evpid=7077717e797a776e from=<a@example.com> to=<b@example.net> rcpt=<-> source="192.0.2.1" relay="mx" delay=1s result="TempFail" stat="354 what"',
      '2026-11-23 19:27:57 H=(x) [192.0.2.7] F=<a@example.org> rejected RCPT <b@example.com>: 550 no',
      '{"type":"TransientFailure","id":"1d98","recipient":"b@example.net","response":{"code":552,"enhanced_code":null,"content":"Requested mail action aborted","command":"."}}',
      '2026-11-23 19:27:57 1xVZiV-0003HW-2p == b@example.net R=r T=smtp defer (-44) H=mx [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<b@example.net>: 450 later',
    ],
  },
  check(entry, line, report) {
    if (entry.status === null || !JUDGED.has(entry.format)) return;
    const reply = said(entry);
    if (!reply) return;
    const found = classOf(reply);
    let wrong: boolean;
    if (entry.format === 'exim') {
      if (entry.status !== 'rejected') return;
      const soft = line.lastIndexOf('temporarily rejected ', reply.from) !== -1;
      wrong = found !== (soft ? 4 : 5);
    } else if (entry.format === 'exchange') wrong = reply.phase === null && entry.status === 'sent' && found > 3;
    else if (entry.format === 'sendmail') wrong = entry.status === 'deferred' && found === 5;
    else if (entry.status === 'rejected') wrong = found === 2 && entry.format !== 'kumomta';
    else wrong = found !== { sent: 2, deferred: 4, bounced: 5 }[entry.status] && found !== 3 && !line.includes('KumoMTA internal');
    // RFC 5321 §4.5.3.1.10: a client should treat 552 as 452, and several do.
    if (!wrong || (reply.code === 552 && entry.status === 'deferred')) return;
    report({
      at: { line: 0, from: reply.from, to: reply.to },
      message: t('{0} does not match the outcome that this line names.', reply.code ?? ''),
    });
  },
};

const codeVsEnhanced: LogRule = {
  id: 'log-code-vs-enhanced',
  on: ['reply'],
  group: 'log-consistency',
  title: 'A quoted reply contradicts itself',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  sources: [rfc(2034, '4'), rfc(3463, '2')],
  explains:
    'The reply code and the enhanced code in this reply have different first digits: one says try again and the other says give up. Postfix goes by the reply code and drops the enhanced one; Sendmail copies it. Only the receiving server’s administrator can fix it. Microsoft servers are known to send 550 4.4.7 when a message has expired in their queue.',
  examples: {
    fires: [
      `
        dsn=5.0.0, status=bounced (host mx[192.0.2.1] said: 550 4.2.2 Mailbox full (in reply to RCPT TO command))
      #                                                         ^^^^^ warning: 4.2.2 contradicts 550: the first digits must be the same. …
      `,
      `
        Nov 23 19:34:19 mail sendmail[1]: 6ANJYIbV018672: to=<b@example.net>, delay=00:00:00, mailer=esmtp, pri=30071, relay=mx. [192.0.2.1], dsn=5.2.2, reply=450 5.2.2 Mailbox full, stat=Deferred: 450 5.2.2 Mailbox full
      #                                                                                                                                                            ^^^^^ warning: 5.2.2 contradicts 450: the first digits must be …
      `,
    ],
    silent: ['dsn=5.2.2, status=bounced (host mx[192.0.2.1] said: 552 5.2.2 Mailbox full (in reply to RCPT TO command))'],
  },
  check(entry, _line, report) {
    for (const reply of entry.replies) {
      if (reply.code === null || reply.enhanced === null) continue;
      const code = Math.floor(reply.code / 100);
      if (code === Number(reply.enhanced[0]) || code === 3 || code < 2 || code > 5) continue;
      const known = /^4\.4\.(?:7|3\d\d)$/.test(reply.enhanced);
      report({
        at: { line: 0, from: reply.enhancedFrom, to: reply.enhancedTo },
        message: t('{0} contradicts {1}: the first digits must be the same. The reply code counts.', reply.enhanced, reply.code),
        severity: known ? 'information' : undefined,
      });
      return;
    }
  },
};

export const verdictRules: readonly LogRule[] = [statusVsDsn, dsnVsReply, verdictVsCode, codeVsEnhanced];
