// The map from test files to the source that they run: made by one run of all tests with probes, kept in .cache/mutate.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
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
const BUNDLED = /^(?:cli\/(?:built|fix|live)|lsp\/(?:bounds|door|greeting)|packages\/mcp)$/;

/** The names below server/test of the test files that a mutant may fail, without `.test.ts`. */
export const testFiles = (root) =>
  readdirSync(path.join(root, 'server/test'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => name.replace(/\.test\.ts$/, ''))
    .filter((name) => !APART.test(name))
    .sort();

export const isBundled = (name) => BUNDLED.test(name);

export const pathOfTest = (root, name) => path.join(root, 'server/test', `${name}.test.ts`);

/** Vitest as `npm test` starts it, held open; `plugin` changes the sources on their way. */
export const openVitest = (root, plugin, options = {}) =>
  createVitest(
    'test',
    { root, dir: path.join(root, 'server/test'), watch: false, reporters: [{}], silent: true, ui: false, ...options },
    { plugins: [{ enforce: 'pre', ...plugin }], logLevel: 'silent' },
  );

const cacheOf = (root) => path.join(root, '.cache/mutate/map.json');

/** The map as it was kept, or null. */
export function readMap(root) {
  if (!existsSync(cacheOf(root))) return null;
  const map = JSON.parse(readFileSync(cacheOf(root), 'utf8'));
  for (const test of Object.values(map.tests)) test.hits = new Set(test.hits);
  return map;
}

/**
 * Runs all tests once with probes in the sources.
 * @returns {Promise<{ files: Record<string, { digest: string, first: number, regions: number }>,
 *   tests: Record<string, { ms: number, hits: Set<number> }> }>} `ms`: how long the test file took
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
  const folder = mkdtempSync(path.join(tmpdir(), 'smtp-lens-probes-'));
  process.env.SMTP_LENS_PROBES = folder;
  process.env.SMTP_LENS_PROBE_COUNT = String(next);
  const transform = (code, id) => {
    const name = path.relative(src, id.split('?')[0]).split(path.sep).join('/');
    return files[name] && { code: probed(code, files[name].first), map: null };
  };
  const setup = fileURLToPath(new URL('setup.mjs', import.meta.url));
  const vitest = await openVitest(
    root,
    { name: 'probes', transform },
    { setupFiles: [setup], testTimeout: 60_000, isolate: false, maxWorkers: availableParallelism() },
  );
  const tests = {};
  try {
    await vitest.standalone();
    const wanted = new Set(
      testFiles(root)
        .filter((name) => !isBundled(name))
        .map((name) => pathOfTest(root, name)),
    );
    const specs = (await vitest.globTestSpecifications()).filter(({ moduleId }) => wanted.has(moduleId));
    const { testModules } = await vitest.runTestSpecifications(specs, true);
    const nameOf = (file) =>
      path
        .relative(path.join(root, 'server/test'), file)
        .split(path.sep)
        .join('/')
        .replace(/\.test\.ts$/, '');
    for (const module of testModules) {
      const { duration, collectDuration } = module.diagnostic();
      // What fails without a mutant says nothing about one.
      if (module.ok()) tests[nameOf(module.moduleId)] = { ms: Math.round(duration + collectDuration), hits: [] };
      else console.error(`not used, because it fails by itself: ${nameOf(module.moduleId)}`);
    }
    for (const report of readdirSync(folder)) {
      const { testPath, hits } = JSON.parse(readFileSync(path.join(folder, report), 'utf8'));
      const test = tests[nameOf(testPath)];
      if (test) test.hits = hits;
    }
  } finally {
    await vitest.close();
    rmSync(folder, { recursive: true, force: true });
  }
  mkdirSync(path.dirname(cacheOf(root)), { recursive: true });
  writeFileSync(cacheOf(root), JSON.stringify({ files, tests }));
  return readMap(root);
}
