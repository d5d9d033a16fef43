// The map from test files to the source that they run: made by one run of all tests with probes, kept in .cache/mutate. Test files that are new or
// another text now are run again when the map is read.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { createVitest } from 'vitest/node';
import { sourcesIn } from './mutants.mjs';
import { digestOf, probed, regionsOf } from './probes.mjs';

/**
 * They judge the text of the sources or the clock and not what the program does: any change of the text fails them. Fuzzing is at random and
 * long, and has a run of its own. `lsp/href` replaces a module before it is loaded, and so wants a process of its own.
 */
const APART =
  /^(?:house|claims|manifest|release|mutate\/.*|fuzz\/.*|properties\/(?:linear|growth)|text\/(?:voice|l10n)|packages\/new|lsp\/href)$/;

/** They run bundles, in which no probe is; tried where no other test runs a mutant. */
const BUNDLED = /^(?:cli\/(?:built|fix|jobs|live)|lsp\/(?:bounds|door|greeting)|packages\/mcp)$/;

/** The names below server/test of the test files that a mutant may fail, without `.test.ts`. */
export const testFiles = (root) =>
  readdirSync(path.join(root, 'server/test'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => name.replace(/\.test\.ts$/, ''))
    .filter((name) => !APART.test(name))
    .sort();

/**
 * They draw all that is read or shown of many texts: no other tests notice so much in so little time. No case of theirs needs what another did, so
 * a mutant is tried with those alone that run it.
 */
const DRAWN = /\/(?:drawn|beside|damaged|edges|worn)$/;
export const isDrawn = (name) => DRAWN.test(name);

export const isBundled = (name) => BUNDLED.test(name);

export const pathOfTest = (root, name) => path.join(root, 'server/test', `${name}.test.ts`);

/** Vitest as `npm test` starts it, held open; `plugin` changes the sources on their way. */
export const openVitest = (root, plugin, options = {}) =>
  createVitest(
    'test',
    { root, dir: path.join(root, 'server/test'), watch: false, reporters: [{}], silent: true, ui: false, ...options },
    { plugins: [{ enforce: 'pre', ...plugin }], logLevel: 'silent' },
  );

/** Which sources import a source, by names below server/src: those that import it for its types alone too. */
export function importersIn(root) {
  const src = path.join(root, 'server/src');
  const importers = new Map();
  for (const file of sourcesIn(src)) {
    for (const { fileName } of ts.preProcessFile(readFileSync(path.join(src, file), 'utf8'), true, true).importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const base = path.posix.join(path.posix.dirname(file), fileName);
      for (const target of [`${base}.ts`, `${base}/index.ts`]) importers.get(target)?.push(file) ?? importers.set(target, [file]);
    }
  }
  return (file) => importers.get(file) ?? [];
}

const cacheOf = (root) => path.join(root, '.cache/mutate/map.json');

const digestOfTest = (root, name) => digestOf(readFileSync(pathOfTest(root, name), 'utf8'));

const nameOfTest = (root, file) =>
  path
    .relative(path.join(root, 'server/test'), file)
    .split(path.sep)
    .join('/')
    .replace(/\.test\.ts$/, '');

/**
 * @typedef {object} TestMap
 * @property {Record<string, { digest: string, first: number, regions: number }>} files
 * @property {Record<string, { digest: string, ms: number, hits: Set<number>, cases?: Record<string, Case>, beside?: Set<number> }>} tests
 *   `ms`: how long the test file takes where nothing else runs; `cases`: of those that are drawn; `beside`: what was hit outside of any case
 * @typedef {{ ms: number, hits: Set<number> }} Case
 */

/**
 * The map as it was kept, brought up to the test files of today; null if there is none.
 * @returns {Promise<TestMap | null>}
 */
export async function readMap(root) {
  if (!existsSync(cacheOf(root))) return null;
  const map = JSON.parse(readFileSync(cacheOf(root), 'utf8'));
  const names = testFiles(root).filter((name) => !isBundled(name));
  const stale = names.filter((name) => map.tests[name]?.digest !== digestOfTest(root, name));
  // One that fails by itself now would seem to notice every mutant.
  for (const name of stale) delete map.tests[name];
  if (stale.length > 0) Object.assign(map.tests, await probedRun(root, map.files, stale));
  const tests = Object.fromEntries(Object.entries(map.tests).filter(([name]) => names.includes(name)));
  return kept(root, { files: map.files, tests });
}

/**
 * Runs all tests once with probes in the sources.
 * @returns {Promise<TestMap>}
 */
export async function makeMap(root) {
  const src = path.join(root, 'server/src');
  const files = {};
  let next = 0;
  for (const file of sourcesIn(src)) {
    const text = readFileSync(path.join(src, file), 'utf8');
    const regions = regionsOf(text).length;
    files[file] = { digest: digestOf(text), first: next, regions };
    next += regions;
  }
  const tests = await probedRun(
    root,
    files,
    testFiles(root).filter((name) => !isBundled(name)),
  );
  return kept(root, { files, tests });
}

function kept(root, map) {
  mkdirSync(path.dirname(cacheOf(root)), { recursive: true });
  writeFileSync(cacheOf(root), JSON.stringify(map));
  for (const test of Object.values(map.tests)) {
    for (const one of [test, ...Object.values(test.cases ?? {})]) one.hits = new Set(one.hits);
    if (test.beside) test.beside = new Set(test.beside);
  }
  return map;
}

/** Runs test files with probes; the sources have the numbers of `files`, and those that changed since as many as they had. */
async function probedRun(root, files, names) {
  const src = path.join(root, 'server/src');
  const folder = mkdtempSync(path.join(tmpdir(), 'smtp-lens-probes-'));
  process.env.SMTP_LENS_PROBES = folder;
  process.env.SMTP_LENS_PROBE_COUNT = String(Math.max(...Object.values(files).map(({ first, regions }) => first + regions)));
  const transform = (code, id) => {
    const file = files[path.relative(src, id.split('?')[0]).split(path.sep).join('/')];
    return file && { code: probed(code, file.first, file.first + file.regions - 1), map: null };
  };
  const setup = fileURLToPath(new URL('setup.mjs', import.meta.url));
  const vitest = await openVitest(
    root,
    { name: 'probes', transform },
    { setupFiles: [setup], testTimeout: 600_000, hookTimeout: 600_000, isolate: false, maxWorkers: availableParallelism() },
  );
  const tests = {};
  try {
    await vitest.standalone();
    const wanted = new Set(names.map((name) => pathOfTest(root, name)));
    const specs = (await vitest.globTestSpecifications()).filter(({ moduleId }) => wanted.has(moduleId));
    const { testModules } = await vitest.runTestSpecifications(specs, true);
    for (const module of testModules) {
      const name = nameOfTest(root, module.moduleId);
      const { duration, collectDuration } = module.diagnostic();
      // What fails without a mutant says nothing about one.
      if (module.ok()) tests[name] = { digest: digestOfTest(root, name), ms: duration + collectDuration, hits: [] };
      else console.error(`not used, because it fails by itself: ${name}`);
    }
    let [took, worked] = [1, 1];
    for (const report of readdirSync(folder)) {
      const { testPath, hits, beside, cases, ms } = JSON.parse(readFileSync(path.join(folder, report), 'utf8'));
      const test = tests[nameOfTest(root, testPath)];
      if (!test) continue;
      test.hits = hits;
      if (isDrawn(nameOfTest(root, testPath))) Object.assign(test, { cases, beside });
      test.worked = ms;
      took += test.ms;
      worked += ms;
    }
    // A busy machine makes all of them longer alike. What a test has other processes do is not in its own work.
    const busy = Math.max(1, took / worked);
    for (const test of Object.values(tests)) {
      test.ms = Math.round(Math.max(test.ms / busy, test.worked ?? 0));
      delete test.worked;
    }
  } finally {
    await vitest.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return tests;
}
