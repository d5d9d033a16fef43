import { cite } from '../../knowledge/source';
import { envelopesOf, pathSlips } from '../../session/envelope';
import { pathSlipSeverity } from '../../session/outcome/path-slip';
import { slipSeverity } from '../../session/outcome/refusal';
import { fixes, replaceIn, spotIn } from '../../session/spot';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

const wanted = (verb: 'MAIL' | 'RCPT'): string => (verb === 'MAIL' ? 'FROM' : 'TO');

export const pathSpaceAfterColon: Rule = {
  id: 'path-space-after-colon',
  group: 'command-syntax',
  title: 'Space between the colon and the path',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['slip'],
  gates: [],
  tier: 2,
  sources: cite('5321 3.3, 4.1.1.2, 4.1.1.3'),
  explains:
    'The client sent MAIL FROM: or RCPT TO: with a space before the path. RFC 5321 does not allow it. Postfix and Exim accept it; strict servers and many test servers answer 501. Write MAIL FROM:<a@example.com> without the space.',
  examples: {
    fires: [
      `
        C: RCPT TO: <b@example.net>
      #            ^ error: There is a space between TO: and the path; strict servers refuse it. Delete the space.
        S: 501 5.5.2 Syntax error
      `,
      `
        C: MAIL FROM: <a@example.com>
      #              ^ hint: There is a space between FROM: and the path; strict servers refuse it. Delete the space.
        S: 250 OK
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com>\nS: 250 OK', 'C: MAIL FROM: [redacted]\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { envelope, from, to } of pathSlips(session, 'space-after-colon')) {
      const { command, exchange, verb } = envelope;
      report({
        at: spotIn(command, from, to),
        message: t('There is a space between {0}: and the path; strict servers refuse it. Delete the space.', wanted(verb)),
        exchange,
        severity: pathSlipSeverity(envelope),
        fixes: fixes(t('Delete the space after the colon'), replaceIn(command, from, to, '')),
      });
    }
  },
};

export const pathSpaceBeforeColon: Rule = {
  id: 'path-space-before-colon',
  group: 'command-syntax',
  title: 'Space before the colon of FROM: or TO:',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['slip'],
  gates: [],
  tier: 2,
  sources: cite('5321 3.3, 4.1.1.2, 4.1.1.3'),
  explains:
    'FROM: and TO: are written without a space inside, and one space separates MAIL from FROM. Servers compare the word with its colon: with a space inside, many do not know the command. Write MAIL FROM:<a@example.com>.',
  examples: {
    fires: [
      `
        C: MAIL FROM : <a@example.com>
      #             ^ warning: There is a space between FROM and its colon; servers look for FROM: without one. Delete the space.
      `,
      `
        C: RCPT  TO:<b@example.net>
      #        ^^ error: There is more than one space after RCPT. The grammar has exactly one.
        S: 501 Syntax error
      `,
    ],
    silent: ['C: RCPT TO:<b@example.net>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { envelope, from, to } of pathSlips(session, 'space-before-colon')) {
      const { command, exchange, verb } = envelope;
      report({
        at: spotIn(command, from, to),
        message: t('There is a space between {0} and its colon; servers look for {0}: without one. Delete the space.', wanted(verb)),
        exchange,
        severity: pathSlipSeverity(envelope),
        fixes: fixes(t('Delete the space before the colon'), replaceIn(command, from, to, '')),
      });
    }
    for (const { command, exchange, masked } of envelopesOf(session)) {
      if (masked || command.argumentAt - command.verbTo < 2) continue;
      report({
        at: spotIn(command, command.verbTo, command.argumentAt),
        message: t('There is more than one space after {0}. The grammar has exactly one.', command.verb),
        exchange,
        severity: slipSeverity(exchange),
        fixes: fixes(t('Leave one space'), replaceIn(command, command.verbTo, command.argumentAt, ' ')),
      });
    }
  },
};

export const pathMissingColon: Rule = {
  id: 'path-missing-colon',
  group: 'command-syntax',
  title: 'Colon missing after FROM or TO',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['slip'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1.2, 4.1.1.3'),
  explains:
    'MAIL FROM and RCPT TO need a colon before the path, like a header field. Without it nearly every server answers 501. Write MAIL FROM:<a@example.com>.',
  examples: {
    fires: [
      `
        C: MAIL FROM <a@example.com>
      #         ^^^^^ error: The colon is missing: write FROM:<address>.
        S: 501 Syntax error
      `,
      `
        C: RCPT TO<b@example.net>
      #         ^^ error: The colon is missing: write TO:<address>.
        S: 501 Syntax error
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com>\nS: 250 OK', 'C: RCPT TO:<b@example.net>\nS: 550 no such user'],
  },
  check({ session }, report) {
    for (const { envelope, from, to } of pathSlips(session, 'no-colon')) {
      const { command, exchange, verb, argument } = envelope;
      if (argument.path.text === '') continue;
      report({
        at: spotIn(command, from - wanted(verb).length, to),
        message: t('The colon is missing: write {0}:<address>.', wanted(verb)),
        exchange,
        severity: pathSlipSeverity(envelope),
        fixes: fixes(t('Insert the colon'), replaceIn(command, from, to, ':')),
      });
    }
  },
};

export const pathKeywordMissing: Rule = {
  id: 'path-keyword-missing',
  group: 'command-syntax',
  title: 'FROM: or TO: missing, or the wrong one',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['slip'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1.2, 4.1.1.3'),
  explains:
    'MAIL takes FROM: and RCPT takes TO:. Typed by hand, the word is easily left out or swapped, and the server answers 501. Write MAIL FROM:<a@example.com> and RCPT TO:<b@example.net>.',
  examples: {
    fires: [
      `
        C: RCPT <b@example.net>
      #    ^^^^ error: RCPT needs TO: before the address.
        S: 501 Syntax error
      `,
      `
        C: MAIL TO:<a@example.com>
      #         ^^ error: MAIL needs FROM: before the address.
        S: 501 Syntax error
      `,
      `
        C: MAIL a@example.com
      #    ^^^^ error: MAIL needs FROM: before the address.
        S: 501 Syntax error
      `,
    ],
    silent: ['C: RCPT TO:<b@example.net>\nS: 250 OK', 'C: MAIL\nS: 501 Syntax error'],
  },
  check({ session }, report) {
    for (const { envelope, from, to, kind } of pathSlips(session, 'no-keyword', 'wrong-keyword')) {
      const { command, exchange, verb, argument } = envelope;
      if (!argument.inside.text.includes('@') && !argument.path.text.startsWith('<')) continue;
      const missing = kind === 'no-keyword';
      report({
        at: missing ? spotIn(command, command.verbFrom, command.verbTo) : spotIn(command, from, to),
        message: t('{0} needs {1}: before the address.', verb, wanted(verb)),
        exchange,
        severity: pathSlipSeverity(envelope),
        fixes: fixes(
          missing ? t('Insert {0}:', wanted(verb)) : t('Write {0}', wanted(verb)),
          replaceIn(command, from, missing ? argument.path.from : to, missing ? `${wanted(verb)}:` : wanted(verb)),
        ),
      });
    }
  },
};
