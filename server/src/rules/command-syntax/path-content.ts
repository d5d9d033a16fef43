import { cite } from '../../knowledge/source';
import { envelopesOf, pathSlips } from '../../session/envelope';
import { pathSlipSeverity } from '../../session/outcome/path-slip';
import { refusalOf, refusesSyntax, slipSeverity, textOfReply } from '../../session/outcome/refusal';
import { guesses, replaceIn, spotIn } from '../../session/spot';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

export const pathDisplayName: Rule = {
  id: 'path-display-name',
  group: 'command-syntax',
  title: 'Display name in the envelope',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['slip'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.2', '5322 3.4'),
  explains:
    'The envelope takes an address and nothing else; a name belongs in the From: and To: header fields. Programs that pass the whole header value to MAIL or RCPT get 501, 553 or 555 5.5.2. Keep only what is in the inner brackets.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<Alice <a@example.com>>
      #              ^^^^^^^^^^^^^^^^^^^^^^^ error: There is a display name in the envelope, where only the address is allowed. Keep only …
        S: 555 5.5.2 Syntax error
      `,
      `
        C: RCPT TO:"Bob" <b@example.net>
      #            ^^^^^^^^^^^^^^^^^^^^^ error: There is a display name in the envelope, where only the address is allowed. Keep only …
        S: 501 Syntax error
      `,
      `
        C: MAIL FROM:Alice <a@example.com>
      #              ^^^^^^^^^^^^^^^^^^^^^ hint: There is a display name in the envelope, where only the address is allowed. Keep only …
        S: 250 OK
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nS: 250 OK',
      'C: MAIL FROM: <a@example.com>\nS: 250 OK',
      'C: RCPT TO:<"b c"@example.net>\nS: 250 OK',
    ],
  },
  check({ session }, report) {
    for (const { envelope, from, to } of pathSlips(session, 'display-name')) {
      const { command, exchange, argument } = envelope;
      if (!argument.buried?.text.includes('@')) continue;
      report({
        at: spotIn(command, from, to),
        message: t('There is a display name in the envelope, where only the address is allowed. Keep only what is in the inner brackets.'),
        exchange,
        severity: pathSlipSeverity(envelope),
        fixes: guesses(t('Keep only the address'), replaceIn(command, from, to, `<${argument.buried.text}>`)),
      });
    }
  },
};

export const pathMultipleAddresses: Rule = {
  id: 'path-multiple-addresses',
  group: 'command-syntax',
  title: 'Several addresses in one command',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['slip'],
  gates: [],
  tier: 2,
  sources: cite('5321 3.3, 4.1.1.3'),
  explains:
    'Each RCPT names one recipient, and MAIL one sender; a list is refused with 501, or taken for one strange address. Send one RCPT for each recipient, and read the reply to each.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net>,<c@example.net>
      #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: There are 2 addresses in one RCPT, which takes one. Send one RCPT for each …
        S: 501 Syntax error
      `,
      `
        C: RCPT TO:<b@example.net, c@example.net>
      #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: There are 2 addresses in one RCPT, which takes one. Send one RCPT for each …
        S: 501 Syntax error
      `,
    ],
    silent: ['C: RCPT TO:<b@example.net>\nS: 250 OK', 'C: RCPT TO:<@relay.example,@b.example:c@example.net>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { envelope, from, to } of pathSlips(session, 'several')) {
      const { command, exchange, verb, argument } = envelope;
      report({
        at: spotIn(command, from, to),
        message:
          verb === 'RCPT'
            ? t('There are {0} addresses in one RCPT, which takes one. Send one RCPT for each recipient.', argument.addresses.length)
            : t('There are {0} addresses in MAIL, which takes one sender.', argument.addresses.length),
        exchange,
        severity: pathSlipSeverity(envelope),
      });
    }
  },
};

export const rcptEmptyPath: Rule = {
  id: 'rcpt-empty-path',
  group: 'command-syntax',
  title: 'RCPT without a recipient',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-path'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1.3'),
  explains:
    'The empty path <> is the sender of bounces; a recipient always has an address. Usually a variable of the program was empty. Where MAIL has <> too, the transcript may have lost its addresses, and nothing is reported.',
  examples: {
    fires: [
      `
        C: RCPT TO:<>
      #            ^^ error: RCPT has no address: <> is allowed only as the sender of bounces. Check whether a variable was empty.
        S: 501 5.1.3 Bad recipient address syntax
      `,
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<>
      #            ^^ error: RCPT has no address: <> is allowed only as the sender of bounces. Check whether a variable was empty.
        S: 501 Syntax error
      `,
    ],
    silent: ['C: MAIL FROM:<>\nS: 250 OK\nC: RCPT TO:<>\nS: 250 OK', 'C: RCPT TO:<b@example.net>\nS: 250 OK', 'C: RCPT TO:\nS: 250 OK'],
  },
  check({ session }, report) {
    const envelopes = envelopesOf(session);
    const empty = (text: string): boolean => text === '<>';
    const senders = envelopes.filter((one) => one.verb === 'MAIL');
    if (senders.length > 0 && senders.every((one) => one.argument.path.text === '' || empty(one.argument.path.text))) return;
    const recipients = envelopes.filter((one) => one.verb === 'RCPT');
    for (const { command, exchange, argument } of recipients) {
      if (!empty(argument.path.text)) continue;
      const refusal = refusalOf(exchange);
      if (!refusal && exchange.replies.length > 0 && recipients.every((one) => empty(one.argument.path.text))) continue;
      report({
        at: spotIn(command, argument.path.from, argument.path.to),
        message: t('RCPT has no address: <> is allowed only as the sender of bounces. Check whether a variable was empty.'),
        exchange,
        severity: slipSeverity(exchange),
      });
    }
  },
};

export const mailFromEmptyAuthenticated: Rule = {
  id: 'mail-from-empty-authenticated',
  group: 'command-syntax',
  title: 'Empty sender from an authenticated user',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['odd-path'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.5.5', '6409 3.2'),
  explains:
    'MAIL FROM:<> is the sender of bounces and other automatic notices, which servers make and users do not. After AUTH it usually means that no sender was configured, and submission servers refuse it because the user does not own that sender. Give the program a sender address.',
  examples: {
    fires: [
      `
        C: AUTH PLAIN AHRlc3QAcGVuY2ls
        S: 235 2.7.0 Authentication successful
        C: MAIL FROM:<>
      #              ^^ warning: The sender is empty, as in bounces; an authenticated user must give an address of their own. Configure …
        S: 553 5.7.1 Sender address rejected: not owned by user
      `,
      `
        C: MAIL FROM:<>
      #              ^^ warning: The sender is empty, as in bounces; an authenticated user must give an address of their own. Configure …
        S: 553 5.7.1 not owned by user
      `,
    ],
    silent: ['C: MAIL FROM:<>\nS: 250 OK', 'C: AUTH PLAIN AHRlc3QAcGVuY2ls\nS: 235 OK\nC: MAIL FROM:<a@example.com>\nS: 250 OK'],
  },
  check({ session, states }, report) {
    for (const { command, exchange, verb, argument, parameters } of envelopesOf(session)) {
      if (verb !== 'MAIL' || argument.path.text !== '<>') continue;
      const refusal = refusalOf(exchange);
      const owner = refusal !== null && (refusal.enhanced === '5.7.1' || /own/i.test(textOfReply(refusal)));
      if (states[exchange.index]?.auth !== 'done' && !(owner && /\bown/i.test(textOfReply(refusal)))) continue;
      if (parameters.some((parameter) => parameter.name === 'AUTH')) continue;
      report({
        at: spotIn(command, argument.path.from, argument.path.to),
        message: refusal
          ? t('The sender is empty, as in bounces; an authenticated user must give an address of their own. Configure the sender.')
          : t(
              'An authenticated user sends with the empty sender of bounces: failures of this message will be reported to no one. Configure the sender.',
            ),
        exchange,
        severity: owner || (refusal && refusesSyntax(refusal)) ? 'warning' : 'hint',
      });
    }
  },
};
