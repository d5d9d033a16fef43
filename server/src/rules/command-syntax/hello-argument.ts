import { cite } from '../../knowledge/source';
import { hellosOf } from '../../session/hello';
import { refusalOf, slipSeverity, textOfReply, wasAccepted } from '../../session/outcome/refusal';
import { fixes, replaceIn, spotIn } from '../../session/spot';
import { readAddressLiteral } from '../../syntax/address-literal';
import { readDomain } from '../../syntax/domain';
import { isLoopback } from '../../syntax/ip-address';
import { hasNonAscii } from '../../syntax/problem';
import { t } from '../../text/l10n';
import { shown } from '../../text/visible';
import type { Rule } from '../rule';

export const ehloArgMissing: Rule = {
  id: 'ehlo-arg-missing',
  group: 'command-syntax',
  title: 'EHLO without a name',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['hello'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1.1'),
  explains:
    'EHLO and HELO need the name of the client: its domain name, or its IP address in brackets. Without it servers answer 501. Usually the program found no host name; set one, or send the address as [192.0.2.1].',
  examples: {
    fires: [
      `
        C: EHLO
      #    ^^^^ error: EHLO needs the name of the client, or its IP address in brackets. Set the host name of the program.
        S: 501 5.5.4 Syntax: EHLO hostname
      `,
      `
        C: HELO
      #    ^^^^ error: HELO needs the name of the client, or its IP address in brackets. Set the host name of the program.
        S: 501 Syntax: HELO hostname
      `,
    ],
    silent: ['C: EHLO client.example.com\nS: 250 mx.example.net', 'C: EHLO [192.0.2.1]\nS: 250 mx.example.net'],
  },
  check({ session }, report) {
    for (const { command, exchange, name } of hellosOf(session)) {
      if (name.text !== '' || command.verb === 'LHLO') continue;
      report({
        at: spotIn(command, command.verbFrom, command.verbTo),
        message: t('{0} needs the name of the client, or its IP address in brackets. Set the host name of the program.', command.verb),
        exchange,
        severity: slipSeverity(exchange),
      });
    }
  },
};

/** What is wrong with a hello's name, in words; null where nothing is, or where only policy could object. */
function judgement(name: string): { message: string; mended: string | null } | null {
  const literal = readAddressLiteral(name);
  if (literal) {
    const kind = literal.problems[0]?.kind;
    if (!kind) return null;
    const mended = literal.family === 'IPv6' ? `[IPv6:${literal.address}]` : literal.family === 'IPv4' ? `[${literal.address}]` : null;
    if (kind === 'no-brackets') return { message: t('An IP address needs brackets here: {0}.', mended ?? ''), mended };
    if (kind === 'no-tag') return { message: t('An IPv6 address literal needs the tag IPv6: {0}.', mended ?? ''), mended };
    return { message: t('The brackets do not contain an IP address.'), mended: null };
  }
  if (/^[a-z]{2,10}:\/\//i.test(name)) return { message: t('This is a URL; only the host name belongs here.'), mended: null };
  if (/:\d{1,5}$/.test(name))
    return { message: t('There is a port number after the name; only the name belongs here.'), mended: name.replace(/:\d+$/, '') };
  if (name.includes('@')) return { message: t('This is a mail address; the host name of the client belongs here.'), mended: null };
  const problem = readDomain(name).problems.find((one) => one.kind !== 'single-label');
  if (!problem) return hasNonAscii(name) ? { message: t('The name has non-ASCII letters; send it in its xn-- form.'), mended: null } : null;
  switch (problem.kind) {
    case 'underscore':
      return { message: t('The name has an underscore; a host name has letters, digits and hyphens.'), mended: null };
    case 'trailing-dot':
      return { message: t('The name ends with a dot, as in a zone file. Delete the dot.'), mended: name.slice(0, -1) };
    default:
      return {
        message: t('`{0}` is not a host name: letters, digits and hyphens, with single dots between them.', shown(name)),
        mended: null,
      };
  }
}

export const ehloArgInvalid: Rule = {
  id: 'ehlo-arg-invalid',
  group: 'command-syntax',
  title: 'Name in EHLO that is neither domain nor address literal',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['hello'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1.1, 4.1.3, 4.1.4'),
  explains:
    'The name in EHLO must be a domain name or an address literal in brackets. Strict servers answer 501 or 550 to an underscore, a bare IP address, a URL or a trailing dot. Others raise the spam score. Configure the client with its public host name, or with [its address].',
  examples: {
    fires: [
      `
        C: EHLO my_pc
      #         ^^^^^ error: The name has an underscore; a host name has letters, digits and hyphens.
        S: 501 5.5.2 invalid
      `,
      `
        C: EHLO 192.0.2.1
      #         ^^^^^^^^^ hint: An IP address needs brackets here: [192.0.2.1].
        S: 250 mx.example.net
      `,
      `
        C: EHLO https://client.example.com
      #         ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: This is a URL; only the host name belongs here.
        S: 501 Syntax error
      `,
      `
        C: HELO client.example.com.
      #         ^^^^^^^^^^^^^^^^^^^ hint: The name ends with a dot, as in a zone file. Delete the dot.
        S: 250 mx.example.net
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250 mx.example.net',
      'C: EHLO [IPv6:2001:db8::1]\nS: 250 mx.example.net',
      'C: EHLO pc\nS: 250 mx.example.net',
      'C: EHLO [hostname]\nS: 250 mx.example.net',
    ],
  },
  check({ session }, report) {
    for (const { command, exchange, name } of hellosOf(session)) {
      if (name.text === '' || /[\u0000-\u001f\u0080-\u009f\u00a0\u2018-\u201f\ufeff]|\\[xurnb]/.test(name.text)) continue;
      const found = judgement(name.text);
      if (!found) continue;
      report({
        at: spotIn(command, name.from, name.to),
        message: found.message,
        exchange,
        severity: slipSeverity(exchange, (reply) => reply.code >= 500 && !/^5\.7\.[^1]/.test(reply.enhanced ?? '')),
        fixes: found.mended ? fixes(t('Write {0}', found.mended), replaceIn(command, name.from, name.to, found.mended)) : [],
      });
    }
  },
};

/** The server itself is the same machine: its greeting or reply names localhost, or a test server. */
const LOCAL_SERVER = /^\d{3}[ -](?:localhost|127\.|\[127\.|::1)|\bHello \S*localhost|\[127\.0\.0\.1\]|\[::1\]/i;

export const ehloArgLocalhost: Rule = {
  id: 'ehlo-arg-localhost',
  group: 'command-syntax',
  title: 'Client introduces itself as localhost',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  on: ['hello'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.1.4, 2.3.5'),
  explains:
    'Every machine is localhost to itself: the name tells another machine nothing. RFC 5321 asks for the full name of the client where it has one. Spam filters count it, and some servers refuse it with 550 or 504. Set the host name of the program; on a submission server behind a login it matters little.',
  examples: {
    fires: [
      `
        C: EHLO localhost
      #         ^^^^^^^^^ information: localhost says nothing about the client, and spam filters count it. Set the full host name of the …
      `,
      `
        S: 220 mx.example.net ESMTP
        C: EHLO localhost.localdomain
      #         ^^^^^^^^^^^^^^^^^^^^^ warning: localhost says nothing about the client, and spam filters count it. Set the full host name …
        S: 550 5.7.1 Invalid HELO
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'S: 220 localhost ESMTP\nC: EHLO localhost\nS: 250 localhost',
      'C: EHLO client.example.com\nS: 250 mx.example.net',
      'C: EHLO localhost\nS: 250-mx.example.net\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AHRlc3QAcGVuY2ls\nS: 235 OK',
    ],
  },
  check({ session }, report) {
    if (session.exchanges.some((each) => each.command?.verb === 'AUTH') || session.protocol === 'lmtp') return;
    for (const { command, exchange, name } of hellosOf(session)) {
      const bare = name.text.replace(/^\[(?:IPv6:)?|\]$/gi, '');
      if (!/^localhost(?:\.localdomain|\.local)?$/i.test(bare) && !isLoopback(bare)) continue;
      const said = session.exchanges.slice(0, exchange.index + 1).flatMap((each) => each.replies.flatMap((reply) => reply.lines));
      if (said.some((line) => LOCAL_SERVER.test(line.piece.text))) continue;
      const refusal = refusalOf(exchange);
      if (wasAccepted(exchange) && said.length === 0) continue;
      report({
        at: spotIn(command, name.from, name.to),
        message: t('localhost says nothing about the client, and spam filters count it. Set the full host name of the client.'),
        exchange,
        severity:
          refusal && /helo|ehlo|host ?name|fqdn|fully|qualified|invalid|resolve/i.test(textOfReply(refusal))
            ? 'warning'
            : wasAccepted(exchange)
              ? 'hint'
              : undefined,
      });
      return;
    }
  },
};

export const ehloArgMany: Rule = {
  id: 'ehlo-arg-many',
  group: 'command-syntax',
  title: 'More than one word after EHLO',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['hello'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1.1'),
  explains:
    'EHLO takes one word, the name of the client. A computer name with a space in it, or an option, is not allowed there; strict servers answer 501. Set a host name without spaces.',
  examples: {
    fires: [
      `
        C: EHLO my host
      #           ^^^^^ warning: EHLO takes one word, the name of the client. Delete the rest.
      `,
      `
        C: HELO Johns MacBook
      #              ^^^^^^^^ error: HELO takes one word, the name of the client. Delete the rest.
        S: 501 Syntax error
      `,
    ],
    silent: ['C: EHLO client.example.com\nS: 250 mx.example.net', 'C: EHLO client.example.com \nS: 250 mx.example.net'],
  },
  check({ session }, report) {
    for (const { command, exchange, name, rest } of hellosOf(session)) {
      if (rest.text === '' || /^[#;(/<[|-]|\\[rn]/.test(rest.text)) continue;
      report({
        at: spotIn(command, name.to, rest.to),
        message: t('{0} takes one word, the name of the client. Delete the rest.', command.verb),
        exchange,
        severity: slipSeverity(exchange),
      });
    }
  },
};
