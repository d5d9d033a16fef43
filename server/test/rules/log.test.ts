import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { readLogLine } from '../../src/formats/logs/index';
import { exampleText } from '../../src/rules/drawing';
import { judgeEntry } from '../../src/rules/judge-entry';
import { lifeRules } from '../../src/rules/log';
import { timeInId } from '../../src/rules/log/ids';
import { textOf } from '../../src/text/lines';

const SETTINGS = { strictness: 'standard', severities: {} } as const;
const found = (line: string) => {
  const entry = readLogLine(line);
  return entry ? judgeEntry(entry, line, SETTINGS) : [];
};

describe.each(lifeRules.map((rule): [string, (typeof lifeRules)[number]] => [rule.id, rule]))('%s', (id, rule) => {
  const findings = (log: string) =>
    findingsOf(Analysis.of(textOf(log.split('\n'))), SETTINGS).filter(({ finding }) => finding.rule.id === id);

  it('is silent where the log begins or ends at the line in question', () => {
    for (const example of rule.examples.fires.map(exampleText)) {
      const lines = example.split('\n');
      const { line } = findings(example)[0].finding.at;
      expect(findings(lines.slice(line).join('\n'))).toEqual([]);
      expect(findings(lines.slice(0, line).join('\n'))).toEqual([]);
    }
  });
});

describe('rules about whole messages', () => {
  const log = (name: string) => readFileSync(join(__dirname, '../story/logs', name), 'utf8').split('\n');
  const told = (kept: readonly string[]) => {
    const lines = kept.length > 0 ? kept : [''];
    const counts: Record<string, number> = {};
    for (const { finding } of findingsOf(Analysis.of(textOf(lines as string[])), SETTINGS))
      if (lifeRules.some((rule) => rule.id === finding.rule.id)) counts[finding.rule.id] = (counts[finding.rule.id] ?? 0) + 1;
    return counts;
  };

  it.each(['postfix.log', 'exim-mainlog.log', 'sendmail.log'])('say nothing of %s, whole, cut or picked from', (name) => {
    const lines = log(name);
    expect(told(lines)).toEqual({});
    expect(told(lines.slice(lines.length / 3))).toEqual({});
    expect(told(lines.slice(0, lines.length / 2))).toEqual({});
    for (const word of ['smtp[', 'example.net', 'status=', 'qmgr', '550'])
      expect(told(lines.filter((line) => line.includes(word))), word).toEqual({});
    for (const word of ['/smtp[', 'cleanup', 'qmgr', 'smtpd', 'removed', '/local'])
      expect(told(lines.filter((line) => !line.includes(word))), word).toEqual({});
  });

  it('are the same after edits as from scratch', () => {
    const lines = exampleText(lifeRules[0].examples.fires[0]).split('\n');
    const whole = Analysis.of(textOf(lines));
    const edited = whole.edited(textOf(lines.slice(0, 4)), { from: 4, to: 5, inserted: 0 });
    expect(findingsOf(whole, SETTINGS).some(({ finding }) => finding.rule.id === 'log-nrcpt-mismatch')).toBe(true);
    expect(findingsOf(edited, SETTINGS)).toEqual(findingsOf(Analysis.of(textOf(lines.slice(0, 4))), SETTINGS));
  });
});

describe('what is said of every line only where it was asked for', () => {
  const line =
    'Nov 23 10:00:00 mx postfix/smtp[4]: 4F9D1A2B3C: to=<b@example.net>, relay=mx[192.0.2.1]:25, delay=1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1D2C3B)';
  const ids = (settings: Parameters<typeof judgeEntry>[2]) => {
    const entry = readLogLine(line);
    return entry ? judgeEntry(entry, line, settings).map((f) => `${f.rule.id} ${f.severity}`) : [];
  };

  it('is silent in a log, a hint when pedantic, and as severe as somebody sets it', () => {
    expect(ids(SETTINGS)).toEqual([]);
    expect(ids({ strictness: 'pedantic', severities: {} })).toEqual(['log-sent-but-not-delivered hint']);
    expect(ids({ strictness: 'standard', severities: { 'log-sent-but-not-delivered': 'information' } })).toEqual([
      'log-sent-but-not-delivered information',
    ]);
    expect(ids({ strictness: 'standard', severities: { 'log-consistency': 'warning' } })).toEqual([]);
  });
});

describe('genuine logs', () => {
  const count = (name: string): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const line of readFileSync(join(__dirname, '../story/logs', name), 'utf8').split('\n')) {
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
