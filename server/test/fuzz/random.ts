/** The same numbers for the same seed, on every machine (mulberry32, public domain). */
export class Random {
  constructor(private state: number) {}

  /** From 0 inclusive to 1 exclusive. */
  unit(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from 0 to `below`, exclusive; 0 where there is none. */
  below(below: number): number {
    return Math.floor(this.unit() * below);
  }

  chance(of: number): boolean {
    return this.unit() < of;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }
}

/** The numbers of the `nth` input of a run: each input can be made again alone. */
export const randomOf = (seed: number, nth: number): Random =>
  new Random((Math.imul(seed, 0x9e3779b1) ^ Math.imul(nth + 1, 0x85ebca6b)) | 0);
