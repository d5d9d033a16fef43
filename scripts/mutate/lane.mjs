// A process of its own that holds vitest open and tries one mutant after another; run.mjs ends it where a mutant does not end.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openVitest, pathOfTest } from './map.mjs';

const root = process.argv[2];
const src = path.join(root, 'server/src');
let mutant = null;

/** The text of the mutated file, and null for any other. */
function mutated(file) {
  if (mutant === null || file !== path.join(src, mutant.file)) return null;
  const text = readFileSync(file, 'utf8');
  return text.slice(0, mutant.start) + mutant.text + text.slice(mutant.end);
}

const transform = (_, id) => {
  const text = mutated(id.split('?')[0]);
  return text === null ? undefined : { code: text, map: null };
};

/** The first failure of this run: vitest's own result still tells those of earlier ones. */
let failure = null;
const nameOf = ({ moduleId }) =>
  path
    .relative(path.join(root, 'server/test'), moduleId)
    .split(path.sep)
    .join('/')
    .replace(/\.test\.ts$/, '');
const reporter = {
  onTestModuleQueued(module) {
    process.send({ at: nameOf(module) });
  },
  onTestCaseResult(test) {
    const { state, errors } = test.result();
    if (state === 'failed') failure ??= { file: nameOf(test.module), name: test.fullName, error: errors?.[0]?.message };
  },
  onTestModuleEnd(module) {
    if (module.state() === 'failed') failure ??= { file: nameOf(module), name: '', error: module.errors()[0]?.message };
  },
};

/** vitest would run the longest test files first. */
class AsTold {
  shard(specs) {
    return specs;
  }
  sort(specs) {
    return specs;
  }
}

// A test that takes long on a busy machine has not failed: run.mjs waits for what the tests took without a mutant, many times over.
const vitest = await openVitest(
  root,
  { name: 'mutant', transform },
  {
    bail: 1,
    maxWorkers: 1,
    isolate: false,
    sequence: { sequencer: AsTold },
    testTimeout: 600_000,
    hookTimeout: 600_000,
    reporters: [reporter],
  },
);
await vitest.standalone();
const specs = new Map((await vitest.globTestSpecifications()).map((spec) => [spec.moduleId, spec]));

const literally = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** A test file as vitest takes it, with the cases that are meant. */
function specOf({ name, cases }) {
  const spec = specs.get(pathOfTest(root, name));
  if (!spec || !cases) return spec;
  return spec.project.createSpecification(spec.moduleId, { testNamePattern: new RegExp(`^(?:${cases.map(literally).join('|')})$`) });
}

/** Puts the next mutant in place of the last one; null for the sources as they are. */
function take(next) {
  for (const one of [mutant, next]) if (one) vitest.invalidateFile(path.join(src, one.file));
  mutant = next;
  // Tests that build a bundle read it (server/test/built.ts).
  if (next) process.env.SMTP_LENS_MUTANT = JSON.stringify({ ...next, file: path.join(src, next.file) });
  else delete process.env.SMTP_LENS_MUTANT;
}

process.on('message', async ({ mutant: next, tests }) => {
  take(next);
  const wanted = tests.map(specOf).filter(Boolean);
  failure = null;
  const { unhandledErrors } = await vitest.runTestSpecifications(wanted, false);
  if (unhandledErrors.length > 0) failure ??= { file: tests[0].name, name: '', error: String(unhandledErrors[0]) };
  process.send({ failure });
});
// Nobody asks any more.
process.on('disconnect', () => process.exit());
process.send({ ready: true });
