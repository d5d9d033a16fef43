import { Analysis } from '../../server/src/analysis/analysis';
import { gateOf } from '../../server/src/analysis/gate';
import { findingsOf } from '../../server/src/features/diagnostics';
import { ladder } from '../../server/src/features/ladder';
import { type ReplacedKind, redact } from '../../server/src/features/redact';
import { status } from '../../server/src/features/status';
import { storyLadder } from '../../server/src/features/story-ladder';
import { tokens } from '../../server/src/features/tokens';
import { type Cause, whomOf, whyIn } from '../../server/src/features/why';
import { bounceFormats } from '../../server/src/formats/bounces';
import { enhancedCode, replyCode } from '../../server/src/knowledge';
import { sourceLabel, sourceUrl } from '../../server/src/knowledge/source';
import { actorOf, advicePieces, causePieces, retryOf, titleOf } from '../../server/src/meaning/meaning';
import type { Piece } from '../../server/src/meaning/names';
import { type Gate, withoutOwnSecrets } from '../../server/src/redaction/gate';
import { rules } from '../../server/src/rules/catalogue';
import { STANDARD } from '../../server/src/rules/judge';
import { verdictId } from '../../server/src/rules/verdict-rule';
import { splitEditorText, textOf } from '../../server/src/text/lines';
import { label, visible } from '../../server/src/text/visible';
import { codePath, enhancedPath, providerPath, rulePath } from './addresses';
import { type Explained, explainedText } from './explained';
import type { Link, Stretch } from './stretch';

export type { ReplacedKind } from '../../server/src/features/redact';

/** One cause, as the page shows it. */
export interface ShownCause {
  readonly title: string;
  readonly codes: string;
  /** The server said 4yz; without a code: a later try may succeed. */
  readonly passing: boolean;
  readonly cause: readonly Stretch[];
  readonly advice: readonly Stretch[];
  readonly who: string;
  readonly again: string;
  readonly whom: string;
  readonly said: string;
  readonly certain: boolean;
  /** Line from 0, columns in UTF-16 units, end exclusive; the first places in the order of the text. */
  readonly places: readonly { readonly line: number; readonly from: number; readonly to: number }[];
  readonly count: number;
  /** Pages of this site. */
  readonly pages: readonly Link[];
  readonly sources: readonly Link[];
}

export interface ShownFinding {
  /** Line from 0, columns in UTF-16 units, end exclusive. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly rule: string;
  readonly title: string;
  readonly message: string;
  readonly page: string;
}

export interface ShownLadder {
  readonly title: string;
  /** An SVG document that stands by itself; whatever came from the text is escaped in it. */
  readonly svg: string;
}

/** All that the page shows of a pasted text. Nothing in it gives a secret of the text away. */
export interface Reading {
  /** Titles of what was recognised, the most frequent first; empty: nothing of SMTP is there. */
  readonly formats: readonly string[];
  readonly sessions: number;
  readonly causes: readonly ShownCause[];
  readonly findings: readonly ShownFinding[];
  /** Of a text that is only a code, a command or a keyword, what that means. */
  readonly explained: readonly Explained[];
  readonly ladders: readonly ShownLadder[];
  /** A copy that is safe to share, and how many places of each kind were replaced in it; null where nothing was recognised. */
  readonly copy: { readonly text: string; readonly replaced: Readonly<Partial<Record<ReplacedKind, number>>> } | null;
  /** What to colour: line from 0, columns, the token's type; none overlapping. */
  readonly colours: readonly (readonly [line: number, from: number, to: number, type: string])[];
}

/** So many of each are shown; a page with more is one that nobody reads. */
const MOST = { causes: 40, findings: 400, ladders: 8, coloured: 4000, places: 20 } as const;

/** A pasted text, read. Never throws. */
export const analysed = (text: string): Analysis => Analysis.of(textOf(splitEditorText(text)));

/** What the page shows of a text. */
export const reading = (text: string): Reading => readingOf(analysed(text));

/** The same of a text that was read; `mark` is called when the causes are known, with all that there is so far. Pure but for that. */
export function readingOf(analysis: Analysis, mark?: (first: Reading) => void): Reading {
  const gate = gateOf(analysis);
  const seen = last(status(analysis, null));
  const causes = last(whyIn(analysis));
  const findings = findingsOf(analysis, STANDARD);
  const known = seen.formats.length > 0 || causes.length > 0;
  const first: Reading = {
    formats: seen.formats.map(({ id, title }) => (bounceFormats.some((one) => one.id === id) ? 'a bounce' : title)),
    sessions: seen.sessions,
    causes: causes.slice(0, MOST.causes).map((cause) => shownCause(cause, gate)),
    findings: findings.slice(0, MOST.findings).map(({ finding: { rule, at, severity, message }, start }) => ({
      line: at.line + start,
      from: at.from,
      to: at.to,
      severity,
      rule: rule.id,
      title: rule.title,
      message: gate.message(visible(message), at.line + start),
      page: rulePath(rule.id),
    })),
    explained: seen.formats.length > 0 ? [] : explainedText(analysis.text.toString()),
    ladders: [],
    copy: null,
    colours: [],
  };
  mark?.(first);
  return {
    ...first,
    ladders: laddersOf(analysis, causes, gate),
    copy: known ? copyOf(analysis) : null,
    colours: tokens(analysis, 0, Math.min(analysis.lines.count, MOST.coloured)).map(
      ({ line, from, to, type }) => [line, from, to, type] as const,
    ),
  };
}

/** What a generator that only pauses comes to. */
function last<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function shownCause(cause: Cause, gate: Gate): ShownCause {
  const { meaning, places, count } = cause;
  const { located } = meaning;
  const { line } = places[0].at;
  const digit = located.code === null ? located.enhanced?.[0] : String(located.code)[0];
  const stretch = (piece: Piece): Stretch =>
    typeof piece === 'string'
      ? { text: gate.message(piece, line), quoted: false }
      : { text: gate.text(visible(piece.code), line), quoted: true };
  const said = visible(located.text.replace(/\s+/g, ' ').trim());
  const sources = meaning.sources.slice(0, 3).map((source) => ({ text: sourceLabel(source), to: sourceUrl(source) ?? '' }));
  return {
    title: gate.message(titleOf(meaning), line),
    codes: [located.code, located.enhanced].filter((one) => one !== null).join(' '),
    passing: digit === undefined ? meaning.retry === 'minutes' || meaning.retry === 'hours' : digit === '4',
    cause: causePieces(meaning).map(stretch),
    advice: advicePieces(meaning).map(stretch),
    who: actorOf(meaning.answer.who),
    again: retryOf(meaning.retry),
    whom: gate.text(whomOf(places[0]), line),
    said: located.code === null || said === '' ? '' : gate.text(withoutOwnSecrets(label(said, 600)), line),
    certain: meaning.certain,
    places: places.slice(0, MOST.places).map(({ at }) => ({ line: at.line, from: at.from, to: at.to })),
    count,
    pages: pagesOf(cause),
    sources,
  };
}

/** The pages of this site that say more of a cause. */
function pagesOf({ meaning: { kind, located, found } }: Cause): Link[] {
  const { code, enhanced } = located;
  const provider = found.match?.provider.name;
  const row = enhanced === null ? undefined : enhancedCode(enhanced);
  const rule = rules.find(({ id }) => id === verdictId(kind));
  return [
    code !== null && replyCode(code) ? { text: `Code ${code}`, to: codePath(code) } : null,
    row ? { text: `Enhanced code ${enhanced}`, to: enhancedPath(row.code) } : null,
    provider ? { text: provider, to: providerPath(provider) } : null,
    rule ? { text: rule.title, to: rulePath(rule.id) } : null,
  ].filter((one) => one !== null);
}

/** The dialogues; of a log the messages that the causes are about. */
function laddersOf(analysis: Analysis, causes: readonly Cause[], gate: Gate): ShownLadder[] {
  const drawn: ShownLadder[] = [];
  for (const placed of analysis.sessions()) {
    if (drawn.length === MOST.ladders) break;
    drawn.push(ladder(placed));
  }
  const told = new Set<number>();
  for (const { places } of drawn.length > 0 ? [] : causes) {
    if (drawn.length === MOST.ladders) break;
    const story = last(storyLadder(analysis, places[0].at.line));
    if (!story || told.has(story.line)) continue;
    told.add(story.line);
    drawn.push(story);
  }
  return drawn.map(({ title, svg }) => ({ title: gate.text(visible(title)), svg: gate.text(svg) }));
}

function copyOf(analysis: Analysis): Reading['copy'] {
  const { lines, replaced } = redact(analysis);
  const counts: Partial<Record<ReplacedKind, number>> = {};
  for (const { kind } of replaced) counts[kind] = (counts[kind] ?? 0) + 1;
  return { text: lines.join('\n'), replaced: counts };
}
