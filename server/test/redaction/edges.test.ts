import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { secretsOfLines } from '../../src/redaction/document';
import { shownArgument } from '../../src/redaction/secrets';
import { linesOf, textOf } from '../../src/text/lines';

vi.setConfig({ testTimeout: 60_000 });

const b64 = (text: string): string => Buffer.from(text).toString('base64');
const times = (line: string, n: number): string[] => Array.from({ length: n }, () => line);
const rowsOf = (text: string): string[] => b64(text).match(/.{1,64}/g) ?? [];
const ROW = 'MIIEpAIBAAKCAQEAq7FzVbXcPdYwTgUj9KlSnEoR2hWm4xGv5tDy8iLkNbHs3JfQ';
const ANSWER = 'dHVsaXA0NzEx';

const REFUSED = ['C: AUTH LOGIN', 'S: 535 5.7.8 no'];

/** Lines by a number: of lines between two that belong together, of answers, of units. */
const TEXTS: Readonly<Record<string, (n: number) => readonly string[]>> = {
  'rows of a key': (n) => ['-----BEGIN PRIVATE KEY-----', ...times(ROW, n), '-----END PRIVATE KEY-----'],
  'other lines before the first row of a key': (n) => ['-----BEGIN PRIVATE KEY-----', ...times('and so on', n), ROW],
  'other lines between rows of a key': (n) => ['-----BEGIN PRIVATE KEY-----', ROW, ...times('and so on', n), ROW],
  'units of the last row of a key': (n) => ['-----BEGIN PRIVATE KEY-----', ROW.slice(0, n), '-----END PRIVATE KEY-----'],
  'units of a row of a key without end': (n) => ['-----BEGIN PRIVATE KEY-----', ROW.slice(0, n), 'and so on'],
  'answers behind a login': (n) => ['C: AUTH LOGIN', ...times(`C: ${ANSWER}`, n)],
  'other lines behind a login': (n) => ['C: AUTH LOGIN', ...times('S: 250 something else', n), `C: ${ANSWER}`],
  'answers behind a prompt': (n) => ['S: 334 UGFzc3dvcmQ6', ...times(`C: ${ANSWER}`, n)],
  'lines behind a refusal': (n) => ['C: AUTH LOGIN', 'S: 535 5.7.8 no', ...times('x', n), `C: ${ANSWER}`],
  'answers behind a refusal': (n) => ['C: AUTH LOGIN', 'S: 535 5.7.8 no', ...times(`C: ${b64('\0alice\0tulip')}`, n)],
  'words before an answer': (n) => ['C: AUTH LOGIN', `C: ${'a '.repeat(n)}${ANSWER}`],
  'units of an answer': (n) => ['C: AUTH LOGIN', `C: ${'tulip4711'.repeat(20).slice(0, n)}`],
  'units of a prompt': (n) => [`S: 334 ${b64('Password:'.padStart(n, 'x'))}`, `C: ${ANSWER}`],
  'rows of Base64': (n) => rowsOf('smtp_password=tulip4711\r\n'.padEnd(48 * n, 'and more of it\r\n')),
  'units of a row of Base64': (n) => [
    b64('password: tulip4711 and more of it, and more of it, and more of it').slice(0, n),
    b64('and more of it').slice(0, 12),
  ],
  'lines between a name and its value': (n) => ['Password', ...times('', n), 'tulip4711'],
  'spaces before a value': (n) => [`password:${' '.repeat(n)}tulip4711`],
  'units of a value': (n) => [`password: "${'tulip4711'.repeat(80).slice(0, n)}"`],
  'units of a value without quotes': (n) => [`password: ${'tulip4711'.repeat(80).slice(0, n)}`],
  'units of a value in a sentence': (n) => [`the password ${'tulip4711'.repeat(80).slice(0, n)}`],
  'units of a word sent at the wrong moment': (n) => [...REFUSED, `C: ${'tulip4711'.repeat(80).slice(0, n)}`, 'S: 500 5.5.2 what?'],
  'units of an encoded word sent at the wrong moment, which comes again': (n) => [
    ...REFUSED,
    `C: ${b64('tulip4711'.slice(0, n))}`,
    'S: 500 5.5.2 what?',
    `it was ${'tulip4711'.slice(0, n)}`,
  ],
  'units of a name before a value': (n) => [`${'x'.repeat(n)}_password = "tulip4711"`],
  'units of a user in a call': (n) => [`smtp.login("${'a'.repeat(n)}@example.org", "tulip4711")`],
  'arguments of a call': (n) => [`smtp.login(${'"x", '.repeat(n)}"a@example.org", "tulip4711")`],
  'units of a call': (n) => [`smtp.login("a@example.org", ${' '.repeat(n)}"tulip4711")`],
  'units of a token': (n) => [`Authorization: Bearer ${'Ab3-'.repeat(40).slice(0, n)}`],
  'units of a word behind AUTH PLAIN': (n) => [`AUTH PLAIN ${'QUJD4711'.repeat(20).slice(0, n)}`],
};

const PROBES = [
  ...Array.from({ length: 26 }, (_, n) => n),
  40,
  41,
  60,
  61,
  64,
  65,
  80,
  81,
  128,
  129,
  199,
  200,
  201,
  255,
  256,
  257,
  300,
  301,
  319,
  320,
  321,
  400,
  500,
  600,
  601,
];

/** How many secrets are found, and in how many units of all, at each number: a row for each change. */
function drawn(write: (n: number) => readonly string[]): string[] {
  let last = '';
  return PROBES.flatMap((n) => {
    const lines = write(n);
    const { placed } = secretsOfLines(linesOf([...lines]), []);
    const whole = lines.reduce((sum, line) => sum + line.length, 0);
    const told =
      placed.length === 0
        ? 'none'
        : `${placed.length === n ? 'each' : placed.length === lines.length ? 'each line' : `${placed.length}`}, ${placed.reduce((sum, { from, to }) => sum + to - from, 0) === whole ? 'whole' : 'in part'}`;
    const row = told === last ? [] : [`  ${n} on: ${told}`];
    last = told;
    return row;
  });
}

describe('how far apart what belongs together may be, as drawn in edges/', () => {
  it('in texts with secrets', async () => {
    const rows = Object.entries(TEXTS).flatMap(([title, write]) => [`## ${title}`, ...drawn(write)]);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('edges/texts.txt');
  });
});

describe('what is shown of the argument of a command', () => {
  it.each([
    ['AUTH PLAIN AGFsaWNlAHR1bGlwNDcxMQ==', 'PLAIN [hidden]'],
    ['AUTH PLAIN  =x', 'PLAIN [hidden]'],
    ['AUTH PLAIN =', 'PLAIN ='],
    ['AUTH LOGIN', 'LOGIN'],
    ['X-EXPS NTLM TlRMTVNTUAAB', 'NTLM [hidden]'],
    ['MAIL FROM:<a@example.org> SIZE=1', 'FROM:<a@example.org> SIZE=1'],
  ])('%s: %s', (line, shown) => {
    const [{ session }] = Analysis.of(textOf([`C: ${line}`, 'S: 250 Ok']), { explicit: true }).sessions();
    const command = session.exchanges.at(-1)?.command;
    expect(command && shownArgument(command)).toBe(shown);
  });
});
