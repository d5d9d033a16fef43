import { isVerb } from '../../knowledge';
import { cite } from '../../knowledge/source';
import { codeOf, type Exchange } from '../../session/model';
import { refusalOf, slipSeverity } from '../../session/outcome/refusal';
import { fixes, replaceIn, spotIn } from '../../session/spot';
import { readCommandLine } from '../../syntax/command-line';
import { trimmedEnd } from '../../syntax/problem';
import { withoutEnd } from '../../text/ends';
import { t } from '../../text/l10n';
import { badSyntax, lines } from '../command-lines';
import type { Rule } from '../rule';

/** A line whose end is written out, and is LF alone. */
const endsInLf = (line: string): boolean => /(?:^|[^r\\])\\n\s*$/.test(line.slice(-8));

export const commandTrailingWhitespace: Rule = {
  id: 'command-trailing-whitespace',
  group: 'command-syntax',
  title: 'Spaces at the end of a command',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'note',
  on: ['odd-command'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1'),
  explains:
    'There are spaces after the command. Servers should tolerate them, and most do; this one answered with a syntax error. Editors and loggers add spaces too, and a command that the server accepted is not reported. Delete them.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>\x20
      #                             ^ error: There are spaces after the command; this server may not tolerate them. Delete them.
        S: 501 Syntax error
      `,
      `
        C: QUIT \x20
      #        ^^ error: There are spaces after the command; this server may not tolerate them. Delete them.
        S: 500 unrecognized command
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com> \nS: 250 OK', 'C: MAIL FROM:<a@example.com>\nS: 501 Syntax error'],
  },
  check({ session }, report) {
    for (const { exchange, command, text } of lines(session)) {
      const end = trimmedEnd(withoutEnd(text, '\u2420\u00a0').padEnd(text.length));
      if (end === text.length || end === 0 || !isVerb(command.verb) || (exchange.replies.length > 0 && !badSyntax(exchange))) continue;
      // Without a reply only a space that is written out is certain.
      if (exchange.replies.length === 0 && !text.endsWith('\u2420')) continue;
      report({
        at: spotIn(command, end),
        message: t('There are spaces after the command; this server may not tolerate them. Delete them.'),
        exchange,
        severity: slipSeverity(exchange),
        fixes: fixes(t('Delete the spaces'), replaceIn(command, end, text.length, '')),
      });
    }
  },
};

export const commandLeadingWhitespace: Rule = {
  id: 'command-leading-whitespace',
  group: 'command-syntax',
  title: 'Space before the verb',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-command'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1'),
  explains:
    'There is a space before the verb, as happens when a line is pasted. The verb must come first on the line; the server answered 500. Delete the space.',
  examples: {
    fires: [
      `
        C: ␠EHLO client.example.com
      #    ^ error: There is a space before EHLO; the verb must come first on the line. Delete the space.
        S: 500 unrecognized command
      `,
      `
        C:   EHLO client.example.com
      #    ^^ error: There is a space before EHLO; the verb must come first on the line. Delete the space.
        S: 500 unrecognized command
      `,
    ],
    silent: ['C:   EHLO client.example.com\nS: 250 mx.example.net', 'C: EHLO client.example.com\nS: 500 unrecognized command'],
  },
  check({ session }, report) {
    for (const { exchange, command, text } of lines(session)) {
      const blanks = /^[ \t\u2420]+/.exec(text)?.[0].length ?? 0;
      if (blanks === 0 || !badSyntax(exchange)) continue;
      const parts = readCommandLine(text.slice(blanks));
      if (!parts || !isVerb(parts.verb)) continue;
      report({
        at: spotIn(command, 0, blanks),
        message: t('There is a space before {0}; the verb must come first on the line. Delete the space.', parts.verb),
        exchange,
        severity: slipSeverity(exchange),
        fixes: fixes(t('Delete the space'), replaceIn(command, 0, blanks, '')),
      });
    }
  },
};

export const commandBareLf: Rule = {
  id: 'command-bare-lf',
  group: 'command-syntax',
  title: 'Command that ends with a bare LF',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['any'],
  gates: [],
  tier: 1,
  sources: cite('5321 2.3.8, 4.1.1.4'),
  explains:
    'SMTP lines end with CR LF. This one ends with LF alone, as nc and some home-made clients send it. Since the smuggling attacks of 2023 many servers refuse such lines with 521 or 554. Convert the line endings: nc -C, or \\r\\n in the program.',
  examples: {
    fires: [
      String.raw`
        C: EHLO client.example.com\n
      #                          ^ warning: The command ends with LF alone, which many servers refuse since the smuggling attacks of …
        S: 521 5.5.2 bare <LF> received
      `,
      String.raw`
        C: EHLO client.example.com\n
      #                          ^ warning: The command ends with LF alone, which many servers refuse since the smuggling attacks of …
      `,
    ],
    silent: ['C: EHLO client.example.com\\r\\n\nS: 250 mx.example.net', 'C: EHLO client.example.com\nS: 250 mx.example.net'],
  },
  check({ session, source }, report) {
    const told = new Set<Exchange>();
    // Where the server's lines are written like that too, it is only how this text was written down.
    let manner: boolean | undefined;
    const isManner = (): boolean => {
      manner ??= session.exchanges.some((each) => each.replies.some((reply) => endsInLf(source(reply.lines[0].line))));
      return manner;
    };
    for (const { exchange, command, text } of lines(session)) {
      if (!endsInLf(source(command.line)) || !isVerb(command.verb) || isManner()) continue;
      told.add(exchange);
      report({
        at: spotIn(command, text.endsWith('\\n') ? text.length - 2 : text.length - 1),
        message: t('The command ends with LF alone, which many servers refuse since the smuggling attacks of 2023. End lines with CR LF.'),
        exchange,
        severity: codeOf(exchange) > 0 && codeOf(exchange) < 400 ? 'hint' : undefined,
      });
    }
    for (const exchange of session.exchanges) {
      const reply = refusalOf(exchange);
      if (
        !exchange.command ||
        exchange.kind === 'data' ||
        !reply ||
        !/\bbare (?:<?LF>?|line ?feed|newline)/i.test(reply.lines.map((line) => line.piece.text).join(' '))
      )
        continue;
      if (told.has(exchange)) continue;
      report({
        at: spotIn(exchange.command),
        message: t('The server says that this line ended with LF alone. End lines with CR LF.'),
        exchange,
      });
    }
  },
};

export const commandEmptyLine: Rule = {
  id: 'command-empty-line',
  group: 'command-syntax',
  title: 'Empty line where a command was expected',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'note',
  on: ['odd-command'],
  gates: ['sides'],
  tier: 2,
  sources: cite('5321 4.1.1'),
  explains:
    'The client sent an empty line while the server waited for a command, and the server answered it with an error. The empty line counts as a command: from here on, a client that does not notice reads each reply one command too late. Delete it.',
  examples: {
    fires: [
      `
        C:
      #   | error: The server reads this empty line as a command. Delete it.
        S: 500 5.5.2 Error: bad syntax
      `,
      `
        C: NOOP
        S: 250 OK
        C:\x20
      #    | error: The server reads this empty line as a command. Delete it.
        S: 500 5.5.2 Error: bad syntax
      `,
    ],
    silent: ['C: AUTH EXTERNAL\nS: 334 \nC: \nS: 235 OK', 'C: NOOP\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { exchange, command, text } of lines(session)) {
      if (text.trim() !== '' || !badSyntax(exchange) || exchange.trust !== 'certain') continue;
      report({
        at: spotIn(command),
        message: t('The server reads this empty line as a command. Delete it.'),
        exchange,
        severity: slipSeverity(exchange),
      });
    }
  },
};
