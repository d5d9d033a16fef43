import type { TranscriptFormat } from '../../formats/format';
import type { FirstUnits } from '../../formats/readers/first-units';
import { firstUnits, OTHER_UNITS } from '../../formats/readers/first-units';
import { transcriptFormats } from '../../formats/transcripts';
import type { Wrapper } from '../../formats/wrapper';
import { wrappers as allWrappers } from '../../formats/wrappers';
import type { Piece } from '../../text/span';
import type { Choice } from './dialogue';
import { OPENS } from './tell-tale';

const DEEPEST = 4;

/** Whether a hint can match inside nearly any line: such a hint is tested only where a command or a reply may begin. */
const searches = (first: FirstUnits): boolean => first.reduce((sum, holds) => sum + holds, 0) > 100;
const firsts = transcriptFormats.map((format) => firstUnits(format.hint));
const searching = union((first) => searches(first));
const byUnit = new Map<number, readonly RegExp[]>();
const formatsByUnit = new Map<number, readonly TranscriptFormat[]>();

/** The formats whose hint may match a line that begins like this one. */
function beginningLike(line: string): readonly TranscriptFormat[] {
  const unit = Math.min(line.charCodeAt(0), OTHER_UNITS);
  let formats = formatsByUnit.get(unit);
  if (!formats) {
    formats = transcriptFormats.filter((_, n) => firsts[n][unit] === 1);
    formatsByUnit.set(unit, formats);
  }
  return formats;
}

/** The hints of the formats whose first units suit, as one case-sensitive and one case-insensitive pattern. */
function union(suits: (first: FirstUnits) => boolean): readonly RegExp[] {
  return ['', 'i'].flatMap((flags) => {
    const sources = transcriptFormats
      .filter(({ hint }, n) => hint.flags.includes('i') === (flags === 'i') && suits(firsts[n]))
      .map(({ hint }) => `(?:${hint.source.replace(/\(\?<\w+>/g, '(?:')})`);
    return sources.length > 0 ? [new RegExp(sources.join('|'), flags)] : [];
  });
}

/** Whether the hint of any format matches: most lines of a log are decided by their first character. */
function hinted(line: string): boolean {
  if (line === '') return false;
  const unit = Math.min(line.charCodeAt(0), OTHER_UNITS);
  let hints = byUnit.get(unit);
  if (!hints) {
    hints = union((first) => first[unit] === 1 && !searches(first));
    byUnit.set(unit, hints);
  }
  return hints.some((hint) => hint.test(line)) || (OPENS.test(line) && searching.some((hint) => hint.test(line)));
}

/** Whether any format, bare or inside a wrapper, may begin with this line: most lines are decided here. */
export function worthATry(line: string): boolean {
  return hinted(line) || (OPENS.test(line) && allWrappers.some((wrapper) => shown(wrapper, line) !== null));
}

/** The wrapper as it appears on this line; null if the line does not have it. */
function shown(wrapper: Wrapper, line: string): Wrapper | null {
  if (wrapper.like) return wrapper.like(line);
  return wrapper.peel(line) ? wrapper : null;
}

/**
 * Every format whose hint the line matches, bare or inside wrappers. Wrappers come in the order of their list: what a person put around
 * the text is outside what carried it, which is outside what logged it. A dialogue inside wrappers begins with a line that says something.
 */
export function* choices(line: string, formats: readonly TranscriptFormat[]): Generator<Choice> {
  yield* inside({ text: line, from: 0, to: line.length }, formats, []);
  if (OPENS.test(line) || formats.length === 1) yield* wrapped({ text: line, from: 0, to: line.length }, formats, [], 0);
}

function* inside(piece: Piece, formats: readonly TranscriptFormat[], stack: readonly Wrapper[]): Generator<Choice> {
  if (formats.length > 1 && !hinted(piece.text)) return;
  for (const format of formats.length > 1 ? beginningLike(piece.text) : formats)
    if (format.hint.test(piece.text)) yield { format, wrappers: stack };
}

function* wrapped(piece: Piece, formats: readonly TranscriptFormat[], stack: readonly Wrapper[], from: number): Generator<Choice> {
  for (let n = from; n < allWrappers.length; n++) {
    const wrapper = shown(allWrappers[n], piece.text);
    const peeled = wrapper?.peel(piece.text);
    if (!wrapper || !peeled || peeled.piece.text === '') continue;
    const deeper = [...stack, wrapper];
    yield* inside(peeled.piece, formats, deeper);
    if (deeper.length < DEEPEST) yield* wrapped(peeled.piece, formats, deeper, allWrappers[n].repeats ? n : n + 1);
  }
}
