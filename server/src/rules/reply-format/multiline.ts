import { rfc } from '../../knowledge/source';
import type { Exchange, Reply, Session } from '../../session/model';
import { spanOf } from '../../text/span';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** Every reply with its exchange, where it has one. */
function* repliesOf(session: Session): Generator<{ readonly reply: Reply; readonly exchange?: Exchange }> {
  for (const exchange of session.exchanges) for (const reply of exchange.replies) yield { reply, exchange };
  for (const { reply } of session.strayReplies) yield { reply };
}

const multilineCodeMismatch: Rule = {
  id: 'multiline-code-mismatch',
  group: 'reply-format',
  title: 'Lines of one reply with different codes',
  severity: 'warning',
  value: 'B',
  kind: 'root',
  tier: 1,
  gates: [],
  sources: [rfc(5321, '4.2.1')],
  explains:
    'A reply of several lines repeats its code on each of them. Here the code changes in the middle. Clients differ in which one they believe: some take the first, some the last. The server has to send the same code on every line.',
  examples: {
    fires: [
      'S: 220-mx.example.net\nS: 521 no mail here',
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 550 go away\nC: QUIT\nS: 221 Bye',
    ],
    silent: [
      'S: 220-mx.example.net\nS: 220 ready',
      'C: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.net>\nS: 250 2.1.0 Ok\nS: 550 5.1.1 No such user',
    ],
  },
  check({ session }, report) {
    for (const { reply, exchange } of repliesOf(session)) {
      if (!reply.mixed) continue;
      const first = reply.lines[0];
      const other = reply.lines.find((line) => line.separator !== 'continues' && line.code !== first.code);
      if (!other) continue;
      report({
        at: spanOf(other.line, other.piece, 0, 3),
        message: t('This line says {0}, but the reply began with {1}: all lines of one reply carry the same code.', other.code, first.code),
        exchange,
        related: [{ at: spanOf(first.line, first.piece, 0, 3), message: t('The reply begins here.') }],
      });
    }
  },
};

const multilineUnterminated: Rule = {
  id: 'multiline-unterminated',
  group: 'reply-format',
  title: 'Reply without its last line',
  severity: 'warning',
  value: 'B',
  kind: 'root',
  tier: 1,
  gates: ['both'],
  sources: [rfc(5321, '4.2.1')],
  explains:
    'A hyphen after the code says that more lines of the reply follow; the last line has a space instead. Here the client goes on although the last line never came. A client that counts lines waits for ever. Put a space after the code of the last line, or look for the line that is missing.',
  examples: {
    fires: [
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-SIZE 1000\nC: MAIL FROM:<a@example.com>\nS: 250 OK',
    ],
    silent: [
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 SIZE 1000\nC: MAIL FROM:<a@example.com>\nS: 250 OK',
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\n...\nC: MAIL FROM:<a@example.com>\nS: 250 OK',
    ],
  },
  check({ session }, report) {
    const elided = session.marks.filter((mark) => mark.kind === 'elided').map((mark) => mark.span.line);
    const lastClient = Math.max(-1, ...session.exchanges.map((exchange) => exchange.command?.line ?? -1));
    for (const { reply, exchange } of repliesOf(session)) {
      const last = reply.lines[reply.lines.length - 1];
      if (reply.complete || last.separator !== '-' || lastClient < last.line) continue;
      // A logger that prints a reply as one line keeps the hyphen of the first.
      if (
        reply.lines.length === 1 &&
        (last.piece.text.match(/\b(?:STARTTLS|PIPELINING|8BITMIME|SIZE|CHUNKING|AUTH|DSN|HELP)\b/g)?.length ?? 0) > 1
      )
        continue;
      if (elided.some((line) => line >= last.line && line <= last.line + 2)) continue;
      const at = spanOf(last.line, last.piece, 3, 4);
      report({
        at: spanOf(last.line, last.piece, 0, 4),
        message: t(
          'The hyphen says that the reply goes on, but the client speaks next. The last line of a reply has a space after its code.',
        ),
        exchange,
        severity: session.sidesCertain ? undefined : 'information',
        fixes: [{ title: t('Put a space after the code'), edits: [{ span: at, text: ' ' }] }],
      });
    }
  },
};

export const multilineRules: readonly Rule[] = [multilineCodeMismatch, multilineUnterminated];
