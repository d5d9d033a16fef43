import { Analysis } from '../../src/analysis/analysis';
import { gateOf } from '../../src/analysis/gate';
import { partsOf } from '../../src/cli/parts';
import { findingsAt, fixAll, quickFixes } from '../../src/features/actions';
import { completions } from '../../src/features/completion';
import { findingsOf } from '../../src/features/diagnostics';
import { folds } from '../../src/features/folding';
import { formatted } from '../../src/features/formatting';
import { hints } from '../../src/features/hints';
import { hover } from '../../src/features/hover';
import { ladder } from '../../src/features/ladder';
import { lenses } from '../../src/features/lens';
import { links } from '../../src/features/links';
import { logSummary } from '../../src/features/log-summary';
import { onType } from '../../src/features/on-type';
import { definitions, highlights } from '../../src/features/pair';
import { nameAt, references } from '../../src/features/references';
import { repliesOf } from '../../src/features/replies';
import { selections } from '../../src/features/selection';
import { signature } from '../../src/features/signature';
import { status } from '../../src/features/status';
import { story } from '../../src/features/story';
import { storyLadder } from '../../src/features/story-ladder';
import { type OutlineEntry, symbols } from '../../src/features/symbols';
import { tokens } from '../../src/features/tokens';
import { whyIn, whyRecord, whyText } from '../../src/features/why';
import { findSymbols } from '../../src/features/workspace-symbols';
import { splitFileText, textOf } from '../../src/text/lines';
import type { Position, Range, TextEdit } from '../../src/text/range';
import { rangeOf } from '../../src/text/range';
import { smtpLens } from '../cli/terminal';
import { done, edited } from '../features/marked';
import { analysed, checkerOf, difference, type Fault, type Oracle, PEDANTIC, placeIn, SWITCHES, saidIn } from './oracle';
import type { Random } from './random';
import { redaction } from './redaction';
import { wellFormed } from './xml';

/** Every stage answers, whatever the text. */
const throws: Oracle = async (text, random) => {
  const analysis = analysed(text);
  const at = placeIn(analysis, random);
  const point = { start: at, end: at };
  const found = findingsOf(analysis, PEDANTIC);
  quickFixes(found);
  for (let n = 0; n < 3; n++) hover(analysis, placeIn(analysis, random), { replies: [] });
  hints(analysis, 0, analysis.lines.count, SWITCHES);
  done(symbols(analysis));
  done(lenses(analysis));
  done(folds(analysis));
  done(links(analysis));
  done(status(analysis, PEDANTIC));
  done(findSymbols(analysis, ''));
  selections(analysis, at);
  tokens(analysis);
  completions(analysis, at);
  signature(analysis, at);
  definitions(analysis, at);
  highlights(analysis, at);
  findingsAt(analysis, PEDANTIC, point);
  const name = nameAt(analysis, at);
  if (name) done(references(analysis, name));
  onType(analysis, at, random.pick(['\n', ':']));
  formatted(analysis);
  repliesOf(analysis);
  const causes = done(whyIn(analysis));
  whyText(causes);
  causes.map(whyRecord);
  done(logSummary(analysis));
  done(story(analysis, at));
  gateOf(analysis).within(found.map(({ finding }) => finding.message));
};

const drawing: Oracle = (text, random, put) => {
  const analysis = analysed(text);
  const all = [...analysis.sessions()].map((placed) => ladder(placed).svg);
  const told = done(storyLadder(analysis, random.below(analysis.lines.count)));
  for (const svg of told ? [...all, told.svg] : all) {
    const fault = wellFormed(svg);
    if (fault) put('a drawing is not well-formed', fault);
  }
};

/** What stands where: replies and findings by their line in the file. */
function seenIn(analysis: Analysis, first = 0): string[] {
  const replies = repliesOf(analysis).map(({ line, from, code, phase }) => `${first + line}:${from} ${code} ${phase}`);
  const found = findingsOf(analysis, PEDANTIC, false).map(({ finding, start }) => `${first + start + finding.at.line} ${finding.rule.id}`);
  return [...replies, ...found];
}

const windows: Oracle = async (text, random, put) => {
  const bytes = new TextEncoder().encode(text);
  const chunk = 1 + random.below(300);
  const window = 60 + random.below(1500);
  const parts: string[] = [];
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  for await (const { analysis, first, quiet } of partsOf(chunks(), {}, { window })) if (!quiet) parts.push(...seenIn(analysis, first));
  const whole = seenIn(Analysis.of(textOf(splitFileText(new TextDecoder().decode(bytes)))));
  const [lost, gained] = [difference(whole, parts), difference(parts, whole)];
  if (lost.length + gained.length > 0) put('windows of a file differ from the whole', { chunk, window, lost, gained });
};

const edits: Oracle = (text, random, put) => {
  let lines = splitFileText(text);
  let analysis = Analysis.of(textOf(lines));
  for (let n = 0; n < 2; n++) {
    const from = random.below(lines.length + 1);
    const to = Math.min(lines.length, from + random.below(4));
    const inserted = Array.from({ length: random.below(3) }, () => random.pick([...lines, '', '250 ok', 'C: QUIT']));
    if (to - from === lines.length && inserted.length === 0) inserted.push('');
    lines = [...lines.slice(0, from), ...inserted, ...lines.slice(to)];
    analysis = analysis.edited(textOf(lines), { from, to, inserted: inserted.length });
    const fresh = Analysis.of(textOf(lines));
    const seen = (one: Analysis): string => [...saidIn(one), ...seenIn(one)].join('\n');
    if (seen(analysis) !== seen(fresh)) put('an edited text differs from the same text read from scratch', { from, to, inserted });
  }
};

const ranges: Oracle = (text, random, put) => {
  const analysis = analysed(text);
  const at = placeIn(analysis, random);
  const { count } = analysis.lines;
  const check = checkerOf(analysis, put);
  const inside = (inner: Range, outer: Range): boolean => before(outer.start, inner.start) && before(inner.end, outer.end);
  const outline = (list: readonly OutlineEntry[], parent: Range | null): void => {
    for (const { name, range, selectionRange, children } of list) {
      check('outline', range);
      check('outline selection', selectionRange);
      if (name.trim() === '') put('outline: an empty name');
      if (!inside(selectionRange, range)) put('outline: a selection outside its range', { range, selectionRange });
      if (parent && !inside(range, parent)) put('outline: a range outside its parent', { range, parent });
      outline(children ?? [], range);
    }
  };
  outline(done(symbols(analysis)), null);
  for (const { startLine, endLine } of done(folds(analysis)))
    if (startLine < 0 || endLine >= count || startLine >= endLine) put('a fold outside or empty', { startLine, endLine });
  const chain = selections(analysis, at);
  for (const [n, range] of chain.entries()) {
    check('selection', range);
    if (n > 0 && !inside(chain[n - 1], range) && !inside(range, chain[n - 1])) put('selections that do not nest', chain);
  }
  const found = hover(analysis, at, { replies: [] });
  if (found) check('hover', rangeOf(found.range));
  let last = { line: 0, character: 0 };
  for (const token of tokens(analysis)) {
    const range = rangeOf(token);
    check('token', range);
    if (!before(last, range.start)) put('tokens that overlap', range);
    last = range.end;
  }
  for (const { line } of done(lenses(analysis))) if (line < 0 || line >= count) put('lens: a line outside', line);
  for (const { span } of done(links(analysis))) check('link', rangeOf(span));
  for (const one of done(findSymbols(analysis, ''))) check('workspace symbol', rangeOf(one.at));
  for (const { position } of hints(analysis, 0, count, SWITCHES)) check('hint', { start: position, end: position });
  for (const { range } of completions(analysis, at)) {
    check('completion', range);
    if (range.start.line !== at.line || range.end.line !== at.line) put('completion: another line', range);
  }
  for (const range of [...definitions(analysis, at), ...(highlights(analysis, at) ?? [])]) check('pair', range);
  for (const { range } of [...onType(analysis, at, '\n'), ...onType(analysis, at, ':')]) check('on type', range);
  for (const { range } of formatted(analysis)) check('formatting', range);
  const told = findingsOf(analysis, PEDANTIC);
  for (const { finding, start } of told) {
    check(`finding ${finding.rule.id}`, rangeOf(finding.at, start));
    for (const one of finding.related) check(`related of ${finding.rule.id}`, rangeOf(one.at, start));
  }
  for (const { edits: all, of } of quickFixes(told)) for (const { range } of all) check(`fix of ${of.finding.rule.id}`, range);
  for (const { line, from, to } of repliesOf(analysis))
    check('reply', { start: { line, character: from }, end: { line, character: to ?? from } });
};

const before = (a: Position, b: Position): boolean => a.line < b.line || (a.line === b.line && a.character <= b.character);

/** Fixing all again and again comes to an end, and no two edits of one go write in the same place. */
const fixes: Oracle = (text, _, put) => {
  let now = splitFileText(text).join('\n');
  const seen = new Set([now]);
  for (let round = 0; round < 12; round++) {
    const all: TextEdit[] = fixAll(findingsOf(analysed(now), PEDANTIC));
    if (all.length === 0) return;
    const next = edited(now, all);
    if (next === now) return put('fix all changes nothing', all.slice(0, 2));
    if (seen.has(next)) return put('fix all goes round in circles', all.slice(0, 2));
    seen.add(next);
    now = next;
  }
  put('fix all does not come to an end');
};

const COMMANDS: readonly (readonly string[])[] = [
  ...['text', 'full', 'json', 'github', 'gitlab', 'junit', 'sarif', 'markdown'].map((format) => ['check', '--format', format]),
  ['check', '--statistics'],
  ...['why', 'messages', 'summary', 'replies'].flatMap((name) => [[name], [name, '--format', 'json']]),
  ...['text', 'json', 'svg'].map((format) => ['sessions', '--format', format]),
  ['redact', '--report'],
];

/** The command line: no error that nobody caught, and what is to be read by a machine can be. */
const cli: Oracle = async (text, random, put) => {
  const args = random.pick(COMMANDS);
  const { out } = await smtpLens({ 'a.smtp': text }, ...args, 'a.smtp');
  const kind = `${args[0]} ${args[2] ?? ''}`.trim();
  try {
    if (args[2] === 'gitlab' || args[2] === 'sarif') JSON.parse(out);
    else if (args[2] === 'json') for (const line of out.split('\n')) if (line !== '') JSON.parse(line);
  } catch (error) {
    put(`${kind}: no JSON`, String(error));
  }
  if (out !== '' && (args[2] === 'junit' || args[2] === 'svg')) {
    const fault = wellFormed(out.replace(/^<\?xml[^>]*>\n/, '').split('\n<svg')[0]);
    if (fault) put(`${kind}: not well-formed`, fault);
  }
};

/** By the names that `--only` takes. */
export const ORACLES: Record<string, Oracle> = { throws, redaction, ranges, edits, windows, fixes, drawing, cli };

/**
 * What a damaged text may cost: where a secret and a verb are one word, a copy cannot keep the one without the other. Such faults are counted,
 * and more than a few of them are a fault of their own.
 */
export const isSoft = (kind: string): boolean => /^redaction: a copy (?:has other exchanges|lost|gained)/.test(kind);
/** Most inputs that may show one. */
export const SOFT_SHARE = 0.025;

/** What the oracles find wrong with an input; the same for the same seed. An error that an oracle did not expect is a fault, by its first frames. */
export async function faultsOf(text: string, randomFor: () => Random, only: readonly string[] = Object.keys(ORACLES)): Promise<Fault[]> {
  const found = new Map<string, Fault>();
  for (const name of only) {
    const put = (kind: string, detail: unknown = ''): void => {
      const whole = `${name}: ${kind}`;
      if (!found.has(whole)) found.set(whole, { kind: whole, detail: typeof detail === 'string' ? detail : JSON.stringify(detail) });
    };
    try {
      await ORACLES[name](text, randomFor(), put);
    } catch (error) {
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
      put(
        `throws ${message.slice(0, 80)} in ${frames
          .slice(0, 2)
          .map((line) => /at (?:async )?([\w.<>[\] ]+)/.exec(line)?.[1].trim())
          .join(' < ')}`,
        frames.slice(0, 5).join('\n'),
      );
    }
  }
  return [...found.values()];
}
