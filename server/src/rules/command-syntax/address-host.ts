import { cite } from '../../knowledge/source';
import { type Envelope, envelopesOf } from '../../session/envelope';
import type { Session } from '../../session/model';
import { refusalOf, refusesAddress, slipSeverity, textOfReply } from '../../session/outcome/refusal';
import { fixes, guesses, replaceIn, spotIn } from '../../session/spot';
import type { DomainProblem } from '../../syntax/domain';
import { isIPv4 } from '../../syntax/ip-address';
import { isPlaceholderAddress } from '../../syntax/placeholder';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

function* hosts(session: Session): Generator<Envelope> {
  for (const envelope of envelopesOf(session)) {
    const { mailbox } = envelope.argument;
    if (mailbox?.host && !envelope.masked && !isPlaceholderAddress(mailbox.text) && !/\\[rn]|%0[ad]/i.test(mailbox.text)) yield envelope;
  }
}

function domainMessage(kind: DomainProblem): string {
  switch (kind) {
    case 'empty':
      return t('There is no domain after the @.');
    case 'empty-label':
      return t('The domain begins with a dot or has two dots in a row.');
    case 'trailing-dot':
      return t('The domain ends with a dot, as in a zone file. Delete the dot.');
    case 'hyphen':
      return t('A label of the domain begins or ends with a hyphen.');
    case 'underscore':
      return t('The domain has an underscore; a host name has letters, digits and hyphens.');
    case 'space':
      return t('There is a space in the domain.');
    case 'single-label':
      return t('The domain is a single word, which means something only in its own network.');
    default:
      return t('The domain has a character that is not allowed in domain names.');
  }
}

/** The refusal is about the domain, which makes a name of one word a possible reason. */
function blamesDomain(exchange: Envelope['exchange']): boolean {
  const refusal = refusalOf(exchange);
  return refusal !== null && (/^5\.1\.[238]$/.test(refusal.enhanced ?? '') || /domain|qualified|fqdn/i.test(textOfReply(refusal)));
}

export const addressDomainSyntax: Rule = {
  id: 'address-domain-syntax',
  group: 'command-syntax',
  title: 'Invalid domain in an address',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-path'],
  gates: [],
  tier: 2,
  sources: cite('5321 2.3.5, 4.1.2'),
  explains:
    'A domain has letters, digits and hyphens with single dots between them; no underscore, no space, no dot at the end. Servers answer 501, 550 or 553 to anything else. A name of one word is legal only in its own network and is reported as a hint.',
  examples: {
    fires: [
      `
        C: RCPT TO:<bob@ex_ample..net>
      #                   ^ warning: The domain has an underscore; a host name has letters, digits and hyphens.
      `,
      `
        C: RCPT TO:<bob@example.net.>
      #                            ^ error: The domain ends with a dot, as in a zone file. Delete the dot.
        S: 501 5.1.3 Bad recipient address syntax
      `,
      `
        C: RCPT TO:<bob@-example.net>
      #                 ^^^^^^^^ hint: A label of the domain begins or ends with a hyphen.
        S: 250 OK
      `,
    ],
    silent: [
      'C: RCPT TO:<bob@example.net>\nS: 250 OK',
      'C: RCPT TO:<bob@[192.0.2.1]>\nS: 250 OK',
      'C: MAIL FROM:<bob@žena.example> SMTPUTF8\nS: 250 OK',
      'C: RCPT TO:<bob@localhost>\nS: 250 OK',
    ],
  },
  check({ session }, report) {
    for (const { argument, command, exchange } of hosts(session)) {
      const problem = argument.mailbox?.domain?.problems.find((one) => one.kind !== 'long' && one.kind !== 'label-long');
      if (!problem) continue;
      const single = problem.kind === 'single-label';
      if (single && (!blamesDomain(exchange) || argument.mailbox?.host?.text.toLowerCase() === 'localhost')) continue;
      report({
        at: spotIn(command, problem.from, problem.to),
        message: domainMessage(problem.kind),
        exchange,
        severity: single ? 'hint' : slipSeverity(exchange, refusesAddress),
        fixes: problem.kind === 'trailing-dot' ? fixes(t('Delete the dot'), replaceIn(command, problem.from, problem.to, '')) : [],
      });
    }
  },
};

export const addressLiteralSyntax: Rule = {
  id: 'address-literal-syntax',
  group: 'command-syntax',
  title: 'Invalid address literal',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-path'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.3'),
  explains:
    'An IP address in place of a domain is written in square brackets, and an IPv6 address has the tag IPv6: in them: bob@[192.0.2.1], bob@[IPv6:2001:db8::1]. Anything else is refused, or looked up as a name that does not exist.',
  examples: {
    fires: [
      `
        C: RCPT TO:<bob@192.0.2.300>
      #                 ^^^^^^^^^^^ warning: A part of the IP address is greater than 255.
      `,
      `
        C: RCPT TO:<bob@192.0.2.1>
      #                 ^^^^^^^^^ error: An IP address in place of a domain needs brackets: [192.0.2.1].
        S: 501 5.1.3 Bad recipient address syntax
      `,
      `
        C: RCPT TO:<bob@[2001:db8::1]>
      #                 ^^^^^^^^^^^^^ error: An IPv6 address literal needs the tag IPv6: [IPv6:2001:db8::1].
        S: 501 Syntax error
      `,
    ],
    silent: ['C: RCPT TO:<bob@[192.0.2.1]>\nS: 250 OK', 'C: RCPT TO:<bob@[IPv6:2001:db8::1]>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { argument, command, exchange } of hosts(session)) {
      const host = argument.mailbox?.host;
      const literal = argument.mailbox?.literal;
      const problem = literal?.problems[0];
      if (!host || !literal || !problem) continue;
      const kind = problem.kind;
      const mended = literal.family === 'IPv6' ? `[IPv6:${literal.address}]` : `[${literal.address}]`;
      const sure =
        kind === 'no-tag' || kind === 'unclosed' || (kind === 'no-brackets' && (literal.family === 'IPv6' || isIPv4(literal.address)));
      report({
        at: spotIn(command, host.from, host.to),
        message:
          kind === 'range'
            ? t('A part of the IP address is greater than 255.')
            : kind === 'no-tag'
              ? t('An IPv6 address literal needs the tag IPv6: {0}.', mended)
              : kind === 'no-brackets'
                ? t('An IP address in place of a domain needs brackets: {0}.', mended)
                : kind === 'unclosed'
                  ? t('The closing bracket of the address literal is missing.')
                  : t('The brackets do not contain an IP address; a domain is written without brackets.'),
        exchange,
        severity: slipSeverity(exchange, refusesAddress),
        fixes: sure ? fixes(t('Write {0}', mended), replaceIn(command, host.from, host.to, mended)) : [],
      });
    }
  },
};

export const addressSourceRoute: Rule = {
  id: 'address-source-route',
  group: 'command-syntax',
  title: 'Source route in the envelope',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['odd-path'],
  gates: [],
  tier: 5,
  sources: cite('5321 3.6.1, F.2'),
  explains:
    'The path names relays before the mailbox (@relay.example:bob@example.net), as mail of the 1980s did. Servers must accept it and should ignore all but the mailbox; clients should not send it. Today it is usually an attempt to relay.',
  examples: {
    fires: [
      `
        C: RCPT TO:<@relay.example:b@example.net>
      #             ^^^^^^^^^^^^^^^ hint: There is a source route before the mailbox. It is obsolete, and servers ignore it. Remove it.
        S: 250 OK
      `,
    ],
    silent: ['C: RCPT TO:<b@example.net>\nS: 250 OK', 'C: RCPT TO:<@example.net>\nS: 501 Syntax error'],
  },
  check({ session }, report) {
    for (const { argument, command, exchange } of envelopesOf(session)) {
      const { route } = argument;
      if (!route) continue;
      report({
        at: spotIn(command, route.from, route.to),
        message: t('There is a source route before the mailbox. It is obsolete, and servers ignore it. Remove it.'),
        exchange,
        fixes: guesses(t('Remove the source route'), replaceIn(command, route.from, route.to, '')),
      });
    }
  },
};

export const addressPercentHack: Rule = {
  id: 'address-percent-hack',
  group: 'command-syntax',
  title: 'Route hidden in the local part',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['odd-path'],
  gates: [],
  tier: 5,
  sources: cite('5321 F.2'),
  explains:
    'user%host@relay and host!user@relay ask the relay to pass the message on to another host. No server should do that for strangers; scanners send such addresses to find open relays. If your server accepted one, check whether it relays.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b%example.net@relay.example>
      #             ^^^^^^^^^^^^^ hint: The part before the @ asks for a route to another host. Only open relays follow it; scanners use …
        S: 550 Relaying denied
      `,
      `
        C: RCPT TO:<example.net!b@relay.example>
      #             ^^^^^^^^^^^^^ hint: The part before the @ asks for a route to another host. Only open relays follow it; scanners use …
        S: 550 Relaying denied
      `,
    ],
    silent: ['C: RCPT TO:<100%@example.net>\nS: 250 OK', 'C: RCPT TO:<b@example.net>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { argument, command, exchange, masked } of envelopesOf(session)) {
      const local = argument.mailbox?.local;
      if (!local || masked || local.quoted || !argument.mailbox?.host) continue;
      if (!/^[^%!]+%[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$|^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+![^!%]+$/.test(local.text)) continue;
      report({
        at: spotIn(command, local.from, local.to),
        message: t('The part before the @ asks for a route to another host. Only open relays follow it; scanners use it to find them.'),
        exchange,
      });
    }
  },
};
