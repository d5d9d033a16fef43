import { keyword } from '../../knowledge';
import { rfc } from '../../knowledge/source';
import type { KeywordLine } from '../../session/ehlo-reply';
import { ehloRepliesOf } from '../../session/ehlo-reply';
import { isMasked } from '../../syntax/masked';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

const parametersSpan = ({ line, to }: KeywordLine): Span => spanOf(line.line, line.piece, Math.min(to + 1, line.piece.text.length));

export const ehloKeywordParams: Rule = {
  id: 'ehlo-keyword-params',
  group: 'reply-format',
  title: 'Keyword with parameters it does not have',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['keywords'],
  gates: [],
  sources: [rfc(1870, '3'), rfc(5321, '4.1.1.1')],
  explains:
    'Each extension says what may follow its keyword: SIZE a number; PIPELINING, CHUNKING, 8BITMIME and SMTPUTF8 nothing. Clients ignore anything else there, or ignore the extension.',
  examples: {
    fires: [
      `
        S: 250-SIZE ten
      #             ^^^ information: SIZE takes a number of octets.
      `,
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250 PIPELINING 10
      #                   ^^ information: PIPELINING has no parameters; clients ignore what follows it.
      `,
    ],
    silent: ['C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-SIZE\nS: 250-SIZE 1000\nS: 250 XFOO bar'],
  },
  check({ session }, report) {
    for (const { exchange, keywords } of ehloRepliesOf(session)) {
      for (const one of keywords) {
        const row = keyword(one.name);
        if (row?.status !== 'standard' || row.name !== one.name || !/^\w[\w .:=-]*$/.test(one.parameters) || isMasked(one.parameters))
          continue;
        if (row.name === 'SIZE' ? /^\d{1,20}$/.test(one.parameters) : row.grammar !== undefined || row.name === 'HELP') continue;
        report({
          at: parametersSpan(one),
          message:
            row.name === 'SIZE'
              ? t('SIZE takes a number of octets.')
              : t('{0} has no parameters; clients ignore what follows it.', row.name),
          exchange,
        });
      }
    }
  },
};
