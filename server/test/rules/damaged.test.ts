import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { rules } from '../../src/rules/catalogue';
import { readDrawing } from '../../src/rules/drawing';
import type { Rule } from '../../src/rules/rule';
import type { JudgeSettings } from '../../src/rules/severity';
import { textOf } from '../../src/text/lines';
import { visibly } from '../drawn';
import { only, PEDANTIC } from '../settings';

vi.setConfig({ testTimeout: 60_000 });

const groups = [...new Set(rules.map(({ group }) => group))];

/** In so many places of a line, one sign each; their order is another one in each line. */
const PLACES = 6;
const INSTEAD = 'x0 .-":<';

/** So much of a message tells it from others. */
const head = (message: string): string => message.replace(/“[^”]*”|`[^`]*`/g, '…').slice(0, 50);

/** What a rule says of the text: where on the line that it speaks about in its example, or that it speaks about another one. */
function said(lines: readonly string[], line: number, settings: JudgeSettings): string {
  const found = findingsOf(Analysis.of(textOf([...lines]), { explicit: true }), settings);
  return found
    .map(({ finding: { at, severity, fixes, message }, start }) =>
      at.line + start === line
        ? `${severity} ${at.from + 1}-${at.to + 1}${fixes.length > 0 ? ', fixed' : ''}: ${head(message)}`
        : `${severity} ${at.line + start < line ? 'above' : 'below'}`,
    )
    .join(' and ');
}

/** The line about which a rule speaks in its first example, and the one above it, with the places where another sign changes what it says. */
function drawn(rule: Rule, turn: number): string[] {
  const { lines, marks } = readDrawing(rule.examples.fires[0]);
  const mark = marks.find(({ severity }) => severity !== null);
  if (!mark) return [];
  const settings = only(rule);
  return [mark.line - 1, mark.line].flatMap((n) => {
    const line = lines[n];
    if (line === undefined || line === '') return [];
    const whole = said(lines, mark.line, settings);
    const places = n === mark.line ? PLACES : PLACES / 2;
    const step = Math.max(1, Math.floor(line.length / places));
    const told = new Map<string, string[]>();
    for (let at = turn % step; at < line.length; at += step) {
      const sign = INSTEAD[(at + turn) % INSTEAD.length];
      const text = line.slice(0, at) + sign + line.slice(at + 1);
      const answer = said([...lines.slice(0, n), text, ...lines.slice(n + 1)], mark.line, settings);
      if (answer !== whole) told.set(answer, [...(told.get(answer) ?? []), `${at + 1}${sign}`]);
    }
    return [
      `  ${line.slice(0, 120)}`.trimEnd(),
      `# = ${whole || 'nothing'}`,
      ...[...told].map(([answer, places]) => `#   ${answer || 'nothing'} with ${places.join(', ')}`),
    ];
  });
}

describe('what a rule says of its example in which one character is another, as drawn in damaged/', () => {
  it.each(groups)('of the group %s', async (group) => {
    const rows = rules.filter((rule) => rule.group === group).flatMap((rule, turn) => [`## ${rule.id}`, ...drawn(rule, turn)]);
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot(`damaged/${group}.txt`);
  });
});

/** Values of parameters, each wrong in a way of its own. */
const VALUES = [
  ...['', '=', '=x', '=0', '=99999999999999999999'].map((value) => `SIZE${value}`),
  ...['', '=X', '=8bitmime'].map((value) => `BODY${value}`),
  ...['=X', '=full'].map((value) => `RET${value}`),
  ...['=', '=+2', '=a=b', `=${'x'.repeat(101)}`].map((value) => `ENVID${value}`),
  ...['=', '=+2', '=<>', '=a b'].map((value) => `AUTH${value}`),
  ...['', '=0;R', '=-1;R', '=1;X', '=1', '=x;R', '=9999999999;R', '=-5;N', '=5;RT'].map((value) => `BY${value}`),
  ...['=x', '=0', '=9999999999'].map((value) => `HOLDFOR${value}`),
  ...['=x', '=2026-11-23T19:22:41Z'].map((value) => `HOLDUNTIL${value}`),
  ...['=10', '=-9', '=x', '=01'].map((value) => `MT-PRIORITY${value}`),
  'SMTPUTF8=1',
  'REQUIRETLS=1',
];
const RECIPIENT_VALUES = [
  'NOTIFY',
  'NOTIFY=X',
  'NOTIFY=NEVER,DELAY',
  'NOTIFY=DELAY,DELAY',
  'ORCPT',
  'ORCPT=a',
  'ORCPT=rfc822;',
  'ORCPT=rfc822;+2',
  'RRVS=x',
  'RRVS=2026-11-23T19:22:41Z',
  'RRVS=2026-11-23T19:22:41Z;X',
];
const OFFER = [
  'SIZE 1000',
  '8BITMIME',
  'DSN',
  'AUTH PLAIN',
  'DELIVERBY',
  'FUTURERELEASE 1000 2026-12-01T00:00:00Z',
  'MT-PRIORITY MIXER',
  'SMTPUTF8',
  'REQUIRETLS',
  'RRVS',
];

describe('what is said of a value of a parameter, as drawn in damaged/values.txt', () => {
  it('of MAIL and RCPT', async () => {
    const begin = [
      'S: 220 mx.example.net ESMTP',
      'C: EHLO client.example.org',
      'S: 250-mx.example.net',
      ...OFFER.map((one, n) => `S: 250${n < OFFER.length - 1 ? '-' : ' '}${one}`),
    ];
    const told = (lines: readonly string[]): string[] =>
      findingsOf(Analysis.of(textOf([...begin, ...lines])), PEDANTIC)
        .filter(({ finding }) => finding.at.line >= begin.length && finding.rule.group !== 'security')
        .map(({ finding: { at, severity, rule, message } }) => `#   ${at.from + 1}-${at.to + 1} ${severity} ${rule.id}: ${message}`);
    const rows = [
      ...VALUES.flatMap((value) => [`  ${value.slice(0, 60)}`, ...told([`C: MAIL FROM:<a@example.org> ${value}`, 'S: 250 2.1.0 Ok'])]),
      ...RECIPIENT_VALUES.flatMap((value) => [
        `  ${value}`,
        ...told(['C: MAIL FROM:<a@example.org>', 'S: 250 2.1.0 Ok', `C: RCPT TO:<b@example.net> ${value}`, 'S: 250 2.1.5 Ok']),
      ]),
    ];
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot('damaged/values.txt');
  });
});
