import { cite } from '../../knowledge/source';
import { argumentOf, type Session } from '../../session/model';
import { slipSeverity } from '../../session/outcome/refusal';
import { guesses, replaceIn, spotIn } from '../../session/spot';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** Commands that are shown as they were sent. */
function* plain(session: Session) {
  for (const exchange of session.exchanges) {
    const { command, kind } = exchange;
    if (kind === 'command' && command && !command.masked && !command.elided)
      yield { exchange, command, argument: argumentOf(command).trim() };
  }
}

export const argumentNotAllowed: Rule = {
  id: 'argument-not-allowed',
  group: 'command-syntax',
  title: 'Argument to a command that takes none',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-argument'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1.4, 4.1.1.5, 4.1.1.10, 4.3.2', '3207 4'),
  explains:
    'DATA, RSET, QUIT and STARTTLS take no argument; servers answer 501 when something follows. The message comes after the 354, on lines of its own. Delete the argument.',
  examples: {
    fires: [
      `
        C: DATA now
      #         ^^^ error: DATA takes no argument. Delete what follows it.
        S: 501 5.5.4 Syntax: DATA
      `,
      `
        C: QUIT please
      #         ^^^^^^ hint: QUIT takes no argument. Delete what follows it.
        S: 221 Bye
      `,
    ],
    silent: ['C: DATA\nS: 354 Go ahead', 'C: NOOP hello\nS: 250 OK', 'C: RSET \nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { exchange, command, argument } of plain(session)) {
      if (
        argument === '' ||
        !/^(?:DATA|RSET|QUIT|STARTTLS)$/.test(command.verb) ||
        /^[#;(/<[]|^\\[rn]|^(?:--|\u2014|\u2190)/.test(argument)
      )
        continue;
      report({
        at: spotIn(command, command.argumentAt),
        message: t('{0} takes no argument. Delete what follows it.', command.verb),
        exchange,
        severity: slipSeverity(exchange),
        fixes: guesses(t('Delete the argument'), replaceIn(command, command.verbTo, command.piece.text.length, '')),
      });
    }
  },
};

export const argumentMissing: Rule = {
  id: 'argument-missing',
  group: 'command-syntax',
  title: 'Command without its argument',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['refusal'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1', '4954 4', '3030 2', '1985 5'),
  explains:
    'MAIL needs FROM:<address>, RCPT needs TO:<address>, AUTH a mechanism, VRFY and EXPN a name, BDAT a number, ETRN a domain. Without it the server answers 501. A web page that takes <…> for a tag may have removed the argument from the text; a command that the server accepted is not reported.',
  examples: {
    fires: [
      `
        C: AUTH
      #    ^^^^ error: AUTH needs an argument.
        S: 501 5.5.4 Syntax: AUTH mechanism
      `,
      `
        C: RCPT
      #    ^^^^ error: RCPT needs an argument.
        S: 501 Syntax error
      `,
      `
        C: VRFY
      #    ^^^^ error: VRFY needs an argument.
        S: 501 Syntax error
      `,
    ],
    silent: ['C: AUTH PLAIN\nS: 334 ', 'C: MAIL FROM:\nS: 250 OK', 'C: AUTH\nS: 235 OK'],
  },
  check({ session }, report) {
    for (const { exchange, command, argument } of plain(session)) {
      if (argument !== '' || !/^(?:MAIL|RCPT|AUTH|VRFY|EXPN|BDAT|ETRN)$/.test(command.verb)) continue;
      const code = exchange.replies[0]?.code ?? 0;
      if (code < 400) continue;
      report({
        at: spotIn(command, command.verbFrom, command.verbTo),
        message: t('{0} needs an argument.', command.verb),
        exchange,
        severity: slipSeverity(exchange),
      });
    }
  },
};

export const noopArgument: Rule = {
  id: 'noop-argument',
  group: 'command-syntax',
  title: 'NOOP with text',
  severity: 'off',
  since: '0.1.0',
  kind: 'note',
  on: ['other'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.1.1.9'),
  explains:
    'NOOP may carry text, which the server ignores. It is legal, but some old servers answer 501. Leave the text out where a server objects to it.',
  examples: {
    fires: [
      `
        C: NOOP hello
      #         ^^^^^ hint: NOOP may carry text, and the server ignores it.
        S: 250 OK
      `,
    ],
    silent: ['C: NOOP\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { exchange, command, argument } of plain(session)) {
      if (command.verb !== 'NOOP' || argument === '') continue;
      report({ at: spotIn(command, command.argumentAt), message: t('NOOP may carry text, and the server ignores it.'), exchange });
    }
  },
};
