import { rfc } from '../../knowledge/source';
import { lastReply } from '../../session/model';
import { textOfReply } from '../../session/refusal';
import { codeSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';
import { verdictRule } from '../verdict-rule';

/** Refusals about the dialogue itself, and those that give no reason. */
export const dialogueVerdicts: readonly Rule[] = [
  verdictRule({
    kind: 'too-many-errors',
    title: 'Closed after too many errors',
    value: 'A',
    severity: 'information',
    sources: [rfc(5321, '3.8')],
    explains:
      'The server lost patience after a row of refused commands and closed the connection. The first of those refusals is the cause; this one only ends the session.',
    examples: {
      fires: ['C: RCPT TO:<b@example.net>\nS: 421 4.7.0 mx.example.net Error: too many errors'],
      silent: ['C: QUIT\nS: 221 2.0.0 Bye'],
    },
    say({ exchange }, session) {
      const first = session.exchanges.find((each) => each.index !== exchange.index && (lastReply(each)?.code ?? 0) >= 400);
      const reply = first && lastReply(first);
      return {
        message: t('The server closes after too many refused commands: the first refusal is the cause.'),
        related: reply ? [{ at: codeSpan(reply), message: t('The first refusal.') }] : [],
      };
    },
  }),
  verdictRule({
    kind: 'protocol-error',
    title: 'The dialogue went out of order',
    value: 'A',
    severity: 'warning',
    sources: [rfc(5321, '4.1.4'), rfc(2920, '3.1')],
    explains:
      'The server refuses the command because of what came, or did not come, before it: no EHLO, no MAIL, no accepted RCPT, or lines sent before their turn. Look at the refusals above it; the first one is usually the cause.',
    examples: {
      fires: ['C: EHLO client.example.org\nS: 250 mx.example.net\nC: DATA\nS: 503 5.5.1 Error: need RCPT command'],
      silent: ['C: DATA\nS: 354 go ahead'],
    },
    say({ exchange }, session) {
      const first = session.exchanges.find((each) => each.index < exchange.index && (lastReply(each)?.code ?? 0) >= 400);
      const reply = first && lastReply(first);
      if (reply)
        return {
          message: t('Refused because of an earlier refusal: that one is the cause.'),
          related: [{ at: codeSpan(reply), message: t('The earlier refusal.') }],
        };
      return { message: t('The server says that this command is not due here: something before it is missing or came too early.') };
    },
  }),
  verdictRule({
    kind: 'syntax-error',
    title: 'The server does not understand the command',
    value: 'A',
    severity: 'warning',
    sources: [rfc(5321, '4.2.4')],
    explains:
      'The server could not read the command or an argument of it (500, 501), does not have it (502), or not this value (504, 555). Where SMTP Lens sees the slip itself it marks it in the command; otherwise the reply’s text is all there is.',
    examples: {
      fires: ['C: MAIL FROM:<a@example.org> FOO=1\nS: 555 5.5.4 Unsupported option: FOO=1'],
      silent: ['C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok'],
    },
    say({ reply }) {
      if (reply.code === 502 || reply.code === 500) return { message: t('The server does not know this command, or has it switched off.') };
      if (reply.code === 504 || reply.code === 555)
        return { message: t('The server knows the command, but not this parameter or value of it.') };
      return { message: t('The server could not read an argument of this command.') };
    },
  }),
  verdictRule({
    kind: 'other',
    title: 'Temporary or permanent',
    value: 'B',
    severity: 'information',
    sources: [rfc(5321, '4.2.1'), rfc(3463, '2')],
    explains:
      'The reply gives no reason that SMTP Lens knows. Its first digit says what to do: after a 4yz the same message may be sent again later, after a 5yz not unless something is changed.',
    examples: {
      fires: [
        'C: RCPT TO:<b@example.net>\nS: 450 4.3.0 Come back another day',
        'C: RCPT TO:<b@example.net>\nS: 450 4.1.1 unknown user (not verified yet)',
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
    },
    say({ reply }) {
      const text = textOfReply(reply);
      if (reply.code < 500 && /unknown|no such|not exist/i.test(text)) {
        return {
          message: t('The words sound final, but the code is temporary: the server could not check the address yet. Try again later.'),
        };
      }
      if (reply.code >= 500 && /later|temporar/i.test(text)) {
        return {
          message: t('The words sound temporary, but the code is permanent: a mail server gives up here. Send again by hand later.'),
        };
      }
      if (reply.code < 500)
        return { message: t('Refused for now: the same message may be sent again later. The text is the only reason given.') };
      return {
        message: t(
          'Refused for good: the same message will be refused again unless something is changed. The text is the only reason given.',
        ),
      };
    },
  }),
];
