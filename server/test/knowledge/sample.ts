/**
 * Writes a text that a pattern of the provider rows matches: the first alternative, one of each class, the least repetition. Knows only
 * what those patterns use; a test checks that the text does match.
 */
export function sampleOf(pattern: string): string {
  let at = 0;
  const alternatives = (): string => {
    let first: string | null = null;
    let text = '';
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') {
        first ??= text;
        text = '';
        at++;
      } else {
        const any = pattern[at] === '.';
        text += repeated(atom(), any);
      }
    }
    return first ?? text;
  };
  const repeated = (text: string, any: boolean): string => {
    const rest = pattern.slice(at);
    const braces = /^\{(\d+)(,\d*)?\}/.exec(rest);
    const mark = braces ? braces[0] : /^[?*+]/.exec(rest)?.[0];
    if (!mark) return text;
    at += mark.length;
    if (pattern[at] === '?') at++;
    if (braces) return text.repeat(Number(braces[1]));
    return mark === '+' || (any && mark === '*') ? text : '';
  };
  const atom = (): string => {
    const unit = pattern[at++];
    if (unit === '(') {
      const look = /^\?[!=<:][!=]?/.exec(pattern.slice(at))?.[0] ?? '';
      at += look.length;
      const inner = alternatives();
      at++;
      return look.includes('!') || look === '?=' ? '' : inner;
    }
    if (unit === '[') return oneOf();
    if (unit === '\\') return escaped(pattern[at++]);
    if (unit === '^' || unit === '$') return '';
    return unit === '.' ? 'x' : unit;
  };
  const escaped = (unit: string): string => ({ d: '1', w: 'w', s: ' ', S: 'x', b: '', B: '', D: 'x', W: ' ' })[unit] ?? unit;
  const oneOf = (): string => {
    const end = pattern.indexOf(']', at + 1);
    const set = pattern.slice(at, end);
    at = end + 1;
    if (set.startsWith('^')) return set.includes('x') ? '1' : 'x';
    return set[0] === '\\' ? escaped(set[1]) : set[0];
  };
  return alternatives();
}
