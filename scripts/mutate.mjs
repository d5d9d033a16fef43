// npm run mutate -- [--sample N] [--seed N] [--room NAME]… [--file PATH]… [--fixed] [--again FILE]… [--test NAME]… [--map] [--budget SECONDS]
//                   [--lanes N] [--json FILE]
// Makes small slips in the server (scripts/mutate/operators.mjs), one at a time, and looks whether a test or the type check notices. The last lines are the
// figures by room; the exit status is 1 where fewer than 85 % are killed, or a survivor of the fixed list has no reason beside it. A mutant that the
// budget kept from some of its tests was not judged, which is no better than to survive. `--again` takes the survivors of what `--json` wrote,
// where their code is still there; `--test` asks these test files alone, which tells in little time what a new test notices.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fixedMutants, reasonOf, survivorsOf } from './mutate/fixed.mjs';
import { makeMap, readMap } from './mutate/map.mjs';
import { allMutants, keyOf, roomOf, sample } from './mutate/mutants.mjs';
import { enough, outcomeText, summary } from './mutate/report.mjs';
import { byList, byMap, tryAll } from './mutate/run.mjs';
import { typeCheck } from './mutate/types.mjs';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const list = { type: 'string', multiple: true, default: [] };
const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    room: list,
    file: list,
    fixed: { type: 'boolean', default: false },
    again: list,
    test: list,
    map: { type: 'boolean', default: false },
    budget: { type: 'string', default: '60' },
    lanes: { type: 'string', default: '2' },
    json: { type: 'string' },
  },
});

/** The mutants asked for. */
function wanted() {
  const all = allMutants(path.join(root, 'server/src'));
  if (values.fixed) return fixedMutants(all);
  const { room, file, again } = values;
  if (again.length > 0)
    return survivorsOf(
      all,
      again.flatMap((name) => JSON.parse(readFileSync(name, 'utf8'))),
    );
  const among = all.filter(
    (mutant) =>
      (room.length === 0 || room.includes(roomOf(mutant.file))) && (file.length === 0 || file.some((name) => mutant.file.startsWith(name))),
  );
  return sample(among, Number(values.sample), Number(values.seed));
}

try {
  const mutants = wanted();
  const map = values.fixed || values.test.length > 0 ? null : ((values.map ? null : await readMap(root)) ?? (await makeMap(root)));
  console.log(
    `== ${mutants.length} mutants${values.fixed ? ' of the fixed list' : values.again.length > 0 ? ' that survived' : ` (seed ${values.seed})`}`,
  );
  const outcomes = await tryAll(mutants, {
    root,
    testsFor: values.test.length > 0 ? () => values.test.map((name) => ({ name, ms: 5000 })) : map ? byMap(root, map) : byList(root),
    budget: Number(values.budget) * 1000,
    types: typeCheck(root),
    lanes: Number(values.lanes),
    tell: (outcome) => console.log(outcomeText(outcome, reasonOf(outcome.mutant))),
  });
  const unexplained = outcomes.filter(({ mutant, killed }) => !killed && reasonOf(mutant) === undefined);
  if (values.json) {
    const entry = ({ mutant, by }) => ({ ...keyOf(mutant), ...(by ? { test: by.file } : { reason: '' }), line: mutant.line });
    writeFileSync(values.json, `${JSON.stringify(outcomes.map(entry), null, 2)}\n`);
  }
  console.log(`\n${summary(outcomes)}\n${unexplained.length} survivors without a reason in scripts/mutate/survivors.json`);
  const holds = enough(outcomes) && !(values.fixed && unexplained.length > 0);
  console.log(holds ? '1 passed, 0 failed' : '0 passed, 1 failed');
  process.exitCode = holds ? 0 : 1;
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
