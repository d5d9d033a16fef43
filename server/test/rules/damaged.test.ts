import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { rules } from '../../src/rules/catalogue';
import { readDrawing } from '../../src/rules/drawing';
import type { Rule } from '../../src/rules/rule';
import type { JudgeSettings } from '../../src/rules/severity';
import { textOf } from '../../src/text/lines';
import { visibly } from '../drawn';

vi.setConfig({ testTimeout: 60_000 });

const groups = [...new Set(rules.map(({ group }) => group))];
const ALL_OFF = Object.fromEntries(groups.map((group) => [group, 'off' as const]));
/** One rule alone is heard: reading the text costs less than all others would have to say. */
const only = ({ id, severity }: Rule): JudgeSettings => ({
  strictness: 'pedantic',
  severities: { ...ALL_OFF, [id]: severity === 'verdict' || severity === 'off' ? 'error' : severity },
});

/** In so many places of a line, one sign each; their order is another one in each line. */
const PLACES = 6;
const INSTEAD = 'x0 .-":<';

/** What a rule says of the text: where on the line that it speaks about in its example, or that it speaks about another one. */
function said(lines: readonly string[], line: number, settings: JudgeSettings): string {
  const found = findingsOf(Analysis.of(textOf([...lines]), { explicit: true }), settings);
  return found
    .map(({ finding: { at, severity, fixes }, start }) =>
      at.line + start === line
        ? `${severity} ${at.from + 1}-${at.to + 1}${fixes.length > 0 ? ', fixed' : ''}`
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
