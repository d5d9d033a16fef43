import { rfc } from '../../knowledge/source';
import { ehloRepliesOf } from '../../session/ehlo-reply';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

/** First words that greet instead of naming the host. */
const GREETS = /^(?:hello|hi|welcome|ok|okay|greetings|pleased|nice|requested|go|at|your)[,.!]*$/i;

export const ehloFirstLineNotDomain: Rule = {
  id: 'ehlo-first-line-not-domain',
  group: 'reply-format',
  title: 'EHLO reply without the server’s name',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['keywords'],
  gates: [],
  sources: [rfc(5321, '4.1.1.1')],
  explains:
    'The first line of the EHLO reply begins with the server’s name; a greeting may follow it. Many servers only greet. Clients rarely mind, but those that read the name take the greeting for it.',
  examples: {
    fires: [
      `
        S: 250-Hello there
      #        ^^^^^ hint: The first line of the EHLO reply should begin with the server’s name; a greeting may follow.
        S: 250 SIZE
      `,
      `
        C: EHLO client.example.org
        S: 250-Hello client.example.org
      #        ^^^^^ hint: The first line of the EHLO reply should begin with the server’s name; a greeting may follow.
        S: 250 SIZE 1000
      `,
    ],
    silent: ['C: EHLO client.example.org\nS: 250-mx.example.net Hello client.example.org\nS: 250 SIZE 1000'],
  },
  check({ session }, report) {
    for (const { exchange, first } of ehloRepliesOf(session)) {
      if (!first) continue;
      const text = first.piece.text.slice(first.textAt);
      const word = /^\S*/.exec(text)?.[0] ?? '';
      if (!GREETS.test(word)) continue;
      report({
        at: spanOf(first.line, first.piece, first.textAt, first.textAt + word.length),
        message: t('The first line of the EHLO reply should begin with the server’s name; a greeting may follow.'),
        exchange,
      });
    }
  },
};
