import type { Analysis } from '../analysis/analysis';
import { askedFailuresIn, type FailurePlace, isVague } from '../analysis/failures';
import { gateOf } from '../analysis/gate';
import type { Kind } from '../knowledge/answer';
import { sourceLabel } from '../knowledge/source';
import { actorOf, adviceOf, causeKey, causeOf, type Meaning, retryOf, titleOf } from '../meaning/meaning';
import type { Gate } from '../redaction/gate';
import { t } from '../text/l10n';
import { label, visible } from '../text/visible';
import { wrapped } from '../text/width';

/** One cause, with the places where it occurs. */
export interface Cause {
  readonly meaning: Meaning;
  /** In the order of the text; never empty. At most 20 are kept. */
  readonly places: readonly FailurePlace[];
  readonly count: number;
}

const MOST_PLACES = 20;

/** Kinds that only follow from another cause, or that are temporary: they come last. */
const LATE: ReadonlySet<Kind> = new Set<Kind>(['other', 'connection-lost', 'protocol-error', 'too-many-errors']);

/** The place with what it quotes passed through the gate: it is told away from its line, where nobody knows which secrets are near. */
function guarded(place: FailurePlace, gate: Gate): FailurePlace {
  const { meaning, at } = place;
  const located = gate.within(meaning.located, at.line);
  const names = gate.within(meaning.names, at.line);
  return located === meaning.located && names === meaning.names ? place : { ...place, meaning: { ...meaning, located, names } };
}

/**
 * Collects failures into causes. Memory grows with the number of different causes, not of failures. `gate`: that of the document whose failures
 * are added.
 */
export class Causes {
  private readonly found = new Map<string, { meaning: Meaning; places: FailurePlace[]; count: number; order: number }>();

  constructor(private readonly gate: Gate | null = null) {}

  /** Adds a failure; `first` is added to the document's line to make it one of the file. */
  add(place: FailurePlace, first = 0): void {
    const about = causeKey(place.meaning);
    const known = this.found.get(about);
    // Of the later ones only where they are is told.
    const told = known || !this.gate ? place : guarded(place, this.gate);
    const moved = first === 0 ? told : { ...told, at: { ...told.at, line: told.at.line + first } };
    if (!known) this.found.set(about, { meaning: told.meaning, places: [moved], count: 1, order: this.found.size });
    else {
      known.count++;
      if (known.places.length < MOST_PLACES) known.places.push(moved);
    }
  }

  /** Takes in a cause that was met behind those before, with all its places; gives the meaning under which it is kept. */
  merge({ meaning, places, count }: Cause): Meaning {
    const about = causeKey(meaning);
    const known = this.found.get(about);
    if (!known) {
      this.found.set(about, { meaning, places: [...places], count, order: this.found.size });
      return meaning;
    }
    known.count += count;
    known.places.push(...places.slice(0, MOST_PLACES - known.places.length));
    return known.meaning;
  }

  /** In the order in which they were met. */
  met(): Cause[] {
    return [...this.found.values()];
  }

  /** Whether any failure was added. */
  get any(): boolean {
    return this.found.size > 0;
  }

  /**
   * The causes, the most decisive first: certain before uncertain, what goes away in minutes after what does not, a refusal for good before a
   * deferral, frequent before rare, early before late. "Could not log in" comes after the reply that says why, and a server's "try again later"
   * after what its own log says of the fault.
   */
  ranked(): Cause[] {
    const replied = new Set<Kind>();
    const exact = new Set<Kind>();
    let ownFault = false;
    for (const { meaning } of this.found.values()) {
      if (!meaning.general && !isVague(meaning) && isReply(meaning) && !isOwnFault(meaning)) replied.add(meaning.kind);
      if (!isVague(meaning)) exact.add(meaning.kind);
      if (meaning.kind === 'server-fault' && !isReply(meaning) && !isVague(meaning)) ownFault = true;
    }
    const late = ({ meaning }: { meaning: Meaning }): number => {
      // A queue gives up because of what failed before, and "sending failed" is no cause beside any other.
      if (meaning.kind === 'message-expired' || (meaning.general && isVague(meaning))) return 3;
      if (meaning.general || LATE.has(meaning.kind) || (replied.has(meaning.kind) && !isReply(meaning))) return 2;
      if (ownFault && isOwnFault(meaning)) return 2;
      if (isVague(meaning) && (exact.has(meaning.kind) || replied.size > 0)) return 2;
      return meaning.retry === 'minutes' ? 1 : 0;
    };
    return [...this.found.values()].sort(
      (a, b) => late(a) - late(b) || Number(waits(a.meaning)) - Number(waits(b.meaning)) || b.count - a.count || a.order - b.order,
    );
  }
}

/** Whether what was put off is tried again: a refusal for good decides more, however rare it is. */
const waits = ({ located: { code, status } }: Meaning): boolean =>
  status === 'deferred' || (status === null && code !== null && code >= 400 && code < 500);

/** A server's reply that only says that something on it fails: its own log tells what. */
const isOwnFault = (meaning: Meaning): boolean => isReply(meaning) && meaning.kind === 'server-fault' && meaning.located.by === 'local';

const isReply = ({ located }: Meaning): boolean => located.code !== null || located.enhanced !== null;

/** The causes of a document's failures, ranked. `from`, `to`: lines, from 0, the last one excluded. Yields so that the caller may pause. */
export function* whyIn(analysis: Analysis, from = 0, to: number = analysis.lines.count): Generator<void, Cause[]> {
  const causes = new Causes(gateOf(analysis));
  for (const some of askedFailuresIn(analysis, from, to)) {
    for (const place of some) causes.add(place);
    yield;
  }
  return causes.ranked();
}

/** Kinds that no server decides: no session was opened. */
const UNREACHED: ReadonlySet<Kind> = new Set<Kind>(['connection-failed', 'dns-failure', 'domain-lookup']);
/** Kinds in which a session or a delivery ended and no reply says so. */
const ENDED: ReadonlySet<Kind> = new Set<Kind>(['connection-lost', 'client-gave-up', 'tls-failed', 'message-expired']);
/** Kinds in which a mail system has a fault of its own instead of refusing anything. */
const FAULTS: ReadonlySet<Kind> = new Set<Kind>(['server-fault', 'delivery-failed']);

/**
 * Whether a delivery failed without any server's refusal: nobody answered, the session was cut off, or a sending program gave up. What the
 * mail system itself decides, such as that it does not have a mailbox, is a refusal.
 */
function failed({ meaning: { kind, located }, entry }: FailurePlace): boolean {
  if (located.code !== null || located.by !== 'local' || located.status === 'rejected') return false;
  return UNREACHED.has(kind) || ENDED.has(kind) || FAULTS.has(kind) || (entry !== null && entry.status === null && entry.daemon === null);
}

/**
 * Who refused what from whom, in words: `by mx.example.net, at RCPT, for bo@example.net`. If nobody refused, where the failure happened:
 * `before a server answered, for bo@example.net`. Empty if the text shows none of it.
 */
export function whomOf(place: FailurePlace): string {
  const { meaning, step } = place;
  const { server, recipient, by } = meaning.located;
  const parts = [
    failed(place) ? wayOf(meaning) : server ? t('by {0}', label(server)) : by === 'local' ? t('by this server') : '',
    step ? t('at {0}', step) : '',
    recipient ? t('for {0}', label(visible(recipient.replace(/^<|>$/g, '')))) : '',
  ];
  return parts.filter((part) => part !== '').join(t(', '));
}

function wayOf({ kind, located: { server } }: Meaning): string {
  if (UNREACHED.has(kind)) return server ? t('before {0} answered', label(server)) : t('before a server answered');
  if (kind === 'message-expired') return t('in the queue of this server');
  if (FAULTS.has(kind) && !server) return t('on this server');
  return server ? t('in the session with {0}', label(server)) : t('without a reply');
}

const codesOf = ({ located }: Meaning): string => [located.code, located.enhanced].filter((one) => one !== null).join(' ');

/** A comfortable width in columns, which half a window shows. */
const WIDTH = 76;

/** Indented lines of a paragraph. */
const paragraph = (text: string): string[] => wrapped(text, WIDTH).map((line) => `  ${line}`);

/** `line 8`, `lines 8, 12, 19 …`: where a cause occurs, from 1. */
function linesOf({ places, count }: Cause): string {
  const lines = places.slice(0, 5).map(({ at }) => at.line + 1);
  return lines.length === 1 ? t('line {0}', lines[0]) : t('lines {0}', lines.join(', ') + (count > lines.length ? ' …' : ''));
}

/** The causes as plain text: one paragraph each, its title first. Lines count from 1. */
export function whyText(causes: readonly Cause[]): string {
  if (causes.length === 0) return `${t('No refusal and no failure was found in this text.')}\n`;
  const out: string[] = [];
  for (const cause of causes) {
    const { meaning, places, count } = cause;
    if (out.length > 0) out.push('');
    const codes = codesOf(meaning);
    out.push(`${titleOf(meaning)}${codes ? ` · ${codes}` : ''}${count > 1 ? ` · ${t('{0} times', count)}` : ''}`);
    out.push(...paragraph(causeOf(meaning)), ...paragraph(adviceOf(meaning)));
    out.push(`  ${t('Who acts')}${t(': ')}${actorOf(meaning.answer.who)}; ${retryOf(meaning.retry)}`);
    const [first] = places;
    const brokeOff = first.entry === null && meaning.located.code === null;
    out.push(
      `  ${brokeOff ? t('Cut off') : failed(first) ? t('Failed') : t('Refused')}${t(': ')}${[whomOf(first), `(${linesOf(cause)})`].filter((part) => part !== '').join(' ')}`,
    );
    const said = visible(meaning.located.text.replace(/\s+/g, ' ').trim());
    if (said !== '' && meaning.located.code !== null) out.push(...paragraph(`${t('It said')}${t(': ')}${label(said)}`));
    if (!meaning.certain) out.push(`  ${t('This is the most likely reading, not a certain one.')}`);
    if (meaning.sources.length > 0)
      out.push(...paragraph(`${t('Source')}${t(': ')}${meaning.sources.slice(0, 2).map(sourceLabel).join(', ')}`));
  }
  return `${out.join('\n')}\n`;
}

/** A cause as `why --format json` prints it, without the file. Line and column from 1, the column in UTF-16 units. */
export function whyRecord({ meaning, places, count }: Cause) {
  const { at } = places[0];
  return {
    line: at.line + 1,
    column: at.from + 1,
    code: meaning.located.code,
    enhanced: meaning.located.enhanced,
    kind: meaning.kind,
    title: titleOf(meaning),
    cause: causeOf(meaning),
    who: meaning.answer.who,
    do: adviceOf(meaning),
    retry: meaning.retry,
    certain: meaning.certain,
    sources: meaning.sources.map(sourceLabel),
    count,
  };
}
