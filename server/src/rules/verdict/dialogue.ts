import { rfc } from '../../knowledge/source';
import { type Exchange, lastReply, nameOf, type Reply, spokenName } from '../../session/model';
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
      'The reply gives no reason that SMTP Lens knows, or one that nobody but the server’s administrator can do anything about. Its first digit says what to do: after a 4yz the same message may be sent again later, after a 5yz not unless something is changed.',
    examples: {
      fires: [
        'C: RCPT TO:<b@example.net>\nS: 450 4.3.0 Come back another day',
        'C: RCPT TO:<b@example.net>\nS: 450 4.1.1 unknown user (not verified yet)',
        'C: MAIL FROM:<a@example.com>\nS: 250 OK\nS: 421 4.4.2 mx.example.net Error: timeout exceeded',
        'S: 554 mx.example.net takes no mail from you',
      ],
      silent: ['C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok'],
    },
    say: ({ exchange, reply }) => ({ message: inSoManyWords(reply) ?? byPhase(exchange, reply) }),
  }),
];

/** What the words of a refusal say, where they say something. */
function inSoManyWords({ code, enhanced, lines }: Reply): string | null {
  const text = lines
    .map((line) => line.piece.text.slice(line.textAt))
    .join(' ')
    .slice(0, 600);
  if (code < 500 && /unknown|no such|not exist/i.test(text))
    return t('The words sound final, but the code is temporary: the server could not check the address yet. Try again later.');
  if (code < 500 && (enhanced === '4.4.2' || /time(?:d )?-?\s?out|\bidle\b|inactiv/i.test(text)))
    return t(
      'The server waited too long for the client and gave up. Connect again; where it happens again, see what the client waits for.',
    );
  if (code < 500 && (enhanced === '4.3.1' || /insufficient|no space|disk|storage/i.test(text)))
    return t('The server has no room for messages at the moment. Try again later; its administrator has to look if it lasts.');
  if (
    code < 500 &&
    (enhanced === '4.3.2' || /shut(?:ting)? ?down|restart|maintenance|not accepting|overload|too busy|load average/i.test(text))
  )
    return t('The server takes nothing at the moment: it is being stopped, or has too much to do. Try again later.');
  if (
    enhanced === '5.3.5' ||
    (code < 500 &&
      (enhanced === '4.3.0' || enhanced === '4.3.5' || /lookup|local (?:error|problem)|internal|configuration|queue|resources/i.test(text)))
  )
    return t('Something in the server’s own house fails, and not the message. Try again later; its administrator has to look if it lasts.');
  if (code >= 500 && /later|temporar/i.test(text))
    return t('The words sound temporary, but the code is permanent: a mail server gives up here. Send again by hand later.');
  return null;
}

/** What a refusal means that gives no reason: by its first digit, and by what was asked for. */
function byPhase(exchange: Exchange, { code }: Reply): string {
  if (code >= 600) return t('{0} is no reply code of SMTP. A client cannot know what it means and takes it for a failure.', code);
  if (code === 421) return t('The server closes the connection. Connect again later; the text is the only reason given.');
  const name = nameOf(exchange);
  if (/^(?:greeting|EHLO|HELO|LHLO)$/.test(name))
    return code < 500
      ? t('The server takes nothing from this client now. Try again later; the text is the only reason given.')
      : t('The server refuses this client, whatever it wants to send. The text is the only reason given.');
  if (!/^(?:MAIL|RCPT|DATA|BDAT|data|command)$/.test(name))
    return code < 500
      ? t('The server does not do this now; {0} may work later. The text is the only reason given.', spokenName(exchange))
      : t('The server does not do this for this client. The text is the only reason given.');
  return code < 500
    ? t('Refused for now: the same message may be sent again later. The text is the only reason given.')
    : t('Refused for good: the same message will be refused again unless something is changed. The text is the only reason given.');
}
