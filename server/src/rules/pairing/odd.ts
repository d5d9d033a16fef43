import { isVerb, level, replyCode } from '../../knowledge';
import { rfc } from '../../knowledge/source';
import type { Exchange, Session } from '../../session/model';
import { lastReply, nameOf, pseudoVerb, spokenName } from '../../session/model';
import { ehloShaped, fit, greetsAgain } from '../../session/pairing/compatibility';
import { codeSpan, commandSpan, replySpan } from '../../session/spans';
import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import { isHello } from '../../syntax/verb';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

const replyCodeUnusual: Rule = {
  id: 'reply-code-unusual',
  group: 'pairing',
  title: 'Code that is not listed for the command',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['any'],
  gates: ['pair'],
  sources: [rfc(5321, '4.3.2'), rfc(5321, '4.2.1')],
  explains:
    'The code exists, but no RFC lists it for this command, and no server is known to send it there. Nothing breaks: a client goes by the first digit, which says whether the command succeeded, failed temporarily or failed permanently.',
  examples: {
    fires: [
      `
        C: NOOP
        S: 214 See the manual
      #    ^^^ hint: 214 is not listed for NOOP; clients go by its first digit.
      `,
      `
        C: RCPT TO:<b@example.net>
        S: 211 Status
      #    ^^^ hint: 211 is not listed for RCPT; clients go by its first digit.
      `,
    ],
    silent: [
      'C: RCPT TO:<b@example.net>\nS: 550 5.1.1 No such user',
      'C: MAIL FROM:<a@example.com>\nS: 421 4.3.2 Shutting down',
      'C: RCPT TO:<b@example.net>\nS: 472 Own code',
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const reply = lastReply(exchange);
      if (!reply || exchange.command?.masked || nameOf(exchange) === '?' || !replyCode(reply.code) || nameOf(exchange) === 'DATA') continue;
      // No table lists what an unknown verb may get.
      if (exchange.kind === 'command' && !isVerb(nameOf(exchange))) continue;
      if (
        greetsAgain(session.exchanges, exchange, reply.code) ||
        fit(exchange, reply) === 'impossible' ||
        !['theory', 'impossible'].includes(level(pseudoVerb(exchange, session), reply.code))
      )
        continue;
      report({
        at: codeSpan(reply),
        message: t('{0} is not listed for {1}; clients go by its first digit.', reply.code, spokenName(exchange)),
        exchange,
      });
    }
  },
};

const ehloStyleReplyToHelo: Rule = {
  id: 'ehlo-style-reply-to-helo',
  group: 'pairing',
  title: 'Extensions offered to HELO',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['HELO'],
  gates: ['pair', 'both'],
  sources: [rfc(5321, '3.2')],
  explains:
    'The server answers HELO with the list of extensions that belongs to EHLO. A client that sends HELO does not understand them, and a server must not offer them there. To use extensions, the client has to send EHLO.',
  examples: {
    fires: [
      `
        C: HELO client.example.org
        S: 250-mx.example.net
      #    ^^^^^^^^^^^^^^^^^^ hint: HELO is answered with extensions, which belong to EHLO.
        S: 250 SIZE 1000
      `,
    ],
    silent: ['C: HELO client.example.org\nS: 250 mx.example.net', 'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 SIZE 1000'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const reply = lastReply(exchange);
      if (nameOf(exchange) === 'HELO' && reply && ehloShaped(reply))
        report({ at: replySpan(reply), message: t('HELO is answered with extensions, which belong to EHLO.'), exchange });
    }
  },
};

const replyDuringBody: Rule = {
  id: 'reply-during-body',
  group: 'pairing',
  title: 'Reply in the middle of the message',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 4,
  on: ['data'],
  with: ['refusal'],
  gates: ['sides'],
  sources: [rfc(5321, '4.2.5')],
  explains:
    'The server answers before the message has ended: its disk is full, it has seen enough, or it has timed out. The message is refused. A client that reads replies only after the final dot takes this one for the answer to the dot.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 go ahead
        C: Subject: hi
        S: 452 4.3.1 disk full
      #    ^^^ information: The server answers before the message has ended. The message is refused.
        C: more
        C: .
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: ['C: DATA\nS: 354 go ahead\nC: Subject: hi\nC: .\nS: 452 4.3.1 disk full'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const reply = lastReply(exchange);
      const { command } = exchange;
      if (exchange.kind !== 'data' || !command || command.ended || command.elided || !reply || reply.code < 400 || reply.code === 421)
        continue;
      report({
        at: codeSpan(reply),
        message: t('The server answers before the message has ended. The message is refused.'),
        exchange,
        reply,
      });
    }
  },
};

const sessionsInterleaved: Rule = {
  id: 'sessions-interleaved',
  group: 'pairing',
  title: 'Two interleaved sessions',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 0,
  on: ['interleaved'],
  gates: ['both'],
  sources: [rfc(5321, '4.1.4')],
  explains:
    'The lines of two connections are mixed here, and nothing tells them apart: there are two greetings or two different hellos side by side. Which reply answers which command cannot be known, and nothing else is reported about the order of these lines. Print a connection id on every line, or write one log for each connection.',
  examples: {
    fires: [
      `
        S: 220 mx1.example.net ESMTP
        S: 220 mx2.example.net ESMTP
        C: EHLO one.example.org
        C: EHLO two.example.org
      #    ^^^^^^^^^^^^^^^^^^^^ warning: Lines of two sessions are mixed here: which reply answers which command cannot be known.
        S: 250 mx1.example.net
        S: 250 mx2.example.net
      `,
      `
        S: 220 mx1.example.net ESMTP
        S: 220 mx2.example.net ESMTP
        C: EHLO one.example.org
        S: 250 mx1.example.net
        C: EHLO two.example.org
      #    ^^^^^^^^^^^^^^^^^^^^ warning: Lines of two sessions are mixed here: which reply answers which command cannot be known.
        S: 250 mx2.example.net
      `,
      `
        S: 220 mx1.example.net ESMTP
        C: EHLO one.example.org
        S: 250 mx1.example.net
        S: 220 mx2.example.net ESMTP
        C: MAIL FROM:<a@example.com>
        C: EHLO two.example.org
      #    ^^^^^^^^^^^^^^^^^^^^ warning: Lines of two sessions are mixed here: which reply answers which command cannot be known.
        S: 250 mx2.example.net
        S: 250 2.1.0 Ok
      `,
    ],
    silent: [
      'S: 220 mx1.example.net ESMTP\nC: EHLO one.example.org\nS: 250 mx1.example.net\nC: EHLO two.example.org\nS: 250 mx1.example.net',
      'S: 220 mx1.example.net ESMTP\nS: 220 mx2.example.net ESMTP\nC: EHLO one.example.org\nS: 250 mx2.example.net',
    ],
  },
  check({ session }, report) {
    if (!session.interleaved) return;
    const second = session.exchanges.filter((each) => isHello(nameOf(each)))[1];
    if (second?.command)
      report({
        at: commandSpan(second.command),
        message: t('Lines of two sessions are mixed here: which reply answers which command cannot be known.'),
        exchange: second,
      });
  },
};

/** The command before it has no reply of its own: a number at the beginning of a line of mail data does not count. */
function standsForAnswer(session: Session, exchange: Exchange): boolean {
  const before = session.exchanges[exchange.index - 1];
  return before?.command != null && before.replies.length === 0 && commandLikeness(before.command.piece.text) > 0;
}

const directionSwapped: Rule = {
  id: 'direction-swapped',
  group: 'pairing',
  title: 'Line marked for the wrong side',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 0,
  on: ['stray-text', 'unknown'],
  gates: ['sides'],
  sources: [rfc(5321, 'D')],
  explains:
    "The mark at the beginning of this line says that one side sent it, but only the other can have: a command marked as the server's, or a reply marked as the client's. RFC 821 writes `S:` for the sender, newer texts write it for the server. Use the same marks throughout.",
  examples: {
    fires: [
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 250 mx.example.net
        S: MAIL FROM:<a@example.com>
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This is a command, but it is marked as sent by the server. Change the mark.
        S: 250 2.1.0 Ok
        C: QUIT
        S: 221 Bye
      `,
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        C: 250 mx.example.net
      #    ^^^^^^^^^^^^^^^^^^ warning: This is a reply, but it is marked as sent by the client. Change the mark.
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: ['S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250 mx.example.net\nC: QUIT\nS: 221 Bye'],
  },
  check({ session }, report) {
    const command = session.strayText.find((stray) => commandLikeness(stray.text) === 2 && !/^PROXY\b/.test(stray.text));
    if (command) {
      report({ at: command.span, message: t('This is a command, but it is marked as sent by the server. Change the mark.') });
      return;
    }
    const reply = session.exchanges.find(
      (each) =>
        each.command !== null &&
        each.kind === 'command' &&
        looksLikeReply(each.command.piece.text) &&
        standsForAnswer(session, each) &&
        /^[2-5]/.test(each.command.piece.text),
    );
    if (reply?.command)
      report({
        at: commandSpan(reply.command),
        message: t('This is a reply, but it is marked as sent by the client. Change the mark.'),
        exchange: reply,
      });
  },
};

export const oddRules: readonly Rule[] = [sessionsInterleaved, directionSwapped, replyDuringBody, ehloStyleReplyToHelo, replyCodeUnusual];
