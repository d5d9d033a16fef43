import type { Connection, Diagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { gateOf } from '../analysis/gate';
import { findingsByUnit, foldCauses, type PlacedFinding } from '../features/diagnostics';
import { sourceUrl } from '../knowledge/source';
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

/** VS Code shows so many diagnostics of a file, the gravest (extHostDiagnostics.ts, _maxDiagnosticsPerFile); nobody reads more. */
const MOST = 1000;

/** Of a longer document (lines) the part around the screen is judged and told first: the whole takes longer than a reader looks idly. */
const LONG = 30_000;
/** Lines of that part, before and behind the first line of the screen. */
const AROUND = 1000;

const made = new WeakMap<PlacedFinding['finding'], { readonly uri: string; readonly start: number; readonly diagnostic: Diagnostic }>();

/** One finding as LSP has it; the same object as long as the finding stands where it stood. */
export function diagnosticOf(uri: string, placed: PlacedFinding): Diagnostic {
  const { finding, start } = placed;
  let known = made.get(finding);
  if (known?.uri !== uri || known.start !== start) {
    known = { uri, start, diagnostic: freshDiagnostic(uri, placed) };
    made.set(finding, known);
  }
  return known.diagnostic;
}

/** The message is plain text; the source of the rule is the code's link. */
function freshDiagnostic(uri: string, { finding, start }: PlacedFinding): Diagnostic {
  const { rule, at, severity, message, related } = finding;
  const href = rule.sources.map(sourceUrl).find((url) => url !== undefined);
  return {
    range: rangeOf(at, start),
    severity: SEVERITY[severity],
    source: 'smtp',
    code: rule.id,
    codeDescription: href ? { href } : undefined,
    message: visible(message),
    relatedInformation: related.map((one) => ({ location: { uri, range: rangeOf(one.at, start) }, message: visible(one.message) })),
  };
}

/** Lines `[from, to)`, from 0. */
interface Part {
  readonly from: number;
  readonly to: number;
}

/** A finding and its number in the order of the text. */
type Numbered = readonly [at: number, one: PlacedFinding];

/**
 * The findings of a document in the order of the text; where they are too many for an editor, the gravest, and of the hints those around line
 * `screen` first. A log's hints are tens of thousands: no more are taken up than can be told.
 */
function* collect(document: OpenDocument, settings: JudgeSettings, screen: number, part?: Part): Generator<void, PlacedFinding[]> {
  const grave: PlacedFinding[] = [];
  const order: number[] = [];
  const near: Numbered[] = [];
  const far: Numbered[] = [];
  let count = 0;
  // A unit at the edge of the part was judged as a whole.
  const isNear = ({ start, finding }: PlacedFinding): boolean => Math.abs(start + finding.at.line - screen) <= 2 * AROUND;
  for (const some of findingsByUnit(document.analysis, settings, part?.from, part?.to)) {
    for (const one of some) {
      count++;
      if (one.finding.severity !== 'hint') {
        grave.push(one);
        order.push(count);
        continue;
      }
      const hints = isNear(one) ? near : far;
      if (hints.length < MOST) hints.push([count, one]);
    }
    yield;
  }
  const folded = foldCauses(grave).map((one, n): Numbered => [order[n], one]);
  const of = (severity: string): Numbered[] => folded.filter(([, one]) => one.finding.severity === severity);
  for (const one of of('hint')) (isNear(one[1]) ? near : far).push(one);
  const kept = [...of('error'), ...of('warning'), ...of('information'), ...near, ...far.sort(byOrder)].slice(0, MOST);
  return kept.sort(byOrder).map(([, one]) => one);
}

const byOrder = ([a]: Numbered, [b]: Numbered): number => a - b;

/** Every diagnostic of a document (or of a part; `screen`: the line that is looked at), made in slices; undefined where `overtaken` says meanwhile that they are not wanted any more. */
export async function diagnosticsOf(
  document: OpenDocument,
  settings: JudgeSettings,
  overtaken: () => boolean,
  screen = 0,
  part?: Part,
): Promise<Diagnostic[] | undefined> {
  const found = await inSlices(collect(document, settings, screen, part), overtaken);
  return found && gateOf(document.analysis).within(found.map((one) => diagnosticOf(document.uri, one)));
}

/**
 * Answers editors that pull. The first answer for a long document holds the part around the screen; `again` then has the editor ask for
 * the whole, where it can be asked to.
 */
export function puller(served: Served, again: () => void): void {
  const { connection, documents } = served;
  /** With which settings the part around the screen was told. */
  const begun = new Map<string, JudgeSettings>();
  /** What was told last: an editor that has it need not be told again. */
  const told = new Map<string, { readonly id: string; readonly items: readonly Diagnostic[] }>();
  let answers = 0;
  documents.onClose((uri) => {
    begun.delete(uri);
    told.delete(uri);
  });
  connection.languages.diagnostics.on(({ textDocument: { uri }, previousResultId }, token) =>
    served.on(uri, { kind: 'full' as const, items: [] }, async (document, { diagnostics, judge }) => {
      if (!diagnostics) return { kind: 'full' as const, items: [] };
      const first = document.analysis.lines.count > LONG && served.client().refreshes.diagnostics && begun.get(uri) !== judge;
      const line = Math.trunc(Number(served.screens.get(uri))) || 0;
      const part = first ? { from: Math.max(0, line - AROUND), to: line + AROUND } : undefined;
      const items = await diagnosticsOf(
        document,
        judge,
        () => token.isCancellationRequested || documents.get(uri) !== document,
        line,
        part,
      );
      // An editor that gets this asks again; one that gets nothing would take the squiggles away until then.
      if (!items) throw new ResponseError(LSPErrorCodes.ServerCancelled, 'the document changed meanwhile', { retriggerRequest: true });
      begun.set(uri, judge);
      if (first) again();
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

/** Most of what is told again is the same object; of the rest what it says counts. */
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
