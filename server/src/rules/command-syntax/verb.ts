import { isVerb, verbs } from '../../knowledge';
import { cite } from '../../knowledge/source';
import { authDialoguesOf } from '../../session/auth-dialogue';
import type { Command, Exchange, Session } from '../../session/model';
import { codeOf } from '../../session/model';
import { refusalOf, slipSeverity } from '../../session/outcome/refusal';
import { fixes, guesses, replaceIn, spotIn } from '../../session/spot';
import type { State } from '../../session/state';
import { isCanonicalBase64 } from '../../syntax/base64';
import { isMasked } from '../../syntax/masked';
import { misspelledVerb, otherProtocolOf } from '../../syntax/verb';
import { t } from '../../text/l10n';
import { shown } from '../../text/visible';
import type { Rule } from '../rule';

interface Strange {
  readonly exchange: Exchange;
  readonly command: Command;
}

/** Commands whose verb no table knows and the server did not offer, in the command state, whose line is shown. */
function* strange(session: Session, states: readonly State[]): Generator<Strange> {
  const answers = new Set(authDialoguesOf(session).flatMap((dialogue) => dialogue.steps.map((step) => step.exchange)));
  for (const exchange of session.exchanges) {
    const { command, kind } = exchange;
    if (kind !== 'command' || !command || command.masked || command.elided || command.verb === '?' || isVerb(command.verb)) continue;
    const text = command.piece.text;
    if (
      answers.has(exchange) ||
      otherProtocolOf(text) ||
      isMasked(text) ||
      command.verb === 'PROXY' ||
      states[exchange.index]?.capabilities?.has(command.verb)
    )
      continue;
    // Header lines, sentences and base64 are lines of something else, which has rules of its own.
    const after = text[command.verbTo];
    if ((after !== undefined && after !== ' ' && after !== '\t') || (text.length >= 16 && isCanonicalBase64(text))) continue;
    yield { exchange, command };
  }
}

/** The line before was no command either: a message is being read as commands. */
function isRun(session: Session, exchange: Exchange): boolean {
  const before = session.exchanges[exchange.index - 1];
  return before?.kind === 'command' && before.command !== null && !isVerb(before.command.verb) && refusalOf(before) !== null;
}

export const typoCommand: Rule = {
  id: 'typo-command',
  group: 'command-syntax',
  title: 'Misspelled command',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['unknown'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1, 4.2.4'),
  explains:
    'The server does not know the command, and it is one letter away from one that every server knows. Typing by hand is the usual cause of such a 500 or 502. A correction with Backspace may send the wrong letter and a control character, although the screen looks right.',
  examples: {
    fires: [
      `
        C: MIAL FROM:<a@example.com>
      #    ^^^^ error: MIAL is not a command; did you mean MAIL?
        S: 500 5.5.2 Error: command not recognized
      `,
      `
        C: EHLLO client.example.com
      #    ^^^^^ error: EHLLO is not a command; did you mean EHLO?
        S: 502 Unimplemented command
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com>\nS: 250 OK',
      'C: FROO\nS: 500 5.5.2 Error: bad syntax',
      'C: MIAL FROM:<a@example.com>\nS: 250 OK',
    ],
  },
  check({ session, states }, report) {
    for (const { exchange, command } of strange(session, states)) {
      const meant = misspelledVerb(command.verb);
      if (!meant || ![500, 501, 502].includes(codeOf(exchange)) || isRun(session, exchange)) continue;
      report({
        at: spotIn(command, command.verbFrom, command.verbTo),
        message: t('{0} is not a command; did you mean {1}?', shown(command.verb), meant),
        exchange,
        severity: 'error',
        fixes: guesses(t('Write {0}', meant), replaceIn(command, command.verbFrom, command.verbTo, meant)),
      });
    }
  },
};

/** Three words or more, or an ending of a sentence: a line of text that the server took for a command. */
const sentence = (text: string): boolean => /^(?:[^ ]{1,40} ){2,}[^ ]*[a-z]|[.,;!?]$/i.test(text) && !/[<>=]/.test(text);

export const unknownCommand: Rule = {
  id: 'unknown-command',
  group: 'command-syntax',
  title: 'Unknown command',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['unknown'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1, 4.2.4'),
  explains:
    'No known SMTP extension has this verb, and the server did not offer it. Often it is a line of a message, or part of a password, that reached the server in the wrong state. Look at what went wrong just before it.',
  examples: {
    fires: [
      `
        C: FROO
      #    ^^^^ error: FROO is not an SMTP command. This line may be part of a message or a login that ended too early.
        S: 500 5.5.2 Error: bad syntax
      `,
      `
        C: ENHANCE me
      #    ^^^^^^^ error: ENHANCE is not an SMTP command. This line may be part of a message or a login that ended too early.
        S: 502 Command not implemented
      `,
    ],
    silent: [
      'C: XCLIENT ADDR=192.0.2.1\nS: 220 mx.example.net ESMTP',
      'C: NOOP\nS: 250 OK',
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 XFROO\nC: XFROO\nS: 250 OK',
      'C: MIAL FROM:<a@example.com>\nS: 500 5.5.2 Error: command not recognized',
    ],
  },
  check({ session, states }, report) {
    let reported = 0;
    for (const { exchange, command } of strange(session, states)) {
      const refusal = refusalOf(exchange);
      if (refusal ? misspelledVerb(command.verb) !== null : command.verb.startsWith('X') || exchange.replies.length > 0) continue;
      if (sentence(command.piece.text) || (refusal && refusal.code < 500) || command.verb.length > 24) continue;
      if (!refusal && (session.sides !== 'client' || !session.exchanges.some((each) => each.command && isVerb(each.command.verb))))
        continue;
      if (++reported > 5) return;
      report({
        at: spotIn(command, command.verbFrom, command.verbTo),
        message: t('{0} is not an SMTP command. This line may be part of a message or a login that ended too early.', shown(command.verb)),
        exchange,
        severity: slipSeverity(exchange),
      });
    }
  },
};

export const commandLowercase: Rule = {
  id: 'command-lowercase',
  group: 'command-syntax',
  title: 'Command in lower case',
  severity: 'off',
  since: '0.1.0',
  kind: 'note',
  on: ['any'],
  gates: [],
  tier: 5,
  sources: cite('5321 2.4'),
  explains:
    'Verbs may be written in any case, and servers must accept them all. Upper case is a custom that makes transcripts easier to read.',
  examples: {
    fires: [
      `
        C: mail from:<a@example.com>
      #    ^^^^ hint: The verb is in lower case, which is legal.
        S: 250 OK
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const { command, kind } = exchange;
      if (kind !== 'command' || !command || command.masked || !verbs().includes(command.verb)) continue;
      const written = command.piece.text.slice(command.verbFrom, command.verbTo);
      if (written !== written.toLowerCase()) continue;
      report({
        at: spotIn(command, command.verbFrom, command.verbTo),
        message: t('The verb is in lower case, which is legal.'),
        exchange,
        fixes: fixes(t('Write {0}', command.verb), replaceIn(command, command.verbFrom, command.verbTo, command.verb)),
      });
    }
  },
};
