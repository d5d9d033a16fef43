import type { Exchange, Session } from '../session/model';
import type { Choice } from '../session/reading/dialogue';
import type { Ledger } from '../session/reading/ledger';
import { mailData, unreadLines } from '../session/reading/mail-data';
import { statesOf } from '../session/state';
import type { Lines } from '../text/lines';
import { rules as catalogue } from './catalogue';
import { Gates } from './gates';
import type { Context, Rule } from './rule';
import type { Candidate, Finding } from './select';
import { select } from './select';
import type { JudgeSettings } from './severity';
import { severityOf } from './severity';

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
const STEP = 8;

/**
 * What is reported about a session, in the order of its lines; those count from the session's unit. Reads nothing again and keeps
 * nothing: other settings need only another judgement. `text` opens the mail data to the rules; without it they see none. A few rules
 * at a time, so that the caller may pause: the first session of all has them compiled.
 */
export function* judging(
  session: Session,
  settings: JudgeSettings,
  text?: ReadFrom,
  rules: readonly Rule[] = catalogue,
): Generator<void, Finding[]> {
  const states = statesOf(session);
  const gates = new Gates(session, states);
  const context: Context = {
    session,
    states,
    open: (gate, exchange) => gates.of(gate, exchange) === 'open',
    mailData: once((exchange) => (text ? mailData(text.lines, text.start, text.choice, exchange, session.key, text.ledger) : [])),
    unread: () => (text ? unreadLines(text.lines, text.start, text.choice, session, text.ledger) : []),
    source: (line) => text?.lines.line(text.start + line) ?? '',
    strictness: settings.strictness,
  };
  const candidates: Candidate[] = [];
  for (const [at, rule] of rules.entries()) {
    if (at % STEP === STEP - 1) yield;
    if (session.interleaved && needsOrder(rule)) continue;
    rule.check(context, (report) => {
      const severity = severityOf(rule, report, settings);
      if (severity !== 'off' && rule.gates.every((gate) => gates.of(gate, report.exchange) === 'open'))
        candidates.push({ rule, severity, report });
    });
  }
  return select(session, candidates);
}
