/** How many messages have come so far, cancellations included. */
let came = 0;

/** Turns of the event loop without a message after which nothing more is on its way: one turn reads a message, the next delivers it. */
const SILENT = 4;
/** Milliseconds after which work continues however many messages come. */
const PATIENCE = 100;

/** Counts a message. */
export function arrived(): void {
  came++;
}

/** Lets everything that waits in the event loop run. A browser's timers would delay it by four milliseconds. */
const turn: () => Promise<void> =
  typeof setImmediate === 'function'
    ? () => new Promise((resolve) => setImmediate(resolve))
    : () =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          const heard = (): void => {
            port1.close();
            resolve();
          };
          // The type here is Node's; a browser's port begins to listen only with the assignment.
          Object.assign(port1, { onmessage: heard });
          port2.postMessage(null);
        });

/** Resolves when every message on its way was read: work that one of them cancels need not begin. */
export async function quiet(): Promise<void> {
  const until = Date.now() + PATIENCE;
  for (let silent = 0; silent < SILENT && Date.now() < until; ) {
    const before = came;
    await turn();
    silent = came === before ? silent + 1 : 0;
  }
}

let lane: Promise<void> = Promise.resolve();

/** Lets messages run, and work that paused before: of all work in progress only one piece continues between two readings. */
export function pause(): Promise<void> {
  lane = lane.then(quiet);
  return lane;
}
