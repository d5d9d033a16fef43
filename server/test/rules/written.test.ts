import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf, type PlacedFinding } from '../../src/features/diagnostics';
import { rules } from '../../src/rules/catalogue';
import { exampleText } from '../../src/rules/drawing';
import type { Fix, Group } from '../../src/rules/rule';
import { splitFileText, textOf } from '../../src/text/lines';
import { PEDANTIC, STANDARD } from '../settings';

/** What is written, offered and sent: the groups whose findings stand on what the client wrote, not on the order of the dialogue. */
const GROUPS: ReadonlySet<Group> = new Set<Group>(['command-syntax', 'extension', 'limits', 'style', 'message']);
const ours = rules.filter((rule) => GROUPS.has(rule.group));

function read(text: string, explicit = true): PlacedFinding[] {
  const analysis = Analysis.of(textOf(splitFileText(text)), explicit ? { explicit: true } : {});
  return findingsOf(analysis, PEDANTIC);
}

function applied(text: string, fix: Fix, start: number): string {
  const lines = splitFileText(text);
  const edits = [...fix.edits].sort((a, b) => b.span.line - a.span.line || b.span.from - a.span.from);
  for (const { span, text: replacement } of edits) {
    const line = lines[start + span.line];
    lines[start + span.line] = line.slice(0, span.from) + replacement + line.slice(span.to);
  }
  return lines.join('\n');
}

describe('fixes', () => {
  for (const rule of ours) {
    for (const [at, example] of rule.examples.fires.map(exampleText).entries()) {
      const found = read(example).filter(({ finding }) => finding.rule.id === rule.id && finding.fixes.length > 0);
      if (found.length === 0) continue;
      it(`${rule.id}, example ${at + 1}: the fix mends what it is for, and what is left is a transcript`, () => {
        const [{ finding, start }] = found;
        const mended = applied(example, finding.fixes[0], start);
        const left = read(mended);
        const same = (one: PlacedFinding) => one.finding.rule.id === rule.id;
        expect(left.filter(same).length, mended).toBeLessThan(read(example).filter(same).length);
        expect(Analysis.of(textOf(splitFileText(mended)), { explicit: true }).sessionsAt(0).length).toBe(
          Analysis.of(textOf(splitFileText(example)), { explicit: true }).sessionsAt(0).length,
        );
      });
    }
  }
});

describe('messages', () => {
  const SECRETS = /pencil|cGVuY2|AHRlc3QA|dGVzdDpwZW5jaWw|dGVzdABw|ZXhhbXBsZS10b2tl|YWxpY2VAZXhhbXBsZS5jb20/;
  it('show no secret and no control character', () => {
    for (const rule of ours) {
      for (const example of [...rule.examples.fires, ...rule.examples.silent].map(exampleText)) {
        for (const { finding } of read(example)) {
          const said = [finding.message, ...finding.related.map((one) => one.message), ...finding.fixes.map((one) => one.title)].join(' ');
          expect(said, rule.id).not.toMatch(SECRETS);
          expect(said, rule.id).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        }
      }
    }
  });
});

describe('masked text', () => {
  it.each([
    'C: MAIL FROM: <redacted>\nS: 501 Syntax error',
    'C: MAIL FROM:[email protected]\nS: 501 Syntax error',
    'C: MAIL FROM:\nS: 501 Syntax error\nC: RCPT TO:\nS: 501 Syntax error',
    'C: MAIL FROM: SIZE=10\nS: 250 OK',
    'C: RCPT TO:<***>\nS: 550 no such user',
    'C: RCPT TO:<x***@example.net>\nS: 501 5.1.3 bad address',
    'C: AUTH PLAIN [redacted]\nS: 535 5.7.8 Authentication failed',
    'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: xxxxx\nS: 334 UGFzc3dvcmQ6\nC: ****\nS: 535 5.7.8 Authentication failed',
    'C: EHLO [hostname]\nS: 501 Syntax error',
  ])('%j says nothing of how it is written', (text) => {
    const quiet = read(text).filter(
      ({ finding }) =>
        GROUPS.has(finding.rule.group as Group) &&
        !/^(?:path-space-after-colon|deprecated-auth-mech|argument-missing)$/.test(finding.rule.id),
    );
    expect(quiet.map(({ finding }) => finding.rule.id)).toEqual([]);
  });
});

describe('hostile lines', () => {
  it.each(['<', '> ', ' =', 'a@b,', 'x y ', '\\r\\n', '${', '.', 'QUJD'])('of %j are judged in linear time', (filler) => {
    const line = filler.repeat(Math.ceil(40_000 / filler.length));
    const begun = performance.now();
    for (const head of ['MAIL FROM:<', 'RCPT TO:<a@b> ', 'EHLO ', 'AUTH PLAIN ', ''])
      read(`S: 220 mx.example.net ESMTP\nC: ${head}${line}\nS: 501 5.5.4 no\nC: DATA\nS: 354 go\nC: ${line}\nC: .\nS: 250 ok\n`);
    expect(performance.now() - begun).toBeLessThan(4000);
  });
});

describe('sessions that ended well', () => {
  const captures = process.env.SMTP_LENS_CAPTURES ?? join(__dirname, '../../../../shared/captures');
  const corpus = join(process.env.SMTP_LENS_CORPUS ?? join(__dirname, '../../../../shared/corpus'), 'dev/transcripts');
  for (const [name, folder] of [
    ['captures', captures],
    ['corpus', corpus],
  ] as const) {
    if (!existsSync(folder)) console.log(`skipped: no ${name} beside the checkout`);
    it.skipIf(!existsSync(folder))(
      `${name}: no error and no warning about what the server accepted`,
      () => {
        const loud: string[] = [];
        let judged = 0;
        for (const file of readdirSync(folder).filter((one) => one.endsWith('.txt'))) {
          const analysis = Analysis.of(textOf(splitFileText(readFileSync(join(folder, file), 'utf8'))), {});
          for (const { finding, start } of findingsOf(analysis, STANDARD)) {
            if (!GROUPS.has(finding.rule.group as Group) || (finding.severity !== 'error' && finding.severity !== 'warning')) continue;
            judged++;
            const session = analysis.sessionsAt(start + finding.at.line)[0]?.session;
            if (session?.exchanges.every((each) => each.replies.length > 0 && each.replies.every((reply) => reply.code < 400)))
              loud.push(`${file}: ${finding.rule.id}`);
          }
        }
        expect(loud).toEqual([]);
        expect(judged).toBeGreaterThan(5);
      },
      60_000,
    );
  }
});
