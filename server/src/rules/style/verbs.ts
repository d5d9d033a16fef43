import { isVerb, saslMechanism } from '../../knowledge';
import { cite } from '../../knowledge/source';
import { authDialoguesOf } from '../../session/auth-dialogue';
import { envelopesOf } from '../../session/envelope';
import { hellosOf } from '../../session/hello';
import { lastReply } from '../../session/model';
import { refusalOf } from '../../session/outcome/refusal';
import { verbSpan } from '../../session/spans';
import { fixes, replaceIn, spotIn } from '../../session/spot';
import { isHello } from '../../syntax/verb';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

export const heloInsteadOfEhlo: Rule = {
  id: 'helo-instead-of-ehlo',
  group: 'style',
  title: 'HELO used instead of EHLO',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['HELO'],
  gates: [],
  tier: 5,
  sources: cite('5321 2.2.1, 3.2'),
  explains:
    'The client began with HELO, and the server listed none of its extensions: no STARTTLS, no AUTH, no size limit, no 8-bit text. Clients should begin with EHLO and fall back to HELO only when the server does not know it.',
  examples: {
    fires: [
      `
        C: HELO client.example.com
      #    ^^^^ hint: After HELO the server does not list its extensions. Begin with EHLO.
        S: 250 mx.example.net
      `,
      `
        C: HELO c
      #    ^^^^ hint: After HELO the server does not list its extensions. Begin with EHLO.
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 502 not implemented\nC: HELO client.example.com\nS: 250 mx.example.net',
      'C: EHLO client.example.com\nS: 250 mx.example.net',
    ],
  },
  check({ session }, report) {
    const verbs = session.exchanges.map((each) => each.command?.verb);
    if (verbs.includes('EHLO') || session.marks.some((mark) => mark.kind === 'elided')) return;
    const hello = session.exchanges.find((each) => each.command?.verb === 'HELO');
    if (hello?.command)
      report({
        at: verbSpan(hello.command),
        message: t('After HELO the server does not list its extensions. Begin with EHLO.'),
        exchange: hello,
      });
  },
};

/** Mechanisms that the registry calls obsolete or of limited use, and why. */
function objection(mechanism: string): string | null {
  switch (mechanism) {
    case 'CRAM-MD5':
    case 'DIGEST-MD5':
      return t('{0} is obsolete: an attacker who records it can try passwords offline. Use PLAIN or SCRAM under TLS.', mechanism);
    case 'NTLM':
      return t('NTLM is obsolete and needs a Windows domain; use PLAIN or OAuth under TLS.');
    case 'LOGIN':
      return t('LOGIN was never standardised; PLAIN does the same in one step. Both need TLS.');
    default:
      return null;
  }
}

export const deprecatedAuthMech: Rule = {
  id: 'deprecated-auth-mech',
  group: 'style',
  title: 'Obsolete login mechanism',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['AUTH'],
  gates: [],
  tier: 5,
  sources: cite('6331', '2195', 'IANA SASL mechanisms'),
  explains:
    'The IANA registry marks CRAM-MD5, DIGEST-MD5, NTLM and LOGIN as obsolete or for limited use. They need the password in clear on the server, can be guessed from a recording, or were never standardised. Under TLS use PLAIN, SCRAM or OAuth.',
  examples: {
    fires: [
      `
        C: AUTH CRAM-MD5
      #         ^^^^^^^^ hint: CRAM-MD5 is obsolete: an attacker who records it can try passwords offline. Use PLAIN or SCRAM under TLS.
      `,
      `
        C: AUTH LOGIN
      #         ^^^^^ hint: LOGIN was never standardised; PLAIN does the same in one step. Both need TLS.
        S: 334 VXNlcm5hbWU6
      `,
    ],
    silent: ['C: AUTH PLAIN\nS: 334 ', 'C: AUTH SCRAM-SHA-256 biwsbj1hLHI9YWJj\nS: 334 cj1hYmM='],
  },
  check({ session }, report) {
    for (const { begin, mechanism, name } of authDialoguesOf(session)) {
      const message = mechanism && saslMechanism(mechanism) ? objection(mechanism) : null;
      if (!begin?.command || !message || !name) continue;
      report({ at: spotIn(begin.command, name.from, name.to), message, exchange: begin });
      return;
    }
  },
};

export const obsoleteVerb: Rule = {
  id: 'obsolete-verb',
  group: 'style',
  title: 'Obsolete command',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['other'],
  gates: [],
  tier: 5,
  sources: cite('5321 F.1, F.6'),
  explains:
    'SEND, SOML and SAML delivered to terminals, and TURN swapped the roles of the two sides without checking who the other was. RFC 5321 keeps them only as history; servers answer 502. To fetch mail from a queue use ETRN or ATRN.',
  examples: {
    fires: [
      `
        C: TURN
      #    ^^^^ hint: TURN is obsolete; servers have dropped it.
        S: 502 not implemented
      `,
      `
        C: SOML FROM:<a@example.com>
      #    ^^^^ hint: SOML is obsolete; servers have dropped it.
        S: 502 not implemented
      `,
    ],
    silent: ['C: ETRN example.com\nS: 250 OK', 'C: MAIL FROM:<a@example.com>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const { command, kind } = exchange;
      if (kind === 'command' && command && /^(?:SEND|SOML|SAML|TURN)$/.test(command.verb))
        report({ at: verbSpan(command), message: t('{0} is obsolete; servers have dropped it.', command.verb), exchange });
    }
  },
};

export const redundantRset: Rule = {
  id: 'redundant-rset',
  group: 'style',
  title: 'RSET where there is nothing to reset',
  severity: 'off',
  since: '0.1.0',
  kind: 'note',
  on: ['RSET'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.1.1.5, 4.1.4'),
  explains:
    'No transaction is open, and RSET changes nothing. It is harmless; connection pools send it to check whether the server is still there. NOOP does the same.',
  examples: {
    fires: [
      `
        C: EHLO c
        C: RSET
      #    ^^^^ hint: No transaction is open here; RSET changes nothing.
      `,
      `
        C: EHLO client.example.com
        S: 250 mx.example.net
        C: RSET
      #    ^^^^ hint: No transaction is open here; RSET changes nothing.
        S: 250 OK
      `,
    ],
    silent: ['C: EHLO client.example.com\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.com>\nS: 250 OK\nC: RSET\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const before = session.exchanges[exchange.index - 1];
      if (exchange.command?.verb !== 'RSET' || !before || !(before.kind === 'data' || isHello(before.command?.verb ?? ''))) continue;
      report({ at: verbSpan(exchange.command), message: t('No transaction is open here; RSET changes nothing.'), exchange });
    }
  },
};

export const verbSpellingStyle: Rule = {
  id: 'verb-spelling-style',
  group: 'style',
  title: 'Command in mixed case',
  severity: 'off',
  since: '0.1.0',
  kind: 'note',
  on: ['any'],
  gates: [],
  tier: 5,
  sources: cite('5321 2.4'),
  explains:
    'Verbs and keywords may be written in any case. In documentation and tests one spelling, in upper case, is easier to read and to search.',
  examples: {
    fires: [
      `
        C: Mail From:<a@example.com>
      #    ^^^^^^^^^ hint: The command is in mixed case, which is legal.
        S: 250 OK
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com>\nS: 250 OK', 'C: mail from:<a@example.com>\nS: 250 OK'],
  },
  check({ session }, report) {
    const envelopes = new Set(envelopesOf(session).map((one) => one.exchange));
    const hellos = new Set(hellosOf(session).map((one) => one.exchange));
    for (const exchange of session.exchanges) {
      const { command, kind } = exchange;
      if (kind !== 'command' || !command || command.masked || !isVerb(command.verb) || refusalOf(exchange)) continue;
      const keywordTo = envelopes.has(exchange) ? command.argumentAt + (command.verb === 'MAIL' ? 4 : 2) : command.verbTo;
      const written = command.piece.text.slice(command.verbFrom, keywordTo);
      if (
        written === written.toUpperCase() ||
        written === written.toLowerCase() ||
        (hellos.has(exchange) && !lastReply(exchange) && session.sides === 'server')
      )
        continue;
      report({
        at: spotIn(command, command.verbFrom, keywordTo),
        message: t('The command is in mixed case, which is legal.'),
        exchange,
        fixes: fixes(t('Write it in upper case'), replaceIn(command, command.verbFrom, keywordTo, written.toUpperCase())),
      });
    }
  },
};
