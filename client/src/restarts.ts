/** Milliseconds before each restart in a row; after the last the server stays down. */
const WAITS = [500, 2000, 8000, 30_000];
/** A server that lived for so many milliseconds is well again: the next end is the first of its row. */
const WELL = 180_000;

/** Decides what follows when the server has died: how long to wait before it is started again, and whether to tell. */
export class Restarts {
  private inARow = 0;
  private started = Number.NEGATIVE_INFINITY;

  /** At `now` (milliseconds) the server died. `wait`: milliseconds until it is started again, null for never. `tell`: nobody was told yet. */
  died(now: number): { readonly wait: number | null; readonly tell: boolean } {
    if (now - this.started > WELL) this.inARow = 0;
    const wait = WAITS.at(this.inARow) ?? null;
    const tell = this.inARow === 0 || wait === null;
    this.inARow++;
    this.started = now + (wait ?? 0);
    return { wait, tell };
  }
}
