import type { Unit } from './unit';

/** A unit and the line of the document at which it begins. */
export interface Placed {
  readonly unit: Unit;
  readonly start: number;
}

/** Consecutive units: the same object as long as no edit touches one of them. */
export interface Block {
  readonly units: readonly Unit[];
  readonly lines: number;
}

/** A block and the line of the document at which it begins. */
export interface PlacedBlock {
  readonly block: Block;
  readonly start: number;
}

/** About how many units make a block. */
const BLOCK = 128;

/**
 * The units of a document in order, without gaps: from line 0 to `lines`. Immutable; after an edit, the new row shares the blocks that the
 * edit did not touch: its cost does not grow with the document (except for one number per block).
 */
export class UnitRow {
  private readonly starts: Int32Array;
  /** The line after the last unit. */
  readonly lines: number;

  private constructor(private readonly blocks: readonly Block[]) {
    this.starts = new Int32Array(blocks.length);
    let at = 0;
    for (let i = 0; i < blocks.length; i++) {
      this.starts[i] = at;
      at += blocks[i].lines;
    }
    this.lines = at;
  }

  static of(units: readonly Unit[]): UnitRow {
    return new UnitRow(blocksOf(units));
  }

  /** The unit that contains line `n` (from 0); the last one for a line beyond the end. The row must not be empty. */
  at(n: number): Placed {
    const { units } = this.blocks[this.blockAt(n)];
    let start = this.starts[this.blockAt(n)];
    let index = 0;
    for (; index < units.length - 1 && start + units[index].lines <= n; index++) start += units[index].lines;
    return { unit: units[index], start };
  }

  /** Units that have a line in `[from, to)`. */
  *in(from: number, to: number): Generator<Placed> {
    for (let block = this.blockAt(from); block < this.blocks.length; block++) {
      let start = this.starts[block];
      for (const unit of this.blocks[block].units) {
        if (start >= to) return;
        if (start + unit.lines > from) yield { unit, start };
        start += unit.lines;
      }
    }
  }

  /** The units that contain a dialogue. Costs a step for each of them and for each block: a log has hardly any. */
  *dialogues(): Generator<Placed> {
    for (const { block, start } of this.blocksPlaced)
      for (const { unit, start: below } of dialoguesIn(block)) yield { unit, start: start + below };
  }

  /** The blocks, all of them, in order. */
  get blocksPlaced(): readonly PlacedBlock[] {
    return this.blocks.map((block, n) => ({ block, start: this.starts[n] }));
  }

  /** This row with `units` in place of those of the lines `[from, to)`; a unit must begin (or the row end) at both. */
  replaced(from: number, to: number, units: readonly Unit[]): UnitRow {
    const first = this.blockAt(from);
    const middle = [...this.unitsOf(first, (start) => start < from), ...units];
    let last = Math.max(first, this.blockAt(to));
    middle.push(...this.unitsOf(last, (start) => start >= to));
    // The rest of a block that lost its units joins the next one.
    for (; middle.length < BLOCK / 2 && last + 1 < this.blocks.length; last++) middle.push(...this.blocks[last + 1].units);
    return new UnitRow([...this.blocks.slice(0, first), ...blocksOf(middle), ...this.blocks.slice(last + 1)]);
  }

  private unitsOf(block: number, suits: (start: number) => boolean): Unit[] {
    let at = this.starts[block] ?? 0;
    return (this.blocks[block]?.units ?? []).filter((unit) => {
      const start = at;
      at += unit.lines;
      return suits(start);
    });
  }

  /** Index of the block that contains line `n`; the last one for a line beyond the end. */
  private blockAt(n: number): number {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= n) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const dialoguesOf = new WeakMap<Block, readonly Placed[]>();

/** The units of a block that contain a dialogue; lines count from the block's first. */
function dialoguesIn(block: Block): readonly Placed[] {
  let known = dialoguesOf.get(block);
  if (!known) {
    const found: Placed[] = [];
    let start = 0;
    for (const unit of block.units) {
      if (unit.choice) found.push({ unit, start });
      start += unit.lines;
    }
    known = found;
    dialoguesOf.set(block, known);
  }
  return known;
}

/** Divides units into blocks of about equal length. */
function blocksOf(units: readonly Unit[]): Block[] {
  const count = Math.ceil(units.length / BLOCK);
  return Array.from({ length: count }, (_, i) => {
    const some = units.slice(Math.floor((i * units.length) / count), Math.floor(((i + 1) * units.length) / count));
    return { units: some, lines: some.reduce((sum, unit) => sum + unit.lines, 0) };
  });
}
