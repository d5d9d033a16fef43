import { rfc } from '../../knowledge/source';
import { argumentOf, codeOf, type Exchange, lastReply, nameOf } from '../../session/model';
import { codeSpan, exchangeSpan, verbSpan } from '../../session/spans';
import { marksLast } from '../../syntax/bdat';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

const isLast = (exchange: Exchange): boolean => exchange.command !== null && marksLast(argumentOf(exchange.command));

const dataAndBdatMixed: Rule = {
  id: 'data-and-bdat-mixed',
  group: 'sequence',
  title: 'DATA after BDAT',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['BDAT'],
  with: ['DATA'],
  gates: ['no-gap'],
  sources: [rfc(3030, '2')],
  explains:
    'A message is sent either with DATA or with BDAT. Here BDAT already sent a part, and DATA follows in the same transaction: what the message is cannot be known. Send the rest with BDAT, or drop the message with RSET.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: BDAT 10
        C: Hello, you
        S: 250 10 octets
        C: DATA
      #    ^^^^ error: DATA follows in a transaction whose message is already being sent with BDAT. Send the rest with BDAT, or RSET …
        S: 503 5.5.1 DATA after BDAT
      `,
      `
        C: BDAT 10
        C: Hello, you
        S: 250 10 octets
        C: DATA
      #    ^^^^ error: DATA follows in a transaction whose message is already being sent with BDAT. Send the rest with BDAT, or RSET …
        S: 503 5.5.1 DATA after BDAT
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK\nC: BDAT 10\nC: Hello, you\nS: 250 10 octets\nC: BDAT 0 LAST\nS: 250 OK',
    ],
  },
  check({ session, states }, report) {
    /** A chunk was accepted, which also tells of a transaction whose beginning the text does not show. */
    let chunk = false;
    for (const exchange of session.exchanges) {
      const { transaction } = states[exchange.index];
      const name = nameOf(exchange);
      const code = codeOf(exchange);
      if (name === 'BDAT') chunk = code >= 200 && code < 300 && !marksLast(exchange.command?.piece.text ?? '');
      else if (!/^(?:DATA|NOOP)$/.test(name)) chunk = false;
      const open = typeof transaction === 'string' ? transaction === 'unknown' && chunk : transaction.bdat === 'chunks';
      if (name !== 'DATA' || !open || !exchange.command) continue;
      report({
        at: verbSpan(exchange.command),
        message: t('DATA follows in a transaction whose message is already being sent with BDAT. Send the rest with BDAT, or RSET first.'),
        exchange,
      });
    }
  },
};

const bdatAfterLast: Rule = {
  id: 'bdat-after-last',
  group: 'sequence',
  title: 'BDAT after the last chunk',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['BDAT'],
  gates: ['no-gap'],
  sources: [rfc(3030, '2')],
  explains:
    'The previous chunk was marked LAST: it ended the message and the transaction. Another chunk belongs to no message. Begin the next message with MAIL, or mark only the last chunk with LAST.',
  examples: {
    fires: [
      `
        C: BDAT 5 LAST
      #    ~~~~ The message ends here.
        C: Hello
        S: 250 OK
        C: BDAT 5
      #    ^^^^ error: The previous chunk was marked LAST: the message is complete. Begin the next one with MAIL.
        S: 503 5.5.1 No transaction
      `,
    ],
    silent: [
      'C: BDAT 5\nC: Hello\nS: 250 OK\nC: BDAT 5 LAST\nC: Hello\nS: 250 OK',
      'C: BDAT 5 LAST\nC: Hello\nS: 250 OK\nC: MAIL FROM:<a@example.com>\nS: 250 OK\nC: BDAT 5 LAST\nC: Hello\nS: 503 5.5.1 No recipient',
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const before = session.exchanges[exchange.index - 1];
      if (
        nameOf(exchange) !== 'BDAT' ||
        !before ||
        nameOf(before) !== 'BDAT' ||
        !isLast(before) ||
        codeOf(before) >= 300 ||
        codeOf(before) === 0 ||
        !exchange.command
      )
        continue;
      const ended = exchangeSpan(before);
      report({
        at: verbSpan(exchange.command),
        message: t('The previous chunk was marked LAST: the message is complete. Begin the next one with MAIL.'),
        exchange,
        related: ended ? [{ at: ended, message: t('The message ends here.') }] : [],
      });
    }
  },
};

const bdatAfterFailure: Rule = {
  id: 'bdat-after-failure',
  group: 'sequence',
  title: 'BDAT after a refused chunk',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['BDAT'],
  with: ['refusal'],
  gates: ['both'],
  sources: [rfc(3030, '2')],
  explains:
    'A chunk was refused: the message has failed. The client sends another chunk anyway, which the server has to refuse. Send RSET and begin again.',
  examples: {
    fires: [
      `
        C: BDAT 10
        C: Hello, you
        S: 552 5.3.4 too big
      #    ~~~ The chunk is refused here.
        C: BDAT 1000
      #    ^^^^ warning: The previous chunk was refused: the message has failed. Send RSET first.
        S: 503 5.5.1 RSET first
      `,
    ],
    silent: [
      'C: BDAT 10\nC: Hello, you\nC: BDAT 10 LAST\nC: Hello, you\nS: 552 5.3.4 too big\nS: 503 5.5.1 RSET first',
      'C: BDAT 10\nC: Hello, you\nS: 552 5.3.4 too big\nC: RSET\nS: 250 OK\nC: MAIL FROM:<a@example.com>\nS: 250 OK',
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const before = session.exchanges[exchange.index - 1];
      const reply = before && lastReply(before);
      if (nameOf(exchange) !== 'BDAT' || !exchange.command || !reply || reply.code < 400 || exchange.command.line <= reply.lines[0].line)
        continue;
      const chunk = nameOf(before) === 'BDAT' || (before.kind === 'command' && before.command === null && reply.enhanced === '5.3.4');
      if (!chunk) continue;
      report({
        at: verbSpan(exchange.command),
        message: t('The previous chunk was refused: the message has failed. Send RSET first.'),
        exchange,
        related: [{ at: codeSpan(reply), message: t('The chunk is refused here.') }],
      });
    }
  },
};

const bdatAbandonedWithoutLast: Rule = {
  id: 'bdat-abandoned-without-last',
  group: 'sequence',
  title: 'Message sent with BDAT but never ended',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['BDAT'],
  gates: [],
  sources: [rfc(3030, '2')],
  explains:
    'Chunks of a message were accepted, but none was marked LAST: the message was never complete and is not delivered, and no reply says this. Mark the last chunk with LAST, or send `BDAT 0 LAST`.',
  examples: {
    fires: [
      `
        C: BDAT 5
      #    ^^^^ warning: No chunk of this message is marked LAST before QUIT: the message is not delivered, and no reply says this.
        C: Hello
        S: 250 5 octets
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'C: BDAT 5\nC: Hello\nS: 250 5 octets\nC: RSET\nS: 250 OK\nC: QUIT\nS: 221 Bye',
      'C: BDAT 5\nC: Hello\nS: 250 5 octets\nC: BDAT 0 LAST\nS: 250 OK\nC: QUIT\nS: 221 Bye',
      'C: BDAT 5\nC: Hello\nS: 250 5 octets',
    ],
  },
  check({ session }, report) {
    let chunk: Exchange | null = null;
    for (const exchange of session.exchanges) {
      const name = nameOf(exchange);
      if (name === 'BDAT')
        chunk = codeOf(exchange) >= 200 && codeOf(exchange) < 300 && !isLast(exchange) && exchange.trust === 'certain' ? exchange : null;
      else if (/^(?:QUIT|MAIL)$/.test(name) && chunk?.command && chunk.index === exchange.index - 1) {
        report({
          at: verbSpan(chunk.command),
          message: t('No chunk of this message is marked LAST before {0}: the message is not delivered, and no reply says this.', name),
          exchange: chunk,
        });
        chunk = null;
      } else if (exchange.command === null || name !== 'NOOP') chunk = null;
    }
  },
};

export const bdatRules: readonly Rule[] = [dataAndBdatMixed, bdatAfterLast, bdatAfterFailure, bdatAbandonedWithoutLast];
