// Tries mutants, two at a time: each against the test files that run it, nearest and cheapest first, until one fails.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isBundled, testFiles } from './map.mjs';
import { roomOf } from './mutants.mjs';
import { testsOf } from './probes.mjs';

/** Of one start of the tests, in milliseconds: what they took when the map was made, many times over, because the machine may be busy. */
const patience = (expected) => 20_000 + 8 * expected;
/** Test files are started in groups: a first one of a second, so that the common case costs little, then longer ones. */
const GROUPS = [1_500, 10_000, 30_000];

/** A lane (lane.mjs) that is started anew where a mutant hung it. */
class Lane {
  constructor(root) {
    this.root = root;
    this.child = null;
  }

  async start() {
    this.child = fork(new URL('lane.mjs', import.meta.url), [this.root], { detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    if ((await this.answer(300_000)) === null) throw new Error('vitest did not start');
  }

  /** The lane's next message; null after so many milliseconds, or where it died. */
  answer(ms) {
    const { child } = this;
    return new Promise((resolve) => {
      const timer = setTimeout(() => done(null), ms);
      const gone = () => done(null);
      const done = (message) => {
        clearTimeout(timer);
        child.off('message', done);
        child.off('exit', gone);
        resolve(message);
      };
      child.once('message', done);
      child.once('exit', gone);
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

  /** What of these tests fails with the mutant: null for none; a mutant that hangs the tests fails them. */
  async failure(mutant, tests, expected) {
    if (this.child === null) await this.start();
    this.child.send({ mutant, tests });
    const message = await this.answer(patience(expected));
    if (message !== null) return message.failure;
    this.stop();
    return { file: tests[0], name: '', error: 'does not end' };
  }
}

/** @typedef {{ name: string, ms: number }} Test  A test file (map.mjs, testFiles) and how long it takes. */

/** They draw all that is read or shown of many texts: no other tests notice so much in so little time. */
const DRAWN = /\/(?:drawn|beside)$/;

/**
 * The test files that run a mutant, by the map: its own room's first, then those that notice most, then the cheapest; behind them the bundles
 * of its room.
 */
export function byMap(root, map) {
  const bundled = testFiles(root).filter(isBundled);
  return (mutant) => {
    const room = `${roomOf(mutant.file)}/`;
    const far = ({ name }) => (name.startsWith(room) ? 0 : DRAWN.test(name) ? 1 : 2);
    const tests = testsOf(map, mutant, readFileSync(path.join(root, 'server/src', mutant.file), 'utf8'));
    const inside = tests.map((name) => ({ name, ms: map.tests[name].ms })).sort((a, b) => far(a) - far(b) || a.ms - b.ms);
    return [...inside, ...bundled.filter((name) => name.startsWith(room)).map((name) => ({ name, ms: 15_000 }))];
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

/** Splits tests into groups by what they are expected to take, `budget` milliseconds in all; one test is always tried. */
export function groupsOf(tests, budget) {
  const groups = [];
  let spent = 0;
  for (const { name, ms } of tests) {
    if (groups.length > 0 && spent + ms > budget) continue;
    const last = groups.at(-1);
    const most = GROUPS[Math.min(groups.length, GROUPS.length) - 1];
    if (last && last.ms + ms <= most) {
      last.names.push(name);
      last.ms += ms;
    } else groups.push({ names: [name], ms });
    spent += ms;
  }
  return groups;
}

/**
 * Tries mutants and calls `tell` with each outcome.
 * @param {{ root: string, testsFor: (mutant) => Test[], budget: number, lanes?: number, tell?: (outcome) => void }} options
 *   `budget`: milliseconds of tests for a mutant
 * @returns outcomes `{ mutant, killed, by, tried, of }`: the test that failed, how many test files were tried and how many run the mutant
 */
export async function tryAll(mutants, { root, testsFor, budget, lanes = 2, tell = () => {} }) {
  const queue = [...mutants];
  const outcomes = [];
  const work = async () => {
    const lane = new Lane(root);
    try {
      for (let mutant = queue.shift(); mutant; mutant = queue.shift()) {
        const tests = testsFor(mutant);
        const outcome = { mutant, killed: false, by: null, tried: 0, of: tests.length };
        for (const group of groupsOf(tests, budget)) {
          outcome.tried += group.names.length;
          outcome.by = await lane.failure(mutant, group.names, group.ms);
          outcome.killed = outcome.by !== null;
          if (outcome.killed) break;
        }
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
