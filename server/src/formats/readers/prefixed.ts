import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { DialogueView, Reader } from '../format';
import type { Glance, GlanceMarker } from '../glance';
import { MarkerGlance } from '../glance';
import type { MarkReading, Reading, Side } from '../reading';
import { NOISE } from '../reading';
import type { FirstUnits } from './first-units';
import { firstUnits, OTHER_UNITS } from './first-units';

/** What a marker at the beginning of a line means. */
export interface Marker {
  /** Sticky or anchored at the line's start; what follows the match is the wire line. */
  readonly pattern: RegExp;
  /** `data`: mail data if mail data is expected, else noise. */
  readonly means: Side | MarkReading['mark'] | 'data' | 'noise';
  /** Said under TLS. */
  readonly tls?: boolean;
  /** The whole line is the text of the mark; otherwise what follows the match. */
  readonly whole?: boolean;
  /** See `WireReading.more`. */
  readonly more?: boolean;
}

export interface PrefixedSpec {
  /**
   * Tried in order; the first that matches decides. Named groups: `key` is the session, `time` is a clock time (`hh:mm:ss`, optionally with
   * a fraction), `text` is the wire line and must end the match (without it, all that follows the match is the wire line).
   */
  readonly markers: readonly Marker[];
  /** Wire text that replaces a secret (`[credentials hidden]`). */
  readonly masked?: RegExp;
  /** Wire text that replaces mail data that was left out: it ends the mail data. */
  readonly elidedBody?: RegExp;
  /** What the producer appends to the wire line (anchored at the end). */
  readonly tail?: RegExp;
  /** Wire text that the producer cut. */
  readonly truncated?: RegExp;
  /** Lines without a marker are mail data while mail data is expected, or text of an open reply. */
  readonly unmarked?: 'body' | 'continues' | 'both';
  /** Lines without a marker that have a reply's code are the next lines of an open reply. */
  readonly coded?: true;
  /** The producer writes line ends out (`\\r\\n`) at the end of a line. */
  readonly literalEnds?: true;
  /** What the producer says about itself after the client's marker: not a command, unless mail data or an answer to a 334 is expected. */
  readonly told?: RegExp;
}

/** A reader for the formats whose every line begins with a marker: most of them. */
export function prefixed(spec: PrefixedSpec): () => Reader {
  const dispatch = markersByUnit(spec.markers);
  const glance = glanceOf(spec);
  const alone = isAlone(spec) ? true : undefined;
  return () => ({ alone, glance, read: (line, view) => readPrefixed(spec, dispatch, line, view) });
}

/** Whether lines without a marker say nothing and every marker names its session. */
const isAlone = ({ markers, unmarked, coded }: PrefixedSpec): boolean =>
  !unmarked && !coded && markers.every(({ pattern, means }) => means === 'noise' || pattern.source.includes('(?<key>'));

/** None where the end of a line, its session, or a line without a marker cannot be told at a glance. */
function glanceOf({ markers, tail, unmarked, masked, elidedBody, told, coded }: PrefixedSpec): Glance | undefined {
  const saysMore = ({ pattern, more }: Marker): boolean => more === true || /\(\?<(?:key|text)>/.test(pattern.source);
  if (tail || unmarked || markers.some(saysMore)) return undefined;
  const seen = markers.map(({ pattern, means }): GlanceMarker => {
    const sticky = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '').concat('y'));
    return { pattern: sticky, tells: means === 'data' ? 'look' : means };
  });
  return new MarkerGlance(markersByUnit(seen), masked, elidedBody, told, coded);
}

/** The markers that a line may begin with, by its first unit; built when first needed. */
function markersByUnit<M extends { readonly pattern: RegExp }>(markers: readonly M[]): (line: string) => readonly M[] {
  let firsts: FirstUnits[] | null = null;
  const byUnit: (readonly M[])[] = [];
  return (line) => {
    const unit = line === '' ? -1 : Math.min(line.charCodeAt(0), OTHER_UNITS);
    // An empty line may match a pattern that matches nothing.
    if (unit < 0) return markers;
    firsts ??= markers.map((marker) => firstUnits(marker.pattern));
    const known = firsts;
    byUnit[unit] ??= markers.filter((_, n) => known[n][unit] === 1);
    return byUnit[unit];
  };
}

function readPrefixed(
  spec: PrefixedSpec,
  dispatch: (line: string) => readonly Marker[],
  line: string,
  view: DialogueView,
): readonly Reading[] | null {
  for (const marker of dispatch(line)) {
    marker.pattern.lastIndex = 0;
    const match = marker.pattern.exec(line);
    if (match?.index !== 0) continue;
    return marker.means === 'noise' ? NOISE : readMarked(spec, marker, match, line, view);
  }
  if (!spec.unmarked && !spec.coded) return null;
  const expecting = view.expecting();
  if (spec.coded && expecting === 'open' && looksLikeReply(line))
    return [{ kind: 'wire', side: 'server', piece: pieceOf(line, 0, trimmedEnd(line)) }];
  if (!spec.unmarked) return null;
  if (expecting === 'body' && spec.unmarked !== 'continues')
    return [{ kind: 'wire', side: 'client', piece: pieceOf(line, 0, trimmedEnd(line)), body: true }];
  if (expecting === 'open' && spec.unmarked !== 'body')
    return [{ kind: 'wire', side: 'server', piece: pieceOf(line, 0, trimmedEnd(line)), continues: !looksLikeReply(line) }];
  return null;
}

function readMarked(spec: PrefixedSpec, marker: Marker, match: RegExpExecArray, line: string, view: DialogueView): readonly Reading[] {
  const { means } = marker;
  const { groups } = match;
  const key = groups?.key;
  const time = clockOf(groups?.time);
  const text = groups?.text;
  const from = text !== undefined ? match[0].length - text.length : match[0].length;
  let end = Math.max(from, trimmedEnd(line));
  if (spec.literalEnds) end = Math.max(from, withoutLiteralEnds(line, end));
  const tail = spec.tail?.exec(line.slice(from, end));
  if (tail) end = from + tail.index;
  const piece = marker.whole ? pieceOf(line) : pieceOf(line, from, end);
  if (means === 'data') return view.expecting(key) === 'body' ? [{ kind: 'wire', side: 'client', piece, key, time, body: true }] : NOISE;
  if (means !== 'client' && means !== 'server') return [{ kind: 'mark', mark: means as MarkReading['mark'], piece, key, time }];
  if (means === 'client' && spec.elidedBody?.test(piece.text) && view.expecting(key) === 'body')
    return [{ kind: 'mark', mark: 'body', piece, key, time }];
  if (means === 'client' && spec.told?.test(piece.text) && !/^(?:body|auth)$/.test(view.expecting(key))) return NOISE;
  const masked = means === 'client' && spec.masked?.test(piece.text) === true;
  const truncated = spec.truncated?.test(piece.text) === true ? true : undefined;
  const continues = means === 'server' && marker.more && !looksLikeReply(piece.text) ? true : undefined;
  return [{ kind: 'wire', side: means, piece, key, time, tls: marker.tls, masked, truncated, more: marker.more, continues }];
}

/** Milliseconds since midnight of `hh:mm:ss`, optionally with a fraction; undefined if the text has none. */
export function clockOf(text: string | undefined): number | undefined {
  const match = text === undefined ? null : /(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?/.exec(text);
  if (!match) return undefined;
  const fraction = match[4] ? Math.floor(Number(`0.${match[4]}`) * 1000) : 0;
  return ((Number(match[1]) * 60 + Number(match[2])) * 60 + Number(match[3])) * 1000 + fraction;
}

/** Column before the written-out line ends (`\\r\\n`, `[CRLF]`) that precede column `end`. */
export function withoutLiteralEnds(line: string, end: number): number {
  while (end > 1 && line.charCodeAt(end - 2) === 92 && (line[end - 1] === 'r' || line[end - 1] === 'n')) end -= 2;
  // `<CRLF>` is what servers themselves write in the text of a 354.
  return line[end - 1] === ']' && line.slice(end - 6, end).toUpperCase() === '[CRLF]' ? end - 6 : end;
}

/** Column after the last character that is not a CR: producers that print the raw line leave it in. */
export function trimmedEnd(line: string): number {
  let end = line.length;
  while (end > 0 && line.charCodeAt(end - 1) === 13) end--;
  return end;
}
