import { rfc } from '../../knowledge/source';
import { spanOf } from '../../text/span';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** Replies that carry an enhanced code at all (RFC 2034 §4): 2xx, 4xx and 5xx. */
const classOf = (code: number): string => String(Math.floor(code / 100));

const enhClassMismatch: Rule = {
  id: 'enh-class-mismatch',
  group: 'enhanced-code',
  title: 'Reply code and enhanced code contradict each other',
  severity: 'warning',
  value: 'B',
  kind: 'root',
  tier: 4,
  gates: [],
  sources: [rfc(2034, '4'), rfc(3463, '2')],
  explains:
    'The first digit of the enhanced status code repeats the first digit of the reply code: 2 done, 4 try again, 5 refused for good. Here they disagree, so one client will try again while another returns the message. The reply code counts; the server has to mend its enhanced code.',
  examples: {
    fires: ['C: RCPT TO:<b@example.net>\nS: 550 4.2.2 Mailbox full', 'C: MAIL FROM:<a@example.com>\nS: 250 5.1.0 Ok'],
    silent: [
      'C: RCPT TO:<b@example.net>\nS: 550 5.2.2 Mailbox full',
      'C: RCPT TO:<b@example.net>\nS: 452 4.2.2 Mailbox full',
      'C: RCPT TO:<b@example.net>\nS: 550 Mailbox full',
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      for (const reply of exchange.replies) {
        const line = reply.lines.find((each) => each.enhanced !== null && each.code >= 200 && classOf(each.code) !== each.enhanced[0]);
        if (!line?.enhanced || line.code < 200 || (line.code >= 300 && line.code < 400)) continue;
        report({
          at: spanOf(line.line, line.piece, line.enhancedAt, line.enhancedAt + line.enhanced.length),
          message: t('{0} contradicts {1}: the first digits must be the same. The reply code counts.', line.enhanced, line.code),
          exchange,
          reply,
        });
      }
    }
  },
};

export const classRules: readonly Rule[] = [enhClassMismatch];
