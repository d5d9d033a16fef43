import { isVerb } from '../../knowledge';
import { cite } from '../../knowledge/source';
import type { Command, Exchange, Session } from '../../session/model';
import { codeOf } from '../../session/model';
import { refusalOf, wasAccepted } from '../../session/outcome/refusal';
import { messagesOf } from '../../session/reading/messages';
import { codeSpan, commandSpan } from '../../session/spans';
import { guesses } from '../../session/spot';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

/** A line in the command state that no command looks like. */
const isText = (exchange: Exchange): boolean =>
  exchange.kind === 'command' &&
  exchange.command !== null &&
  !exchange.command.masked &&
  !isVerb(exchange.command.verb) &&
  exchange.command.piece.text !== '.' &&
  !/^[A-Z0-9+/=]{16,}$/i.test(exchange.command.piece.text);

interface Ended {
  readonly end: Exchange;
  readonly rest: readonly Exchange[];
}

/** The ends of messages after which text follows that was answered as commands. */
function* endedEarly(session: Session): Generator<Ended> {
  for (const end of session.exchanges) {
    const dot = end.kind === 'data' ? end.command?.ended && !end.command.elided : end.command?.piece.text === '.' && end.kind === 'command';
    if (!dot) continue;
    const rest: Exchange[] = [];
    for (let at = end.index + 1; at < session.exchanges.length && isText(session.exchanges[at]); at++) rest.push(session.exchanges[at]);
    const called = session.exchanges.slice(end.index, end.index + rest.length + 1).some((each) => [500, 502, 503].includes(codeOf(each)));
    if (rest.length > 0 && called) yield { end, rest };
  }
}

export const prematureEndOfData: Rule = {
  id: 'premature-end-of-data',
  group: 'message',
  title: 'Message ended early by a single dot',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  on: ['unknown'],
  gates: [],
  tier: 1,
  sources: cite('5321 4.5.2'),
  explains:
    'A line of the message had only a dot, which ends the message. What follows reached the server as commands, and it answered 500 to each line; a line that is a command is carried out. The first part was delivered. A client must double the dot at the beginning of every line before it sends it.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 Go ahead
        C: Subject: list
        C:
        C: 1
        C: .
      #    ^ error: This line with a single dot ended the message; the server read the rest as commands. Double the dot at the beginning …
        S: 250 2.0.0 queued
        C: 2
      #    ~ Here the server takes text for a command.
        S: 500 5.5.2 unknown command
      #    ~~~ The 500 here follows from it.
        C: .
        S: 500 5.5.2 unknown command
      `,
      `
        C: 1
        C: .
      #    ^ error: This line with a single dot ended the message; the server read the rest as commands. Double the dot at the beginning …
        C: 2
      #    ~ Here the server takes text for a command.
        S: 250 queued
        S: 500 unknown
      `,
    ],
    silent: [
      'C: DATA\nS: 354 Go ahead\nC: Subject: list\nC: \nC: ..\nC: .\nS: 250 2.0.0 queued\nC: QUIT\nS: 221 Bye',
      'C: DATA\nS: 354 Go ahead\nC: Subject: list\nC: .\nS: 250 2.0.0 queued\nC: FROO\nS: 250 OK',
    ],
  },
  check({ session }, report) {
    for (const { end, rest } of endedEarly(session)) {
      const command: Command | null = end.command;
      if (!command) continue;
      // One unknown word typed after the message is a slip of the fingers.
      if (
        rest.length === 1 &&
        end.kind === 'data' &&
        /^[A-Z]{3,8}(?: |$)/i.test(rest[0].command?.piece.text ?? '') &&
        session.exchanges[rest[0].index + 1]?.command?.piece.text !== '.'
      )
        continue;
      const first = rest[0].command;
      report({
        at: commandSpan(command),
        message: t(
          'This line with a single dot ended the message; the server read the rest as commands. Double the dot at the beginning of a line.',
        ),
        exchange: end,
        through: rest[rest.length - 1],
        related: first ? [{ at: commandSpan(first), message: t('Here the server takes text for a command.') }] : [],
        fixes: guesses(t('Double the dot'), { span: commandSpan(command), text: '..' }),
      });
    }
  },
};

/**
 * Formats that show mail data as it was sent; others print it before dots are doubled, or (packet tools) print a dot for what cannot be
 * printed.
 */
const WIRE: ReadonlySet<string> = new Set(['swaks', 'rfc', 'bare', 'tcpflow']);

export const dotNotDoubled: Rule = {
  id: 'dot-not-doubled',
  group: 'message',
  title: 'Leading dot that was not doubled',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['message'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.5.2'),
  explains:
    'A line of the message begins with one dot. The server strips it: .profile becomes profile. A client must send two. Logs that show the message before its dots are doubled are not judged.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 Go ahead
        C: Subject: hi
        C:
        C: .profile
      #    ^ hint: The server strips a leading dot. Double it.
        C: .
        S: 250 OK
      `,
    ],
    silent: ['C: DATA\nS: 354 Go ahead\nC: Subject: hi\nC: \nC: ..profile\nC: ...\nC: .\nS: 250 OK'],
  },
  check({ session, open, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      if (!(WIRE.has(session.format) || open('raw', message.exchange))) continue;
      // One line that begins with two dots shows that this client does double them.
      if (
        message.lines.some(
          (line) => line.piece.text.startsWith('..') && !/^\.{2,}[ \t]*$/.test(line.piece.text) && /^\.\.[^.]/.test(line.piece.text),
        )
      )
        continue;
      const line = message.lines.find((one) => /^\.[^.\s…\\][^\\]/.test(one.piece.text) && !/^\.(?:\\r|\\n|\.)/.test(one.piece.text));
      if (!line) continue;
      report({
        at: spanOf(line.line, line.piece, 0, 1),
        message: t('The server strips a leading dot. Double it.'),
        exchange: message.exchange,
        severity: wasAccepted(message.exchange) ? 'hint' : undefined,
        related:
          refusalOf(message.exchange) && message.reply ? [{ at: codeSpan(message.reply), message: t('The message was refused.') }] : [],
        fixes: guesses(t('Double the dot'), { span: spanOf(line.line, line.piece, 0, 1), text: '..' }),
      });
    }
  },
};
