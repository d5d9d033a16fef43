import { rfc } from '../../knowledge/source';
import type { KeywordLine } from '../../session/ehlo-reply';
import { ehloRepliesOf } from '../../session/ehlo-reply';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

const nameSpan = ({ line, from, to }: KeywordLine) => spanOf(line.line, line.piece, from, to);

const ehloStarttlsAfterTls: Rule = {
  id: 'ehlo-starttls-after-tls',
  group: 'reply-format',
  title: 'STARTTLS offered under TLS',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['keywords'],
  gates: ['no-gap'],
  sources: [rfc(3207, '4.2')],
  explains:
    'The connection is already encrypted, and the server still offers STARTTLS, which the standard forbids. Usually a proxy ends the TLS and the server behind it does not know. Clients that believe the offer ask again and fail.',
  examples: {
    fires: [
      `
        C: STARTTLS
        S: 220 Ready
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250 STARTTLS
      #        ^^^^^^^^ warning: The connection already uses TLS; a server must not offer STARTTLS again. A proxy may be ending the TLS.
      `,
      `
         ~> EHLO client.example.org
        <~  250-mx.example.net
        <~  250 STARTTLS
      #         ^^^^^^^^ warning: The connection already uses TLS; a server must not offer STARTTLS again. A proxy may be ending the TLS.
      `,
    ],
    silent: ['C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 Ready'],
  },
  check({ session, states }, report) {
    for (const { exchange, keywords } of ehloRepliesOf(session)) {
      if ((states[exchange.index]?.epoch ?? 0) === 0 && exchange.command?.tls !== true) continue;
      const found = keywords.find(({ name }) => name === 'STARTTLS');
      if (!found) continue;
      report({
        at: nameSpan(found),
        message: t('The connection already uses TLS; a server must not offer STARTTLS again. A proxy may be ending the TLS.'),
        exchange,
      });
    }
  },
};

interface Pair {
  readonly id: string;
  readonly title: string;
  readonly severity: Rule['severity'];
  readonly sources: Rule['sources'];
  readonly explains: string;
  readonly examples: Rule['examples'];
  readonly has: string;
  readonly needs: readonly string[];
  message(): string;
}

/** A keyword that goes with another one, in a list that is known to be whole. */
function pairRule({ has, needs, message, ...spec }: Pair): Rule {
  return {
    group: 'reply-format',
    since: '0.1.0',
    kind: 'note',
    tier: 5,
    on: ['keywords'],
    gates: [],
    ...spec,
    check({ session }, report) {
      for (const { exchange, keywords, whole } of ehloRepliesOf(session)) {
        const found = keywords.find(({ name }) => name === has);
        if (!found || !whole || keywords.some(({ name }) => needs.includes(name))) continue;
        report({ at: nameSpan(found), message: message(), exchange });
      }
    },
  };
}

export const ehloSetRules: readonly Rule[] = [
  ehloStarttlsAfterTls,
  pairRule({
    id: 'ehlo-smtputf8-without-8bitmime',
    title: 'SMTPUTF8 without 8BITMIME',
    severity: 'information',
    sources: [rfc(6531, '3.1')],
    explains:
      'A server that offers SMTPUTF8 must also offer 8BITMIME, because internationalised headers are 8-bit text. A client may refuse to use the one without the other. Offer both.',
    examples: {
      fires: [
        `
          S: 250-SMTPUTF8
        #        ^^^^^^^^ information: A server that offers SMTPUTF8 must also offer 8BITMIME.
          S: 250 HELP
        `,
        `
          C: EHLO client.example.org
          S: 250-mx.example.net
          S: 250 SMTPUTF8
        #        ^^^^^^^^ information: A server that offers SMTPUTF8 must also offer 8BITMIME.
        `,
      ],
      silent: [
        'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-8BITMIME\nS: 250 SMTPUTF8',
        'C: EHLO client.example.org\nS: 250-mx.example.net\n...\nS: 250 SMTPUTF8',
      ],
    },
    has: 'SMTPUTF8',
    needs: ['8BITMIME'],
    message: () => t('A server that offers SMTPUTF8 must also offer 8BITMIME.'),
  }),
  pairRule({
    id: 'ehlo-binarymime-without-chunking',
    title: 'BINARYMIME without CHUNKING',
    severity: 'information',
    sources: [rfc(3030, '3')],
    explains:
      'Binary content can only be sent with BDAT, which CHUNKING offers; DATA cannot carry it. BINARYMIME alone is useless to any client. Offer both, or neither.',
    examples: {
      fires: [
        `
          S: 250 BINARYMIME
        #        ^^^^^^^^^^ information: BINARYMIME is useless without CHUNKING: only BDAT can carry binary content. Offer both.
        `,
        `
          C: EHLO client.example.org
          S: 250-mx.example.net
          S: 250 BINARYMIME
        #        ^^^^^^^^^^ information: BINARYMIME is useless without CHUNKING: only BDAT can carry binary content. Offer both.
        `,
      ],
      silent: ['C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-CHUNKING\nS: 250 BINARYMIME'],
    },
    has: 'BINARYMIME',
    needs: ['CHUNKING'],
    message: () => t('BINARYMIME is useless without CHUNKING: only BDAT can carry binary content. Offer both.'),
  }),
  pairRule({
    id: 'ehlo-dsn-alone',
    title: 'DSN without ENHANCEDSTATUSCODES',
    severity: 'off',
    sources: [rfc(3461, '2'), rfc(2034, '3')],
    explains:
      'A delivery status notification reports enhanced status codes. A server that offers DSN should also offer ENHANCEDSTATUSCODES: then its replies carry the codes and the reports can give the reason. This is advice, and off by default.',
    examples: {
      fires: [
        `
          S: 250 DSN
        #        ^^^ hint: A server with DSN should also offer ENHANCEDSTATUSCODES: then the reports can give the reason.
        `,
        `
          C: EHLO client.example.org
          S: 250-mx.example.net
          S: 250 DSN
        #        ^^^ hint: A server with DSN should also offer ENHANCEDSTATUSCODES: then the reports can give the reason.
        `,
      ],
      silent: ['C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-ENHANCEDSTATUSCODES\nS: 250 DSN'],
    },
    has: 'DSN',
    needs: ['ENHANCEDSTATUSCODES'],
    message: () => t('A server with DSN should also offer ENHANCEDSTATUSCODES: then the reports can give the reason.'),
  }),
];
