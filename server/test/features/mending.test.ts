import { describe, expect, it } from 'vitest';
import { findingsAt, fixAll, quickFixes } from '../../src/features/actions';
import { findingsOf } from '../../src/features/diagnostics';
import { readFolderSettings, silenced } from '../../src/features/folder-settings';
import { ruleById, rulePage } from '../../src/features/rule-page';
import { lifeRules, logRules, rules } from '../../src/rules/catalogue';
import { exampleText } from '../../src/rules/drawing';
import { STANDARD } from '../../src/rules/judge';
import { PEDANTIC } from '../settings';
import { edited, read } from './marked';

const BAD = `S: 220 mx.example.net ESMTP
C: EHLO client.example.org
S: 250 mx.example.net
C: MAIL FROM: <a@example.org>
S: 501 5.5.4 Syntax error
C: MAIL FROM: <a@example.org>
S: 501 5.5.4 Syntax error
C: QUIT
S: 221 2.0.0 Bye`;

const line = (n: number) => ({ start: { line: n, character: 0 }, end: { line: n, character: 99 } });

describe('quick fixes', () => {
  it('mend what they are of, and only that', () => {
    const found = findingsAt(read(BAD), STANDARD, line(3));
    expect(found.map(({ finding }) => finding.rule.id)).toContain('path-space-after-colon');
    const fix = quickFixes(found)[0];
    expect(fix.preferred).toBe(true);
    expect(edited(BAD, fix.edits)).toBe(BAD.replace('FROM: <', 'FROM:<'));
    expect(quickFixes(findingsAt(read(BAD), STANDARD, line(0)))).toEqual([]);
  });
  it('all at once, here and in the next session', () => {
    const text = `${BAD}\n\n${BAD}`;
    const mended = edited(text, fixAll(findingsOf(read(text), STANDARD)));
    expect(mended).not.toContain('FROM: <');
    expect(findingsOf(read(mended), STANDARD).map(({ finding }) => finding.rule.id)).not.toContain('path-space-after-colon');
  });
  it('never write twice in one place', () => {
    for (const rule of rules) {
      for (const example of rule.examples.fires.map(exampleText)) {
        const edits = fixAll(findingsOf(read(example), PEDANTIC));
        const sorted = [...edits].sort(
          (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
        );
        for (let i = 1; i < sorted.length; i++) {
          const [a, b] = [sorted[i - 1].range, sorted[i].range];
          expect(a.end.line < b.start.line || a.end.character <= b.start.character, rule.id).toBe(true);
        }
      }
    }
  });
  it('keep the transcript one, and mend the first example of their rule', () => {
    for (const rule of rules) {
      for (const example of rule.examples.fires.map(exampleText)) {
        const all = findingsOf(read(example), PEDANTIC);
        const own = all.filter(({ finding }) => finding.rule.id === rule.id && finding.fixes.length > 0);
        if (own.length === 0) continue;
        const mended = read(edited(example, fixAll(own)));
        expect([...mended.sessions()].length, rule.id).toBe([...read(example).sessions()].length);
        const left = findingsOf(mended, PEDANTIC).filter(({ finding }) => finding.rule.id === rule.id);
        expect(left.length, `${rule.id}: ${example}`).toBeLessThan(all.filter(({ finding }) => finding.rule.id === rule.id).length);
      }
    }
  });
});

describe('the page of a rule', () => {
  it('is there for every rule', () => {
    for (const { id, title } of [...rules, ...logRules, ...lifeRules]) {
      const page = rulePage(id);
      expect(page, id).toContain(`\`${id}\``);
      expect(page?.startsWith('# '), title).toBe(true);
      expect(page).toContain('"off"');
      expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
      expect(page).toMatch(/## Sources\n\n- /);
    }
    expect(rulePage('no-such-rule')).toBeNull();
    expect(ruleById('path-space-after-colon')?.group).toBe('command-syntax');
  });
});

describe('.smtp-lens.json', () => {
  it('is read', () => {
    const text =
      '\ufeff{ "$schema": "x", "strictness": "lenient", "rules": { "path-space-after-colon": "off", "style": "hint" }, "replies": [{ "pattern": "no way", "title": "No" }] }';
    expect(readFolderSettings(text)).toEqual({
      strictness: 'lenient',
      rules: { 'path-space-after-colon': 'off', style: 'hint' },
      replies: [{ pattern: 'no way', title: 'No' }],
      problems: [],
    });
  });
  it.each([
    ['nothing at all', '', 'not JSON'],
    ['a list', '[]', 'must contain an object'],
    ['a comment and no end', '// x\n{', 'not JSON'],
    ['an odd key', '{ "severity": {} }', '"severity"'],
    ['an odd strictness', '{ "strictness": "strict" }', 'strictness must be'],
    ['an unknown rule', '{ "rules": { "no-such-rule": "off" } }', '"no-such-rule"'],
    ['an odd severity', '{ "rules": { "path-space-after-colon": "fatal" } }', 'must be off, hint'],
    ['rules as a list', '{ "rules": [] }', 'an object of rule ids'],
    ['a reply without a title', '{ "replies": [{ "pattern": "x" }] }', 'title is missing'],
  ])('says what is wrong with %s, and takes the rest', (_, text, problem) => {
    const found = readFolderSettings(text);
    expect(found.problems.join('\n')).toContain(problem);
    expect(found.rules).toEqual({});
  });
  it('gets a rule silenced, the rest kept', () => {
    expect(silenced(null, 'a-rule')).toBe('{\n  "rules": {\n    "a-rule": "off"\n  }\n}\n');
    expect(JSON.parse(silenced('{ "strictness": "lenient", "rules": { "b": "hint" } }', 'a-rule') ?? '')).toEqual({
      strictness: 'lenient',
      rules: { b: 'hint', 'a-rule': 'off' },
    });
    expect(silenced('{ broken', 'a-rule')).toBeNull();
    expect(silenced('[]', 'a-rule')).toBeNull();
  });
});
