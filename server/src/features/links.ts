import type { Analysis } from '../analysis/analysis';
import { keptByUnit } from '../analysis/kept';
import { rfcTitle } from '../knowledge';
import { rfc, sourceLabel, sourceUrl } from '../knowledge/source';
import { withoutEnd } from '../text/ends';
import { t } from '../text/l10n';
import type { Span } from '../text/span';
import { label } from '../text/visible';

/** A place that leads out of the document. */
export interface Link {
  readonly span: Span;
  /** Always http or https. */
  readonly target: string;
  /** Plain text. */
  readonly tooltip: string;
}

/** The most links of a document. */
const MOST = 1000;

/**
 * Addresses of web pages and RFCs that replies mention, in sessions and log lines; other text has none. What a transcript says is hostile:
 * only http and https, nothing that hides its host behind a user name, and the tooltip names the host.
 */
export function* links(analysis: Analysis): Generator<void, Link[]> {
  const found: Link[] = [];
  for (const placed of analysis.unitsIn()) {
    const own = ofUnit(analysis, placed);
    for (const { line, from, to, target, tooltip } of own) found.push({ span: { line: placed.start + line, from, to }, target, tooltip });
    if (found.length >= MOST) break;
    yield;
  }
  return found.slice(0, MOST);
}

const ofUnit = keptByUnit((analysis, { unit, start }) => {
  const found: (Found & { readonly line: number })[] = [];
  for (let line = 0; line < unit.lines; line++) {
    const text = analysis.lines.line(start + line);
    if (!/https?:\/\/|\brfc ?\d/i.test(text)) continue;
    for (const { from, to } of replyTexts(analysis, start + line))
      for (const link of linksIn(text.slice(from, to))) found.push({ ...link, line, from: from + link.from, to: from + link.to });
  }
  return found.length > 0 ? found : NONE;
});

const NONE: readonly (Found & { readonly line: number })[] = [];

/** Columns of a line in which a server speaks. */
function replyTexts(analysis: Analysis, line: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const { session, start } of analysis.sessionsAt(line)) {
    const replies = [...session.exchanges.flatMap((exchange) => exchange.replies), ...session.strayReplies.map(({ reply }) => reply)];
    for (const { lines } of replies) for (const one of lines) if (start + one.line === line && !one.piece.map) found.push(one.piece);
  }
  for (const reply of analysis.entryAt(line)?.replies ?? [])
    if (reply.textTo > reply.textFrom) found.push({ from: reply.textFrom, to: reply.textTo });
  return found;
}

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
