import type { Problem } from './problem';

export type BdatProblem = 'no-size' | 'size' | 'last-first' | 'last-glued' | 'junk';

/** The argument of BDAT (RFC 3030 §2): octets of the chunk, and `LAST`. */
export interface Bdat {
  /** Null if there is no plain decimal number. */
  readonly size: number | null;
  readonly last: boolean;
  /** Units of `text`. */
  readonly problems: readonly Problem<BdatProblem>[];
}

/** Whether a BDAT command, or its argument, marks the last chunk, even if the rest is malformed. */
export const marksLast = (text: string): boolean => /\bLAST\s*$/i.test(text);

/** Reads the argument of BDAT that begins at unit `at` of `text`. */
export function readBdat(text: string, at: number): Bdat {
  const argument = text.slice(at).trimEnd();
  const whole = (kind: BdatProblem): Problem<BdatProblem>[] => [{ kind, from: at, to: at + argument.length }];
  const good = /^(\d{1,19})(?:[ \t]+(LAST))?$/i.exec(argument);
  if (good) return { size: Number(good[1]), last: good[2] !== undefined, problems: [] };
  const last = /\bLAST\b|\dLAST$/i.test(argument);
  if (argument === '') return { size: null, last, problems: whole('no-size') };
  const reversed = /^LAST[ \t]+(\d{1,19})$/i.exec(argument);
  if (reversed) return { size: Number(reversed[1]), last, problems: whole('last-first') };
  const glued = /^(\d{1,19})LAST$/i.exec(argument);
  if (glued) return { size: Number(glued[1]), last, problems: whole('last-glued') };
  if (/^LAST$/i.test(argument)) return { size: null, last, problems: whole('no-size') };
  const number = /^(\d{1,19})[ \t]/.exec(argument);
  return number ? { size: Number(number[1]), last, problems: whole('junk') } : { size: null, last, problems: whole('size') };
}
