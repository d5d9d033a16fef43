import { rfc } from '../../knowledge/source';
import type { Secret, SecretKind } from '../../redaction/secrets';
import { secretsOf } from '../../redaction/secrets';
import { secretsInText } from '../../redaction/secrets-in-text';
import { authDialoguesOf, challengeOf, typedInClear } from '../../session/auth-dialogue';
import type { Command, Session } from '../../session/model';
import { lastReply } from '../../session/model';
import { replySpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Fix, Report, Rule } from '../rule';

/** Octets that are shown as numbers have fewer columns than units, or none: there is nothing to write over. */
const fixOf = ({ at, piece, standIn }: Secret): Fix[] =>
  piece.to - piece.from < piece.text.length
    ? []
    : [{ title: t('Replace it with a stand-in'), edits: [{ span: at, text: standIn }], unsafe: true }];

/** Reports each secret of a kind; one that an RFC printed is only a hint. */
function reportEach(
  session: Session,
  kinds: readonly SecretKind[],
  say: (secret: Secret) => Pick<Report, 'message' | 'related'> | null,
  report: (finding: Report) => void,
): void {
  for (const secret of secretsOf(session)) {
    if (!kinds.includes(secret.kind) || secret.doubtful) continue;
    const said = say(secret);
    if (!said) continue;
    const exchange = session.exchanges.find(({ command }) => command === secret.command);
    if (secret.published)
      report({ at: secret.at, message: t('These are example credentials of an RFC, and publicly known.'), exchange, severity: 'hint' });
    else report({ ...said, at: secret.at, exchange, fixes: fixOf(secret) });
  }
}

const credentialsVisible: Rule = {
  id: 'credentials-visible',
  group: 'security',
  title: 'Password in the text',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 5,
  on: ['AUTH'],
  gates: [],
  sources: [rfc(4616, '5'), rfc(4954, '4')],
  explains:
    'AUTH PLAIN and AUTH LOGIN send the password in base64, which is not encryption: anyone who sees this text can read it. Replace it before you pass the text on (“Copy Redacted” does), and change the password if the text was public.',
  examples: {
    fires: [
      `
        C: AUTH PLAIN AGFsaWNlQGV4YW1wbGUuY29tAHR1bGlwLTQ3MTE=
      #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This line contains the password: base64 hides nothing. Replace it …
        S: 235 2.7.0 OK
      `,
      `
        C: AUTH LOGIN
        S: 334 VXNlcm5hbWU6
        C: YWxpY2U=
        S: 334 UGFzc3dvcmQ6
        C: dHVsaXAtNDcxMQ==
      #    ^^^^^^^^^^^^^^^^ warning: This line contains the password: base64 hides nothing. Replace it before you pass the text on, and …
        S: 235 2.7.0 OK
      `,
      `
        C: AUTH PLAIN
        S: 334\x20
        C: AGFsaWNlQGV4YW1wbGUuY29tAHR1bGlwLTQ3MTE=
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This line contains the password: base64 hides nothing. Replace it before you …
        S: 235 2.7.0 OK
      `,
    ],
    silent: [
      'C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nS: 235 2.7.0 OK',
      'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YWxpY2U=\nS: 334 UGFzc3dvcmQ6\nC: Lyogc2VjcmV0ICov\nS: 235 2.7.0 OK',
      'C: AUTH PLAIN ********\nS: 235 2.7.0 OK',
    ],
  },
  check({ session }, report) {
    const clear = new Set(
      authDialoguesOf(session).flatMap((dialogue) =>
        dialogue.steps.filter((step) => typedInClear(dialogue, step)).map(({ command }) => command),
      ),
    );
    reportEach(
      session,
      ['password'],
      ({ command }) => ({
        message: clear.has(command)
          ? t('The password is here as it was typed. Replace it before you pass the text on, and change it if the text was public.')
          : t(
              'This line contains the password: base64 hides nothing. Replace it before you pass the text on, and change it if the text was public.',
            ),
      }),
      report,
    );
  },
};

const bearerTokenVisible: Rule = {
  id: 'bearer-token-visible',
  group: 'security',
  title: 'Access token in the text',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 5,
  on: ['AUTH'],
  gates: [],
  sources: [rfc(7628, '5'), rfc(6750, '5')],
  explains:
    'XOAUTH2 and OAUTHBEARER send an access token. Until it expires, anyone who has it can use the mailbox as its owner does. Replace it before you pass the text on, and revoke it if the text was public.',
  examples: {
    fires: [
      `
        C: AUTH XOAUTH2 dXNlcj1hbGljZUBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5Lm1hZGV1cDB0b2tlbgEB
      #                 ^^… warning: This line contains an access token, valid until …
      `,
    ],
    silent: ['C: AUTH XOAUTH2 dXNlcj1hbGljZUBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciBSRURBQ1RFRAEB\nS: 235 2.7.0 OK', 'C: AUTH XOAUTH2 <token>'],
  },
  check({ session }, report) {
    reportEach(
      session,
      ['token'],
      () => ({
        message: t(
          'This line contains an access token, valid until it expires. Replace it before you pass the text on, and revoke it if the text was public.',
        ),
      }),
      report,
    );
  },
};

/** The challenge that a command answers, where it is shown. */
function challengeBefore(session: Session, command: Command) {
  const index = session.exchanges.findIndex((exchange) => exchange.command === command);
  const reply = index > 0 ? lastReply(session.exchanges[index - 1]) : undefined;
  return reply?.code === 334 ? reply : undefined;
}

const offlineCrackableAuth: Rule = {
  id: 'offline-crackable-auth',
  group: 'security',
  title: 'Challenge and answer in the text',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 5,
  on: ['AUTH'],
  gates: [],
  sources: [rfc(5802, '9'), rfc(2195)],
  explains:
    'CRAM-MD5, DIGEST-MD5, NTLM and SCRAM do not send the password. But anyone who has both the challenge and the answer can try millions of passwords a second against them. A hash is not safe to publish: replace the answer before you pass the text on.',
  examples: {
    fires: [
      `
        C: AUTH CRAM-MD5
        S: 334 PDEuMkBteC5leGFtcGxlLm5ldD4=
      #    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ The challenge.
        C: YWxpY2UgMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: With the challenge and the answer together, anyone can try …
      `,
    ],
    silent: [
      'C: AUTH CRAM-MD5\nS: 334 PDEuMkBteC5leGFtcGxlLm5ldD4=\nC: YWxpY2UgMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA=\nS: 235 2.7.0 OK',
      'C: AUTH CRAM-MD5\nS: 334 PDEuMkBteC5leGFtcGxlLm5ldD4=\nC: *\nS: 501 cancelled',
    ],
  },
  check({ session }, report) {
    reportEach(
      session,
      ['digest'],
      ({ command }) => {
        const challenge = challengeBefore(session, command);
        if (!challenge || challengeOf(challenge) === '') return null;
        return {
          message: t(
            'With the challenge and the answer together, anyone can try passwords offline. Replace the answer before you pass the text on.',
          ),
          related: [{ at: replySpan(challenge), message: t('The challenge.') }],
        };
      },
      report,
    );
  },
};

const URL_OPTION = new Set(['url', 'option', 'setting', 'key', 'bearer']);

const secretInUrlOrOption: Rule = {
  id: 'secret-in-url-or-option',
  group: 'security',
  title: 'Password in a URL, an option or a setting',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 5,
  on: [],
  gates: [],
  sources: [rfc(3986, '3.2.1'), rfc(3986, '7.5')],
  explains:
    'The line above or beside the transcript has the password in clear: in smtp://user:password@host, after an option such as --auth-password, or in a setting. People redact the AUTH lines and forget this one. Replace it before you pass the text on, and change the password if the text was public.',
  examples: {
    fires: [
      `
        swaks --au a --ap hunter2
      #                   ^^^^^^^ warning: There is a password or key in clear here. Replace it before you pass the text on, and change …
      `,
      `
        MAILER_DSN=smtp://alice:tulip-4711@mail.example.net:587
      #                         ^^^^^^^^^^ warning: There is a password or key in clear here. Replace it before you pass the text on, and …
      `,
      `
        SMTP_PASSWORD=tulip-4711
      #               ^^^^^^^^^^ warning: There is a password or key in clear here. Replace it before you pass the text on, and change it …
      `,
      `
        curl --url smtp://mail.example.net --user alice:tulip-4711
      #                                                 ^^^^^^^^^^ warning: There is a password or key in clear here. Replace it before …
      `,
    ],
    silent: [
      'swaks --au a --ap REDACTED',
      'MAILER_DSN=smtp://alice:${PASSWORD}@mail.example.net:587',
      'SMTP_PASSWORD=********',
      'S: 535 5.7.8 Incorrect password: try again',
      'https://example.com/reset?page=1',
    ],
  },
  check() {},
  checkLine(line, _declared, report) {
    for (const { kind, from, to, standIn, mail, doubtful } of secretsInText(line)) {
      if (!URL_OPTION.has(kind) || !mail || doubtful) continue;
      const at = { line: 0, from, to };
      report({
        at,
        message: t(
          'There is a password or key in clear here. Replace it before you pass the text on, and change it if the text was public.',
        ),
        fixes: [{ title: t('Replace it with a stand-in'), edits: [{ span: at, text: standIn }], unsafe: true }],
      });
    }
  },
};

const secretInStackTrace: Rule = {
  id: 'secret-in-stack-trace',
  group: 'security',
  title: 'Password in a stack trace',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 5,
  on: [],
  gates: [],
  sources: [rfc(4616, '5')],
  explains:
    'Stack traces of PHP and others print the arguments of every call, and the call that logs in has the password among them. Replace it before you pass the text on, change the password, and configure the runtime to leave out arguments (zend.exception_ignore_args).',
  examples: {
    fires: [
      `
        Swift_…->authenticate(Object, 'alice', 'pw')
      #                                         ^^ warning: An argument of this call looks like the password. Replace it before you pass …
      `,
      `
        #3 Swift_Transport_Esmtp_AuthHandler->authenticate(Object(Swift_SmtpTransport), 'alice', 'tulip-4711')
      #                                                                                           ^^^^^^^^^^ warning: An argument of this call looks like the …
      `,
    ],
    silent: [
      "Swift_…->authenticate(Object, 'alice', 'REDACTED')",
      '#3 Swift_Transport_Esmtp_AuthHandler->authenticate(Object(Swift_SmtpTransport))',
    ],
  },
  check() {},
  checkLine(line, _declared, report) {
    for (const { kind, from, to, standIn, mail, doubtful } of secretsInText(line)) {
      if (kind !== 'trace' || !mail || doubtful) continue;
      const at = { line: 0, from, to };
      report({
        at,
        message: t(
          'An argument of this call looks like the password. Replace it before you pass the text on, and change it if the text was public.',
        ),
        fixes: [{ title: t('Replace it with a stand-in'), edits: [{ span: at, text: standIn }], unsafe: true }],
      });
    }
  },
};

export const credentialRules: readonly Rule[] = [
  credentialsVisible,
  bearerTokenVisible,
  offlineCrackableAuth,
  secretInUrlOrOption,
  secretInStackTrace,
];
