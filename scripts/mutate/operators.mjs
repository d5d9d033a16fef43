// The operators of `npm run mutate`: each makes one small slip in a program, as a person would. A slip is a place in the text and what stands
// there instead. server/test/mutate draws what each of them does.
import ts from 'typescript';
import { slipsInRegex } from './regex.mjs';

const K = ts.SyntaxKind;

/** @typedef {{ start: number, end: number, text: string }} Slip  Half-open, in UTF-16 units of the source file. */

const BOUNDARIES = new Map([
  [K.LessThanToken, '<='],
  [K.LessThanEqualsToken, '<'],
  [K.GreaterThanToken, '>='],
  [K.GreaterThanEqualsToken, '>'],
]);
const EQUALITIES = new Map([
  [K.EqualsEqualsEqualsToken, '!=='],
  [K.ExclamationEqualsEqualsToken, '==='],
  [K.EqualsEqualsToken, '!='],
  [K.ExclamationEqualsToken, '=='],
]);
const JUNCTIONS = new Map([
  [K.AmpersandAmpersandToken, '||'],
  [K.BarBarToken, '&&'],
]);
/** A word of these calls decides something; in other calls it is mostly a text for people. */
const ASKS = /^(?:startsWith|endsWith|includes|has|indexOf|lastIndexOf)$/;
const EMPTY = /^(?:false|null|undefined|''|0|Number\.NaN)$/;
const CUTS = /^(?:slice|substring|charCodeAt|charAt|at|codePointAt)$/;
/** From the loudest down; the slip takes the next. */
const LOUDNESS = ['error', 'warning', 'information', 'hint', 'off'];

const slip = (node, text) => ({ start: node.getStart(), end: node.getEnd(), text });
const swapped = (table) => (node) =>
  ts.isBinaryExpression(node) && table.has(node.operatorToken.kind) ? [slip(node.operatorToken, table.get(node.operatorToken.kind))] : [];

const unwrapped = (node) => (ts.isParenthesizedExpression(node) ? unwrapped(node.expression) : node);
const negated = (condition) => {
  const inner = unwrapped(condition);
  // What another operator turns already is not made twice.
  if (ts.isPrefixUnaryExpression(inner) || (ts.isBinaryExpression(inner) && EQUALITIES.has(inner.operatorToken.kind))) return [];
  return [slip(condition, `!(${condition.getText()})`)];
};

/** A plus or minus that counts: one side is a number or a length. Sums of texts are none. */
const counts = (node) => {
  const side = unwrapped(node);
  if (ts.isNumericLiteral(side)) return true;
  if (ts.isPropertyAccessExpression(side)) return /^(?:length|index|start|end|from|to|offset|at|line|column)$/.test(side.name.text);
  return ts.isBinaryExpression(side) && /^[-+]$/.test(side.operatorToken.getText()) && (counts(side.left) || counts(side.right));
};

/** Whether a call, by its name, is one of those. */
const isCall = (node, names) =>
  node !== undefined &&
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  names.test(node.expression.name.text);

/** A threshold: a number that something is compared with, or that has a name of its own, in a call too. */
function isThreshold(node) {
  const parent = ts.isPrefixUnaryExpression(node.parent) ? node.parent.parent : node.parent;
  if (ts.isBinaryExpression(parent)) return !/^[-+]$/.test(parent.operatorToken.getText());
  return ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isCaseClause(parent) || ts.isConditionalExpression(parent);
}

/** Ends what it stands in before its time. */
const leaves = (node) =>
  ts.isReturnStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node) || ts.isThrowStatement(node);

/** The operators by name; each gives the slips that it can make at one node, without those of the node's parts. */
export const OPERATORS = {
  boundary: swapped(BOUNDARIES),
  equality: swapped(EQUALITIES),
  junction: swapped(JUNCTIONS),

  boolean: (node) => (node.kind === K.TrueKeyword ? [slip(node, 'false')] : node.kind === K.FalseKeyword ? [slip(node, 'true')] : []),

  /** The condition of an if or a choice turned round; a `!` taken away. A loop's condition is left alone: it would mostly not end. */
  negation(node) {
    if (ts.isIfStatement(node)) return negated(node.expression);
    if (ts.isConditionalExpression(node)) return negated(node.condition);
    return ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken ? [slip(node, `!!${node.operand.getText()}`)] : [];
  },

  threshold(node) {
    if (!ts.isNumericLiteral(node) || !isThreshold(node)) return [];
    const value = Number(node.text);
    const lower = Number.isInteger(value) && value > 0 ? [slip(node, String(value - 1))] : [];
    return Number.isInteger(value) ? [slip(node, String(value + 1)), ...lower] : [];
  },

  arithmetic(node) {
    if (!ts.isBinaryExpression(node)) return [];
    const sign = node.operatorToken.getText();
    if (sign !== '+' && sign !== '-') return [];
    if (sign === '+' && !(counts(node.left) || counts(node.right))) return [];
    const other = slip(node.operatorToken, sign === '+' ? '-' : '+');
    const one = ts.isNumericLiteral(node.right) && node.right.text === '1';
    return one ? [slip(node, node.left.getText())] : [other];
  },

  /** The last number of a cut moved by one. */
  cut(node) {
    if (!isCall(node, CUTS) || node.arguments.length === 0) return [];
    const last = node.arguments[node.arguments.length - 1];
    return [slip(last, `${last.getText()} ${ts.isNumericLiteral(last) || ts.isPrefixUnaryExpression(last) ? '+' : '-'} 1`)];
  },

  /** An early way out, and a step that changes something, left out. */
  statement(node) {
    const called = ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression);
    if (called && !ts.isVoidExpression(node.expression)) return [slip(node, ';')];
    if (!leaves(node)) return [];
    const inBlock = ts.isBlock(node.parent) && ts.isIfStatement(node.parent.parent);
    return ts.isIfStatement(node.parent) || inBlock ? [slip(node, ';')] : [];
  },

  /** What stands in for a missing value left out, unless it is as empty: where one asks whether there is something, both say no. */
  fallback: (node) =>
    ts.isBinaryExpression(node) && node.operatorToken.kind === K.QuestionQuestionToken && !EMPTY.test(node.right.getText())
      ? [slip(node, node.left.getText())]
      : [],

  /** A word that something is compared with or looked for made another. */
  word(node) {
    if (!ts.isStringLiteral(node) || node.text === '') return [];
    const { parent } = node;
    const compared = ts.isBinaryExpression(parent) && EQUALITIES.has(parent.operatorToken.kind);
    return compared || ts.isCaseClause(parent) || isCall(parent, ASKS) ? [slip(node, String.raw`'\0'`)] : [];
  },

  /** How loud a rule speaks: one step quieter. */
  loudness(node) {
    if (!ts.isStringLiteral(node) || !ts.isPropertyAssignment(node.parent) || node.parent.name.getText() !== 'severity') return [];
    const place = LOUDNESS.indexOf(node.text);
    return place === -1 || place === LOUDNESS.length - 1 ? [] : [slip(node, `'${LOUDNESS[place + 1]}'`)];
  },

  regex: (node) =>
    ts.isRegularExpressionLiteral(node)
      ? slipsInRegex(node.text).map(({ start, end, text }) => ({ start: node.getStart() + start, end: node.getStart() + end, text }))
      : [],
};
