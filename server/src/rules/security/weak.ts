import { rfc } from '../../knowledge/source';
import { authDialoguesOf } from '../../session/auth-dialogue';
import { ehloRepliesOf } from '../../session/ehlo-reply';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

const GOOD = /^(?:SCRAM-|PLAIN$|XOAUTH2$|OAUTHBEARER$|EXTERNAL$|GSSAPI$|GS2-)/i;

const authMechWeak: Rule = {
  id: 'auth-mech-weak',
  group: 'security',
  title: 'Only outdated login mechanisms',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['keywords'],
  gates: [],
  sources: [rfc(8314, '3'), rfc(5802)],
  explains:
    'The server offers only LOGIN, CRAM-MD5, DIGEST-MD5 or NTLM, or the client chose one of them although SCRAM was offered. LOGIN was never standardised; the others rely on MD5 and make the server store passwords. PLAIN under TLS, SCRAM or OAuth is better.',
  examples: {
    fires: [
      `
        S: 250 AUTH LOGIN
      #        ^^^^^^^^^^ hint: Only outdated mechanisms are offered here; PLAIN under TLS, SCRAM or OAuth is better.
      `,
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250 AUTH SCRAM-SHA-256 LOGIN
        C: AUTH LOGIN
      #         ^^^^^ hint: The server offers SCRAM, which does not send the password, but the client chose LOGIN. Choose SCRAM.
        S: 334 VXNlcm5hbWU6
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 AUTH LOGIN PLAIN',
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 AUTH SCRAM-SHA-256 LOGIN\nC: AUTH SCRAM-SHA-256 biwsbj11c2VyLHI9cg==\nS: 334 cj1y',
    ],
  },
  check({ session }, report) {
    let scram = false;
    for (const { exchange, keywords, reply } of ehloRepliesOf(session)) {
      const auth = keywords.filter(({ name, parameters }) => name === 'AUTH' && parameters !== '');
      const offered = auth.flatMap(({ parameters }) => parameters.split(/[ \t=]+/));
      scram = offered.some((name) => /^SCRAM-/i.test(name));
      if (
        auth.length === 0 ||
        !reply.complete ||
        offered.some((name) => GOOD.test(name) || !/^(?:LOGIN|CRAM-MD5|DIGEST-MD5|NTLM)$/i.test(name))
      )
        continue;
      const { line, from } = auth[0];
      report({
        at: spanOf(line.line, line.piece, from),
        message: t('Only outdated mechanisms are offered here; PLAIN under TLS, SCRAM or OAuth is better.'),
        exchange,
      });
    }
    if (!scram) return;
    for (const { begin, name, mechanism } of authDialoguesOf(session)) {
      if (!begin?.command || !name || !/^(?:LOGIN|CRAM-MD5|DIGEST-MD5|NTLM)$/.test(mechanism ?? '')) continue;
      report({
        at: spanOf(begin.command.line, begin.command.piece, name.from, name.to),
        message: t('The server offers SCRAM, which does not send the password, but the client chose {0}. Choose SCRAM.', mechanism ?? ''),
        exchange: begin,
      });
      return;
    }
  },
};

export const weakRules: readonly Rule[] = [authMechWeak];
