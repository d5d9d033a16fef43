import { isVerb } from '../../knowledge';
import { cite } from '../../knowledge/source';
import { type Command, codeOf, type Exchange, type Session } from '../../session/model';
import { refusalOf, slipSeverity } from '../../session/outcome/refusal';
import { fixes, replaceIn, spotIn } from '../../session/spot';
import { readCommandLine } from '../../syntax/command-line';
import { trimmedEnd } from '../../syntax/problem';
import { withoutEnd } from '../../text/ends';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** Command lines that are shown. */
function* lines(session: Session): Generator<{ exchange: Exchange; command: Command; text: string }> {
  for (const exchange of session.exchanges) {
    const { command, kind } = exchange;
    if (kind === 'command' && command && !command.masked && !command.elided) yield { exchange, command, text: command.piece.text };
  }
}

/** A line whose end is written out, and is LF alone. */
const endsInLf = (line: string): boolean => /(?:^|[^r\\])\\n\s*$/.test(line.slice(-8));

const badSyntax = (exchange: Exchange): boolean => /^50[0-4]$|^555$/.test(String(codeOf(exchange)));

export const commandTrailingWhitespace: Rule = {
  id: 'command-trailing-whitespace',
  group: 'command-syntax',
  title: 'Blanks at the end of a command',
  severity: 'verdict',
  value: 'C',
  kind: 'note',
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1'),
  explains:
    'Blanks follow the command. Servers should tolerate them, and most do; this one answered with an error of syntax. Editors and loggers add blanks, too, so nothing is said where the server accepted the command. Delete them.',
  examples: {
    fires: ['C: MAIL FROM:<a@example.com> \nS: 501 Syntax error', 'C: QUIT  \nS: 500 unrecognized command'],
    silent: ['C: MAIL FROM:<a@example.com> \nS: 250 OK', 'C: MAIL FROM:<a@example.com>\nS: 501 Syntax error'],
  },
  check({ session }, report) {
    for (const { exchange, command, text } of lines(session)) {
      const end = trimmedEnd(withoutEnd(text, '\u2420\u00a0').padEnd(text.length));
      if (end === text.length || end === 0 || !isVerb(command.verb) || (exchange.replies.length > 0 && !badSyntax(exchange))) continue;
      // Without a reply only a blank that is written out is certain.
      if (exchange.replies.length === 0 && !text.endsWith('\u2420')) continue;
      report({
        at: spotIn(command, end),
        message: t('Blanks follow the command; this server may not tolerate them.'),
        exchange,
        severity: slipSeverity(exchange),
        fixes: fixes(t('Delete the blanks'), replaceIn(command, end, text.length, '')),
      });
    }
  },
};

export const commandLeadingWhitespace: Rule = {
  id: 'command-leading-whitespace',
  group: 'command-syntax',
  title: 'Blank before the verb',
  severity: 'verdict',
  value: 'C',
  kind: 'root',
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1'),
  explains:
    'A blank stands before the verb, as happens when a line is pasted. The verb must be the first thing on the line; the server answered 500. Delete the blank.',
  examples: {
    fires: ['C: \u2420EHLO client.example.com\nS: 500 unrecognized command', 'C:   EHLO client.example.com\nS: 500 unrecognized command'],
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
        message: t('A blank stands before {0}; the verb must come first on the line.', parts.verb),
        exchange,
        severity: slipSeverity(exchange),
        fixes: fixes(t('Delete the blank'), replaceIn(command, 0, blanks, '')),
      });
    }
  },
};

export const commandBareLf: Rule = {
  id: 'command-bare-lf',
  group: 'command-syntax',
  title: 'Command that ends with LF alone',
  severity: 'warning',
  value: 'B',
  kind: 'root',
  gates: [],
  tier: 1,
  sources: cite('5321 2.3.8, 4.1.1.4'),
  explains:
    'Lines of SMTP end with CR LF. This one ends with LF alone, as nc and some home-made clients send it. Since the smuggling attacks of 2023 many servers refuse such lines with 521 or 554. Convert the line ends: nc -C, or \\r\\n in the program.',
  examples: {
    fires: ['C: EHLO client.example.com\\n\nS: 521 5.5.2 bare <LF> received', 'C: EHLO client.example.com\\n'],
    silent: ['C: EHLO client.example.com\\r\\n\nS: 250 mx.example.net', 'C: EHLO client.example.com\nS: 250 mx.example.net'],
  },
  check({ session, source }, report) {
    // Where the server's lines are written like that too, it is the way of whoever wrote this down.
    const manner = session.exchanges.some((each) => each.replies.some((reply) => endsInLf(source(reply.lines[0].line))));
    for (const { exchange, command, text } of lines(session)) {
      if (manner || !endsInLf(source(command.line)) || !isVerb(command.verb)) continue;
      report({
        at: spotIn(command, text.endsWith('\\n') ? text.length - 2 : text.length - 1),
        message: t(
          'The command ends with LF alone; lines of SMTP end with CR LF, and servers refuse others since the smuggling attacks of 2023.',
        ),
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
      if (exchange.command.piece.text.endsWith('\\n')) continue;
      report({
        at: spotIn(exchange.command),
        message: t('The server says that this line ended with LF alone; lines of SMTP end with CR LF.'),
        exchange,
      });
    }
  },
};

/** Control characters as they are, and as loggers and terminals write them. */
const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\\x(?:0[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF])|\\b(?![a-z])|\^[H?]|\^\[\[?[A-D]|\\u00(?:0[0-8bcef]|1[0-9a-f]|7f)|\\(?:000|010|033|177)/;

export const commandControlChars: Rule = {
  id: 'command-control-chars',
  group: 'command-syntax',
  title: 'Control characters in a command',
  severity: 'verdict',
  value: 'C',
  kind: 'root',
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.2'),
  explains:
    'The line holds Backspace, an arrow key, NUL or another control character. Telnet and nc send every key as it is, so a correction on the screen is no correction on the wire. Type the line again, or prepare it in an editor.',
  examples: {
    fires: [
      'C: EHLO \\x08client.example.com\nS: 500 5.5.2 Error: bad syntax',
      'C: MAIK^HL FROM:<a@example.com>\nS: 500 unrecognized command',
    ],
    silent: ['C: EHLO client.example.com\nS: 500 5.5.2 Error: bad syntax', 'C: NOOP \\x08\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { exchange, command, text } of lines(session)) {
      const match = CONTROL.exec(text);
      if (!match || text.startsWith('\u0016\u0003') || text.startsWith('\\x16\\x03') || !(refusalOf(exchange) && badSyntax(exchange)))
        continue;
      report({
        at: spotIn(command, match.index, match.index + match[0].length),
        message: t('The line holds a control character, such as Backspace sends. What looks corrected on the screen is not on the wire.'),
        exchange,
        severity: slipSeverity(exchange),
      });
    }
  },
};

/** Characters that come from word processors, web pages and byte order marks; and how escapes write them. */
const PASTED =
  /[\ufeff\u00a0\u200b\u2018\u2019\u201c\u201d\u2013\u2014]|\\u(?:feff|00a0|200b|201[3489cd])|\u00ef\u00bb\u00bf|\\xef\\xbb\\xbf|\\xc2\\xa0/i;

const PLAIN: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2013': '-',
  '\u2014': '-',
};

export const commandNonascii: Rule = {
  id: 'command-nonascii',
  group: 'command-syntax',
  title: 'Characters of a word processor in a command',
  severity: 'verdict',
  value: 'C',
  kind: 'root',
  gates: [],
  tier: 2,
  sources: cite('5321 2.4'),
  explains:
    'A byte order mark, a no-break space, curly quotes or a dash stands where plain ASCII belongs. They come with text that was copied from a page or a word processor, and look right. The server answered 500 or 501. Replace them.',
  examples: {
    fires: [
      'C: \\ufeffEHLO client.example.com\nS: 500 unrecognized command',
      'C: MAIL\u00a0FROM:<a@example.com>\nS: 500 unrecognized command',
    ],
    silent: ['C: EHLO client.example.com\nS: 500 unrecognized command', 'C: MAIL FROM:<žofie@example.cz> SMTPUTF8\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { exchange, command, text } of lines(session)) {
      const match = PASTED.exec(text);
      if (!match || !badSyntax(exchange)) continue;
      const plain = match[0].length === 1 ? (PLAIN[match[0]] ?? '') : '';
      report({
        at: spotIn(command, match.index, match.index + match[0].length),
        message: t('A character stands here that is not ASCII, though it looks like it: from a page or a word processor.'),
        exchange,
        severity: slipSeverity(exchange),
        fixes: fixes(
          plain === '' ? t('Delete it') : t('Replace it by ASCII'),
          replaceIn(command, match.index, match.index + match[0].length, plain),
        ),
      });
    }
  },
};

export const commandEmptyLine: Rule = {
  id: 'command-empty-line',
  group: 'command-syntax',
  title: 'Empty line where a command was expected',
  severity: 'verdict',
  value: 'C',
  kind: 'note',
  gates: ['sides'],
  tier: 2,
  sources: cite('5321 4.1.1'),
  explains:
    'The client sent an empty line while the server waited for a command, and the server answered it with an error. It counts as a command: every later reply belongs to the line before it if one does not notice. Delete it.',
  examples: {
    fires: ['C:\nS: 500 5.5.2 Error: bad syntax', 'C: NOOP\nS: 250 OK\nC: \nS: 500 5.5.2 Error: bad syntax'],
    silent: ['C: AUTH EXTERNAL\nS: 334 \nC: \nS: 235 OK', 'C: NOOP\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { exchange, command, text } of lines(session)) {
      if (text.trim() !== '' || !badSyntax(exchange) || exchange.trust !== 'certain') continue;
      report({
        at: spotIn(command),
        message: t('An empty line reached the server as a command.'),
        exchange,
        severity: slipSeverity(exchange),
      });
    }
  },
};
