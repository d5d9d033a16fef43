import { rfc } from '../../knowledge/source';
import { type Command, codeOf, type Exchange, lastReply, type Session } from '../../session/model';
import { insertBefore } from '../../session/outcome/insertion';
import { wasRefused } from '../../session/outcome/refusal';
import { verbSpan } from '../../session/spans';
import type { State } from '../../session/state';
import { t } from '../../text/l10n';
import type { Fix, Rule } from '../rule';

const verbOf = (exchange: Exchange): string => (exchange.kind === 'command' ? (exchange.command?.verb ?? '') : '');

/** A hello was accepted for certain: otherwise the finding is that it is missing. */
const greeted = (state: State): boolean => state.hello !== 'none';

const rcptBeforeMail: Rule = {
  id: 'rcpt-before-mail',
  group: 'sequence',
  title: 'RCPT without MAIL',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['RCPT'],
  gates: ['no-gap'],
  sources: [rfc(5321, '3.3'), rfc(5321, '4.1.4')],
  explains:
    'A recipient is named while no transaction is open: no MAIL was sent since the hello, the last message, or RSET. The order is MAIL, RCPT, DATA. Send `MAIL FROM:<…>` first.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
        S: 250 mx.example.net
        C: RCPT TO:<b@example.net>
      #    ^^^^ error: RCPT names a recipient, but no MAIL opened a transaction. Send MAIL FROM first.
        S: 503 5.5.1 Error: need MAIL command
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 Ok\nC: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok',
      'C: EHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.com>\nS: 550 5.7.1 Not from you\nC: RCPT TO:<b@example.net>\nS: 503 5.5.1 Error: need MAIL command',
      'C: RCPT TO:<b@example.net>\nS: 503 5.5.1 Error: need MAIL command',
    ],
  },
  check({ session, states }, report) {
    let mail: Exchange | null = null;
    for (const exchange of session.exchanges) {
      const state = states[exchange.index];
      if (verbOf(exchange) === 'MAIL') mail = exchange;
      if (verbOf(exchange) !== 'RCPT' || state.transaction !== 'none' || !greeted(state) || !exchange.command) continue;
      // An accepted one tells that lines are missing, which lines-missing says.
      if ((lastReply(exchange)?.code ?? 400) < 400) continue;

      if (mail && codeOf(mail) >= 300) continue;
      if (verbOf(session.exchanges[exchange.index - 1]) === 'RCPT') continue;
      report({
        at: verbSpan(exchange.command),
        message: t('RCPT names a recipient, but no MAIL opened a transaction. Send MAIL FROM first.'),
        exchange,
      });
    }
  },
};

const dataBeforeRcpt: Rule = {
  id: 'data-before-rcpt',
  group: 'sequence',
  title: 'DATA without a recipient',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['DATA', 'BDAT'],
  with: ['MAIL'],
  gates: ['no-gap'],
  sources: [rfc(5321, '3.3')],
  explains:
    'The client announces the message, but named no recipient after MAIL. The server has no one to deliver to and answers 503. Send `RCPT TO:<…>` for each recipient between MAIL and DATA.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: DATA
      #    ^^^^ error: DATA follows MAIL without any RCPT: the message has no recipient. Send RCPT TO before DATA.
        S: 503 5.5.1 Error: need RCPT command
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok\nC: DATA\nS: 354 Go ahead',
      'C: MAIL FROM:<a@example.com>\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 550 5.1.1 No such user\nC: DATA\nS: 503 5.5.1 Error: need RCPT command',
      'C: MAIL FROM:<a@example.com>\nS: 250 OK\n...\nC: DATA\nS: 503 5.5.1 Error: need RCPT command',
      'EHLO client.example.org\n250 mx.example.net\nMAIL FROM:<a@example.com>\n250 OK\nRCPT TO:<b@example.net>\nRENEGOTIATING\nDATA\n503 5.5.1 Error: need RCPT command',
    ],
  },
  check({ session, states }, report) {
    for (const exchange of session.exchanges) {
      const verb = verbOf(exchange);
      const { transaction } = states[exchange.index];
      if ((verb !== 'DATA' && verb !== 'BDAT') || typeof transaction === 'string' || transaction.named > 0 || !exchange.command) continue;
      report({
        at: verbSpan(exchange.command),
        message: t('{0} follows MAIL without any RCPT: the message has no recipient. Send RCPT TO before {0}.', verb),
        exchange,
      });
    }
  },
};

const nestedMail: Rule = {
  id: 'nested-mail',
  group: 'sequence',
  title: 'MAIL inside a transaction',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['second-mail'],
  gates: ['no-gap'],
  sources: [rfc(5321, '4.1.4'), rfc(5321, '4.1.1.2')],
  explains:
    'MAIL begins a second transaction while the first is neither finished nor dropped. It happens when a connection is used again after a message that was not sent. Send `RSET` before the next MAIL, or finish the first message.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
      #    ~~~~ The open transaction begins here.
        S: 250 OK
        C: MAIL FROM:<b@example.com>
      #    ^^^^ error: MAIL is sent while a transaction is open: the previous one was neither finished nor dropped. Send RSET before it.
        S: 503 5.5.1 Error: nested MAIL command
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nS: 250 OK\nC: RSET\nS: 250 OK\nC: MAIL FROM:<b@example.com>\nS: 250 OK',
      'C: MAIL FROM:<a@example.com>\nS: 250 OK\n...\nC: MAIL FROM:<b@example.com>\nS: 250 OK',
      'C: MAIL FROM:<a@example.com>\nS: 550 5.7.1 No\nC: MAIL FROM:<b@example.com>\nS: 250 OK',
      'EHLO client.example.org\n250 mx.example.net\nMAIL FROM:<a@example.com>\n250 OK\nRSET\nRENEGOTIATING\nMAIL FROM:<b@example.com>\n503 5.5.1 Error: nested MAIL command',
    ],
  },
  check({ session, states }, report) {
    for (const exchange of session.exchanges) {
      const { transaction } = states[exchange.index];
      if (verbOf(exchange) !== 'MAIL' || typeof transaction === 'string' || !exchange.command) continue;
      // For a message that failed, another rule tells why the transaction is still open.
      const before = session.exchanges[exchange.index - 1];
      if (transaction.named > 0 && transaction.refused === transaction.named) continue;
      if (before && verbOf(before) === 'DATA' && wasRefused(before)) continue;
      const first = transaction.mail.command;
      report({
        at: verbSpan(exchange.command),
        message: t('MAIL is sent while a transaction is open: the previous one was neither finished nor dropped. Send RSET before it.'),
        exchange,
        fixes: putRset(session, exchange.command),
        related: first ? [{ at: verbSpan(first), message: t('The open transaction begins here.') }] : [],
      });
    }
  },
};

function putRset(session: Session, command: Command): readonly Fix[] {
  const edit = insertBefore(session, command, [
    ['C', 'RSET'],
    ['S', '250 2.0.0 Ok'],
  ]);
  return edit ? [{ title: t('Put RSET before it'), edits: [edit], unsafe: true }] : [];
}

export const transactionRules: readonly Rule[] = [rcptBeforeMail, dataBeforeRcpt, nestedMail];
