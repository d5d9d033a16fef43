/** Every needle by its first three units, so that a text is passed over once whatever the number of rows. */
const BUCKETS = 4096;
const bucketOf = (text: string, at: number): number =>
  (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) % BUCKETS;

interface Place {
  readonly rank: number;
  readonly needle: string;
}

/** Which rows of a table are worth a try on a text: those of which it has a needle. */
export class NeedleIndex {
  private readonly buckets: (Place[] | undefined)[] = new Array(BUCKETS).fill(undefined);
  /** Rows without a needle. */
  private readonly always: number[] = [];

  /** By row, in the order of the table: literals in lower case of three units at least, of which a text must contain one; empty: any text. */
  constructor(needles: Iterable<readonly string[]>) {
    let rank = 0;
    for (const own of needles) {
      if (own.length === 0) this.always.push(rank);
      for (const needle of own) {
        const bucket = bucketOf(needle, 0);
        const there = this.buckets[bucket];
        if (there) there.push({ rank, needle });
        else this.buckets[bucket] = [{ rank, needle }];
      }
      rank++;
    }
  }

  /** The rows worth a try, ascending, from 0. `lower` is the text in lower case. Linear in its length. */
  in(lower: string): number[] {
    const found = new Set(this.always);
    for (let at = 0; at + 3 <= lower.length; at++) {
      const bucket = this.buckets[bucketOf(lower, at)];
      if (bucket) for (const { rank, needle } of bucket) if (lower.startsWith(needle, at)) found.add(rank);
    }
    return [...found].sort((a, b) => a - b);
  }
}
