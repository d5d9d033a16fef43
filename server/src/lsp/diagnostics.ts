import type { Connection, Diagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { findingsByUnit, type PlacedFinding } from '../features/diagnostics';
import { sourceUrl } from '../knowledge/source';
import type { JudgeSettings } from '../rules/judge';
import { rangeOf } from '../text/range';
import { visible } from '../text/visible';
import type { OpenDocument } from './documents';
import type { Settings } from './settings';
import { inSlices, pause } from './slices';

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** More than this many findings in one document help nobody, and an editor would choke on them. */
const MOST = 10_000;

/** One finding as LSP has it. The message is plain text; the source of the rule is the code's link. */
export function diagnosticOf(uri: string, { finding, start }: PlacedFinding): Diagnostic {
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

/** The findings of a document, the gravest where there are too many for an editor; in the order of the text. */
function* collect(document: OpenDocument, settings: JudgeSettings): Generator<void, PlacedFinding[]> {
  const found: PlacedFinding[] = [];
  for (const some of findingsByUnit(document.analysis, settings)) {
    for (const one of some) found.push(one);
    yield;
  }
  if (found.length <= MOST) return found;
  const grave = (severity: string): PlacedFinding[] => found.filter(({ finding }) => finding.severity === severity);
  const kept = new Set([...grave('error'), ...grave('warning'), ...grave('information'), ...grave('hint')].slice(0, MOST));
  return found.filter((one) => kept.has(one));
}

/** Every diagnostic of a document, made in slices; undefined where `overtaken` says meanwhile that they are not wanted any more. */
export async function diagnosticsOf(
  document: OpenDocument,
  settings: JudgeSettings,
  overtaken: () => boolean,
): Promise<Diagnostic[] | undefined> {
  const found = await inSlices(collect(document, settings), overtaken);
  return found?.map((one) => diagnosticOf(document.uri, one));
}

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
