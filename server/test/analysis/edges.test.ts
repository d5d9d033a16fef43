import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { gateOf } from '../../src/analysis/gate';
import { textOf } from '../../src/text/lines';

const SECRET = 'Tul!p47xy';
const PLAIN = 'something that is no dialogue';

/** Lines from 1 at which what was secret in line `at` is hidden where it is shown, as ranges. */
function hidden(count: number, at: number): string {
  const lines = Array.from({ length: count }, (_, n) => (n === at ? `password: "${SECRET}"` : PLAIN));
  const gate = gateOf(Analysis.of(textOf(lines)));
  const isHidden = (line: number): boolean => !gate.within({ label: SECRET, range: { start: { line } } }).label.includes(SECRET);
  const ranges: string[] = [];
  for (let line = 0; line < count; line++) {
    if (!isHidden(line)) continue;
    const from = line;
    while (line + 1 < count && isHidden(line + 1)) line++;
    ranges.push(`${from + 1}-${line + 1}`);
  }
  return ranges.join(', ') || 'nowhere';
}

describe('how far from its line a secret is hidden, as drawn in edges/', () => {
  it('in short and long texts', async () => {
    const rows = [2, 599, 600, 601, 2000].flatMap((count) => [
      `## ${count} lines`,
      ...[0, Math.floor(count / 2), count - 1].map((at) => `  the secret in line ${at + 1}: hidden in ${hidden(count, at)}`),
    ]);
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot('edges/gate.txt');
  });
});
