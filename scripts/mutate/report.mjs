// What a run of `npm run mutate` says.
import { roomOf } from './mutants.mjs';

/** So many of a hundred mutants must be killed. */
export const FLOOR = 85;

const share = (part, all) => (all === 0 ? 100 : (100 * part) / all);

/** Whether the budget kept a mutant from tests that run it and might have noticed. */
export const isUnjudged = ({ killed, tried, of }) => !killed && tried < of;

/** One mutant's outcome: its place, the text before and after, and which test noticed or why none has to. */
export function outcomeText({ mutant, killed, by, tried, of }, reason) {
  const place = `${mutant.file}:${mutant.line} ${mutant.operator}`;
  if (killed) return `killed    ${place}, by ${by.file}${by.name ? `: ${by.name}` : ` (${by.error ?? 'does not load'})`}`;
  const tests =
    of === 0 ? 'no test runs it' : tried < of ? `${tried} of the ${of} test files that run it were tried` : `${of} test files run it`;
  return `${isUnjudged({ killed, tried, of }) ? 'UNJUDGED' : 'SURVIVED'}  ${place} (${tests})\n  - ${mutant.before}\n  + ${mutant.after}${reason ? `\n  because ${reason}` : ''}`;
}

/** Figures by room, and of all. */
export function summary(outcomes) {
  const rooms = new Map();
  for (const outcome of outcomes) {
    for (const name of [roomOf(outcome.mutant.file), 'all']) {
      const room = rooms.get(name) ?? rooms.set(name, { killed: 0, unjudged: 0, all: 0 }).get(name);
      room.all++;
      if (outcome.killed) room.killed++;
      if (isUnjudged(outcome)) room.unjudged++;
    }
  }
  const count = (number, words) => `${String(number).padStart(4)} ${words}`;
  const line = (name, { killed, unjudged, all }) =>
    [
      name.padEnd(10),
      count(killed, 'killed'),
      count(all - killed - unjudged, 'survived'),
      ...(unjudged > 0 ? [count(unjudged, 'not judged')] : []),
      count(share(killed, all).toFixed(0), '%'),
    ].join(' ');
  const { all, ...rest } = Object.fromEntries([...rooms].sort(([a], [b]) => (a < b ? -1 : 1)));
  return [...Object.entries(rest), ...(all ? [['all', all]] : [])].map(([name, room]) => line(name, room)).join('\n');
}

/** Whether enough were killed. */
export const enough = (outcomes) => share(outcomes.filter(({ killed }) => killed).length, outcomes.length) >= FLOOR;
