import { rfc } from '../../knowledge/source';
import { exchangeSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';
import { verdictRule } from '../verdict-rule';

/** What the server's policy has against the client, the message or its sender. */
export const policyVerdicts: readonly Rule[] = [
  verdictRule({
    kind: 'greylisted',
    title: 'Greylisted: try again later',
    value: 'A',
    severity: 'information',
    sources: [rfc(6647, '2')],
    explains:
      'Not an error: the server asks every sender that it does not know to come back after some minutes, which spam senders do not do. A mail server retries by itself; a program that sends only once has to try again with the same sender, recipient and address.',
    examples: {
      fires: ['C: RCPT TO:<b@example.net>\nS: 451 4.7.1 Greylisted, try again in 5 minutes'],
      silent: ['C: RCPT TO:<b@example.net>\nS: 451 4.3.0 Temporary lookup failure'],
    },
    say: () => ({
      message: t(
        'Greylisted, which is no error: try again after some minutes with the same sender and recipient. A mail server does so by itself.',
      ),
    }),
  }),
  verdictRule({
    kind: 'blocklisted',
    title: 'The client’s address is on a blocklist',
    value: 'A',
    severity: 'information',
    sources: [rfc(3463, '3.8')],
    explains:
      'The server asked a blocklist, or its own record of reputation, and refuses the client’s address because of the answer. The reply usually names the list: look the address up there, stop what got it listed, and ask for removal. An answer of 127.255.255.x means that the server’s own DNS resolver is refused by the list, which only its administrator can mend.',
    examples: {
      fires: ['C: RCPT TO:<b@example.net>\nS: 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.example'],
      silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 user unknown'],
    },
    say({ reply }) {
      if (reply.lines.some((line) => line.piece.text.includes('127.255.255.')))
        return {
          message: t(
            'Nobody is listed: the blocklist refuses the server’s own DNS resolver (127.255.255.x). The server’s administrator has to use another one.',
          ),
        };
      return {
        message: t(
          'The client’s address is on a blocklist, or has a bad reputation here. Look it up on the list that the reply names, mend the cause, then ask for removal.',
        ),
      };
    },
  }),
  verdictRule({
    kind: 'unauthenticated-mail',
    title: 'SPF, DKIM or DMARC do not vouch for the message',
    value: 'A',
    severity: 'information',
    sources: [rfc(7372, '3')],
    explains:
      'The server wants to see that the sender’s domain stands behind the message: an SPF record that allows the client’s address, a DKIM signature that verifies, or both in line with the From field’s domain (DMARC). Publish the records for the sending server, and sign.',
    examples: {
      fires: ['C: MAIL FROM:<a@example.org>\nS: 550-5.7.26 This mail is unauthenticated\nS: 550 5.7.26 and was blocked'],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 550 5.7.1 Go away'],
    },
    say: () => ({
      message: t(
        'The sender’s domain does not vouch for the message: its SPF record must allow this client, or the message needs a DKIM signature of that domain.',
      ),
    }),
  }),
  verdictRule({
    kind: 'reverse-dns',
    title: 'The client’s address has no proper name in the DNS',
    value: 'B',
    severity: 'information',
    sources: [rfc(7372, '3.3')],
    explains:
      'The server looks up the name of the client’s address (a PTR record) and its address back, and does not find a pair that agrees. Whoever runs the network of the address sets the record: it must name the mail server, and that name must lead back to the address.',
    examples: {
      fires: ['C: RCPT TO:<b@example.net>\nS: 450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.7]'],
      silent: ['C: RCPT TO:<b@example.net>\nS: 450 4.7.1 Greylisted'],
    },
    say: () => ({
      message: t('The client’s address has no PTR record, or its name does not lead back to it. The network’s operator sets it.'),
    }),
  }),
  verdictRule({
    kind: 'rate-limited',
    title: 'The server asks to slow down',
    value: 'A',
    severity: 'information',
    sources: [rfc(3463, '3.8')],
    explains:
      'Too many connections, messages or logins in too short a time. Try again later, with fewer connections and fewer messages an hour; a new address or domain has to begin slowly.',
    examples: {
      fires: ['C: MAIL FROM:<a@example.org>\nS: 421 4.7.28 Our system has detected an unusual rate of mail'],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 451 4.3.0 Temporary lookup failure'],
    },
    say: () => ({ message: t('The server asks to slow down: try again later, with fewer connections and messages at a time.') }),
  }),
  verdictRule({
    kind: 'helo-rejected',
    title: 'The server does not like the client’s name',
    value: 'B',
    severity: 'information',
    sources: [rfc(5321, '4.1.4')],
    explains:
      'The name given in EHLO or HELO is refused: it is not a full domain name, is not found in the DNS, or is the server’s own. The reply often comes only at RCPT. Set the client’s host name to a real one.',
    examples: {
      fires: [
        'C: EHLO pc\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok\nC: RCPT TO:<b@example.net>\nS: 504 5.5.2 <pc>: Helo command rejected: need fully-qualified hostname',
      ],
      silent: ['C: EHLO client.example.org\nS: 250 mx.example.net'],
    },
    say({ exchange }, session) {
      const hello = session.exchanges
        .filter((each) => /^(?:EHLO|HELO)$/.test(each.command?.verb ?? '') && each.index <= exchange.index)
        .pop();
      const at = hello && hello !== exchange ? exchangeSpan(hello) : null;
      return {
        message: t('The name given in EHLO is refused: it must be a full domain name that the DNS knows, and the client’s own.'),
        related: at ? [{ at, message: t('The name was given here.') }] : [],
      };
    },
  }),
  verdictRule({
    kind: 'delayed-reject',
    title: 'The refusal is not about the recipient',
    value: 'A',
    severity: 'information',
    sources: [{ url: 'https://www.postfix.org/postconf.5.html#smtpd_delay_reject', title: 'Postfix: smtpd_delay_reject' }],
    explains:
      'The reply stands at RCPT because many servers (Postfix by default) wait until then; its words say that the client’s address or the sender is refused. Changing the recipient does not help.',
    examples: {
      fires: [
        'C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok\nC: RCPT TO:<b@example.net>\nS: 554 5.7.1 <unknown[192.0.2.7]>: Client host rejected: Access denied',
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 554 5.7.1 <b@example.net>: Recipient address rejected: Access denied'],
    },
    say({ exchange, reply }, session) {
      const sender = /sender address/i.test(reply.lines.map((line) => line.piece.text).join(' '));
      const mail = sender
        ? session.exchanges.filter((each) => each.command?.verb === 'MAIL' && each.index < exchange.index).pop()
        : undefined;
      const at = mail && exchangeSpan(mail);
      return {
        message: sender
          ? t('Not the recipient is refused here but the sender: the server waited until RCPT to say so.')
          : t('Not the recipient is refused here but the client itself: the server waited until RCPT to say so.'),
        related: at ? [{ at, message: t('The sender is named here.') }] : [],
      };
    },
  }),
  verdictRule({
    kind: 'message-size',
    title: 'The message is too large',
    value: 'A',
    severity: 'information',
    sources: [rfc(1870, '6.1')],
    explains:
      'The message is larger than the server takes. An attachment grows by more than a third on the wire (base64), so a limit of 10 MB holds a file of about 7 MB. The server names its limit in the SIZE keyword of its EHLO reply.',
    examples: {
      fires: ['C: MAIL FROM:<a@example.org> SIZE=99999999\nS: 552 5.3.4 Message size exceeds fixed limit'],
      silent: ['C: MAIL FROM:<a@example.org> SIZE=999\nS: 250 2.1.0 Ok'],
    },
    say(_failure, _session, state) {
      const limit = Number(state.capabilities?.get('SIZE') ?? 0);
      return limit > 0
        ? {
            message: t(
              'The message is larger than the {0} MB that the server takes; a file grows by more than a third on the wire (base64).',
              Math.round(limit / 1e5) / 10,
            ),
          }
        : { message: t('The message is larger than the server takes; a file grows by more than a third on the wire (base64).') };
    },
  }),
  verdictRule({
    kind: 'content-rejected',
    title: 'The message itself was refused',
    value: 'B',
    severity: 'information',
    sources: [rfc(5321, '4.2.5')],
    explains:
      'The envelope was good; what was sent after DATA was not: it looks like spam, carries a forbidden attachment or a virus, or lacks header fields. The reply’s words, or the server’s administrator, say which.',
    examples: {
      fires: ['C: DATA\nS: 354 go ahead\nC: Subject: x\nC:\nC: y\nC: .\nS: 554 5.7.1 Message rejected as spam'],
      silent: ['C: DATA\nS: 354 go ahead\nC: Subject: x\nC:\nC: y\nC: .\nS: 250 2.0.0 Ok: queued'],
    },
    say: () => ({ message: t('Sender and recipients were accepted; the message itself is refused, for its content or its header.') }),
  }),
];
