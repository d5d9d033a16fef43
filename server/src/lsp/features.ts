import { folds } from '../features/folding';
import { hints } from '../features/hints';
import { hover } from '../features/hover';
import { type Lens, lenses } from '../features/lens';
import { selections } from '../features/selection';
import { symbols } from '../features/symbols';
import { t } from '../text/l10n';
import type { Range } from '../text/range';
import { rangeOf } from '../text/range';
import { actions } from './actions';
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

/** Connects the features, a few lines each; capabilities.ts tells editors of them. */
export function features(served: Served): void {
  const { connection, documents } = served;
  const pages = new LogPages(connection, documents, served.client);
  sessionView(served);
  statusRequest(served);
  reading(served);
  moving(served, pages);
  writing(served);
  actions(served);
  semanticTokens(served);
  virtualDocuments(connection, [pages, new RulePages(), new RedactedCopies(served)]);
}

/** What an editor shows of a document as it stands there. */
function reading(served: Served): void {
  const { connection } = served;
  connection.onHover(({ textDocument, position }) =>
    served.on(textDocument.uri, null, ({ analysis }, settings) => {
      const found = settings.hover ? hover(analysis, position, settings) : null;
      return found && { contents: { kind: 'markdown' as const, value: found.contents }, range: rangeOf(found.range) };
    }),
  );
  connection.onDocumentSymbol(({ textDocument }, token) =>
    served.on(textDocument.uri, null, (document) => served.run(document, symbols(document.analysis), token)),
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
      const found = await served.run(document, lenses(document.analysis), token);
      return found.flatMap((lens) => lensesOf(uri, lens, served.client().commands));
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

/** The verdict, and beside it what the editor has commands for. */
function lensesOf(
  uri: string,
  { line, kind, title }: Lens,
  commands: ReadonlySet<string>,
): { range: Range; command: { title: string; command: string; arguments?: unknown[] } }[] {
  const at = { line, character: 0 };
  const range = { start: at, end: at };
  const buttons =
    kind === 'session'
      ? [
          { title: t('Show Session'), command: 'smtpLens.showSession' },
          { title: t('Copy Redacted'), command: 'smtpLens.copyRedacted' },
        ]
      : [
          { title: t('Show Story'), command: 'smtpLens.showStory' },
          { title: t('Show as Picture'), command: 'smtpLens.showSession' },
        ];
  return [
    { range, command: { title, command: '' } },
    ...buttons.filter(({ command }) => commands.has(command)).map((button) => ({ range, command: { ...button, arguments: [uri, line] } })),
  ];
}

/** LSP's selection ranges point at their parent. */
function nested(ranges: readonly Range[], smallest: Range): { range: Range; parent?: { range: Range } } {
  let parent: { range: Range } | undefined;
  for (const range of [...ranges].reverse()) parent = parent ? ({ range, parent } as { range: Range }) : { range };
  return parent ?? { range: smallest };
}
