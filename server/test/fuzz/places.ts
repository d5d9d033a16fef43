import type { Analysis } from '../../src/analysis/analysis';
import { gateOf } from '../../src/analysis/gate';
import { run } from '../../src/cli/main';
import { quickFixes } from '../../src/features/actions';
import { completions, documentation } from '../../src/features/completion';
import { findingsOf } from '../../src/features/diagnostics';
import { hints } from '../../src/features/hints';
import { hover } from '../../src/features/hover';
import { ladder } from '../../src/features/ladder';
import { lenses } from '../../src/features/lens';
import { links } from '../../src/features/links';
import { logSummary } from '../../src/features/log-summary';
import { signature } from '../../src/features/signature';
import { status } from '../../src/features/status';
import { story } from '../../src/features/story';
import { storyLadder } from '../../src/features/story-ladder';
import { type OutlineEntry, symbols } from '../../src/features/symbols';
import { whyIn, whyText } from '../../src/features/why';
import { findSymbols } from '../../src/features/workspace-symbols';
import { diagnosticOf } from '../../src/lsp/diagnostics';
import type { Position } from '../../src/text/range';
import { smtpLens, terminal } from '../cli/terminal';
import { done } from '../features/marked';

/**
 * How a text is read where it is shown: on one line (`label`), on several (`text`), as Markdown, as XML, as JSON (one value, or one a line),
 * on a terminal; `github`, `markdown-table` and `sarif` have rules of their own.
 */
export type Shape =
  | 'label'
  | 'text'
  | 'markdown'
  | 'svg'
  | 'xml'
  | 'json'
  | 'json-lines'
  | 'terminal'
  | 'github'
  | 'markdown-table'
  | 'sarif';

/** What people or programs get to see of a document at one place. */
export interface Shown {
  readonly place: string;
  readonly shape: Shape;
  readonly text: string;
}

const PEDANTIC = { strictness: 'pedantic', severities: {} } as const;
const SWITCHES = { codes: true, times: true, userNames: true };

/** What an editor shows of a document, after the gate; hovers and the like at `positions`. */
export function* inEditor(analysis: Analysis, positions: readonly Position[]): Generator<Shown> {
  const gate = gateOf(analysis);
  function* outline(list: readonly OutlineEntry[]): Generator<Shown> {
    for (const { name, detail, children } of list) {
      yield { place: 'outline name', shape: 'label', text: name };
      yield { place: 'outline detail', shape: 'label', text: detail ?? '' };
      yield* outline(children ?? []);
    }
  }
  yield* outline(gate.within(done(symbols(analysis))));
  for (const { title } of gate.within(done(lenses(analysis)))) yield { place: 'lens', shape: 'label', text: title };
  for (const { label, tooltip } of gate.within(hints(analysis, 0, analysis.lines.count, SWITCHES))) {
    yield { place: 'hint', shape: 'label', text: label };
    yield { place: 'hint tooltip', shape: 'text', text: tooltip ?? '' };
  }
  const found = findingsOf(analysis, PEDANTIC);
  for (const placed of found) {
    const { message, relatedInformation } = gate.within(diagnosticOf('file:///a.smtp', placed));
    yield { place: 'message', shape: 'text', text: typeof message === 'string' ? message : message.value };
    for (const one of relatedInformation ?? []) yield { place: 'related', shape: 'text', text: one.message };
  }
  for (const { title } of quickFixes(found)) yield { place: 'fix', shape: 'label', text: gate.text(title) };
  for (const { name } of gate.within(done(findSymbols(analysis, '')))) yield { place: 'workspace symbol', shape: 'label', text: name };
  for (const { tooltip, target } of gate.within(done(links(analysis)))) {
    yield { place: 'link tooltip', shape: 'label', text: tooltip };
    yield { place: 'link target', shape: 'label', text: target };
  }
  for (const { title } of gate.within(done(status(analysis, PEDANTIC))).formats) yield { place: 'status', shape: 'label', text: title };
  for (const placed of analysis.sessions()) {
    const { svg, title } = gate.within(ladder(placed));
    yield { place: 'drawing', shape: 'svg', text: svg };
    yield { place: 'drawing title', shape: 'label', text: title };
  }
  yield { place: 'why', shape: 'text', text: gate.text(whyText(done(whyIn(analysis)))) };
  yield { place: 'log summary', shape: 'text', text: gate.text(done(logSummary(analysis)) ?? '') };
  for (const at of positions) {
    yield { place: 'hover', shape: 'markdown', text: gate.within(hover(analysis, at, { replies: [] }))?.contents ?? '' };
    const told = gate.within(done(story(analysis, at)));
    if (told) {
      yield { place: 'story', shape: 'text', text: told.text };
      yield { place: 'story id', shape: 'label', text: told.id };
    }
    const picture = gate.within(done(storyLadder(analysis, at.line)));
    if (picture) yield { place: 'story drawing', shape: 'svg', text: picture.svg };
    const help = signature(analysis, at);
    if (help) {
      yield { place: 'signature', shape: 'label', text: gate.text(help.label) };
      yield { place: 'signature help', shape: 'markdown', text: gate.text(help.documentation) };
    }
    for (const item of gate.within(completions(analysis, at)).slice(0, 60)) {
      yield { place: 'completion', shape: 'label', text: item.label };
      yield { place: 'completion detail', shape: 'label', text: item.detail ?? '' };
      yield { place: 'completion help', shape: 'markdown', text: documentation(item) ?? '' };
    }
  }
}

const COMMANDS: readonly (readonly [Shape, ...string[]])[] = [
  ['text', 'check', '--format', 'text'],
  ['text', 'check', '--format', 'full'],
  ['json-lines', 'check', '--format', 'json'],
  ['github', 'check', '--format', 'github'],
  ['json', 'check', '--format', 'gitlab'],
  ['xml', 'check', '--format', 'junit'],
  ['sarif', 'check', '--format', 'sarif'],
  ['markdown-table', 'check', '--format', 'markdown'],
  ['text', 'check', '--statistics'],
  ['text', 'why'],
  ['json-lines', 'why', '--format', 'json'],
  ['text', 'messages'],
  ['json-lines', 'messages', '--format', 'json'],
  ['text', 'summary'],
  ['json-lines', 'summary', '--format', 'json'],
  ['text', 'sessions'],
  ['json-lines', 'sessions', '--format', 'json'],
  ['svg', 'sessions', '--format', 'svg'],
  ['text', 'replies'],
  ['json-lines', 'replies', '--format', 'json'],
];
const ON_A_TERMINAL: readonly string[] = ['check', 'why', 'messages', 'summary', 'sessions', 'replies'];

/** What the command line prints of a file, to a pipe and to a terminal. */
export async function* onCommandLine(text: string): AsyncGenerator<Shown> {
  for (const [shape, ...args] of COMMANDS) {
    const { out } = await smtpLens({ 'a.smtp': text }, ...args, ...(args[0] === 'check' ? ['--strictness', 'pedantic'] : []), 'a.smtp');
    yield { place: args.filter((arg) => arg !== '--format').join(' '), shape, text: out };
  }
  for (const name of ON_A_TERMINAL) {
    const { io, printed } = terminal({ 'a.smtp': text }, true);
    await run([name, '--color', 'always', 'a.smtp'], io, '0');
    yield { place: `${name} on a terminal`, shape: 'terminal', text: printed.out };
  }
}
