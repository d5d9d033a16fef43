/** Milliseconds before each restart in a row; after the last the server stays down. */
const WAITS = [500, 2000, 8000, 30_000];
/** A server that has lived for this many milliseconds is healthy again: if it dies later, the waits start from the first. */
const WELL = 180_000;

/** Decides what to do when the server has died: how long to wait before the restart, and whether to report it. */
export class Restarts {
  private inARow = 0;
  private started = Number.NEGATIVE_INFINITY;

  /** The server died at `now` (milliseconds). `wait`: milliseconds until the restart, null for never. `tell`: the user was not told yet. */
  died(now: number): { readonly wait: number | null; readonly tell: boolean } {
    if (now - this.started > WELL) this.inARow = 0;
    const wait = WAITS.at(this.inARow) ?? null;
    const tell = this.inARow === 0 || wait === null;
    this.inARow++;
    this.started = now + (wait ?? 0);
    return { wait, tell };
  }
}
