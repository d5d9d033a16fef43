import { isVerb } from '../knowledge';
import { decodeBase64Text, isCanonicalBase64, isTypedInClear } from '../syntax/base64';
import { isMasked } from '../syntax/masked';
import { type Part, part, untilBlank } from '../syntax/problem';
import { promptAsks } from '../syntax/sasl';
import { type Command, type Exchange, lastReply, type Reply, type Session } from './model';
import { oncePerSession } from './once';

/** One thing that the client said in an AUTH dialogue. Its value may be a secret: never show it. */
export interface AuthStep {
  readonly exchange: Exchange;
  readonly command: Command;
  /** 0 for an initial response, then counting answers to 334 from 1. */
  readonly step: number;
  /** What it should contain, by the words of the prompt or by the order of the mechanism; null if that is not known. */
  readonly asks: 'user' | 'password' | 'both' | null;
  /** The decoded challenge that it answers, or null. */
  readonly prompt: string | null;
  /** Units of the line. */
  readonly value: Part;
  /** A placeholder is shown instead of what was sent. */
  readonly masked: boolean;
}

/** From AUTH to the first reply that is not a 334 (RFC 4954 §4). */
export interface AuthDialogue {
  /** In upper case; null if the AUTH command is not shown. */
  readonly mechanism: string | null;
  readonly begin: Exchange | null;
  readonly name: Part | null;
  readonly steps: readonly AuthStep[];
  /** The reply that ended it; null while it is open. */
  readonly outcome: Reply | null;
}

interface Draft {
  mechanism: string | null;
  begin: Exchange | null;
  name: Part | null;
  steps: AuthStep[];
  outcome: Reply | null;
}

/** The AUTH dialogues of a session, in order; one in an excerpt may lack its beginning. Computed once per session. */
export const authDialoguesOf: (session: Session) => readonly AuthDialogue[] = oncePerSession(read);

function read(session: Session): AuthDialogue[] {
  const found: Draft[] = [];
  let open: Draft | null = null;
  let prompt: string | null = null;
  for (const exchange of session.exchanges) {
    const { command, kind } = exchange;
    const reply = lastReply(exchange);
    if (kind === 'command' && command?.verb === 'AUTH') {
      open = begun(exchange, command);
      found.push(open);
    } else if (command && (kind === 'auth' || (!open && isLooseAnswer(exchange, command, session)))) {
      if (!open) {
        open = { mechanism: null, begin: null, name: null, steps: [], outcome: null };
        found.push(open);
      }
      open.steps.push(answered(open, exchange, command, prompt));
    } else if (kind !== 'auth') {
      open = null;
    }
    prompt = reply?.code === 334 ? challengeOf(reply) : null;
    if (open && reply && reply.code !== 334) {
      open.outcome = reply;
      open = null;
    }
  }
  return found;
}

/** The decoded text of a 334; null if it is not base64 of text. */
export function challengeOf(reply: Reply): string | null {
  const line = reply.lines[0];
  return line ? decodeBase64Text(line.piece.text.slice(4).trim()) : null;
}

function begun(exchange: Exchange, command: Command): Draft {
  const { text } = command.piece;
  const nameTo = untilBlank(text, command.argumentAt);
  const name = part(text, command.argumentAt, nameTo);
  const mechanism = name.text.toUpperCase();
  const draft: Draft = { mechanism: mechanism === '' ? null : mechanism, begin: exchange, name, steps: [], outcome: null };
  const valueAt = Math.min(nameTo + 1, text.length);
  const value = part(text, valueAt, Math.max(valueAt, text.trimEnd().length));
  if (value.text.trim() !== '') {
    const asks = mechanism === 'LOGIN' ? 'user' : mechanism === 'PLAIN' ? 'both' : null;
    draft.steps.push({ exchange, command, step: 0, asks, prompt: null, value, masked: command.masked || isMasked(value.text) });
  }
  return draft;
}

function answered(draft: Draft, exchange: Exchange, command: Command, prompt: string | null): AuthStep {
  const { text } = command.piece;
  const count = draft.steps.length;
  const step = draft.steps[0]?.step === 0 ? count : count + 1;
  const byWords = prompt === null ? null : promptAsks(prompt);
  const byOrder = draft.mechanism === 'LOGIN' ? (count === 0 ? 'user' : 'password') : draft.mechanism === 'PLAIN' ? 'both' : null;
  const asks = draft.mechanism === null || draft.mechanism === 'LOGIN' ? (byWords ?? byOrder) : byOrder;
  const masked = command.masked || command.elided || isMasked(text);
  return { exchange, command, step, asks, prompt, value: part(text, 0, text.length), masked };
}

/** Whether an answer in a failed LOGIN is a name or password typed in clear, that is, not base64 of text. */
export const typedInClear = (dialogue: AuthDialogue, { asks, masked, value }: AuthStep): boolean =>
  !masked && asks !== null && asks !== 'both' && (dialogue.outcome?.code ?? 0) >= 400 && isTypedInClear(value.text.trimEnd());

/** Whether a line of an excerpt that lacks its 334 was an answer: it is base64 and got a reply of AUTH. */
function isLooseAnswer(exchange: Exchange, command: Command, session: Session): boolean {
  const text = command.piece.text.trim();
  const code = lastReply(exchange)?.code;
  if (code !== 535 && code !== 235 && code !== 334) return false;
  return session.begins === 'middle' && text.length >= 8 && !isVerb(command.verb) && isCanonicalBase64(text);
}
