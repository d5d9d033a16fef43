import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLogLine } from '../../src/formats/logs/index';
import { rules } from '../../src/rules/catalogue';
import { judgeEntry } from '../../src/rules/judge-entry';
import { logRules } from '../../src/rules/log';
import { timeInId } from '../../src/rules/log/ids';

const SETTINGS = { strictness: 'standard', severities: {} } as const;
const found = (line: string) => {
  const entry = readLogLine(line);
  return entry ? judgeEntry(entry, line, SETTINGS) : [];
};

describe.each(logRules.map((rule): [string, (typeof logRules)[number]] => [rule.id, rule]))('%s', (id, rule) => {
  it('has an id of its own, examples, a source and a text', () => {
    expect([...rules, ...logRules].filter((other) => other.id === id)).toHaveLength(1);
    expect(rule.examples.fires.length).toBeGreaterThan(0);
    expect(rule.examples.silent.length).toBeGreaterThan(0);
    expect(rule.sources.length).toBeGreaterThan(0);
    expect(rule.explains.length).toBeGreaterThan(80);
  });

  for (const example of rule.examples.fires) {
    it(`fires: ${example.slice(0, 100)}`, () => {
      const own = found(example).filter((f) => f.rule.id === id);
      expect(own).toHaveLength(1);
      expect(own[0].at.from).toBeLessThan(own[0].at.to);
      expect(own[0].at.to).toBeLessThanOrEqual(example.length);
      expect(own[0].message).not.toContain('{');
    });
  }

  for (const example of rule.examples.silent) {
    it(`is silent: ${example.slice(0, 100)}`, () => {
      expect(found(example).filter((f) => f.rule.id === id)).toEqual([]);
    });
  }
});

describe('genuine logs', () => {
  const count = (name: string): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const line of readFileSync(join(__dirname, '../session/logs', name), 'utf8').split('\n')) {
      for (const { rule } of found(line)) if (rule.kind !== 'fact') counts[rule.id] = (counts[rule.id] ?? 0) + 1;
    }
    return counts;
  };

  it('have only the contradictions that were provoked on purpose', () => {
    expect({ postfix: count('postfix.log'), exim: count('exim-mainlog.log'), sendmail: count('sendmail.log') }).toMatchInlineSnapshot(`
      {
        "exim": {
          "log-code-unassigned": 1,
          "log-code-vs-enhanced": 2,
          "log-code-vs-phase": 1,
          "log-duplicate-delivery-risk": 2,
          "log-multiline-codes": 1,
        },
        "postfix": {
          "log-code-unassigned": 1,
          "log-code-vs-enhanced": 2,
          "log-code-vs-phase": 1,
          "log-dsn-vs-reply": 2,
          "log-duplicate-delivery-risk": 1,
          "log-improper-pipelining": 1,
          "log-multiline-codes": 1,
          "log-non-esmtp-response": 1,
          "log-non-smtp-command": 1,
        },
        "sendmail": {
          "log-code-vs-enhanced": 2,
          "log-dsn-vs-reply": 3,
        },
      }
    `);
  });
});

describe('the time in an id', () => {
  it('is read as the catalogue of formats tells', () => {
    expect(new Date(timeInId('exim', '1xVZiV-0003HW-2p').time).toISOString()).toBe('2026-11-23T19:28:43.000Z');
    expect(timeInId('sendmail', '6ANJYGST018647')).toEqual({
      time: Date.UTC(1972, 10, 23, 19, 34, 16) - Date.UTC(1972, 0, 1),
      yearless: true,
    });
    expect(timeInId('postfix', '4F9D1A2B3C').time).toBeNaN();
  });
});
