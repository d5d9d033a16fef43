import type { Side } from '../reading';

/** Detects what one layer of a program prints again with another mark than the layer below: the same words while one side speaks. */
export class Echo {
  private side: Side | null = null;
  /** What was said since the other side spoke, with the shape of its mark. */
  private readonly said = new Map<string, string>();

  /** Whether `side` repeats `text` after a mark of another shape. */
  repeats(side: Side, shape: string, text: string, inBody: boolean): boolean {
    if (side !== this.side) {
      this.side = side;
      this.said.clear();
    }
    if (inBody || text === '' || shape === '') return false;
    const before = this.said.get(text);
    if (before === undefined) this.said.set(text, shape);
    return before !== undefined && before !== shape;
  }
}
