import type { GivingUp } from '../formats/readers/giving-up';
import type { Kind } from '../knowledge/answer';
import { type FailureRow, failure, type Reason } from '../knowledge/failures';
import type { Mark, Session } from '../session/model';
import { type Broken, brokenOff } from '../session/outcome/broken';
import { failuresOf } from '../session/outcome/refusals';
import type { State } from '../session/state';
import { evidenceInSession } from './evidence';
import { bare, hostsOf } from './located';
import { type Meaning, meaningOf } from './meaning';

/** A session that ended early although nothing was refused, and why. */
export interface BrokenMeaning {
  readonly broken: Broken;
  readonly meaning: Meaning;
  /** The client's own words give the cause; otherwise it is only known where the session ended. */
  readonly telling: boolean;
}

/** The reason if the words give no more. */
const PLAIN: Readonly<Record<GivingUp, Reason>> = {
  lost: 'lost-connection',
  timeout: 'conversation-timeout',
  tls: 'tls-handshake',
  missing: 'auth-not-offered',
};

/** Which causes the words may add: a lost connection does not become a wrong password because the client blames one. */
const ADDS: Readonly<Record<GivingUp, ReadonlySet<Kind>>> = {
  lost: new Set<Kind>(['tls-failed', 'tls-unavailable', 'domain-lookup', 'dns-failure']),
  timeout: new Set<Kind>(['tls-failed', 'tls-unavailable', 'domain-lookup', 'dns-failure']),
  tls: new Set<Kind>(['tls-failed', 'tls-unavailable']),
  missing: new Set<Kind>(['client-gave-up', 'not-supported', 'tls-required', 'tls-unavailable']),
};

/** Rows that only say that something went wrong. */
const BLANK: ReadonlySet<FailureRow | undefined> = new Set(
  (['tls-handshake', 'tls-eof', 'lost-after-starttls', 'not-connected'] as const satisfies readonly Reason[]).map(failure),
);

const known = new WeakMap<Session, BrokenMeaning | null>();

/** How a session ended early and what that means; null if something was refused, or it did not end early. `states`: those of `statesOf`. */
export function brokenMeaning(session: Session, states: readonly State[]): BrokenMeaning | null {
  let found = known.get(session);
  if (found === undefined) {
    found = look(session, states);
    known.set(session, found);
  }
  return found;
}

function look(session: Session, states: readonly State[]): BrokenMeaning | null {
  if (failuresOf(session).length > 0) return null;
  const eaten = eatenLine(session);
  if (eaten) return eaten;
  const broken = brokenOff(session);
  if (!broken) return null;
  const at = (broken.exchange?.index ?? -1) + 1;
  const state = states[at] ?? states[0];
  const exchange = session.exchanges[at] ?? session.exchanges[at - 1];
  const evidence = exchange && state ? evidenceInSession(session, { exchange }, state) : {};
  const said = { ...bare(null, null, ''), hosts: hostsOf(session) };
  for (const { text } of around(session, broken.mark)) {
    const meaning = meaningOf({ ...said, text }, evidence);
    const row = meaning?.found?.answer as FailureRow | undefined;
    if (meaning && ADDS[broken.why].has(meaning.kind) && !BLANK.has(row)) return { broken, meaning, telling: true };
    if (meaning && row === failure('greeting-never-received') && !broken.exchange) return { broken, meaning, telling: true };
  }
  const meaning = meaningOf({ ...said, reason: PLAIN[broken.why] }, evidence);
  return meaning && { broken, meaning, telling: false };
}

/** A session that ends at a line that the program kept for itself and did not send. */
function eatenLine(session: Session): BrokenMeaning | null {
  const exchange = session.exchanges.at(-1);
  const mark = session.marks.find(({ kind, after }) => kind === 'unsent' && after === exchange?.index);
  const meaning = mark ? meaningOf({ ...bare(null, null, ''), hosts: hostsOf(session), reason: 'openssl-renegotiating' }) : null;
  return mark && exchange && meaning ? { broken: { why: 'lost', mark, exchange, waiting: false }, meaning, telling: true } : null;
}

/** The words of a mark, and those beside it at the same place: a program often prints its error twice, once with the cause. */
const around = (session: Session, mark: Mark): readonly Mark[] => [
  mark,
  ...session.marks.filter((one) => one !== mark && one.after === mark.after && (one.kind === 'close' || one.kind === 'note')).slice(0, 10),
];
