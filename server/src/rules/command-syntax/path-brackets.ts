import { cite } from '../../knowledge/source';
import { pathSlips } from '../../session/envelope';
import { pathSlipSeverity } from '../../session/outcome/path-slip';
import { refusalOf, refusesSyntax } from '../../session/outcome/refusal';
import { fixes, guesses, replaceIn, spotIn } from '../../session/spot';
import { readParameters } from '../../syntax/parameter';
import { t } from '../../text/l10n';
import { shown } from '../../text/visible';
import type { Rule } from '../rule';

export const pathMissingBrackets: Rule = {
  id: 'path-missing-brackets',
  group: 'command-syntax',
  title: 'Address without angle brackets',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['slip'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1.2, 4.1.1.3, 4.1.2'),
  explains:
    'The path of MAIL and RCPT needs angle brackets. Lenient servers accept a bare address; strict ones answer 501 or 555. Write MAIL FROM:<a@example.com>. Web pages that take <…> for a tag drop the brackets of a pasted transcript. Where the server accepted the command, this is only a hint.',
  examples: {
    fires: [
      `
        C: MAIL FROM:a@example.com
      #              ^^^^^^^^^^^^^ error: The address has no angle brackets; strict servers refuse it. Write it as <address>.
        S: 501 5.5.4 Syntax: MAIL FROM:<address>
      `,
      `
        C: RCPT TO:b@example.net
      #            ^^^^^^^^^^^^^ hint: The address has no angle brackets; strict servers refuse it. Write it as <address>.
        S: 250 OK
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com>\nS: 250 OK', 'C: MAIL FROM:\nS: 250 OK', 'C: MAIL FROM:[email protected]\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { envelope, from, to } of pathSlips(session, 'no-brackets')) {
      const { command, exchange, argument } = envelope;
      if (argument.problems.some((problem) => problem.kind === 'no-keyword')) continue;
      // A word without an at sign may be the rest of something that the page dropped.
      if (!argument.path.text.includes('@') && !isRefused(envelope.exchange)) continue;
      report({
        at: spotIn(command, from, to),
        message: t('The address has no angle brackets; strict servers refuse it. Write it as <address>.'),
        exchange,
        severity: pathSlipSeverity(envelope),
        fixes: fixes(t('Put the address in angle brackets'), replaceIn(command, from, to, `<${argument.path.text}>`)),
      });
    }
  },
};

const isRefused = (exchange: Parameters<typeof refusalOf>[0]): boolean => {
  const refusal = refusalOf(exchange);
  return refusal !== null && refusesSyntax(refusal);
};

export const pathUnbalanced: Rule = {
  id: 'path-unbalanced',
  group: 'command-syntax',
  title: 'Unbalanced angle brackets',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['slip'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.2'),
  explains:
    'A path begins with < and ends with >, once each. One of them is missing or occurs twice: the server cannot tell where the address ends and answers 501. A line that the logger cut is not judged.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net
      #            ^^^^^^^^^^^^^^ error: The angle brackets do not match: a path is one <, the address, one >.
        S: 501 Syntax error
      `,
      `
        C: RCPT TO:b@example.net>
      #            ^^^^^^^^^^^^^^ error: The angle brackets do not match: a path is one <, the address, one >.
        S: 501 Syntax error
      `,
      `
        C: RCPT TO:<<b@example.net>>
      #            ^^^^^^^^^^^^^^^^^ error: The angle brackets do not match: a path is one <, the address, one >.
        S: 501 Syntax error
      `,
    ],
    silent: ['C: RCPT TO:<b@example.net>\nS: 250 OK', 'C: RCPT TO:<"a>b"@example.net>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { envelope, from, to } of pathSlips(session, 'unbalanced')) {
      const { command, exchange, argument } = envelope;
      const address = argument.inside.text.replace(/[<>]/g, '');
      report({
        at: spotIn(command, from, to),
        message: t('The angle brackets do not match: a path is one <, the address, one >.'),
        exchange,
        severity: pathSlipSeverity(envelope),
        fixes: fixes(t('Fix the angle brackets'), replaceIn(command, argument.path.from, Math.max(to, argument.path.to), `<${address}>`)),
      });
    }
  },
};

export const pathTrailingJunk: Rule = {
  id: 'path-trailing-junk',
  group: 'command-syntax',
  title: 'Text directly after the closing bracket',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['slip'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1.2, 4.1.1.3, 4.1.2'),
  explains:
    'After the closing bracket of a path comes the end of the line, or a space and parameters. A comma, a semicolon or a comment there belongs to a list or a header field, and the server answers 501 or 555. Delete it.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net>;
      #                           ^ error: There is \`;\` after the closing bracket; only a space and parameters may follow it. Delete it.
        S: 501 Syntax error
      `,
      `
        C: RCPT TO:<b@example.net>(Bob)
      #                           ^^^^^ error: There is \`(Bob)\` after the closing bracket; only a space and parameters may follow it. …
        S: 501 Syntax error
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com> SIZE=10\nS: 250 OK', 'C: RCPT TO:<b@example.net>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { envelope, from, to } of pathSlips(session, 'junk')) {
      const { command, exchange } = envelope;
      const [first] = readParameters(command.piece.text.slice(from, to), 0);
      // `>SIZE=10` is a parameter that lacks its space: param-syntax says so.
      if (first?.value && first.problems.length === 0) continue;
      report({
        at: spotIn(command, from, to),
        message: t(
          'There is `{0}` after the closing bracket; only a space and parameters may follow it. Delete it.',
          shown(command.piece.text.slice(from, to), 20),
        ),
        exchange,
        severity: pathSlipSeverity(envelope),
        fixes: guesses(t('Delete the text after the bracket'), replaceIn(command, from, to, '')),
      });
    }
  },
};
