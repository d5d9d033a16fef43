import { rfc } from '../../knowledge/source';
import { ehloRepliesOf } from '../../session/ehlo-reply';
import { codeOf, nameOf } from '../../session/model';
import { codeSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

export const starttlsStripped: Rule = {
  id: 'starttls-stripped',
  group: 'security',
  title: 'STARTTLS is no longer offered',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['late-hello', 'hidden'],
  gates: ['no-gap'],
  sources: [rfc(3207, '6'), rfc(8461)],
  explains:
    'The same server offered STARTTLS in an earlier reply of this session and does not offer it now, although TLS was not started. A device on the path may have removed it. Compare with a connection from another network.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250 STARTTLS
      #        ~~~~~~~~ STARTTLS is offered here.
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250 SIZE 1000
      #    ^^^ warning: STARTTLS was offered before and is missing here, although TLS was not started. A device on the path may have …
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 Ready\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 SIZE 1000',
    ],
  },
  check({ session, states }, report) {
    let offered: Span | null = null;
    for (const { exchange, keywords, reply, whole } of ehloRepliesOf(session)) {
      const found = keywords.find(({ name }) => name === 'STARTTLS');
      const begun = session.exchanges.some((each) => each.index < exchange.index && nameOf(each) === 'STARTTLS' && codeOf(each) < 400);
      const clear = (states[exchange.index]?.epoch ?? 0) === 0 && exchange.command?.tls !== true && !begun;
      if (found && clear) offered = spanOf(found.line.line, found.line.piece, found.from, found.to);
      else if (offered && clear && whole && keywords.length > 0 && states[exchange.index]?.auth !== 'done') {
        report({
          at: codeSpan(reply),
          message: t(
            'STARTTLS was offered before and is missing here, although TLS was not started. A device on the path may have removed it.',
          ),
          exchange,
          related: [{ at: offered, message: t('STARTTLS is offered here.') }],
        });
        return;
      }
    }
  },
};
