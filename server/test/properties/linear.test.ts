import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type Expression, literals, madeIn, modules } from './expressions';

process.env.RECHECK_BACKEND ??= 'pure';

/** Digests of the expressions that were found linear: to check them all takes minutes. `LINEAR_UPDATE=1` writes the file anew. */
const KNOWN = path.join(__dirname, 'linear.txt');
/** What was found since, on this machine. */
const FOUND = path.resolve(__dirname, '../../../node_modules/.cache/smtp-lens/linear.txt');

/** Run on a text that was cut before, so that their cost is bounded: where, and to how many units. */
const CUT: Readonly<Record<string, string>> = {
  'formats/readers/shape.ts': 'a prefix of at most 120 units (generic.ts, LONGEST_PREFIX)',
  'formats/transcripts/generic.ts': 'the first 200 units of a line (headOf)',
  'knowledge/providers/': '2,000 units of a reply (provider-replies.ts, LONGEST)',
  'knowledge/wordings/': '2,000 units of a reply (plainText)',
  'knowledge/failures.ts': '2,000 units of a text (failureIn, LONGEST)',
  'formats/bounces/quoted-reply.ts': '300 units before a reply',
  'formats/log-line/failing.ts': '2,000 units of a text (failureIn, LONGEST)',
  'formats/log-line/said.ts': '120 units before a reply, 400 of its text (spoken.ts)',
  'formats/log-line/spoken': '120 units before a reply, 400 of its text, 500 of its details',
  'formats/logs/client-error.ts': '4,000 units of a line',
  'formats/transcripts/one-line.ts': 'its gaps are bounded: 4,400 units from the start of a line, 40 behind a mark',
  'redaction/calls.ts': 'its gaps are bounded: 900 units from a mark before a host, 63 a label',
  'redaction/addresses.ts': 'its gaps are bounded: 700 units from a word',
  'redaction/encoders.ts': 'its gaps are bounded: 400 units from the name of a command or from a quote',
  'redaction/name-places.ts': 'its gaps are bounded: 400 units from a word before a name',
  'redaction/options.ts': 'its gaps are bounded: 600 units from the name of a program or of an option',
  'redaction/worth.ts': 'its gaps are bounded: 500 units from a mark',
  'syntax/masked.ts': 'one word or address',
  'session/outcome/': 'the text of one reply',
  'meaning/': 'the text of one reply',
};

/** The union of the hints of the formats: each of them is a literal of its own. */
const UNION = /session\/reading\/candidates/;

const digest = ({ source, flags }: Expression): string => createHash('sha256').update(`${flags} ${source}`).digest('hex').slice(0, 12);
const read = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);

/** A module of ours, named so that nothing loads it before. */
const beside = (file: string): string => path.join(__dirname, file);

describe('regular expressions', () => {
  it('take time linear in the length of any text', { timeout: 1_200_000 }, async () => {
    // Another test file may have loaded the modules in this process: what they make when loaded would not be seen.
    vi.resetModules();
    const made = await madeIn(async () => {
      for (const file of modules()) await import(file);
      const { Analysis } = await import(beside('../../src/analysis/analysis.ts'));
      const { redact } = await import(beside('../../src/features/redact.ts'));
      const { textOf } = await import(beside('../../src/text/lines.ts'));
      const { recorded } = await import(beside('./recordings.ts'));
      const { judged } = await import(beside('./samples.ts'));
      for (const { lines } of recorded.slice(0, 40)) {
        judged(lines);
        redact(Analysis.of(textOf(lines)));
      }
    });
    const all = [...literals(), ...made.filter(({ where }) => !UNION.test(where))];
    expect(all.length).toBeGreaterThan(2000);
    const known = new Set([...read(KNOWN), ...read(FOUND)]);
    const slow: string[] = [];
    const bad = new Set<string>();
    const found: string[] = [];
    const { checkSync } = await import('recheck');
    for (const expression of all) {
      const own = digest(expression);
      if (known.has(own)) continue;
      known.add(own);
      const cut = Object.keys(CUT).some((where) => expression.where.replace('made at ', '').startsWith(where));
      // More than a hundred steps a unit count as too many; `v` and `d` change nothing here, and the checker does not know them.
      const result = checkSync(expression.source, expression.flags.replace(/[dv]/g, ''), {
        timeout: cut ? 5000 : 60_000,
        attackLimit: 30_000_000,
        maxAttackStringSize: 300_000,
      });
      const cost = result.status === 'vulnerable' ? result.complexity : null;
      // Where the text is cut, what the checker cannot decide in time is no danger unless it grows exponentially.
      if (result.status === 'safe' || (cut && cost?.type !== 'exponential')) found.push(own);
      else bad.add(own) && slow.push(`${expression.where} ${cost?.summary ?? result.status} /${expression.source}/${expression.flags}`);
    }
    if (process.env.LINEAR_UPDATE) {
      const now = new Set(all.map(digest));
      writeFileSync(
        KNOWN,
        `${[...known]
          .filter((own) => now.has(own) && !bad.has(own))
          .sort()
          .join('\n')}\n`,
      );
    } else if (found.length > 0) {
      mkdirSync(path.dirname(FOUND), { recursive: true });
      writeFileSync(FOUND, `${[...new Set([...read(FOUND), ...found])].join('\n')}\n`);
    }
    expect(slow).toEqual([]);
  });
});
