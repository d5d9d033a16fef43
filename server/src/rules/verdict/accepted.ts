import { rfc } from '../../knowledge/source';
import { codeSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

export const acceptedVerdicts: readonly Rule[] = [
  {
    id: 'verdict-accepted',
    group: 'verdict',
    kind: 'fact',
    tier: 5,
    since: '0.1.0',
    severity: 'off',
    on: ['data'],
    gates: ['pair'],
    title: 'The server accepted the message',
    sources: [rfc(5321, '4.2.5')],
    explains:
      'With the 250 after the final dot the server takes responsibility for the message: it delivers it or reports that it could not. The text usually names its queue id; search for that in its log. Off by default: there is nothing to fix.',
    examples: {
      fires: [
        `
          C: DATA
          S: 354 go ahead
          C: Subject: x
          C:
          C: y
          C: .
          S: 250 2.0.0 Ok: queued as 4ABC
        #    ^^^ hint: The server has accepted the message.
        `,
      ],
      silent: ['C: DATA\nS: 354 go ahead\nC: Subject: x\nC:\nC: y\nC: .\nS: 550 5.7.1 No'],
    },
    check({ session }, report) {
      for (const exchange of session.exchanges) {
        if (exchange.kind !== 'data') continue;
        for (const reply of exchange.replies)
          if (reply.code === 250) report({ at: codeSpan(reply), message: t('The server has accepted the message.'), exchange, reply });
      }
    },
  },
];
