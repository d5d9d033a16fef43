import { type Part, type Problem, part, skipBlanks, trimmedEnd, untilBlank } from './problem';

export type ParameterProblem = 'space-around-equals' | 'empty-value' | 'keyword' | 'value-character';

/** One parameter of MAIL or RCPT (RFC 5321 §4.1.2 `esmtp-param`): keyword, and a value after `=`. Units of the line. */
export interface Parameter extends Part {
  /** In upper case. */
  readonly name: string;
  readonly nameTo: number;
  /** Null if no `=` follows the keyword. */
  readonly value: Part | null;
  readonly problems: readonly Problem<ParameterProblem>[];
}

/** More than all extensions together define; the rest of a hostile line is not read. */
const MOST = 64;

/**
 * Reads the parameters that begin at unit `at` of a command line, up to its end. A space around `=` counts as a slip if nothing
 * else makes sense: `SIZE = 100` is one parameter. At most 64 are read.
 */
export function readParameters(text: string, at: number): Parameter[] {
  const end = trimmedEnd(text, at);
  const found: Parameter[] = [];
  let next = skipBlanks(text, at);
  while (next < end && found.length < MOST) {
    const parameter = readParameter(text, next, end);
    found.push(parameter);
    next = skipBlanks(text, Math.max(parameter.to, next + 1));
  }
  return found;
}

function readParameter(text: string, at: number, end: number): Parameter {
  const problems: Problem<ParameterProblem>[] = [];
  let nameTo = at;
  while (nameTo < end && text[nameTo] !== '=' && text[nameTo] !== ' ' && text[nameTo] !== '\t') nameTo++;
  let equals = nameTo;
  let valueAt = nameTo;
  if (text[nameTo] === '=') {
    valueAt = nameTo + 1;
    const spaced = skipBlanks(text, valueAt);
    // `SIZE= 100`, but not `SIZE= BODY=7BIT`: there the value is missing.
    if (spaced > valueAt && spaced < end && !text.slice(spaced, untilBlank(text, spaced, end)).includes('=')) {
      problems.push({ kind: 'space-around-equals', from: valueAt, to: spaced });
      valueAt = spaced;
    }
  } else {
    const spaced = skipBlanks(text, nameTo);
    if (spaced < end && text[spaced] === '=') {
      equals = spaced;
      valueAt = skipBlanks(text, spaced + 1);
      problems.push({ kind: 'space-around-equals', from: nameTo, to: valueAt });
    }
  }
  const name = text.slice(at, nameTo).toUpperCase();
  if (!/^[A-Z0-9][A-Z0-9-]*$/.test(name)) problems.push({ kind: 'keyword', from: at, to: nameTo });
  if (text[equals] !== '=') return { ...part(text, at, nameTo), name, nameTo, value: null, problems };
  const to = untilBlank(text, valueAt, end);
  const value = part(text, valueAt, to);
  if (value.text === '') problems.push({ kind: 'empty-value', from: equals, to: equals + 1 });
  const odd = /[=\u0000-\u0020\u007f]/.exec(value.text);
  if (odd && !MAY_HOLD_EQUALS.has(name))
    problems.push({ kind: 'value-character', from: value.from + odd.index, to: value.from + odd.index + 1 });
  return { ...part(text, at, to), name, nameTo, value, problems };
}

/** Values whose encoding ends with `=`, as their programs write them. */
const MAY_HOLD_EQUALS: ReadonlySet<string> = new Set(['XRCPTFORWARD', 'MTRK', 'ORCPT', 'ENVID', 'XVERP']);
