import { Analysis } from '../server/src/analysis/analysis';
import { findingsByUnit } from '../server/src/features/diagnostics';
import { hover } from '../server/src/features/hover';
import { tokens } from '../server/src/features/tokens';
import { clientOf } from '../server/src/lsp/client';
import { changedBy } from '../server/src/lsp/documents';
import { settingsFrom } from '../server/src/lsp/settings';
import { encoded } from '../server/src/lsp/token-legend';
import { splitEditorText, textOf } from '../server/src/text/lines';
import { logText, seeded, transcriptText } from './generate';

const settings = settingsFrom(null);
const now = (): number => Number(process.hrtime.bigint()) / 1e6;
const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const p99 = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length * 0.99)];

/** The median of several runs and the first one, in which the engine still compiles. */
function timed<T>(runs: number, work: () => T): { ms: number; first: number; value: T } {
  const times: number[] = [];
  let value!: T;
  for (let i = 0; i < runs; i++) {
    const from = now();
    value = work();
    times.push(now() - from);
  }
  const first = times[0];
  return { ms: median(times), first, value };
}

/** The floor: what one pass of a regular expression over the same string takes. */
function floor(text: string): number {
  return timed(RUNS, () => {
    const pattern = /\b[245]\d\d[ -](?:[245]\.\d{1,3}\.\d{1,3})?/g;
    let count = 0;
    while (pattern.exec(text)) count++;
    return count;
  }).ms;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** An editor that knows the protocol's token types. */
const { legend } = clientOf({ capabilities: {} });
const RUNS = 9;
const WARM = 1000;
const COUNTED = 1000;
/** Lines that an editor shows at once. */
const SCREEN = 60;

async function measure(name: string, make: () => string): Promise<void> {
  let content: string | null = make();
  const size = content.length;
  const bytes = Buffer.byteLength(content);
  const base = floor(content);
  const lines = splitEditorText(content);
  const text = textOf(lines);
  const cold = timed(RUNS, () => Analysis.of(text, {}, lines));
  const analysis = cold.value;
  const judged = timed(1, () => {
    let count = 0;
    for (const some of findingsByUnit(analysis, settings.judge)) count += some.length;
    return count;
  });
  const random = seeded(3);
  const edits: number[] = [];
  const hovers: number[] = [];
  const screens: number[] = [];
  const time = (into: number[], work: () => void): void => {
    const from = now();
    work();
    into.push(now() - from);
  };
  let edited = analysis;
  for (let i = 0; i < WARM + COUNTED; i++) {
    // An editor types for hours: the first rounds, in which the engine still compiles, do not count.
    if (i === WARM) for (const one of [edits, hovers, screens]) one.length = 0;
    const line = Math.floor(random() * edited.text.lines);
    const character = Math.floor(random() * 40);
    time(edits, () => {
      edited = changedBy(edited, { range: { start: { line, character }, end: { line, character } }, text: i % 3 === 0 ? '\n' : 'x' });
    });
    const at = Math.floor(random() * edited.text.lines);
    const column = Math.max(0, edited.lines.line(at).search(/[245]\d\d /));
    time(hovers, () => hover(edited, { line: at, character: column }, settings));
    const top = Math.floor(random() * edited.text.lines);
    time(screens, () => encoded(tokens(edited, top, top + SCREEN), legend));
  }
  content = null;
  const row = {
    text: name,
    MB: (bytes / 1e6).toFixed(0),
    lines: text.lines,
    'floor ms': base.toFixed(0),
    'cold / floor': (cold.ms / base).toFixed(2),
    'first / floor': (cold.first / base).toFixed(2),
    'judge / floor': (judged.ms / base).toFixed(2),
    findings: judged.value,
    'edit median ms': median(edits).toFixed(3),
    'edit p99 ms': p99(edits).toFixed(3),
    'hover p99 ms': p99(hovers).toFixed(3),
    'screen p99 ms': p99(screens).toFixed(3),
  };
  const used = await heapOf(make);
  console.log(
    Object.entries({ ...row, 'heap / text': (used / size).toFixed(2) })
      .map(([key, value]) => `${key}: ${value}`)
      .join('   '),
  );
}

/** Heap that the analysis and its text hold, once the string they came from is gone. */
async function heapOf(make: () => string): Promise<number> {
  // What a WeakRef holds is let go between two turns of the event loop only.
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));
  await turn();
  const before = heap();
  const analysis = Analysis.of(textOf(splitEditorText(make())));
  await turn();
  const used = heap() - before;
  if (analysis.end === 0) throw new Error('nothing was read');
  return used;
}

const small = process.argv.includes('--small');
void (async () => {
  await measure('log', () => logText(small ? 1 : 48));
  await measure('transcript', () => transcriptText(small ? 1 : 10));
  if (!small) await measure('log, small', () => logText(1));
})();
