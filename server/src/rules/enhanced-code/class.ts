import { rfc } from '../../knowledge/source';
import type { Exchange, Reply, ReplyLine, Session } from '../../session/model';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import { spanOf } from '../../text/span';
import type { Fix, Rule } from '../rule';

const classOf = (code: number): string => String(Math.floor(code / 100));

/** Replies of which a line has an enhanced code of another class than its reply code; 3xx have none (RFC 2034 §4). */
function* contradictions(session: Session): Generator<{ exchange: Exchange; reply: Reply; line: ReplyLine; enhanced: string }> {
  for (const exchange of session.exchanges) {
    for (const reply of exchange.replies) {
      const line = reply.lines.find(({ enhanced, code }) => enhanced !== null && code >= 200 && classOf(code) !== enhanced[0]);
      if (!line?.enhanced || (line.code >= 300 && line.code < 400) || line.code > 599) continue;
      yield { exchange, reply, line, enhanced: line.enhanced };
    }
  }
}

const isSuccess = (line: ReplyLine, enhanced: string): boolean => line.code < 300 || enhanced[0] === '2';

const at = ({ line, piece, enhancedAt }: ReplyLine, enhanced: string): Span =>
  spanOf(line, piece, enhancedAt, enhancedAt + enhanced.length);

function fixOf(line: ReplyLine, enhanced: string): Fix[] {
  const right = classOf(line.code) + enhanced.slice(1);
  return [
    {
      title: t('Write {0}', right),
      edits: [{ span: spanOf(line.line, line.piece, line.enhancedAt, line.enhancedAt + 1), text: right[0] }],
      unsafe: true,
    },
  ];
}

const enhClassMismatch: Rule = {
  id: 'enh-class-mismatch',
  group: 'enhanced-code',
  title: 'Reply code and enhanced code contradict each other',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 4,
  on: ['enhanced'],
  gates: [],
  sources: [rfc(2034, '4'), rfc(3463, '3.1')],
  explains:
    'The first digit of the enhanced status code repeats the first digit of the reply code: 4 for try again, 5 for refused permanently. Here they differ: one client tries again while another returns the message. The reply code counts; the server has to correct its enhanced code.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net>
        S: 550 4.2.2 Mailbox full
      #        ^^^^^ warning: 4.2.2 contradicts 550: the first digits must be the same. The reply code counts.
      `,
      `
        C: RCPT TO:<b@example.net>
        S: 451 5.7.1 Come back later
      #        ^^^^^ warning: 5.7.1 contradicts 451: the first digits must be the same. The reply code counts.
      `,
    ],
    silent: [
      'C: RCPT TO:<b@example.net>\nS: 550 5.2.2 Mailbox full',
      'C: RCPT TO:<b@example.net>\nS: 452 4.2.2 Mailbox full',
      'C: RCPT TO:<b@example.net>\nS: 550 Mailbox full',
    ],
  },
  check({ session }, report) {
    for (const { exchange, reply, line, enhanced } of contradictions(session)) {
      if (isSuccess(line, enhanced)) continue;
      report({
        at: at(line, enhanced),
        message: t('{0} contradicts {1}: the first digits must be the same. The reply code counts.', enhanced, line.code),
        exchange,
        reply,
        fixes: fixOf(line, enhanced),
      });
    }
  },
};

const enhSuccessDetailOnFailure: Rule = {
  id: 'enh-success-detail-on-failure',
  group: 'enhanced-code',
  title: 'Accepted and refused in one reply',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 4,
  on: ['enhanced'],
  gates: [],
  sources: [rfc(3463, '3.1'), rfc(2034, '4')],
  explains:
    'One of the two codes says that the command succeeded, the other that it was refused. Clients go by the reply code; a program that reads enhanced codes from a log will report the opposite. The server, or a filter that rewrites its replies, has to correct it.',
  examples: {
    fires: [
      `
        S: 250 5.1.1 accepted
      #        ^^^^^ warning: 250 says that the command succeeded, 5.1.1 that it was refused. The reply code counts.
      `,
      `
        C: RCPT TO:<b@example.net>
        S: 550 2.1.5 no such user
      #        ^^^^^ warning: 550 says that the command was refused, 2.1.5 that it succeeded. The reply code counts.
      `,
    ],
    silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 OK', 'C: RCPT TO:<b@example.net>\nS: 550 4.1.1 no such user'],
  },
  check({ session }, report) {
    for (const { exchange, reply, line, enhanced } of contradictions(session)) {
      if (!isSuccess(line, enhanced)) continue;
      report({
        at: at(line, enhanced),
        message:
          line.code < 300
            ? t('{0} says that the command succeeded, {1} that it was refused. The reply code counts.', line.code, enhanced)
            : t('{0} says that the command was refused, {1} that it succeeded. The reply code counts.', line.code, enhanced),
        exchange,
        reply,
        fixes: fixOf(line, enhanced),
      });
    }
  },
};

export const classRules: readonly Rule[] = [enhClassMismatch, enhSuccessDetailOnFailure];
