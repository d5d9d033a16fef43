import { rfc } from '../../knowledge/source';
import { exchangeSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';
import { verdictRule } from '../verdict-rule';

/** Whose address, which mailbox. */
export const addressVerdicts: readonly Rule[] = [
  verdictRule({
    kind: 'mailbox-unknown',
    title: 'There is no such mailbox',
    value: 'A',
    severity: 'information',
    sources: [rfc(3463, '3.2')],
    explains:
      'The server is the right one for the domain, and does not know the mailbox. Check the spelling; take addresses that were once good off the list after a 5yz. A 4yz with the same words means that the server could not check the address just now.',
    examples: {
      fires: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 <b@example.net>: user unknown'],
      silent: ['C: RCPT TO:<b@example.net>\nS: 554 5.7.1 <b@example.net>: Relay access denied'],
    },
    say: ({ reply, exchange }) => ({
      message:
        exchange.command?.verb === 'MAIL'
          ? t('The server does not take this sender’s address.')
          : reply.code < 500
            ? t('The server could not check just now whether this mailbox exists. Try again later.')
            : reply.code === 551
              ? t('The recipient is not on this server; its reply says where to send instead.')
              : reply.enhanced === '5.2.1'
                ? t('The mailbox is switched off, or takes no mail. Only its owner or the server’s administrator can change that.')
                : t('The server does not know this mailbox. Check the spelling; take the address off the list if it was once good.'),
    }),
  }),
  verdictRule({
    kind: 'mailbox-full',
    title: 'The mailbox is full',
    value: 'B',
    severity: 'information',
    sources: [rfc(3463, '3.3')],
    explains:
      'The recipient’s mailbox has no room left. Only the recipient can change that; trying again for a few days is reasonable after a 4yz.',
    examples: {
      fires: ['C: RCPT TO:<b@example.net>\nS: 452 4.2.2 The mailbox is over quota'],
      silent: ['C: RCPT TO:<b@example.net>\nS: 452 4.5.3 Too many recipients'],
    },
    say: () => ({ message: t('The recipient’s mailbox has no room left. Only the recipient can change that; try again later.') }),
  }),
  verdictRule({
    kind: 'too-many-recipients',
    title: 'Too many recipients in one transaction',
    value: 'B',
    severity: 'information',
    sources: [rfc(5321, '4.5.3.1.10')],
    explains:
      'The server takes no further recipient in this transaction; those that it accepted stay good. Finish this message, then send it to the others in a transaction of their own.',
    examples: {
      fires: ['C: RCPT TO:<b@example.net>\nS: 452 4.5.3 Too many recipients'],
      silent: ['C: RCPT TO:<b@example.net>\nS: 452 4.2.2 over quota'],
    },
    say: () => ({
      message: t(
        'The server takes no further recipient in this transaction. Send to those accepted, then to the others in another transaction.',
      ),
    }),
  }),
  verdictRule({
    kind: 'null-mx',
    title: 'The domain takes no mail at all',
    value: 'C',
    severity: 'information',
    sources: [rfc(7504, '4'), rfc(7505, '4.2')],
    explains:
      'The domain says in the DNS, by a null MX record, that it neither receives nor sends mail. The address is wrong, or the domain’s administrator has to change the record.',
    examples: {
      fires: ['C: RCPT TO:<b@example.net>\nS: 556 5.1.10 Recipient domain has a null MX'],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 user unknown'],
    },
    say: () => ({ message: t('The domain says in the DNS (null MX) that it takes no mail: the address is wrong, or the record is.') }),
  }),
  verdictRule({
    kind: 'domain-lookup',
    title: 'A domain was not found in the DNS',
    value: 'B',
    severity: 'information',
    sources: [rfc(3463, '3.2'), rfc(3463, '3.5')],
    explains:
      'The server looked up a domain of the envelope and got no usable answer. At MAIL it is the sender’s domain: it needs an MX or address record. At RCPT it is the recipient’s. A 4yz means that the DNS did not answer; it may work later.',
    examples: {
      fires: ['C: MAIL FROM:<a@nodomain.example>\nS: 450 4.1.8 <a@nodomain.example>: Sender address rejected: Domain not found'],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok'],
    },
    say({ exchange, reply }, session) {
      const aboutSender =
        /\.1\.8$/.test(reply.enhanced ?? '') || /sender/i.test(reply.lines[0].piece.text) || exchange.command?.verb === 'MAIL';
      const mail = aboutSender ? session.exchanges.find((each) => each.command?.verb === 'MAIL' && each.index < exchange.index) : undefined;
      const at = mail && exchangeSpan(mail);
      return {
        message: aboutSender
          ? t('The server does not find the sender’s domain in the DNS: it needs an MX or an address record.')
          : t('The domain was not found in the DNS, or the DNS did not answer.'),
        related: at ? [{ at, message: t('The sender is named here.') }] : [],
      };
    },
  }),
  verdictRule({
    kind: 'sender-not-owned',
    title: 'This login may not use this sender address',
    value: 'A',
    severity: 'information',
    sources: [rfc(6409, '6.1')],
    explains:
      'The server ties sender addresses to logins, and the address in MAIL (or in the From field) does not belong to the one that was used. Send from the login’s own address, or have the right to send as the other one granted.',
    examples: {
      fires: ['C: MAIL FROM:<x@example.com>\nS: 553 5.7.1 <x@example.com>: Sender address rejected: not owned by user alice'],
      silent: ['C: MAIL FROM:<x@example.com>\nS: 250 2.1.0 Ok'],
    },
    say({ exchange }, session) {
      const mail = session.exchanges.filter((each) => each.command?.verb === 'MAIL' && each.index < exchange.index).pop();
      const at = mail && exchangeSpan(mail);
      return {
        message: t('This login may not send with this sender address: use its own address, or have “send as” granted.'),
        related: at ? [{ at, message: t('The sender is named here.') }] : [],
      };
    },
  }),
];
