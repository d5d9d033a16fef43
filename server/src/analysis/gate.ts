import { endOfRows, secretsInSteps } from '../redaction/document';
import { Gate } from '../redaction/gate';
import { KnownSecrets } from '../redaction/known-secrets';
import type { Analysis } from './analysis';
import type { Unit } from './unit';
import type { Placed } from './unit-row';
import { unitSecrets } from './unit-secrets';

/** The secrets of a document of at most this many lines are known as a whole. */
const WHOLE = 600;
/** In a longer one, those of this many lines at a time, and as many before and after: a password is repeated near where it was said. */
const BLOCK = 200;

const NOTHING = new KnownSecrets();
const ofUnit = new WeakMap<Unit, KnownSecrets>();
const gates = new WeakMap<Analysis, Gate>();
const blocks = new WeakMap<Analysis, Map<number, KnownSecrets>>();

/** The gate of a document. What a unit reveals is found once, when a text near it is first shown. */
export function gateOf(analysis: Analysis): Gate {
  let gate = gates.get(analysis);
  if (gate) return gate;
  const { count } = analysis.lines;
  gate = new Gate(
    (line) => (line === null && count > WHOLE ? NOTHING : atOnce(knownNear(analysis, line ?? 0))),
    (line) => (line < count ? analysis.lines.line(line) : ''),
  );
  gates.set(analysis, gate);
  return gate;
}

/** The secrets of a document that are known wherever it is quoted; null if there are none. */
export function secretsEverywhere(analysis: Analysis): KnownSecrets | null {
  if (analysis.lines.count > WHOLE) return null;
  const known = atOnce(knownNear(analysis, 0));
  return known.isEmpty ? null : known;
}

/**
 * A text that quotes some lines (0-based) of a document, without the secrets that are known near any of them. Yields, so that the caller may
 * pause: the lines of a message may be all over a log.
 */
export function* withoutSecretsNear(analysis: Analysis, text: string, lines: readonly number[]): Generator<void, string> {
  const gate = gateOf(analysis);
  let safe = text;
  for (const line of new Map(lines.map((one) => [blockOf(analysis, one), one])).values()) {
    yield* knownNear(analysis, line);
    safe = gate.text(safe, line);
  }
  return safe;
}

/** Finds the secrets near a line (0-based) before the gate is asked about it, because that takes long. Yields, so that the caller may pause. */
export function* knownAhead(analysis: Analysis, line: number): Generator<void, void> {
  yield* knownNear(analysis, line);
}

/** The lines `[from, to)` whose secrets are known near a line, in a document of so many lines; lines from 0. */
export function nearLines(line: number, count: number): { readonly from: number; readonly to: number } {
  if (count <= WHOLE) return { from: 0, to: count };
  const block = Math.floor(line / BLOCK);
  return { from: Math.max(0, (block - 1) * BLOCK), to: Math.min(count, (block + 2) * BLOCK) };
}

const blockOf = ({ lines: { count } }: Analysis, line: number): number => (count <= WHOLE ? 0 : Math.floor(line / BLOCK));

/** The secrets of the lines that count around a line. */
function* knownNear(analysis: Analysis, line: number): Generator<void, KnownSecrets> {
  const { count } = analysis.lines;
  const block = blockOf(analysis, line);
  let known = blocks.get(analysis);
  if (!known) {
    known = new Map();
    blocks.set(analysis, known);
  }
  let here = known.get(block);
  if (!here) {
    const { from, to } = nearLines(line, count);
    here = yield* secretsIn(analysis, from, to);
    known.set(block, here);
  }
  return here;
}

function* secretsIn(analysis: Analysis, from: number, to: number): Generator<void, KnownSecrets> {
  const found: KnownSecrets[] = [];
  for (const placed of analysis.unitsIn(from, to)) {
    const known = yield* secretsOfUnit(analysis, placed, from, to);
    if (!known.isEmpty) found.push(known);
  }
  // In most neighbourhoods at most one unit has secrets.
  if (found.length < 2) return found[0] ?? NOTHING;
  const all = new KnownSecrets();
  for (const known of found) all.merge(known);
  return all;
}

/** The secrets of a unit; of one of interleaved sessions those that count for its lines `[from, to)` of the document. */
function* secretsOfUnit(analysis: Analysis, { unit, start }: Placed, from: number, to: number): Generator<void, KnownSecrets> {
  const known = ofUnit.get(unit);
  if (known) return known;
  const dialogue = analysis.dialogueOf({ unit, start });
  if (dialogue?.ledger) return yield* unitSecrets(unit, analysis.lines, start, dialogue.sessions, from, to);
  const sessions = (dialogue?.sessions ?? []).map((session) => ({ session, start }));
  const end = Math.min(analysis.lines.count, start + unit.lines);
  const last = endOfRows(analysis.lines, end);
  const { known: found } = yield* secretsInSteps(analysis.lines, sessions, start, last);
  yield;
  // Nearly all units of a log reveal nothing, and share that result.
  const kept = found.isEmpty ? NOTHING : found;
  // An edit behind a unit leaves the unit, and changes the rows that go on there.
  if (last === end) ofUnit.set(unit, kept);
  return kept;
}

function atOnce<T>(steps: Generator<void, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
