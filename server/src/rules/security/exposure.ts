import { page, rfc } from '../../knowledge/source';
import { argumentOf, codeOf, type Exchange, lastReply, nameOf, type Session } from '../../session/model';
import { peerOf } from '../../session/outcome/protection';
import { textOfReply } from '../../session/outcome/refusal';
import { codeSpan, exchangeSpan, verbSpan } from '../../session/spans';
import { isMasked } from '../../syntax/masked';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

const verb = (exchange: Exchange): string => exchange.command?.verb ?? '';

const vrfyExpnEnabled: Rule = {
  id: 'vrfy-expn-enabled',
  group: 'security',
  title: 'The server tells who exists',
  severity: 'information',
  value: 'C',
  kind: 'note',
  tier: 5,
  gates: ['pair'],
  sources: [rfc(5321, '7.3'), rfc(5321, '3.5.3')],
  explains:
    'VRFY and EXPN were answered with a mailbox. Whoever asks long enough has a list of users. Most servers answer 252, which tells nothing, or switch the commands off (Postfix: disable_vrfy_command).',
  examples: {
    fires: ['C: VRFY bob\nS: 250 Bob <bob@example.net>'],
    silent: ['C: VRFY bob\nS: 252 2.0.0 try RCPT', 'C: VRFY bob\nS: 502 5.5.1 VRFY command is disabled'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      if (!/^(?:VRFY|EXPN)$/.test(verb(exchange)) || !exchange.command || (codeOf(exchange) !== 250 && codeOf(exchange) !== 251)) continue;
      report({
        at: verbSpan(exchange.command),
        message: t('The server tells whoever asks which mailboxes exist. 252 would say nothing.'),
        exchange,
      });
    }
  },
};

/** So many refused recipients are no typing mistake. */
const MANY_UNKNOWN = 10;
/** So many refused passwords in one session are no forgotten one. */
const MANY_REFUSED = 3;

const rcptHarvesting: Rule = {
  id: 'rcpt-harvesting',
  group: 'security',
  title: 'Recipients tried one after another',
  severity: 'information',
  value: 'C',
  kind: 'note',
  tier: 5,
  gates: [],
  sources: [rfc(5321, '7.3')],
  explains:
    'The client tries many recipients that do not exist and sends no message: somebody looks for addresses (or a list is very old). Servers slow down or close after a number of such errors (Postfix: smtpd_hard_error_limit).',
  examples: {
    fires: [Array.from({ length: 10 }, (_, n) => `C: RCPT TO:<u${n}@example.net>\nS: 550 5.1.1 no such user`).join('\n')],
    silent: [Array.from({ length: 5 }, (_, n) => `C: RCPT TO:<u${n}@example.net>\nS: 550 5.1.1 no such user`).join('\n')],
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
  value: 'C',
  kind: 'note',
  tier: 5,
  gates: [],
  sources: [rfc(4954, '9')],
  explains:
    'Three or more logins were refused in one session. Either somebody tries passwords, or a program goes on with a wrong one, which gets its address blocked. Servers should close after a few.',
  examples: {
    fires: [Array.from({ length: 3 }, () => 'C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nS: 535 5.7.8 authentication failed').join('\n')],
    silent: ['C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nS: 535 5.7.8 authentication failed'],
  },
  check({ session }, report) {
    const refused = session.exchanges.filter((each) => codeOf(each) === 535);
    if (refused.length < MANY_REFUSED) return;
    const reply = lastReply(refused[MANY_REFUSED - 1]);
    if (reply)
      report({
        at: codeSpan(reply),
        message: t('{0} logins refused in one session: somebody tries passwords, or a program goes on with a wrong one.', refused.length),
        exchange: refused[MANY_REFUSED - 1],
      });
  },
};

const domainIn = (exchange: Exchange): string | null => {
  const path = exchange.command ? /<[^<>@]{1,200}@([A-Za-z0-9.-]{3,255})>/.exec(argumentOf(exchange.command)) : null;
  return path ? path[1].toLowerCase() : null;
};

/** The last two labels: enough to tell two organisations apart, not to tell that they are one. */
const organisation = (domain: string): string => domain.split('.').slice(-2).join('.');

/** What a server says that passes mail on for others. */
const RELAYS = /\b(?:will|ok to|happy to) (?:relay|forward)\b|\brelay(?:ing)? (?:ok|allowed|permitted|accepted)\b|not local; will forward/i;

const openRelaySuspect: Rule = {
  id: 'open-relay-suspect',
  group: 'security',
  title: 'Mail for others accepted without a login',
  severity: 'warning',
  value: 'B',
  kind: 'note',
  tier: 5,
  gates: ['pair'],
  sources: [rfc(5321, '7.9')],
  explains:
    'Without a login the server accepts a sender of one domain and a recipient of another. If neither is its own, it passes on mail for anybody, and will soon be on every blocklist. An accepted RCPT is no proof: the server may know the recipient, or refuse the message later. Test with an address of a third party.',
  examples: {
    fires: [
      'C: MAIL FROM:<a@other.example>\nS: 250\nC: RCPT TO:<b@third.example>\nS: 250',
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@other.example>\nS: 250 OK\nC: RCPT TO:<b@third.example>\nS: 251 User not local; will forward',
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
          'Accepted without a login, for a sender and a recipient of different domains. If neither is the server’s own, it relays for anybody.',
        ),
        exchange,
        severity: says ? 'information' : 'hint',
      });
      return;
    }
  },
};

const xclientFromOutside: Rule = {
  id: 'xclient-from-outside',
  group: 'security',
  title: 'XCLIENT accepted from outside',
  severity: 'warning',
  value: 'D',
  kind: 'note',
  tier: 5,
  gates: ['pair'],
  sources: [page('Postfix XCLIENT_README', 'https://www.postfix.org/XCLIENT_README.html')],
  explains:
    'XCLIENT lets a client claim another address, name or login. The server accepted it from a machine on the internet: whoever reaches it can pass for anybody. Allow it to your own proxies only (Postfix: smtpd_authorized_xclient_hosts).',
  examples: {
    fires: [
      '=== Trying 198.51.100.7:25...\n=== Connected to 198.51.100.7.\n<-  220 mail.example.net ESMTP\n -> EHLO client.example.org\n<-  250-mail.example.net\n<-  250 XCLIENT NAME ADDR LOGIN\n -> XCLIENT ADDR=192.0.2.1 LOGIN=root\n<-  220 mail.example.net ESMTP',
    ],
    silent: [
      '=== Trying 127.0.0.1:25...\n=== Connected to 127.0.0.1.\n<-  220 mail.example.net ESMTP\n -> XCLIENT ADDR=192.0.2.1\n<-  220 mail.example.net ESMTP',
      'C: XCLIENT ADDR=192.0.2.1\nS: 550 5.7.0 Error: insufficient authorization',
    ],
  },
  check({ session }, report) {
    const shown = session.marks.find(({ kind, text }) => kind === 'connect' && /\b(?:\d{1,3}\.){3}\d{1,3}\b/.test(text));
    if (!shown || peerOf(session).local || /\b(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(shown.text)) return;
    for (const exchange of session.exchanges) {
      if (!/^(?:XCLIENT|XFORWARD)$/.test(verb(exchange)) || !exchange.command || codeOf(exchange) < 200 || codeOf(exchange) >= 300)
        continue;
      report({
        at: verbSpan(exchange.command),
        message: t('The server lets a machine outside claim to be another one. Allow {0} to your own proxies only.', verb(exchange)),
        exchange,
      });
      return;
    }
  },
};

/** Parameters that tell who somebody is, beside the address that the dialogue needs. */
const IDENTITY = /\b(?:AUTH|LOGIN|ADDR|NAME|HELO|ENVID)=(?!<>|\[(?:UNAVAILABLE|TEMPUNAVAIL)\])([^\s>]{1,500})/gi;

const identityLeak: Rule = {
  id: 'identity-leak',
  group: 'security',
  title: 'Tells who somebody is',
  severity: 'information',
  value: 'B',
  kind: 'note',
  tier: 5,
  gates: [],
  sources: [rfc(4954, '5'), rfc(5321, '7.4')],
  explains:
    'Beside the addresses that the dialogue needs, this parameter names a login, a person’s own address, or a machine inside a network. Think of it before you pass the text on: “Copy Redacted” renames it.',
  examples: {
    fires: ['C: MAIL FROM:<a@example.com> AUTH=alice@corp.example', 'C: XCLIENT ADDR=192.0.2.1 LOGIN=alice\nS: 220 mx.example.net ESMTP'],
    silent: [
      'C: MAIL FROM:<a@example.com> AUTH=<>',
      'C: MAIL FROM:<a@example.com> SIZE=1000',
      'C: XCLIENT ADDR=[UNAVAILABLE]\nS: 220 mx.example.net ESMTP',
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (!command || command.masked || !/^(?:MAIL|XCLIENT|XFORWARD)$/.test(command.verb)) continue;
      const found = [...command.piece.text.slice(0, 2000).matchAll(IDENTITY)].find(
        (match) => !isMasked(match[1]) && (command.verb !== 'MAIL' || /^AUTH=/i.test(match[0])),
      );
      if (!found) continue;
      report({
        at: spanOf(command.line, command.piece, found.index, found.index + found[0].length),
        message: t('This names a login or a machine beside the addresses. “Copy Redacted” renames it before you pass the text on.'),
        exchange,
      });
    }
  },
};

const firstAddress = (session: Session): Exchange | undefined =>
  session.exchanges.find((each) => /^(?:MAIL|RCPT)$/.test(verb(each)) && domainIn(each) !== null && !each.command?.masked);

const piiPresent: Rule = {
  id: 'pii-present',
  group: 'security',
  title: 'Mail addresses in the text',
  severity: 'off',
  value: 'B',
  kind: 'note',
  tier: 5,
  gates: [],
  sources: [rfc(5321, '7.4')],
  explains:
    'The text names people by their mail addresses. Before it leaves your hands, in an issue or a ticket, have it redacted: each address gets the same stand-in everywhere, so that the text still makes sense. Off unless asked for, as nearly every transcript has some.',
  examples: {
    fires: ['C: RCPT TO:<first.last@customer.example>'],
    silent: ['C: RCPT TO:<********>', 'C: QUIT\nS: 221 Bye'],
  },
  check({ session }, report) {
    const exchange = firstAddress(session);
    if (!exchange?.command) return;
    const { command } = exchange;
    report({
      at: spanOf(command.line, command.piece, command.argumentAt),
      message: t('Mail addresses name people. “Copy Redacted” gives each the same stand-in everywhere.'),
      exchange,
    });
  },
};

export const exposureRules: readonly Rule[] = [
  vrfyExpnEnabled,
  rcptHarvesting,
  authBruteforce,
  openRelaySuspect,
  xclientFromOutside,
  identityLeak,
  piiPresent,
];
