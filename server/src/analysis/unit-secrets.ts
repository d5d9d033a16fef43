import { secretsOfSession, stretchFrom } from '../redaction/document';
import { KnownSecrets } from '../redaction/known-secrets';
import type { Session } from '../session/model';
import { firstFrom } from '../text/bisect';
import type { Lines } from '../text/lines';
import { onCarry } from './by-line';
import type { Unit } from './unit';

/**
 * Some successive lines of a unit. `told`: those whose answers sessions have already revealed. `known` is null if they were not read, or must be
 * read again.
 */
interface Stretch {
  readonly lines: number;
  readonly told: string;
  readonly known: KnownSecrets | null;
}

/** What the sessions of a unit reveal: secrets by session and their sum, and which lines of the unit they are on. */
interface OfSessions {
  readonly parts: readonly KnownSecrets[];
  readonly all: KnownSecrets;
  readonly told: ReadonlySet<number>;
}

/** About how many lines a stretch has. */
const LINES = 64;
/**
 * As many lines before a part are read with it, because something may extend into it: a key of 4,096 bits has 52 rows. What extends further is
 * found when its beginning is read, whose stretch then takes the place of all that it extends over.
 */
const BEFORE = 64;

const sessionsOf = new WeakMap<Unit, OfSessions>();
const edited = new WeakMap<Unit, OfSessions>();
/** They cover the unit. */
const stretchesOf = new WeakMap<Unit, Stretch[]>();
const ofSession = new WeakMap<Session, { readonly known: KnownSecrets; readonly told: readonly number[] }>();

onCarry((unit, fresh, from, to) => {
  const own = sessionsOf.get(unit) ?? edited.get(unit);
  if (own) edited.set(fresh, own);
  let at = 0;
  const stretches = stretchesOf.get(unit)?.map((one): Stretch => {
    const [first, end] = [at, at + one.lines];
    at = end;
    // The last line of a stretch is read together with the line after it.
    return first < to && end >= from ? { ...one, known: null } : one;
  });
  if (stretches) stretchesOf.set(fresh, stretches);
});

/**
 * The secrets around the lines `[from, to)` of a long unit of interleaved sessions, which begins at line `start` (all 0-based, in `lines`): those
 * that its sessions reveal, wherever they do, and those that the lines reveal on their own. A line is read once; after an edit only the sessions
 * and the lines near it are. Yields, so that the caller may pause.
 */
export function* unitSecrets(
  unit: Unit,
  lines: Lines,
  start: number,
  sessions: readonly Session[],
  from: number,
  to: number,
): Generator<void, KnownSecrets> {
  const own = yield* secretsOfSessions(unit, sessions);
  const found = yield* stretchesIn(unit, lines, start, own.told, Math.max(0, from - start), Math.min(unit.lines, to - start));
  const more = found.filter((known) => !own.all.includes(known));
  return more.length === 0 ? own.all : merged([own.all, ...more]);
}

function* secretsOfSessions(unit: Unit, sessions: readonly Session[]): Generator<void, OfSessions> {
  const done = sessionsOf.get(unit);
  if (done) return done;
  const parts: KnownSecrets[] = [];
  const told = new Set<number>();
  for (const session of sessions) {
    let own = ofSession.get(session);
    if (!own) {
      own = secretsOfSession({ session, start: 0 });
      ofSession.set(session, own);
      yield;
    }
    for (const line of own.told) told.add(line);
    if (!own.known.isEmpty) parts.push(own.known);
  }
  const before = edited.get(unit);
  const all = before && alike(before.parts, parts) ? before.all : merged(parts);
  const found = { parts, all, told };
  sessionsOf.set(unit, found);
  return found;
}

/** The secrets of the stretches that have a line in `[from, to)` of the unit; those not yet read are read. */
function* stretchesIn(
  unit: Unit,
  lines: Lines,
  start: number,
  told: ReadonlySet<number>,
  from: number,
  to: number,
): Generator<void, KnownSecrets[]> {
  const before = stretchesOf.get(unit) ?? unread(unit.lines);
  const found: KnownSecrets[] = [];
  const stretches: Stretch[] = [];
  const toldIn = toldLines(told);
  const documentTold = new Set([...told].map((line) => line + start));
  let at = 0;
  let next = 0;
  for (; next < before.length && at + before[next].lines <= from - BEFORE; next++) {
    stretches.push(before[next]);
    at += before[next].lines;
  }
  let old = at;
  while (at < to) {
    // Old stretches that begin before this place are part of a new one.
    for (; next < before.length && old < at; next++) old += before[next].lines;
    const known = before[next];
    const same = known && old === at && known.known !== null && known.told === toldIn(at, at + known.lines);
    if (same) stretches.push(known);
    else {
      // It ends where an old one did, unless something now extends beyond that line.
      const least = old > at ? old : at + known.lines;
      const { to: end, known: secrets } = yield* stretchFrom(lines, start + at, start + least, start + unit.lines, documentTold);
      const count = end - start - at;
      stretches.push({ lines: count, told: toldIn(at, at + count), known: secrets });
      yield;
    }
    const last = stretches[stretches.length - 1];
    at += last.lines;
    if (at > from && last.known && !last.known.isEmpty) found.push(last.known);
  }
  for (; next < before.length && old < at; next++) old += before[next].lines;
  if (old > at) stretches.push({ lines: old - at, told: '', known: null });
  for (; next < before.length; next++) stretches.push(before[next]);
  stretchesOf.set(unit, stretches);
  return found;
}

/** The stretches of so many lines of which nothing is known. */
function unread(lines: number): Stretch[] {
  const stretches: Stretch[] = [];
  for (let at = 0; at < lines; at += LINES) stretches.push({ lines: Math.min(LINES, lines - at), told: '', known: null });
  return stretches;
}

const alike = (before: readonly KnownSecrets[], now: readonly KnownSecrets[]): boolean =>
  before.length === now.length && now.every((one, n) => one.sameAs(before[n]));

function merged(parts: readonly KnownSecrets[]): KnownSecrets {
  const all = new KnownSecrets();
  for (const one of parts) all.merge(one);
  return all;
}

/** Returns a function that lists, as text, which of the lines `[from, to)` of the unit are in `told`. */
function toldLines(told: ReadonlySet<number>): (from: number, to: number) => string {
  const sorted = [...told].sort((a, b) => a - b);
  return (from, to) => {
    const found: number[] = [];
    for (let at = firstFrom(sorted, from, (line) => line); at < sorted.length && sorted[at] < to; at++) found.push(sorted[at] - from);
    return found.join();
  };
}
