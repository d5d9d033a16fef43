import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { drawn } from '../../src/analysis/drawing';
import { askedFailuresIn, type FailurePlace, failuresIn } from '../../src/analysis/failures';
import { joinedWords } from '../../src/analysis/folded-words';
import { wordAt } from '../../src/analysis/proposal';
import { sessionMessages } from '../../src/analysis/session-messages';
import { subjectAt } from '../../src/analysis/subject';
import { queueIdAt, timestampAt } from '../../src/analysis/word-subject';
import { ladder } from '../../src/features/ladder';
import { storyLadder } from '../../src/features/story-ladder';
import { encodedWords } from '../../src/syntax/encoded-word';
import { linesOf, splitEditorText, textOf } from '../../src/text/lines';
import { DIALOGUES } from '../dialogues';
import { visibly } from '../drawn';
import { done, LOG, SESSION } from '../features/marked';
import { drawnProduction, type Production } from '../productions';

vi.setConfig({ testTimeout: 60_000 });

const draw = async (name: string, rows: readonly string[]): Promise<void> => {
  await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`drawn/${name}.txt`);
};
const read = (text: string): Analysis => Analysis.of(textOf(splitEditorText(text)), { explicit: true });

/** A dialogue behind a line of prose, in which each step has a code, and is at a second of its own. */
const CODES = { greeting: 220, hello: 250, mail: 250, rcpt: 250, more: 250, data: 354, dot: 250 };
function dialogue(codes: Partial<typeof CODES>): string {
  const { greeting, hello, mail, rcpt, more, data, dot } = { ...CODES, ...codes };
  const said = [
    ['<', `${greeting} mx.example.net`],
    ['>', 'EHLO client.example.org'],
    ['<', `${hello} mx.example.net`],
    ['>', 'MAIL FROM:<a@example.org>'],
    ['<', `${mail} said`],
    ['>', 'RCPT TO:<b@example.net>'],
    ['<', `${rcpt} said`],
    ['>', 'RCPT TO:< c@example.net>'],
    ['<', `${more} said`],
    ['>', 'DATA'],
    ['<', `${data} said`],
    ...(data < 400
      ? [
          ['>', '.'],
          ['<', `${dot} 2.0.0 said`],
        ]
      : []),
    ['>', 'QUIT'],
    ['<', '221 bye'],
  ];
  const rows = said.map(([side, text], second) => {
    const time = `2026-11-23 10:00:${String(second).padStart(2, '0')}`;
    return `${time} ${side === '>' ? 'CLIENT -> SERVER' : 'SERVER -> CLIENT'}: ${text}`;
  });
  return ['So it went:', '', ...rows].join('\n');
}

const messagesOf = (text: string): string[] =>
  [...read(text).sessions()]
    .flatMap(sessionMessages)
    .flatMap(({ recipients, ...message }) => [`  ${JSON.stringify(message)}`, ...recipients.map((one) => `    ${JSON.stringify(one)}`)]);

describe('the messages of a dialogue by the codes of its replies, as drawn in drawn/messages.txt', () => {
  it('to each command', async () => {
    let before = '';
    const rows = Object.keys(CODES).flatMap((step) =>
      [199, 200, 299, 300, 399, 400, 499, 500, 599].flatMap((code) => {
        const told = messagesOf(dialogue({ [step]: code }));
        const plain = told.join('\n').replaceAll(String(code), '###');
        const row = [`## ${code} to ${step}`, ...(plain === before ? ['  the same'] : told)];
        before = plain;
        return row;
      }),
    );
    await draw('messages', [...rows, '## RSET between', ...messagesOf(dialogue({}).replace('DATA', 'RSET'))]);
  });
});

const PRODUCTIONS: Readonly<Record<string, Production>> = {
  'a queue id': {
    ask: (text) => {
      const found = queueIdAt(text, { line: 3, character: 8 });
      return found && { ...found, time: new Date(found.time).toISOString() };
    },
    texts: [
      '250 id=1xVZhV-0002xq-2G now',
      '250 id=1xVZhV-00000002xqA-2Gab.',
      '250 id=4dKJZ62Gm9z3qL now',
      '250 id=6AN0l0xJ012345 ok',
      '250 id=6AN0l0xJ01§345 ok',
      '250 id=1xVZ§V-0002xq-2G',
      '250 id=1xVZhV-0002xq-2G§',
      '250 id=1xVZhV-0002xq-2G¶',
      '250 id=4dKJZ6b¶',
    ],
  },
  'a time': {
    ask: (text) => timestampAt(text, text.length, { line: 3, character: 5 }),
    texts: [
      '2026-11-23T19:22:41.123+01:00 a',
      '2026-11-23 19:22:41,5Z',
      'Nov 23 19:22:41.5 mx',
      'Nov  3 19:22:41 mx',
      'at 19:22:41,123 a',
      'a 1795461761.123456 b',
      '@400000006aa8e01a2c3ca000',
      '2026-11-23§19:22:41 a',
      '2026-11-23 19:22:41§5 a',
      'Nov§23 19:22:41 mx',
      'at 19:22:41§1',
      '2026-11-23 19:22:41.1¶ a',
      'Nov 23 19:22:41.1¶ mx',
      'at 19:22:41.1¶ a',
      'a 1795461761.1¶ b',
    ],
  },
  'a word': {
    ask: (text) => [0, 2, 4, text.length].map((unit) => wordAt(text, Math.min(unit, text.length))),
    texts: ['ab cd ef', '  a', 'abc', '', 'a§b'],
  },
  'words in folded lines': {
    ask: (text) => {
      const lines = linesOf(text.split('|'));
      return [0, 1, 2].filter((n) => n < lines.count).map((n) => encodedWords(lines.line(n)).map((word) => joinedWords(lines, n, word)));
    },
    texts: [
      'Subject: =?utf-8?Q?a?= =?utf-8?Q?b?=| =?utf-8?Q?c?=|\t=?utf-8?Q?d?= e =?utf-8?Q?f?=',
      'Subject: =?utf-8?Q?a?= and|  =?utf-8?Q?b?=',
      'Subject: =?utf-8?Q?a?=|To: =?utf-8?Q?b?=',
      'C: Subject: =?utf-8?Q?a?=|C:  =?utf-8?Q?b?=|C: x =?utf-8?Q?c?=',
      'X: =?utf-8?Q?a?=|§ =?utf-8?Q?b?=',
      'X: =?utf-8?Q?a?=|y¶  =?utf-8?Q?b?=',
      'X: =?utf-8?Q?a?=|> ¶=?utf-8?Q?b?=',
    ],
  },
};

describe('what is at a place, as drawn in drawn/', () => {
  it.each(Object.entries(PRODUCTIONS))('%s', async (name, production) => {
    await draw(name.replaceAll(' ', '-'), drawnProduction(production));
  });
});

const failuresOf = (all: Iterable<readonly FailurePlace[]>): string[] =>
  [...all]
    .flat()
    .map(({ at, meaning, step, time, entry }) =>
      [
        `${at.line + 1}:${at.from + 1}-${at.to}`,
        meaning.kind,
        meaning.answer.title,
        step ?? 'no step',
        entry ? 'of a log' : '',
        Number.isNaN(time) ? '' : `at ${time}`,
      ]
        .filter((word) => word !== '')
        .join(', '),
    );

describe('the failures of a text, as drawn in drawn/failures.txt', () => {
  it('that goes on and on', async () => {
    const texts: Readonly<Record<string, readonly string[]>> = {
      ...DIALOGUES,
      'with times': dialogue({ mail: 451, rcpt: 550 }).split('\n'),
      'a log': LOG.split('\n'),
    };
    const rows = Object.entries(texts).flatMap(([name, lines]) => {
      let before = '';
      return [
        `## ${name}`,
        ...lines.flatMap((line, n) => {
          const analysis = Analysis.of(textOf(lines.slice(0, n + 1)), { explicit: true });
          const told = failuresOf(failuresIn(analysis));
          const same = told.join('\n') === before;
          before = told.join('\n');
          return [`  ${line.slice(0, 100)}`, ...(same ? [] : told.length === 0 ? ['#   none'] : told.map((one) => `#   ${one}`))];
        }),
      ];
    });
    await draw('failures', rows);
  });

  it('that somebody asks about, in a few lines', async () => {
    const asked = (n: number, line: string): string[] => {
      const lines = [...Array.from({ length: n }, (_, at) => `line ${at + 1} of a letter`), line];
      return failuresOf(askedFailuresIn(Analysis.of(textOf(lines))));
    };
    const rows = ['dial tcp 192.0.2.5:25: i/o timeout', 'Connection refused', '550 5.1.1 User unknown'].flatMap((line) => [
      `## ${line}`,
      ...[0, 1, 10, 11, 12, 13].map((n) => `  below ${n} lines: ${asked(n, line).join('; ') || 'none'}`),
    ]);
    await draw('asked', rows);
  });
});

/** A picture without its style sheet, a line for each part. */
const partsOf = (svg: string | undefined): string[] =>
  (svg ?? 'none')
    .replace(/<style>[\s\S]*?<\/style>\n?/, '')
    .split('\n')
    .flatMap((row) => row.split(/(?<=>)(?=<(?:rect|text|line|path|title))/));

describe('pictures, as written in drawn/', () => {
  it('of dialogues and of a story', async () => {
    const tls = SESSION.replace(
      'C: AUTH LOGIN',
      'C: STARTTLS\nS: 220 2.0.0 Go ahead\nC: EHLO client.example.org\nS: 250 AUTH LOGIN\nC: AUTH LOGIN',
    );
    const texts = [tls, dialogue({ rcpt: 550, more: 450 }), 'S: 220 a\nC: NOOP <&"\'>\nS: 250 ok <b>\u202e\n'];
    const rows = texts.flatMap((text) => [...read(text).sessions()].flatMap((one) => ['##', ...partsOf(ladder(one).svg)]));
    const log = Analysis.of(textOf(splitEditorText(LOG)));
    await draw('pictures', [...rows, '##', ...partsOf(done(storyLadder(log, 1))?.svg)]);
  });

  it('of parties that are alone, two or three, with labels of any length', async () => {
    const parties = ['a', 'b'.repeat(60), 'c'].map((name) => ({ role: `the ${name.slice(0, 3)}`, name }));
    const arrow = { detail: '', look: 'good', line: 4, time: null } as const;
    const rows = [1, 2, 3].flatMap((count) =>
      [1, 30, 60, 61, 90, 250].flatMap((length) => [
        `## ${count} parties, ${length} letters`,
        ...partsOf(
          drawn({
            title: 'x'.repeat(length),
            parties: parties.slice(0, count),
            arrows: [
              { ...arrow, from: 0, to: count - 1, label: 'y'.repeat(length) },
              { ...arrow, from: count - 1, to: 0, label: '250', detail: 'z'.repeat(length), look: 'temporary', time: 5 },
            ],
            bands: [{ name: 'w'.repeat(length), column: 1, first: 0, last: length > 60 ? 1 : 0 }],
          }).svg,
        ),
      ]),
    );
    await draw('labels', rows);
  });
});

describe('whom each reply is about, as drawn in drawn/about.txt', () => {
  /** A message to three recipients, the last of them masked; the first is answered with `code`. */
  const toThree = (hello: string, code: number): string[] => [
    ...[
      'S: 220 mx.example.net',
      `C: ${hello} client.example.org`,
      'S: 250 mx.example.net',
      'C: MAIL FROM:<a@example.org>',
      'S: 250 2.1.0 Ok',
    ],
    ...[
      'C: RCPT TO:<b@example.net>',
      `S: ${code} said`,
      'C: RCPT TO:<c@example.net>',
      'S: 250 2.1.5 Ok',
      'C: RCPT TO:<***>',
      'S: 250 2.1.5 Ok',
    ],
    ...[
      'C: DATA',
      'S: 354 Go ahead',
      'C: Hello',
      'C: .',
      'S: 250 2.0.0 Ok',
      'S: 452 4.2.2 Full',
      'S: 250 2.0.0 Ok',
      'C: QUIT',
      'S: 221 Bye',
    ],
  ];
  it('in LMTP and in SMTP', async () => {
    const rows = ['LHLO', 'EHLO'].flatMap((hello) =>
      [199, 200, 299, 300, 550].flatMap((code) => {
        const lines = toThree(hello, code);
        const analysis = read(lines.join('\n'));
        return [
          `## ${hello}, and ${code} to the first`,
          ...lines.flatMap((line, n) => {
            const subject = line.startsWith('S: ') ? subjectAt(analysis, { line: n, character: 4 }) : null;
            return subject && 'recipient' in subject ? [`  ${line}: ${subject.verb ?? 'nothing'}, ${subject.recipient ?? 'nobody'}`] : [];
          }),
        ];
      }),
    );
    await draw('about', rows);
  });
});
