import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { transcriptFormats } from '../../src/formats/transcripts';
import { rules } from '../../src/rules/catalogue';
import { exampleText } from '../../src/rules/drawing';
import { Gates } from '../../src/rules/gates';
import { contextOf, rulesFor } from '../../src/rules/judge';
import { type JudgeSettings, severityOf } from '../../src/rules/severity';
import { statesOf } from '../../src/session/state';
import { splitFileText, textOf } from '../../src/text/lines';
import { corpus, present } from '../corpus/corpus';
import { samples } from '../properties/samples';

const STANDARD: JudgeSettings = { strictness: 'standard', severities: {} };
const PEDANTIC: JudgeSettings = { strictness: 'pedantic', severities: {} };

/** Rules that would have something to show about a session of a text, and are not asked; those are told that need no order where sessions mix. */
function missed(lines: readonly string[], explicit = false): string[] {
  const analysis = Analysis.of(textOf(lines), explicit ? { explicit } : {});
  const found: string[] = [];
  for (const { unit, start } of analysis.unitsIn()) {
    const dialogue = analysis.dialogueOf({ unit, start });
    if (!dialogue) continue;
    const { choice, ledger } = dialogue;
    for (const session of dialogue.sessions) {
      const states = statesOf(session);
      const gates = new Gates(session, states);
      // A rule that is heard at all is heard by pedantic settings: others only leave rules out.
      const asked = new Set(rulesFor(session, PEDANTIC));
      const context = contextOf(session, states, gates, PEDANTIC, { lines: analysis.lines, start, choice, ledger });
      for (const rule of rules) {
        if (asked.has(rule) || session.interleaved) continue;
        rule.check(context, (report) => {
          const heard = severityOf(rule, report, PEDANTIC) !== 'off' && rule.gates.every((gate) => context.open(gate, report.exchange));
          if (heard) found.push(`${rule.id}: ${lines.slice(0, 8).join(' | ')}`);
        });
      }
    }
  }
  return found;
}

/** A text as other people and programs leave it: lines lost, doubled and swapped, codes and addresses changed. The same in every run. */
function* damaged(lines: readonly string[], most: number): Generator<string[]> {
  const step = Math.max(1, Math.ceil(lines.length / most));
  for (let at = 0; at < lines.length; at += step) {
    if (lines.length > 1) yield lines.filter((_, n) => n !== at);
    yield [...lines.slice(0, at + 1), ...lines.slice(at)];
    if (at + 1 < lines.length) yield [...lines.slice(0, at), lines[at + 1], lines[at], ...lines.slice(at + 2)];
    yield lines.slice(at);
    yield lines.map((line, n) => (n === at ? line.replace(/\b[2-5]\d\d(?=[ -])/, (code) => `${code === '550' ? 250 : 550}`) : line));
    yield lines.map((line, n) => (n === at ? `${line.replace(/[<>]/g, ' ')} ü\\r\\n` : line));
  }
}

const under = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? under(path) : [path];
  });

const examples = rules.flatMap(({ examples: { fires, silent } }) => [...fires, ...silent].map((text) => exampleText(text).split('\n')));

describe('what rules about sessions subscribe to', () => {
  it('leaves none of them out that has something to say, in examples and samples', () => {
    const texts = [
      ...transcriptFormats.flatMap((format) => format.samples.map(({ text }) => text.split('\n'))),
      ...samples.map(({ lines }) => [...lines]),
      ...under(join(__dirname, '../samples/captures'))
        .filter((path) => path.endsWith('.txt'))
        .map((path) => splitFileText(readFileSync(path, 'utf8'))),
    ];
    expect(examples.length).toBeGreaterThan(1000);
    expect(texts.length).toBeGreaterThan(200);
    expect([...examples.flatMap((lines) => missed(lines, true)), ...texts.flatMap((lines) => missed(lines))]).toEqual([]);
  }, 120_000);

  it('leaves none of them out in damaged texts', () => {
    // Each text gets other blows than the one before it.
    const some = (lines: readonly string[], most: number, turn: number): string[][] =>
      [...damaged(lines, most)].filter((_, n) => (n + turn) % 3 === 0);
    expect(examples.flatMap((lines, turn) => some(lines, 2, turn).flatMap((text) => missed(text, true)))).toEqual([]);
    expect(samples.flatMap(({ lines }, turn) => some(lines, 3, turn).flatMap((text) => missed(text)))).toEqual([]);
  }, 240_000);

  it.runIf(present)(
    'leaves none of them out in the public transcripts',
    () => {
      const files = under(join(corpus, 'dev/transcripts'));
      expect(files.length).toBeGreaterThan(100);
      expect(files.flatMap((path) => missed(splitFileText(readFileSync(path, 'latin1'))))).toEqual([]);
    },
    120_000,
  );

  it('gives no severity of its own to what is off by default: it would be shown, and the rule is not asked', () => {
    const off = rules.filter(({ severity }) => severity === 'off');
    expect(off.length).toBeGreaterThan(5);
    for (const { check } of off) expect(String(check)).not.toMatch(/\bseverity\b/);
  });

  it('asks few rules about a message that was sent', () => {
    const lines = [
      ['S', '220 mx.example.net ESMTP'],
      ['C', 'EHLO client.example.org'],
      ['S', '250-mx.example.net'],
      ['S', '250 SIZE 10240000'],
      ['C', 'MAIL FROM:<a@example.com>'],
      ['S', '250 2.1.0 Ok'],
      ['C', 'RCPT TO:<b@example.net>'],
      ['S', '250 2.1.5 Ok'],
      ['C', 'DATA'],
      ['S', '354 Go ahead'],
      ['C', '.'],
      ['S', '250 2.0.0 Ok: queued'],
      ['C', 'QUIT'],
      ['S', '221 2.0.0 Bye'],
    ].map(([side, text]) => `${side}: ${text}`);
    const [{ session }] = [...Analysis.of(textOf(lines)).sessions()];
    expect(rulesFor(session, STANDARD).length).toBeLessThan(rules.length / 4);
  });
});
