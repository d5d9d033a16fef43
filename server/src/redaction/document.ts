import { authDialoguesOf } from '../session/auth-dialogue';
import { type Exchange, lastReply, type Session } from '../session/model';
import { decodeBase64, decodeBase64Text, encodeBase64 } from '../syntax/base64';
import { commandLikeness } from '../syntax/command-line';
import type { Lines } from '../text/lines';
import { column } from '../text/span';
import { KnownSecrets } from './known-secrets';
import { BINARY, isOctetRow, octetRuns } from './octet-rows';
import { passwordsIn } from './plain-message';
import type { ReplacedKind } from './replacements';
import { holdsSecret, Scanner } from './scanner';
import { isStandIn, STAND_IN, secretsOf } from './secrets';
import { secretsInText } from './secrets-in-text';
import { decodedLoosely, isRowOfText, KEY_END, keyRowsBefore, rowsOfText } from './tokens';
import { mayHoldSecret } from './worth';

/** A session, and the line of the document from which its lines count. */
export interface SessionAt {
  readonly session: Session;
  readonly start: number;
}

/** A secret in a document: line from 0, columns of the line, and what replaces it in a copy. */
export interface PlacedSecret {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly kind: ReplacedKind;
  readonly standIn: string;
}

/** What a stretch of a document reveals. `known` contains the secrets themselves and finds them where they are repeated. */
export interface Secrets {
  readonly placed: readonly PlacedSecret[];
  readonly known: KnownSecrets;
}

/**
 * The secrets of the lines `[from, to)`: those of the dialogues that were read, those that a single line reveals, and those in rows of
 * octets. The only place that decides what a secret is. Linear.
 */
export function secretsOfLines(lines: Lines, sessions: Iterable<SessionAt>, from = 0, to: number = lines.count): Secrets {
  return atOnce(secretsInSteps(lines, sessions, from, to));
}

function atOnce<T>(steps: Generator<void, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** Lines between two pauses: of a few kinds of lines ten take as many milliseconds the first time. */
const STEP = 8;

/** The same, with pauses: one session may have a long message. */
export function* secretsInSteps(lines: Lines, sessions: Iterable<SessionAt>, from: number, to: number): Generator<void, Secrets> {
  const placed: PlacedSecret[] = [];
  const known = new KnownSecrets();
  const told = new Set<number>();
  for (const at of sessions) {
    ofSession(at, placed, known, told);
    yield;
  }
  const scanner = new Scanner();
  for (let line = from; line < to; line++) {
    ofLine(lines, line, from, scanner, told, placed, known);
    if ((line - from) % STEP === STEP - 1) yield;
  }
  yield* ofRows(lines, from, to, placed, known);
  return { placed: merged(placed), known };
}

/** The secrets in a session, and the lines of the document (0-based) whose answers it revealed. */
export function secretsOfSession(at: SessionAt): { readonly known: KnownSecrets; readonly told: readonly number[] } {
  const known = new KnownSecrets();
  const told = new Set<number>();
  ofSession(at, [], known, told);
  return { known, told: [...told] };
}

/** Lines whose secrets depend on no line before them and, after them, only on the next one. `to`: one past the last, in the document. */
export interface Stretch {
  readonly to: number;
  readonly known: KnownSecrets;
}

/**
 * The secrets in the lines from `from` on, found line by line and in rows. The stretch ends at the first line, not before `least`, that no
 * secret extends across, and at `end` at the latest (0-based, exclusive). `told`: lines whose answers sessions have revealed. All stretches of
 * some lines together have the secrets that `secretsOfLines` finds there outside sessions. Yields, so that the caller may pause.
 */
export function* stretchFrom(lines: Lines, from: number, least: number, end: number, told: ReadonlySet<number>): Generator<void, Stretch> {
  const known = new KnownSecrets();
  const scanner = new Scanner();
  let binary = false;
  for (let line = from; line < end; line++) {
    const text = lines.line(line);
    if (text.includes(BINARY)) binary = true;
    if (line >= least && !binary && !scanner.open && !(mayBeRow(text) && mayBeRow(lines.line(line - 1)))) {
      const own = new KnownSecrets();
      own.merge(known);
      if (!(yield* ofRows(lines, from, line, [], own))) return { to: line, known: own };
    }
    ofLine(lines, line, from, scanner, told, [], known);
    if ((line - from) % STEP === STEP - 1) yield;
  }
  yield* ofRows(lines, from, end, [], known);
  return { to: end, known };
}

const mayBeRow = (text: string): boolean => isRowOfText(text) || isOctetRow(text) || KEY_END.test(text);

/** So many lines before and after a stretch may belong to rows with which it begins or ends: a key of 16,384 bits has 200 lines in a row. */
export const MOST_ROWS = 250;

/** The line (0-based) after the rows with which a stretch ends that ends before `to`; at most `MOST_ROWS` further. */
export function endOfRows(lines: Lines, to: number): number {
  let end = to;
  if (to > 0 && to < lines.count && mayBeRow(lines.line(to - 1)))
    while (end < lines.count && end < to + MOST_ROWS && mayBeRow(lines.line(end))) end++;
  return end;
}

function ofLine(
  lines: Lines,
  line: number,
  first: number,
  scanner: Scanner,
  told: ReadonlySet<number>,
  placed: PlacedSecret[],
  known: KnownSecrets,
): void {
  const text = lines.line(line);
  if (!scanner.open && !mayHoldSecret(text)) return;
  if (KEY_END.test(text)) ofCutKey(lines, line, first, placed, known);
  for (const one of secretsInText(text)) {
    known.add(one.known);
    const kind = one.kind === 'bearer' ? 'token' : one.kind === 'key' || one.kind === 'private-key' ? 'key' : 'password';
    placed.push({ line, from: one.from, to: one.to, kind, standIn: one.standIn });
  }
  for (const { from: first, to: last, value, kind } of scanner.in(text, lines.line(line + 1))) {
    if (kind === 'answer' && told.has(line)) continue;
    // The user's address, given as an answer here, names the user everywhere else.
    known.add(kind === 'answer' && isAddress(decodedLoosely(value) ?? value) ? [value] : spoken(value));
    placed.push({ line, from: first, to: last, kind: kind === 'answer' ? 'blob' : kind, standIn: standInFor(value) });
  }
}

/** The rows before the end of a key, not before `first`; if its beginning is there, they were found already. */
function ofCutKey(lines: Lines, end: number, first: number, placed: PlacedSecret[], known: KnownSecrets): void {
  for (const { line, from, to } of keyRowsBefore(end, (n) => (n < first ? null : lines.line(n)))) {
    const value = lines.line(line).slice(from, to);
    known.add([value]);
    placed.push({ line, from, to, kind: 'key', standIn: standInFor(value) });
  }
}

/** Lines between two pauses where hardly any is a row. */
const ROWS = 64;

/** Collects the secrets in rows of Base64 and of octets. Returns whether the last row waits for an answer. */
function* ofRows(lines: Lines, from: number, to: number, placed: PlacedSecret[], known: KnownSecrets): Generator<void, boolean> {
  let next = from + ROWS;
  for (let line = from; line < to; ) {
    if (line >= next) {
      yield;
      next = line + ROWS;
    }
    const rows = rowsOfText(line, to, (n) => lines.line(n));
    if (rows && holdsSecret(rows.text)) {
      known.add(saidIn(rows.text));
      for (let n = line; n < line + rows.lines; n++) {
        const text = lines.line(n);
        const begin = text.search(/[A-Za-z0-9+/_-]/);
        const value = text.slice(begin).trimEnd();
        placed.push({ line: n, from: begin, to: begin + value.length, kind: 'blob', standIn: encodeBase64(STAND_IN) });
        known.add([value]);
      }
    }
    line += rows?.lines ?? 1;
  }
  yield;
  const inRows = new Scanner();
  for (const run of octetRuns(to - from, (n) => lines.line(from + n)))
    for (const row of run.text.split('\n')) for (const { value } of inRows.in(row)) known.add(spoken(value));
  return inRows.open;
}

/** Joins stretches that overlap: the same text was read in several ways. */
function merged(placed: readonly PlacedSecret[]): PlacedSecret[] {
  const out: PlacedSecret[] = [];
  const byLine = [...placed].sort((a, b) => a.line - b.line || a.from - b.from || b.to - a.to);
  for (const one of byLine) {
    const last = out[out.length - 1];
    if (last?.line !== one.line || one.from >= last.to) out.push(one);
    else if (one.to > last.to) out[out.length - 1] = { ...last, to: one.to, standIn: STAND_IN };
  }
  return out;
}

const isAddress = (text: string): boolean => /^[^\s@:]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$/.test(text);

/** The secrets that the lines of a decoded text reveal. */
function saidIn(text: string): string[] {
  const scanner = new Scanner();
  return text.split('\n').flatMap((line) => scanner.in(line).map(({ value }) => value));
}

/**
 * The part of a value that a server would repeat: of `echo …` (`passwordeval`) and of a call what is given to it first, the value of a cookie,
 * the password behind the name of a user.
 */
function partsOf(value: string): string[] {
  if (value.includes('; ')) return value.split('; ').flatMap(partsOf);
  const found = [
    /^(?:echo|printf) (?:-\S{1,3} )?(\S.{2,200})$/.exec(value)?.[1],
    /["']([^"'\\]{6,200})\\?["']/.exec(value)?.[1],
    /^[\w.-]{1,40}=([^=].{5,300})$/.exec(value)?.[1],
    /^[\w.@+-]{1,64}:(\S{6,300})$/.exec(value)?.[1],
  ];
  return found.filter((one) => one !== undefined);
}

/** What is secret in a value: the value itself, and what its Base64 decodes to. */
function spoken(value: string): string[] {
  const text = value.length >= 8 ? decodedLoosely(value) : null;
  if (text === null) return [value, value.replace(/\\(.)/g, '$1'), ...partsOf(value)];
  const forgotten = text.includes('\u0001') ? [] : passwordsIn(text, false);
  const parts = text.split(/[\0\u0001]|\\0|\\x00/).filter((part) => part !== '');
  const last = parts[parts.length - 1] ?? '';
  const basic = parts.length === 1 && /^[^\s:]{1,128}:[^\s]{3,}$/.test(text) ? [text.slice(text.indexOf(':') + 1)] : [];
  return [value, ...forgotten, ...(parts.length > 1 ? [last.replace(/^auth=Bearer /i, '')] : [text, ...saidIn(text)]), ...basic];
}

/** A stand-in that the reader of a copy takes for the same kind of thing. */
function standInFor(value: string): string {
  const text = value.length >= 8 ? decodedLoosely(value) : null;
  if (text === null) return STAND_IN;
  if (/\u0001auth=Bearer /i.test(text)) return encodeBase64(text.replace(/(auth=Bearer )[^\u0001]+/i, `$1${STAND_IN}`));
  const fields = text.split('\0');
  return encodeBase64(fields.length === 3 ? `${fields[0]}\0${fields[1]}\0${STAND_IN}` : STAND_IN);
}

function ofSession({ session, start }: SessionAt, placed: PlacedSecret[], known: KnownSecrets, told: Set<number>): void {
  for (const secret of secretsOf(session)) {
    known.add(secret.known);
    const { line } = secret.command;
    placed.push({
      line: start + line,
      from: column(secret.piece, secret.from),
      to: column(secret.piece, secret.to),
      kind: secret.kind,
      standIn: secret.standIn,
    });
  }
  let tried = Number.NEGATIVE_INFINITY;
  const steps = new Set<Exchange>();
  const begins = new Set<Exchange>();
  for (const dialogue of authDialoguesOf(session)) {
    if (dialogue.begin) begins.add(dialogue.begin);
    for (const { command, exchange, value, masked } of dialogue.steps) {
      // What was read is judged by its place; what was not is judged by its looks, at least if it may be Base64.
      if (masked || decodeBase64(value.text.trim()) !== null) told.add(start + command.line);
      steps.add(exchange);
    }
  }
  for (const exchange of session.exchanges) {
    if (begins.has(exchange) || steps.has(exchange)) {
      tried = exchange.index;
      continue;
    }
    const { command } = exchange;
    const text = command?.kind === 'command' && !command.masked ? command.piece.text.trim() : '';
    if (!command || !isStray(text, exchange, exchange.index - tried < 5)) continue;
    known.add([text, ...(text.length >= 8 ? [decodeBase64Text(text) ?? ''] : [])]);
    const standIn = decodeBase64Text(text) !== null && text.length >= 8 ? encodeBase64(STAND_IN) : STAND_IN;
    const at = command.piece.text.indexOf(text);
    const [first, last] = [column(command.piece, at), column(command.piece, at + text.length)];
    placed.push({ line: start + command.line, from: first, to: last, kind: 'blob', standIn });
  }
}

/**
 * Whether a line that was read as a command was typed or sent at the wrong moment: near a login attempt, the rest of a value or the
 * password itself; elsewhere a single word of no language that the server did not know.
 */
function isStray(text: string, exchange: Exchange, near: boolean): boolean {
  if (text.length < 4 || /\s/.test(text) || commandLikeness(text) > 0 || isStandIn(text) || text.includes(STAND_IN)) return false;
  if (decodedLoosely(text)?.includes(STAND_IN)) return false;
  if (near && text.length >= 8 && /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return true;
  const code = lastReply(exchange)?.code ?? 0;
  if (code !== 0 && code !== 500 && code !== 502 && code !== 503) return false;
  const odd = /[A-Za-z]/.test(text) && /[\d!#$%^&*+@~]/.test(text) && !/^[\w.-]+\.[a-z]{2,}$/i.test(text) && !/^X[A-Z-]+\d?$/.test(text);
  return near || (code !== 0 && odd && text.length > 5);
}
