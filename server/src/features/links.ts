import type { Analysis } from '../analysis/analysis';
import { keptBySession, keptByUnit } from '../analysis/kept';
import type { Block, PlacedBlock } from '../analysis/unit-row';
import { rfcTitle } from '../knowledge';
import { rfc, sourceLabel, sourceUrl } from '../knowledge/source';
import { withoutEnd } from '../text/ends';
import { t } from '../text/l10n';
import type { Span } from '../text/span';
import { label } from '../text/visible';

/** A link that leads out of the document. */
export interface Link {
  readonly span: Span;
  /** Always http or https. */
  readonly target: string;
  /** Plain text. */
  readonly tooltip: string;
}

/** The most links of a document: those nearest to the screen. */
const MOST = 400;

/**
 * Web addresses and RFCs that replies mention, in sessions and log lines; other text has none. A transcript is hostile: only http and
 * https, nothing that hides its host behind a user name, and the tooltip names the host. `screen`: a line (0-based) on the screen. In the order
 * of the text. Yields, so that the caller may pause.
 */
export function* links(analysis: Analysis, screen = 0): Generator<void, Link[]> {
  const found: Link[] = [];
  const away = (line: number): number => Math.abs(line - screen);
  const apart = ({ block, start }: PlacedBlock): number => Math.max(0, start - screen, screen - start - block.lines + 1);
  for (const { block, start } of [...analysis.blocks].sort((a, b) => apart(a) - apart(b))) {
    for (const { line, from, to, target, tooltip } of yield* ofBlock(analysis, { block, start }))
      found.push({ span: { line: start + line, from, to }, target, tooltip });
    if (found.length >= MOST) break;
    yield;
  }
  const nearest = found.length > MOST ? found.sort((a, b) => away(a.span.line) - away(b.span.line)).slice(0, MOST) : found;
  return nearest.sort((a, b) => a.span.line - b.span.line || a.span.from - b.span.from);
}

const ofBlocks = new WeakMap<Block, readonly FoundAt[]>();

/** The links of a block, their lines counted from its first; found once for as long as no edit touches the block. */
function* ofBlock(analysis: Analysis, { block, start }: PlacedBlock): Generator<void, readonly FoundAt[]> {
  let known = ofBlocks.get(block);
  if (!known) {
    const found: FoundAt[] = [];
    let below = 0;
    for (const unit of block.units) {
      for (const one of ofUnit(analysis, { unit, start: start + below })) found.push({ ...one, line: one.line + below });
      below += unit.lines;
      yield;
    }
    known = found.length > 0 ? found : NONE;
    ofBlocks.set(block, known);
  }
  return known;
}

const ofUnit = keptByUnit((analysis, placed) => {
  const { unit, start } = placed;
  const dialogue = analysis.dialogueOf(placed);
  const found = (dialogue?.sessions ?? []).flatMap((session) => ofSession(session, analysis, start));
  for (let line = 0; line < unit.lines; line++) {
    if (dialogue?.claimed[line]) continue;
    const text = analysis.lines.line(start + line);
    if (!MAY_LINK.test(text)) continue;
    for (const { textFrom, textTo } of analysis.entryAt(start + line)?.replies ?? []) found.push(...within(text, line, textFrom, textTo));
  }
  return found.length > 0 ? found.sort((a, b) => a.line - b.line) : NONE;
});

/** Where in a session a server says something. */
const ofSession = keptBySession((session, analysis, start) => {
  const replies = [...session.exchanges.flatMap((exchange) => exchange.replies), ...session.strayReplies.map(({ reply }) => reply)];
  const found = replies.flatMap(({ lines }) =>
    lines.flatMap(({ line, piece }) =>
      piece.map || !MAY_LINK.test(piece.text) ? [] : within(analysis.lines.line(start + line), line, piece.from, piece.to),
    ),
  );
  return found.length > 0 ? found : NONE;
});

const MAY_LINK = /https?:\/\/|\brfc ?\d/i;

const within = (text: string, line: number, from: number, to: number): FoundAt[] =>
  to > from ? linksIn(text.slice(from, to)).map((link) => ({ ...link, line, from: from + link.from, to: from + link.to })) : [];

type FoundAt = Found & { readonly line: number };

const NONE: readonly FoundAt[] = [];

type Found = Omit<Link, 'span'> & { readonly from: number; readonly to: number };

const WEB = /\bhttps?:\/\/[^\s<>"'`\\^{|}\u0000-\u0020\u007f-\uffff]{3,2000}/gi;
const RFC = /\bRFC[ -]?(\d{3,5})\b(?:,?[ ]{1,2}(?:§ ?|sec(?:tion|t?\.?)? ?)(\d{1,2}(?:\.\d{1,2}){0,4}))?/gi;

function linksIn(text: string): Found[] {
  const found: Found[] = [];
  for (const match of text.matchAll(WEB)) {
    const written = withoutEnd(match[0], ').,;:!?]');
    const url = URL.canParse(written) ? new URL(written) : null;
    if (url === null || url.username !== '' || url.password !== '' || !url.hostname.includes('.')) continue;
    found.push({
      from: match.index,
      to: match.index + written.length,
      target: url.href,
      tooltip: t('Open a page of {0}', label(url.hostname)),
    });
  }
  for (const match of text.matchAll(RFC)) {
    const number = Number(match[1]);
    const source = rfc(number, match[2]);
    const target = number > 0 && number < 20_000 ? sourceUrl(source) : undefined;
    if (!target || found.some((link) => match.index < link.to && link.from < match.index + match[0].length)) continue;
    const title = rfcTitle(number);
    found.push({
      from: match.index,
      to: match.index + match[0].length,
      target,
      tooltip: title ? `${sourceLabel(source)}: ${title}` : sourceLabel(source),
    });
  }
  return found;
}
