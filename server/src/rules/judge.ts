import { prepared } from '../meaning/lookup';
import type { Exchange, Session } from '../session/model';
import { failuresOf } from '../session/outcome/refusals';
import type { Choice } from '../session/reading/dialogue';
import type { Ledger } from '../session/reading/ledger';
import { type DataLine, mailData, unreadLines } from '../session/reading/mail-data';
import type { State } from '../session/state';
import { statesOf } from '../session/state';
import type { Lines } from '../text/lines';
import { rules as catalogue } from './catalogue';
import { Gates, shutGates } from './gates';
import type { Context, Report, Rule } from './rule';
import type { Candidate, Finding } from './select';
import { select } from './select';
import { Subscribers, subjectsOf } from './session-subjects';
import type { JudgeSettings } from './severity';
import { isMute, severityOf } from './severity';

export type { Finding } from './select';
export type { JudgeSettings } from './severity';

/** Where a session was read, for the rules that look at its mail data. */
export interface ReadFrom {
  readonly lines: Lines;
  /** Line of the text at which the session's unit begins. */
  readonly start: number;
  readonly choice: Choice;
  readonly ledger?: Ledger;
}

export const STANDARD: JudgeSettings = { strictness: 'standard', severities: {} };

/** Without a key, interleaved sessions cannot be told apart: which reply answers which command is not known. */
const needsOrder = (rule: Rule): boolean =>
  rule.id !== 'sessions-interleaved' && rule.group !== 'security' && rule.group !== 'command-syntax' && rule.group !== 'style';

/** Remembers what was made for each exchange: several rules look at the same mail data. */
function once<T>(make: (exchange: Exchange) => T): (exchange: Exchange) => T {
  const made = new Map<Exchange, T>();
  return (exchange) => {
    let value = made.get(exchange);
    if (value === undefined) {
      value = make(exchange);
      made.set(exchange, value);
    }
    return value;
  };
}

/** Rules between two pauses. */
const STEP = 2;

/** What rules are told about a session. `text`: see `judging`. */
export function contextOf(session: Session, states: readonly State[], gates: Gates, settings: JudgeSettings, text?: ReadFrom): Context {
  let unread: readonly DataLine[] | undefined;
  return {
    session,
    states,
    open: (gate, exchange) => gates.of(gate, exchange) === 'open',
    mailData: once((exchange) => (text ? mailData(text.lines, text.start, text.choice, exchange, session.key, text.ledger) : [])),
    unread: () => {
      unread ??= text ? unreadLines(text.lines, text.start, text.choice, session, text.ledger) : [];
      return unread;
    },
    source: (line) => text?.lines.line(text.start + line) ?? '',
    strictness: settings.strictness,
  };
}

/** By settings: the rules whose findings anyone is shown. */
const heard = new WeakMap<JudgeSettings, Subscribers<Rule>>();

/** The rules that may have something to say about a session, of those whose findings are shown. Most have not: they are not called. */
export function rulesFor(session: Session, settings: JudgeSettings): readonly Rule[] {
  let rules = heard.get(settings);
  if (!rules) {
    rules = new Subscribers(catalogue.filter((rule) => !isMute(rule, settings)));
    heard.set(settings, rules);
  }
  const asked = rules.of(subjectsOf(session), shutGates(session));
  return session.interleaved ? asked.filter((rule) => !needsOrder(rule)) : asked;
}

/**
 * What is reported about a session, in the order of its lines; those count from the session's unit. Reads nothing again and keeps
 * nothing: other settings need only another judgement. `text` opens the mail data to the rules; without it they see none. A few rules
 * at a time, so that the caller may pause: the first session of all has them compiled.
 */
export function* judging(session: Session, settings: JudgeSettings, text?: ReadFrom): Generator<void, Finding[]> {
  if (failuresOf(session).length > 0) yield* prepared();
  const rules = rulesFor(session, settings);
  yield;
  const states = statesOf(session);
  yield;
  const gates = new Gates(session, states);
  const context = contextOf(session, states, gates, settings, text);
  const candidates: Candidate[] = [];
  let rule: Rule;
  const report = (found: Report): void => {
    const severity = severityOf(rule, found, settings);
    if (severity !== 'off' && rule.gates.every((gate) => gates.of(gate, found.exchange) === 'open'))
      candidates.push({ rule, severity, report: found });
  };
  let at = 0;
  for (rule of rules) {
    rule.check(context, report);
    if (++at % STEP === 0) yield;
  }
  yield;
  return select(session, candidates);
}
