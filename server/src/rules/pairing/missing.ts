import { rfc } from '../../knowledge/source';
import type { Exchange } from '../../session/model';
import { lastReply, nameOf } from '../../session/model';
import type { Trouble, TroubleKind } from '../../session/outcome/trouble';
import { troublesOf } from '../../session/outcome/trouble';
import { codeSpan, exchangeSpan, replySpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import type { Context, Report, Rule } from '../rule';

const spanOfTrouble = (trouble: Trouble): Span | null =>
  trouble.reply ? codeSpan(trouble.reply) : trouble.exchange && exchangeSpan(trouble.exchange);

/** Reports the first finding of a kind, with the places of the others as related. */
function reportFirst(
  { session }: Context,
  kind: TroubleKind,
  message: (trouble: Trouble) => string,
  again: (trouble: Trouble) => string,
  report: (finding: Report) => void,
): void {
  const troubles = troublesOf(session).filter((trouble) => trouble.kind === kind);
  const at = troubles[0] && spanOfTrouble(troubles[0]);
  if (!at) return;
  const related = troubles.slice(1).flatMap((trouble) => {
    const span = spanOfTrouble(trouble);
    return span ? [{ at: span, message: again(trouble) }] : [];
  });
  report({ at, message: message(troubles[0]), exchange: troubles[0].exchange ?? undefined, related });
}

const commandName = (exchange: Exchange | null): string => {
  const name = exchange ? nameOf(exchange) : '';
  return name === 'data' ? t('the message') : name === 'auth' ? t('the step of AUTH') : name;
};

const linesMissing: Rule = {
  id: 'lines-missing',
  group: 'pairing',
  title: 'Lines are missing here',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 0,
  on: ['trouble'],
  gates: [],
  sources: [rfc(5321, '4.2'), rfc(2920, '3.1')],
  explains:
    'Every command gets one reply, in order. Here that works out only if a line is missing: a command without its reply, or a reply without its command. The text was probably shortened, or a logger dropped a line. The dialogue itself may be correct. What is known about the lines nearby is less certain, and other findings there are held back.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
      #    ^^^^ information: The reply to MAIL is missing here: only then do the replies below fit.
        C: RCPT TO:<b@example.net>
        S: 250 2.1.5 OK
        C: DATA
        S: 354 Go ahead
      `,
      `
        C: EHLO client.example.org
        S: 250 mx.example.net
        C: MAIL FROM:<a@example.com>
        S: 250 2.1.0 Ok
        S: 250 2.1.5 Ok
      #    ^^^ information: This reply fits only if the command that it answers is missing above it.
        C: DATA
        S: 354 Go ahead
        C: .
        S: 250 2.0.0 Ok: queued as 1234
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.net>\nS: 250 2.1.0 OK\nS: 250 2.1.5 OK\nC: DATA\nS: 354 Go ahead',
      'C: EHLO client.example.org\nS: 250 mx.example.net\n...\nS: 250 2.1.5 Ok\nC: DATA\nS: 354 Go ahead',
    ],
  },
  check(context, report) {
    const first = (trouble: Trouble): string => {
      if (trouble.reply || trouble.exchange?.command === null)
        return t('This reply fits only if the command that it answers is missing above it.');
      if (trouble.exchange && trouble.exchange.replies.length > 0)
        return t('{0} could not have been accepted without a command that is missing above it.', commandName(trouble.exchange));
      return t('The reply to {0} is missing here: only then do the replies below fit.', commandName(trouble.exchange));
    };
    reportFirst(context, 'missing', first, () => t('Something is missing here too.'), report);
  },
};

const replyMissing: Rule = {
  id: 'reply-missing',
  group: 'pairing',
  title: 'Command without a reply',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 4,
  on: ['trouble'],
  gates: ['sides'],
  sources: [rfc(5321, '4.2')],
  explains:
    'Every command gets exactly one reply. This one got none, although later ones did. Either the server left it unanswered, which makes clients wait or misread what follows, or the line is missing in the text.',
  examples: {
    fires: [
      `
        C: NOOP
      #    ^^^^ warning: NOOP never gets a reply, although later commands do.
        C: RSET
        S: 250 2.0.0 Reset state
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'C: NOOP\nS: 250 2.0.0 Ok\nC: RSET\nS: 250 2.0.0 Reset state\nC: QUIT\nS: 221 Bye',
      'C: NOOP\n...\nC: RSET\nS: 250 2.0.0 Reset state\nC: QUIT\nS: 221 Bye',
    ],
  },
  check(context, report) {
    reportFirst(
      context,
      'no-reply',
      (trouble) => t('{0} never gets a reply, although later commands do.', commandName(trouble.exchange)),
      (trouble) => t('{0} gets no reply either.', commandName(trouble.exchange)),
      report,
    );
  },
};

const replyUnsolicited: Rule = {
  id: 'reply-unsolicited',
  group: 'pairing',
  title: 'Reply without a command',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 4,
  on: ['trouble'],
  gates: ['sides'],
  sources: [rfc(5321, '4.2'), rfc(2920, '3.1')],
  explains:
    'The server sends a complete reply although every command has its own. A client takes it for the answer to its next command and reads every later reply one too early: a refused message can look accepted. Check for a server that answers the same command twice.',
  examples: {
    fires: [
      `
        C: RSET
        S: 250 OK
        S: 250 Flushed, too
      #    ^^^ warning: No command is waiting for this reply. A client takes it for the answer to its next command.
        C: MAIL FROM:<a@example.com>
        S: 250 2.1.0 Ok
      `,
      `
        C: NOOP
        S: 250 OK
        S: 452 Come back later
      #    ^^^ warning: No command is waiting for this reply. A client takes it for the answer to its next command.
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'C: RSET\nS: 250 OK\nS: 421 Shutting down',
      'C: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.net>\nS: 250 OK\nS: 250 OK',
      'C: NOOP\nS: 250 OK\nS: 250 OK\nC: QUIT\nS: 221 Bye',
    ],
  },
  check(context, report) {
    reportFirst(
      context,
      'unsolicited',
      () => t('No command is waiting for this reply. A client takes it for the answer to its next command.'),
      () => t('No command is waiting for this reply either.'),
      report,
    );
  },
};

const duplicateFinalReply: Rule = {
  id: 'duplicate-final-reply',
  group: 'pairing',
  title: 'Reply printed twice',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 4,
  on: ['trouble'],
  gates: [],
  sources: [rfc(5321, '4.2')],
  explains:
    'The same reply occurs twice in a row, word for word, after one command. Usually a logger printed it twice (as it arrived and as it was read) and it was sent once. If the server really sent it twice, a client reads every later reply one too early.',
  examples: {
    fires: [
      `
        C: NOOP
        S: 250 2.0.0 OK
        S: 250 2.0.0 OK
      #    ^^^ information: The same reply again, word for word: probably printed twice and sent once.
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: ['C: NOOP\nC: RSET\nS: 250 2.0.0 OK\nS: 250 2.0.0 OK\nC: QUIT\nS: 221 Bye'],
  },
  check(context, report) {
    reportFirst(
      context,
      'duplicate',
      () => t('The same reply again, word for word: probably printed twice and sent once.'),
      () => t('Printed twice.'),
      report,
    );
  },
};

const async421: Rule = {
  id: 'async-421',
  group: 'pairing',
  title: 'The server closes the connection unasked',
  severity: 'information',
  since: '0.1.0',
  kind: 'fact',
  tier: 4,
  on: ['421'],
  gates: [],
  sources: [rfc(5321, '3.8')],
  explains:
    'This 421 answers no command: the server closes the connection because it shuts down, has waited too long or will not go on. It is not the answer to the next command. Connect again and send the message again.',
  examples: {
    fires: [
      `
        C: NOOP
        S: 250 OK
        S: 421 4.3.2 Shutting down
      #    ^^^^^^^^^^^^^^^^^^^^^^^ information: The server closes the connection; this 421 answers no command. Connect again and send the …
      `,
    ],
    silent: ['C: NOOP\nS: 421 4.3.2 Shutting down'],
  },
  check({ session }, report) {
    const [first] = session.exchanges;
    const greeting = first?.kind === 'greeting' && session.exchanges.length === 1 ? lastReply(first) : undefined;
    if (greeting?.code === 421)
      report({
        at: replySpan(greeting),
        message: t('The server closes the connection; this 421 answers no command. Connect again and send the message again.'),
        exchange: first,
        reply: greeting,
      });
    for (const trouble of troublesOf(session)) {
      if (trouble.kind !== 'closing' || !trouble.reply) continue;
      report({
        at: replySpan(trouble.reply),
        message: t('The server closes the connection; this 421 answers no command. Connect again and send the message again.'),
        exchange: trouble.exchange ?? undefined,
        reply: trouble.reply,
      });
    }
  },
};

export const missingRules: readonly Rule[] = [linesMissing, replyMissing, replyUnsolicited, duplicateFinalReply, async421];
