import { parameter as parameterRow } from '../../knowledge';
import { cite } from '../../knowledge/source';
import { type Envelope, envelopesOf } from '../../session/envelope';
import { type Offer, offerBeforeTls, offerTo } from '../../session/outcome/offered';
import { refusesFeature, slipSeverity } from '../../session/outcome/refusal';
import { guesses, replaceIn, spotIn } from '../../session/spot';
import type { Parameter } from '../../syntax/parameter';
import { t } from '../../text/l10n';
import type { Context, Fix, Rule } from '../rule';

interface Used {
  readonly envelope: Envelope;
  readonly parameter: Parameter;
  readonly offer: Offer;
  readonly keyword: string;
}

/** Parameters whose keyword the server did not offer, where its offer is known and they stand on the right command. */
function* unoffered(context: Context): Generator<Used> {
  const { session, states, open } = context;
  for (const envelope of envelopesOf(session)) {
    const { exchange, parameters, verb } = envelope;
    const offer = offerTo(session, states, exchange, open('capabilities', exchange));
    if (!offer) continue;
    for (const parameter of parameters) {
      const row = parameterRow(parameter.name);
      if (!row?.on.includes(verb) || row.status === 'vendor' || parameter.problems.length > 0) continue;
      const keyword = parameter.name === 'BODY' && parameter.value?.text.toUpperCase() === 'BINARYMIME' ? 'BINARYMIME' : row.keyword;
      if (offer.keywords.has(keyword) || offerBeforeTls(states, exchange)?.has(keyword)) continue;
      // AUTH= is accepted after a login on servers that then no longer list AUTH.
      if (parameter.name === 'AUTH' && states[exchange.index]?.auth === 'done') continue;
      yield { envelope, parameter, offer, keyword };
    }
  }
}

/** Takes a parameter out, with the space before it. */
function removal({ command }: Envelope, parameter: Parameter): readonly Fix[] {
  return guesses(
    t('Delete {0}', parameter.name),
    replaceIn(command, command.piece.text.slice(0, parameter.from).trimEnd().length, parameter.to, ''),
  );
}

const DSN: ReadonlySet<string> = new Set(['NOTIFY', 'RET', 'ENVID', 'ORCPT']);

export const extParamNotAdvertised: Rule = {
  id: 'ext-param-not-advertised',
  group: 'extension',
  title: 'Parameter of an extension that the server did not offer',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['parameter'],
  gates: [],
  tier: 3,
  sources: cite('5321 2.2.1, 4.1.1.11'),
  explains:
    'A parameter of MAIL or RCPT may be used only when the EHLO reply lists its extension. This server did not list it, and answers 555 or 501. A client that always adds the parameter must be changed to read the list; until then, switch the feature off in its settings.',
  examples: {
    fires: [
      `
        S: 250 HELP
        C: MAIL FROM:<a@example.com> SIZE=10
      #                              ^^^^^^^ error: The EHLO reply does not offer SIZE. Take SIZE out of MAIL.
        S: 555 5.5.4 Unsupported option: SIZE=10
      `,
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 SIZE 1000
        C: MAIL FROM:<a@example.com> BODY=8BITMIME
      #                              ^^^^^^^^^^^^^ hint: The EHLO reply does not offer 8BITMIME. Take BODY out of MAIL.
        S: 250 OK
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 SIZE 1000\nC: MAIL FROM:<a@example.com> SIZE=10\nS: 250 OK',
      'C: MAIL FROM:<a@example.com> SIZE=10\nS: 555 5.5.4 Unsupported option',
    ],
  },
  check(context, report) {
    for (const { envelope, parameter, keyword } of unoffered(context)) {
      if (DSN.has(parameter.name) || parameter.name === 'REQUIRETLS' || context.states[envelope.exchange.index]?.hello === 'helo') continue;
      report({
        at: spotIn(envelope.command, parameter.from, parameter.to),
        message: t('The EHLO reply does not offer {0}. Take {2} out of {1}.', keyword, envelope.verb, parameter.name),
        exchange: envelope.exchange,
        severity: slipSeverity(envelope.exchange, refusesFeature),
        fixes: removal(envelope, parameter),
      });
    }
  },
};

export const extDsnParamWithoutDsn: Rule = {
  id: 'ext-dsn-param-without-dsn',
  group: 'extension',
  title: 'Delivery notice requested from a server without DSN',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['parameter'],
  gates: [],
  tier: 3,
  sources: cite('3461 4, 5.2.2'),
  explains:
    'NOTIFY, ORCPT, RET and ENVID belong to the extension DSN, which this server does not offer; it answers 555 or 501. Java and sendmail clients add them whenever their setting says to. Switch the delivery notice off for this server.',
  examples: {
    fires: [
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 HELP
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<b@example.net> NOTIFY=SUCCESS
      #                            ^^^^^^^^^^^^^^ error: NOTIFY belongs to DSN, which the server did not offer. Switch the delivery …
        S: 555 5.5.4 Unsupported option
      `,
      `
        C: RCPT TO:<b@example.net> NOTIFY=SUCCESS
      #                            ^^^^^^^^^^^^^^ error: The server does not accept NOTIFY: it probably does not have DSN. Switch the …
        S: 555 5.5.4 Unsupported option
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 DSN\nC: MAIL FROM:<a@example.com>\nS: 250 OK\nC: RCPT TO:<b@example.net> NOTIFY=SUCCESS\nS: 250 OK',
      'C: RCPT TO:<b@example.net> NOTIFY=SUCCESS\nS: 550 5.1.1 User unknown',
    ],
  },
  check(context, report) {
    const told = new Set<Envelope>();
    for (const { envelope, parameter } of unoffered(context)) {
      if (!DSN.has(parameter.name) || told.has(envelope)) continue;
      told.add(envelope);
      report({
        at: spotIn(envelope.command, parameter.from, parameter.to),
        message: t('{0} belongs to DSN, which the server did not offer. Switch the delivery notice off for this server.', parameter.name),
        exchange: envelope.exchange,
        severity: slipSeverity(envelope.exchange, refusesFeature),
        fixes: removal(envelope, parameter),
      });
    }
    // Without its list, a 555 to a command whose only parameters are these says the same.
    for (const envelope of envelopesOf(context.session)) {
      const { exchange, parameters, command } = envelope;
      const first = parameters.find((one) => DSN.has(one.name) && one.problems.length === 0);
      if (!first || told.has(envelope) || exchange.replies[0]?.code !== 555 || context.states[exchange.index]?.capabilities) continue;
      if (parameters.some((one) => !DSN.has(one.name))) continue;
      report({
        at: spotIn(command, first.from, first.to),
        message: t(
          'The server does not accept {0}: it probably does not have DSN. Switch the delivery notice off for this server.',
          first.name,
        ),
        exchange,
        fixes: removal(envelope, first),
      });
    }
  },
};

export const extRequiretlsWithoutTls: Rule = {
  id: 'ext-requiretls-without-tls',
  group: 'extension',
  title: 'REQUIRETLS without TLS',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  on: ['parameter'],
  gates: [],
  tier: 3,
  sources: cite('8689 2, 4.2.1'),
  explains:
    'REQUIRETLS asks that the message be encrypted all the way. It may be sent only over TLS and only to a server that offers it there. In clear, or without the offer, the client must not send the message at all. Use STARTTLS first.',
  examples: {
    fires: [
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 SIZE 1000
        C: MAIL FROM:<a@example.com> REQUIRETLS
      #                              ^^^^^^^^^^ error: REQUIRETLS may be used only over TLS. Send STARTTLS first.
        S: 530 5.7.10 Encryption needed
      `,
      `
        C: MAIL FROM:<a@example.com> REQUIRETLS
      #                              ^^^^^^^^^^ error: REQUIRETLS may be used only over TLS. Send STARTTLS first.
        S: 530 5.7.10 Encryption needed
      `,
    ],
    silent: [
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 REQUIRETLS\nC: MAIL FROM:<a@example.com> REQUIRETLS\nS: 250 OK',
      'C: MAIL FROM:<a@example.com> REQUIRETLS\nS: 250 OK',
    ],
  },
  check(context, report) {
    const { session, states, open } = context;
    for (const { command, exchange, parameters } of envelopesOf(session)) {
      const parameter = parameters.find((one) => one.name === 'REQUIRETLS');
      if (!parameter) continue;
      const reply = exchange.replies[0];
      const offered = offerTo(session, states, exchange, open('capabilities', exchange))?.keywords.has('REQUIRETLS');
      const saysSo = reply !== undefined && reply.code >= 500 && (reply.code === 530 || /^5\.7\.10$|^5\.7\.30$/.test(reply.enhanced ?? ''));
      if (!saysSo && !(offered === false && reply !== undefined && reply.code >= 500)) continue;
      report({
        at: spotIn(command, parameter.from, parameter.to),
        message: saysSo
          ? t('REQUIRETLS may be used only over TLS. Send STARTTLS first.')
          : t('The server did not offer REQUIRETLS: the message must not be sent here.'),
        exchange,
      });
    }
  },
};

export const extPrdrUnadvertised: Rule = {
  id: 'ext-prdr-unadvertised',
  group: 'extension',
  title: 'PRDR that the server did not offer',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['parameter'],
  gates: [],
  tier: 3,
  sources: cite('draft-hall-prdr'),
  explains:
    'With PRDR the server answers the end of the message once for each recipient, and both sides must agree on it: the EHLO reply must list PRDR. Otherwise the server answers 555, or the two sides count replies differently. Leave the parameter out.',
  examples: {
    fires: [
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 SIZE 1000
        C: MAIL FROM:<a@example.com> PRDR
      #                              ^^^^ error: The server did not offer PRDR. Leave the parameter out.
        S: 555 5.5.4 Unsupported option
      `,
      `
        C: MAIL FROM:<a@example.com> PRDR
      #                              ^^^^ error: The server did not offer PRDR. Leave the parameter out.
        S: 555 5.5.4 Unsupported option: PRDR
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 PRDR\nC: MAIL FROM:<a@example.com> PRDR\nS: 250 OK',
      'C: MAIL FROM:<a@example.com> PRDR\nS: 250 OK',
    ],
  },
  check({ session, states, open }, report) {
    for (const envelope of envelopesOf(session)) {
      const parameter = envelope.parameters.find((one) => one.name === 'PRDR');
      if (!parameter) continue;
      const offered = offerTo(session, states, envelope.exchange, open('capabilities', envelope.exchange))?.keywords.has('PRDR');
      if (offered || (offered === undefined && envelope.exchange.replies[0]?.code !== 555)) continue;
      report({
        at: spotIn(envelope.command, parameter.from, parameter.to),
        message: t('The server did not offer PRDR. Leave the parameter out.'),
        exchange: envelope.exchange,
        severity: slipSeverity(envelope.exchange, refusesFeature),
        fixes: removal(envelope, parameter),
      });
    }
  },
};
