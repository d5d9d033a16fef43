import type { Lines } from '../text/lines';
import type { Piece } from '../text/span';
import { column } from '../text/span';
import { sameLength } from './stand-ins';

export type ReplacedKind = 'password' | 'token' | 'digest' | 'blob' | 'key' | 'repeated' | 'address' | 'host' | 'ip' | 'user' | 'mail';

const NAME = /^(?:address|host|ip|user)$/;

/** One replacement: line from 0 and columns of the original document; `standIn` is the new text. */
export interface Replaced {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly kind: ReplacedKind;
  readonly standIn: string;
}

/** What replaces what in a copy of a text: stretches that do not overlap. Contains nothing of what is replaced. */
export class Replacements {
  private readonly byLine = new Map<number, Replaced[]>();
  private readonly closed = new Map<number, { readonly from: number; readonly to: number }>();
  /** Lines in which replacements keep the length, because their octets are counted somewhere. */
  readonly counted = new Set<number>();

  constructor(private readonly lines: Lines) {}

  on(line: number): boolean {
    return (this.byLine.get(line)?.length ?? 0) > 0;
  }

  /** Withdraws the replacements that touch columns of a line. */
  clear(line: number, from: number, to: number): void {
    const left = (this.byLine.get(line) ?? []).filter((edit) => edit.to <= from || edit.from >= to);
    if (left.length > 0) this.byLine.set(line, left);
    else this.byLine.delete(line);
  }

  /** Ignores all further replacements that touch these columns; one stretch a line. */
  close(line: number, from: number, to: number): void {
    this.closed.set(line, { from, to });
  }

  /** Replaces columns of a line. An earlier replacement is kept, unless it lies inside the new one. */
  put(line: number, from: number, to: number, kind: ReplacedKind, full: string): void {
    const closed = this.closed.get(line);
    if (closed && from < closed.to && to > closed.from) return;
    const text = this.lines.line(line);
    const standIn = this.counted.has(line) && !PORT.test(text.slice(to)) ? sameLength(text.slice(from, to)) : full;
    if (to <= from || text.slice(from, to) === standIn) return;
    const here = this.byLine.get(line) ?? [];
    if (here.some((edit) => edit.from <= from && edit.to >= to)) return;
    const outside = here.filter((edit) => edit.from < from || edit.to > to);
    // A name that contains a secret is examined again without it.
    if (NAME.test(kind) && here.some((edit) => edit.from < to && edit.to > from && !NAME.test(edit.kind))) return;
    if (outside.some((edit) => edit.from < to && edit.to > from)) return;
    this.byLine.set(line, [...outside, { line, from, to, kind, standIn }]);
  }

  /** The same for columns of a piece. */
  putPiece(line: number, piece: Piece, from: number, to: number, kind: ReplacedKind, standIn: string): void {
    this.put(line, column(piece, from), column(piece, to), kind, standIn);
  }

  /** Replaces stretches of a line that do not overlap; a line without other replacements takes them unchanged. */
  putAll(line: number, found: readonly Omit<Replaced, 'line'>[]): void {
    if (found.length > 0 && !this.byLine.has(line) && !this.counted.has(line) && !this.closed.has(line))
      this.byLine.set(
        line,
        // Spelt out: an object joined from another takes several times as long.
        found.map(({ from, to, kind, standIn }) => ({ line, from, to, kind, standIn })),
      );
    else for (const { from, to, kind, standIn } of found) this.put(line, from, to, kind, standIn);
  }

  /** Those on the lines before `to`, in the order of the text. */
  inOrder(to: number): Replaced[] {
    const own = [...this.byLine.keys()].filter((line) => line >= 0 && line < to);
    return own.sort((a, b) => a - b).flatMap((line) => this.onLine(line));
  }

  /** The copy of the lines before `to`. */
  copy(to: number): string[] {
    const copy: string[] = [];
    for (let line = 0; line < to; line++) copy.push(this.applied(line));
    return copy;
  }

  private onLine(line: number): Replaced[] {
    return this.byLine.get(line)?.sort((a, b) => a.from - b.from) ?? [];
  }

  private applied(line: number): string {
    const text = this.lines.line(line);
    let out = '';
    let at = 0;
    for (const { from, to, standIn } of this.onLine(line)) {
      out += text.slice(at, from) + standIn;
      at = to;
    }
    return at === 0 ? text : out + text.slice(at);
  }
}

/**
 * The replacements that lead from a document to the copy of its copy: `first` produced the copy `between`, `second` was applied to that.
 * Both are in text order; columns of the result are those of the document.
 */
export function composed(first: readonly Replaced[], second: readonly Replaced[], between: readonly string[]): Replaced[] {
  const byLine = new Map<number, Placed[]>();
  for (const one of first) {
    const line = byLine.get(one.line) ?? [];
    const last = line[line.length - 1];
    const at = one.from + (last ? last.end - last.to : 0);
    line.push({ ...one, at, end: at + one.standIn.length });
    byLine.set(one.line, line);
  }
  const later = new Map<number, Replaced[]>();
  for (const one of second) later.set(one.line, [...(later.get(one.line) ?? []), one]);
  for (const [line, edits] of later) byLine.set(line, onTop(byLine.get(line) ?? [], edits, between[line]));
  return [...byLine.keys()]
    .sort((a, b) => a - b)
    .flatMap((line) => (byLine.get(line) ?? []).map(({ line, from, to, kind, standIn }) => ({ line, from, to, kind, standIn })));
}

/** A replacement, and the place of its stand-in in the copy. */
interface Placed extends Replaced {
  readonly at: number;
  readonly end: number;
  /** Up to here in the copy the stand-in is as the last change of the copy left it: `text`, which a further change keeps. */
  readonly changed?: { readonly to: number; readonly text: string };
}

/** The replacements of a line, and on top of them changes of its copy `text`, which are in order and do not overlap. */
function onTop(below: readonly Placed[], edits: readonly Replaced[], text: string): Placed[] {
  let line = [...below];
  for (const edit of edits) {
    const touched = line.filter(({ at, end }) => at < edit.to && edit.from < end);
    const shift = line.findLast(({ end }) => end <= edit.from);
    const after = touched[touched.length - 1] ?? shift;
    const [at, end] = [Math.min(edit.from, touched[0]?.at ?? edit.from), Math.max(edit.to, touched[touched.length - 1]?.end ?? edit.to)];
    const before = touched[0]?.changed;
    const changed = { to: edit.to, text: (before?.text ?? '') + text.slice(before?.to ?? at, edit.from) + edit.standIn };
    line = line.filter((one) => !touched.includes(one));
    line.push({
      ...edit,
      from: at - (shift ? shift.end - shift.to : 0),
      to: end - (after ? after.end - after.to : 0),
      standIn: changed.text + text.slice(edit.to, end),
      at,
      end,
      changed,
    });
    line.sort((a, b) => a.at - b.at);
  }
  return line;
}

/** The port follows an address in a packet's header: the address's length does not matter there. */
const PORT = /^\.[\w-]{2,20}(?: >|:)/;
