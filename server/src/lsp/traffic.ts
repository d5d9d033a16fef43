/** How many messages came so far, cancellations among them. */
let came = 0;

/** Turns of the event loop without a message after which nothing more is on its way: one turn reads a message, the next hands it over. */
const SILENT = 4;
/** Milliseconds after which work goes on however many messages come. */
const PATIENCE = 100;

/** A message came. */
export function arrived(): void {
  came++;
}

/** Lets whatever waits in the event loop have its turn. A browser's timers would make it wait four milliseconds. */
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
          // The type here is Node's; the port of a browser begins to listen with the assignment only.
          Object.assign(port1, { onmessage: heard });
          port2.postMessage(null);
        });

/** Resolves when every message that is on its way was read: work that is cancelled by one of them need not begin. */
export async function quiet(): Promise<void> {
  const until = Date.now() + PATIENCE;
  for (let silent = 0; silent < SILENT && Date.now() < until; ) {
    const before = came;
    await turn();
    silent = came === before ? silent + 1 : 0;
  }
}

let lane: Promise<void> = Promise.resolve();

/** Lets messages have their turn, and whoever paused before: of all that is under way only one goes on between two readings. */
export function pause(): Promise<void> {
  lane = lane.then(quiet);
  return lane;
}
