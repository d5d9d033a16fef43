import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { hostileLooks } from './hostile';
import { minimised } from './minimise';
import { mutated } from './mutations';
import { faultsOf, isSoft, ORACLES, SOFT_SHARE } from './oracles';
import { randomOf } from './random';
import { seedsIn } from './seeds';
import { cutsOf, short } from './short';
import { shortFaults } from './short-oracle';

interface Kind {
  count: number;
  input: string;
  nth: number;
  detail: string;
}

/** `npm run fuzz -- [--minutes N] [--seed S] [--only NAME] [--input N] [--every]`, or `--short …` (few lines, many inputs), or `--only hostile [--looks N]`: what it finds is saved, the exit status is 1 where it finds a fault. */
export async function main(args: string[], root: string): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '1' },
      inputs: { type: 'string', default: 'Infinity' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      only: { type: 'string', multiple: true, default: Object.keys(ORACLES) },
      input: { type: 'string' },
      short: { type: 'boolean', default: false },
      every: { type: 'boolean', default: false },
      looks: { type: 'string', default: '120000' },
      folder: { type: 'string', default: join(root, '.cache/fuzz') },
    },
  });
  if (values.short) {
    const { inputs, minutes, input, folder } = values;
    return manyShort(root, Number(values.seed), Number(inputs), Number(minutes), input === undefined ? null : Number(input), folder);
  }
  if (values.only.join() === 'hostile') return hostile(Number(values.seed), Number(values.looks));
  const unknown = values.only.find((name) => !Object.hasOwn(ORACLES, name));
  if (unknown !== undefined) throw new Error(`--only takes one of: ${Object.keys(ORACLES).join(', ')}`);
  const seed = Number(values.seed);
  const end = performance.now() + Number(values.minutes) * 60_000;
  const seeds = seedsIn(root);
  const kinds = new Map<string, Kind>();
  const first = Number(values.input ?? 0);
  const last = values.input === undefined ? Number(values.inputs) : first + 1;
  let units = 0;
  let tried = 0;
  let soft = 0;
  for (let nth = first; nth < last && performance.now() < end; nth++) {
    const random = randomOf(seed, nth);
    const text = mutated(random, seeds);
    units += text.length;
    tried++;
    const faults = await faultsOf(text, () => randomOf(seed, nth), values.only);
    if (faults.some(({ kind }) => isSoft(kind))) soft++;
    for (const { kind, detail } of faults) {
      const known = kinds.get(kind);
      if (known) known.count++;
      if (known && !values.every && text.length >= known.input.length) continue;
      if (!known || values.every) console.log(`${seed}:${nth} ${kind}`);
      const input = values.every ? await shortened(text, kind, seed, nth) : text;
      if (values.every) console.log(`    ${JSON.stringify(input).slice(0, 300)}`);
      if (!known || input.length < known.input.length) kinds.set(kind, { count: known?.count ?? 1, input, nth, detail });
    }
    if (tried % 2000 === 0) console.log(`${tried} inputs, ${units} characters, ${kinds.size} kinds of fault`);
  }
  mkdirSync(values.folder, { recursive: true });
  const rows = [...kinds].sort(([, a], [, b]) => b.count - a.count);
  for (const [kind, { count, input: whole, nth, detail }] of rows) {
    const input = values.every || isSoft(kind) ? whole : await shortened(whole, kind, seed, nth);
    const name = kind.replace(/[^a-z0-9]+/gi, '-').slice(0, 80);
    writeFileSync(join(values.folder, `${name}.json`), `${JSON.stringify({ kind, count, seed, nth, detail, input }, null, 2)}\n`);
    console.log(`${String(count).padStart(6)} ${kind}\n       ${JSON.stringify(input).slice(0, 240)}\n       ${detail.slice(0, 400)}`);
  }
  const hard = rows.filter(([kind]) => !isSoft(kind)).length;
  console.log(
    `seed ${seed}: ${tried} inputs, ${units} characters; ${hard} kinds of fault; ${soft} inputs (${((100 * soft) / tried).toFixed(2)} %) whose copy reads otherwise`,
  );
  const failed = hard + (soft > Math.max(3, SOFT_SHARE * tried) ? 1 : 0);
  // The last line is for .ci/run.
  console.log(`${failed === 0 ? 1 : 0} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

/** The input without all that the fault does not need. */
const shortened = (text: string, kind: string, seed: number, nth: number): Promise<string> =>
  minimised(text, async (one) =>
    (await faultsOf(one, () => randomOf(seed, nth), [kind.split(':')[0]])).some((fault) => fault.kind === kind),
  );

/** How often a long run says how far it is. */
const TELLS = 10_000;
/** After how many inputs the memory that they took may be freed. */
const FREES = 500;
/** Inputs of one kind of fault that are printed. */
const MOST_SHOWN = 5;

/** Inputs of a few lines, thousands a second: each fault is saved and printed when it is found. */
async function manyShort(
  root: string,
  seed: number,
  inputs: number,
  minutes: number,
  only: number | null,
  folder: string,
): Promise<number> {
  const cuts = cutsOf(seedsIn(root));
  const begun = performance.now();
  const kinds = new Map<string, number>();
  const first = only ?? 0;
  const last = only === null ? inputs : only + 1;
  const spent = process.cpuUsage();
  const rate = (tried: number): string => `${((tried * 1e6) / process.cpuUsage(spent).user).toFixed(0)} a second of CPU time`;
  let nth = first;
  let units = 0;
  for (; nth < last && performance.now() - begun < minutes * 60_000; nth++) {
    const input = short(randomOf(seed, nth), cuts);
    units += input.text.length;
    for (const { kind, detail } of shortFaults(input, () => randomOf(seed, nth))) {
      const count = (kinds.get(kind) ?? 0) + 1;
      kinds.set(kind, count);
      if (count > MOST_SHOWN) continue;
      console.log(`${seed}:${nth} ${kind}\n    ${JSON.stringify(input.text)}\n    ${detail.slice(0, 600)}`);
      mkdirSync(folder, { recursive: true });
      const name = `short-${kind.replace(/[^a-z0-9]+/gi, '-').slice(0, 80)}-${count}`;
      writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ kind, seed, nth, detail, input: input.text }, null, 2)}\n`);
    }
    // What a WeakRef points to is only freed between two tasks: without them each million inputs takes 6 GB.
    if ((nth + 1) % FREES === 0) await setImmediate();
    if ((nth + 1) % TELLS === 0)
      console.log(`${nth + 1} inputs, ${units} characters, ${kinds.size} kinds of fault, ${rate(nth + 1 - first)}`);
  }
  for (const [kind, count] of kinds) console.log(`${String(count).padStart(6)} ${kind}`);
  console.log(`seed ${seed}: ${nth - first} short inputs, ${units} characters, ${rate(nth - first)}; ${kinds.size} kinds of fault`);
  console.log(`${kinds.size === 0 ? 1 : 0} passed, ${kinds.size} failed`);
  return kinds.size > 0 ? 1 : 0;
}

async function hostile(seed: number, most: number): Promise<number> {
  const { looks, leaks } = await hostileLooks(seed, most);
  for (const [place, leak] of leaks) console.log(`${place}\n    ${leak}`);
  console.log(`seed ${seed}: ${looks} looks, ${leaks.size} kinds of leak`);
  return leaks.size > 0 ? 1 : 0;
}
