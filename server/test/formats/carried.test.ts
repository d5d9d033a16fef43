import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { argumentOf, nameOf } from '../../src/session/model';
import { splitFileText, textOf } from '../../src/text/lines';

/** What a carrier did to the lines of a dialogue is undone: neither the pairs nor the arguments keep a trace of it. */
const DIALOGUE = [
  ['S', '220 mx.example.net ESMTP ready'],
  ['C', 'EHLO client.example.org'],
  ['S', '250-mx.example.net'],
  ['S', '250 SIZE 1000000'],
  ['C', 'MAIL FROM:<alice@example.org>'],
  ['S', '250 2.1.0 Ok'],
  ['C', 'RCPT TO:<no.such@example.net>'],
  ['S', '550 5.1.1 no such user'],
  ['C', 'QUIT'],
  ['S', '221 2.0.0 Bye'],
] as const;
const READ = [
  'greeting 220',
  'EHLO client.example.org 250',
  'MAIL FROM:<alice@example.org> 250',
  'RCPT TO:<no.such@example.net> 550',
  'QUIT 221',
];

type Side = 'C' | 'S';

const MARKS: Readonly<Record<string, (side: Side) => string>> = {
  none: () => '',
  parties: (side) => `${side}: `,
  angles: (side) => (side === 'C' ? '> ' : '< '),
  arrows: (side) => (side === 'C' ? '--> ' : '<-- '),
  words: (side) => (side === 'C' ? 'Sent: ' : 'Got: '),
  library: (side) => `[smtp] ${side === 'C' ? '=>' : '<='} `,
};

const html = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const CARRIERS: Readonly<Record<string, (line: string, n: number) => string>> = {
  'back-ticks': (line) => `\`${line}\``,
  'two back-ticks': (line) => `\`\`${line}\`\``,
  bold: (line) => `**${line}**`,
  'a numbered list': (line, n) => `${n + 1}. ${line}`,
  'a numbered list with brackets': (line, n) => `${n + 1}) ${line}`,
  'a bulleted list': (line) => `* ${line}`,
  'a list of dots': (line) => `• ${line}`,
  'a list of back-ticks': (line) => `- \`${line}\``,
  'backslashes at the ends': (line) => `${line}\\`,
  'backslashes behind a blank': (line) => `${line} \\`,
  '<br>': (line) => `${line}<br>`,
  '<br /> and entities': (line) => `${html(line)}<br />`,
  'entities twice': (line) => html(html(line)),
  'items of HTML': (line) => `<li><code>${html(line)}</code></li>`,
  paragraphs: (line) => `<p>${html(line)}</p>`,
  spans: (line) => `<span style="color: #333">${html(line)}</span><br>`,
  'escapes of Markdown': (line) => line.replace(/([.<>[\]_*])/g, '\\$1'),
  'mentions broken up': (line) => line.replace(/@/g, '@&#8203;'),
  'a colour': (line) => `\u001b[32m${line}\u001b[0m`,
  'a colour without ESC': (line) => `[32m${line}[0m`,
  'a colour written out': (line) => `\\e[1;32m${line}\\e[0m`,
  'a colour of rsyslog': (line) => `#033[32m${line}#033[0m`,
  'quoted and a colour without ESC': (line) => `> [36m${line}[m`,
  'bytes of Python': (line) => `b'${line}\\r\\n'`,
  'bytes glued to a stamp': (line) => `2026-11-23 19:22:41b'${line}'`,
  'logcat, brief': (line) => `D/Mailer  ( 1234): ${line}`,
  'logcat, time': (line) => `06-11 20:25:54.487 D/Mailer  ( 1234): ${line}`,
  'logcat, tag': (line) => `D/Mailer: ${line}`,
  'Android Studio': (line) => `2026-06-11 20:25:54.487 1234-1250/org.example.app D/Mailer: ${line}`,
  'docker compose': (line) => `mail-1  | ${line}`,
  'a table': (line) => `| ${line} |`,
};

const said = (text: string): string[] =>
  [...Analysis.of(textOf(splitFileText(text))).sessions()].flatMap(({ session }) =>
    session.exchanges.map((exchange) =>
      [nameOf(exchange), ...(exchange.command ? [argumentOf(exchange.command)] : []), exchange.replies.map(({ code }) => code).join('+')]
        .filter(Boolean)
        .join(' '),
    ),
  );

for (const [carrier, carry] of Object.entries(CARRIERS))
  describe(carrier, () => {
    it.each(Object.keys(MARKS))('with marks: %s', (mark) => {
      expect(said(DIALOGUE.map(([side, text], n) => carry(MARKS[mark](side) + text, n)).join('\n'))).toEqual(READ);
    });
  });

describe('one side only is decorated', () => {
  const typed: Readonly<Record<string, (line: string) => string>> = {
    arrows: (line) => `--> ${line}`,
    prompts: (line) => `>>> ${line}`,
    'a prompt': (line) => `$ ${line}`,
    'the party': (line) => `C: ${line}`,
    strong: (line) => `<strong>${html(line)}</strong>`,
    bold: (line) => `<b>${html(line)}</b>`,
    'bold of Markdown': (line) => `**${line}**`,
    'back-ticks': (line) => `\`${line}\``,
    'a colour': (line) => `\u001b[1m${line}\u001b[0m`,
    'a guillemet': (line) => `» ${line}`,
  };
  it.each(Object.keys(typed))('the typed lines: %s', (name) => {
    expect(said(DIALOGUE.map(([side, text]) => (side === 'C' ? typed[name](text) : text)).join('\n'))).toEqual(READ);
  });
  it.each(['S: ', '< ', '<<< ', 'server: ', '<-- '])('the lines of the server: %s', (mark) => {
    expect(said(DIALOGUE.map(([side, text]) => (side === 'S' ? mark : '') + text).join('\n'))).toEqual(READ);
  });
});
