import type { LocatedReply } from '../../formats/log';
import { replyCode } from '../../knowledge';
import { violation } from '../../knowledge/levels';
import { page, rfc } from '../../knowledge/source';
import { t } from '../../text/l10n';
import type { LogRule } from '../rule';

/** Replies in a log as replies: their lines, their code, the step that they answer. */

const multilineCodes: LogRule = {
  id: 'log-multiline-codes',
  on: ['reply'],
  group: 'log-consistency',
  title: 'Lines of one reply with different codes',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  sources: [rfc(5321, '4.2.1')],
  explains:
    'Every line of a reply has the same code. Here they differ, and mail systems treat such a reply differently: Postfix and Sendmail go by the last line, Exim and OpenSMTPD by the first. One returns the message and another tries again. Only the receiving server’s administrator can fix it.',
  examples: {
    fires: [
      `
        dsn=5.2.1, status=bounced (host mx[192.0.2.1] said: 450-4.2.1 first line 550 5.2.1 last line (in reply to RCPT TO command))
      #                                                     ~~~ The line before it
      #                                                                          ^^^ warning: This reply begins with 450 and goes on with …
      `,
      String.raw`
        2026-11-23 19:27:57 1xVZiV-0003HW-2p == b@example.net R=r T=smtp defer (-44) H=mx [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<b@example.net>: 450-first\n550 last
      #                                                                                                                                                                  ~~~ The line before it
      #                                                                                                                                                                             ^^^ warning: This reply begins with 450 and goes on with …
      `,
    ],
    silent: ['dsn=5.2.1, status=bounced (host mx[192.0.2.1] said: 550-5.2.1 first line 550 5.2.1 last line (in reply to RCPT TO command))'],
  },
  check(entry, _line, report) {
    for (const [n, reply] of entry.replies.entries()) {
      const first = n > 0 ? entry.replies[n - 1] : null;
      if (!reply.continues || !first || first.code === reply.code) continue;
      report({
        at: { line: 0, from: reply.from, to: reply.to },
        message: t(
          'This reply begins with {0} and goes on with {1}: some mail systems go by the first line, others by the last.',
          first.code ?? '',
          reply.code ?? '',
        ),
        related: [{ at: { line: 0, from: first.from, to: first.to }, message: t('The line before it') }],
      });
      return;
    }
  },
};

/** Formats that name the step which a reply of the other server answers. What a server refuses it may refuse later than it failed. */
const CLIENT = new Set(['postfix', 'exim', 'opensmtpd', 'kumomta', 'qmail']);
const PHASES: Readonly<Record<string, string>> = { greeting: 'CONNECT', data: 'DATA_END' };

const codeVsPhase: LogRule = {
  id: 'log-code-vs-phase',
  on: ['reply'],
  group: 'log-consistency',
  title: 'Impossible reply at this step',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  sources: [rfc(5321, '4.3.2')],
  explains:
    'Some codes belong to one command only: 354 to DATA, 334 and 235 to AUTH, 221 to QUIT. The receiving server gave such a code to another command: it is broken, or its replies have shifted by one. Mail systems disagree on what to do then: Postfix returns the message (5.5.0), Exim and OpenSMTPD try again.',
  examples: {
    fires: [
      `
        dsn=5.5.0, status=bounced (host mx[192.0.2.1] said: 354 go ahead? (in reply to RCPT TO command))
      #                                                     ^^^ warning: 354 cannot answer RCPT: the receiving server is broken, or its …
      `,
    ],
    silent: [
      'dsn=4.3.2, status=deferred (host mx[192.0.2.1] said: 421 4.3.2 closing (in reply to RCPT TO command))',
      'Nov 23 19:24:48 mail postfix/smtpd[1]: NOQUEUE: reject: RCPT from x[192.0.2.9]: 504 5.5.2 <x>: Helo command rejected; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>',
    ],
  },
  check(entry, _line, report) {
    if (!CLIENT.has(entry.format)) return;
    const reply = entry.replies.find((r) => r.role === 'reply' && r.by === 'remote' && r.code !== null && r.phase !== null);
    if (!reply?.code || !reply.phase || reply.code < 200 || reply.code > 599) return;
    if (!violation(PHASES[reply.phase] ?? reply.phase, reply.code)) return;
    report({
      at: { line: 0, from: reply.from, to: reply.to },
      message: t('{0} cannot answer {1}: the receiving server is broken, or its replies have shifted.', reply.code, stepName(reply)),
    });
  },
};

function stepName(reply: LocatedReply): string {
  if (reply.phase === 'greeting') return t('the connection');
  return reply.phase === 'data' ? t('the end of the message') : (reply.phase ?? '');
}

/** Formats with codes of their own: no server sent those. */
const OWN_CODES: Readonly<Record<string, (code: number) => boolean>> = {
  mailgun: (code) => code >= 600,
  kumomta: (code) => code === 400,
  sendgrid: (code) => code === 400,
  courier: (code) => [400, 432, 440, 540, 558].includes(code),
};

const codeUnassigned: LogRule = {
  id: 'log-code-unassigned',
  on: ['reply'],
  group: 'log-consistency',
  title: 'Undefined reply code',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  sources: [rfc(5321, '4.2.1')],
  explains:
    'No standard and no known software defines this code. A sender goes by its first digit: 4 to try again, 5 to give up. With a first digit other than 2 to 5 it is not a reply at all, and what happens then depends on the mail system.',
  examples: {
    fires: [
      `
        dsn=5.5.0, status=bounced (host mx[192.0.2.1] said: 999 what is this (in reply to RCPT TO command))
      #                                                     ^^^ information: 999 is not a reply code: the first digit must be 2 to 5.
      `,
    ],
    silent: ['dsn=5.1.1, status=bounced (host mx[192.0.2.1] said: 550 no (in reply to RCPT TO command))'],
  },
  check(entry, _line, report) {
    for (const reply of entry.replies) {
      if (reply.code === null || replyCode(reply.code) || OWN_CODES[entry.format]?.(reply.code)) continue;
      const range = reply.code < 200 || reply.code > 599;
      report({
        at: { line: 0, from: reply.from, to: reply.to },
        message: range
          ? t('{0} is not a reply code: the first digit must be 2 to 5.', reply.code)
          : t('No standard defines {0}; its first digit decides.', reply.code),
      });
      return;
    }
  },
};

const replyTruncated: LogRule = {
  id: 'log-reply-truncated',
  on: ['reply'],
  group: 'log-consistency',
  title: 'The quoted reply is cut',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  sources: [page('Postfix documentation, line_length_limit', 'https://www.postfix.org/postconf.5.html#line_length_limit')],
  explains:
    'The last line of the quoted reply says that more follows (a hyphen after the code), and nothing does: the log or syslog cut it. The missing part may have the reason, or the address to write to. Look for the whole reply in the notification that the sender got.',
  examples: {
    fires: [
      `
        (host mx said: 550-5.7.26 … (100 chars)
      #                ^^^ hint: The reply goes on after this line; the log has cut it.
      `,
    ],
    silent: ['(host mx said: 550-5.7.26 one 550 5.7.26 two)', 'dsn=5.1.1, status=bounced (host mx[192.0.2.1] said: 550 5.1.1 no)'],
  },
  check(entry, line, report) {
    // Sendmail, Exim's reject log and OpenSMTPD keep the first line of any reply: that is no accident.
    if (entry.format !== 'postfix' && entry.format !== 'exchange') return;
    const last = entry.replies.findLast((r) => r.role === 'reply' && r.code !== null);
    if (!last || line.charCodeAt(last.to) !== 45) return;
    report({ at: { line: 0, from: last.from, to: last.to }, message: t('The reply goes on after this line; the log has cut it.') });
  },
};

export const codeRules: readonly LogRule[] = [multilineCodes, codeVsPhase, codeUnassigned, replyTruncated];
