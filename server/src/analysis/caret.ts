import type { DialogueView } from '../formats/format';
import type { WireReading } from '../formats/reading';
import { rfcStyle } from '../formats/transcripts/rfc';
import { lift, peelAll } from '../formats/wrapper';
import { type Exchange, lastReply, type Reply, type Session } from '../session/model';
import { type Choice, readDialogue } from '../session/reading/dialogue';
import { type State, statesOf } from '../session/state';
import type { Position } from '../text/range';
import { column, type Piece } from '../text/span';
import type { Analysis } from './analysis';

/** The place in a transcript where someone is typing, and what was said before. */
export interface Caret {
  /** Who speaks on the line; null if nothing on it shows that yet. */
  readonly side: 'client' | 'server' | null;
  /** The wire line as far as it is written. */
  readonly piece: Piece;
  /** The unit of `piece.text` at which the caret is. */
  readonly unit: number;
  /** What was said above; null if a session begins here. */
  readonly session: Session | null;
  /** The line of the document from which the session's lines count. */
  readonly start: number;
  /** The state after that; null without a session. */
  readonly state: State | null;
  /** The exchange that the server has yet to answer (or to finish answering); null if there is none. */
  readonly pending: Exchange | null;
  /** The reply that a line above left open with a hyphen. */
  readonly open: Reply | null;
  /** Mail data is being sent. */
  readonly body: boolean;
}

/**
 * The context of the caret; null in text that is not a transcript, or in one that does not show who speaks (unless the document is
 * declared to be a transcript). Reads only lines above the caret's: what is half typed changes nothing.
 */
export function caretAt(analysis: Analysis, { line: n, character }: Position): Caret | null {
  if (n < 0 || n >= analysis.lines.count || character < 0) return null;
  const { explicit = false } = analysis.hints;
  const line = analysis.lines.line(n);
  const place = { line: n, character: Math.min(character, line.length) };
  const around = dialogueAround(analysis, place.line) ?? (explicit ? { choice: RFC, start: place.line } : null);
  if (!around || (around.choice.format.viewpoint === 'none' && !explicit)) return null;
  const above = readDialogue(analysis.lines, around.start, around.choice, place.line);
  const last = above.sessions[above.sessions.length - 1];
  const session = last && last.ends === 'open' ? last : null;
  const state = session ? statesOf(session)[session.exchanges.length] : null;
  const pending = session?.exchanges.find((exchange) => exchange.replies.length < exchange.owed && !isBody(exchange)) ?? null;
  const spoken = session?.exchanges.findLast((exchange) => exchange.replies.length > 0);
  const reply = spoken && lastReply(spoken);
  const open = reply && !reply.complete ? reply : null;
  const sending = session?.exchanges[session.exchanges.length - 1];
  const body = !open && ((sending !== undefined && isBody(sending)) || (state?.data === 'body' && sending?.kind !== 'data'));
  const said = { session, start: around.start, state, pending: open && spoken ? spoken : pending, open, body };
  const spokenHere = readLine(line, around.choice, said);
  if (!spokenHere) return explicit ? { side: null, piece: whole(line), unit: place.character, ...said } : null;
  const { side, piece } = spokenHere;
  if (place.character < piece.from) return null;
  return { side, piece, unit: unitAt(piece, place.character), ...said };
}

const RFC: Choice = { format: rfcStyle, wrappers: [] };

const isBody = ({ kind, command }: Exchange): boolean => kind === 'data' && command !== null && !command.ended;

const whole = (line: string): Piece => ({ text: line, from: 0, to: line.length });

/** How many lines below a dialogue its next line may be typed. */
const BELOW = 2;

function dialogueAround(analysis: Analysis, line: number): { choice: Choice; start: number } | null {
  const here = analysis.unitAt(line);
  const placed = here.unit.choice || here.start === 0 || line - here.start > BELOW ? here : analysis.unitAt(here.start - 1);
  return placed.unit.choice && { choice: placed.unit.choice, start: placed.start };
}

type Said = Pick<Caret, 'session' | 'start' | 'state' | 'pending' | 'open' | 'body'>;

/** Who speaks on a line, and the wire line. */
function readLine(line: string, { format, wrappers }: Choice, said: Said): Pick<WireReading, 'side' | 'piece'> | null {
  const peeled = wrappers.length > 0 ? peelAll(line, wrappers) : null;
  if (wrappers.length > 0 && !peeled) return null;
  const readings = format.reader().read(peeled ? peeled.piece.text : line, viewOf(said)) ?? [];
  const wire = readings.find((reading) => reading.kind === 'wire');
  if (wire) return peeled ? (lift(wire, peeled) as WireReading) : wire;
  return format.viewpoint === 'none' ? { side: turn(said), piece: whole(line) } : null;
}

/** Without markers, the party speaks whose turn it is. */
const turn = ({ session, pending, open }: Said): 'client' | 'server' => (!session || pending || open ? 'server' : 'client');

function viewOf({ session, state, pending, open, body }: Said): DialogueView {
  const expecting = (): ReturnType<DialogueView['expecting']> => {
    if (!session) return 'idle';
    if (open) return 'open';
    if (body) return 'body';
    if (state?.auth === 'dialogue' && !pending) return 'auth';
    return pending ? 'reply' : 'command';
  };
  return { expecting, chunk: () => null, peek: () => '' };
}

/** The unit of a piece that begins at or after a column. */
function unitAt(piece: Piece, character: number): number {
  if (!piece.map) return Math.min(character - piece.from, piece.text.length);
  let unit = 0;
  while (unit < piece.text.length && column(piece, unit) < character) unit++;
  return unit;
}
