import { rfc } from '../../knowledge/source';
import type { Command, Exchange, Session } from '../../session/model';
import { insertBefore } from '../../session/outcome/insertion';
import { verbSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Fix, Rule } from '../rule';

const NEEDS_HELLO = /^(?:MAIL|RCPT|AUTH|DATA|BDAT)$/;

const commandOf = (exchange: Exchange): string => (exchange.kind === 'command' ? (exchange.command?.verb ?? '') : '');

const mailBeforeHello: Rule = {
  id: 'mail-before-hello',
  group: 'sequence',
  title: 'Mail before the hello',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['MAIL', 'RCPT', 'AUTH', 'DATA', 'BDAT'],
  with: ['greeting'],
  gates: ['full'],
  sources: [rfc(5321, '4.1.4'), rfc(5321, '3.3')],
  explains:
    "The client begins a transaction, or logs in, before the server has accepted an EHLO or HELO. A server may refuse everything until it knows the client's name, and most do: `503 send HELO/EHLO first`. After the greeting, send `EHLO` with the name of the client and wait for its 250.",
  examples: {
    fires: [
      `
        S: 220 mx.example.net ESMTP
        C: MAIL FROM:<a@example.com>
      #    ^^^^ error: MAIL is sent before EHLO or HELO: the server does not know the client yet. Send EHLO first.
        S: 503 5.5.1 Error: send HELO/EHLO first
      `,
    ],
    silent: [
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 Ok',
      'C: MAIL FROM:<a@example.com>\nS: 503 5.5.1 Error: send HELO/EHLO first',
      'S: 220 mx.example.net ESMTP\n...\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 Ok',
    ],
  },
  check({ session, states }, report) {
    for (const exchange of session.exchanges) {
      const verb = commandOf(exchange);
      const state = states[exchange.index];
      if (!NEEDS_HELLO.test(verb) || state.hello !== 'none' || state.greeted !== 'yes' || state.epoch > 0 || !exchange.command) continue;
      // A hello that is still unanswered, or that was refused, is another story.
      if (session.exchanges.some((each) => each.index < exchange.index && /^(?:EHLO|HELO|LHLO|XCLIENT)$/.test(commandOf(each)))) return;
      report({
        at: verbSpan(exchange.command),
        message: t('{0} is sent before EHLO or HELO: the server does not know the client yet. Send EHLO first.', verb),
        exchange,
        fixes: putEhlo(session, exchange.command),
      });
      return;
    }
  },
};

const helloMissingAfterStarttls: Rule = {
  id: 'hello-missing-after-starttls',
  group: 'sequence',
  title: 'No new EHLO after STARTTLS',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['STARTTLS'],
  gates: ['no-gap'],
  sources: [rfc(3207, '4.2')],
  explains:
    'After the TLS handshake both sides forget everything before it, the EHLO included. The client went on without a new one: to the server no hello was ever sent. Send `EHLO` again as the first command under TLS; its list of extensions is usually a different one.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250 STARTTLS
        C: STARTTLS
      #    ~~~~~~~~ TLS begins here.
        S: 220 2.0.0 Ready
        C: AUTH PLAIN
      #    ^^^^ error: AUTH follows STARTTLS without a new EHLO, and TLS made the server forget the first one. Send EHLO again after the …
        S: 503 5.5.1 EHLO/HELO first
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 2.0.0 Ready\nC: EHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 Ok',
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 2.0.0 Ready\n...\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 Ok',
    ],
  },
  check({ session, states }, report) {
    let handshake: Exchange | null = null;
    for (const exchange of session.exchanges) {
      const verb = commandOf(exchange);
      if (verb === 'STARTTLS' && exchange.replies[0]?.code === 220) handshake = exchange;
      if (verb === 'EHLO' || verb === 'HELO' || verb === 'LHLO' || verb === '?') handshake = null;
      const state = states[exchange.index];
      if (!handshake || !NEEDS_HELLO.test(verb) || state.hello !== 'none' || state.epoch === 0 || !exchange.command) continue;
      const at = handshake.command && verbSpan(handshake.command);
      report({
        at: verbSpan(exchange.command),
        message: t(
          '{0} follows STARTTLS without a new EHLO, and TLS made the server forget the first one. Send EHLO again after the handshake.',
          verb,
        ),
        exchange,
        related: at ? [{ at, message: t('TLS begins here.') }] : [],
        fixes: putEhlo(session, exchange.command),
      });
      handshake = null;
    }
  },
};

function putEhlo(session: Session, command: Command): readonly Fix[] {
  const edit = insertBefore(session, command, [
    ['C', 'EHLO client.example.com'],
    ['S', '250 mx.example.com'],
  ]);
  return edit ? [{ title: t('Put EHLO before it'), edits: [edit], unsafe: true }] : [];
}

export const helloRules: readonly Rule[] = [mailBeforeHello, helloMissingAfterStarttls];
