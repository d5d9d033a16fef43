import type { Connection, DocumentLink } from 'vscode-languageserver';
import { Analysis } from '../analysis/analysis';
import { gateOf } from '../analysis/gate';
import { lineMentions } from '../features/log-lines';
import { logSummary } from '../features/log-summary';
import { type StoryPage, story } from '../features/story';
import { whyIn, whyText } from '../features/why';
import { withoutOwnSecrets } from '../redaction/gate';
import { t } from '../text/l10n';
import { splitEditorText, textOf } from '../text/lines';
import { type Position, type Range, rangeOf } from '../text/range';
import { SCHEMES } from './capabilities';
import type { Client } from './client';
import type { Documents, OpenDocument } from './documents';
import { countedIn } from './encoding';
import { inSlices } from './slices';
import { aboutOf, nameOf, type Shelf, shelfUri } from './virtual-documents';

/** A client's question: a story needs the position of the cursor. */
export interface LogPageParams {
  readonly uri: string;
  readonly position?: Position;
}

/** A client's question why something was refused: about a document, a selection in it, or a separate text (the clipboard's). */
export interface WhyParams {
  readonly uri: string;
  readonly range?: Range;
  readonly text?: string;
}

/** The read-only document to open; null if there is nothing to say about the log (or the line). */
export type LogPageResult = { readonly uri: string } | null;

/** Pages about logs, as documents of the editor. A page is a copy: it stays as it is until someone asks for it again. */
export class LogPages implements Shelf {
  readonly scheme = SCHEMES.log;
  /** Pages by URI, the last few: editors ask for the text right after the URI. */
  private readonly made = new Map<string, string>();

  constructor(
    private readonly connection: Connection,
    private readonly documents: Documents,
    private readonly client: () => Client,
  ) {
    connection.onRequest('smtpLens/story', ({ uri, position }: LogPageParams) => this.story(uri, position ?? { line: 0, character: 0 }));
    connection.onRequest('smtpLens/summary', ({ uri }: LogPageParams) => this.summary(uri));
    connection.onRequest('smtpLens/why', (params: WhyParams) => this.why(params));
  }

  /** The page of the message at a position. */
  async story(uri: string, { line, character }: Position): Promise<LogPageResult> {
    const page = await this.storyPage(uri, { line, character });
    return page ? this.put(t('Story of {0}', page.id), { kind: 'story', uri, line, character }, page.text) : null;
  }

  async summary(uri: string): Promise<LogPageResult> {
    const page = await this.make(uri, ({ analysis }) => summaryOf(analysis));
    return page ? this.put(t('Summary of {0}', nameOf(uri)), { kind: 'summary', uri }, page) : null;
  }

  /** Why mail was refused or delayed, according to a document, a selection or a pasted text. */
  async why({ uri, range, text }: WhyParams): Promise<LogPageResult> {
    const pasted = typeof text === 'string' ? Analysis.of(textOf(splitEditorText(text.slice(0, MOST_PASTED)))) : null;
    const from = range?.start.line ?? 0;
    const to = range ? range.end.line + (range.end.character > 0 ? 1 : 0) : undefined;
    const page = pasted
      ? withoutOwnSecrets(whyText((await inSlices(whyIn(pasted), () => false)) ?? []))
      : await this.whyPage(uri, from, to);
    if (page === undefined) return null;
    return this.put(t('Why was it refused?'), { kind: 'why', uri: pasted ? '' : uri, line: from, character: to ?? -1 }, page);
  }

  private async whyPage(uri: string, from: number, to: number | undefined): Promise<string | undefined> {
    const causes = await this.make(uri, ({ analysis }) => whyIn(analysis, from, Math.max(from + 1, to ?? analysis.lines.count)));
    return causes && withoutOwnSecrets(whyText(causes));
  }

  /** The text for a URI that `story` or `summary` returned, now or when a window is opened again. */
  async text(uri: string): Promise<string> {
    const about = aboutOf(uri);
    const of = typeof about?.uri === 'string' ? about.uri : '';
    const known = this.made.get(keyOf(about));
    if (known !== undefined) return known;
    const { line, character } = about ?? {};
    const page =
      about?.kind === 'why'
        ? await this.whyPage(of, Number(line) || 0, Number(character) > 0 ? Number(character) : undefined)
        : about?.kind === 'summary'
          ? await this.make(of, ({ analysis }) => summaryOf(analysis))
          : (await this.storyPage(of, { line: Number(line) || 0, character: Number(character) || 0 }))?.text;
    return page ?? `${t('The log is not open in this window: {0}. Open it and ask again.', nameOf(of))}\n`;
  }

  /** Links from the rows of a page to the lines of the log that they are about. */
  async links(uri: string): Promise<DocumentLink[]> {
    const of = aboutOf(uri)?.uri;
    if (typeof of !== 'string') return [];
    const reveals = this.client().commands.has(REVEAL);
    const text = await this.text(uri);
    const lines = text.split('\n');
    const at = ({ line, character }: Position): Position => ({
      line,
      character: countedIn(lines[line], character, this.client().encoding),
    });
    return lineMentions(text).map(({ span, line }) => ({
      range: { start: at(rangeOf(span).start), end: at(rangeOf(span).end) },
      target: reveals ? `command:${REVEAL}?${encodeURIComponent(JSON.stringify([of, line]))}` : `${of}#L${line + 1}`,
      tooltip: t('Line {0} of {1}', line + 1, nameOf(of)),
    }));
  }

  private storyPage(uri: string, at: Position): Promise<StoryPage | null | undefined> {
    return this.make(uri, function* ({ analysis }) {
      const page = yield* story(analysis, at);
      return page && { ...page, text: withoutOwnSecrets(page.text) };
    });
  }

  /** Undefined if the document is not open, or was changed while the page was made. */
  private async make<T>(uri: string, steps: (document: OpenDocument) => Generator<void, T>): Promise<T | undefined> {
    const document = this.documents.get(uri);
    return document && inSlices(steps(document), () => this.documents.get(uri) !== document);
  }

  private put(title: string, about: Readonly<Record<string, string | number>>, text: string): LogPageResult {
    const key = keyOf(about);
    const uri = shelfUri(SCHEMES.log, title, about);
    const before = this.made.get(key);
    this.made.delete(key);
    this.made.set(key, text);
    for (const oldest of this.made.keys()) if (this.made.size > MOST) this.made.delete(oldest);
    // An editor asks for the text of a document only once; it may still show what the log said before an edit.
    if (before !== undefined && before !== text) void this.connection.workspace.textDocumentContent.refresh(uri).catch(() => undefined);
    return { uri };
  }
}

function* summaryOf(analysis: Analysis): Generator<void, string | null> {
  const page = yield* logSummary(analysis);
  return page && gateOf(analysis).text(withoutOwnSecrets(page));
}

/** An editor's command that goes to a line of a document where it is already shown, instead of opening it again. */
const REVEAL = 'smtpLens.reveal';
/** How many UTF-16 units of a pasted text are read. */
const MOST_PASTED = 10_000_000;

/** How many pages are kept. */
const MOST = 20;

const keyOf = (about: Readonly<Record<string, unknown>> | null): string =>
  JSON.stringify([about?.kind, about?.uri, about?.line, about?.character]);
