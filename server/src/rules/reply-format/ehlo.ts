import { keyword } from '../../knowledge';
import { rfc } from '../../knowledge/source';
import type { KeywordLine } from '../../session/ehlo-reply';
import { ehloRepliesOf, isPaintedOver } from '../../session/ehlo-reply';
import { isMasked } from '../../syntax/masked';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import { spanOf } from '../../text/span';
import { shown } from '../../text/visible';
import type { Rule } from '../rule';

const nameSpan = ({ line, from, to }: KeywordLine): Span => spanOf(line.line, line.piece, from, Math.max(to, from + 1));

const ehloKeywordMasked: Rule = {
  id: 'ehlo-keyword-masked',
  group: 'reply-format',
  title: 'Extension masked by a firewall',
  severity: 'warning',
  since: '0.1.0',
  kind: 'fact',
  tier: 1,
  on: ['keywords'],
  gates: [],
  sources: [rfc(3207, '6'), rfc(5321, '4.1.1.1')],
  explains:
    'A firewall on the way has replaced a keyword of the server’s list with X or asterisks; the client cannot use the extension. Usually it is STARTTLS, and mail is then sent in clear. Switch off the SMTP inspection of the firewall (“no inspect esmtp”), or allow TLS in it.',
  examples: {
    fires: [
      `
        S: 250-XXXXXXXA
      #        ^^^^^^^^ warning: A firewall has masked this keyword. It is as long as STARTTLS: the firewall prevents encryption. Switch …
        S: 250 XXXB
      #        ~~~~ This one is masked too.
      `,
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250-XXXXXXXX
      #        ^^^^^^^^ warning: A firewall has masked this keyword. It is as long as STARTTLS: the firewall prevents encryption. Switch …
        S: 250 SIZE 1000
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-XCLIENT NAME ADDR\nS: 250 SIZE 1000',
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 xxxxx',
    ],
  },
  check({ session }, report) {
    for (const { exchange, keywords } of ehloRepliesOf(session)) {
      const painted = keywords.filter(({ name, line, from, to }) => isPaintedOver(name) && line.piece.text.slice(from, to) === name);
      if (painted.length === 0) continue;
      const tls = painted.find(({ name }) => name.length === 'STARTTLS'.length);
      const first = tls ?? painted[0];
      report({
        at: nameSpan(first),
        message: tls
          ? t(
              'A firewall has masked this keyword. It is as long as STARTTLS: the firewall prevents encryption. Switch off its SMTP inspection.',
            )
          : t('A firewall has masked this keyword: the client cannot use the extension. Switch off its SMTP inspection.'),
        exchange,
        related: painted.filter((one) => one !== first).map((one) => ({ at: nameSpan(one), message: t('This one is masked too.') })),
      });
    }
  },
};

/** A keyword alone on a line without the code of its reply. */
const STRAY =
  /^(?:SIZE(?: \d{1,20})?|PIPELINING|8BITMIME|STARTTLS|ENHANCEDSTATUSCODES|AUTH(?:[ =][A-Z0-9-]{3,20}){1,8}|DSN|CHUNKING|SMTPUTF8|ETRN)(?=\s*$)/;

const ehloKeywordSyntax: Rule = {
  id: 'ehlo-keyword-syntax',
  group: 'reply-format',
  title: 'Invalid EHLO keyword',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['keywords'],
  gates: [],
  sources: [rfc(5321, '4.1.1.1')],
  explains:
    'A keyword of the EHLO reply has letters, digits and hyphens, and a space before its parameters. Clients do not recognise one with a colon, an equals sign or other characters, and do without the extension.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250-SIZE
        S: 250-1000000
      #        ^^^^^^^ information: There is a number where a keyword belongs. The limit of SIZE goes on the line of SIZE, after a space.
        S: 250 DSN
      `,
      `
        S: 250-SIZE: 1000
      #            ^ information: Put a space between a keyword and its parameters, not “:”. Clients do not recognise SIZE like this.
      `,
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250 SIZE=1000
      #            ^ information: Put a space between a keyword and its parameters, not “=”. Clients do not recognise SIZE like this.
      `,
    ],
    silent: ['C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-AUTH=LOGIN PLAIN\nS: 250 SIZE 1000'],
  },
  check({ session, source }, report) {
    for (const { exchange, keywords, reply } of ehloRepliesOf(session)) {
      const behind = reply.lines[reply.lines.length - 1].line + 1;
      const stray = session.format === 'bare' ? STRAY.exec(source(behind)) : null;
      if (stray && reply.complete && session.exchanges.every(({ command }) => command?.line !== behind)) {
        report({
          at: { line: behind, from: 0, to: stray[0].length },
          message: t('This keyword has no reply code before it, and clients do not read it. Begin each line of the EHLO reply with 250.'),
          exchange,
        });
      }
      for (const one of keywords) {
        const { name } = one;
        if (/^\d{3,20}$/.test(name)) {
          report({
            at: nameSpan(one),
            message: t('There is a number where a keyword belongs. The limit of SIZE goes on the line of SIZE, after a space.'),
            exchange,
          });
          continue;
        }
        const odd = name.search(/[^A-Z0-9-]/);
        // Quotes and braces are those of a program that printed the line.
        if (odd < 1 || !':=;,._'.includes(name[odd]) || isPaintedOver(name) || isMasked(name)) continue;
        const known = keyword(name.slice(0, odd)) !== undefined;
        const glued = known && (name[odd] === ':' || name[odd] === '=');
        const at = spanOf(one.line.line, one.line.piece, one.from + odd, one.from + odd + 1);
        report({
          at: glued ? at : nameSpan(one),
          message: glued
            ? t(
                'Put a space between a keyword and its parameters, not “{0}”. Clients do not recognise {1} like this.',
                name[odd],
                name.slice(0, odd),
              )
            : t('A keyword has only letters, digits and hyphens.'),
          exchange,
          fixes: glued
            ? [
                {
                  title: t('Insert a space'),
                  edits: [
                    {
                      span: at,
                      text: one.line.piece.text[one.from + odd + 1] === ' ' || one.from + odd + 1 >= one.line.piece.text.length ? '' : ' ',
                    },
                  ],
                },
              ]
            : [],
        });
      }
    }
  },
};

const ehloDuplicateKeyword: Rule = {
  id: 'ehlo-duplicate-keyword',
  group: 'reply-format',
  title: 'Keyword named twice',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['keywords'],
  gates: [],
  sources: [rfc(5321, '2.2.2'), rfc(5321, '4.1.1.1')],
  explains:
    'The EHLO reply names the same extension twice. The standard does not say which one counts: clients use the first, the last, or both. Name each once, with all its parameters.',
  examples: {
    fires: [
      `
        S: 250-SIZE 1000
      #        ~~~~ Named here first.
        S: 250-SIZE 2000
      #        ^^^^ hint: SIZE was named before; which one counts is not defined. Name it once.
      `,
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250-AUTH LOGIN
      #        ~~~~ Named here first.
        S: 250 AUTH PLAIN
      #        ^^^^ hint: AUTH was named before; which one counts is not defined. Name it once.
      `,
    ],
    silent: ['C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-AUTH LOGIN PLAIN\nS: 250 AUTH=LOGIN PLAIN'],
  },
  check({ session }, report) {
    for (const { exchange, keywords } of ehloRepliesOf(session)) {
      const seen = new Map<string, KeywordLine>();
      for (const one of keywords) {
        if (one.name === '' || isPaintedOver(one.name) || isMasked(one.name) || one.line.piece.text[one.to] === '=') continue;
        const before = seen.get(one.name);
        if (!before) {
          seen.set(one.name, one);
          continue;
        }
        report({
          at: nameSpan(one),
          message: t('{0} was named before; which one counts is not defined. Name it once.', shown(one.name)),
          exchange,
          related: [{ at: nameSpan(before), message: t('Named here first.') }],
        });
      }
    }
  },
};

const ehloAuthEquals: Rule = {
  id: 'ehlo-auth-equals',
  group: 'reply-format',
  title: 'Only the old spelling AUTH=',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['keywords'],
  gates: [],
  sources: [rfc(4954, '3')],
  explains:
    'The server lists its mechanisms only as AUTH=…, a spelling from before the standard, which only old Outlook versions read. Other clients find no AUTH and do not log in. Add a line with AUTH and a space.',
  examples: {
    fires: [
      `
        S: 250-AUTH=LOGIN PLAIN
      #        ^^^^ hint: Only old clients read AUTH=; others look for AUTH and a space and find no mechanism. Add a line with AUTH.
      `,
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250 AUTH=LOGIN PLAIN
      #        ^^^^ hint: Only old clients read AUTH=; others look for AUTH and a space and find no mechanism. Add a line with AUTH.
      `,
    ],
    silent: ['C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-AUTH LOGIN PLAIN\nS: 250 AUTH=LOGIN PLAIN'],
  },
  check({ session }, report) {
    for (const { exchange, keywords, reply } of ehloRepliesOf(session)) {
      const isOld = (one: KeywordLine): boolean => one.name === 'AUTH' && one.line.piece.text[one.to] === '=';
      const old = keywords.find(isOld);
      if (!old || keywords.some((one) => one.name === 'AUTH' && !isOld(one))) continue;
      if (!reply.complete && exchange.index < session.exchanges.length - 1) continue;
      const at = spanOf(old.line.line, old.line.piece, old.to, old.to + 1);
      report({
        at: nameSpan(old),
        message: t('Only old clients read AUTH=; others look for AUTH and a space and find no mechanism. Add a line with AUTH.'),
        exchange,
        fixes: [{ title: t('Insert a space'), edits: [{ span: at, text: ' ' }] }],
      });
    }
  },
};

export const ehloRules: readonly Rule[] = [ehloKeywordMasked, ehloKeywordSyntax, ehloDuplicateKeyword, ehloAuthEquals];
