import { secretsOfSession, stretchFrom } from '../redaction/document';
import { KnownSecrets } from '../redaction/known-secrets';
import type { Session } from '../session/model';
import type { Lines } from '../text/lines';
import { onCarry } from './by-line';
import type { Unit } from './unit';

/** Some successive lines of a unit. `told`: those whose answers sessions have already revealed. `known` is null if they must be read again. */
interface Stretch {
  readonly lines: number;
  readonly told: string;
  readonly known: KnownSecrets | null;
}

interface Kept {
  readonly stretches: readonly Stretch[];
  /** The secrets by session and stretch; `all` is their sum. */
  readonly parts: readonly KnownSecrets[];
  readonly all: KnownSecrets;
}

/** About how many lines a stretch has. */
const LINES = 64;

const kept = new WeakMap<Unit, Kept>();
const edited = new WeakMap<Unit, Kept>();
const ofSession = new WeakMap<Session, { readonly known: KnownSecrets; readonly told: readonly number[] }>();

onCarry((unit, fresh, from, to) => {
  const before = kept.get(unit) ?? edited.get(unit);
  if (!before) return;
  let at = 0;
  const stretches = before.stretches.map((one): Stretch => {
    const [first, end] = [at, at + one.lines];
    at = end;
    // The last line of a stretch is read together with the line after it.
    return first < to && end >= from ? { ...one, known: null } : one;
  });
  edited.set(fresh, { ...before, stretches });
});

/**
 * The secrets in a long unit of interleaved sessions, which begins at line `start` of `lines` (0-based). After an edit only its sessions and
 * the lines near it are searched again. Returns the same object as long as the secrets are the same. Yields, so that the caller may pause.
 */
export function* unitSecrets(unit: Unit, lines: Lines, start: number, sessions: readonly Session[]): Generator<void, KnownSecrets> {
  const done = kept.get(unit);
  if (done) return done.all;
  const before = edited.get(unit);
  const parts: KnownSecrets[] = [];
  const told = new Set<number>();
  for (const session of sessions) {
    let own = ofSession.get(session);
    if (!own) {
      own = secretsOfSession({ session, start: 0 });
      ofSession.set(session, own);
      yield;
    }
    for (const line of own.told) told.add(start + line);
    if (!own.known.isEmpty) parts.push(own.known);
  }
  const toldIn = toldLines(told, start);
  const stretches: Stretch[] = [];
  let at = 0;
  let next = 0;
  let old = 0;
  while (at < unit.lines) {
    // Old stretches that begin before this place are part of a new one.
    for (; before && next < before.stretches.length && old < at; next++) old += before.stretches[next].lines;
    const known = before?.stretches[next];
    const same = known && old === at && known.known !== null && known.told === toldIn(at, at + known.lines);
    if (same) stretches.push(known);
    else {
      // It ends where an old one did, unless something now extends beyond that line.
      const least = old > at ? old : known ? at + known.lines : Math.min(at + LINES, unit.lines);
      const { to, known: found } = stretchFrom(lines, start + at, start + least, start + unit.lines, told);
      const count = to - start - at;
      stretches.push({ lines: count, told: toldIn(at, at + count), known: found });
      yield;
    }
    const last = stretches[stretches.length - 1];
    if (last.known && !last.known.isEmpty) parts.push(last.known);
    at += last.lines;
  }
  const all = before && alike(before.parts, parts) ? before.all : merged(parts);
  kept.set(unit, { stretches, parts, all });
  return all;
}

const alike = (before: readonly KnownSecrets[], now: readonly KnownSecrets[]): boolean =>
  before.length === now.length && now.every((one, n) => one.sameAs(before[n]));

function merged(parts: readonly KnownSecrets[]): KnownSecrets {
  const all = new KnownSecrets();
  for (const one of parts) all.merge(one);
  return all;
}

/** Returns a function that lists, as text, which of the lines `[from, to)` of the unit are in `told`. */
function toldLines(told: ReadonlySet<number>, start: number): (from: number, to: number) => string {
  const sorted = [...told].map((line) => line - start).sort((a, b) => a - b);
  return (from, to) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < from) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let at = low; at < sorted.length && sorted[at] < to; at++) found.push(sorted[at] - from);
    return found.join();
  };
}
