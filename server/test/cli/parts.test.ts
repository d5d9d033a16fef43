import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { partsOf } from '../../src/cli/parts';
import { findingsOf } from '../../src/features/diagnostics';
import { repliesOf } from '../../src/features/replies';
import { bounceFormats } from '../../src/formats/bounces';
import { STANDARD } from '../../src/rules/judge';
import { splitFileText, textOf } from '../../src/text/lines';

vi.setConfig({ testTimeout: 60_000 });

const samples = join(__dirname, '../../..', 'samples');
const texts = readdirSync(samples).map((name) => readFileSync(join(samples, name), 'utf8'));

/** What stands where: replies and findings by their line in the file. */
function seen(analysis: Analysis, first = 0): string[] {
  const replies = repliesOf(analysis).map(({ line, from, code, phase }) => `${first + line}:${from} ${code} ${phase}`);
  const findings = findingsOf(analysis, STANDARD, false).map(
    ({ finding, start }) => `${first + start + finding.at.line} ${finding.rule.id}`,
  );
  return [...replies, ...findings];
}

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function inParts(bytes: Uint8Array, chunk: number, window: number): Promise<{ seen: string[]; parts: number }> {
  const all: string[] = [];
  let parts = 0;
  for await (const { analysis, first } of partsOf(chunksOf(bytes, chunk), {}, { window })) {
    all.push(...seen(analysis, first));
    parts++;
  }
  return { seen: all.sort(), parts };
}

describe('a pause', () => {
  async function* slowly(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode('Nov 23 19:24:48 mx postfix/smtpd[4]: connect from x[192.0.2.9]\n');
    await new Promise((resolve) => setTimeout(resolve, 400));
    yield new TextEncoder().encode('Nov 23 19:24:49 mx postfix/smtpd[4]: disconnect from x[192.0.2.9]\n');
  }
  const quiet = async (live: boolean): Promise<boolean[]> => {
    const all: boolean[] = [];
    for await (const part of partsOf(slowly(), {}, { live })) all.push(part.quiet);
    return all;
  };

  it('of a pipe is answered at once', async () => expect(await quiet(true)).toContain(true));
  it.each([
    ['a dialogue', 'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250 mx.example.net\n'],
    ['a bounce', bounceFormats[0].samples[0].text],
  ])('leaves %s until it ends', async (_, begun) => {
    async function* waiting(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode(`Nov 23 19:24:48 mx postfix/smtpd[4]: connect from x[192.0.2.9]\n\n${begun}`);
      await new Promise((resolve) => setTimeout(resolve, 400));
      yield new TextEncoder().encode('\n');
    }
    const told: number[] = [];
    for await (const part of partsOf(waiting(), {}, { live: true })) if (part.quiet) told.push(part.to);
    expect(told).toEqual([2]);
  });
  it('of a disk is none: what is said of whole messages would be lost', async () => expect(await quiet(false)).toEqual([false]));
});

describe('a file read in parts', () => {
  it('says what the whole file says, wherever it is cut', async () => {
    const several = fc.array(fc.constantFrom(...texts, '\n'.repeat(30), 'a line of prose\n'), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(several, fc.integer({ min: 1, max: 900 }), fc.integer({ min: 200, max: 20_000 }), async (some, chunk, window) => {
        const text = some.join('');
        const whole = seen(Analysis.of(textOf(splitFileText(text)))).sort();
        expect((await inParts(new TextEncoder().encode(text), chunk, window)).seen).toEqual(whole);
      }),
      { numRuns: 60, seed: 20261124 },
    );
  });

  it('is read in many parts, none of which is much longer than asked for', async () => {
    const log = readFileSync(join(samples, 'mail.log'), 'utf8').repeat(200);
    const { parts } = await inParts(new TextEncoder().encode(log), 65_536, 100_000);
    expect(parts).toBeGreaterThan(log.length / 200_000);
  });

  it('keeps line ends, other encodings and a last line without an end', async () => {
    const text = 'S: 220 mx.example.net\r\nC: EHLO größe.example\r\nS: 550 5.7.1 kein Zugriff für Gäste';
    const whole = seen(Analysis.of(textOf(splitFileText(text)))).sort();
    expect(whole.length).toBeGreaterThan(1);
    const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
    const latin1 = Uint8Array.from(Buffer.from(text, 'latin1'));
    for (const bytes of [new TextEncoder().encode(text), utf16, latin1]) expect((await inParts(bytes, 7, 20)).seen).toEqual(whole);
  });
});
