import type { Analysis } from '../analysis/analysis';
import { replyCode } from '../knowledge';
import type { Session } from '../session/model';
import { duration } from '../text/duration';
import type { Position } from '../text/range';
import { column } from '../text/span';

export interface InlayHintSwitches {
  readonly codes: boolean;
  readonly times: boolean;
}

/** A word or two beside the text. */
export interface Hint {
  readonly position: Position;
  readonly label: string;
}

/** A pause that is worth a word (ms). */
const LONG = 1000;

/** Hints for the lines `[from, to)`: what a refusal's code means, and the time since the session's line before where it is long. */
export function hints(analysis: Analysis, from: number, to: number, switches: InlayHintSwitches): Hint[] {
  const found: Hint[] = [];
  for (const { session, start } of analysis.sessions(from, to)) {
    const put = (line: number, character: number, label: string): void => {
      if (start + line >= from && start + line < to) found.push({ position: { line: start + line, character }, label });
    };
    if (switches.codes) codes(session, put);
    if (switches.times) times(session, put);
  }
  return found;
}

type Put = (line: number, character: number, label: string) => void;

function codes(session: Session, put: Put): void {
  for (const { replies } of session.exchanges) {
    for (const { lines, code } of replies) {
      const title = code >= 400 ? replyCode(code)?.title : undefined;
      const first = lines[0];
      if (title) put(first.line, column(first.piece, first.piece.text.length), title);
    }
  }
}

function times(session: Session, put: Put): void {
  let before: number | null = null;
  for (const { command, replies } of session.exchanges) {
    const said = [command && { line: command.line, piece: command.piece, time: command.time }, ...replies.map(({ lines }) => lines[0])];
    for (const one of said) {
      if (!one || typeof one.time !== 'number') continue;
      if (before !== null && one.time - before >= LONG) put(one.line, one.piece.from, `+${duration(one.time - before)}`);
      before = one.time;
    }
  }
}
