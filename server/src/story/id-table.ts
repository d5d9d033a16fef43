import { Column } from '../text/column';

const LEAST = 4096;
/** FNV-1a (draft-eastlake-fnv), and the last steps of MurmurHash3, after which every bit hangs on every unit. */
const FNV = { basis: 0x811c9dc5, prime: 0x01000193 };
const MIXES = [0x85ebca6b, 0xc2b2ae35];

/**
 * Which thing an id belongs to, for very many ids: 12 bytes each or a few more, without the ids themselves. Things are numbered from 0; the
 * caller knows their ids.
 */
export class IdTable {
  /** The number of a thing and 1; 0 is free. */
  private slots = new Int32Array(LEAST);
  private readonly hashes = new Column(Int32Array);
  private used = 0;
  /** Otherwise a text could be written in which all ids are in one place. */
  private readonly seed = Math.floor(Math.random() * 2 ** 32) | 0;

  /** What stands for an id within a scope. */
  hash(scope: number, id: string): number {
    let hash = (FNV.basis ^ this.seed) + Math.imul(scope, MIXES[0]);
    for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), FNV.prime);
    hash = Math.imul(hash ^ (hash >>> 16), MIXES[0]);
    hash = Math.imul(hash ^ (hash >>> 13), MIXES[1]);
    return hash ^ (hash >>> 16);
  }

  /** The thing with this hash of which `is` is true; -1 if there is none. */
  find(hash: number, is: (n: number) => boolean): number {
    const { slots } = this;
    const mask = slots.length - 1;
    for (let at = hash & mask; slots[at] !== 0; at = (at + 1) & mask) {
      const n = slots[at] - 1;
      if (this.hashes.at(n) === hash && is(n)) return n;
    }
    return -1;
  }

  /** From now on the id with this hash means thing `n`, and no longer `before` (-1: it is new). */
  set(hash: number, n: number, before: number): void {
    this.hashes.set(n, hash);
    if (before < 0 && ++this.used * 2 > this.slots.length) this.spread();
    this.put(hash, n, before + 1);
  }

  private put(hash: number, n: number, instead: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let at = hash & mask;
    while (slots[at] !== instead && slots[at] !== 0) at = (at + 1) & mask;
    slots[at] = n + 1;
  }

  private spread(): void {
    const before = this.slots;
    this.slots = new Int32Array(2 * before.length);
    for (const slot of before) if (slot !== 0) this.put(this.hashes.at(slot - 1), slot - 1, 0);
  }
}
