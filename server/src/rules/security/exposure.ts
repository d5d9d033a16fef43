import { rfc } from '../../knowledge/source';
import { codeOf, type Exchange, lastReply, nameOf } from '../../session/model';
import { peerOf } from '../../session/outcome/protection';
import { textOfReply } from '../../session/outcome/refusal';
import { codeSpan, exchangeSpan, verbSpan } from '../../session/spans';
import { organisation } from '../../syntax/domain';
import { t } from '../../text/l10n';
import { domainIn } from '../command-lines';
import type { Rule } from '../rule';

const verb = (exchange: Exchange): string => exchange.command?.verb ?? '';

const vrfyExpnEnabled: Rule = {
  id: 'vrfy-expn-enabled',
  group: 'security',
  title: 'The server reveals which mailboxes exist',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['other'],
  gates: ['pair'],
  sources: [rfc(5321, '7.3'), rfc(5321, '3.5.3')],
  explains:
    'VRFY or EXPN was answered with a mailbox. A client that asks long enough gets a list of users. Most servers answer 252, which reveals nothing, or switch the commands off (Postfix: disable_vrfy_command).',
  examples: {
    fires: [
      `
        C: VRFY bob
      #    ^^^^ information: The server reveals which mailboxes exist. Answer 252, or switch the command off.
        S: 250 Bob <bob@example.net>
      `,
    ],
    silent: ['C: VRFY bob\nS: 252 2.0.0 try RCPT', 'C: VRFY bob\nS: 502 5.5.1 VRFY command is disabled'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      if (!/^(?:VRFY|EXPN)$/.test(verb(exchange)) || !exchange.command || (codeOf(exchange) !== 250 && codeOf(exchange) !== 251)) continue;
      report({
        at: verbSpan(exchange.command),
        message: t('The server reveals which mailboxes exist. Answer 252, or switch the command off.'),
        exchange,
      });
    }
  },
};

/** More refused recipients than a typing mistake explains. */
const MANY_UNKNOWN = 10;
/** More refused passwords in one session than a forgotten one explains. */
const MANY_REFUSED = 3;

const rcptHarvesting: Rule = {
  id: 'rcpt-harvesting',
  group: 'security',
  title: 'Recipients tried one after another',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['refusal'],
  gates: [],
  sources: [rfc(5321, '7.3')],
  explains:
    'The client tries many recipients that do not exist and sends no message: it is looking for addresses, or its list is very old. Servers slow down or close after a number of such errors (Postfix: smtpd_hard_error_limit).',
  examples: {
    fires: [
      `
        C: RCPT TO:<u0@example.net>
      #    ^^^^ information: 10 recipients that do not exist, and no message: the client is looking for addresses, or its list is old.
        S: 550 5.1.1 no such user
        C: RCPT TO:<u1@example.net>
        S: 550 5.1.1 no such user
        C: RCPT TO:<u2@example.net>
        S: 550 5.1.1 no such user
        C: RCPT TO:<u3@example.net>
        S: 550 5.1.1 no such user
        C: RCPT TO:<u4@example.net>
        S: 550 5.1.1 no such user
        C: RCPT TO:<u5@example.net>
        S: 550 5.1.1 no such user
        C: RCPT TO:<u6@example.net>
        S: 550 5.1.1 no such user
        C: RCPT TO:<u7@example.net>
        S: 550 5.1.1 no such user
        C: RCPT TO:<u8@example.net>
        S: 550 5.1.1 no such user
        C: RCPT TO:<u9@example.net>
        S: 550 5.1.1 no such user
      `,
    ],
    silent: [Array.from({ length: 9 }, (_, n) => `C: RCPT TO:<u${n}@example.net>\nS: 550 5.1.1 no such user`).join('\n')],
  },
  check({ session }, report) {
    const unknown = session.exchanges.filter(
      (each) =>
        /^(?:RCPT|VRFY)$/.test(verb(each)) && /^55[0-3]$/.test(String(codeOf(each))) && !/^5\.[^1]\./.test(lastReply(each)?.enhanced ?? ''),
    );
    if (unknown.length < MANY_UNKNOWN || session.exchanges.some((each) => verb(each) === 'DATA' && codeOf(each) === 354)) return;
    const at = exchangeSpan(unknown[0]);
    if (at)
      report({
        at,
        message: t(
          '{0} recipients that do not exist, and no message: the client is looking for addresses, or its list is old.',
          unknown.length,
        ),
        exchange: unknown[0],
      });
  },
};

const authBruteforce: Rule = {
  id: 'auth-bruteforce',
  group: 'security',
  title: 'Passwords tried one after another',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['refusal'],
  gates: [],
  sources: [rfc(4954, '9')],
  explains:
    'Three or more logins were refused in one session. Either an attacker tries passwords, or a program keeps using a wrong one, which gets its address blocked. Servers should close after a few.',
  examples: {
    fires: [
      `
        C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE
        S: 535 5.7.8 authentication failed
        C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE
        S: 535 5.7.8 authentication failed
        C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE
        S: 535 5.7.8 authentication failed
      #    ^^^ information: 3 logins were refused in one session: an attacker tries passwords, or a program keeps using a wrong one.
      `,
    ],
    silent: [
      'C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nS: 535 5.7.8 authentication failed\nC: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nS: 535 5.7.8 authentication failed',
    ],
  },
  check({ session }, report) {
    const refused = session.exchanges.filter((each) => codeOf(each) === 535);
    if (refused.length < MANY_REFUSED) return;
    const reply = lastReply(refused[MANY_REFUSED - 1]);
    if (reply)
      report({
        at: codeSpan(reply),
        message: t(
          '{0} logins were refused in one session: an attacker tries passwords, or a program keeps using a wrong one.',
          refused.length,
        ),
        exchange: refused[MANY_REFUSED - 1],
      });
  },
};

/** What a server says that passes mail on for others. */
const RELAYS = /\b(?:will|ok to|happy to) (?:relay|forward)\b|\brelay(?:ing)? (?:ok|allowed|permitted|accepted)\b|not local; will forward/i;

const openRelaySuspect: Rule = {
  id: 'open-relay-suspect',
  group: 'security',
  title: 'Mail for others accepted without a login',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['RCPT'],
  gates: ['pair'],
  sources: [rfc(5321, '7.9')],
  explains:
    'Without a login the server accepts a sender of one domain and a recipient of another. If neither is its own, it relays mail for anyone, and will soon be on every block list. An accepted RCPT is not proof: the server may know the recipient, or refuse the message later. Test with an address of a third party.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@other.example>
        S: 250
        C: RCPT TO:<b@third.example>
      #    ^^^^ hint: Accepted without a login, although sender and recipient have different domains. If neither is the server’s own, it …
        S: 250
      `,
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 250 mx.example.net
        C: MAIL FROM:<a@other.example>
        S: 250 OK
        C: RCPT TO:<b@third.example>
      #    ^^^^ information: Accepted without a login, although sender and recipient have different domains. If neither is the server’s …
        S: 251 User not local; will forward
      `,
    ],
    silent: [
      'S: 220 mx.third.example ESMTP\nC: EHLO client.example.org\nS: 250 mx.third.example\nC: MAIL FROM:<a@other.example>\nS: 250 OK\nC: RCPT TO:<b@third.example>\nS: 250 OK',
      'C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nS: 235 OK\nC: MAIL FROM:<a@other.example>\nS: 250 OK\nC: RCPT TO:<b@third.example>\nS: 250 OK',
      'C: MAIL FROM:<a@other.example>\nS: 250\nC: RCPT TO:<b@third.example>\nS: 550 relaying denied',
    ],
  },
  check({ session, states }, report) {
    if (
      peerOf(session).local ||
      session.exchanges.some((each) => /^(?:AUTH|auth)$/.test(nameOf(each)) || states[each.index].auth === 'done')
    )
      return;
    // Where the server says who it is, only its own words tell that the recipient is not its own.
    const named = session.exchanges.some((each) => each.kind === 'greeting' || /^(?:EHLO|HELO|LHLO|STARTTLS)$/.test(nameOf(each)));
    let sender: string | null = null;
    for (const exchange of session.exchanges) {
      if (verb(exchange) === 'MAIL') sender = codeOf(exchange) === 250 ? domainIn(exchange) : null;
      const reply = lastReply(exchange);
      if (verb(exchange) !== 'RCPT' || !exchange.command || !sender || !reply || (reply.code !== 250 && reply.code !== 251)) continue;
      const recipient = domainIn(exchange);
      if (!recipient || organisation(recipient) === organisation(sender)) continue;
      const says = RELAYS.test(textOfReply(reply));
      if (!says && (named || session.exchanges[0].index !== 0 || verb(session.exchanges[0]) !== 'MAIL')) continue;
      report({
        at: verbSpan(exchange.command),
        message: t(
          'Accepted without a login, although sender and recipient have different domains. If neither is the server’s own, it relays for anyone.',
        ),
        exchange,
        severity: says ? 'information' : 'hint',
      });
      return;
    }
  },
};

export const exposureRules: readonly Rule[] = [vrfyExpnEnabled, rcptHarvesting, authBruteforce, openRelaySuspect];
