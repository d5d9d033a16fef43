// Runs syntaxes/test/** through vscode-tmgrammar-test with the grammars of package.json and those that only the tests need
// (syntaxes/test/**/*.tmLanguage.json: stand-ins for VS Code's own log and Markdown grammars).
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const HEADER = /^\S+ SYNTAX TEST "/;

/** Each test file is one test; one that asserts nothing fails. `reports` is a folder for the tool's XML. */
export async function grammarTestRuns(reports) {
  const all = readdirSync(path.join(root, 'syntaxes', 'test'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  const grammars = all.filter((name) => name.endsWith('.tmLanguage.json'));
  const tests = all.filter((name) => HEADER.test(readFileSync(path.join(root, name), 'utf8').slice(0, 200)));
  if (tests.length === 0) {
    console.log('no grammar tests in syntaxes/test');
    return { passed: 0, failed: 1 };
  }
  const tool = path.join(root, 'node_modules/vscode-tmgrammar-test/dist/unit.js');
  const args = [...grammars.flatMap((name) => ['-g', name]), '--xunit-report', reports, ...tests];
  await run(process.execPath, [tool, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });

  const verdicts = readdirSync(reports)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => readFileSync(path.join(reports, name), 'utf8'))
    .map((xml) => ({
      asserted: Number(/ tests="(\d+)"/.exec(xml)?.[1]),
      failures: Number(/ failures="(\d+)"/.exec(xml)?.[1]) + Number(/ errors="(\d+)"/.exec(xml)?.[1]),
    }));
  const passed = verdicts.filter(({ asserted, failures }) => asserted > 0 && failures === 0).length;
  return { passed, failed: tests.length - passed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const reports = mkdtempSync(path.join(tmpdir(), 'smtp-lens-grammar-'));
  const { passed, failed } = await grammarTestRuns(reports);
  rmSync(reports, { recursive: true, force: true });
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
