// A setup file of vitest while the map is made: writes down which probes a test file hit, and how much it worked.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect } from 'vitest';

// The process is shared, and the sources hold on to the array: each test file begins with a clean one.
globalThis.__smtpLensHits ??= new Uint8Array(Number(process.env.SMTP_LENS_PROBE_COUNT));
const hits = globalThis.__smtpLensHits.fill(0);
const begun = process.cpuUsage();

afterAll(() => {
  const { testPath } = expect.getState();
  const { user, system } = process.cpuUsage(begun);
  const name = createHash('sha256').update(testPath).digest('hex').slice(0, 16);
  writeFileSync(
    path.join(process.env.SMTP_LENS_PROBES, `${name}.json`),
    JSON.stringify({ testPath, hits: [...hits.keys()].filter((n) => hits[n]), ms: (user + system) / 1000 }),
  );
});
