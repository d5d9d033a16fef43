const TAKEN_OUT =
  /^\W{0,6}(?:\.{3,}(?!\.)|…|\[\s?(?:\.{3}|…|snip\w{0,4})\s?\]|<\s?snip\w{0,4}\s?>|-{2,} ?(?:snip\w{0,4}|cut)\b.{0,40})\W{0,6}$/i;
/** Lines that say so are not longer than this. */
const LONGEST = 80;

/** Whether a line says that lines were removed from a log: `[...]`, `-- snip --`. */
export const isTakenOut = (line: string): boolean => line.length <= LONGEST && TAKEN_OUT.test(line);
