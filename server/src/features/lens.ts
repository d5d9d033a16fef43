import type { Analysis } from '../analysis/analysis';
import { verdict } from '../session/verdict';
import { duration } from '../text/duration';
import type { Range } from '../text/range';

/** What is shown above the first line of a session. */
export interface Lens {
  readonly range: Range;
  readonly title: string;
  /** Document line of the session, for commands on it. */
  readonly line: number;
}

/** One lens a session: how it came out, and how long it took where the text tells. */
export function lenses(analysis: Analysis): Lens[] {
  const found: Lens[] = [];
  for (const { session, start } of analysis.sessions()) {
    const line = start + session.firstLine;
    const times = session.exchanges
      .flatMap(({ command, replies }) => [command?.time, ...replies.map((reply) => reply.lines[0].time)])
      .filter((time) => typeof time === 'number');
    const took = times.length > 1 ? times[times.length - 1] - times[0] : -1;
    const title = took >= 0 ? `${verdict(session)} · ${duration(took)}` : verdict(session);
    found.push({ range: { start: { line, character: 0 }, end: { line, character: 0 } }, title, line });
  }
  return found;
}
