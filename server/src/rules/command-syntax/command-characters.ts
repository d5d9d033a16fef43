import { cite } from '../../knowledge/source';
import { refusalOf, slipSeverity } from '../../session/outcome/refusal';
import { fixes, replaceIn, spotIn } from '../../session/spot';
import { t } from '../../text/l10n';
import { badSyntax, lines } from '../command-lines';
import type { Rule } from '../rule';

/** Control characters as they are, and as loggers and terminals write them. */
const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\\x(?:0[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF])|\\b(?![a-z])|\^[H?]|\^\[\[?[A-D]|\\u00(?:0[0-8bcef]|1[0-9a-f]|7f)|\\(?:000|010|033|177)/;

export const commandControlChars: Rule = {
  id: 'command-control-chars',
  group: 'command-syntax',
  title: 'Control characters in a command',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-command'],
  with: ['refusal'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.2'),
  explains:
    'The line has a Backspace, an arrow key, NUL or another control character. Telnet and nc send every key as it is: a correction on the screen does not correct what was sent. Type the line again, or prepare it in an editor.',
  examples: {
    fires: [
      String.raw`
        C: EHLO \x08client.example.com
      #         ^^^^ error: The line has a control character, such as Backspace sends. A correction on the screen does not correct what …
        S: 500 5.5.2 Error: bad syntax
      `,
      `
        C: MAIK^HL FROM:<a@example.com>
      #        ^^ error: The line has a control character, such as Backspace sends. A correction on the screen does not correct what was …
        S: 500 unrecognized command
      `,
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
        message: t(
          'The line has a control character, such as Backspace sends. A correction on the screen does not correct what was sent. Type the line again.',
        ),
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
  since: '0.1.0',
  kind: 'root',
  on: ['odd-command'],
  gates: [],
  tier: 2,
  sources: cite('5321 2.4'),
  explains:
    'The line has a byte order mark, a no-break space, curly quotes or a dash where plain ASCII belongs. Text that was copied from a web page or a word processor has them, and they look right. The server answered 500 or 501. Replace them.',
  examples: {
    fires: [
      String.raw`
        C: \ufeffEHLO client.example.com
      #    ^^^^^^ error: This character is not ASCII, though it looks like it; it probably comes from a web page or a word processor.
        S: 500 unrecognized command
      `,
      `
        C: MAIL\xa0FROM:<a@example.com>
      #        ^ error: This character is not ASCII, though it looks like it; it probably comes from a web page or a word processor.
        S: 500 unrecognized command
      `,
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
        message: t('This character is not ASCII, though it looks like it; it probably comes from a web page or a word processor.'),
        exchange,
        severity: slipSeverity(exchange),
        fixes: fixes(
          plain === '' ? t('Delete it') : t('Replace it with ASCII'),
          replaceIn(command, match.index, match.index + match[0].length, plain),
        ),
      });
    }
  },
};
