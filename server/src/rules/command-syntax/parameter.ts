import { parameter as parameterRow } from '../../knowledge';
import { cite } from '../../knowledge/source';
import { type Envelope, envelopesOf } from '../../session/envelope';
import type { Session } from '../../session/model';
import { slipSeverity } from '../../session/outcome/refusal';
import { fixes, guesses, replaceIn, spotIn } from '../../session/spot';
import { isMasked } from '../../syntax/masked';
import type { Parameter, ParameterProblem } from '../../syntax/parameter';
import { skipBlanks } from '../../syntax/problem';
import { t } from '../../text/l10n';
import { shown } from '../../text/visible';
import type { Rule } from '../rule';

/** Parameters after a path that is clear: after a slip in the path itself nothing certain follows. */
function* parametersOf(session: Session): Generator<{ envelope: Envelope; parameter: Parameter }> {
  for (const envelope of envelopesOf(session)) {
    if (envelope.argument.problems.some((problem) => /no-keyword|unbalanced|display-name|several|junk/.test(problem.kind))) continue;
    for (const parameter of envelope.parameters) {
      // What follows a comment mark, an arrow or a log's own addition is not the client's.
      if (/^(?:[#;([{<>|*]|--|\/\/|\\|\u2190|\u2014|%)/.test(parameter.text)) break;
      if (!isMasked(parameter.text)) yield { envelope, parameter };
    }
  }
}

function syntaxMessage(kind: ParameterProblem, name: string): string {
  switch (kind) {
    case 'space-around-equals':
      return t('There must be no space beside the = of {0}.', name);
    case 'empty-value':
      return t('There is nothing after the = of {0}.', name);
    case 'keyword':
      return t('`{0}` is not the name of a parameter: letters, digits and hyphens.', name);
    default:
      return t('The value of {0} has a character that is not allowed there.', name);
  }
}

export const paramSyntax: Rule = {
  id: 'param-syntax',
  group: 'command-syntax',
  title: 'Invalid parameter',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['parameter', 'slip'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1.2, 4.1.2'),
  explains:
    'A parameter of MAIL or RCPT is written NAME=value without spaces, with one space before it. A space beside the = makes two or three words, and servers answer 501 or 555. Write MAIL FROM:<a@example.com> SIZE=100.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com> SIZE = 100
      #                              ^^^^^^^^^^ error: There must be no space beside the = of SIZE.
        S: 501 Syntax error
      `,
      `
        C: MAIL FROM:<a@example.com>SIZE=100
      #                             ^^^^^^^^ error: There must be a space between the path and its parameters.
        S: 501 Syntax error
      `,
      `
        C: MAIL FROM:<a@example.com> SIZE=
      #                              ^^^^^ error: There is nothing after the = of SIZE.
        S: 501 Syntax error
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com> SIZE=100 BODY=8BITMIME\nS: 250 OK',
      'C: MAIL FROM:<a@example.com> AUTH=<>\nS: 250 OK',
      'C: MAIL FROM:<a@example.com>\nS: 250 OK',
    ],
  },
  check({ session }, report) {
    for (const { envelope, parameter } of parametersOf(session)) {
      const [problem] = parameter.problems;
      const { command, exchange } = envelope;
      if (!problem || (problem.kind === 'keyword' && !parameter.value)) continue;
      report({
        at: spotIn(command, parameter.from, parameter.to),
        message: syntaxMessage(problem.kind, shown(parameter.name, 20)),
        exchange,
        severity: slipSeverity(exchange),
        fixes:
          problem.kind === 'space-around-equals' && parameter.value
            ? fixes(t('Delete the spaces'), replaceIn(command, parameter.nameTo, parameter.value.from, '='))
            : [],
      });
    }
    for (const { command, exchange, argument, masked } of envelopesOf(session)) {
      const junk = argument.problems.find((problem) => problem.kind === 'junk');
      if (!junk || masked || !/^[A-Za-z][A-Za-z0-9-]{1,19}=\S+$/.test(command.piece.text.slice(junk.from, junk.to))) continue;
      report({
        at: spotIn(command, junk.from, junk.to),
        message: t('There must be a space between the path and its parameters.'),
        exchange,
        severity: slipSeverity(exchange),
        fixes: fixes(t('Insert a space'), replaceIn(command, junk.from, junk.from, ' ')),
      });
    }
  },
};

/** Names that are vendors' own by custom. */
const isPrivate = (name: string): boolean => name.startsWith('X');

export const paramUnknown: Rule = {
  id: 'param-unknown',
  group: 'command-syntax',
  title: 'Unknown parameter',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['parameter'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1.11, 2.2.1'),
  explains:
    'No known extension defines this name, and it does not begin with X. A server must answer 555 to parameters that it does not know. The name may be misspelled, or meant for a header field. Delete it.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com> FOO=BAR
      #                              ^^^^^^^ error: No known extension defines the parameter FOO for MAIL.
        S: 555 5.5.4 Unsupported option: FOO=BAR
      `,
      `
        C: MAIL FROM:<a@example.com> SIZZE=10
      #                              ^^^^^^^^ error: No known extension defines the parameter SIZZE for MAIL.
        S: 555 5.5.4 Unsupported option
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com> SIZE=10\nS: 250 OK',
      'C: RCPT TO:<b@example.net> XFOO=1\nS: 250 OK',
      'C: MAIL FROM:<a@example.com> size=10 body=7bit\nS: 250 OK',
    ],
  },
  check({ session, states }, report) {
    for (const { envelope, parameter } of parametersOf(session)) {
      const { command, exchange } = envelope;
      const { name } = parameter;
      if (parameter.problems.length > 0 || parameterRow(name) || isPrivate(name) || states[exchange.index]?.capabilities?.has(name))
        continue;
      // A single word without `=` may be anything that a logger added.
      if (!parameter.value && (exchange.replies[0]?.code ?? 0) < 500) continue;
      report({
        at: spotIn(command, parameter.from, parameter.to),
        message: t('No known extension defines the parameter {0} for {1}.', shown(name, 30), envelope.verb),
        exchange,
        severity: slipSeverity(exchange),
      });
    }
  },
};

export const paramDuplicate: Rule = {
  id: 'param-duplicate',
  group: 'command-syntax',
  title: 'Parameter given twice',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['parameter'],
  gates: [],
  tier: 2,
  sources: cite('3461 4.5', '5321 4.1.1.11'),
  explains:
    'A parameter may occur once in a command. If it is given twice, servers answer 501, or use one of the two. Usually two layers of a program both added it; remove one.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com> SIZE=1 SIZE=2
      #                                     ^^^^^^ warning: SIZE is given twice.
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com> SIZE=1 BODY=7BIT\nS: 250 OK'],
  },
  check({ session }, report) {
    let seen = new Set<string>();
    let last: Envelope | null = null;
    for (const { envelope, parameter } of parametersOf(session)) {
      if (envelope !== last) seen = new Set();
      last = envelope;
      const { command, exchange } = envelope;
      if (seen.has(parameter.name)) {
        const before = command.piece.text.slice(0, parameter.from).trimEnd().length;
        report({
          at: spotIn(command, parameter.from, parameter.to),
          message: t('{0} is given twice.', shown(parameter.name, 30)),
          exchange,
          severity: slipSeverity(exchange),
          fixes: guesses(t('Delete the second one'), replaceIn(command, before, parameter.to, '')),
        });
      }
      seen.add(parameter.name);
    }
  },
};

export const paramWrongCommand: Rule = {
  id: 'param-wrong-command',
  group: 'command-syntax',
  title: 'Parameter of another command',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['parameter'],
  gates: [],
  tier: 2,
  sources: cite('1870 3', '3461 4', '6531 3.4'),
  explains:
    'Some parameters belong to MAIL (SIZE, BODY, RET, ENVID, SMTPUTF8, AUTH), others to RCPT (NOTIFY, ORCPT). The server does not know them in the other command and answers 555 or 501. Move it.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net> SIZE=100
      #                            ^^^^^^^^ error: SIZE belongs to MAIL, not to RCPT. Move it there.
        S: 555 5.5.4 Unsupported option
      `,
      `
        C: MAIL FROM:<a@example.com> NOTIFY=NEVER
      #                              ^^^^^^^^^^^^ error: NOTIFY belongs to RCPT, not to MAIL. Move it there.
        S: 555 5.5.4 Unsupported option
      `,
    ],
    silent: ['C: RCPT TO:<b@example.net> NOTIFY=NEVER\nS: 250 OK', 'C: MAIL FROM:<a@example.com> RET=HDRS\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { envelope, parameter } of parametersOf(session)) {
      const { command, exchange, verb } = envelope;
      const row = parameterRow(parameter.name);
      const other = verb === 'MAIL' ? 'RCPT' : 'MAIL';
      if (!row || row.on.includes(verb) || !row.on.includes(other)) continue;
      report({
        at: spotIn(command, parameter.from, parameter.to),
        message: t('{0} belongs to {1}, not to {2}. Move it there.', parameter.name, other, verb),
        exchange,
        severity: slipSeverity(exchange),
        fixes: guesses(
          t('Delete it here'),
          replaceIn(
            command,
            command.piece.text.slice(0, parameter.from).trimEnd().length,
            skipBlanks(command.piece.text, parameter.to) === command.piece.text.length ? command.piece.text.length : parameter.to,
            '',
          ),
        ),
      });
    }
  },
};
