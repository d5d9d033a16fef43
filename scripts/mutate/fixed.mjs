// The fixed list of mutants that every landing tries, and the survivors that are known, each with its reason.
import { readFileSync } from 'node:fs';
import { keyOf } from './mutants.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const textOf = (key) => JSON.stringify(keyOf({ nth: 0, ...key }));

/** What a person does about an entry whose text has gone. */
const lost = ({ file, inside, before }) =>
  `scripts/mutate/fixed.json names code that is no longer in server/src/${file}${inside ? ` (${inside})` : ''}: ${before}\n` +
  '  If it was only rewritten, give the entry its new "before" and "after"; if it is gone, replace the entry by another mutant of the room:\n' +
  `  npm run mutate -- --file ${file} --sample 10 --json FILE writes entries of that file with the tests that kill them.`;

/**
 * The mutants of a list, each with `test`, the test file that kills it.
 * @param {import('./mutants.mjs').Mutant[]} all
 * @param {object[]} list entries as keyOf makes them, with `test`
 * @throws where an entry's text is not in its file any more; the message says of all of them what to do
 */
export function fixedMutants(all, list = read('fixed.json')) {
  const known = new Map(all.map((mutant) => [textOf(mutant), mutant]));
  const missing = list.filter((entry) => !known.has(textOf(entry)));
  if (missing.length > 0) throw new Error(missing.map(lost).join('\n'));
  return list.map((entry) => ({ ...known.get(textOf(entry)), test: entry.test }));
}

/** The mutants of entries that no test killed, each once; those whose code has gone are left out. */
export function survivorsOf(all, entries) {
  const wanted = new Set(entries.filter(({ test }) => !test).map(textOf));
  return all.filter((mutant) => wanted.has(textOf(mutant)));
}

/** The reason why a mutant may survive, or undefined. */
export function reasonOf(mutant, list = read('survivors.json')) {
  return list.find((entry) => textOf(entry) === textOf(mutant))?.reason;
}
