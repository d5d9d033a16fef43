import type { Answer } from '../knowledge/answer';
import { type CodeAnswer, codeAnswers } from '../knowledge/code-answers';
import { type EnhancedAnswer, enhancedAnswers } from '../knowledge/enhanced-answers';
import { fitsEnhanced } from '../knowledge/enhanced-pattern';
import { failure, failureIn } from '../knowledge/failures';
import { enhancedCode } from '../knowledge/index';
import { OWN_WORDS } from '../knowledge/own-words';
import { codesOf, type ProviderMatch, plainText, providerReply } from '../knowledge/provider-replies';
import { type Confidence, cite, type Source } from '../knowledge/source';
import { asksTheSame } from '../knowledge/steps';
import { type Wording, wordingsIn } from '../knowledge/wordings';
import { bare, type Located } from './located';
import { blamesTheOther, hasOwnWords, saysMoreThanForm, withoutLinks } from './named';

/** Where an answer comes from, the most certain first. */
export type Basis = 'provider' | 'words' | 'sentence' | 'enhanced' | 'code';

export interface Found {
  readonly answer: Answer;
  readonly basis: Basis;
  /** The cause is open: the codes alone do not give it. */
  readonly general: boolean;
  readonly confidence: Confidence;
  readonly sources: readonly Source[];
  readonly match: ProviderMatch | null;
}

/** Whether words about `of` can be an answer to `verb`. */
const fitsPlace = (of: readonly string[] | undefined, verb: string | null, sure: boolean): boolean =>
  of === undefined || (verb === null ? !sure : of.some((one) => asksTheSame(one, verb)));

/** The tables of codes name every verb that they are about: 502 to EHLO means something other than 502 to HELO. */
const isAbout = (of: readonly string[] | undefined, verb: string | null): boolean =>
  of === undefined || (verb !== null && of.includes(verb));

const digitOf = ({ code, enhanced }: Pick<Located, 'code' | 'enhanced'>): number =>
  code === null ? Number(enhanced?.[0] ?? 0) : Math.floor(code / 100);

/** The first row of words shared by all servers that matches a refusal's text; null if none does. */
export function wordingFor(located: Located): Wording | null {
  const text = plainText(located.code, located.enhanced, located.text);
  const digit = digitOf(located);
  // A code about the sender's address (RFC 3463 §3.2): words about an address that do not say whose mean that one.
  const ofSender = /^[45]\.1\.[78]$/.test(located.enhanced ?? '') && !/recipient|rcpt|user/i.test(text);
  const fits = (row: Wording): boolean =>
    // Without a reply code the class of the enhanced one decides.
    (row.code === undefined ||
      codesFit(row.code, located.code ?? digit * 100) ||
      (located.code === null && codesFit(row.code, digit * 100 + 50))) &&
    (row.enhanced === undefined || (located.enhanced !== null && fitsEnhanced(row.enhanced, located.enhanced))) &&
    !(row.kind === 'mailbox-unknown' && ofSender) &&
    !blamesTheOther(row, text) &&
    fitsPlace(row.of, located.verb, row.sure === true);
  const said = withoutLinks(text);
  for (const row of wordingsIn(text, fits)) if (said === text || row.kind !== 'content-rejected' || row.said.test(said)) return row;
  return null;
}

/**
 * The answer to a refusal. The one order in which knowledge wins: the words of a provider or program that is known to speak, or whose words
 * nobody else says; words that all servers share; an enhanced code that only one provider uses; the enhanced code at its phase; the reply
 * code at its phase. Where a code leaves the cause open and the next does not, the next decides. Null for what refuses nothing.
 */
export function lookUp(located: Located): Found | null {
  const plain = { ...located, text: alikeText(located) };
  const { code, enhanced, verb, by, status, reason, hosts, text } = plain;
  const key = [code, enhanced, verb, by, status, reason, ...hosts, text].join('\n');
  let answer = known.get(key);
  if (answer === undefined) {
    answer = look(plain);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, answer);
  }
  return answer;
}

/** What the first answer needs takes longer than any later one: makes it ready, with pauses. */
export function* prepared(): Generator<void, void> {
  if (known.size > 0) return;
  wordingsIn('').next();
  yield;
  providerReply(bare(550, null, ''));
  yield;
}

/** How many answers are cached: a log says the same again and again. */
const MOST_KNOWN = 2000;
const known = new Map<string, Found | null>();

/**
 * The text without what varies between messages and says nothing about the cause: addresses and host names in angle brackets (whose
 * domains must not make a stranger's server a known provider's), IPv4 addresses, and the host that the writer itself could not reach.
 * Loopback addresses are kept: they are answers of block lists.
 */
function alikeText({ text, reason, code }: Located): string {
  const alike = text
    .slice(0, 4000)
    .replace(/\\(?=['"])/g, '')
    .replace(/<[^<>\s@]{1,64}@[^<>\s@]{1,255}>/g, '<a@b.example>')
    .replace(/<[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}>/g, '<b.example>')
    .replace(/(?<![\d.])(?!127\.)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g, '192.0.2.1');
  return code === null && reason !== null ? alike.replace(/ (to|with) [\w.-]{1,255}\[192\.0\.2\.1\]/, ' $1 b.example[192.0.2.1]') : alike;
}

/** What the codes and the whole text mean; where they leave the cause open, what the words behind a frame mean. */
function look(located: Located): Found | null {
  const repeated = QUOTED.exec(located.text)?.[1].replace(/\b503-/g, ' ');
  const said = repeated === undefined ? null : ofWhole({ ...located, code: 550, enhanced: null, verb: 'RCPT', text: repeated });
  if (told(said)) return said;
  const probe = PROBED.exec(located.text);
  const failed = probe ? failureIn(probe[1]) : undefined;
  if (failed && !failed.vague) return found(failed, 'sentence', false, 'high', failed.sources);
  const whole = ofWhole(located);
  // A queue that gave up tells what the last try came to.
  const last = whole?.general || whole?.answer.kind === 'message-expired' ? CARRIED.exec(located.text) : null;
  const tried = last && ofWhole({ ...located, code: Number(last[1]), enhanced: last[2] ?? null, text: last[3] });
  if (tried && !tried.general) return tried;
  // A rule that is not named is no cause yet.
  if (whole && !whole.general && whole.answer.kind !== 'policy') return whole;
  const frame = FRAME.exec(located.text);
  const inner = frame && ofWhole({ ...located, text: located.text.slice(frame[0].length) });
  return told(inner) && inner?.answer.kind !== 'policy' ? inner : whole;
}

const told = (found: Found | null): found is Found =>
  found !== null && !found.general && (found.basis === 'provider' || found.basis === 'words');

/** What became of the delivery with which Postfix tried whether an address exists, if it did not come to a reply. */
const PROBED = /\bunverified address: ((?!host |[Aa]ddress verification|.{0,200}\bsaid: ).{5,400})/;

/** The last reply that a server was given, as Exchange quotes it: `Message expired -> 451 4.4.0 … responded with: "421 4.4.2 …"`. */
const CARRIED =
  /(?:-> |\bresponded with: ?["“]?)([45]\d\d)[ -](?:([45]\.\d{1,3}\.\d{1,3}) )?((?:(?!-> [45]\d\d|responded with:).){3,500})$/is;

/** Exim repeats at DATA why it refused the recipients. */
const QUOTED = /^All RCPT commands were rejected with this error:\s((?:(?!Valid RCPT command)[\s\S]){1,1000})/;

/** Words of RFC 5321 or of habit that say that something is refused, before the words that say why: `Requested action not taken: User hangup`. */
const FRAME =
  /^(?:<[^<>\s]{1,320}>:? )?(?:(?:requested )?(?:mail )?action (?:not taken|aborted)|(?:\w+ ){0,3}(?:rejected|refused|denied|failed|aborted|unavailable|blocked|not accepted|error|sorry|prohibition|violation|reasons?))\s?(?:[:;,]|-{1,3}) ?(?=\S{3})/i;

function ofWhole(located: Located): Found | null {
  const digit = digitOf(located);
  if (located.code === null && located.enhanced === null)
    return sentenceOf(located) ?? ownWords(located) ?? providerWords(located) ?? unexplained(located);
  if (digit !== 4 && digit !== 5 && !(located.code !== null && located.code >= 600)) return null;
  // A verdict without a reply (`dsn=4.4.1 … (connect to mx: Connection timed out)`): the writer's own words say more than its code.
  const told = located.code === null && located.by === 'local' ? sentenceOf(located) : null;
  if (told) return told;
  const match = providerReply(located);
  if (match?.row.text) return ofProvider(match);
  const own = located.enhanced !== null && match !== null && !registered(located.enhanced);
  if (match && own) return ofProvider(match);
  const wording = wordingFor(located);
  const text = plainText(located.code, located.enhanced, located.text);
  const byCode = codeAnswers.find((row) => codesFit(row.code, located.code) && isAbout(row.of, located.verb));
  // "Access denied" names no cause: a code that does says more.
  const outdone = wording?.kind === 'policy' && byCode?.general !== true && SPEAKING.has(located.code ?? 0);
  // "Not allowed" is no cause either, if more words follow that are not understood.
  const open = wording?.kind === 'policy' && hasOwnWords(text.replace(wording.said, ' '), wording);
  if (wording && wording.kind !== 'other' && !outdone && !open) return found(wording, 'words', false, wording.confidence, wording.sources);
  if (match?.known) return ofProvider(match);
  const sentence = located.by === 'local' || located.reason !== null ? sentenceOf(located) : null;
  if (sentence) return sentence;
  const byEnhanced =
    located.enhanced === null || isOutdone(located)
      ? undefined
      : enhancedAnswers.find((row) => fitsEnhanced(row.enhanced, located.enhanced ?? '') && isAbout(row.of, located.verb));
  const tells = (row: CodeAnswer | EnhancedAnswer): boolean => row.general !== true && !saysMoreThanForm(row, text, located.verb);
  if (byEnhanced && tells(byEnhanced)) return found(byEnhanced, 'enhanced', false, 'high', sourcesOf(located));
  if (byCode && tells(byCode) && located.code !== null) return found(byCode, 'code', false, 'high', sourcesOf(located));
  if (wording && !hasOwnWords(text.replace(wording.said, ' '), wording))
    return found(wording, 'words', true, wording.confidence, wording.sources);
  const last =
    located.code === null ? (byEnhanced ?? byCode) : byEnhanced && byEnhanced.kind !== 'other' ? byEnhanced : (byCode ?? byEnhanced);
  if (!last) return null;
  const basis = last === byCode ? 'code' : 'enhanced';
  // What a code often means is no answer where the words name a reason that is only not understood here.
  const answer =
    (last.kind !== 'policy' && hasOwnWords(text, last)) || saysMoreThanForm(last, text, located.verb)
      ? OWN_WORDS[digit === 4 ? 'deferred' : 'refused']
      : last;
  return found(answer, basis, true, 'high', sourcesOf(located));
}

/** Codes with one meaning (RFC 4954 §6). */
const SPEAKING: ReadonlySet<number> = new Set([530, 534, 535, 538]);

/** A 503 says that the order is wrong; servers add 5.5.2 (syntax error) to it out of habit. */
const isOutdone = ({ code, enhanced }: Located): boolean => code === 503 && /^5\.5\.2$/.test(enhanced ?? '');

const codeSets = new Map<string, ReadonlySet<number>>();
function codesFit(pattern: string, code: number | null): boolean {
  let set = codeSets.get(pattern);
  if (!set) {
    set = new Set(codesOf(pattern));
    codeSets.set(pattern, set);
  }
  return code !== null && set.has(code);
}

/** Whether a code is registered, and may be anyone's; one from a private range has its provider's meaning. */
const registered = (code: string): boolean => {
  const row = enhancedCode(code);
  return row !== undefined && !row.unregistered;
};

const found = (answer: Answer, basis: Basis, general: boolean, confidence: Confidence, sources: readonly Source[]): Found => ({
  answer,
  basis,
  general: general || answer.kind === 'other',
  confidence,
  sources,
  match: null,
});

const ofProvider = (match: ProviderMatch): Found => ({
  ...found(match.row, 'provider', false, match.row.confidence, match.row.sources),
  match,
});

function sourcesOf({ code, enhanced }: Located): readonly Source[] {
  const row = enhanced === null ? undefined : enhancedCode(enhanced);
  return row ? row.sources : code !== null && LISTED.has(code) ? cite('5321 4.2.3', '5321 4.3.2') : cite('5321 4.2.1');
}

/** Refusals that RFC 5321 lists by their numbers and, in its next section, by the commands that they answer. */
const LISTED: ReadonlySet<number> = new Set([421, 450, 451, 452, 455, 500, 501, 502, 503, 504, 550, 551, 552, 553, 554, 555]);

/** What a mail system says about its own refusal, in the words that it would send to the client: what follows its `rejected RCPT <…>: `. */
function ownWords(located: Located): Found | null {
  const { status, text } = located;
  if (status === null || status === 'sent') return null;
  const at = text.indexOf(': ');
  const code = status === 'deferred' ? 450 : 550;
  const wording = (at < 0 ? null : wordingFor({ ...located, code, text: text.slice(at + 2) })) ?? wordingFor({ ...located, code, text });
  return wording && wording.kind !== 'other' ? found(wording, 'words', false, wording.confidence, wording.sources) : null;
}

/** The same in words that only one provider has, quoted without their code. */
function providerWords(located: Located): Found | null {
  if (located.status !== 'deferred' && located.status !== 'rejected') return null;
  const digit = located.status === 'deferred' ? 4 : 5;
  for (const enhanced of [null, `${digit}.7.1`]) {
    const match = providerReply({ ...located, code: digit * 100 + 50, enhanced });
    if (match?.row.text) return ofProvider(match);
  }
  return null;
}

/** What a mail system decided without giving a reason: the answer to a bare 4yz or 5yz at that step. */
function unexplained({ status, verb, text }: Located): Found | null {
  if (status === null || status === 'sent') return null;
  const code = status === 'deferred' || /\btemporarily rejected\b/.test(text) ? '4xx' : '5xx';
  const row = codeAnswers.find((one) => one.code === code && isAbout(one.of, verb));
  return row ? found(row, 'code', true, 'high', cite('5321 4.2.1')) : null;
}

/** What a mail system or a client says in its own words. */
function sentenceOf(located: Located): Found | null {
  const row =
    (located.text === '' ? undefined : failureIn(located.text)) ?? (located.reason === null ? undefined : failure(located.reason));
  return row ? found(row, 'sentence', false, 'high', row.sources) : null;
}
