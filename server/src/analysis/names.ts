import type { LogEntry, LogField } from '../formats/log';
import type { Position } from '../text/range';
import type { Span } from '../text/span';
import type { Analysis } from './analysis';
import { queueIdAt } from './word-subject';

/** Something that a log or a transcript names repeatedly. */
export interface Name {
  readonly kind: 'mailbox' | 'message-id' | 'queue-id';
  /** Without angle brackets. */
  readonly text: string;
  /** Its place; line from 0 in the document. */
  readonly span: Span;
}

const FIELDS: Readonly<Partial<Record<LogField['name'], Name['kind']>>> = {
  id: 'queue-id',
  newId: 'queue-id',
  messageId: 'message-id',
  from: 'mailbox',
  to: 'mailbox',
  origTo: 'mailbox',
};

/** The mailbox, message id or queue id at a position of a transcript or a log; null elsewhere, and in text that is neither. */
export function nameAt(analysis: Analysis, place: Position): Name | null {
  const text = analysis.lines.line(place.line);
  const spoken = isSpoken(analysis, place.line);
  const entry = spoken ? null : analysis.entryAt(place.line);
  if (!spoken && !entry) return null;
  const field = entry && namesIn(entry, place.line).find(({ span }) => covers(span, place));
  return field || addressAt(text, place) || idAt(text, place);
}

const covers = (span: Span, { character }: Position): boolean => character >= span.from && character <= span.to;

/** Whether a session says something on a line. */
function isSpoken(analysis: Analysis, line: number): boolean {
  const placed = analysis.unitAt(line);
  return analysis.dialogueOf(placed)?.claimed[line - placed.start] === 1;
}

/** The names in the fields of a log line. */
function namesIn(entry: LogEntry, line: number): Name[] {
  return entry.fields.flatMap(({ name, piece }): Name[] => {
    const kind = FIELDS[name];
    const bare = /^<?([^<>]{1,998})>?$/.exec(piece.text)?.[1];
    if (!kind || bare === undefined) return [];
    const from = piece.from + (piece.text.startsWith('<') ? 1 : 0);
    return [{ kind, text: bare, span: { line, from, to: from + bare.length } }];
  });
}

const ADDRESS =
  /(?<![A-Za-z0-9!#$%&*+/=?^_`{|}~.\u0080-\uffff-])[A-Za-z0-9!#$%&*+/=?^_`{|}~.\u0080-\uffff-]+@[A-Za-z0-9\u0080-\uffff](?:[A-Za-z0-9.\u0080-\uffff-]{0,252}[A-Za-z0-9\u0080-\uffff])?/g;
/** How many units to each side of a position are examined. */
const AROUND = 400;

function addressAt(text: string, place: Position): Name | null {
  const begin = Math.max(0, place.character - AROUND);
  for (const match of text.slice(begin, place.character + AROUND).matchAll(ADDRESS)) {
    // `to=a@b`: what precedes the last `=` is a label.
    const label = match[0].lastIndexOf('=', match[0].indexOf('@')) + 1;
    const from = begin + match.index + label;
    const span = { line: place.line, from, to: begin + match.index + match[0].length };
    if (!covers(span, place)) continue;
    return { kind: isIdAfter(text.slice(Math.max(0, from - 315), from)) ? 'message-id' : 'mailbox', text: match[0].slice(label), span };
  }
  return null;
}

/** Whether the text before a name, back to the address before it, says that it is a message id. */
function isIdAfter(before: string): boolean {
  const at = before.lastIndexOf('@');
  return /message-id|in-reply-to|references|msgid/i.test(before.slice(at + 1)) || (at < 0 && /^[ \t]+</.test(before));
}

/** Words after which a server names its queue id. */
const NAMED_ID =
  /\b(?:queued(?: mail)?(?: as| for delivery)?|id[= ]|message accepted(?: for delivery)?)[: =<]{0,3}([A-Za-z0-9][A-Za-z0-9.-]{4,39})\b/gi;

function idAt(text: string, place: Position): Name | null {
  const known = queueIdAt(text, place);
  if (known) return { kind: 'queue-id', text: known.id, span: known.span };
  const begin = Math.max(0, place.character - AROUND);
  for (const match of text.slice(begin, place.character + AROUND).matchAll(NAMED_ID)) {
    const to = begin + match.index + match[0].length;
    const span = { line: place.line, from: to - match[1].length, to };
    if (covers(span, place) && /\d/.test(match[1])) return { kind: 'queue-id', text: match[1], span };
  }
  return null;
}

/** Lines between two pauses of a search. */
const STEP = 4096;

/**
 * Where a document names something, in the order of the text; lines `[from, to)`. Mailboxes and message ids are compared case-insensitively,
 * queue ids case-sensitively. Yields the names of a stretch of lines at a time: the caller may pause.
 */
export function* mentions(analysis: Analysis, name: Pick<Name, 'kind' | 'text'>, from = 0, to = analysis.lines.count): Generator<Span[]> {
  const exact = name.kind === 'queue-id';
  const plain = exact ? (text: string): string => text : lowered;
  const needle = plain(name.text);
  if (needle === '') return;
  const last = Math.min(to, analysis.lines.count);
  let found: Span[] = [];
  for (let line = Math.max(0, from); line < last; line++) {
    const text = plain(analysis.lines.line(line));
    if (text.includes(needle)) for (const span of onLine(analysis, line, text, needle)) found.push(span);
    if (line % STEP === STEP - 1) {
      yield found;
      found = [];
    }
  }
  yield found;
}

/** In lower case, unless that would move what follows (`İ` becomes two units). */
function lowered(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

function onLine(analysis: Analysis, line: number, text: string, needle: string): Span[] {
  const spoken = isSpoken(analysis, line);
  const entry = spoken ? null : analysis.entryAt(line);
  if (!spoken && !entry) return [];
  // A queue id may be a plain number: in a log only the fields distinguish it from other numbers.
  if (entry && /^\d+$/.test(needle))
    return namesIn(entry, line)
      .filter(({ kind, text: one }) => kind === 'queue-id' && one === needle)
      .map(({ span }) => span);
  return words(text, needle).map((at) => ({ line, from: at, to: at + needle.length }));
}

const isWordUnit = (unit: string | undefined): boolean => unit !== undefined && /[A-Za-z0-9_\u0080-\uffff-]/.test(unit);

/** Where `needle` is a whole word in a text: neither end continues a name. */
function words(text: string, needle: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
    const end = at + needle.length;
    const before = text[at - 1];
    const dotted = (text[end] === '.' && isWordUnit(text[end + 1])) || (before === '.' && isWordUnit(text[at - 2]));
    if (!isWordUnit(before) && before !== '+' && !isWordUnit(text[end]) && text[end] !== '@' && !dotted) found.push(at);
  }
  return found;
}
