import { cite } from '../../knowledge/source';
import { authDialoguesOf } from '../../session/auth-dialogue';
import { envelopeOf } from '../../session/envelope';
import { type Exchange, lastReply } from '../../session/model';
import { keywordSpan, offerBeforeTls, offerTo } from '../../session/outcome/offered';
import { refusalOf, refusesFeature, slipSeverity } from '../../session/outcome/refusal';
import { codeSpan, verbSpan } from '../../session/spans';
import { spotIn } from '../../session/spot';
import { isMasked } from '../../syntax/masked';
import { t } from '../../text/l10n';
import { shown } from '../../text/visible';
import type { Related, Rule } from '../rule';

/** Verbs that need a keyword, but for VRFY, EXPN and HELP, which are basic (RFC 5321 §4.5.1), and vendors' forms of them. */
const NEEDS: Readonly<Record<string, string>> = {
  STARTTLS: 'STARTTLS',
  AUTH: 'AUTH',
  BDAT: 'CHUNKING',
  ETRN: 'ETRN',
  XCLIENT: 'XCLIENT',
  XFORWARD: 'XFORWARD',
  BURL: 'BURL',
  ATRN: 'ATRN',
};

export const extCommandNotAdvertised: Rule = {
  id: 'ext-command-not-advertised',
  group: 'extension',
  title: 'Command that the server did not offer',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['STARTTLS', 'AUTH', 'BDAT', 'XCLIENT', 'other'],
  gates: [],
  tier: 3,
  sources: cite('5321 2.2.1', '3207 4', '4954 4', '3030 2'),
  explains:
    'STARTTLS, AUTH, BDAT and similar commands may be used only when the EHLO reply lists them; what it listed before STARTTLS no longer counts after it. The server did not offer this one and answered 502 or 503. Look at the list: the feature may be switched off, may need TLS first, or a middlebox may have removed it.',
  examples: {
    fires: [
      `
        S: 250 HELP
      #    ~~~~~~~~ The list of what it offers begins here.
        C: STARTTLS
      #    ^^^^^^^^ error: The EHLO reply does not offer STARTTLS. Do not send STARTTLS.
        S: 502 5.5.1 not implemented
      `,
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 HELP
      #    ~~~~~~~~ The list of what it offers begins here.
        C: BDAT 0 LAST
      #    ^^^^ error: The EHLO reply does not offer CHUNKING. Do not send BDAT.
        S: 502 5.5.1 not implemented
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: STARTTLS\nS: 454 TLS not available',
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 HELP\nC: VRFY bob\nS: 252 cannot verify',
      'C: STARTTLS\nS: 502 5.5.1 not implemented',
      'S: 250 SMTPUTF8\nC: AUTH LOGIN\nS: 504 5.7.4 Unrecognized authentication type',
    ],
  },
  check({ session, states, open }, report) {
    for (const exchange of session.exchanges) {
      const { command, kind } = exchange;
      const needed = kind === 'command' && command && Object.hasOwn(NEEDS, command.verb) ? NEEDS[command.verb] : null;
      if (!needed || !command || command.masked) continue;
      const offer = offerTo(session, states, exchange, open('capabilities', exchange));
      if (!offer || offer.keywords.has(needed) || states[exchange.index]?.hello === 'helo') continue;
      // ext-auth-only-after-tls and ext-caps-stale-after-tls say more about these.
      if (needed === 'AUTH' && (offer.keywords.has('STARTTLS') || offer.keywords.has('X-EXPS'))) continue;
      if (offerBeforeTls(states, exchange)?.has(needed)) continue;
      report({
        at: verbSpan(command),
        message: t('The EHLO reply does not offer {0}. Do not send {1}.', needed, command.verb),
        exchange,
        severity: slipSeverity(exchange, refusesFeature),
        related: listed(offer.lines),
      });
    }
  },
};

function listed(lines: readonly { line: number; piece: { text: string; from: number; to: number } }[]): Related[] {
  const [first] = lines;
  return first ? [{ at: spotIn(first), message: t('The list of what it offers begins here.') }] : [];
}

export const extAuthMechNotAdvertised: Rule = {
  id: 'ext-auth-mech-not-advertised',
  group: 'extension',
  title: 'Mechanism that the server did not offer',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['AUTH'],
  gates: [],
  tier: 3,
  sources: cite('4954 4, 3'),
  explains:
    'The EHLO reply lists after AUTH the mechanisms that the server accepts, and this one is not among them. It answers 504 or 535. Choose one of those listed. A client that always uses the same mechanism must be configured, or changed to read the list.',
  examples: {
    fires: [
      `
        S: 250 AUTH PLAIN LOGIN
      #        ~~~~~~~~~~~~~~~~ These mechanisms are offered.
        C: AUTH CRAM-MD5
      #         ^^^^^^^^ error: The server does not offer CRAM-MD5; it accepts PLAIN, LOGIN.
        S: 504 5.5.4 Unrecognized authentication type
      `,
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 AUTH PLAIN
      #        ~~~~~~~~~~ These mechanisms are offered.
        C: AUTH LOGIN
      #         ^^^^^ error: The server does not offer LOGIN; it accepts PLAIN.
        S: 504 5.5.4 Unrecognized authentication type
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 AUTH PLAIN LOGIN\nC: AUTH LOGIN\nS: 535 5.7.8 Authentication failed',
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 AUTH=LOGIN\nC: AUTH login\nS: 334 VXNlcm5hbWU6',
    ],
  },
  check({ session, states, open }, report) {
    for (const { begin, mechanism, name } of authDialoguesOf(session)) {
      if (!begin?.command || !mechanism || !name || isMasked(name.text) || !/^[A-Z0-9_-]{1,20}$/.test(mechanism)) continue;
      const offer = offerTo(session, states, begin, open('capabilities', begin));
      const list = offer?.keywords
        .get('AUTH')
        ?.toUpperCase()
        .split(/[\s=,]+/)
        .filter((one) => one !== '');
      if (!offer || !list || list.length === 0 || list.includes(mechanism) || list.some((one) => isMasked(one))) continue;
      const at = keywordSpan(offer, 'AUTH');
      report({
        at: spotIn(begin.command, name.from, name.to),
        message: t('The server does not offer {0}; it accepts {1}.', shown(mechanism, 20), shown([...new Set(list)].join(', '))),
        exchange: begin,
        severity: slipSeverity(begin, (reply) => refusesFeature(reply) || reply.code === 535 || reply.code === 534),
        related: at ? [{ at, message: t('These mechanisms are offered.') }] : [],
      });
    }
  },
};

export const extAuthOnlyAfterTls: Rule = {
  id: 'ext-auth-only-after-tls',
  group: 'extension',
  title: 'AUTH is offered only after STARTTLS',
  severity: 'information',
  since: '0.1.0',
  kind: 'fact',
  on: ['AUTH'],
  gates: [],
  tier: 5,
  sources: cite('3207 4', '4954 4, 6', '8314 3'),
  explains:
    'The server offers STARTTLS and not AUTH: it accepts logins only on an encrypted connection. AUTH in clear gets 503, 502 or 530, sometimes with the words that authentication is not enabled. Switch STARTTLS on in the client (port 587), or use TLS from the start (port 465).',
  examples: {
    fires: [
      `
        S: 250 STARTTLS
        C: AUTH LOGIN
      #    ^^^^ information: The server offers STARTTLS but not AUTH: it accepts logins only after STARTTLS. Switch encryption on in the …
        S: 503 5.5.1 Error: authentication not enabled
      #    ~~~ That is why it answers 503.
      `,
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 STARTTLS
        C: AUTH PLAIN AHRlc3QAcGVuY2ls
      #    ^^^^ information: The server offers STARTTLS but not AUTH: it accepts logins only after STARTTLS. Switch encryption on in the …
        S: 530 5.7.0 Must issue a STARTTLS command first
      #    ~~~ That is why it answers 530.
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250-STARTTLS\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AHRlc3QAcGVuY2ls\nS: 535 5.7.8 Authentication failed',
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 HELP\nC: AUTH LOGIN\nS: 502 not implemented',
    ],
  },
  check({ session, states, open }, report) {
    for (const { begin } of authDialoguesOf(session)) {
      const refusal = begin && refusalOf(begin);
      if (!begin?.command || !refusal || ![500, 502, 503, 504, 530, 538, 550, 554].includes(refusal.code)) continue;
      const offer = offerTo(session, states, begin, open('capabilities', begin));
      if (!offer?.keywords.has('STARTTLS') || offer.keywords.has('AUTH')) continue;
      report({
        at: verbSpan(begin.command),
        message: t('The server offers STARTTLS but not AUTH: it accepts logins only after STARTTLS. Switch encryption on in the client.'),
        exchange: begin,
        related: [{ at: codeSpan(refusal), message: t('That is why it answers {0}.', refusal.code) }],
      });
      return;
    }
  },
};

export const extCapsStaleAfterTls: Rule = {
  id: 'ext-caps-stale-after-tls',
  group: 'extension',
  title: 'Feature that was offered only before STARTTLS',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['STARTTLS'],
  gates: [],
  tier: 3,
  sources: cite('3207 4.2'),
  explains:
    'After STARTTLS the client must forget what the server offered before, and ask again with EHLO: the first list came in clear, and an attacker could have changed it. This command uses something that only the first list had. Send EHLO after the handshake and go by its reply.',
  examples: {
    fires: [
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250-STARTTLS
        S: 250 SIZE 1000
        C: STARTTLS
        S: 220 Ready to start TLS
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 HELP
        C: MAIL FROM:<a@example.com> SIZE=9
      #    ^^^^ error: SIZE was offered before STARTTLS, but not after it; only the later list counts.
        S: 555 5.5.4 Unsupported option
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250-STARTTLS\nS: 250 SIZE 1000\nC: STARTTLS\nS: 220 Ready to start TLS\nC: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 SIZE 1000\nC: MAIL FROM:<a@example.com> SIZE=9\nS: 250 OK',
    ],
  },
  check({ session, states, open }, report) {
    for (const exchange of session.exchanges) {
      const { command, kind } = exchange;
      if (kind !== 'command' || !command || command.masked || (states[exchange.index]?.epoch ?? 0) === 0) continue;
      const before = offerBeforeTls(states, exchange);
      const offer = offerTo(session, states, exchange, open('capabilities', exchange));
      if (!before || !offer || lastReply(exchange)?.code === 503) continue;
      const keyword = usedKeywords(exchange).find((one) => before.has(one) && !offer.keywords.has(one));
      if (!keyword) continue;
      report({
        at: verbSpan(command),
        message: t('{0} was offered before STARTTLS, but not after it; only the later list counts.', keyword),
        exchange,
        severity: slipSeverity(exchange, refusesFeature),
      });
    }
  },
};

const BY_PARAMETER: readonly string[] = ['SIZE', 'SMTPUTF8', 'REQUIRETLS'];

/** The keywords that a command needs by its verb and its parameters. */
function usedKeywords(exchange: Exchange): readonly string[] {
  const verb = exchange.command?.verb ?? '';
  if (Object.hasOwn(NEEDS, verb)) return verb === 'STARTTLS' ? [] : [NEEDS[verb]];
  return (envelopeOf(exchange)?.parameters ?? []).map((one) => one.name).filter((name) => BY_PARAMETER.includes(name));
}
