import { page, rfc } from '../../knowledge/source';
import { codeOf, type Exchange, type Session } from '../../session/model';
import { peerOf } from '../../session/outcome/protection';
import { verbSpan } from '../../session/spans';
import { isMasked } from '../../syntax/masked';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import { domainIn } from '../command-lines';

import type { Rule } from '../rule';

const verb = (exchange: Exchange): string => exchange.command?.verb ?? '';

const xclientFromOutside: Rule = {
  id: 'xclient-from-outside',
  group: 'security',
  title: 'XCLIENT accepted from outside',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['XCLIENT'],
  with: ['mark'],
  gates: ['pair'],
  sources: [page('Postfix XCLIENT_README', 'https://www.postfix.org/XCLIENT_README.html')],
  explains:
    'XCLIENT lets a client claim another address, name or login. The server accepted it from a machine on the internet: anyone who reaches it can pretend to be another client. Allow it to your own proxies only (Postfix: smtpd_authorized_xclient_hosts).',
  examples: {
    fires: [
      `
        === Trying 198.51.100.7:25...
        === Connected to 198.51.100.7.
        <-  220 mail.example.net ESMTP
         -> EHLO client.example.org
        <-  250-mail.example.net
        <-  250 XCLIENT NAME ADDR LOGIN
         -> XCLIENT ADDR=192.0.2.1 LOGIN=root
      #     ^^^^^^^ warning: The server lets an outside machine pretend to be another one. Allow XCLIENT to your own proxies only.
        <-  220 mail.example.net ESMTP
      `,
    ],
    silent: [
      '=== Trying 127.0.0.1:25...\n=== Connected to 127.0.0.1.\n<-  220 mail.example.net ESMTP\n -> XCLIENT ADDR=192.0.2.1\n<-  220 mail.example.net ESMTP',
      'C: XCLIENT ADDR=192.0.2.1\nS: 550 5.7.0 Error: insufficient authorization',
    ],
  },
  check({ session }, report) {
    const shown = session.marks.find(({ kind, text }) => kind === 'connect' && /\b(?:\d{1,3}\.){3}\d{1,3}\b/.test(text));
    if (!shown || peerOf(session).local || /\b(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(shown.text)) return;
    for (const exchange of session.exchanges) {
      if (!/^(?:XCLIENT|XFORWARD)$/.test(verb(exchange)) || !exchange.command || codeOf(exchange) < 200 || codeOf(exchange) >= 300)
        continue;
      report({
        at: verbSpan(exchange.command),
        message: t('The server lets an outside machine pretend to be another one. Allow {0} to your own proxies only.', verb(exchange)),
        exchange,
      });
      return;
    }
  },
};

/** Parameters that tell who somebody is, beside the address that the dialogue needs. */
const IDENTITY = /\b(?:AUTH|LOGIN|ADDR|NAME|HELO|ENVID)=(?!<>|\[(?:UNAVAILABLE|TEMPUNAVAIL)\])([^\s>]{1,500})/gi;

const identityLeak: Rule = {
  id: 'identity-leak',
  group: 'security',
  title: 'Personal data in a parameter',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['parameter', 'slip', 'XCLIENT'],
  gates: [],
  sources: [rfc(4954, '5'), rfc(5321, '7.4')],
  explains:
    'Beside the addresses that the dialogue needs, this parameter names a login, a person’s own address, or a machine inside a network. Consider that before you pass the text on: “Copy Redacted” renames it.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com> AUTH=alice@corp.example
      #                              ^^^^^^^^^^^^^^^^^^^^^^^ information: This names a login or a machine beside the addresses. “Copy …
      `,
      `
        C: XCLIENT ADDR=192.0.2.1 LOGIN=alice
      #            ^^^^^^^^^^^^^^ information: This names a login or a machine beside the addresses. “Copy Redacted” renames it before …
        S: 220 mx.example.net ESMTP
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com> AUTH=<>',
      'C: MAIL FROM:<a@example.com> SIZE=1000',
      'C: XCLIENT ADDR=[UNAVAILABLE]\nS: 220 mx.example.net ESMTP',
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (!command || command.masked || !/^(?:MAIL|XCLIENT|XFORWARD)$/.test(command.verb)) continue;
      const found = [...command.piece.text.slice(0, 2000).matchAll(IDENTITY)].find(
        (match) => !isMasked(match[1]) && (command.verb !== 'MAIL' || /^AUTH=/i.test(match[0])),
      );
      if (!found) continue;
      report({
        at: spanOf(command.line, command.piece, found.index, found.index + found[0].length),
        message: t('This names a login or a machine beside the addresses. “Copy Redacted” renames it before you pass the text on.'),
        exchange,
      });
    }
  },
};

const firstAddress = (session: Session): Exchange | undefined =>
  session.exchanges.find((each) => /^(?:MAIL|RCPT)$/.test(verb(each)) && domainIn(each) !== null && !each.command?.masked);

const piiPresent: Rule = {
  id: 'pii-present',
  group: 'security',
  title: 'Mail addresses in the text',
  severity: 'off',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['MAIL', 'RCPT'],
  gates: [],
  sources: [rfc(5321, '7.4')],
  explains:
    'The text names people by their mail addresses. Before you publish it, in an issue or a ticket, redact it: each address gets the same stand-in everywhere, and the text still makes sense. Off by default, because nearly every transcript has some.',
  examples: {
    fires: [
      `
        C: RCPT TO:<first.last@customer.example>
      #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: Mail addresses name people. “Copy Redacted” gives each the same stand-in …
      `,
    ],
    silent: ['C: RCPT TO:<********>', 'C: QUIT\nS: 221 Bye'],
  },
  check({ session }, report) {
    const exchange = firstAddress(session);
    if (!exchange?.command) return;
    const { command } = exchange;
    report({
      at: spanOf(command.line, command.piece, command.argumentAt),
      message: t('Mail addresses name people. “Copy Redacted” gives each the same stand-in everywhere.'),
      exchange,
    });
  },
};

/** Who somebody is, told by the transcript. */
export const personalDataRules: readonly Rule[] = [xclientFromOutside, identityLeak, piiPresent];
