import type { Analysis } from '../analysis/analysis';
import { type Redacted, redact } from '../features/redact';
import { t } from '../text/l10n';
import type { Position, Range } from '../text/range';
import { SCHEMES } from './capabilities';
import type { OpenDocument } from './documents';
import type { Served } from './served';
import { aboutOf, nameOf, type Shelf, shelfUri } from './virtual-documents';

/** A client's question: about the whole document, the lines of a selection, or (`whole` false) the session at a position. */
export interface RedactParams {
  readonly uri: string;
  readonly position?: Position;
  readonly range?: Range;
  readonly whole?: boolean;
}

/** A copy without secrets, how many places were replaced in it, and the whole copy as a read-only document to compare with. */
export type RedactResult = { readonly text: string; readonly replaced: number; readonly uri: string } | null;

/** `smtpLens/redact`: copies that are safe to share. Stand-ins are the same in every part of a document. */
export class RedactedCopies implements Shelf {
  readonly scheme = SCHEMES.redacted;
  private readonly made = new WeakMap<Analysis, Redacted>();

  constructor(private readonly served: Served) {
    served.connection.onRequest('smtpLens/redact', (params: RedactParams) => this.asked(params));
  }

  /** The copy of an open document, or of a part of it; null for one that is not open, or contains no SMTP. */
  asked(params: RedactParams): Promise<RedactResult> {
    return this.served.on<RedactResult>(params.uri, null, (document) => this.copy(document, params));
  }

  /** The whole copy of an open document, in the version that was asked for or the current one. */
  async text(uri: string): Promise<string> {
    const of = aboutOf(uri)?.uri;
    const copy = await this.served.on(typeof of === 'string' ? of : '', null, ({ analysis }) => this.of(analysis).lines.join('\n'));
    return copy ?? `${t('The document is not open in this window. Open it and ask again.')}\n`;
  }

  private of(analysis: Analysis): Redacted {
    const known = this.made.get(analysis) ?? redact(analysis);
    this.made.set(analysis, known);
    return known;
  }

  private copy({ uri, version, analysis }: OpenDocument, { position, range, whole }: RedactParams): RedactResult {
    if (analysis.sessions().next().done && analysis.entries().next().done) return null;
    const { lines, replaced } = this.of(analysis);
    const [first, last] = range ? linesOf(range) : whole === false && position ? sessionAt(analysis, position.line) : [0, lines.length - 1];
    return {
      text: lines.slice(first, last + 1).join('\n'),
      replaced: replaced.filter(({ line }) => line >= first && line <= last).length,
      uri: shelfUri(this.scheme, nameOf(uri), { uri, version }),
    };
  }
}

/** Whole lines: half an address could not be recognised. */
const linesOf = ({ start, end }: Range): [number, number] => [
  start.line,
  end.character === 0 && end.line > start.line ? end.line - 1 : end.line,
];

/** First and last line of the session at a line; the whole document if there is none. */
function sessionAt(analysis: Analysis, line: number): [number, number] {
  const found = analysis.sessionsAt(line)[0];
  if (!found) return [0, analysis.lines.count - 1];
  return [found.start + found.session.firstLine, found.start + found.session.lastLine];
}
