import { page, rfc } from '../../knowledge/source';
import { t } from '../../text/l10n';
import type { LogRule } from '../rule';

/** What a server's log tells about a session: Postfix smtpd and postscreen. */

const SMTPD = page('Postfix manual, smtpd(8)', 'https://www.postfix.org/smtpd.8.html');
const POSTSCREEN = page('Postfix POSTSCREEN_README', 'https://www.postfix.org/POSTSCREEN_README.html');

/** `ehlo=1 auth=0/3 commands=1/4`: the counters of a disconnect line (accepted, all, columns); null where the line has none. */
function counters(line: string, from: number): { name: string; accepted: number; all: number; from: number; to: number }[] | null {
  if (line.indexOf(' commands=', from) < 0) return null;
  const found: { name: string; accepted: number; all: number; from: number; to: number }[] = [];
  for (const m of line.slice(from, from + 600).matchAll(/\b([a-z]{3,9})=(\d{1,7})(?:\/(\d{1,7}))?(?![\w.])/g)) {
    found.push({ name: m[1], accepted: Number(m[2]), all: Number(m[3] ?? m[2]), from: from + m.index, to: from + m.index + m[0].length });
  }
  return found;
}

const countersExplain: LogRule = {
  id: 'log-counter-explains',
  group: 'log-consistency',
  title: 'Commands that were refused',
  severity: 'hint',
  value: 'A',
  kind: 'fact',
  sources: [SMTPD],
  explains:
    'When a client leaves, Postfix counts its commands: `rcpt=1/3` means that one of three RCPT commands was accepted. The first pair whose numbers differ is where the session failed. `auth=0/3` alone is a password guesser, `unknown=0/1` a client that does not speak SMTP.',
  examples: {
    fires: [
      'disconnect … ehlo=1 auth=0/1 commands=1/2',
      'Nov 23 19:24:48 mail postfix/smtpd[1]: disconnect from x[192.0.2.9] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4',
    ],
    silent: ['Nov 23 19:24:48 mail postfix/smtpd[1]: disconnect from x[192.0.2.9] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5'],
  },
  check(entry, line, report) {
    if (entry.format !== 'postfix' || !line.startsWith('disconnect', entry.messageFrom)) return;
    const all = counters(line, entry.messageFrom);
    const failed = all?.filter((c) => c.accepted < c.all && c.name !== 'commands');
    if (!failed || failed.length === 0) return;
    const text = failed.map((c) => t('{0} of {1} {2}', c.all - c.accepted, c.all, c.name.toUpperCase())).join(', ');
    const [first] = failed;
    report({
      at: { line: 0, from: first.from, to: first.to },
      message: failed.some((c) => c.name === 'auth' && c.accepted === 0)
        ? t('Refused: {0}. Nobody logged in.', text)
        : t('Refused: {0}.', text),
    });
  },
};

const counterMismatch: LogRule = {
  id: 'log-counter-mismatch',
  group: 'log-consistency',
  title: 'Counters that do not add up',
  severity: 'hint',
  value: 'C',
  kind: 'note',
  sources: [SMTPD],
  explains:
    'The last pair of a disconnect line, commands, is the sum of the others. Here it is not, so the line was edited or shortened by hand. Do not count from it.',
  examples: {
    fires: ['ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/5'],
    silent: [
      'ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4',
      'Nov 23 19:24:48 mail postfix/smtpd[1]: disconnect from x[192.0.2.9] commands=0/0',
    ],
  },
  check(entry, line, report) {
    if (entry.format !== 'postfix' || entry.id !== null || entry.reason !== undefined || entry.life === 'begin') return;
    const all = counters(line, entry.messageFrom);
    const total = all?.find((c) => c.name === 'commands');
    if (!all || !total) return;
    const others = all.filter((c) => c !== total && c.name !== 'notes');
    const accepted = others.reduce((sum, c) => sum + c.accepted, 0);
    const sent = others.reduce((sum, c) => sum + c.all, 0);
    if (accepted === total.accepted && sent === total.all) return;
    report({
      at: { line: 0, from: total.from, to: total.to },
      message: t('The others add up to {0}/{1}: the line was edited or shortened.', accepted, sent),
    });
  },
};

const lostConnection: LogRule = {
  id: 'log-lost-connection',
  group: 'log-consistency',
  title: 'The client went away',
  severity: 'hint',
  value: 'A',
  kind: 'fact',
  sources: [SMTPD, rfc(5321, '3.8')],
  explains:
    'The client hung up or fell silent without QUIT. Where it did so tells why: after CONNECT a health check or a scanner, after STARTTLS a certificate or protocol version that it does not like, after AUTH a password guesser, after DATA a broken network path (packet size) or a client that gave up, after UNKNOWN something that speaks HTTP.',
  examples: {
    fires: [
      'lost connection after STARTTLS from unknown[192.0.2.7]',
      'Nov 23 19:25:01 mail postfix/smtpd[1]: timeout after DATA (14 bytes) from x[192.0.2.7]',
    ],
    silent: ['dsn=4.4.2, status=deferred (lost connection with mx[192.0.2.1] while sending RCPT TO)'],
  },
  check(entry, line, report) {
    if (entry.format !== 'postfix' || (entry.reason !== 'lost-connection' && entry.reason !== 'conversation-timeout')) return;
    const m = /(?:lost connection|timeout) after ([A-Z-]{4,16})/.exec(line.slice(entry.messageFrom, entry.messageFrom + 80));
    if (!m) return;
    const why: Readonly<Record<string, string>> = {
      CONNECT: t('It sent nothing: a health check, a scanner, or it waited too long for the greeting.'),
      EHLO: t('It looked at the capabilities and left: a scanner, or it misses one (TLS, AUTH).'),
      STARTTLS: t('The TLS handshake did not come about: the certificate, or no common protocol version or cipher.'),
      AUTH: t('Most often a password guesser.'),
      MAIL: t('It left after MAIL: a check of the sender address, or an impatient client.'),
      RCPT: t('It left after RCPT: a check of an address, or it was refused.'),
      DATA: t('The message did not come through: often the network path (packet size), a virus scanner or a client that timed out.'),
      'END-OF-MESSAGE': t('It did not wait for the answer to the dot: the message may be sent twice.'),
      UNKNOWN: t('It did not speak SMTP, most often HTTP or TLS from the first byte.'),
    };
    const stage = m[1] === 'HELO' ? 'EHLO' : m[1];
    if (!why[stage]) return;
    const from = entry.messageFrom + m.index;
    report({ at: { line: 0, from, to: from + m[0].length }, message: why[stage] });
  },
};

const improperPipelining: LogRule = {
  id: 'log-improper-pipelining',
  group: 'log-consistency',
  title: 'The client did not wait',
  severity: 'warning',
  value: 'A',
  kind: 'root',
  sources: [rfc(2920, '3.1'), SMTPD],
  explains:
    'The client sent more before the server had answered, where it must wait: after the connection, EHLO, DATA or the final dot, or without the server having offered PIPELINING. Spam software does that; so do some scripts and devices that ought to be mended. Postfix only notes it unless reject_unauth_pipelining is set.',
  examples: {
    fires: [
      'improper command pipelining after EHLO from …: MAIL FROM:<…',
      'Nov 23 19:24:48 mail postfix/smtpd[1]: improper command pipelining after DATA from x[192.0.2.9]: Subject: x\\r\\n',
    ],
    silent: ['lost connection after DATA from x[192.0.2.9]'],
  },
  check(entry, line, report) {
    if (entry.reason !== 'pipelining') return;
    const at = line.indexOf('improper command pipelining', entry.messageFrom);
    if (at < 0) return;
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
  group: 'log-consistency',
  title: 'Something else than SMTP',
  severity: 'warning',
  value: 'B',
  kind: 'root',
  sources: [page('Postfix documentation, smtpd_forbidden_commands', 'https://www.postfix.org/postconf.5.html#smtpd_forbidden_commands')],
  explains:
    'The client sent a line of HTTP, or a header of a message where a command is expected, and Postfix closed the connection. It is a scanner, a browser that was led to the mail port, or a client that lost count and sends its message as commands.',
  examples: {
    fires: ['warning: non-SMTP command from unknown[192.0.2.7]: GET / HTTP/1.1'],
    silent: ['warning: non-ESMTP response from mx.example.net[192.0.2.25]: SIZE 1000'],
  },
  check(entry, line, report) {
    if (entry.reason !== 'non-smtp') return;
    const at = line.indexOf('non-SMTP command', entry.messageFrom);
    if (at < 0) return;
    const text = line.slice(at, at + 400);
    const http = /: (?:GET|POST|HEAD|OPTIONS|CONNECT|PUT) /.test(text);
    report({
      at: { line: 0, from: at, to: at + 16 },
      message: http
        ? t('HTTP at the mail port: a scanner, or a browser that was led here.')
        : t('A line of a message where a command is expected: the client is out of step, or no mail client.'),
    });
  },
};

const pregreet: LogRule = {
  id: 'log-pregreet',
  group: 'log-consistency',
  title: 'The client spoke before the greeting',
  severity: 'hint',
  value: 'B',
  kind: 'fact',
  sources: [POSTSCREEN, rfc(5321, '4.3.1')],
  explains:
    'postscreen sends half of the greeting and waits: a client that speaks before it is complete is a spam robot. With postscreen_greet_action = enforce or drop it is refused; the default only notes it. A client that passes is left alone for a day (postscreen_greet_ttl).',
  examples: {
    fires: ['PREGREET 14 after 0.2 from [192.0.2.7]:4711: EHLO localhost'],
    silent: ['Nov 23 19:24:48 mail postfix/postscreen[1]: PASS NEW [192.0.2.7]:4711'],
  },
  check(entry, line, report) {
    if (entry.reason !== 'pregreet' || entry.format !== 'postfix') return;
    const m = /^PREGREET (\d{1,6}) after ([\d.]{1,8})/.exec(line.slice(entry.messageFrom, entry.messageFrom + 40));
    if (!m) return;
    report({
      at: { line: 0, from: entry.messageFrom, to: entry.messageFrom + m[0].length },
      message: t('The client sent {0} octets {1} s after connecting, before the greeting: a robot. {0} is no reply code.', m[1], m[2]),
    });
  },
};

const nonEsmtpResponse: LogRule = {
  id: 'log-non-esmtp-response',
  group: 'log-consistency',
  title: 'The other server sent a line that is no reply',
  severity: 'warning',
  value: 'B',
  kind: 'root',
  sources: [rfc(5321, '4.2'), page('Postfix source: smtp_chat.c')],
  explains:
    'Every line that a server sends begins with three digits. This one does not: the server, or a firewall that rewrites SMTP, is broken. Postfix goes on and takes the session for suspect; turning off pipelining for that host (smtp_discard_ehlo_keyword_address_maps) keeps mail from being lost.',
  examples: {
    fires: ['warning: non-ESMTP response from mx.example.net[192.0.2.25]: SIZE 1000'],
    silent: ['warning: non-SMTP command from unknown[192.0.2.7]: GET / HTTP/1.1'],
  },
  check(entry, line, report) {
    if (entry.reason !== 'bad-reply') return;
    const at = line.indexOf('non-ESMTP response', entry.messageFrom);
    if (at >= 0)
      report({
        at: { line: 0, from: at, to: at + 18 },
        message: t('A line of the other server that does not begin with three digits: the server is broken, or a firewall rewrites SMTP.'),
      });
  },
};

const milterPhase: LogRule = {
  id: 'log-milter-reject-phase',
  group: 'log-consistency',
  title: 'When a filter refused',
  severity: 'hint',
  value: 'C',
  kind: 'fact',
  sources: [page('Postfix MILTER_README', 'https://www.postfix.org/MILTER_README.html')],
  explains:
    'A mail filter (milter) refused. At END-OF-MESSAGE it had read the whole message, so it judged the content; before that it knew only the client and the envelope. The reason is in the log of the filter.',
  examples: {
    fires: [
      'milter-reject: END-OF-MESSAGE from … 5.7.1 Spam',
      'Nov 23 19:24:48 mail postfix/smtpd[1]: NOQUEUE: milter-reject: RCPT from x[192.0.2.9]: 451 4.7.1 later; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>',
    ],
    silent: [
      'Nov 23 19:24:48 mail postfix/smtpd[1]: NOQUEUE: reject: RCPT from x[192.0.2.9]: 554 5.7.1 no; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>',
    ],
  },
  check(entry, line, report) {
    if (entry.format !== 'postfix' || entry.status !== 'rejected') return;
    const m = /milter-reject: ([A-Z-]{4,16})/.exec(line.slice(entry.messageFrom, entry.messageFrom + 60));
    if (!m) return;
    const from = entry.messageFrom + m.index;
    report({
      at: { line: 0, from, to: from + m[0].length },
      message:
        m[1] === 'END-OF-MESSAGE'
          ? t('A filter refused the message after it had read all of it.')
          : t('A filter refused at {0}, before it saw the message.', m[1]),
    });
  },
};

const proxyClient: LogRule = {
  id: 'log-proxy-loopback-client',
  group: 'log-consistency',
  title: 'The client is a gateway',
  severity: 'information',
  value: 'C',
  kind: 'note',
  sources: [
    page('Postfix documentation, smtpd_upstream_proxy_protocol', 'https://www.postfix.org/postconf.5.html#smtpd_upstream_proxy_protocol'),
  ],
  explains:
    'The client is the gateway of a container network, not the one who sends: NAT or a proxy hides the real address. Every sender then looks like a neighbour, so networks in mynetworks make an open relay of the host, and SPF and block lists fail. Let the proxy hand the address over (smtpd_upstream_proxy_protocol) or turn off the userland proxy.',
  examples: {
    fires: ['client=gateway[172.17.0.1]'],
    silent: ['Nov 23 19:24:32 mail postfix/smtpd[1]: 349261B8932: client=localhost[127.0.0.1]'],
  },
  check(entry, line, report) {
    if (entry.format !== 'postfix' || (entry.daemon !== null && entry.daemon !== '' && entry.daemon !== 'smtpd')) return;
    if (line.indexOf('gateway[', entry.messageFrom) < 0) return;
    const m = /client=(_?gateway\[(?:172\.(?:1[6-9]|2\d|3[01])|192\.168|10\.\d{1,3})\.[\d.]{1,7}\])/.exec(
      line.slice(entry.messageFrom, entry.messageFrom + 120),
    );
    if (!m) return;
    const from = entry.messageFrom + m.index + 7;
    report({
      at: { line: 0, from, to: from + m[1].length },
      message: t('This is the gateway of a container network: the address of the real client is hidden.'),
    });
  },
};

const tlsTrust: LogRule = {
  id: 'tls-version-or-cert-warning',
  group: 'security',
  title: 'TLS of old, or without a check of the certificate',
  severity: 'information',
  value: 'C',
  kind: 'note',
  sources: [rfc(8996), page('Postfix TLS_README', 'https://www.postfix.org/TLS_README.html')],
  explains:
    'TLS 1.0 and 1.1 are not to be used any more, SSL 3.0 even less; a host that has nothing newer should be updated. Untrusted alone is normal between mail servers: the certificate was not checked, the connection is encrypted all the same.',
  examples: {
    fires: [
      'Untrusted TLS connection established … TLSv1',
      'Nov 23 19:24:48 mail postfix/smtpd[1]: Anonymous TLS connection established from x[192.0.2.9]: TLSv1.1 with cipher ECDHE-RSA-AES256-SHA (256/256 bits)',
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
      message: t('{0} is not to be used any more; the other host should be updated.', m[0]),
    });
  },
};

export const sessionRules: readonly LogRule[] = [
  countersExplain,
  counterMismatch,
  lostConnection,
  improperPipelining,
  nonSmtpCommand,
  pregreet,
  nonEsmtpResponse,
  milterPhase,
  proxyClient,
  tlsTrust,
];
