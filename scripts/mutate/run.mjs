// Tries mutants, two at a time: each against the test files that run it, those first that notice most for their time, until one fails.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { importersIn, isBundled, isDrawn, testFiles } from './map.mjs';
import { roomOf } from './mutants.mjs';
import { testsOf } from './probes.mjs';

/** Of one test file, in milliseconds: what it takes on a machine that does nothing else, many times over, because this one may be busy. */
const patience = (expected) => 60_000 + 25 * expected;
/** For the first file of a mutant, which loads the sources. */
const LOADING = 40_000;

/** A lane (lane.mjs) that is started anew where a mutant hung it. */
class Lane {
  constructor(root) {
    this.root = root;
    this.child = null;
    this.inbox = [];
    this.wake = () => {};
  }

  async start() {
    const child = fork(new URL('lane.mjs', import.meta.url), [this.root], {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child = child;
    this.inbox = [];
    const come = (message) => {
      if (this.child !== child) return;
      this.inbox.push(message);
      this.wake();
    };
    child.on('message', come);
    child.on('exit', () => come(null));
    if ((await this.answer(300_000)) === null) throw new Error('vitest did not start');
  }

  /** The lane's next message; null after so many milliseconds, or where it died. Two may come at once. */
  answer(ms) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.wake = () => {};
        resolve(this.inbox.shift() ?? null);
      };
      const timer = setTimeout(done, ms);
      if (this.inbox.length > 0) done();
      else this.wake = done;
    });
  }

  stop() {
    if (this.child === null) return;
    try {
      // Its workers too, which may be in an endless loop.
      process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // it has gone by itself
    }
    this.child = null;
  }

  /**
   * What of these tests, in their order, fails with the mutant, and how many were begun: null for none; a mutant that hangs a test fails it.
   * @param {Test[]} tests
   * @returns {Promise<{ failure: { file: string, name: string, error?: string } | null, tried: number }>}
   */
  async failure(mutant, tests) {
    if (this.child === null) await this.start();
    const times = new Map(tests.map(({ name, ms }) => [name, ms]));
    this.child.send({ mutant, tests: tests.map(({ name, cases }) => ({ name, cases })) });
    let tried = 0;
    let wait = LOADING + patience(tests[0].ms);
    for (let at = tests[0].name; ; ) {
      const message = await this.answer(wait);
      if (message === null) {
        this.stop();
        return { failure: { file: at, name: '', error: 'does not end' }, tried };
      }
      if (message.at === undefined) return { failure: message.failure, tried };
      at = message.at;
      wait = patience(times.get(at) ?? 0) + (tried === 0 ? LOADING : 0);
      tried++;
    }
  }
}

/** @typedef {{ name: string, ms: number, cases?: string[] }} Test  A test file (map.mjs, testFiles), how long it takes, and which of its cases are meant. */

const folderOf = (name) => name.slice(0, name.lastIndexOf('/') + 1);

/** How likely a test file is to notice a slip that it runs, as counted in samples of 40. */
function chance(name, file) {
  if (`${name}.ts` === file) return 0.5;
  if (isDrawn(name)) return 0.4;
  if (name.startsWith(folderOf(file))) return 0.2;
  return roomOf(name) === roomOf(file) ? 0.1 : 0.03;
}

/** What it costs to begin a test file, in milliseconds. */
const BEGINNING = 30;

/** The test files that run a mutant, by the map: those first that notice most for their time; behind them the bundles of its room. */
export function byMap(root, map) {
  const bundled = testFiles(root).filter(isBundled);
  const importers = importersIn(root);
  return (mutant) => {
    const { file } = mutant;
    const price = ({ name, ms }) => (ms + BEGINNING) / chance(name, file);
    const tests = testsOf(map, mutant, readFileSync(path.join(root, 'server/src', file), 'utf8'), importers);
    const inside = tests.sort((a, b) => price(a) - price(b));
    return [...inside, ...bundled.filter((name) => roomOf(name) === roomOf(file)).map((name) => ({ name, ms: 15_000 }))];
  };
}

/** For the fixed list, where there is no map: the test file that killed the mutant last, then those of its room. */
export function byList(root) {
  const tests = testFiles(root);
  return ({ file, test }) => {
    const near = tests.filter((name) => name !== test && name.startsWith(`${roomOf(file)}/`));
    return [...(test ? [test] : []), ...near].map((name) => ({ name, ms: 5000 }));
  };
}

/** The tests that the budget has room for, milliseconds in all; one is always tried. */
export function affordable(tests, budget) {
  let spent = 0;
  return tests.filter(({ ms }, at) => {
    if (at > 0 && spent + ms > budget) return false;
    spent += ms;
    return true;
  });
}

/** A type error as what a test says: `npm test` checks types too. */
const typeError = (message) => (message === null ? null : { file: 'the type check', name: message });

/**
 * Tries mutants and calls `tell` with each outcome.
 * A test that fails without a mutant too has noticed nothing: it is named and not asked again.
 * @param {{ root: string, testsFor: (mutant) => Test[], budget: number, types?: (mutant) => string | null, lanes?: number, tell?: (outcome) => void }} options
 *   `budget`: milliseconds of tests for a mutant; `types`: the type error of a mutant that no test noticed, or null
 * @returns outcomes `{ mutant, killed, by, tried, of }`: the test that failed, how many test files were tried and how many run the mutant
 */
export async function tryAll(mutants, { root, testsFor, budget, types = () => null, lanes = 2, tell = () => {} }) {
  const queue = [...mutants];
  const outcomes = [];
  /** Whether a test file, or a case of a drawn one, passes without a mutant; asked once, when it seems to have noticed one. */
  const passes = new Map();
  const broken = new Set();
  const noticed = async (lane, { name, ms, cases }, failure) => {
    const alone = { name, ms, ...(cases && failure.name && { cases: [failure.name.replaceAll(' > ', ' ')] }) };
    const key = JSON.stringify([name, alone.cases]);
    if (!passes.has(key)) passes.set(key, (await lane.failure(null, [alone])).failure === null);
    if (!passes.get(key) && !broken.has(name)) {
      broken.add(name);
      console.error(`not used, because it fails by itself: ${name}`);
    }
    return passes.get(key);
  };
  const judged = async (lane, mutant, tests) => {
    for (;;) {
      const chosen = affordable(
        tests.filter(({ name }) => !broken.has(name)),
        budget,
      );
      const { failure, tried } = chosen.length > 0 ? await lane.failure(mutant, chosen) : { failure: null, tried: 0 };
      const test = failure && chosen.find(({ name }) => name === failure.file);
      if (!test || (await noticed(lane, test, failure))) return { failure, tried };
    }
  };
  const work = async () => {
    const lane = new Lane(root);
    try {
      for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
        const tests = testsFor(mutant);
        const { failure, tried } = await judged(lane, mutant, tests);
        const by = failure ?? typeError(types(mutant));
        const outcome = { mutant, killed: by !== null, by, tried, of: tests.length };
        outcomes.push(outcome);
        tell(outcome);
      }
    } finally {
      lane.stop();
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, mutants.length) }, work));
  return outcomes;
}
