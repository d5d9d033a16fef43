import type { Reply, StrayReply } from '../model';
import { fit, namesOther } from './compatibility';
import type { Draft } from './draft';

interface Slot {
  readonly draft: Draft;
  /** Its place in the text among all commands and replies; -1 for the greeting, which answers the connection. */
  readonly place: number;
}

interface Placed {
  readonly reply: Reply;
  readonly place: number;
  readonly skip: number;
}

const FIT_COST = { strong: 0, ok: 1, odd: 4, impossible: 12 } as const;
/** The reply's words belong to another command. */
const OTHER_WORDS = 4;
const SKIP = 5;
const SKIP_AT_END = 3;
const SKIP_AT_GAP = 2;
const SKIP_DUPLICATE = 2;
const SKIP_CLOSING = 2;
/** The cost of every command or reply between a command and its reply, up to the cap: it decides between equal codes. */
const DISTANCE = 0.5;
const DISTANCE_CAP = 4;
/** A repair must be better than counting by this much; anything less is a guess. */
const MARGIN = 6;
/** A repair must be better by this much than what reading has already corrected: half a step in the text. */
const LEAST = 0.5;
/** Where replies are left over, a smaller difference cannot show which of two equal ones it is. */
const LEAST_WITH_SURPLUS = 2;
/** How far commands and replies may be shifted against each other. */
const BAND = 16;

/** Replies in the order of the text, each with the draft that it answers, or null. */
export type Pairing = readonly { readonly reply: Reply; readonly draft: Draft | null }[];

/**
 * The pairing of commands and replies that costs least, if it is better than counting by a clear margin; else null. A banded alignment:
 * linear in the session. `loose` and `hidden`: replies that counting gave to no draft of `shown`; `gapBefore`: the text leaves out lines.
 */
export function betterPairing(
  shown: readonly Draft[],
  loose: readonly StrayReply[],
  hidden: readonly Reply[],
  gapBefore: (draft: Draft) => boolean,
): Pairing | null {
  const { slots, replies } = placed(shown, loose, hidden);
  const skipSlot = slots.map(({ draft }, i) => (gapBefore(draft) ? SKIP_AT_GAP : i === slots.length - 1 ? SKIP_AT_END : SKIP));
  const aligned = align(slots, replies, skipSlot, costOf);
  if (!aligned) return null;
  // Reading has already corrected some of it by the words; being better than that is enough if it is also clearly better than counting.
  const gain = costAsPaired(slots, replies, skipSlot, costOf) - aligned.cost;
  const least = loose.length + hidden.length > 0 ? LEAST_WITH_SURPLUS : LEAST;
  if (gain < MARGIN && (gain < least || costOfCounting(slots, replies) - aligned.cost < MARGIN)) return null;
  return replies.map(({ reply }, j) => ({ reply, draft: aligned.slotOf[j] < 0 ? null : slots[aligned.slotOf[j]].draft }));
}

/** The cost of letting a reply answer a slot; a reply never comes before its command. */
function costOf(slot: Slot, { reply, place }: Placed): number {
  if (place <= slot.place) return Number.POSITIVE_INFINITY;
  const distance = slot.place < 0 ? 0 : DISTANCE * (place - slot.place - 1);
  return FIT_COST[fit(slot.draft, reply)] + (namesOther(slot.draft, reply) ? OTHER_WORDS : 0) + Math.min(DISTANCE_CAP, distance);
}

function placed(drafts: readonly Draft[], loose: readonly StrayReply[], hidden: readonly Reply[]): { slots: Slot[]; replies: Placed[] } {
  const duplicates = new Set(loose.filter((each) => each.duplicate).map((each) => each.reply));
  const all = [...drafts.flatMap((draft) => draft.replies), ...loose.map((each) => each.reply), ...hidden].sort(
    (a, b) => a.lines[0].line - b.lines[0].line,
  );
  const slots: Slot[] = [];
  const replies: Placed[] = [];
  let place = 0;
  let next = 0;
  const repliesBefore = (line: number): void => {
    for (; next < all.length && all[next].lines[0].line < line; next++) {
      const reply = all[next];
      const skip = duplicates.has(reply) ? SKIP_DUPLICATE : reply.code === 421 ? SKIP_CLOSING : SKIP;
      replies.push({ reply, place: place++, skip });
    }
  };
  for (const draft of drafts) {
    if (draft.command) repliesBefore(draft.command.kind === 'data' ? draft.command.lastLine : draft.command.line);
    const at = draft.command ? place++ : -1;
    for (let k = 0; k < draft.owed; k++) slots.push({ draft, place: at });
  }
  repliesBefore(Number.POSITIVE_INFINITY);
  return { slots, replies };
}

type Cost = (slot: Slot, reply: Placed) => number;

/** The cost of giving the replies to the commands one after another. */
function costOfCounting(slots: readonly Slot[], replies: readonly Placed[]): number {
  let total = 0;
  for (let i = 0; i < Math.max(slots.length, replies.length); i++) {
    const [slot, reply] = [slots[i], replies[i]];
    if (!slot || !reply) total += slot ? SKIP_AT_END : reply.skip;
    else total += Math.min(costOf(slot, reply), FIT_COST.impossible + DISTANCE_CAP);
  }
  return total;
}

/** The cost of the current pairing of the drafts. */
function costAsPaired(slots: readonly Slot[], replies: readonly Placed[], skipSlot: readonly number[], cost: Cost): number {
  const placeOf = new Map(replies.map((reply) => [reply.reply, reply]));
  const told = new Map<Draft, number>();
  let total = 0;
  for (const [i, slot] of slots.entries()) {
    const k = told.get(slot.draft) ?? 0;
    told.set(slot.draft, k + 1);
    const reply = slot.draft.replies[k];
    const at = reply && placeOf.get(reply);
    total += at ? cost(slot, at) : skipSlot[i];
  }
  const paired = new Set(slots.flatMap((slot) => slot.draft.replies));
  return replies.reduce((sum, each) => (paired.has(each.reply) ? sum : sum + each.skip), total);
}

/** Banded alignment: each cell is the best way to have placed the first `i` slots and the first `j` replies. Null beyond the band. */
function align(
  slots: readonly Slot[],
  replies: readonly Placed[],
  skipSlot: readonly number[],
  cost: Cost,
): { cost: number; slotOf: Int32Array } | null {
  const n = slots.length;
  const m = replies.length;
  if (Math.abs(n - m) > BAND) return null;
  const width = 2 * BAND + 1;
  const best = new Float64Array((n + 1) * width).fill(Number.POSITIVE_INFINITY);
  const move = new Uint8Array((n + 1) * width);
  const cell = (i: number, j: number): number => i * width + (j - i + BAND);
  best[cell(0, 0)] = 0;
  for (let i = 0; i <= n; i++) {
    for (let j = Math.max(0, i - BAND); j <= Math.min(m, i + BAND); j++) {
      const from = best[cell(i, j)];
      if (from === Number.POSITIVE_INFINITY) continue;
      const take = (to: number, price: number, how: number): void => {
        if (from + price < best[to] - 1e-9) {
          best[to] = from + price;
          move[to] = how;
        }
      };
      if (i < n && j < m) take(cell(i + 1, j + 1), cost(slots[i], replies[j]), 1);
      if (i < n && j - i - 1 >= -BAND) take(cell(i + 1, j), skipSlot[i], 2);
      if (j < m && j + 1 - i <= BAND) take(cell(i, j + 1), replies[j].skip, 3);
    }
  }
  const total = best[cell(n, m)];
  if (total === Number.POSITIVE_INFINITY) return null;
  const slotOf = new Int32Array(m).fill(-1);
  for (let i = n, j = m; i > 0 || j > 0; ) {
    const how = move[cell(i, j)];
    if (how === 1) slotOf[--j] = --i;
    else if (how === 2) i--;
    else j--;
  }
  return { cost: total, slotOf };
}
