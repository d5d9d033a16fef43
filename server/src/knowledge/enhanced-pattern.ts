interface Pattern {
  readonly classes: string;
  readonly subject: string;
  readonly details: readonly (readonly [first: number, last: number])[];
}

/** Patterns are those of our own tables: a few hundred. */
const read = new Map<string, Pattern | null>();

function patternOf(text: string): Pattern | null {
  let pattern = read.get(text);
  if (pattern === undefined) {
    const [classes, subject, detail] = text.split('.');
    pattern =
      detail === undefined
        ? null
        : {
            classes,
            subject,
            details: detail.split(',').map((part) => {
              const [first, last = first] = part.split('-');
              return [Number(first), Number(last)];
            }),
          };
    read.set(text, pattern);
  }
  return pattern;
}

/**
 * Whether an enhanced status code fits a pattern: `5.7.1` is the code itself, `[45].7.32` either class, `5.7.606-649` a range of the
 * detail, `5.4.6,14` several. Linear in the length of both; an ill-formed code or pattern fits nothing.
 */
export function fitsEnhanced(pattern: string, code: string): boolean {
  if (pattern === code) return true;
  const wanted = patternOf(pattern);
  const first = code.indexOf('.');
  const second = code.indexOf('.', first + 1);
  if (!wanted || first !== 1 || second < 0 || !wanted.classes.includes(code[0])) return false;
  if (wanted.subject !== code.slice(first + 1, second)) return false;
  const number = Number(code.slice(second + 1));
  return wanted.details.some(([from, to]) => number >= from && number <= to);
}
