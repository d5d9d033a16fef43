// A setup file of vitest while the map is made: writes down which probes a test file hit, and how much it worked.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';

// The process is shared, and the sources hold on to the array: each test file begins with a clean one.
globalThis.__smtpLensHits ??= new Uint8Array(Number(process.env.SMTP_LENS_PROBE_COUNT));
const hits = globalThis.__smtpLensHits.fill(0);
const begun = process.cpuUsage();
const since = (time) => {
  const { user, system } = process.cpuUsage(time);
  return (user + system) / 1000;
};
const numbers = (all) => [...all.keys()].filter((n) => all[n]);

/** What was hit by now: in cases, and beside them. */
const whole = new Uint8Array(hits.length);
const beside = new Uint8Array(hits.length);
const cases = {};
let caseBegun = begun;

/** As vitest compares it with a pattern. */
const fullNameOf = ({ suite, name }) => (suite ? `${fullNameOf(suite)} ${name}` : name);

function keep(...stores) {
  for (let n = 0; n < hits.length; n++) if (hits[n]) for (const store of stores) store[n] = 1;
}
beforeEach(() => {
  keep(whole, beside);
  hits.fill(0);
  caseBegun = process.cpuUsage();
});
afterEach(({ task }) => {
  keep(whole);
  cases[fullNameOf(task)] = { ms: since(caseBegun), hits: numbers(hits) };
  hits.fill(0);
});

afterAll(() => {
  keep(whole, beside);
  const { testPath } = expect.getState();
  const name = createHash('sha256').update(testPath).digest('hex').slice(0, 16);
  writeFileSync(
    path.join(process.env.SMTP_LENS_PROBES, `${name}.json`),
    JSON.stringify({ testPath, hits: numbers(whole), beside: numbers(beside), cases, ms: since(begun) }),
  );
});
