import type { Actor, Answer, Kind, Retry } from '../knowledge/answer';
import { providers } from '../knowledge/provider-replies';
import type { Source } from '../knowledge/source';
import { t } from '../text/l10n';
import { visible } from '../text/visible';
import type { Evidence } from './evidence';
import type { Located } from './located';
import { type Basis, type Found, lookUp } from './lookup';
import { filled, type Name, namesIn, type Piece } from './names';
import { refinements } from './refinements';

/**
 * What a refusal means: one answer, shown alike by diagnostic, hint, lens, hover, outline, story, summary and every command. The texts are
 * keys of translations; `titleOf`, `causeOf` and `adviceOf` return what is shown.
 */
export interface Meaning {
  readonly kind: Kind;
  readonly answer: Answer;
  readonly names: Readonly<Record<Name, string | null>>;
  readonly retry: Retry;
  readonly basis: Basis | 'evidence';
  /** The words or the codes leave no doubt about the kind. */
  readonly certain: boolean;
  /** The text gives no cause: the answer says what such a refusal is, and who knows more. */
  readonly general: boolean;
  readonly sources: readonly Source[];
  /** What it is based on, before the evidence refined it. */
  readonly found: Found;
  readonly located: Located;
}

const NO_EVIDENCE: Evidence = {};

/**
 * What a located refusal means, or null if nothing was refused (2yz, 3yz) and the text has no sentence about a failure. Never throws;
 * reads the first 2,000 UTF-16 units of the text.
 */
export function meaningOf(located: Located, evidence: Evidence = NO_EVIDENCE): Meaning | null {
  const found = lookUp(located);
  if (!found) return null;
  const refined = refinements.find((row) => (!row.of || row.of.includes(found.answer.kind)) && row.when(evidence, located, found));
  const answer: Answer = refined ? merged(found.answer, refined) : found.answer;
  const digit = located.code === null ? Number(located.enhanced?.[0] ?? 5) : Math.floor(located.code / 100);
  return {
    kind: answer.kind,
    answer,
    names: namesIn(located),
    retry: answer.retry ?? (digit === 4 || located.status === 'deferred' ? 'hours' : 'change'),
    basis: refined ? 'evidence' : found.basis,
    certain: refined !== undefined || (!found.general && found.confidence !== 'low'),
    general: refined === undefined && found.general,
    sources: found.sources,
    found,
    located,
  };
}

function merged(answer: Answer, { of: _of, when: _when, ...change }: (typeof refinements)[number]): Answer {
  return { ...answer, ...change };
}

const spoken = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : piece.own ? `\`${piece.code}\`` : visible(piece.code))).join('');

/** Equal for meanings with the same cause: of one kind, in the same words, from one server. */
export const causeKey = ({ kind, answer, located }: Meaning): string => [kind, answer.title, located.server ?? ''].join('\n');

/** The title in two to six words, translated, safe to show. */
export const titleOf = (meaning: Meaning): string => t(meaning.answer.title);

/** The title inside a sentence: `relaying denied, no login`; names and abbreviations keep their capitals. */
export function phraseOf(meaning: Meaning): string {
  const title = titleOf(meaning);
  return /^[A-Z](?:[a-z]+\b| [a-z])/.test(title) && !properNames().has(title.split(/[\s,:]/)[0])
    ? title.charAt(0).toLowerCase() + title.slice(1)
    : title;
}

/** Names of kinds of programs, whose first word is an ordinary word. */
const GENERIC = /^(?:Content filters|Greylisting)\b/;
let names: ReadonlySet<string> | undefined;
/** First words of the names of providers and programs. */
function properNames(): ReadonlySet<string> {
  names ??= new Set([
    ...providers.filter(({ name }) => !GENERIC.test(name)).map(({ name }) => name.split(/[\s(]/)[0]),
    ...['Gmail', 'Exchange', 'Outlook', 'Sieve', 'Milter'],
  ]);
  return names;
}

/** The sentence of the cause, translated; what comes from the text has no markup and is safe to show. */
export const causeOf = (meaning: Meaning): string => spoken(causePieces(meaning));

/** The same in stretches: what comes from the text as `code`. */
export const causePieces = (meaning: Meaning): readonly Piece[] => filled(t(meaning.answer.cause), meaning.names);

/** What to do, translated, safe to show. */
export const adviceOf = (meaning: Meaning): string => spoken(advicePieces(meaning));

export const advicePieces = (meaning: Meaning): readonly Piece[] => filled(t(meaning.answer.advice), meaning.names);

/** Who has to act, translated. */
export function actorOf(who: Actor): string {
  switch (who) {
    case 'sender':
      return t('the sender');
    case 'client':
      return t('the administrator of the client');
    case 'sending-admin':
      return t('the administrator of the sending side');
    case 'receiving-admin':
      return t('the receiving server’s administrator');
    case 'recipient':
      return t('the recipient');
    case 'nobody':
      return t('no one; it goes away on its own');
  }
}

/** When it can be tried again, translated. */
export function retryOf(retry: Retry): string {
  switch (retry) {
    case 'minutes':
      return t('again after a few minutes');
    case 'hours':
      return t('again later: mail servers do this automatically');
    case 'change':
      return t('only after something was changed');
    case 'never':
      return t('not at all: it will never work');
  }
}
