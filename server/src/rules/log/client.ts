import { page, rfc } from '../../knowledge/source';
import { t } from '../../text/l10n';
import type { LogRule } from '../rule';

/** What the other side does wrong on the wire, as Postfix notes it. */

const SMTPD = page('Postfix manual, smtpd(8)', 'https://www.postfix.org/smtpd.8.html');
const POSTSCREEN = page('Postfix POSTSCREEN_README', 'https://www.postfix.org/POSTSCREEN_README.html');

const improperPipelining: LogRule = {
  id: 'log-improper-pipelining',
  on: ['reason'],
  group: 'log-consistency',
  title: 'The client did not wait',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  sources: [rfc(2920, '3.1'), SMTPD],
  explains:
    'The client sent more before the server had answered, where it must wait: after the connection, EHLO, DATA or the final dot, or because the server does not offer PIPELINING. Spam software does that, and some scripts and devices that should be fixed. Postfix only notes it unless reject_unauth_pipelining is set.',
  examples: {
    fires: [
      `
        improper command pipelining after EHLO from …: MAIL FROM:<…
      # ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The client sent its next command before the answer to EHLO, where it must wait.
      `,
      String.raw`
        Nov 23 19:24:48 mail postfix/smtpd[1]: improper command pipelining after DATA from x[192.0.2.9]: Subject: x\r\n
      #                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The client sent the message before the 354.
      `,
    ],
    silent: ['lost connection after DATA from x[192.0.2.9]'],
  },
  check(entry, line, report) {
    if (entry.reason !== 'pipelining') return;
    const at = line.indexOf('improper command pipelining', entry.messageFrom);
    if (at === -1) return;
    const after = /after (\w[\w-]{2,15})/.exec(line.slice(at, at + 60))?.[1];
    const message =
      after === 'CONNECT'
        ? t('The client spoke before the greeting.')
        : after === 'DATA'
          ? t('The client sent the message before the 354.')
          : t('The client sent its next command before the answer to {0}, where it must wait.', after ?? t('the last one'));
    report({ at: { line: 0, from: at, to: at + 27 }, message });
  },
};

const nonSmtpCommand: LogRule = {
  id: 'log-non-smtp-command',
  on: ['reason'],
  group: 'log-consistency',
  title: 'Something other than SMTP',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  sources: [page('Postfix documentation, smtpd_forbidden_commands', 'https://www.postfix.org/postconf.5.html#smtpd_forbidden_commands')],
  explains:
    'The client sent a line of HTTP, or a header of a message where a command is expected, and Postfix closed the connection. It is a scanner, a browser at the mail port, or a client that is out of step and sends its message as commands.',
  examples: {
    fires: [
      `
        warning: non-SMTP command from unknown[192.0.2.7]: GET / HTTP/1.1
      #          ^^^^^^^^^^^^^^^^ warning: HTTP at the mail port: a scanner, or a browser that was sent here.
      `,
    ],
    silent: ['warning: non-ESMTP response from mx.example.net[192.0.2.25]: SIZE 1000'],
  },
  check(entry, line, report) {
    if (entry.reason !== 'non-smtp') return;
    const at = line.indexOf('non-SMTP command', entry.messageFrom);
    if (at === -1) return;
    const text = line.slice(at, at + 400);
    const http = /: (?:GET|POST|HEAD|OPTIONS|CONNECT|PUT) /.test(text);
    report({
      at: { line: 0, from: at, to: at + 16 },
      message: http
        ? t('HTTP at the mail port: a scanner, or a browser that was sent here.')
        : t('A line of a message where a command is expected: the client is out of step, or not a mail client.'),
    });
  },
};

const pregreet: LogRule = {
  id: 'log-pregreet',
  on: ['reason'],
  group: 'log-consistency',
  title: 'The client spoke before the greeting',
  severity: 'hint',
  since: '0.1.0',
  kind: 'fact',
  sources: [POSTSCREEN, rfc(5321, '4.3.1')],
  explains:
    'postscreen sends half of the greeting and waits: a client that speaks before it is complete is a spam robot. With postscreen_greet_action = enforce or drop it is refused; the default only notes it. A client that passes is left alone for a day (postscreen_greet_ttl).',
  examples: {
    fires: [
      `
        PREGREET 14 after 0.2 from [192.0.2.7]:4711: EHLO localhost
      # ^^^^^^^^^^^^^^^^^^^^^ hint: The client sent 14 octets 0.2 s after connecting, before the greeting: a robot. 14 is not a reply …
      `,
    ],
    silent: ['Nov 23 19:24:48 mail postfix/postscreen[1]: PASS NEW [192.0.2.7]:4711'],
  },
  check(entry, line, report) {
    if (entry.reason !== 'pregreet' || entry.format !== 'postfix') return;
    const m = /^PREGREET (\d{1,6}) after ([\d.]{1,8})/.exec(line.slice(entry.messageFrom, entry.messageFrom + 40));
    if (!m) return;
    report({
      at: { line: 0, from: entry.messageFrom, to: entry.messageFrom + m[0].length },
      message: t('The client sent {0} octets {1} s after connecting, before the greeting: a robot. {0} is not a reply code.', m[1], m[2]),
    });
  },
};

const nonEsmtpResponse: LogRule = {
  id: 'log-non-esmtp-response',
  on: ['reason'],
  group: 'log-consistency',
  title: 'Line that is not a reply',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  sources: [
    rfc(5321, '4.2'),
    page('Postfix source: src/smtp/smtp_chat.c', 'https://github.com/vdukhovni/postfix/blob/master/postfix/src/smtp/smtp_chat.c'),
  ],
  explains:
    'Every line that a server sends begins with three digits. This one does not: the server, or a firewall that rewrites SMTP, is broken. Postfix goes on but distrusts the session. Switching off pipelining for that host (smtp_discard_ehlo_keyword_address_maps) keeps mail from being lost.',
  examples: {
    fires: [
      `
        warning: non-ESMTP response from mx.example.net[192.0.2.25]: SIZE 1000
      #          ^^^^^^^^^^^^^^^^^^ warning: This line of the receiving server does not begin with three digits: the server is broken, or …
      `,
    ],
    silent: ['warning: non-SMTP command from unknown[192.0.2.7]: GET / HTTP/1.1'],
  },
  check(entry, line, report) {
    if (entry.reason !== 'bad-reply') return;
    const at = line.indexOf('non-ESMTP response', entry.messageFrom);
    if (at !== -1)
      report({
        at: { line: 0, from: at, to: at + 18 },
        message: t(
          'This line of the receiving server does not begin with three digits: the server is broken, or a firewall rewrites SMTP.',
        ),
      });
  },
};

const tlsTrust: LogRule = {
  id: 'tls-version-or-cert-warning',
  on: ['connection'],
  group: 'security',
  title: 'Outdated TLS, or an unchecked certificate',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  sources: [rfc(8996), page('Postfix TLS_README', 'https://www.postfix.org/TLS_README.html')],
  explains:
    'TLS 1.0 and 1.1 should no longer be used, SSL 3.0 even less; update a host that has nothing newer. Untrusted alone is normal between mail servers: the certificate was not checked, but the connection is encrypted.',
  examples: {
    fires: [
      `
        Untrusted TLS connection established … TLSv1
      #                                        ^^^^^ information: TLSv1 should no longer be used; update the other host.
      `,
      `
        Nov 23 19:24:48 mail postfix/smtpd[1]: Anonymous TLS connection established from x[192.0.2.9]: TLSv1.1 with cipher ECDHE-RSA-AES256-SHA (256/256 bits)
      #                                                                                                ^^^^^^^ information: TLSv1.1 should no longer be used; update the …
      `,
    ],
    silent: [
      'Nov 23 19:24:48 mail postfix/smtpd[1]: Anonymous TLS connection established from x[192.0.2.9]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)',
    ],
  },
  check(entry, line, report) {
    if (entry.format !== 'postfix' || entry.id !== null || entry.reason !== undefined || entry.life !== undefined) return;
    const text = line.slice(entry.messageFrom, entry.messageFrom + 500);
    if (!/^(?:Anonymous|Untrusted|Trusted|Verified) TLS connection/.test(text)) return;
    const m = /\b(?:SSLv[23]|TLSv1(?:\.[01])?)(?![.\d])/.exec(text);
    if (!m) return;
    const from = entry.messageFrom + m.index;
    report({
      at: { line: 0, from, to: from + m[0].length },
      message: t('{0} should no longer be used; update the other host.', m[0]),
    });
  },
};

export const clientRules: readonly LogRule[] = [improperPipelining, nonSmtpCommand, pregreet, nonEsmtpResponse, tlsTrust];
