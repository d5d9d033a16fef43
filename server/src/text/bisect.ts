/** Index of the first of ascending values that is at least `least`; their number if none is. */
export function firstFrom<T>(all: readonly T[], least: number, of: (one: T) => number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(all[middle]) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
