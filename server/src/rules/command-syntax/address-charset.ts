import { cite } from '../../knowledge/source';
import { envelopesOf, transactionBefore } from '../../session/envelope';
import { refusesAddress, slipSeverity } from '../../session/outcome/refusal';
import { fixes, guesses, replaceIn, spotIn } from '../../session/spot';
import { hasNonAscii } from '../../syntax/problem';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** UTF-8 that was decoded as something else: the address was fine, the text is not (U+FFFD, `Ã¤`). */
const MOJIBAKE =
  /\ufffd|[\u00c2\u00c3\u00c4\u00c5][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/;

const utf8Parameter = (parameters: readonly { name: string }[] | undefined): boolean =>
  parameters?.some((one) => one.name === 'SMTPUTF8') ?? false;

export const addressNonascii: Rule = {
  id: 'address-nonascii',
  group: 'command-syntax',
  title: 'Non-ASCII address without SMTPUTF8',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-path'],
  gates: [],
  tier: 2,
  sources: cite('6531 3.1, 3.5', '5321 2.4'),
  explains:
    'An address with non-ASCII letters may be sent only when the server offers SMTPUTF8 and MAIL carries that parameter. Without it, servers answer 553 5.6.7, or accept an address that cannot be replied to. Add SMTPUTF8 to MAIL where it is offered. Otherwise convert the domain to its xn-- form and use an ASCII local part.',
  examples: {
    fires: [
      `
        C: RCPT TO:<žofie@example.cz>
      #             ^^^^^^^^^^^^^^^^ error: The address has non-ASCII letters: add the parameter SMTPUTF8 to MAIL.
        S: 553 5.6.7 Address requires SMTPUTF8
      `,
      `
        C: MAIL FROM:<žofie@example.cz>
      #               ^^^^^^^^^^^^^^^^ error: The address has non-ASCII letters: add the parameter SMTPUTF8 to MAIL.
        S: 553 5.6.7 Address requires SMTPUTF8
      `,
    ],
    silent: [
      'C: MAIL FROM:<žofie@example.cz> SMTPUTF8\nS: 250 OK\nC: RCPT TO:<jürgen@example.de>\nS: 250 OK',
      'C: RCPT TO:<…@example.net>\nS: 250 OK',
      'C: RCPT TO:<bob@example.net>\nS: 553 5.6.7 Address requires SMTPUTF8',
    ],
  },
  check({ session, states }, report) {
    for (const envelope of envelopesOf(session)) {
      const { argument, command, exchange, masked, verb, parameters } = envelope;
      const { inside } = argument;
      if (
        masked ||
        !hasNonAscii(inside.text) ||
        MOJIBAKE.test(inside.text) ||
        /[\u2018-\u201f\u00a0\u200b\ufeff\u2022\u2588\u2591-\u2593]/.test(inside.text)
      )
        continue;
      const mail = verb === 'MAIL' ? envelope : transactionBefore(session, exchange.index).mail;
      if (utf8Parameter(parameters) || utf8Parameter(mail?.parameters)) continue;
      if (verb === 'RCPT' && !mail && session.exchanges[exchange.index - 1]?.command?.verb === 'MAIL') continue;
      const offered = states[exchange.index]?.capabilities?.has('SMTPUTF8');
      report({
        at: spotIn(command, inside.from, inside.to),
        message:
          offered === false
            ? t(
                'The address has non-ASCII letters and the server does not offer SMTPUTF8: it cannot be sent here. If only the domain has them, convert it to xn--.',
              )
            : t('The address has non-ASCII letters: add the parameter SMTPUTF8 to MAIL.'),
        exchange,
        severity: slipSeverity(exchange, refusesAddress),
        fixes:
          offered && mail
            ? guesses(
                t('Add SMTPUTF8 to MAIL'),
                replaceIn(mail.command, mail.command.piece.text.trimEnd().length, mail.command.piece.text.length, ' SMTPUTF8'),
              )
            : [],
      });
    }
  },
};

export const addressIdnAlabel: Rule = {
  id: 'address-idn-alabel',
  group: 'command-syntax',
  title: 'Non-ASCII domain that could be sent as xn--',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  on: ['odd-path'],
  gates: [],
  tier: 5,
  sources: cite('6531 3.2', '5891'),
  explains:
    'Only the domain has non-ASCII letters; the part before the @ is plain. In its xn-- form the address reaches every server, while SMTPUTF8 works only if every hop offers it. Convert the domain with your IDNA library.',
  examples: {
    fires: [
      `
        C: RCPT TO:<bob@žena.cz> SMTPUTF8
      #                 ^^^^^^^ information: Only the domain has non-ASCII letters. Written as xn--ena-b3a.cz, the address also reaches …
        S: 250 OK
      `,
    ],
    silent: ['C: RCPT TO:<žofie@žena.cz> SMTPUTF8\nS: 250 OK', 'C: RCPT TO:<bob@xn--ena-qxa.cz>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { argument, command, exchange, masked } of envelopesOf(session)) {
      const { mailbox } = argument;
      if (!mailbox?.host || masked || mailbox.literal || hasNonAscii(mailbox.local.text) || !hasNonAscii(mailbox.host.text)) continue;
      if (MOJIBAKE.test(mailbox.host.text)) continue;
      const ascii = asciiDomain(mailbox.host.text);
      if (!ascii) continue;
      report({
        at: spotIn(command, mailbox.host.from, mailbox.host.to),
        message: t('Only the domain has non-ASCII letters. Written as {0}, the address also reaches servers without SMTPUTF8.', ascii),
        exchange,
        fixes: fixes(t('Convert to {0}', ascii), replaceIn(command, mailbox.host.from, mailbox.host.to, ascii)),
      });
    }
  },
};

/** The A-label form as the platform's URL parser makes it (UTS 46), or null where it rejects the name. */
function asciiDomain(domain: string): string | null {
  try {
    const { hostname } = new URL(`http://${domain}/`);
    return /^[a-z0-9.-]+$/.test(hostname) && hostname.includes('xn--') ? hostname : null;
  } catch {
    return null;
  }
}

export const addressCrlfInjection: Rule = {
  id: 'address-crlf-injection',
  group: 'command-syntax',
  title: 'Line break inside an address',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-command'],
  gates: [],
  tier: 1,
  sources: cite('5321 4.1.2, 2.3.8'),
  explains:
    'There is a CR or LF (or its escaped form) inside the path of MAIL or RCPT. What follows it is another command on the wire: an attacker who can type the address can add recipients or whole messages. Reject control characters in addresses before they reach the SMTP library, and update the library.',
  examples: {
    fires: [
      String.raw`
        C: MAIL FROM:<a@example.com>\r\nRCPT TO:<victim@example.net>
      #                             ^^^^ error: There is a line break inside the argument of MAIL: the server reads what follows as a …
      `,
      `
        C: RCPT TO:<b@example.net%0d%0aRCPT TO:c@example.net>
      #                          ^^^^^^ error: There is a line break inside the argument of RCPT: the server reads what follows as a …
        S: 501 Syntax error
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nS: 250 OK',
      'C: MAIL FROM:<a@example.com>\\r\\n\nS: 250 OK',
      'C: RCPT TO:<"a\\\\nb"@example.net>\nS: 250 OK',
    ],
  },
  check({ session }, report) {
    for (const { command, exchange, verb } of envelopesOf(session)) {
      const text = command.piece.text;
      const match = /(?:(?<!\\)(?:\\r\\n|\\n|\\r)|%0d%0a|%0a|%0d|[\r\n])(?=[^\\%\s])/i.exec(text.slice(command.argumentAt));
      if (!match) continue;
      const at = command.argumentAt + match.index;
      const rest = text.slice(at + match[0].length);
      // A quoted string may hold an escaped letter; a command or another address after the break is an attack.
      if (!/^(?:RCPT|MAIL|DATA|RSET|QUIT|BCC|TO|CC|FROM|SUBJECT)\b/i.test(rest) && !/^[^>\s]{1,200}@/.test(rest)) continue;
      report({
        at: spotIn(command, at, at + match[0].length),
        message: t(
          'There is a line break inside the argument of {0}: the server reads what follows as a command of its own. Reject control characters in addresses.',
          verb,
        ),
        exchange,
      });
    }
  },
};
