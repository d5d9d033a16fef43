import { rfc } from '../../knowledge/source';
import { authDialoguesOf } from '../../session/auth-dialogue';
import { ehloRepliesOf } from '../../session/ehlo-reply';
import { codeOf, type Exchange, lastReply, nameOf, type Session } from '../../session/model';
import { peerOf, protectionOf } from '../../session/outcome/protection';
import { codeSpan, verbSpan } from '../../session/spans';
import type { State } from '../../session/state';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

/** Mechanisms that send the password or a token in clear. */
const PLAINTEXT = /^(?:PLAIN|LOGIN|XOAUTH2|OAUTHBEARER)$/;

/** The attempt at STARTTLS that was refused before `exchange`, if any; its command need not be shown. */
function refusedStarttls(session: Session, exchange: Exchange): Exchange | undefined {
  let first = firstRefused.get(session);
  if (first === undefined) {
    first =
      session.exchanges.find((each) => {
        const reply = lastReply(each);
        if (!reply || reply.code < 400) return false;
        return nameOf(each) === 'STARTTLS' || (!each.command && reply.code === 454 && /\bTLS\b/i.test(reply.lines[0].piece.text));
      }) ?? null;
    firstRefused.set(session, first);
  }
  return first && first.index < exchange.index ? first : undefined;
}

const firstRefused = new WeakMap<Session, Exchange | null>();

/** The first AUTH with a plaintext mechanism that certainly went in clear to another machine. */
function clearAuth(session: Session, states: readonly State[]): Exchange | null {
  if (peerOf(session).local) return null;
  for (const { begin, mechanism } of authDialoguesOf(session)) {
    if (begin && mechanism && PLAINTEXT.test(mechanism) && protectionOf(session, states, begin) === 'clear' && !alwaysRefused(begin))
      return begin;
  }
  return null;
}

/** The server stopped the credentials: it refused the command before they were sent. */
const alwaysRefused = (exchange: Exchange): boolean => {
  const command = exchange.command;
  const bare = command !== null && /^\S+\s*$/.test(command.piece.text.slice(command.argumentAt));
  return bare && codeOf(exchange) >= 500;
};

const keywordSpan = (session: Session, name: string, before: Exchange): Span | null => {
  for (const { exchange, keywords } of ehloRepliesOf(session)) {
    const found = exchange.index < before.index ? keywords.find((one) => one.name === name) : undefined;
    if (found) return spanOf(found.line.line, found.line.piece, found.from, found.to);
  }
  return null;
};

const authOverCleartext: Rule = {
  id: 'auth-over-cleartext',
  group: 'security',
  title: 'Password sent without TLS',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 5,
  on: ['AUTH'],
  gates: [],
  sources: [rfc(4954, '4'), rfc(8314, '3')],
  explains:
    'The client logs in with a mechanism that sends the password (or a token) in clear, and the connection is not encrypted: anyone on the path can read it. Use STARTTLS on port 587, or TLS from the first byte on port 465, and change the password.',
  examples: {
    fires: [
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250-STARTTLS
      #        ~~~~~~~~ The server offered STARTTLS here.
        S: 250 AUTH PLAIN LOGIN
        C: AUTH LOGIN
      #    ^^^^ warning: The password is sent without TLS, and anyone on the path can read it. Use STARTTLS first, or port 465 with TLS.
        S: 334 VXNlcm5hbWU6
      `,
      `
        === Trying mail.example.net:587...
        === Connected to mail.example.net.
        <-  220 mail.example.net ESMTP
         -> EHLO client.example.org
        <-  250-mail.example.net
        <-  250 AUTH PLAIN
         -> AUTH PLAIN AGFsaWNlAFJFREFDVEVE
      #     ^^^^ warning: The password is sent without TLS, and anyone on the path can read it. Use STARTTLS first, or port 465 with TLS.
        <-  235 2.7.0 OK
      `,
    ],
    silent: [
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 AUTH PLAIN LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6',
      'S: 220 localhost ESMTP\nC: EHLO client.example.org\nS: 250-localhost\nS: 250-STARTTLS\nS: 250 AUTH PLAIN LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6',
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 Ready\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 AUTH PLAIN LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6',
    ],
  },
  check({ session, states }, report) {
    const exchange = clearAuth(session, states);
    if (!exchange?.command || refusedStarttls(session, exchange)) return;
    const offer = keywordSpan(session, 'STARTTLS', exchange);
    report({
      at: verbSpan(exchange.command),
      message: t('The password is sent without TLS, and anyone on the path can read it. Use STARTTLS first, or port 465 with TLS.'),
      exchange,
      related: offer ? [{ at: offer, message: t('The server offered STARTTLS here.') }] : [],
    });
  },
};

/** What a session in clear is for: the first AUTH, else the first MAIL. */
const purposeOf = (session: Session, after: Exchange): Exchange | undefined => {
  const later = session.exchanges.filter(({ index, command }) => index > after.index && command !== null);
  return later.find((each) => nameOf(each) === 'AUTH') ?? later.find((each) => nameOf(each) === 'MAIL');
};

const starttlsOfferedNotUsed: Rule = {
  id: 'starttls-offered-not-used',
  group: 'security',
  title: 'STARTTLS offered but not used',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['keywords'],
  gates: [],
  sources: [rfc(3207, '6'), rfc(8461)],
  explains:
    'The server offers encryption and the client goes on in clear: login and mail can be read on the path. Switch STARTTLS on in the client; between servers, use it wherever it is offered.',
  examples: {
    fires: [
      `
        S: 250 STARTTLS
      #        ~~~~~~~~ STARTTLS is offered here.
        C: MAIL FROM:<a@example.com>
      #    ^^^^ information: The server offered STARTTLS, but the client goes on in clear. Switch STARTTLS on in the client.
      `,
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250-STARTTLS
      #        ~~~~~~~~ STARTTLS is offered here.
        S: 250 AUTH CRAM-MD5
        C: AUTH CRAM-MD5
      #    ^^^^ warning: The server offered STARTTLS, but the client goes on in clear. Switch STARTTLS on in the client.
        S: 334 PDEuMkBteC5leGFtcGxlLm5ldD4=
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 Ready',
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: QUIT\nS: 221 Bye',
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-STARTTLS\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nS: 235 OK',
    ],
  },
  check({ session, states }, report) {
    if (peerOf(session).local || session.exchanges.some((each) => nameOf(each) === 'STARTTLS')) return;
    for (const { exchange, keywords } of ehloRepliesOf(session)) {
      const offer = keywords.find(({ name }) => name === 'STARTTLS');
      if (!offer || (states[exchange.index]?.epoch ?? 0) > 0 || exchange.command?.tls === true) continue;
      const purpose = purposeOf(session, exchange);
      // What is said of the password needs no repetition.
      if (!purpose?.command || purpose.command.tls === true || clearAuth(session, states)) return;
      if (session.marks.some(({ kind, after }) => kind === 'tls' && after < purpose.index)) return;
      report({
        at: verbSpan(purpose.command),
        message: t('The server offered STARTTLS, but the client goes on in clear. Switch STARTTLS on in the client.'),
        exchange: purpose,
        severity: nameOf(purpose) === 'AUTH' ? undefined : 'information',
        related: [{ at: spanOf(offer.line.line, offer.line.piece, offer.from, offer.to), message: t('STARTTLS is offered here.') }],
      });
      return;
    }
  },
};

const starttlsFailedContinueClear: Rule = {
  id: 'starttls-failed-continue-clear',
  group: 'security',
  title: 'Login in clear after STARTTLS failed',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 5,
  on: ['AUTH'],
  gates: [],
  sources: [rfc(3207, '4.1'), rfc(3207, '6'), rfc(8314, '3')],
  explains:
    'The server could not start TLS, and the client logged in without it. An attacker who wants the password only has to make STARTTLS fail. Set the client to require TLS and give up otherwise, and get the server’s certificate or configuration fixed.',
  examples: {
    fires: [
      `
        S: 454 4.7.0 TLS not available
      #    ~~~ STARTTLS is refused here.
        C: AUTH LOGIN
      #    ^^^^ warning: STARTTLS was refused, and the client logs in without it. Require TLS in the client, and get the server fixed.
      `,
      `
        C: STARTTLS
        S: 454 4.7.0 TLS not available
      #    ~~~ STARTTLS is refused here.
        C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE
      #    ^^^^ warning: STARTTLS was refused, and the client logs in without it. Require TLS in the client, and get the server fixed.
        S: 235 OK
      `,
    ],
    silent: [
      'C: STARTTLS\nS: 454 4.7.0 TLS not available\nC: QUIT\nS: 221 Bye',
      'C: STARTTLS\nS: 220 Ready\nC: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nS: 235 OK',
    ],
  },
  check({ session, states }, report) {
    if (peerOf(session).local) return;
    for (const { begin } of authDialoguesOf(session)) {
      const refused = begin && refusedStarttls(session, begin);
      const reply = refused && lastReply(refused);
      if (!begin?.command || !reply || (states[begin.index]?.epoch ?? 0) > 0 || begin.command.tls === true) continue;
      report({
        at: verbSpan(begin.command),
        message: t('STARTTLS was refused, and the client logs in without it. Require TLS in the client, and get the server fixed.'),
        exchange: begin,
        related: [{ at: codeSpan(reply), message: t('STARTTLS is refused here.') }],
      });
      return;
    }
  },
};

const submissionWithoutTls: Rule = {
  id: 'submission-without-tls',
  group: 'security',
  title: 'Submission without TLS',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['mark'],
  with: ['MAIL'],
  gates: [],
  sources: [rfc(8314, '3.3'), rfc(6409, '4')],
  explains:
    'Port 587 is for mail programs that submit mail, and that should be encrypted: with STARTTLS here, or on port 465 with TLS from the first byte. This session sends a message in clear.',
  examples: {
    fires: [
      `
        === Trying mail.example.net:587...
        === Connected to mail.example.net.
        <-  220 mail.example.net ESMTP
         -> EHLO client.example.org
        <-  250 mail.example.net
         -> MAIL FROM:<alice@example.org>
      #     ^^^^ information: Port 587 is for submission, which should be encrypted: use STARTTLS before MAIL.
        <-  250 2.1.0 Ok
      `,
    ],
    silent: [
      '=== Trying mail.example.net:25...\n=== Connected to mail.example.net.\n<-  220 mail.example.net ESMTP\n -> EHLO client.example.org\n<-  250 mail.example.net\n -> MAIL FROM:<alice@example.org>\n<-  250 2.1.0 Ok',
    ],
  },
  check({ session, states }, report) {
    const { port, local } = peerOf(session);
    if (port !== 587 || local || clearAuth(session, states)) return;
    const mail = session.exchanges.find((each) => nameOf(each) === 'MAIL');
    if (!mail?.command || protectionOf(session, states, mail) !== 'clear') return;
    report({
      at: verbSpan(mail.command),
      message: t('Port 587 is for submission, which should be encrypted: use STARTTLS before MAIL.'),
      exchange: mail,
    });
  },
};

export const cleartextRules: readonly Rule[] = [
  authOverCleartext,
  starttlsOfferedNotUsed,
  starttlsFailedContinueClear,
  submissionWithoutTls,
];
