import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { transcriptFormats } from '../../src/formats/transcripts';
import { rules } from '../../src/rules/catalogue';
import { exampleText } from '../../src/rules/drawing';
import { splitFileText, textOf } from '../../src/text/lines';
import { drawnWear } from '../damage';
import { visibly } from '../drawn';
import { toldSessions } from './drawn';

vi.setConfig({ testTimeout: 60_000 });

/** What is told of the sessions of a text, in parts, without the numbers of lines, which move. */
const partsOf = (lines: readonly string[], explicit: boolean): string[] =>
  toldSessions(Analysis.of(textOf([...lines]), explicit ? { explicit } : {})).flatMap((row) =>
    row
      .replace(/ ?@\d+(?:-\d+)?/g, '')
      .replace(/ \d+-\d+ \(/, ' (')
      .trim()
      .split(/(?<=\)): |; /),
  );

/** The parts that one list has more often than the other. */
function difference(before: readonly string[], after: readonly string[]): string {
  const left = [...after];
  const gone = before.filter((part) => {
    const at = left.indexOf(part);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...gone.map((part) => `- ${part}`), ...left.map((part) => `+ ${part}`)].join(' ');
}

/** Line by line: what becomes of the sessions if the line is lost, comes twice, comes after the next, is indented, or is cut in the middle. */
function damaged(lines: readonly string[], explicit: boolean): string[] {
  const whole = partsOf(lines, explicit);
  const ways: readonly (readonly [string, (n: number) => string[]])[] = [
    ['lost', (n) => [...lines.slice(0, n), ...lines.slice(n + 1)]],
    ['twice', (n) => [...lines.slice(0, n + 1), ...lines.slice(n)]],
    ['late', (n) => [...lines.slice(0, n), ...lines.slice(n + 1, n + 2), lines[n], ...lines.slice(n + 2)]],
    ['indented', (n) => [...lines.slice(0, n), `  ${lines[n]}`, ...lines.slice(n + 1)]],
    ['cut', (n) => [...lines.slice(0, n), lines[n].slice(0, lines[n].length / 2), ...lines.slice(n + 1)]],
  ];
  return lines.flatMap((line, n) => [
    `  ${line}`.trimEnd(),
    ...ways.map(([way, write]) => `# ${way}: ${difference(whole, partsOf(write(n), explicit)) || 'the same'}`),
  ]);
}

/** One format and one example of so many are drawn. */
const EACH_FORMAT = 6;
const EACH_EXAMPLE = 3;

describe('the sessions of a text with one line damaged, as drawn in damaged/', () => {
  it('of samples of formats', async () => {
    const rows = transcriptFormats
      .filter((_, at) => at % EACH_FORMAT === 0)
      .flatMap(({ id, samples: [{ text }] }) => [`## ${id}`, ...damaged(splitFileText(text).slice(0, 14), false)]);
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot('damaged/samples.txt');
  });

  it.each(['pairing', 'sequence'])('of examples of the group %s', async (group) => {
    const rows = rules
      .filter((rule) => rule.group === group)
      .flatMap(({ id, examples }) => [...examples.fires, ...examples.silent].map((source, n) => ({ title: `${id}, ${n + 1}`, source })))
      .filter((_, at) => at % EACH_EXAMPLE === 0)
      .flatMap(({ title, source }) => [`## ${title}`, ...damaged(exampleText(source).split('\n').slice(0, 14), true)]);
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`damaged/${group}.txt`);
  });
});

/** Dialogues in which each step comes once: what the reader of sessions asks of words, numbers and signs. */
const DIALOGUES: Readonly<Record<string, readonly string[]>> = {
  'a login and a message': [
    'S: 220 mx.example.net ESMTP',
    'C: EHLO client.example.org',
    'S: 250-mx.example.net',
    'S: 250 AUTH PLAIN LOGIN',
    'C: AUTH LOGIN',
    'S: 334 VXNlcm5hbWU6',
    'C: YWxpY2U=',
    'S: 334 UGFzc3dvcmQ6',
    'C: ********',
    'S: 235 2.7.0 Ok',
    'C: MAIL FROM:<a@example.org>',
    'S: 250 2.1.0 Ok',
    'C: RCPT TO:<b@example.net>',
    'S: 550 5.1.1 Unknown',
    'C: RCPT TO:<c@example.net>',
    'S: 250 2.1.5 Ok',
    'C: DATA',
    'S: 354 Go ahead',
    'C: Subject: x',
    'C:',
    'C: .',
    'S: 250 2.0.0 Ok: queued as 4F9D1A2B3C',
    'C: QUIT',
    'S: 221 2.0.0 Bye',
  ],
  'chunks and TLS': [
    'S: 220-mx.example.net LMTP',
    'S: 220 ready',
    'C: LHLO client.example.org',
    'S: 250-mx.example.net',
    'S: 250 CHUNKING',
    'C: STARTTLS',
    'S: 220 2.0.0 Go ahead',
    'C: LHLO client.example.org',
    'S: 250 mx.example.net',
    'C: MAIL FROM:<>',
    'C: RCPT TO:<b@example.net>',
    'C: RCPT TO:<c@example.net>',
    'S: 250 2.1.0 Ok',
    'S: 250 2.1.5 Ok',
    'S: 450 4.2.1 Later',
    'C: BDAT 12',
    'C: Subject: x',
    'S: 250 2.0.0 12 octets',
    'C: BDAT 0 LAST',
    'S: 250 2.0.0 Ok',
    'C: RSET',
    'S: 421 4.3.2 Closing',
  ],
};

describe('the sessions of a dialogue in which a word is gone, twice there or another one, as drawn in worn/', () => {
  it.each(Object.entries(DIALOGUES))('of %s', async (name, lines) => {
    const whole = partsOf(lines, true);
    const rows = lines.flatMap((line, n) =>
      line === '' ? [] : drawnWear(line, (worn) => difference(whole, partsOf([...lines.slice(0, n), worn, ...lines.slice(n + 1)], true))),
    );
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`worn/${name.replaceAll(' ', '-').toLowerCase()}.txt`);
  });
});
