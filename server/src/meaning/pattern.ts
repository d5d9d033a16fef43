import { t } from '../text/l10n';
import { isWord, MOST_STEPS, run, type Step } from './automaton';

/**
 * Patterns that people write in a setting, matched in time linear in the text whatever they are: a Thompson automaton instead of the
 * language's own engine, which a pattern such as `(a+)+$` can block forever. Case is ignored. Supported: literals, `.`, `[…]`, `\d \w
 * \s \b` and their opposites, groups, `|`, `? * + {n} {n,} {n,m}`, `^`, `$`. No look-around, no back references.
 */
export interface Pattern {
  /** Whether the pattern occurs anywhere in `text`. */
  test(text: string): boolean;
  /** How many steps it has: they determine its memory, and its maximum time for each unit of a text. */
  readonly steps: number;
}

/** What is wrong with a pattern, for people; returned by `readPattern`, never thrown. */
export interface PatternProblem {
  readonly problem: string;
  /** Unit of the pattern, from 0. */
  readonly at: number;
}

const MOST_REPEATS = 100;
/** Limits: units of a pattern, and depth of groups. */
const LONGEST = 500;
const DEEPEST = 50;
/** Empty groups with repetitions make no steps, but take just as long to write. */
const MOST_WRITTEN = 10 * MOST_STEPS;

type Node =
  | { readonly kind: 'unit'; readonly fits: (unit: string) => boolean }
  | { readonly kind: 'assert'; readonly assert: 'start' | 'end' | 'edge' | 'no-edge' }
  | { readonly kind: 'row'; readonly nodes: Node[] }
  | { readonly kind: 'choice'; readonly nodes: Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly least: number; readonly most: number };

class Refused extends Error {
  constructor(
    readonly problem: string,
    readonly at: number,
  ) {
    super(problem);
  }
}

const CLASSES: Record<string, (unit: string) => boolean> = {
  d: (unit) => unit >= '0' && unit <= '9',
  w: isWord,
  s: (unit) => /^\s$/.test(unit),
};

class Reader {
  private at = 0;
  private depth = 0;
  constructor(private readonly source: string) {}

  read(): Node {
    const node = this.choice();
    if (this.at < this.source.length) throw new Refused(t('a ) without its ('), this.at);
    return node;
  }

  private choice(): Node {
    const nodes = [this.row()];
    while (this.source[this.at] === '|') {
      this.at++;
      nodes.push(this.row());
    }
    return nodes.length === 1 ? nodes[0] : { kind: 'choice', nodes };
  }

  private row(): Node {
    const nodes: Node[] = [];
    while (this.at < this.source.length && this.source[this.at] !== '|' && this.source[this.at] !== ')') nodes.push(this.repeated());
    return { kind: 'row', nodes };
  }

  private repeated(): Node {
    const start = this.at;
    const node = this.atom();
    const mark = /^(?:([?*+])|\{(\d{1,4})(,(\d{0,4}))?\})\??/.exec(this.source.slice(this.at, this.at + 14));
    if (!mark) return node;
    if (node.kind === 'assert') throw new Refused(t('nothing to repeat'), this.at);
    this.at += mark[0].length;
    if (/^[?*+]|^\{\d/.test(this.source.slice(this.at, this.at + 2))) throw new Refused(t('two repetitions in a row'), this.at);
    const least = mark[1] ? (mark[1] === '+' ? 1 : 0) : Number(mark[2]);
    const most = mark[1] ? (mark[1] === '?' ? 1 : Infinity) : mark[3] === undefined ? least : mark[4] ? Number(mark[4]) : Infinity;
    if (least > most) throw new Refused(t('the numbers in { } are out of order'), start);
    if (least > MOST_REPEATS || (most !== Infinity && most > MOST_REPEATS))
      throw new Refused(t('more than {0} repetitions', MOST_REPEATS), start);
    return { kind: 'repeat', node, least, most };
  }

  private atom(): Node {
    const at = this.at;
    const unit = this.source[this.at++];
    switch (unit) {
      case '(': {
        if (this.source.startsWith('?:', this.at)) this.at += 2;
        else if (this.source[this.at] === '?') throw new Refused(t('look-ahead, look-behind and named groups are not supported'), at);
        if (++this.depth > DEEPEST) throw new Refused(t('the pattern is too deeply nested'), at);
        const inner = this.choice();
        this.depth--;
        if (this.source[this.at] !== ')') throw new Refused(t('a ( without its )'), at);
        this.at++;
        return inner;
      }
      case '[':
        return { kind: 'unit', fits: this.set(at) };
      case '.':
        return { kind: 'unit', fits: () => true };
      case '^':
        return { kind: 'assert', assert: 'start' };
      case '$':
        return { kind: 'assert', assert: 'end' };
      case '\\':
        return this.escape(at);
      case '?':
      case '*':
      case '+':
        throw new Refused(t('nothing to repeat'), at);
      default:
        return literal(unit);
    }
  }

  private escape(at: number): Node {
    const unit = this.source[this.at++];
    if (unit === undefined) throw new Refused(t('a \\ at the end'), at);
    if (unit === 'b') return { kind: 'assert', assert: 'edge' };
    if (unit === 'B') return { kind: 'assert', assert: 'no-edge' };
    if (/[1-9k]/.test(unit)) throw new Refused(t('references back to a group are not supported'), at);
    return { kind: 'unit', fits: escapedUnit(unit, at) };
  }

  private set(at: number): (unit: string) => boolean {
    const not = this.source[this.at] === '^';
    if (not) this.at++;
    const tests: ((unit: string) => boolean)[] = [];
    if (this.source[this.at] === ']') throw new Refused(t('an empty [ ]'), at);
    for (;;) {
      const unit = this.source[this.at++];
      if (unit === undefined) throw new Refused(t('a [ without its ]'), at);
      if (unit === ']') break;
      if (unit === '\\') {
        tests.push(escapedUnit(this.source[this.at++] ?? '', at));
        continue;
      }
      const last = this.source[this.at] === '-' && this.source[this.at + 1] !== ']' ? this.source[this.at + 1] : undefined;
      if (last !== undefined && last !== '\\') {
        this.at += 2;
        const [from, to] = [unit.toLowerCase(), last.toLowerCase()];
        if (from > to) throw new Refused(t('a range out of order in [ ]'), at);
        tests.push((one) => one >= from && one <= to);
      } else {
        const same = unit.toLowerCase();
        tests.push((one) => one === same);
      }
    }
    return (unit) => tests.some((test) => test(unit)) !== not;
  }
}

function literal(unit: string): Node {
  const same = unit.toLowerCase();
  return { kind: 'unit', fits: (one) => one === same };
}

function escapedUnit(unit: string, at: number): (unit: string) => boolean {
  const known = CLASSES[unit.toLowerCase()];
  if (known) return unit === unit.toLowerCase() ? known : (one) => !known(one);
  const control = { n: '\n', r: '\r', t: '\t' }[unit];
  if (control) return (one) => one === control;
  if (/[a-z0-9]/i.test(unit) || unit === '') throw new Refused(t('{0} is not supported', `\\${unit}`), at);
  return (one) => one === unit;
}

function compile(node: Node): Step[] {
  const steps: Step[] = [];
  const add = (step: Step): number => {
    if (steps.length >= MOST_STEPS) throw new Refused(t('the pattern is too big'), 0);
    return steps.push(step) - 1;
  };
  let written = 0;
  const emit = (one: Node): void => {
    if (++written > MOST_WRITTEN) throw new Refused(t('the pattern is too big'), 0);
    switch (one.kind) {
      case 'unit':
        add({ op: 'unit', fits: one.fits });
        return;
      case 'assert':
        add({ op: 'assert', kind: one.assert });
        return;
      case 'row':
        for (const inner of one.nodes) emit(inner);
        return;
      case 'choice': {
        const leaps: number[][] = [];
        one.nodes.forEach((inner, i) => {
          const split: number[] = [];
          if (i < one.nodes.length - 1) {
            const at = add({ op: 'split', to: split });
            split.push(at + 1);
          }
          emit(inner);
          if (i < one.nodes.length - 1) {
            const leap: number[] = [];
            add({ op: 'split', to: leap });
            leaps.push(leap);
            split.push(steps.length);
          }
        });
        for (const leap of leaps) leap.push(steps.length);
        return;
      }
      case 'repeat': {
        for (let i = 0; i < one.least; i++) emit(one.node);
        if (one.most === Infinity) {
          const split: number[] = [];
          const at = add({ op: 'split', to: split });
          split.push(at + 1);
          emit(one.node);
          add({ op: 'split', to: [at] });
          split.push(steps.length);
          return;
        }
        const exits: number[][] = [];
        for (let i = one.least; i < one.most; i++) {
          const split: number[] = [];
          split.push(add({ op: 'split', to: split }) + 1);
          exits.push(split);
          emit(one.node);
        }
        for (const exit of exits) exit.push(steps.length);
        return;
      }
    }
  };
  emit(node);
  add({ op: 'end' });
  return steps;
}

/** Reads a pattern, or says what is wrong with it. Never throws. */
export function readPattern(source: string): Pattern | PatternProblem {
  try {
    if (source.length > LONGEST) return { problem: t('more than {0} characters', LONGEST), at: LONGEST };
    const steps = compile(new Reader(source).read());
    if (run(steps, '')) return { problem: t('it matches every text'), at: 0 };
    return { test: (text) => run(steps, text), steps: steps.length };
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem, at: error.at };
    return { problem: t('the pattern is too deeply nested'), at: 0 };
  }
}
