import { rfc } from '../../knowledge/source';
import type { Exchange, Session } from '../../session/model';
import { argumentOf, nameOf } from '../../session/model';
import { verbSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** Commands after which a client waits, PIPELINING or not (RFC 2920 §3.1; STARTTLS: RFC 3207 §4; every other extension: default). */
const LAST_IN_GROUP = /^(?:EHLO|HELO|LHLO|DATA|VRFY|EXPN|TURN|ATRN|QUIT|NOOP|STARTTLS|AUTH|ETRN|HELP)$/;

/** AUTH in one round may be followed by other commands (RFC 4954 §4, RFC 4468 §3.4). */
const oneRound = (exchange: Exchange): boolean =>
  exchange.command !== null && /^(?:PLAIN|EXTERNAL|ANONYMOUS|XOAUTH2|OAUTHBEARER)[ \t]+\S/i.test(argumentOf(exchange.command));

/** Commands that were sent before the reply to the one before them, with that one. */
function* early(session: Session): Generator<{ readonly exchange: Exchange; readonly before: Exchange }> {
  for (const exchange of session.exchanges) {
    const before = session.exchanges[exchange.index - 1];
    if (!before?.pipelined || before.kind !== 'command' || exchange.kind !== 'command' || !exchange.command || !before.command) continue;
    if (nameOf(before) === '?' || nameOf(exchange) === '?') continue;
    if (before.trust !== 'certain' || before.replies.length === 0 || exchange.trust !== 'certain') continue;
    if (before.replies[0].lines[0].line < exchange.command.line) continue;
    yield { exchange, before };
  }
}

const mustWait = (before: Exchange): boolean => LAST_IN_GROUP.test(nameOf(before)) && !(nameOf(before) === 'AUTH' && oneRound(before));

const pipeliningNotAdvertised: Rule = {
  id: 'pipelining-not-advertised',
  group: 'sequence',
  title: 'Pipelining that was not offered',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['pipelined'],
  gates: ['order', 'capabilities'],
  sources: [rfc(2920, '3.1')],
  explains:
    'The client sends a command before it has the reply to the previous one, but the server did not offer PIPELINING in its EHLO reply. Servers take that for the mark of a spammer and drop the connection, or lose commands. Wait for each reply, or send groups only where PIPELINING is offered.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250 SIZE 1000
        C: MAIL FROM:<a@example.com>
        C: RCPT TO:<b@example.net>
      #    ^^^^ error: RCPT is sent before the reply to MAIL, but the server did not offer PIPELINING. Wait for each reply.
        S: 250 2.1.0 Ok
        S: 554 5.5.0 Error: improper command pipelining
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 PIPELINING\nC: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.net>\nS: 250 2.1.0 Ok\nS: 250 2.1.5 Ok',
      'C: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.net>\nS: 250 2.1.0 Ok\nS: 250 2.1.5 Ok',
    ],
  },
  check({ session, states }, report) {
    for (const { exchange, before } of early(session)) {
      const offered = states[before.index].capabilities;
      if (!exchange.command || !offered || offered.has('PIPELINING') || mustWait(before)) continue;
      report({
        at: verbSpan(exchange.command),
        message: t(
          '{0} is sent before the reply to {1}, but the server did not offer PIPELINING. Wait for each reply.',
          nameOf(exchange),
          nameOf(before),
        ),
        exchange,
      });
    }
  },
};

const pipeliningGroupOrder: Rule = {
  id: 'pipelining-group-order',
  group: 'sequence',
  title: 'Command that must end its group',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['pipelined'],
  gates: ['order'],
  sources: [rfc(2920, '3.1'), rfc(3207, '4'), rfc(4954, '4')],
  explains:
    'Even where PIPELINING is offered, a client has to wait for the reply to some commands: EHLO, DATA, AUTH, STARTTLS, NOOP, VRFY and others must be the last of a group. The next command here was sent before that reply. Servers refuse it ("improper command pipelining") or discard it.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
        C: MAIL FROM:<a@example.com>
      #    ^^^^ error: MAIL is sent before the reply to EHLO, which must be the last command of a group. Wait for its reply.
        S: 250 mx.example.net
        S: 554 5.5.0 Error: SMTP protocol synchronization
      `,
      `
        C: EHLO client.example.org
        C: MAIL FROM:<a@example.com>
      #    ^^^^ error: MAIL is sent before the reply to EHLO, which must be the last command of a group. Wait for its reply.
        S: 554 5.5.0 Error: SMTP protocol synchronization
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 PIPELINING\nC: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.net>\nC: DATA\nS: 250 2.1.0 Ok\nS: 250 2.1.5 Ok\nS: 354 Go ahead',
      'C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nC: MAIL FROM:<a@example.com>\nS: 235 2.7.0 Ok\nS: 250 2.1.0 Ok',
    ],
  },
  check({ session }, report) {
    for (const { exchange, before } of early(session)) {
      if (!exchange.command || !mustWait(before)) continue;
      report({
        at: verbSpan(exchange.command),
        message: t(
          '{0} is sent before the reply to {1}, which must be the last command of a group. Wait for its reply.',
          nameOf(exchange),
          nameOf(before),
        ),
        exchange: exchange.replies.length > 0 ? exchange : before,
      });
    }
  },
};

export const pipeliningRules: readonly Rule[] = [pipeliningNotAdvertised, pipeliningGroupOrder];
