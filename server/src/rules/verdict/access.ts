import { rfc } from '../../knowledge/source';
import type { Exchange, Session } from '../../session/model';
import { lastReply } from '../../session/model';
import { cancels } from '../../session/outcome/refusal-kind';
import { exchangeSpan } from '../../session/spans';
import type { State } from '../../session/state';
import { t } from '../../text/l10n';
import type { Related, Rule } from '../rule';
import { verdictRule } from '../verdict-rule';

/** The exchange by which AUTH failed before, if it was tried. */
const failedAuth = (session: Session, before: number): Exchange | undefined =>
  session.exchanges.find(
    (each) => each.index < before && (each.kind === 'auth' || each.command?.verb === 'AUTH') && (lastReply(each)?.code ?? 0) >= 400,
  );

const pointTo = (exchange: Exchange | undefined, message: string): Related[] => {
  const at = exchange && exchangeSpan(exchange);
  return at ? [{ at, message }] : [];
};

const offered = (state: State, keyword: string): boolean | undefined => state.capabilities?.has(keyword);

/** Who may talk to the server, and how. */
export const accessVerdicts: readonly Rule[] = [
  verdictRule({
    kind: 'tls-required',
    title: 'The server wants TLS first',
    value: 'A',
    severity: 'warning',
    sources: [rfc(3207, '4')],
    explains:
      'The server takes nothing over a connection in clear. Send STARTTLS after EHLO, or connect to the port for implicit TLS (465), then send EHLO again and go on. Most libraries have a switch for it (`secure`, `starttls`, `SMTPSecure`).',
    examples: {
      fires: [
        'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: MAIL FROM:<a@example.org>\nS: 530 5.7.0 Must issue a STARTTLS command first',
      ],
      silent: [
        'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.org>\nS: 530 5.7.0 Authentication required',
      ],
    },
    say: (_failure, _session, state) => ({
      message:
        offered(state, 'STARTTLS') === true
          ? t('The server wants TLS first. It offers STARTTLS: send it after EHLO, then EHLO again.')
          : t('The server wants TLS first. Send STARTTLS after EHLO (or use the port for implicit TLS), then EHLO again.'),
    }),
  }),
  verdictRule({
    kind: 'tls-unavailable',
    title: 'TLS is not available now',
    value: 'B',
    severity: 'information',
    sources: [rfc(3207, '4')],
    explains:
      'The server offers STARTTLS and cannot start it: its certificate or key cannot be read, or something else in its own house is broken. Only its administrator can mend that; trying again later may help.',
    examples: {
      fires: ['C: STARTTLS\nS: 454 4.7.0 TLS not available due to local problem'],
      silent: ['C: STARTTLS\nS: 220 2.0.0 Ready to start TLS'],
    },
    say: () => ({
      message: t(
        'The server offers TLS and cannot start it: its own certificate or configuration is at fault. Its administrator has to look.',
      ),
    }),
  }),
  verdictRule({
    kind: 'auth-required',
    title: 'The server wants a login first',
    value: 'A',
    severity: 'warning',
    sources: [rfc(4954, '6')],
    explains:
      'The server takes mail from this client only after AUTH. Log in before MAIL; where AUTH was sent before, its failure is the cause. A server that wants a login on port 25 is usually a submission server: use port 587 with STARTTLS.',
    examples: {
      fires: [
        'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 AUTH PLAIN\nC: MAIL FROM:<a@example.org>\nS: 530 5.7.0 Authentication required',
      ],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 530 5.7.0 Must issue a STARTTLS command first'],
    },
    say({ exchange }, session, state) {
      const failed = failedAuth(session, exchange.index);
      if (failed)
        return {
          message: t('The server wants a login, and the login before it failed: that is the cause.'),
          related: pointTo(failed, t('The login failed here.')),
        };
      if (offered(state, 'AUTH') === false && offered(state, 'STARTTLS') === true)
        return { message: t('The server wants a login, and offers AUTH only after STARTTLS: start TLS, send EHLO again, then AUTH.') };
      return { message: t('The server takes mail only after a login: send AUTH before MAIL.') };
    },
  }),
  verdictRule({
    kind: 'auth-failed',
    title: 'The login was refused',
    value: 'A',
    severity: 'information',
    sources: [rfc(4954, '6')],
    explains:
      'The server did not accept the login. 535 says that user name and password do not fit (many providers want an app password, or a token instead of a password); 534 that the mechanism is too weak; 454 and 432 that it may work later or after a change of password.',
    examples: {
      fires: ['C: AUTH PLAIN\nS: 334 \nC: AGFsaWNlAFJFREFDVEVE\nS: 535 5.7.8 Authentication credentials invalid'],
      silent: ['C: AUTH PLAIN\nS: 334 \nC: AGFsaWNlAFJFREFDVEVE\nS: 235 2.7.0 Authentication successful'],
    },
    say({ exchange, reply }) {
      if (cancels(exchange))
        return { message: t('The client broke the login off itself; the server only confirms it. What made it do so stands above.') };
      if (reply.enhanced === '5.7.139' || /basic auth\w* is disabled/i.test(reply.lines.map((line) => line.piece.text).join(' '))) {
        return {
          message: t(
            'The login was refused: this provider has switched passwords off for this mailbox. Use OAuth (XOAUTH2), or have SMTP AUTH enabled for it.',
          ),
        };
      }
      if (
        reply.enhanced === '5.7.9' ||
        /app(?:lication)?.specific|app password/i.test(reply.lines.map((line) => line.piece.text).join(' '))
      ) {
        return {
          message: t(
            'The login was refused: this provider wants an app password, made in the account’s security settings, instead of the account’s own.',
          ),
        };
      }
      if (reply.code === 534)
        return { message: t('The login was refused: the server wants a stronger mechanism, or TLS before the password.') };
      if (reply.code === 538) return { message: t('The login was refused: this mechanism is allowed only under TLS.') };
      if (reply.code < 500)
        return {
          message: t(
            'The login could not be checked just now: the server’s own password store fails, or it asks to slow down. Try again later.',
          ),
        };
      return { message: t('The login was refused: user name and password do not fit, or the account may not send by SMTP.') };
    },
  }),
  verdictRule({
    kind: 'relay-denied',
    title: 'The server does not relay for this client',
    value: 'A',
    severity: 'information',
    sources: [rfc(5321, '7.9'), rfc(3463, '3.8')],
    explains:
      'The recipient’s domain is not one of the server’s own, and the server sends on to other domains only for clients that it knows, by login or by address. Log in (usually on port 587), or send to the server that the recipient’s MX record names.',
    examples: {
      fires: [
        'C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok\nC: RCPT TO:<b@example.net>\nS: 554 5.7.1 <b@example.net>: Relay access denied',
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 <b@example.net>: User unknown'],
    },
    say({ exchange }, session, state) {
      const failed = failedAuth(session, exchange.index);
      if (failed)
        return {
          message: t('The server sends on to other domains only after a login, and the login failed.'),
          related: pointTo(failed, t('The login failed here.')),
        };
      if (state.auth === 'done')
        return {
          message: t('The server does not send on to this domain, although the client is logged in: its administrator has to allow it.'),
        };
      if (offered(state, 'AUTH') === true)
        return { message: t('The server does not send on to other domains for strangers. It offers AUTH: log in before MAIL.') };
      return {
        message: t(
          'This is not the recipient’s server, and it sends on only for clients that it knows: log in first, or use the server of the recipient’s MX record.',
        ),
      };
    },
  }),
];
