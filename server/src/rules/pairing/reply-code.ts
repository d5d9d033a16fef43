import { rfc } from '../../knowledge/source';
import type { Exchange, Session } from '../../session/model';
import { nameOf } from '../../session/model';
import { troublesOf } from '../../session/outcome/trouble';
import { acknowledges, fit, greetsAgain } from '../../session/pairing/compatibility';
import { codeSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** What a code is for, where it has only one use. */
function belongsTo(code: number): string | null {
  switch (code) {
    case 354:
      return t('354 asks for the message and can only answer DATA');
    case 334:
      return t('334 asks for the next step of AUTH and can answer nothing else');
    case 235:
      return t('235 says that authentication succeeded and can only answer AUTH');
    case 221:
      return t('221 closes the connection and can only answer QUIT');
    case 220:
      return t('220 is a greeting, or the answer to STARTTLS');
    default:
      return null;
  }
}

const asked = (exchange: Exchange): string => {
  const name = nameOf(exchange);
  return name === 'data'
    ? t('the end of the message')
    : name === 'auth'
      ? t('a step of AUTH')
      : name === 'greeting'
        ? t('the connection')
        : name;
};

/**
 * DATA answered by a 250, and the message was never asked for: unless the text only leaves out the 354 (odd in the table, since some
 * servers do it).
 */
function bodyNeverAsked(session: Session, exchange: Exchange, code: number): boolean {
  if (nameOf(exchange) !== 'DATA' || code < 200 || code >= 300) return false;
  return !exchange.replies.some(acknowledges) && !session.exchanges[exchange.index + 1]?.replies.some(acknowledges);
}

const replyCodeImpossible: Rule = {
  id: 'reply-code-impossible',
  group: 'pairing',
  title: 'Impossible reply to the command',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  tier: 4,
  on: ['any'],
  gates: ['pair', 'both'],
  sources: [rfc(5321, '4.3.2'), rfc(4954, '4')],
  explains:
    'Some codes belong to one command only: 354 to DATA, 334 and 235 to AUTH, 221 to QUIT. Here such a code answers another command, or DATA got a 250 although the message was never asked for. Either the server is broken, or the replies no longer follow their commands. A client that goes by the first digit is misled from here on.',
  examples: {
    fires: [
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 250 mx.example.net
        C: MAIL FROM:<a@example.com>
        S: 354 go ahead
      #    ^^^ error: 354 cannot answer MAIL: 354 asks for the message and can only answer DATA.
        C: QUIT
        S: 221 Bye
      `,
      `
        C: RCPT TO:<b@example.net>
        S: 354 go ahead
      #    ^^^ error: 354 cannot answer RCPT: 354 asks for the message and can only answer DATA.
      `,
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 220 go on
      #    ^^^ error: 220 cannot answer EHLO: 220 is a greeting, or the answer to STARTTLS.
      `,
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: DATA
        S: 250 OK
      #    ^^^ error: 250 cannot answer DATA: DATA is answered by 354 or by a refusal; the message was never asked for.
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK\nC: DATA\nS: 354 go ahead',
      'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6',
      'C: RCPT TO:<b@example.net>\nS: 421 4.3.2 Shutting down',
    ],
  },
  check({ session }, report) {
    // Where the text is known to have lost lines, a reply under the wrong command is no wonder.
    const gap = troublesOf(session).find((trouble) => trouble.kind === 'missing')?.exchange?.index ?? session.exchanges.length;
    for (const exchange of session.exchanges) {
      if (exchange.command?.masked || exchange.index >= gap) continue;
      for (const reply of exchange.replies) {
        // Two replies that ran together: multiline-code-mismatch says it.
        if (reply.mixed) continue;
        const never = fit(exchange, reply) === 'impossible' || greetsAgain(session.exchanges, exchange, reply.code);
        if (!never && !bodyNeverAsked(session, exchange, reply.code)) continue;
        const name = asked(exchange);
        const why = never
          ? (belongsTo(reply.code) ?? t('{0} answers other commands', reply.code))
          : t('DATA is answered by 354 or by a refusal; the message was never asked for');
        report({ at: codeSpan(reply), message: t('{0} cannot answer {1}: {2}.', reply.code, name, why), exchange, reply });
        break;
      }
    }
  },
};

export const replyCodeRules: readonly Rule[] = [replyCodeImpossible];
