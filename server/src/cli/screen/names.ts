import { shown } from '../../text/visible';

/** Longer paths than any system allows are cut. */
const LONGEST = 4096;

/** A file's name on one line, whatever it contains: a line end or a terminal escape is escaped (`a\x0ab.log`). */
export const fileName = (file: string): string => shown(file, LONGEST);
