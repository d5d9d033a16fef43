import type { Severity } from '../rules/rule';
import type { JudgeSettings } from '../rules/severity';
import type { Analysis } from './analysis';
import { findingsByUnit, findingsOfWhole, judgedUnit, type PlacedFinding } from './findings';
import { CauseFold } from './repeats';
import type { Block, PlacedBlock } from './unit-row';

type Shown = Exclude<Severity, 'off'>;
type Grave = Exclude<Shown, 'hint'>;

const GRAVE = ['error', 'warning', 'information'] as const satisfies readonly Grave[];

/** A finding of a document by its number, which is the greater the further down it stands, and its line, from 0. */
export interface Numbered {
  readonly at: number;
  readonly line: number;
}

/** The findings of consecutive units, in order; their lines count from the first unit's first. */
interface Digest {
  readonly settings: JudgeSettings;
  readonly found: readonly PlacedFinding[];
  /** Numbers of those that are no hints and repeat no cause of this digest. */
  readonly grave: Readonly<Record<Grave, readonly number[]>>;
  readonly fold: CauseFold;
}

/** More findings than a digest has. */
const NUMBERS = 2 ** 32;

const digests = new WeakMap<Block, Digest>();

function* digestOf(analysis: Analysis, { block, start }: PlacedBlock, settings: JudgeSettings): Generator<void, Digest> {
  let known = digests.get(block);
  if (known?.settings === settings) return known;
  const found: PlacedFinding[] = [];
  let below = 0;
  for (const unit of block.units) {
    const { findings } = yield* judgedUnit(analysis, { unit, start: start + below }, settings);
    for (const { finding, line } of findings) found.push({ finding, start: below + line });
    below += unit.lines;
    yield;
  }
  known = digestFrom(found, settings);
  digests.set(block, known);
  return known;
}

function digestFrom(found: readonly PlacedFinding[], settings: JudgeSettings): Digest {
  const grave: Record<Grave, number[]> = { error: [], warning: [], information: [] };
  const fold = new CauseFold();
  for (const [at, { finding }] of found.entries())
    if (finding.severity !== 'hint' && !fold.repeats(finding, at)) grave[finding.severity].push(at);
  return { settings, found, grave, fold };
}

/** A digest at its place: the lines `[start, end)` of the document, from 0. */
interface Part {
  readonly digest: Digest;
  readonly start: number;
  readonly end: number;
  readonly numbers: number;
}

/** What the findings of a document add up to, each cause told once (repeats.ts). */
export class Sums {
  private readonly parts: Part[] = [];
  private readonly fold = new CauseFold();
  private readonly counts: Record<Shown, number> = { error: 0, warning: 0, information: 0, hint: 0 };

  /** Takes in what stands on the lines `[start, end)`, behind all that was taken in before. */
  add(digest: Digest, start: number, end: number): void {
    const numbers = this.parts.length * NUMBERS;
    this.parts.push({ digest, start, end, numbers });
    let hints = digest.found.length;
    for (const severity of GRAVE) {
      this.counts[severity] += digest.grave[severity].length;
      hints -= digest.grave[severity].length;
    }
    this.counts.hint += hints;
    this.fold.append(digest.fold, numbers, (at) => {
      this.counts[digest.found[at].finding.severity]--;
      this.counts.hint++;
    });
  }

  /** How many findings of each severity a reader is told: what repeats a cause is a hint. */
  get bySeverity(): Readonly<Record<Shown, number>> {
    return this.counts;
  }

  /** How many findings there are. */
  get count(): number {
    const { error, warning, information, hint } = this.counts;
    return error + warning + information + hint;
  }

  /**
   * Those on the lines `[from, to)` (from 0) that are told as they are: no hints, and none that repeats a cause. The most severe first, then in
   * the order of the text.
   */
  *grave(from = 0, to = Number.POSITIVE_INFINITY): Generator<Numbered> {
    for (const severity of GRAVE)
      for (const part of this.in(from, to))
        for (const number of part.digest.grave[severity]) {
          const numbered = numberedIn(part, number);
          if (numbered.line < from || numbered.line >= to) continue;
          if (!this.fold.isRepeated(part.digest.found[number].finding, numbered.at)) yield numbered;
        }
  }

  /** The others on the lines `[from, to)` (from 0), in the order of the text. */
  *hints(from = 0, to = Number.POSITIVE_INFINITY): Generator<Numbered> {
    for (const part of this.in(from, to))
      for (const [number, { finding }] of part.digest.found.entries()) {
        const numbered = numberedIn(part, number);
        if (numbered.line < from || numbered.line >= to) continue;
        if (finding.severity === 'hint' || this.fold.isRepeated(finding, numbered.at)) yield numbered;
      }
  }

  /** The parts that have a line in `[from, to)`. */
  private in(from: number, to: number): readonly Part[] {
    return this.parts.filter(({ start, end }) => start < to && end > from);
  }

  /** The finding as it is told (`CauseFold.told`). */
  told({ at }: Numbered): PlacedFinding {
    return this.fold.told(this.placed(at), at, (place) => this.placed(place));
  }

  private placed(at: number): PlacedFinding {
    const { digest, start } = this.parts[Math.floor(at / NUMBERS)];
    const one = digest.found[at % NUMBERS];
    return { ...one, start: one.start + start };
  }
}

const numberedIn = ({ digest, start, numbers }: Part, number: number): Numbered => {
  const { finding, start: below } = digest.found[number];
  return { at: number + numbers, line: start + below + finding.at.line };
};

/**
 * Sums of all findings of a document. After an edit the units that it touched and their neighbours are gone over, then a step for each
 * block and each cause in it, whatever the length of the document. Yields now and then: the caller may pause.
 */
export function* sumsOf(analysis: Analysis, settings: JudgeSettings): Generator<void, Sums> {
  const sums = new Sums();
  for (const placed of analysis.blocks) {
    sums.add(yield* digestOf(analysis, placed, settings), placed.start, placed.start + placed.block.lines);
    yield;
  }
  sums.add(digestFrom(yield* findingsOfWhole(analysis, settings), settings), 0, analysis.lines.count);
  return sums;
}

/** The same of what `findingsByUnit` gives for the lines `[from, to)`, from 0. */
export function* sumsOfPart(analysis: Analysis, settings: JudgeSettings, from: number, to: number): Generator<void, Sums> {
  const found: PlacedFinding[] = [];
  for (const some of findingsByUnit(analysis, settings, from, to)) {
    for (const one of some) found.push(one);
    yield;
  }
  const sums = new Sums();
  sums.add(digestFrom(found, settings), 0, analysis.lines.count);
  return sums;
}
