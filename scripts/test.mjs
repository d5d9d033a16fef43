// npm test: everything that needs no browser. Installs what is missing, builds, type-checks, lints, runs the unit tests and the grammar
// tests; the last line is `N passed, N failed`, where the build, the type check and the lint count as one each.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** A check that either holds or does not. */
async function check(title, script, ...args) {
  console.log(`\n== ${title}`);
  const { status } = await node(script, ...args);
  status === 0 ? passed++ : failed++;
}

/** vitest's own count; a file that could not even be loaded is one failure, and so is a run without a report. */
async function unitTests(folder) {
  console.log('\n== unit tests');
  const report = path.join(folder, 'vitest.json');
  const output = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = await node('node_modules/vitest/vitest.mjs', 'run', '--dir', 'server/test', ...output);
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
  await check('types', 'node_modules/typescript/bin/tsc', '-p', '.', '--noEmit');
  await check('types of the site', 'node_modules/typescript/bin/tsc', '-p', 'site', '--noEmit');
  await check('lint', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings');
  await unitTests(reports);
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
