/**
 * The longest literal that every text which a pattern finds must contain, in lower case; empty where none is plain to see. Asking for it
 * is several times cheaper than running the pattern, and most patterns then never run at all.
 */
export function needleOf(pattern: RegExp): string {
  const { source } = pattern;
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
