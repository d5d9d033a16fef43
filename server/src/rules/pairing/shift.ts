import { rfc } from '../../knowledge/source';
import { troublesOf } from '../../session/outcome/trouble';
import { codeSpan, exchangeSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

const replyShift: Rule = {
  id: 'reply-shift',
  group: 'pairing',
  title: 'Replies one command behind',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  tier: 0,
  on: ['trouble'],
  gates: ['both', 'sides'],
  sources: [rfc(2920, '3.1'), rfc(5321, '4.3.1')],
  explains:
    'From here on every reply answers the command before the one above it. The client takes each for the answer to its last command and acts on the wrong verdict: a refused recipient looks accepted, and mail is lost silently. The client did not wait for the greeting, or the server sent one reply too many. Make the client wait for the greeting and read one reply for each command.',
  examples: {
    fires: [
      `
        C: HELO client.example.org
      #    ^^^^ error: From here on every reply answers the previous command: the client acts on the wrong verdicts. Make it wait for the …
        S: 220 mx.example.net ESMTP
        C: MAIL FROM:<a@example.com>
        S: 250 mx.example.net Hello
      #    ~~~ This answers HELO above.
        C: DATA
        S: 250 2.1.0 Sender ok
      #    ~~~ This answers MAIL above.
      `,
      `
        C: HELO client.example.org
      #    ^^^^ error: From here on every reply answers the previous command: the client acts on the wrong verdicts. Make it wait for the …
        S: 220 mx.example.net ESMTP
        C: MAIL FROM:<a@example.com>
        S: 250 mx.example.net Hello
      #    ~~~ This answers HELO above.
        C: RCPT TO:<b@example.net>
        S: 250 2.1.0 Sender ok
      #    ~~~ This answers MAIL above.
        C: QUIT
        S: 550 5.1.1 No such user
      #    ~~~ The 550 here follows from it.
      #    ~~~ This answers RCPT above.
      `,
    ],
    silent: [
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 PIPELINING\nC: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.net>\nS: 250 2.1.0 Sender ok\nC: DATA\nS: 250 2.1.5 Ok\nS: 354 Go ahead',
      'C: HELO client.example.org\nS: 220 mx.example.net ESMTP\nS: 250 mx.example.net Hello\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 Sender ok',
    ],
  },
  check({ session }, report) {
    for (const trouble of troublesOf(session)) {
      if (trouble.kind !== 'shift' || !trouble.exchange) continue;
      const at = exchangeSpan(trouble.exchange);
      if (!at) continue;
      const late = session.exchanges
        .filter((each) => each.index >= (trouble.exchange?.index ?? 0) && each.replies.length > 0 && each.command)
        .slice(0, 3);
      report({
        at,
        message: t(
          'From here on every reply answers the previous command: the client acts on the wrong verdicts. Make it wait for the greeting and read one reply for each command.',
        ),
        exchange: trouble.exchange,
        through: trouble.through,
        related: late.map((each) => ({ at: codeSpan(each.replies[0]), message: t('This answers {0} above.', each.command?.verb ?? '') })),
      });
      return;
    }
  },
};

export const shiftRules: readonly Rule[] = [replyShift];
