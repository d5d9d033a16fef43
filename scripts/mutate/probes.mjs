// Which test file runs which part of a source file: every block and every function's expression reports once that it was entered.
import { createHash } from 'node:crypto';
import ts from 'typescript';

export const digestOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);

/**
 * The parts of a source file that are entered or not, as half-open ranges in the order of their beginnings; the first is the whole file.
 * @returns {{ start: number, end: number, at: number, expression: boolean }[]} `at`: where a statement can be put in
 */
export function regionsOf(text) {
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  const regions = [{ start: 0, end: text.length, at: 0, expression: false }];
  const visit = (node) => {
    if (ts.isBlock(node) && node.parent.kind !== ts.SyntaxKind.ModuleDeclaration)
      regions.push({ start: node.getStart(), end: node.getEnd(), at: node.getStart() + 1, expression: false });
    else if (ts.isCaseOrDefaultClause(node) && node.statements.length > 0) {
      const at = node.statements[0].getStart();
      regions.push({ start: at, end: node.getEnd(), at, expression: false });
    } else if (ts.isArrowFunction(node) && !ts.isBlock(node.body))
      regions.push({ start: node.body.getStart(), end: node.body.getEnd(), at: node.body.getStart(), expression: true });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return regions.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The source with a probe in each region, from `first` on; all that are more have the number `last`. No line moves. */
export function probed(text, first, last = Number.POSITIVE_INFINITY) {
  const inserts = [];
  const numberOf = (index) => Math.min(first + index, last);
  for (const [index, { end, at, expression }] of regionsOf(text).entries()) {
    if (expression) {
      // Outermost first at one beginning, innermost first at one end.
      inserts.push({ at, text: `(__hits[${numberOf(index)}] = 1, (`, order: index }, { at: end, text: '))', order: -index });
    } else if (index > 0) inserts.push({ at, text: `;__hits[${numberOf(index)}] = 1;`, order: index });
  }
  inserts.sort((a, b) => a.at - b.at || a.order - b.order);
  let out = `const __hits = globalThis.__smtpLensHits ?? []; __hits[${first}] = 1; `;
  let from = 0;
  for (const insert of inserts) {
    out += text.slice(from, insert.at) + insert.text;
    from = insert.at;
  }
  return out + text.slice(from);
}

/** The number, in a file, of the innermost region around a range. */
export function regionAt(regions, start, end) {
  let best = 0;
  for (const [index, region] of regions.entries()) if (region.start <= start && end <= region.end) best = index;
  return best;
}

/**
 * The tests that run a mutant, by a map (see map.mjs), with the time that they take. At the top of a file: those that enter any of its functions, or
 * one of a file that imports it and so may ask its tables and expressions; the same where the file has changed since the map was made. Where
 * nobody is known to: all.
 * @param {{ file: string, start: number, end: number }} mutant
 * @param {string} text the file's text
 * @param {(file: string) => readonly string[]} importers of a file, by names below server/src
 * @returns {{ name: string, ms: number, cases?: string[] }[]} `cases`: those alone, by their names
 */
export function testsOf(map, mutant, text, importers = () => []) {
  const tests = Object.entries(map.tests);
  const all = () => tests.map(([name, { ms }]) => ({ name, ms }));
  const known = map.files[mutant.file];
  if (known === undefined) return all();
  const index = known.digest === digestOf(text) ? regionAt(regionsOf(text), mutant.start, mutant.end) : 0;
  const files = [mutant.file, ...importers(mutant.file)].map((file) => map.files[file]).filter(Boolean);
  const enters =
    index > 0
      ? (hits) => hits.has(known.first + index)
      : (hits) => files.some(({ first, regions }) => anyIn(hits, first + 1, first + regions - 1));
  const found = tests.filter(([, { hits }]) => enters(hits)).map(([name, test]) => narrowed(name, test, enters));
  return found.length > 0 || index > 0 ? found : all();
}

/** Of a test file whose cases are known those that enter what is changed, where it is entered in cases alone. */
function narrowed(name, { ms, cases, beside }, enters) {
  if (!cases || enters(beside)) return { name, ms };
  const chosen = Object.entries(cases).filter(([, { hits }]) => enters(hits));
  return { name, ms: chosen.reduce((sum, [, one]) => sum + one.ms, 0), cases: chosen.map(([title]) => title) };
}

function anyIn(hits, from, to) {
  for (let number = from; number <= to; number++) if (hits.has(number)) return true;
  return false;
}
