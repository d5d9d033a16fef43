import { rfc } from '../../knowledge/source';
import type { Exchange } from '../../session/model';
import { lastReply, nameOf } from '../../session/model';
import { commandSpan, exchangeSpan, replySpan } from '../../session/spans';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

const isStarted = (exchange: Exchange): boolean => nameOf(exchange) === 'STARTTLS' && lastReply(exchange)?.code === 220;

/** A line end that was written out as an escape, with a command after it. */
const SPELT = /^STARTTLS[ \t]{0,4}(?:\\r\\n|\\n|\\r|<CRLF>|<CR><LF>)(?=[A-Za-z]{4})/i;

const starttlsCommandInjection: Rule = {
  id: 'starttls-command-injection',
  group: 'security',
  title: 'Commands sent with STARTTLS, before TLS',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  tier: 1,
  on: ['STARTTLS', 'unknown'],
  gates: ['order'],
  sources: [rfc(3207, '4.2'), rfc(3207, '6')],
  explains:
    'Commands were sent together with STARTTLS, before the handshake, and the server acted on them afterwards as if they had come through TLS. An attacker on the path can put commands into other people’s sessions this way. The server must discard what it has read before TLS starts (CVE-2011-0411); update it.',
  examples: {
    fires: [
      String.raw`
        C: STARTTLS\r\nRSET\r\n
      #                ^^^^ error: This was sent before the TLS handshake, and the server acts on it afterwards. It must discard what …
        S: 220 … (TLS) S: 250 Reset
      `,
      `
        C: STARTTLS
        C: RSET
      #    ^^^^ error: This was sent before the TLS handshake, and the server acts on it afterwards. It must discard what came before …
        S: 220 Ready
        S: 250 2.0.0 Reset
      #    ~~~~~~~~~~~~~~~ The server acts on it.
      `,
    ],
    silent: [
      'C: STARTTLS\nS: 220 Ready\nC: RSET\nS: 250 2.0.0 Reset',
      'C: STARTTLS\\r\\n\nS: 220 Ready',
      'C: STARTTLS\nC: RSET\nS: 503 5.5.1 no commands allowed\nS: 250 OK',
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (command?.kind !== 'command' || !/^STARTTLS/i.test(command.piece.text)) continue;
      const reply = lastReply(exchange);
      const spelt = SPELT.exec(command.piece.text);
      if (spelt && reply?.code === 220) {
        report({ at: spanOf(command.line, command.piece, spelt[0].length), message: message(), exchange });
        continue;
      }
      const next = session.exchanges[exchange.index + 1];
      const answer = next && lastReply(next);
      if (!isStarted(exchange) || !exchange.pipelined || !next?.command || !answer || answer.code >= 400 || exchange.trust !== 'certain')
        continue;
      report({
        at: commandSpan(next.command),
        message: message(),
        exchange,
        through: next,
        related: [{ at: replySpan(answer), message: t('The server acts on it.') }],
      });
    }
  },
};

const message = (): string =>
  t(
    'This was sent before the TLS handshake, and the server acts on it afterwards. It must discard what came before TLS; update the server.',
  );

const starttlsResponseInjection: Rule = {
  id: 'starttls-response-injection',
  group: 'security',
  title: 'Replies sent with the 220 to STARTTLS, before TLS',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  tier: 1,
  on: ['STARTTLS', 'odd-reply'],
  gates: ['order'],
  sources: [rfc(3207, '4.2'), rfc(3207, '6')],
  explains:
    'After the 220 to STARTTLS nothing more may come in clear, but more replies follow at once. A client that keeps them in its buffer takes them for answers that came through TLS. An attacker on the path can forge what the server offers. Clients must discard them; check what is between the two.',
  examples: {
    fires: [
      String.raw`
        S: 220 Ready\r\n250-AUTH PLAIN\r\n250 X
      #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: This came in clear after the 220 to STARTTLS. A client must discard it; an …
      `,
      String.raw`
        sendto(6, "STARTTLS\r\n", 10, 0, NULL, 0) = 10
      #            ~~~~~~~~ TLS should begin here.
        recvfrom(6, "220 Ready\r\n250 AUTH PLAIN\r\n", 1024, 0, NULL, NULL) = 27
      #                           ^^^^^^^^^^^^^^ error: This came in clear after the 220 to STARTTLS. A client must discard it; an …
        sendto(6, "EHLO client.example.org\r\n", 25, 0, NULL, 0) = 25
      `,
    ],
    silent: ['C: STARTTLS\nS: 220 Ready\nC: EHLO client.example.org\nS: 250 mx.example.net'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const reply = lastReply(exchange);
      if (reply?.code !== 220) continue;
      const { line, piece } = reply.lines[0];
      const spelt = /(?:\\r)?\\n(?=[2-5][0-5]\d[ -])/.exec(piece.text);
      if (spelt) report({ at: spanOf(line, piece, spelt.index), message: sayReplies(), exchange });
      if (!isStarted(exchange) || exchange.trust !== 'certain') continue;
      // One read of the client brought both: nothing is missing between them.
      const next = session.exchanges[exchange.index + 1];
      const extra =
        session.strayReplies.find(({ after }) => after === exchange.index)?.reply ?? (next?.command === null ? lastReply(next) : undefined);
      if (extra?.lines[0].line === line) report({ at: replySpan(extra), message: sayReplies(), exchange, related: around(exchange) });
    }
  },
};

const sayReplies = (): string =>
  t('This came in clear after the 220 to STARTTLS. A client must discard it; an attacker on the path may have inserted it.');

const around = (exchange: Exchange) => {
  const at = exchangeSpan(exchange);
  return at ? [{ at, message: t('TLS should begin here.') }] : [];
};

export const injectionRules: readonly Rule[] = [starttlsCommandInjection, starttlsResponseInjection];
