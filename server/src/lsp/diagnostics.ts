import type { Connection, Diagnostic } from 'vscode-languageserver';
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { PlacedFinding } from '../features/diagnostics';
import { findingsByUnit } from '../features/diagnostics';
import { sourceUrl } from '../knowledge/source';
import type { JudgeSettings } from '../rules/judge';
import { visible } from '../text/visible';
import type { Documents, OpenDocument } from './documents';
import type { Settings } from './settings';

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** More than this many findings in one document help nobody, and an editor would choke on them. */
const MOST = 10_000;
/** Milliseconds of work after which other requests get their turn. */
const SLICE = 20;

/** One finding as LSP has it. The message is plain text; the source of the rule is the code's link. */
export function diagnosticOf(uri: string, { finding, start }: PlacedFinding): Diagnostic {
  const { rule, at, severity, message, related } = finding;
  const range = (span: typeof at) => ({
    start: { line: start + span.line, character: span.from },
    end: { line: start + span.line, character: span.to },
  });
  const href = rule.sources.map(sourceUrl).find((url) => url !== undefined);
  return {
    range: range(at),
    severity: SEVERITY[severity],
    source: 'smtp',
    code: rule.id,
    codeDescription: href ? { href } : undefined,
    message: visible(message),
    relatedInformation: related.map((one) => ({ location: { uri, range: range(one.at) }, message: visible(one.message) })),
  };
}

/** Every diagnostic of a document, made in slices; undefined where the document changed or `cancelled` says so meanwhile. */
export async function diagnosticsOf(
  document: OpenDocument,
  settings: JudgeSettings,
  overtaken: () => boolean,
): Promise<Diagnostic[] | undefined> {
  const found: Diagnostic[] = [];
  let until = Date.now() + SLICE;
  for (const some of findingsByUnit(document.analysis, settings)) {
    for (const one of some) if (found.length < MOST) found.push(diagnosticOf(document.uri, one));
    if (Date.now() > until) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (overtaken()) return undefined;
      until = Date.now() + SLICE;
    }
  }
  return found;
}

/** Pushes diagnostics after each change, for editors that do not pull them. */
export function pusher(connection: Connection, documents: Documents, settings: () => Settings): (document: OpenDocument) => void {
  return (document) => {
    void (async () => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      const overtaken = (): boolean => documents.get(document.uri) !== document;
      if (overtaken()) return;
      const diagnostics = settings().diagnostics ? await diagnosticsOf(document, settings().judge, overtaken) : [];
      if (diagnostics) await connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
    })();
  };
}
