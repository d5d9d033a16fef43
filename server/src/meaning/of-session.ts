import { isGuessedGreeting } from '../session/guessed';
import type { Exchange, Reply, Session } from '../session/model';
import { spokenName } from '../session/model';
import { outcomeOf } from '../session/outcome/outcome';
import { failuresOf } from '../session/outcome/refusals';
import { type State, statesOf } from '../session/state';
import { t } from '../text/l10n';
import { brokenMeaning } from './broken';
import { evidenceInSession } from './evidence';
import { locatedInSession } from './located';
import { type Meaning, meaningOf, phraseOf } from './meaning';

const states = new WeakMap<Session, readonly State[]>();
const meanings = new WeakMap<Reply, Meaning | null>();

function statesBefore(session: Session): readonly State[] {
  let known = states.get(session);
  if (!known) {
    known = statesOf(session);
    states.set(session, known);
  }
  return known;
}

/**
 * What a reply of a session means, with the evidence before it; null if it is not a refusal. `exchange` null: no command waits for it.
 * Computed once per reply.
 */
export function replyMeaning(session: Session, exchange: Exchange | null, reply: Reply): Meaning | null {
  if (reply.code < 400) return null;
  const known = meanings.get(reply);
  if (known !== undefined) return known;
  const placed = exchange && exchange.index >= 0 ? exchange : null;
  const evidence = placed ? evidenceInSession(session, { exchange: placed }, statesBefore(session)[placed.index]) : {};
  const meaning = meaningOf(locatedInSession(session, placed, reply), evidence);
  meanings.set(reply, meaning);
  return meaning;
}

/** What decided how a session ended: the first refusal that nothing made good, and what it means. */
function decisiveMeaning(session: Session): Meaning | null {
  const [first] = failuresOf(session);
  return first ? replyMeaning(session, first.exchange, first.reply) : null;
}

/** One line for people: `refused: relaying denied, no login · 554 5.7.1 at RCPT`, `delivered to 2 of 3 · …`, `connection lost at MAIL`. */
export function verdict(session: Session): string {
  const { accepted, named, delivered, decisive, reply } = outcomeOf(session);
  const parts: string[] = [];
  if (delivered > 0) parts.push(named > 0 ? t('delivered to {0} of {1}', accepted, named) : t('delivered'));
  if (reply) {
    const meaning = decisiveMeaning(session);
    const why = meaning ? phraseOf(meaning) : null;
    if (meaning && why) {
      // A title that says so itself needs no such word before it: `greylisted: try again later`.
      if (/^(?:deferred|refused|greylisted)\b/i.test(meaning.answer.title)) parts.push(why);
      else parts.push(reply.code < 500 ? t('deferred: {0}', why) : t('refused: {0}', why));
    }
    const code = reply.enhanced ? `${reply.code} ${reply.enhanced}` : String(reply.code);
    if (!decisive) parts.push(t('{0}, closed by the server', code));
    else parts.push(isGuessedGreeting(session, decisive) ? code : t('{0} at {1}', code, spokenName(decisive)));
  } else parts.push(...brokenPart(session));
  if (parts.length === 0) parts.push(session.exchanges.length === 0 ? t('nothing was said') : t('no message was sent'));
  return parts.join(' · ');
}

function brokenPart(session: Session): string[] {
  const found = brokenMeaning(session, statesBefore(session));
  if (!found) return [];
  const { broken, meaning, telling } = found;
  const cause = telling ? phraseOf(meaning) : null;
  const at = broken.exchange ? spokenName(broken.exchange) : t('the beginning');
  switch (broken.why) {
    case 'lost':
      return [cause ? t('connection lost at {0}: {1}', at, cause) : t('connection lost at {0}', at)];
    case 'timeout':
      return [cause ? t('timed out at {0}: {1}', at, cause) : t('timed out at {0}', at)];
    case 'tls':
      return [cause ? t('TLS failed: {0}', cause) : t('TLS failed')];
    case 'missing':
      return [cause ? t('gave up after {0}: {1}', at, cause) : t('gave up after {0}', at)];
  }
}
