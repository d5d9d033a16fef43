import type { DocumentSymbol, SymbolInformation } from 'vscode-languageserver';
import { folds } from '../features/folding';
import { hints } from '../features/hints';
import { hover } from '../features/hover';
import { type Lens, lenses, lensesAround } from '../features/lens';
import { selections } from '../features/selection';
import { type OutlineEntry, symbols } from '../features/symbols';
import { t } from '../text/l10n';
import type { Range } from '../text/range';
import { rangeOf } from '../text/range';
import { actions } from './actions';
import { COMMANDS } from './capabilities';
import { commands, opensPages } from './commands';
import { LogPages } from './log-pages';
import { moving } from './moving';
import { RedactedCopies } from './redacted';
import { RulePages } from './rule-pages';
import { semanticTokens } from './semantic-tokens';
import type { Served } from './served';
import { sessionView } from './session-view';
import { statusRequest } from './status';
import { virtualDocuments } from './virtual-documents';
import { writing } from './writing';

/** Connects the features, in a few lines each; capabilities.ts announces them to editors. */
export function features(served: Served): void {
  const { connection, documents } = served;
  const pages = new LogPages(connection, documents, served.client);
  const copies = new RedactedCopies(served);
  sessionView(served);
  statusRequest(served);
  reading(served);
  moving(served, pages);
  writing(served);
  actions(served);
  semanticTokens(served);
  commands(served, pages, copies);
  virtualDocuments(connection, [pages, new RulePages(), copies]);
}

/** What an editor shows of a document as it is. */
function reading(served: Served): void {
  const { connection } = served;
  connection.onHover(({ textDocument, position }) =>
    served.on(textDocument.uri, null, ({ analysis }, settings) => {
      const kind = served.client().markup.hover;
      const found = settings.hover ? hover(analysis, position, settings, kind) : null;
      return found && { contents: { kind, value: found.contents }, range: rangeOf(found.range) };
    }),
  );
  connection.onDocumentSymbol(({ textDocument }, token) =>
    served.on<DocumentSymbol[] | SymbolInformation[] | null>(textDocument.uri, null, async (document) => {
      const tree = await served.run(document, symbols(document.analysis, document.edited ? served.screenOf(document.uri) : null), token);
      return served.client().symbolTree ? tree : flat(tree, document.uri);
    }),
  );
  connection.onFoldingRanges(({ textDocument }, token) =>
    served.on(textDocument.uri, null, (document) => served.run(document, folds(document.analysis), token)),
  );
  connection.onSelectionRanges(({ textDocument, positions }) =>
    served.on(textDocument.uri, null, ({ analysis }) =>
      positions.map((position) => nested(selections(analysis, position), { start: position, end: position })),
    ),
  );
  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    served.on(uri, null, async (document, { codeLens }) => {
      if (!codeLens) return [];
      const all = await served.run(document, lenses(document.analysis), token);
      const screen = document.edited && served.client().refreshes.lenses ? served.screenOf(uri) : null;
      const found = screen === null ? all : lensesAround(all, screen);
      served.toldAround('workspace/codeLens/refresh', uri, found.length < all.length ? screen : null);
      return found.flatMap((lens) => lensesOf(uri, lens, served));
    }),
  );
  connection.languages.inlayHint.on(({ textDocument, range }) =>
    served.on(textDocument.uri, null, ({ analysis }, { inlayHints }) =>
      hints(analysis, range.start.line, range.end.line + 1, inlayHints).map(({ position, label, tooltip, behind }) => ({
        position,
        label,
        tooltip,
        paddingLeft: behind,
        paddingRight: !behind,
      })),
    ),
  );
}

/** The verdict, and the commands beside it: the editor's own, or the server's if the editor can open their result. */
function lensesOf(
  uri: string,
  { line, kind, title }: Lens,
  served: Served,
): { range: Range; command: { title: string; command: string; arguments?: unknown[] } }[] {
  const { commands: own } = served.client();
  const at = { line, character: 0 };
  const range = { start: at, end: at };
  const found: { title: string; command: string; arguments?: unknown[] }[] = [{ title, command: '' }];
  const offer = (ownTitle: string, command: string, other: string, language: 'svg' | 'plaintext', otherTitle = ownTitle): void => {
    if (own.has(command)) found.push({ title: ownTitle, command, arguments: [uri, line] });
    else if (opensPages(served, language)) found.push({ title: otherTitle, command: other, arguments: [{ uri, line }] });
  };
  if (kind === 'session') {
    offer(t('Show Session'), 'smtpLens.showSession', COMMANDS.ladder, 'svg');
    offer(t('Copy Redacted'), 'smtpLens.copyRedacted', COMMANDS.redact, 'plaintext', t('Open Redacted Copy'));
  } else {
    offer(t('Show Story'), 'smtpLens.showStory', COMMANDS.story, 'plaintext');
    offer(t('Show as Picture'), 'smtpLens.showSession', COMMANDS.ladder, 'svg');
  }
  return found.map((command) => ({ range, command }));
}

/** An outline for editors that show only lists: every entry names its parent. */
function flat(tree: readonly OutlineEntry[], uri: string, containerName?: string): SymbolInformation[] {
  return tree.flatMap(({ name, kind, selectionRange, children = [] }) => [
    { name, kind, location: { uri, range: selectionRange }, containerName },
    ...flat(children, uri, name),
  ]);
}

/** LSP's selection ranges point to their parent. */
function nested(ranges: readonly Range[], smallest: Range): { range: Range; parent?: { range: Range } } {
  let parent: { range: Range } | undefined;
  for (const range of [...ranges].reverse()) parent = parent ? ({ range, parent } as { range: Range }) : { range };
  return parent ?? { range: smallest };
}
