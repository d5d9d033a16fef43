// npm run test:grammar: syntaxes/test/** through vscode-tmgrammar-test, with the grammars of package.json and those that only the tests
// need (syntaxes/test/base). A file with a SYNTAX TEST header is one test, and so is a file beside which a .snap lies.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const HEADER = /^\S+ SYNTAX TEST "/;
const ASSERTION = /^\S+\s*(?:\^|<-)/m;
const SCOPES = { '.smtp': 'source.smtp', '.log': 'text.maillog' };

/** Runs one of the package's two programs; returns how many of `files` it calls successful. */
async function succeed(program, args, files) {
  if (files.length === 0) return 0;
  const script = path.join(root, 'node_modules/vscode-tmgrammar-test/dist', program);
  const { stdout, stderr } = await run(process.execPath, [script, ...args, ...files], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  process.stdout.write(stdout + stderr);
  return files.filter((file) => stdout.includes(`✓ ${file} `)).length;
}

/** How many test files pass and fail. A file that asserts nothing fails, and so does having no tests. */
export async function grammarTests() {
  const all = readdirSync(path.join(root, 'syntaxes', 'test'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  const grammars = all.filter((file) => file.endsWith('.tmLanguage.json')).flatMap((file) => ['-g', file]);
  const read = (file) => readFileSync(path.join(root, file), 'utf8');
  const annotated = all.filter((file) => HEADER.test(read(file)));
  const empty = annotated.filter((file) => !ASSERTION.test(read(file).split('\n').slice(1).join('\n')));
  for (const file of empty) console.log(`✖ ${file} asserts nothing`);
  const snapped = all.filter((file) => existsSync(path.join(root, `${file}.snap`)));

  let passed = await succeed('unit.js', grammars, annotated);
  for (const [extension, scope] of Object.entries(SCOPES)) {
    const files = snapped.filter((file) => file.endsWith(extension));
    passed += await succeed('snapshot.js', ['--scope', scope], files);
  }
  passed -= empty.length;
  const failed = annotated.length + snapped.length - passed;
  return { passed, failed: passed + failed === 0 ? 1 : failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed } = await grammarTests();
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
