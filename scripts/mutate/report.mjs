// What a run of `npm run mutate` says.
import { roomOf } from './mutants.mjs';

/** So many of a hundred mutants must be killed. */
export const FLOOR = 85;

const share = (part, all) => (all === 0 ? 100 : (100 * part) / all);

/** One mutant's outcome: its place, the text before and after, and which test noticed or why none has to. */
export function outcomeText({ mutant, killed, by, tried, of }, reason) {
  const place = `${mutant.file}:${mutant.line} ${mutant.operator}`;
  if (killed) return `killed    ${place}, by ${by.file}${by.name ? `: ${by.name}` : ` (${by.error ?? 'does not load'})`}`;
  const tests =
    of === 0 ? 'no test runs it' : tried < of ? `${tried} of the ${of} test files that run it were tried` : `${of} test files run it`;
  return `SURVIVED  ${place} (${tests})\n  - ${mutant.before}\n  + ${mutant.after}${reason ? `\n  because ${reason}` : ''}`;
}

/** Figures by room, and of all. */
export function summary(outcomes) {
  const rooms = new Map();
  for (const { mutant, killed } of outcomes) {
    for (const name of [roomOf(mutant.file), 'all']) {
      const room = rooms.get(name) ?? rooms.set(name, { killed: 0, all: 0 }).get(name);
      room.all++;
      if (killed) room.killed++;
    }
  }
  const line = (name, { killed, all }) =>
    `${name.padEnd(10)} ${String(killed).padStart(4)} killed ${String(all - killed).padStart(4)} survived ${share(killed, all).toFixed(0).padStart(4)} %`;
  const { all, ...rest } = Object.fromEntries([...rooms].sort(([a], [b]) => (a < b ? -1 : 1)));
  return [...Object.entries(rest), ...(all ? [['all', all]] : [])].map(([name, room]) => line(name, room)).join('\n');
}

/** Whether enough were killed. */
export const enough = (outcomes) => share(outcomes.filter(({ killed }) => killed).length, outcomes.length) >= FLOOR;
