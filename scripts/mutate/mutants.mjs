// All mutants of the server's sources, a sample of them, and how one is found again after its file has changed.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { OPERATORS } from './operators.mjs';

/**
 * @typedef {object} Mutant
 * @property {string} file below server/src, with slashes
 * @property {string} operator a name in OPERATORS
 * @property {string} inside the names of what it stands in, outermost first, joined by dots; '' at the top of the file
 * @property {string} before the smallest whole expression or statement around the slip
 * @property {string} after the same with the slip
 * @property {number} nth from 0: which of those that are alike in all of the above
 * @property {number} start in the file's text, UTF-16 units, half-open
 * @property {number} end
 * @property {string} text what stands there instead
 * @property {number} line from 1
 */

/** Facts with a source, texts and examples: a slip in them is a wrong fact, which reading them finds and no test should repeat. */
const TABLES = /^(?:examples|sources|explains|title|since|kind|tier|gates|group|id)$/;
const LONGEST = 160;

const isFunction = (node) => ts.isFunctionLike(node) && node.body !== undefined;

function isOut(node, inTableRoom, inFunction) {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isInterfaceDeclaration(node)) return true;
  if (ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isPropertyAssignment(node) && TABLES.test(node.name.getText())) return true;
  return (
    inTableRoom && !inFunction && (ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node) || ts.isCallExpression(node))
  );
}

/** What is shown of a slip: the nearest expression or statement around it that says something, no longer than a line. */
function shownNode(node, slip) {
  let at = node;
  if (ts.isIfStatement(at)) at = at.expression;
  while (at.getEnd() < slip.end) at = at.parent;
  while (
    at.parent &&
    !ts.isSourceFile(at.parent) &&
    !ts.isBlock(at.parent) &&
    !ts.isClassElement(at.parent) &&
    at.parent.getEnd() - at.parent.getStart() <= LONGEST
  )
    at = at.parent;
  return at;
}

const oneLine = (text) => text.replace(/\s+/g, ' ').trim();

/**
 * The mutants of one file, in the order of its text.
 * @param {string} file below server/src
 * @param {string} text its contents
 * @returns {Mutant[]}
 */
export function mutantsOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const tables = file.startsWith('knowledge/');
  const found = [];
  const seen = new Map();
  const names = [];
  const visit = (node, inFunction) => {
    if (isOut(node, tables, inFunction)) return;
    const named = (isFunction(node) || ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node)) && node.name;
    if (named) names.push(node.name.getText());
    for (const [operator, slips] of Object.entries(OPERATORS)) {
      for (const slip of slips(node)) {
        const whole = shownNode(node, slip);
        const from = whole.getStart();
        const before = whole.getText();
        const after = before.slice(0, slip.start - from) + slip.text + before.slice(slip.end - from);
        const mutant = { file, operator, inside: names.join('.'), before: oneLine(before), after: oneLine(after) };
        const key = JSON.stringify(mutant);
        const nth = seen.get(key) ?? 0;
        seen.set(key, nth + 1);
        found.push({ ...mutant, nth, ...slip, line: source.getLineAndCharacterOfPosition(slip.start).line + 1 });
      }
    }
    ts.forEachChild(node, (child) => visit(child, inFunction || isFunction(node)));
    if (named) names.pop();
  };
  visit(source, false);
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What a mutant is known by wherever its line goes: all but the places. */
export const keyOf = ({ file, operator, inside, before, after, nth }) => ({
  file,
  operator,
  inside,
  before,
  after,
  ...(nth > 0 && { nth }),
});

/** The room of a file: the first folder, and for formats and rules the one below too. */
export const roomOf = (file) => file.split('/')[0];

/** The files with mutants below a folder; entry points only start what others do. */
export const sourcesIn = (root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => /\.ts$/.test(name) && !/\.d\.ts$|^main\.|^l10n\//.test(name))
    .sort();

/** All mutants below a folder. */
export const allMutants = (root) => sourcesIn(root).flatMap((file) => mutantsOf(file, readFileSync(path.join(root, file), 'utf8')));

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A sample over all rooms, at random but the same for a seed. Each room gives in proportion to the square root of its size, so that small
 * rooms are seen too; in a room the operators take turns, because regular expressions have more slips than all the rest together.
 */
export function sample(mutants, count, seed) {
  const next = random(seed);
  const rooms = new Map();
  for (const mutant of mutants) {
    const room = roomOf(mutant.file);
    const operators = rooms.get(room) ?? rooms.set(room, new Map()).get(room);
    operators.get(mutant.operator)?.push(mutant) ?? operators.set(mutant.operator, [mutant]);
  }
  const size = (operators) => [...operators.values()].reduce((sum, each) => sum + each.length, 0);
  const total = [...rooms.values()].reduce((sum, operators) => sum + Math.sqrt(size(operators)), 0);
  const taken = [];
  for (const operators of rooms.values()) {
    let share = Math.max(1, Math.round((count * Math.sqrt(size(operators))) / total));
    const turns = [...operators.values()];
    while (share > 0 && turns.length > 0) {
      for (let turn = 0; turn < turns.length && share > 0; turn++, share--) {
        const [one] = turns[turn].splice(Math.floor(next() * turns[turn].length), 1);
        taken.push(one);
        if (turns[turn].length === 0) turns.splice(turn--, 1);
      }
    }
  }
  return taken;
}
