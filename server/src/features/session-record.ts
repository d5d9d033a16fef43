import type { PlacedSession } from '../analysis/analysis';
import { verdict } from '../meaning/of-session';
import { shownArgument } from '../redaction/secrets';
import type { Exchange, Reply, Session } from '../session/model';
import { nameOf } from '../session/model';
import { troublesOf } from '../session/outcome/trouble';

/** A session as `sessions --format json` prints it, without the file. Lines from 1; the text of replies is raw: pass it through the gate. */
export function sessionRecord({ session, start }: PlacedSession) {
  const at = start + 1;
  return {
    format: session.format,
    session: session.key,
    lines: [session.firstLine + at, session.lastLine + at],
    verdict: verdict(session),
    notes: notesOf(session, at),
    exchanges: answered(session).map(({ exchange, replies }) => ({
      command: exchange ? nameOf(exchange) : UNASKED,
      argument: exchange?.command ? shownArgument(exchange.command) : '',
      line: exchange?.command ? exchange.command.line + at : null,
      trust: isDoubtful(exchange, session) ? ('doubtful' as const) : ('exact' as const),
      replies: replies.map((reply) => ({
        code: reply.code,
        enhanced: reply.enhanced,
        text: reply.lines.map((line) => line.piece.text.slice(line.textAt)),
        lines: [reply.lines[0].line + at, reply.lines[reply.lines.length - 1].line + at],
      })),
    })),
  };
}

/** Whether it is unclear which command a reply answers, lines are missing nearby, or two sessions share the same lines. */
const isDoubtful = (exchange: Exchange | null, session: Session): boolean =>
  exchange === null || exchange.trust === 'degraded' || session.interleaved || (exchange.kind !== 'greeting' && exchange.command === null);

/** What is missing in the text, or was never sent, with the lines (from 1) where it shows. */
function notesOf(session: Session, at: number): { kind: string; line: number }[] {
  const lost = troublesOf(session).flatMap(({ kind, exchange, reply }) => {
    const line = reply?.lines[0].line ?? exchange?.command?.line ?? exchange?.replies[0]?.lines[0].line;
    return line === undefined || kind === 'closing' ? [] : [{ kind, line: line + at }];
  });
  const marked = session.marks.flatMap(({ kind, span }) =>
    kind === 'elided' || kind === 'unsent' ? [{ kind, line: span.line + at }] : [],
  );
  return [...lost, ...marked, ...(session.interleaved ? [{ kind: 'interleaved', line: session.firstLine + at }] : [])].sort(
    (a, b) => a.line - b.line,
  );
}

/** Shown in place of the command of a reply that no command was waiting for. */
export const UNASKED = '?';

/** The exchanges in order, and among them, without an exchange, each reply that no command was waiting for: no reply is left out. */
export function answered({ exchanges, strayReplies }: Session): { exchange: Exchange | null; replies: readonly Reply[] }[] {
  const strays = [...strayReplies].sort((a, b) => a.after - b.after);
  const found: { exchange: Exchange | null; replies: readonly Reply[] }[] = [];
  let next = 0;
  for (let index = -1; index < exchanges.length; index++) {
    if (index >= 0) found.push({ exchange: exchanges[index], replies: exchanges[index].replies });
    for (; next < strays.length && strays[next].after <= index; next++) found.push({ exchange: null, replies: [strays[next].reply] });
  }
  return found;
}
