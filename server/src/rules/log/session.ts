import { page, rfc } from '../../knowledge/source';
import { t } from '../../text/l10n';
import type { LogRule } from '../rule';

/** What a server's log tells about a session: Postfix smtpd and postscreen. */

const SMTPD = page('Postfix manual, smtpd(8)', 'https://www.postfix.org/smtpd.8.html');

/** `ehlo=1 auth=0/3 commands=1/4`: the counters of a disconnect line (accepted, all, columns); null where the line has none. */
function counters(line: string, from: number): { name: string; accepted: number; all: number; from: number; to: number }[] | null {
  if (line.indexOf(' commands=', from) === -1) return null;
  const found: { name: string; accepted: number; all: number; from: number; to: number }[] = [];
  for (const m of line.slice(from, from + 600).matchAll(/\b([a-z]{3,9})=(\d{1,7})(?:\/(\d{1,7}))?(?![\w.])/g)) {
    found.push({ name: m[1], accepted: Number(m[2]), all: Number(m[3] ?? m[2]), from: from + m.index, to: from + m.index + m[0].length });
  }
  return found;
}

const countersExplain: LogRule = {
  id: 'log-counter-explains',
  on: ['connection'],
  group: 'log-consistency',
  title: 'Commands that were refused',
  severity: 'hint',
  since: '0.1.0',
  kind: 'fact',
  sources: [SMTPD],
  explains:
    'When a client leaves, Postfix counts its commands: `rcpt=1/3` means that one of three RCPT commands was accepted. The first pair whose numbers differ is where the session failed. `auth=0/3` alone is a password guesser, `unknown=0/1` a client that does not speak SMTP.',
  examples: {
    fires: [
      `
        disconnect … ehlo=1 auth=0/1 commands=1/2
      #                     ^^^^^^^^ hint: Refused: 1 of 1 AUTH. No login succeeded.
      `,
      `
        Nov 23 19:24:48 mail postfix/smtpd[1]: disconnect from x[192.0.2.9] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4
      #                                                                                   ^^^^^^^^ hint: Refused: 1 of 1 RCPT.
      `,
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
        ? t('Refused: {0}. No login succeeded.', text)
        : t('Refused: {0}.', text),
    });
  },
};

const counterMismatch: LogRule = {
  id: 'log-counter-mismatch',
  on: ['connection'],
  group: 'log-consistency',
  title: 'Counters that do not add up',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  sources: [SMTPD],
  explains:
    'The last pair of a disconnect line, commands, is the sum of the others. Here it is not: the line was edited or shortened by hand. Do not rely on its counts.',
  examples: {
    fires: [
      `
        ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/5
      #                               ^^^^^^^^^^^^ hint: The others add up to 3/4: the line was edited or shortened.
      `,
    ],
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
  on: ['reason'],
  group: 'log-consistency',
  title: 'The client went away',
  severity: 'hint',
  since: '0.1.0',
  kind: 'fact',
  sources: [SMTPD, rfc(5321, '3.8')],
  explains:
    'The client disconnected or timed out without QUIT. The step shows why. CONNECT: a health check or a scanner. STARTTLS: a certificate or protocol version that it does not accept. AUTH: a password guesser. DATA: a broken network path (packet size) or a client that gave up. UNKNOWN: something that speaks HTTP.',
  examples: {
    fires: [
      `
        lost connection after STARTTLS from unknown[192.0.2.7]
      # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: The TLS handshake failed: the certificate, or no common protocol version or cipher.
      `,
      `
        Nov 23 19:25:01 mail postfix/smtpd[1]: timeout after DATA (14 bytes) from x[192.0.2.7]
      #                                        ^^^^^^^^^^^^^^^^^^ hint: The message did not get through: often the network path (packet …
      `,
    ],
    silent: ['dsn=4.4.2, status=deferred (lost connection with mx[192.0.2.1] while sending RCPT TO)'],
  },
  check(entry, line, report) {
    if (entry.format !== 'postfix' || !/^(?:lost-|conversation-timeout)/.test(entry.reason ?? '')) return;
    const m = /(?:lost connection|timeout) after ([A-Z-]{4,16})/.exec(line.slice(entry.messageFrom, entry.messageFrom + 80));
    if (!m) return;
    const why: Readonly<Record<string, string>> = {
      CONNECT: t('It sent nothing: a health check, a scanner, or a client that waited too long for the greeting.'),
      EHLO: t('It read the capabilities and left: a scanner, or it needs one that is missing (TLS, AUTH).'),
      STARTTLS: t('The TLS handshake failed: the certificate, or no common protocol version or cipher.'),
      AUTH: t('Usually a password guesser.'),
      MAIL: t('It left after MAIL: a check of the sender address, or an impatient client.'),
      RCPT: t('It left after RCPT: a check of an address, or it was refused.'),
      DATA: t('The message did not get through: often the network path (packet size), a virus scanner or a client that timed out.'),
      'END-OF-MESSAGE': t('It did not wait for the answer to the dot: the message may be sent twice.'),
      UNKNOWN: t('It did not speak SMTP; usually it is HTTP or TLS from the first byte.'),
    };
    const stage = m[1] === 'HELO' ? 'EHLO' : m[1];
    if (!why[stage]) return;
    const from = entry.messageFrom + m.index;
    report({ at: { line: 0, from, to: from + m[0].length }, message: why[stage] });
  },
};

const milterPhase: LogRule = {
  id: 'log-milter-reject-phase',
  on: ['status'],
  group: 'log-consistency',
  title: 'When a filter refused',
  severity: 'hint',
  since: '0.1.0',
  kind: 'fact',
  sources: [page('Postfix MILTER_README', 'https://www.postfix.org/MILTER_README.html')],
  explains:
    'A mail filter (milter) refused. At END-OF-MESSAGE it had read the whole message and judged the content; before that it knew only the client and the envelope. The reason is in the log of the filter.',
  examples: {
    fires: [
      `
        milter-reject: END-OF-MESSAGE from … 5.7.1 Spam
      # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: A filter refused the message after it had read the whole message. Its log has the reason.
      `,
      `
        Nov 23 19:24:48 mail postfix/smtpd[1]: NOQUEUE: milter-reject: RCPT from x[192.0.2.9]: 451 4.7.1 later; from=<a@example.org> to=<b@example.com> proto=ESMTP helo=<x>
      #                                                 ^^^^^^^^^^^^^^^^^^^ hint: A filter refused at RCPT, before it saw the message. …
      `,
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
          ? t('A filter refused the message after it had read the whole message. Its log has the reason.')
          : t('A filter refused at {0}, before it saw the message. Its log has the reason.', m[1]),
    });
  },
};

const proxyClient: LogRule = {
  id: 'log-proxy-loopback-client',
  on: ['begin', 'connection', 'fragment'],
  group: 'log-consistency',
  title: 'The client is a gateway',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  sources: [
    page('Postfix documentation, smtpd_upstream_proxy_protocol', 'https://www.postfix.org/postconf.5.html#smtpd_upstream_proxy_protocol'),
  ],
  explains:
    'The client is the gateway of a container network, not the real sender: NAT or a proxy hides the real address. Every sender then looks local: networks in mynetworks make the host an open relay, and SPF and block lists fail. Let the proxy pass the address on (smtpd_upstream_proxy_protocol), or switch off the userland proxy.',
  examples: {
    fires: [
      `
        client=gateway[172.17.0.1]
      #        ^^^^^^^^^^^^^^^^^^^ information: This is the gateway of a container network: the address of the real client is hidden.
      `,
    ],
    silent: ['Nov 23 19:24:32 mail postfix/smtpd[1]: 349261B8932: client=localhost[127.0.0.1]'],
  },
  check(entry, line, report) {
    if (entry.format !== 'postfix' || (entry.daemon !== null && entry.daemon !== '' && entry.daemon !== 'smtpd')) return;
    if (line.indexOf('gateway[', entry.messageFrom) === -1) return;
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

export const sessionRules: readonly LogRule[] = [countersExplain, counterMismatch, lostConnection, milterPhase, proxyClient];
