import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { textOf } from '../../src/text/lines';
import { PEDANTIC } from '../settings';

/** What is said of the structure of a message: a text with its squiggle under the line. */
function drawn(message: string): string {
  const lines = ['C: DATA', 'S: 354 Go ahead', ...message.split('\n').map((line) => `C: ${line}`), 'C: .', 'S: 250 Ok'];
  const found = findingsOf(Analysis.of(textOf(lines), { explicit: true }), PEDANTIC).filter(
    ({ finding }) => finding.rule.id === 'mime-structure',
  );
  return found
    .map(
      ({ finding: { at, message: words }, start }) =>
        `${(lines[at.line + start] ?? '').slice(at.from, at.to).slice(0, 20)} | ${words.slice(0, 40)}`,
    )
    .join('\n');
}

const base64 = (body: string, encoding = 'base64'): string => drawn(`Subject: x\nContent-Transfer-Encoding: ${encoding}\n\n${body}`);
const NOT_BASE64 = 'The body is declared as base64, but this';
const TOO_LONG = 'Lines of base64 have at most 76 characte';

describe('a body in base64', () => {
  it.each([
    ['YWJj\nYQ==', ''],
    ['YWJj\n\n  \nYQ==', ''],
    ['YQ==   ', ''],
    ['YQ===', `YQ=== | ${NOT_BASE64}`],
    ['YWJj\nnot this', `not this | ${NOT_BASE64}`],
    ['YW=Jj', `YW=Jj | ${NOT_BASE64}`],
    ['A'.repeat(76), ''],
    ['A'.repeat(77), `${'A'.repeat(20)} | ${TOO_LONG}`],
    [`${'A'.repeat(80)}\nnot this`, `not this | ${NOT_BASE64}`],
  ])('%s: %s', (body, wanted) => expect(base64(body)).toBe(wanted));

  it.each([
    ['base64', true],
    ['BASE64', true],
    [' base64 ', true],
    ['7bit', false],
    ['base64x', false],
    ['x-base64', false],
  ])('is one that is declared as %s: %s', (encoding, is) => expect(base64('not this', encoding) !== '').toBe(is));
});

describe('the boundary of a multipart message', () => {
  const multipart = (value: string, body: string): string => drawn(`Content-Type: ${value}\n\n${body}`);
  it.each([
    ['multipart/mixed; boundary=x', '--x\n\na\n--x--', ''],
    ['multipart/mixed; boundary="x y"', '--x y\n\na\n--x y--  ', ''],
    ['multipart/mixed; boundary=x', '--x\n\na', '--x | The last part is not closed: the boundar'],
    ['multipart/mixed; boundary=x', 'a', 'multipart/mixed; bou | The boundary that is named here never ap'],
    ['multipart/mixed; boundary=x', '--X\na\n--x--', 'multipart/mixed; bou | The boundary that is named here never ap'],
    ['multipart/mixed', 'a', 'multipart/mixed | A multipart message names its boundary h'],
    ['text/plain', '--x', ''],
    ['text/plain; boundary=x', 'a', ''],
  ])('%s, %j: %s', (type, body, wanted) => expect(multipart(type, body)).toBe(wanted));
});
