import type { Connection, Diagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { PlacedFinding } from '../analysis/findings';
import { gateOf, knownAhead } from '../analysis/gate';
import { type Numbered, sumsOf, sumsOfPart } from '../analysis/sums';
import { hrefOf } from '../rules/href';
import type { JudgeSettings } from '../rules/judge';
import { rangeOf } from '../text/range';
import { visible } from '../text/visible';
import type { OpenDocument } from './documents';
import type { Served } from './served';
import type { Settings } from './settings';
import { inSlices } from './slices';
import { pause } from './traffic';

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** VS Code shows this many diagnostics of a file, the most severe (extHostDiagnostics.ts, _maxDiagnosticsPerFile); more are not read. */
const MOST = 1000;

/** Of a longer document (lines) the part around the screen is judged and told first: the whole takes longer than a reader looks idly. */
const LONG = 1500;
/** Lines of that part, before and after the first line of the screen: a screen and what is scrolled to meanwhile. */
const AT_FIRST = 120;
/** If there are more than `FEW` findings, hints are reported only in so many lines before and after the first line of the screen. */
const AROUND = 300;
/** How many lines further the findings of a unit at the edge of that part still count as near. */
const EDGE = 100;
/** Up to this many findings are reported in full, wherever they are. */
const FEW = 150;
/** If there are more: the limits around the screen and elsewhere. */
const MOST_NEAR = 250;
const MOST_FAR = 120;

const made = new WeakMap<PlacedFinding['finding'], { readonly uri: string; readonly start: number; readonly diagnostic: Diagnostic }>();

/** One finding in LSP's form; the same object as long as the finding keeps its place. */
export function diagnosticOf(uri: string, placed: PlacedFinding): Diagnostic {
  const { finding, start } = placed;
  let known = made.get(finding);
  if (known?.uri !== uri || known.start !== start) {
    known = { uri, start, diagnostic: freshDiagnostic(uri, placed) };
    made.set(finding, known);
  }
  return known.diagnostic;
}

/** The message is plain text; the code links to the rule's page, or else to its source. */
function freshDiagnostic(uri: string, { finding, start }: PlacedFinding): Diagnostic {
  const { rule, at, severity, message, related } = finding;
  const href = hrefOf(rule);
  return {
    range: rangeOf(at, start),
    severity: SEVERITY[severity],
    source: 'smtp',
    code: rule.id,
    codeDescription: href ? { href } : undefined,
    message: visible(message),
    relatedInformation:
      related.length > 0
        ? related.map((one) => ({ location: { uri, range: rangeOf(one.at, start) }, message: visible(one.message) }))
        : undefined,
  };
}

const bare = new WeakMap<Diagnostic, Diagnostic>();

/** A diagnostic far from the screen, reduced to what a list of problems shows; the same object every time. */
function bareOf(diagnostic: Diagnostic): Diagnostic {
  let known = bare.get(diagnostic);
  if (!known) {
    known = { ...diagnostic, codeDescription: undefined, relatedInformation: undefined };
    bare.set(diagnostic, known);
  }
  return known;
}

/** Lines `[from, to)`, from 0. */
interface Part {
  readonly from: number;
  readonly to: number;
}

/** Which diagnostics of a document to report. */
interface Scope {
  /** The first line (0-based) on the screen. */
  readonly screen: number;
  /** If given, only the diagnostics of this part. */
  readonly part?: Part;
  /** The editor asks again when its screen moves: what it does not show can wait until then. */
  readonly moves: boolean;
}

interface Collected {
  readonly told: readonly Told[];
  readonly all: boolean;
}

interface Told {
  readonly placed: PlacedFinding;
  /** It is far from the screen: the link of its code and its related information can wait. */
  readonly far: boolean;
}

/**
 * The findings of a document in the order of the text. If they are too many for an editor: the most severe, and the hints around the screen
 * before other hints. A log may have tens of thousands of hints: no more are collected than can be reported.
 */
function* collect(document: OpenDocument, settings: JudgeSettings, scope: Scope): Generator<void, Collected> {
  const { screen, part, moves } = scope;
  const sums = yield* part ? sumsOfPart(document.analysis, settings, part.from, part.to) : sumsOf(document.analysis, settings);
  // A unit at the edge of the part was judged as a whole, and a session may have lines anywhere: what is not near is told the next time.
  const reach = part ? AT_FIRST + EDGE : moves ? AROUND + EDGE : 2000;
  const [from, to] = [screen - reach, screen + reach + 1];
  if (part) {
    const near = first(MOST, chain(sums.grave(from, to), sums.hints(from, to))).sort(byOrder);
    return { told: near.map((one) => ({ placed: sums.told(one), far: false })), all: false };
  }
  if (moves && sums.count > FEW) {
    const near = [...sums.grave(from, to), ...first(MOST, sums.hints(from, to))].slice(0, MOST_NEAR);
    yield;
    const elsewhere = new Set(first(MOST_FAR, outside(sums.grave(), from, to)));
    const kept = [...near, ...elsewhere].sort(byOrder);
    return { told: kept.map((one) => ({ placed: sums.told(one), far: elsewhere.has(one) })), all: false };
  }
  const kept = first(MOST, chain(sums.grave(), sums.hints(from, to), outside(sums.hints(), from, to))).sort(byOrder);
  return { told: kept.map((one) => ({ placed: sums.told(one), far: false })), all: true };
}

const byOrder = (a: Numbered, b: Numbered): number => a.at - b.at;

/** The first `most` of them. */
function first<T>(most: number, some: Iterable<T>): T[] {
  const found: T[] = [];
  for (const one of some) if (found.push(one) >= most) break;
  return found;
}

function* outside(some: Iterable<Numbered>, from: number, to: number): Generator<Numbered> {
  for (const one of some) if (one.line < from || one.line >= to) yield one;
}

function* chain<T>(...all: Iterable<T>[]): Generator<T> {
  for (const some of all) yield* some;
}

/** Diagnostics, and whether they are complete: if not, another part of the document on the screen would give others. */
interface Diagnosed {
  readonly items: Diagnostic[];
  readonly all: boolean;
}

/** The diagnostics of a document in LSP's form, without any secret. */
function* diagnosed(document: OpenDocument, settings: JudgeSettings, scope: Scope): Generator<void, Diagnosed> {
  const gate = gateOf(document.analysis);
  const items: Diagnostic[] = [];
  const { told, all } = yield* collect(document, settings, scope);
  for (const { placed, far } of told) {
    const whole = diagnosticOf(document.uri, placed);
    const diagnostic = far ? bareOf(whole) : whole;
    yield* knownAhead(document.analysis, diagnostic.range.start.line);
    for (const { location } of diagnostic.relatedInformation ?? []) yield* knownAhead(document.analysis, location.range.start.line);
    items.push(gate.within(diagnostic));
    yield;
  }
  return { items, all: all && !scope.part };
}

/** All diagnostics of a document, made in slices; undefined if `overtaken` returns true meanwhile because nobody wants them any more. */
export const diagnosticsOf = async (
  document: OpenDocument,
  settings: JudgeSettings,
  overtaken: () => boolean,
): Promise<Diagnostic[] | undefined> => (await inSlices(diagnosed(document, settings, { screen: 0, moves: false }), overtaken))?.items;

/**
 * Answers editors that pull. The first answer for a long document contains the part around the screen; `again` then makes the editor ask
 * for the whole, if it can be asked to.
 */
export function puller(served: Served, again: () => void): void {
  const { connection, documents } = served;
  /** The settings with which the part around the screen was reported. */
  const begun = new Map<string, JudgeSettings>();
  /** What was last reported: an editor that has it need not get it again. */
  const told = new Map<string, { readonly id: string; readonly items: readonly Diagnostic[] }>();
  let answers = 0;
  documents.onClose((uri) => {
    begun.delete(uri);
    told.delete(uri);
  });
  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }, token) =>
    served.bare(uri, { kind: 'full' as const, items: [] }, async (document, { diagnostics, judge }) => {
      if (!diagnostics) return { kind: 'full' as const, items: [] };
      const moves = served.client().refreshes.diagnostics;
      const first = document.analysis.lines.count > LONG && moves && begun.get(uri) !== judge;
      const screen = served.screenOf(uri);
      const part = first ? { from: Math.max(0, screen - AT_FIRST), to: screen + AT_FIRST } : undefined;
      const overtaken = (): boolean => token.isCancellationRequested || documents.get(uri) !== document;
      const made = await inSlices(diagnosed(document, judge, { screen, part, moves }), overtaken);
      // An editor that gets this asks again; one that gets nothing would take the squiggles away until then.
      if (!made) throw new ResponseError(LSPErrorCodes.ServerCancelled, 'the document changed meanwhile', { retriggerRequest: true });
      begun.set(uri, judge);
      if (first) again();
      served.toldAround('workspace/diagnostic/refresh', uri, made.all ? null : screen);
      const { items } = made;
      const before = told.get(uri);
      if (before && alike(before.items, items)) {
        if (before.id === previousResultId) return { kind: 'unchanged' as const, resultId: before.id };
        return { kind: 'full' as const, resultId: before.id, items };
      }
      answers++;
      told.set(uri, { id: String(answers), items });
      return { kind: 'full' as const, resultId: String(answers), items };
    }),
  );
}

/** Most of what is reported again is the same object; for the rest, its content counts. */
const alike = (before: readonly Diagnostic[], now: readonly Diagnostic[]): boolean =>
  before.length === now.length && now.every((one, n) => one === before[n] || JSON.stringify(one) === JSON.stringify(before[n]));

/** Pushes diagnostics after each change, for editors that do not pull them. */
export function pusher(
  connection: Connection,
  current: (uri: string) => OpenDocument | undefined,
  settings: (uri: string) => Promise<Settings>,
): (document: OpenDocument) => void {
  return (document) => {
    void (async () => {
      await pause();
      const { uri, version } = document;
      const overtaken = (): boolean => current(uri) !== document;
      if (overtaken()) return;
      const { diagnostics: wanted, judge } = await settings(uri);
      const diagnostics = wanted ? await diagnosticsOf(document, judge, overtaken) : [];
      if (diagnostics && !overtaken()) await connection.sendDiagnostics({ uri, version, diagnostics });
    })().catch(() => undefined);
  };
}
