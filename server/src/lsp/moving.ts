import { type DocumentLink, type Location, type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import { gateOf } from '../analysis/gate';
import { links } from '../features/links';
import { definitions, highlights } from '../features/pair';
import { nameAt, references } from '../features/references';
import { mentionsNear, storyMentions } from '../features/story';
import { findSymbols } from '../features/workspace-symbols';
import { rangeOf } from '../text/range';
import type { LogPages } from './log-pages';
import type { Served } from './served';

/** More results than this are of no use. */
const MOST_SYMBOLS = 500;

/** From one place to another: pairs, names, links, symbols of all open documents. */
export function moving(served: Served, pages: LogPages): void {
  const { connection, documents } = served;
  connection.onDefinition(({ textDocument, position }) =>
    served.on(textDocument.uri, null, ({ uri, analysis }) => definitions(analysis, position).map((range) => ({ uri, range }))),
  );
  connection.onDocumentHighlight(({ textDocument, position }) =>
    served.on(textDocument.uri, null, ({ analysis }) => highlights(analysis, position)?.map((range) => ({ range })) ?? null),
  );
  connection.onReferences(({ textDocument, position }, token) =>
    served.on(textDocument.uri, null, async ({ uri, analysis }) => {
      const name = nameAt(analysis, position);
      if (!name) return null;
      const found: Location[] = [];
      // The id with which a transcript ends leads into the log that is open beside it.
      for (const document of [...documents.all()].sort((a, b) => Number(b.uri === uri) - Number(a.uri === uri))) {
        const own = await served.run(
          document,
          document.uri === uri
            ? storyMentions(document.analysis, position)
            : mentionsNear(
                document.analysis,
                name.kind === 'queue-id' ? name.text : '',
                analysis.entryAt(position.line)?.time ?? Number.NaN,
              ),
          token,
        );
        for (const span of own ?? (await served.run(document, references(document.analysis, name), token)))
          found.push({ uri: document.uri, range: rangeOf(span) });
      }
      return found;
    }),
  );
  connection.onDocumentLinks(({ textDocument: { uri } }, token) => {
    if (uri.startsWith(`${pages.scheme}:`)) return pages.links(uri);
    return served.on(uri, null, async (document): Promise<DocumentLink[]> => {
      const found = await served.run(document, links(document.analysis, served.screenOf(uri)), token);
      return found.map(({ span, target, tooltip }) => ({ range: rangeOf(span), target, tooltip }));
    });
  });
  connection.onWorkspaceSymbol(async ({ query }, token) => {
    const found: SymbolInformation[] = [];
    for (const document of [...documents.all()]) {
      const { uri } = document;
      for (const { name, kind, at } of await served.run(document, findSymbols(document.analysis, String(query ?? '')), token)) {
        const shown = gateOf(document.analysis).text(name, at.line);
        found.push({ name: shown, kind: kind === 'session' ? SymbolKind.Module : SymbolKind.Event, location: { uri, range: rangeOf(at) } });
      }
    }
    return found.slice(0, MOST_SYMBOLS);
  });
}
