import { secretsInSteps } from '../redaction/document';
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

/** The gate of a document. What a unit reveals is found once, when a text near it is first shown. */
export function gateOf(analysis: Analysis): Gate {
  let gate = gates.get(analysis);
  if (gate) return gate;
  const { count } = analysis.lines;
  const whole = count <= WHOLE;
  const blocks = new Map<number, KnownSecrets>();
  gate = new Gate(
    (line) => {
      if (!whole && line === null) return NOTHING;
      const block = whole || line === null ? 0 : Math.floor(line / BLOCK);
      let known = blocks.get(block);
      if (!known) {
        known = around(analysis, ...neighbourhood(analysis, block * BLOCK));
        blocks.set(block, known);
      }
      return known;
    },
    (line) => (line < count ? analysis.lines.line(line) : ''),
  );
  gates.set(analysis, gate);
  return gate;
}

/** Finds the secrets near a line (0-based) before the gate is asked about it, because that takes long. Yields, so that the caller may pause. */
export function* knownAhead(analysis: Analysis, line: number): Generator<void, void> {
  const [from, to] = neighbourhood(analysis, line);
  for (const placed of analysis.unitsIn(from, to)) {
    if (ofUnit.has(placed.unit)) continue;
    yield* secretsOfUnit(analysis, placed);
    yield;
  }
}

/** The lines whose secrets count around a line. */
function neighbourhood({ lines: { count } }: Analysis, line: number): readonly [from: number, to: number] {
  if (count <= WHOLE) return [0, count];
  const block = Math.floor(line / BLOCK);
  return [Math.max(0, (block - 1) * BLOCK), Math.min(count, (block + 2) * BLOCK)];
}

function around(analysis: Analysis, from: number, to: number): KnownSecrets {
  const found: KnownSecrets[] = [];
  for (const placed of analysis.unitsIn(from, to)) {
    const known = knownIn(analysis, placed);
    if (!known.isEmpty) found.push(known);
  }
  // In most neighbourhoods at most one unit has secrets.
  if (found.length < 2) return found[0] ?? NOTHING;
  const all = new KnownSecrets();
  for (const known of found) all.merge(known);
  return all;
}

function knownIn(analysis: Analysis, placed: Placed): KnownSecrets {
  const steps = secretsOfUnit(analysis, placed);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** Yields, so that the caller may pause. */
function* secretsOfUnit(analysis: Analysis, { unit, start }: Placed): Generator<void, KnownSecrets> {
  const dialogue = analysis.dialogueOf({ unit, start });
  if (dialogue?.ledger) return yield* unitSecrets(unit, analysis.lines, start, dialogue.sessions);
  let known = ofUnit.get(unit);
  if (!known) {
    const sessions = (dialogue?.sessions ?? []).map((session) => ({ session, start }));
    ({ known } = yield* secretsInSteps(analysis.lines, sessions, start, Math.min(analysis.lines.count, start + unit.lines)));
    // Nearly all units of a log reveal nothing, and share that result.
    if (known.isEmpty) known = NOTHING;
    ofUnit.set(unit, known);
  }
  return known;
}
