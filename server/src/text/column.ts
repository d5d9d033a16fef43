/** An array that grows: one number for each of very many things, counted from 0; 0 where none was set. */
export class Column<T extends Uint8Array | Uint32Array | Int32Array | Float64Array> {
  private values: T;

  constructor(private readonly of: new (length: number) => T) {
    this.values = new of(1024);
  }

  at(n: number): number {
    return this.values[n] ?? 0;
  }

  set(n: number, value: number): void {
    if (n >= this.values.length) {
      const longer = new this.of(Math.max(n + 1, this.values.length * 2));
      longer.set(this.values);
      this.values = longer;
    }
    this.values[n] = value;
  }
}
