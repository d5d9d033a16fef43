import { cite } from '../../knowledge/source';
import { envelopesOf, transactionBefore } from '../../session/envelope';
import { refusalOf, refusesAddress, slipSeverity, wasAccepted } from '../../session/outcome/refusal';
import { bodyOf, fieldValue, messagesOf } from '../../session/reading/messages';
import { guesses, replaceIn, spotIn } from '../../session/spot';
import { hasNonAscii } from '../../syntax/problem';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

const ADDRESS_FIELD = /^(?:from|to|cc|reply-to|sender|bcc)$/;

/** An address with non-ASCII letters in it, wherever display names have theirs. */
function hasWideAddress(text: string): boolean {
  return text.split(/[\s<>(),;"]/).some((word) => {
    const at = word.indexOf('@');
    const local = word.slice(word.lastIndexOf(':', at) + 1, at);
    return at > 0 && local !== '' && at < word.length - 1 && /[\u0080-\uffff]/.test(local + word.slice(at + 1));
  });
}

export const extSmtputf8Needed: Rule = {
  id: 'ext-smtputf8-needed',
  group: 'extension',
  title: 'Message that needs SMTPUTF8',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['message', 'odd-path'],
  gates: [],
  tier: 3,
  sources: cite('6531 3.1, 3.5, 3.6'),
  explains:
    'An address in the message or its envelope has non-ASCII letters, but MAIL does not carry SMTPUTF8. Where the server offers the extension, add the parameter; where it does not, the message cannot be sent there as it is. Display names alone need no extension: they are encoded as in RFC 2047.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<žofie@example.cz>
      #              ^^^^^^^^^^^^^^^^^^ information: The server says that this address needs SMTPUTF8. Add it to MAIL.
        S: 553 5.6.7 Address requires SMTPUTF8
      `,
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: DATA
        S: 354 Go ahead
        C: From: Žofie <žofie@example.cz>
      #          ^^^^^^^^^^^^^^^^^^^^^^^^ error: An address in the header has non-ASCII letters: add SMTPUTF8 to MAIL.
        C:
        C: Hi
        C: .
        S: 554 5.6.7 Header needs SMTPUTF8
      `,
    ],
    silent: ['C: MAIL FROM:<žofie@example.cz> SMTPUTF8\nS: 250 OK', 'C: MAIL FROM:<a@example.com>\nS: 550 5.7.1 Denied'],
  },
  check({ session, states, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      const { mail } = transactionBefore(session, message.exchange.index);
      if (!mail || mail.parameters.some((one) => one.name === 'SMTPUTF8') || wasAccepted(message.exchange)) continue;
      const field = message.headers.find((header) => ADDRESS_FIELD.test(header.name) && hasWideAddress(fieldValue(message, header)));
      if (!field) continue;
      const offered = states[mail.exchange.index]?.capabilities?.has('SMTPUTF8');
      report({
        at: spanOf(field.at.line, field.at.piece, field.valueAt),
        message: t('An address in the header has non-ASCII letters: add SMTPUTF8 to MAIL.'),
        exchange: message.exchange,
        severity: slipSeverity(message.exchange, refusesAddress),
        fixes: offered
          ? guesses(
              t('Add SMTPUTF8 to MAIL'),
              replaceIn(mail.command, mail.command.piece.text.trimEnd().length, mail.command.piece.text.length, ' SMTPUTF8'),
            )
          : [],
      });
    }
    // In the envelope address-nonascii marks the address; here the server itself says what is missing.
    for (const { command, exchange, argument, parameters, masked } of envelopesOf(session)) {
      const refusal = refusalOf(exchange);
      if (!refusal || masked || parameters.some((one) => one.name === 'SMTPUTF8') || !hasNonAscii(argument.inside.text)) continue;
      if (!/^5\.6\.(?:7|9|10)$/.test(refusal.enhanced ?? '') && !/smtputf8/i.test(refusal.lines.map((line) => line.piece.text).join(' ')))
        continue;
      report({
        at: spotIn(command, argument.path.from, argument.path.to),
        message: t('The server says that this address needs SMTPUTF8. Add it to MAIL.'),
        exchange,
        severity: 'information',
      });
    }
  },
};

export const extSmtputf8Needless: Rule = {
  id: 'ext-smtputf8-needless',
  group: 'extension',
  title: 'SMTPUTF8 for a message that is all ASCII',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['message'],
  with: ['parameter'],
  gates: [],
  tier: 5,
  sources: cite('6531 3.4'),
  explains:
    'MAIL carries SMTPUTF8, though neither the envelope nor the header has a non-ASCII letter. A server on the way that lacks the extension must then refuse the message needlessly. Leave the parameter out.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com> SMTPUTF8
      #                              ^^^^^^^^ hint: Nothing in this message needs SMTPUTF8, and servers without it must refuse the …
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: DATA
        S: 354 Go ahead
        C: From: a@example.com
        C: Subject: hi
        C:
        C: Hello
        C: .
        S: 250 OK
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com> SMTPUTF8\nS: 250 OK\nC: RCPT TO:<žofie@example.cz>\nS: 250 OK\nC: DATA\nS: 354 Go ahead\nC: Subject: hi\nC: \nC: Hello\nC: .\nS: 250 OK',
      'C: MAIL FROM:<a@example.com> SMTPUTF8\nS: 250 OK',
    ],
  },
  check({ session, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      const { mail, recipients } = transactionBefore(session, message.exchange.index);
      const parameter = mail?.parameters.find((one) => one.name === 'SMTPUTF8');
      if (!mail || !parameter || !message.whole || recipients.length === 0 || message.headers.length === 0) continue;
      if ([mail, ...recipients].some((one) => one.masked || hasNonAscii(one.argument.inside.text))) continue;
      if (message.headers.some((header) => hasNonAscii(header.at.piece.text))) continue;
      report({
        at: spotIn(mail.command, parameter.from, parameter.to),
        message: t('Nothing in this message needs SMTPUTF8, and servers without it must refuse the message. Leave it out.'),
        exchange: mail.exchange,
        fixes: guesses(
          t('Delete SMTPUTF8'),
          replaceIn(mail.command, mail.command.piece.text.slice(0, parameter.from).trimEnd().length, parameter.to, ''),
        ),
      });
    }
  },
};

export const ext8bitWithout8bitmime: Rule = {
  id: 'ext-8bit-without-8bitmime',
  group: 'extension',
  title: 'Non-ASCII body without BODY=8BITMIME',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  on: ['message'],
  gates: ['sides'],
  tier: 5,
  sources: cite('6152 3', '5321 2.4, 4.5.2'),
  explains:
    'The body has non-ASCII characters, but MAIL did not declare BODY=8BITMIME. Servers on the way may drop the eighth bit or refuse the message with 5.6.x, and the reader sees garbled letters. Declare BODY=8BITMIME where the server offers it, or encode the body as quoted-printable or base64.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: DATA
        S: 354 Go ahead
        C: Subject: hi
        C:
        C: Žluťoučký
      #    ^^^^^^^^^ warning: The body has non-ASCII characters, but MAIL did not declare BODY=8BITMIME. Declare it, or encode the body.
        C: .
        S: 554 5.6.1 Eight bit data not allowed
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com> BODY=8BITMIME\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK\nC: DATA\nS: 354 Go ahead\nC: Subject: hi\nC: \nC: Žluťoučký\nC: .\nS: 250 OK',
      'C: MAIL FROM:<a@example.com>\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK\nC: DATA\nS: 354 Go ahead\nC: Subject: hi\nC: \nC: ascii\nC: .\nS: 250 OK',
    ],
  },
  check({ session, states, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      const { mail } = transactionBefore(session, message.exchange.index);
      if (!mail || mail.parameters.some((one) => one.name === 'BODY' || one.name === 'SMTPUTF8')) continue;
      const line = bodyOf(message).find((one) => hasNonAscii(one.piece.text) && !/[\u2026\u2588\ufffd]/.test(one.piece.text));
      if (!line) continue;
      const offered = states[mail.exchange.index]?.capabilities;
      report({
        at: spanOf(line.line, line.piece),
        message: t('The body has non-ASCII characters, but MAIL did not declare BODY=8BITMIME. Declare it, or encode the body.'),
        exchange: message.exchange,
        severity: wasAccepted(message.exchange) ? 'hint' : undefined,
        // A server that did not offer it would refuse the parameter.
        fixes:
          offered && !offered.has('8BITMIME')
            ? []
            : guesses(
                t('Add BODY=8BITMIME to MAIL'),
                replaceIn(mail.command, mail.command.piece.text.trimEnd().length, mail.command.piece.text.length, ' BODY=8BITMIME'),
              ),
      });
    }
  },
};
