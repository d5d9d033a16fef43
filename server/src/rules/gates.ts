import { transcriptFormats } from '../formats/transcripts';
import type { Exchange, Session } from '../session/model';
import { isGap, lastReply } from '../session/model';
import type { State } from '../session/state';
import { isHello } from '../syntax/verb';
import type { Gate } from './rule';

/** What is known about a gate: only `open` lets a rule speak (a definite answer, never a guess). */
export type Opening = 'open' | 'shut' | 'unknown';

const when = (holds: boolean): Opening => (holds ? 'open' : 'shut');

/** Keywords that a middlebox or an editor has replaced by X or stars: what the server offered is then not known. */
const MASKED_KEYWORD = /^(?:X{3,}[A-Z]?|\*{3,})$/;

/** What the format of a session keeps of the wire. */
const keepsOf = ({ format }: Session): readonly string[] => KEEPS.get(format) ?? [];
const KEEPS = new Map(transcriptFormats.map(({ id, keeps = [] }) => [id, keeps]));

/** The gates that are open for no exchange of a session, if they are not open for the session as a whole. */
export function shutGates(session: Session): ReadonlySet<Gate> {
  const keeps = keepsOf(session);
  const shut = new Set<Gate>();
  if (session.begins !== 'greeting') shut.add('full');
  if (!keeps.includes('octets')) shut.add('raw');
  if (!keeps.includes('order')) shut.add('order');
  if (!session.sidesCertain) shut.add('sides');
  if (session.ends === 'open') shut.add('end');
  if (session.sides !== 'both') shut.add('both');
  return shut;
}

/** The gates of one session; built once a judgement. */
export class Gates {
  /** For each exchange the last one at or before it before which lines are missing or were not sent; -1 for none. */
  private readonly lastGap: Int32Array;
  /** For each exchange the last one at or before it whose pairing was repaired, or is in doubt. */
  private readonly lastMended: Int32Array;
  /** For each exchange the last one before it that starts afresh: a hello that was accepted, else the session's beginning. */
  private readonly anchors: Int32Array;
  private readonly keeps: readonly string[];

  constructor(
    private readonly session: Session,
    private readonly states: readonly State[],
  ) {
    const { exchanges } = session;
    const gaps = new Set(session.marks.filter(isGap).map((mark) => mark.after + 1));
    this.lastGap = new Int32Array(exchanges.length + 1).fill(-1);
    this.lastMended = new Int32Array(exchanges.length + 1).fill(-1);
    this.anchors = new Int32Array(exchanges.length + 1);
    for (let i = 0; i <= exchanges.length; i++) {
      const each = exchanges[i];
      this.lastGap[i] = gaps.has(i) ? i : i > 0 ? this.lastGap[i - 1] : -1;
      // An excerpt that begins with a reply has no gap there.
      const mended = each?.trust === 'degraded' && !(i === 0 && each.command === null);
      this.lastMended[i] = mended ? i : i > 0 ? this.lastMended[i - 1] : -1;
      const before = exchanges[i - 1];
      const fresh = before && isHello(before.command?.verb ?? '') && lastReply(before)?.code === 250 && before.trust === 'certain';
      this.anchors[i] = fresh ? i - 1 : i > 0 ? this.anchors[i - 1] : 0;
    }
    this.keeps = keepsOf(session);
  }

  /** Whether `gate` is known to be open for an exchange; without one, for the whole session. */
  of(gate: Gate, exchange?: Exchange): Opening {
    const { session } = this;
    switch (gate) {
      case 'full':
        return when(session.begins === 'greeting' && !this.missing(0, exchange));
      case 'no-gap':
        return when(!this.missing(exchange ? this.anchors[exchange.index] : 0, exchange));
      case 'capabilities':
        return this.capabilities(exchange);
      case 'raw':
        return this.keeps.includes('octets') ? 'open' : 'unknown';
      case 'order':
        return this.keeps.includes('order') ? 'open' : 'unknown';
      case 'sides':
        return session.sidesCertain ? 'open' : 'unknown';
      case 'time':
        return this.timed(exchange);
      case 'body':
        return exchange?.command ? when(!exchange.command.elided && exchange.command.ended) : 'unknown';
      case 'pair':
        return exchange ? when(exchange.trust === 'certain' && exchange.replies.length > 0) : 'unknown';
      case 'end':
        return session.ends === 'open' ? 'unknown' : 'open';
      case 'both':
        return when(session.sides === 'both');
    }
  }

  /** Lines are missing, or the pairing was repaired, in the exchanges from `from` up to `exchange` (or to the session's end). */
  private missing(from: number, exchange: Exchange | undefined): boolean {
    const to = exchange?.index ?? this.session.exchanges.length;
    return this.lastGap[to] > from || this.lastMended[to] >= from;
  }

  private capabilities(exchange: Exchange | undefined): Opening {
    const found = this.states[exchange?.index ?? this.states.length - 1]?.capabilities;
    if (!found) return 'unknown';
    for (const keyword of found.keys()) if (MASKED_KEYWORD.test(keyword)) return 'unknown';
    return 'open';
  }

  private timed(exchange: Exchange | undefined): Opening {
    if (!exchange) return 'unknown';
    const said = exchange.command ? exchange.command.time : 0;
    return said !== null && lastReply(exchange)?.lines[0].time != null ? 'open' : 'unknown';
  }
}
