const TAKEN_OUT =
  /^\W{0,6}(?:\.{3,}(?!\.)|…|\[\s?(?:\.{3}|…|snip\w{0,4})\s?\]|<\s?snip\w{0,4}\s?>|-{2,} ?(?:snip\w{0,4}|cut)\b.{0,40})\W{0,6}$/i;
/** No line that says so is longer. */
const LONGEST = 80;

/** Whether a line says that somebody took lines out of a log: `[...]`, `-- snip --`. */
export const isTakenOut = (line: string): boolean => line.length <= LONGEST && TAKEN_OUT.test(line);
