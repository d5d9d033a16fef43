/**
 * The longest literal that every text which a pattern finds must contain, in lower case; empty if none is obvious. Looking for it
 * is several times cheaper than running the pattern, and most patterns then never run.
 */
export const needleOf = ({ source }: RegExp): string => literalIn(source);

function literalIn(source: string): string {
  let best = '';
  let run = '';
  const close = (): void => {
    if (run.length > best.length) best = run;
    run = '';
  };
  for (let at = 0; at < source.length; at++) {
    const unit = source[at];
    if (unit === '|') return '';
    if (unit === '(' || unit === '[') {
      close();
      at = unit === '(' ? afterGroup(source, at) : afterSet(source, at);
      continue;
    }
    if (unit === '\\' && /[A-Za-z0-9]/.test(source[at + 1] ?? '')) {
      close();
      at++;
      continue;
    }
    if (unit === '?' || unit === '*' || unit === '{') {
      // What it repeats may be missing.
      run = run.slice(0, -1);
      close();
      if (unit === '{') at = source.indexOf('}', at);
      continue;
    }
    if (unit === '+' || unit === '.' || unit === '^' || unit === '$') {
      close();
      continue;
    }
    run += (unit === '\\' ? source[++at] : unit).toLowerCase();
  }
  close();
  return best.length > 2 ? best : '';
}

/**
 * Literals in lower case of which every text that a pattern finds contains one; empty if none are obvious. Unlike `needleOf` it sees
 * through alternatives: `(?:over|no) quota|mailbox full` has `[' quota', 'mailbox full']`.
 */
export function needlesOf(pattern: RegExp): readonly string[] {
  return known.get(pattern)?.() ?? ofAlternatives(pattern.source) ?? [];
}

const known = new WeakMap<RegExp, () => readonly string[]>();

/** The pattern itself, with its needles as they were found before: `needlesOf` then need not look. */
export function withNeedles(pattern: RegExp, needles: () => readonly string[]): RegExp {
  known.set(pattern, needles);
  return pattern;
}

/** Nearly every text contains shorter literals. */
const LEAST = 3;

const shortest = (needles: readonly string[]): number => Math.min(...needles.map(({ length }) => length));

/** Of each alternative its best literals, all together; null where one has none. */
function ofAlternatives(source: string): readonly string[] | null {
  const found: string[] = [];
  for (const part of alternativesOf(source)) {
    const own = ofSequence(part);
    if (!own) return null;
    found.push(...own);
  }
  return found;
}

/** The parts of a pattern between the bars outside of any group. */
function alternativesOf(source: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < source.length; at++) {
    const unit = source[at];
    if (unit === '\\') at++;
    else if (unit === '[') at = afterSet(source, at);
    else if (unit === '(') at = afterGroup(source, at);
    else if (unit === '|') {
      parts.push(source.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, source.slice(from)];
}

/** The literals of a part without bars: its longest run, or those of a group that must be there. */
function ofSequence(source: string): readonly string[] | null {
  const literal = literalIn(source);
  let best: readonly string[] | null = literal.length >= LEAST ? [literal] : null;
  for (let at = 0; at < source.length; at++) {
    const unit = source[at];
    if (unit === '\\') at++;
    else if (unit === '[') at = afterSet(source, at);
    else if (unit === '(') {
      const end = afterGroup(source, at);
      const optional = /^(?:[?*]|\{0)/.test(source.slice(end + 1, end + 3));
      const inside = /^\(\?[=!<]/.test(source.slice(at, at + 3)) ? null : source.slice(at + 1, end).replace(/^\?:/, '');
      const own = optional || inside === null ? null : ofAlternatives(inside);
      if (own && own.length > 0 && (!best || shortest(own) > shortest(best) + 2)) best = own;
      at = end;
    }
  }
  return best && shortest(best) >= LEAST ? best : null;
}

/** The unit of the `]` that ends a set. */
function afterSet(source: string, at: number): number {
  for (let to = at + 1; to < source.length; to++) {
    if (source[to] === '\\') to++;
    else if (source[to] === ']' && to > at + 1) return to;
  }
  return source.length;
}

/** The unit of the `)` that ends a group. */
function afterGroup(source: string, at: number): number {
  let depth = 0;
  for (let to = at; to < source.length; to++) {
    if (source[to] === '\\') to++;
    else if (source[to] === '[') to = afterSet(source, to);
    else if (source[to] === '(') depth++;
    else if (source[to] === ')' && --depth === 0) return to;
  }
  return source.length;
}
