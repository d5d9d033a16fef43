// npm test: everything that needs no browser. Installs what is missing, builds, then type-checks and lints while it runs the unit tests, and
// runs the grammar tests; the last line is `N passed, N failed`, where the build, the type check and the lint count as one each.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing } from './dependencies.mjs';
import { run } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
let passed = 0;
let failed = 0;

/** Runs a program of node_modules or a script of ours under this Node, its output on ours. */
function node(script, ...args) {
  return run(process.execPath, [path.join(root, script), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** A check that either holds or does not. What it says is printed at its end, because the tests print meanwhile. */
async function check(title, script, ...args) {
  const { status, stdout, stderr } = await run(process.execPath, [path.join(root, script), ...args], { cwd: root });
  console.log(`\n== ${title}\n${stdout}${stderr}`);
  status === 0 ? passed++ : failed++;
}

/**
 * Test files that replace or watch what a module does when it is loaded, or compare times: they want processes of their own, and run when the
 * others are done.
 */
const ALONE = ['properties/linear', 'properties/growth', 'formats/logs/hostile', 'lsp/href', 'lsp/server'].map((name) => `${name}.test.ts`);

/** vitest's own count; a file that could not even be loaded is one failure, and so is a run without a report. */
async function unitTests(folder, name, ...args) {
  console.log(`\n== ${name}`);
  const report = path.join(folder, `${name}.json`);
  const output = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = await node('node_modules/vitest/vitest.mjs', 'run', '--dir', 'server/test', ...output, ...args);
  const before = failed;
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    passed += result.numPassedTests;
    failed += result.numFailedTests;
    failed += result.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.every((one) => one.status !== 'failed'),
    ).length;
    if (result.numPendingTests > 0) console.log(`${result.numPendingTests} skipped`);
  } catch {
    // no report: counted below
  }
  if (status !== 0 && failed === before) failed++;
}

const reports = mkdtempSync(path.join(tmpdir(), 'smtp-lens-test-'));
try {
  await installMissing();
  await check('build', 'scripts/build.mjs');
  const checks = async () => {
    await check('types', 'node_modules/typescript/bin/tsc', '-p', '.', '--noEmit');
    await check('types of the site', 'node_modules/typescript/bin/tsc', '-p', 'site', '--noEmit');
    await check('lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings');
  };
  const units = async () => {
    // To load the sources costs more than most test files do: a process that has loaded them runs many.
    const others = ALONE.map((file) => `--exclude=**/${file}`);
    const shared = ['--no-isolate', `--maxWorkers=${availableParallelism()}`];
    // As many as there are cores, and the type check beside them: a test that waits for its turn has not failed.
    await unitTests(reports, 'unit tests', ...shared, '--testTimeout=30000', '--hookTimeout=60000', ...others);
    await unitTests(reports, 'unit tests in processes of their own', ...ALONE);
  };
  await Promise.all([checks(), units()]);
  console.log('\n== grammar tests');
  const { grammarTests } = await import('./grammar-tests.mjs');
  const grammars = await grammarTests();
  passed += grammars.passed;
  failed += grammars.failed;
} catch (error) {
  console.error(error.message);
  failed++;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
