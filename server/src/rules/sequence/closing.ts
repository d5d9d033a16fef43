import { rfc } from '../../knowledge/source';
import { codeOf, type Exchange, lastReply, nameOf, type Session, spokenName } from '../../session/model';
import { wasRefused } from '../../session/outcome/refusal';
import { codeSpan, verbSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import type { Rule } from '../rule';

interface Closing {
  readonly line: number;
  readonly at: Span;
  readonly by: 'quit' | 'closed';
}

/** Where the connection was over: the 221 to QUIT, a 421, or what the program says about it. */
function closing(session: Session): Closing | null {
  let first: Closing | null = null;
  const candidate = (line: number, at: Span, by: Closing['by']): void => {
    if (!first || line < first.line) first = { line, at, by };
  };
  for (const exchange of session.exchanges) {
    const reply = lastReply(exchange);
    if (reply?.code === 421 && exchange.trust === 'certain') candidate(reply.lines[0].line, codeSpan(reply), 'closed');
    if (nameOf(exchange) === 'QUIT' && exchange.command) candidate(exchange.command.line, verbSpan(exchange.command), 'quit');
  }
  for (const { reply } of session.strayReplies) if (reply.code === 421) candidate(reply.lines[0].line, codeSpan(reply), 'closed');
  for (const mark of session.marks) if (mark.kind === 'close') candidate(mark.span.line, mark.span, 'closed');
  return first;
}

/** The first command that was sent when the connection was over. */
function sentAfter(session: Session, end: Closing | null): Exchange | undefined {
  return end
    ? session.exchanges.find((each) => each.kind === 'command' && each.command !== null && each.command.line > end.line)
    : undefined;
}

const commandAfterQuit: Rule = {
  id: 'command-after-quit',
  group: 'sequence',
  title: 'Command after QUIT',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 3,
  on: ['QUIT'],
  gates: ['sides'],
  sources: [rfc(5321, '4.1.1.10')],
  explains:
    'After QUIT a client sends nothing more: the server answers 221 and closes. A command that follows is never answered. If another message is to be sent, send it before QUIT or connect again.',
  examples: {
    fires: [
      `
        C: QUIT
      #    ~~~~ QUIT is sent here.
        C: NOOP
      #    ^^^^ warning: NOOP is sent after QUIT and will not be answered. Send it before QUIT, or connect again.
        S: 221 Bye
      `,
    ],
    silent: ['C: NOOP\nS: 250 Ok\nC: QUIT\nS: 221 Bye', 'C: QUIT\nS: 221 Bye\nC: EHLO client.example.org\nS: 250 mx.example.net'],
  },
  check({ session }, report) {
    const end = closing(session);
    const late = sentAfter(session, end);
    if (end?.by !== 'quit' || !late?.command || codeOf(late) >= 200 || late.command.masked || nameOf(late) === '?') return;
    report({
      at: verbSpan(late.command),
      message: t('{0} is sent after QUIT and will not be answered. Send it before QUIT, or connect again.', spokenName(late)),
      exchange: late,
      related: [{ at: end.at, message: t('QUIT is sent here.') }],
    });
  },
};

const commandAfterClose: Rule = {
  id: 'command-after-close',
  group: 'sequence',
  title: 'Command on a closed connection',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['421', 'close'],
  gates: ['sides'],
  sources: [rfc(5321, '3.8')],
  explains:
    'The server has closed the connection, with or without a 421, and the client goes on as if it were open. The command never arrives; the client reports "broken pipe" or "connection reset". A connection pool must check an idle connection and connect again.',
  examples: {
    fires: [
      `
        C: NOOP
        S: 421 4.4.2 timeout
      #    ~~~ The connection is over here.
        C: MAIL FROM:<a@example.com>
      #    ^^^^ error: The connection is closed; MAIL never arrives. Connect again first.
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nS: 421 4.4.2 timeout',
      'C: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.net>\nS: 421 4.4.2 timeout',
      'C: NOOP\nS: 421 4.4.2 timeout\nC: EHLO client.example.org\nS: 250 mx.example.net',
    ],
  },
  check({ session }, report) {
    const end = closing(session);
    const late = sentAfter(session, end);
    if (end?.by !== 'closed' || !late?.command || codeOf(late) >= 200 || nameOf(late) === 'QUIT' || late.command.masked) return;
    report({
      at: verbSpan(late.command),
      message: t('The connection is closed; {0} never arrives. Connect again first.', spokenName(late)),
      exchange: late,
      through: session.exchanges[session.exchanges.length - 1],
      related: [{ at: end.at, message: t('The connection is over here.') }],
    });
  },
};

const sessionNoQuit: Rule = {
  id: 'session-no-quit',
  group: 'sequence',
  title: 'Closed without QUIT',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['close'],
  gates: ['end'],
  sources: [rfc(5321, '4.1.4'), rfc(5321, '4.1.1.10')],
  explains:
    'The client closes the connection after its last message without QUIT. The messages are safe, because each was acknowledged; many large senders do it to save a round trip. Strictly, a client has to send QUIT, and a few servers count its absence against it.',
  examples: {
    fires: [
      `
        C: .
        S: 250 2.0.0 Ok: queued as 1A2B3C
        (connection closed)
      # ^^^^^^^^^^^^^^^^^^^ hint: The client closes without QUIT.
      `,
    ],
    silent: ['C: QUIT\nS: 221 Bye\n(connection closed)', 'C: .\nS: 250 2.0.0 Ok: queued as 1A2B3C'],
  },
  check({ session }, report) {
    const close = session.marks.find((mark) => mark.kind === 'close');
    const last = session.exchanges[session.exchanges.length - 1];
    if (!close || !last || codeOf(last) !== 250 || session.exchanges.some((each) => nameOf(each) === 'QUIT')) return;
    // Either the message is shown, or a reply that only the end of a message gets.
    const message = last.kind === 'data' || (last.replies[0]?.lines.some((line) => /\bqueued\b|\bid=/i.test(line.piece.text)) ?? false);
    if (message) report({ at: close.span, message: t('The client closes without QUIT.'), exchange: last });
  },
};

const quitInsideTransaction: Rule = {
  id: 'quit-inside-transaction',
  group: 'sequence',
  title: 'QUIT before the message',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['QUIT'],
  with: ['RCPT'],
  gates: [],
  sources: [rfc(5321, '4.1.1.10')],
  explains:
    'Recipients were accepted, but the client quits without sending a message. Nothing was delivered. Programs that only check whether an address exists do this on purpose.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net>
        S: 250 Ok
        C: QUIT
      #    ^^^^ hint: The client quits before the message: recipients were accepted, nothing was sent.
        S: 221 Bye
      `,
      `
         -> RCPT TO:<b@example.net>
        <-  250 Accepted
         -> QUIT
      #     ^^^^ hint: The client quits before the message: recipients were accepted, nothing was sent.
      `,
    ],
    silent: [
      'C: RCPT TO:<b@example.net>\nS: 550 5.1.1 No such user\nC: QUIT\nS: 221 Bye',
      'C: RCPT TO:<b@example.net>\nS: 250 Ok\nC: RSET\nS: 250 Ok\nC: QUIT\nS: 221 Bye',
    ],
  },
  check({ session, open }, report) {
    for (const exchange of session.exchanges) {
      const before = session.exchanges[exchange.index - 1];
      if (nameOf(exchange) !== 'QUIT' || !exchange.command || !before || nameOf(before) !== 'RCPT' || !open('pair', before)) continue;
      let accepted = false;
      for (let i = before.index; i >= 0 && nameOf(session.exchanges[i]) === 'RCPT'; i--)
        accepted = accepted || (codeOf(session.exchanges[i]) >= 200 && codeOf(session.exchanges[i]) < 300);
      if (accepted)
        report({
          at: verbSpan(exchange.command),
          message: t('The client quits before the message: recipients were accepted, nothing was sent.'),
          exchange,
        });
    }
  },
};

const transactionIncomplete: Rule = {
  id: 'transaction-incomplete',
  group: 'sequence',
  title: 'Closed before the message was acknowledged',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 4,
  on: ['close'],
  gates: ['end'],
  sources: [rfc(5321, '3.8'), rfc(5321, '4.5.3.2.6'), rfc(1047)],
  explains:
    'The connection ends inside a transaction. Without the reply to the final dot it is unknown whether the server accepted the message: the client has to send it again, and the recipient may get it twice. Before the dot, nothing was sent and nothing is lost.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 Go ahead
        C: Hello
        C: .
        (lost connection)
      # ^^^^^^^^^^^^^^^^^ warning: The connection ends before the reply to the final dot: the server may have accepted the message. …
      `,
      `
        C: MAIL FROM:<a@example.com>
        S: 250 Ok
        C: RCPT TO:<b@example.net>
        S: 250 Ok
        (connection closed)
      # ^^^^^^^^^^^^^^^^^^^ information: The connection ends inside a transaction: the message was not sent.
      `,
    ],
    silent: ['C: DATA\nS: 354 Go ahead\nC: Hello\nC: .\nS: 250 Ok\n(connection closed)', 'C: DATA\nS: 354 Go ahead\nC: Hello\nC: .'],
  },
  check({ session, states }, report) {
    const close = session.marks.find((mark) => mark.kind === 'close');
    const last = session.exchanges[session.exchanges.length - 1];
    if (!close || !last || nameOf(last) === 'QUIT' || close.after !== last.index || wasRefused(last)) return;
    if (last.kind === 'data' && last.replies.length === 0 && last.command?.ended) {
      report({
        at: close.span,
        message: t(
          'The connection ends before the reply to the final dot: the server may have accepted the message. Another try may deliver it twice.',
        ),
        exchange: last,
        severity: 'warning',
      });
      return;
    }
    if (last.kind !== 'data' && typeof states[states.length - 1].transaction !== 'string')
      report({ at: close.span, message: t('The connection ends inside a transaction: the message was not sent.'), exchange: last });
  },
};

export const closingRules: readonly Rule[] = [
  commandAfterQuit,
  commandAfterClose,
  sessionNoQuit,
  quitInsideTransaction,
  transactionIncomplete,
];
