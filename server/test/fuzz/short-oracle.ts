import { Analysis } from '../../src/analysis/analysis';
import { gateOf } from '../../src/analysis/gate';
import { findingsOf } from '../../src/features/diagnostics';
import { folds } from '../../src/features/folding';
import { redact } from '../../src/features/redact';
import { repliesOf } from '../../src/features/replies';
import { type OutlineEntry, symbols } from '../../src/features/symbols';
import { tokens } from '../../src/features/tokens';
import { splitFileText, textOf } from '../../src/text/lines';
import { type Position, type Range, rangeOf } from '../../src/text/range';
import { done } from '../features/marked';
import { checkerOf, type Fault, PEDANTIC, saidIn } from './oracle';
import type { Random } from './random';
import type { Short } from './short';

/** Time that no input of a few lines may take, in milliseconds. */
const MOST_TIME = 50;

const cpu = (): number => process.cpuUsage().user / 1000;

const before = (a: Position, b: Position): boolean => a.line < b.line || (a.line === b.line && a.character <= b.character);
const inside = (inner: Range, outer: Range): boolean => before(outer.start, inner.start) && before(inner.end, outer.end);

/**
 * What is wrong with a short input. Every input is read and copied, its copy is copied, its tokens, folds and replies are looked at; one of
 * three is judged and outlined, another third edited: these take as long as the rest.
 */
export function shortFaults(input: Short, randomFor: () => Random): Fault[] {
  const found: Fault[] = [];
  const put = (kind: string, detail: unknown = ''): void => {
    if (!found.some((one) => one.kind === kind)) found.push({ kind, detail: typeof detail === 'string' ? detail : JSON.stringify(detail) });
  };
  const timed = (report: typeof put, clock: () => number): number => {
    const begun = clock();
    try {
      looks(input, randomFor(), report);
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
      report(
        `throws ${message.slice(0, 80)} in ${/at (?:async )?([\w.<>[\] ]+)/.exec(frames[0] ?? '')?.[1].trim()}`,
        frames.slice(0, 5).join('\n'),
      );
    }
    return clock() - begun;
  };
  if (timed(put, () => performance.now()) > MOST_TIME) {
    // It may only have waited for the machine, or for code to be compiled.
    const again = Array.from({ length: 5 }, () => timed(() => {}, cpu));
    if (Math.min(...again) > MOST_TIME) put('takes long', again);
  }
  return found;
}

function looks({ text, secret }: Short, random: Random, put: (kind: string, detail?: unknown) => void): void {
  const hints = { explicit: random.chance(0.5) };
  const lines = splitFileText(text);
  const analysis = Analysis.of(textOf(lines), hints, lines);
  const turn = random.below(3);
  const told = turn === 0 ? findingsOf(analysis, PEDANTIC) : [];
  const outline = turn === 0 ? done(symbols(analysis)) : [];
  ranges(analysis, told, outline, put);
  const copy = redact(analysis).lines.join('\n');
  copied(text, lines.length, copy, hints, put);
  if (secret !== null && copy.includes(secret)) put('a planted secret is in the copy', copy);
  if (secret !== null && turn === 0) {
    const gate = gateOf(analysis);
    const shown = JSON.stringify(gate.within([told.map(({ finding }) => finding.message), outline]));
    if (shown.includes(secret)) put('a planted secret is shown', shown);
  }
  if (turn === 1) edited(analysis, lines, random, put);
}

function copied(text: string, count: number, copy: string, hints: object, put: (kind: string, detail?: unknown) => void): void {
  const now = splitFileText(copy);
  if (now.length !== count) put('a copy has other lines', copy);
  // A copy that is the text is copied as the text was.
  if (copy === text) return;
  const again = redact(Analysis.of(textOf(now), hints, now)).lines.join('\n');
  if (again !== copy) put('a copy of the copy differs', { copy, again });
}

type Told = ReturnType<typeof findingsOf>;

function ranges(analysis: Analysis, told: Told, all: readonly OutlineEntry[], put: (kind: string, detail?: unknown) => void): void {
  const { count } = analysis.lines;
  const check = checkerOf(analysis, put);
  const outline = (list: readonly OutlineEntry[], parent: Range | null): void => {
    for (const { name, range, selectionRange, children } of list) {
      check('outline', range);
      if (name.trim() === '') put('outline: an empty name');
      if (!inside(selectionRange, range)) put('outline: a selection outside its range', { range, selectionRange });
      if (parent && !inside(range, parent)) put('outline: a range outside its parent', { range, parent });
      outline(children ?? [], range);
    }
  };
  outline(all, null);
  for (const { startLine, endLine } of done(folds(analysis)))
    if (startLine < 0 || endLine >= count || startLine >= endLine) put('a fold outside or empty', { startLine, endLine });
  let last: Position = { line: 0, character: 0 };
  for (const token of tokens(analysis)) {
    const range = rangeOf(token);
    check('token', range);
    if (!before(last, range.start)) put('tokens that overlap', range);
    last = range.end;
  }
  for (const { finding, start } of told) {
    check(`finding ${finding.rule.id}`, rangeOf(finding.at, start));
    for (const one of finding.related) check(`related of ${finding.rule.id}`, rangeOf(one.at, start));
    for (const { span } of finding.fixes.flatMap((fix) => fix.edits)) check(`fix of ${finding.rule.id}`, rangeOf(span, start));
  }
  for (const { line, from, to } of repliesOf(analysis))
    check('reply', { start: { line, character: from }, end: { line, character: to ?? from } });
}

/** What was said and which replies are where, after an edit and from scratch. */
function edited(analysis: Analysis, lines: readonly string[], random: Random, put: (kind: string, detail?: unknown) => void): void {
  const from = random.below(lines.length + 1);
  const to = Math.min(lines.length, from + random.below(3));
  const inserted = Array.from({ length: random.below(3) }, () => random.pick([...lines, '', '250 ok', 'C: QUIT']));
  if (to - from === lines.length && inserted.length === 0) inserted.push('');
  const now = [...lines.slice(0, from), ...inserted, ...lines.slice(to)];
  const seen = (one: Analysis): string =>
    [...saidIn(one), ...repliesOf(one).map(({ line, from: at, code, phase }) => `${line}:${at} ${code} ${phase}`)].join('\n');
  const text = textOf(now);
  const kept = analysis.edited(text, { from, to, inserted: inserted.length });
  const fresh = Analysis.of(text, analysis.hints, now);
  if (seen(kept) !== seen(fresh)) put('an edited text differs from the same text read from scratch', { from, to, inserted });
}
