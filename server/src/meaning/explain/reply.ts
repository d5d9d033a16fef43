import { contradictionsOf } from '../../knowledge/contradictions';
import { type EnhancedCodeRow, enhancedClass, enhancedCode, enhancedSubject, type ReplyCodeRow, replyCode } from '../../knowledge/index';
import { command, level, levelSource } from '../../knowledge/levels';
import { type Confidence, cite, inForceFirst, type Source, sourceLabel, sourceUrl } from '../../knowledge/source';
import { t } from '../../text/l10n';
import { sentences } from '../../text/phrases';
import { type CustomReply, customReply } from '../custom-replies';
import type { Located } from '../located';
import { bare } from '../located';
import { actorOf, advicePieces, causePieces, type Meaning, meaningOf, retryOf, titleOf } from '../meaning';
import { type Explanation, fill, type Inline, join, type Part, code as quoted, type Rich } from './explanation';
import { doneSentence, spokenVerb } from './places';

/** A reply and its place. Everything from a transcript may be hostile; it is shown only in quotes. */
export interface ReplyQuery extends Partial<Omit<Located, 'code' | 'enhanced' | 'text' | 'verb'>> {
  readonly code: number | null;
  readonly enhanced: string | null;
  /** The text of all lines, joined by line ends. */
  readonly text: string;
  /** The verb or pseudo verb that it answers, in upper case; null if that is not known. */
  readonly verb: string | null;
  /** It is in a log, which may name another step than the one that failed: whether the code is legal there is not judged. */
  readonly fromLog?: boolean;
  /** The team's own rows. */
  readonly custom?: readonly CustomReply[];
  /** Its meaning with the evidence around it, if known; absent: what the reply alone means. */
  readonly meaning?: Meaning | null;
}

/** What a reply means where it is. Never throws; a reply that no table has is read by its digits. */
export function explainReply(query: ReplyQuery): Explanation {
  const row = query.code === null ? undefined : replyCode(query.code);
  const enhanced = query.enhanced === null ? undefined : enhancedCode(query.enhanced);
  const digit = query.code === null ? Number(query.enhanced?.[0] ?? 0) : Math.floor(query.code / 100);
  const custom = customReply(query.custom ?? [], query);
  const located: Located = { ...bare(query.code, query.enhanced, query.text), ...query };
  const meaning = query.meaning === undefined ? meaningOf(located) : query.meaning;
  const sources: Source[] = [];
  const parts: Part[] = [];
  if (custom?.action) parts.push({ kind: 'paragraph', label: t('What to do'), text: [custom.action] });
  if (meaning) parts.push(...meaningParts(meaning, custom !== null));
  parts.push({ kind: 'paragraph', text: join(meaning ? null : retry(query.code, digit), legality(query, sources)) });
  for (const one of query.verb !== null && query.code !== null && !query.fromLog
    ? contradictionsOf(query.verb, query.code, query.enhanced)
    : []) {
    parts.push({ kind: 'paragraph', label: t('The RFCs differ'), text: [sentences(t(one.texts), t(one.advice))] });
    sources.push(...one.sources);
  }
  if (meaning) parts.push(...registryParts(meaning, row, enhanced));
  parts.push(...remarks(query, row, enhanced, meaning, digit));
  if (meaning) sources.push(...meaning.sources);
  if (enhanced) sources.push(...enhanced.sources);
  else if (query.enhanced !== null) sources.push(...cite('3463 2'));
  if (row && query.verb === null && !enhanced) sources.push(...inForceFirst(row.sources).slice(0, 3));
  if (!row && !enhanced) sources.push(...cite('5321 4.2.1'));
  // The text of a link is its target: a row cannot promise another place.
  if (custom?.link) sources.unshift({ title: custom.link, url: custom.leads ? custom.link : undefined });
  return {
    heading: heading(query, row, enhanced, custom, meaning),
    summary: summary(query, row, enhanced, meaning, custom),
    parts,
    sources,
  };
}

const isRefusal = (digit: number): boolean => digit === 4 || digit === 5;

function heading(
  { code, enhanced: given }: ReplyQuery,
  row: ReplyCodeRow | undefined,
  enhanced: EnhancedCodeRow | undefined,
  custom: CustomReply | null,
  meaning: Meaning | null,
): Rich {
  const codes = [code, given].filter((one) => one !== null).join(' ');
  const title = custom?.title ?? (meaning ? titleOf(meaning) : row ? named(row) : enhanced ? t(enhanced.title) : unknownTitle(given, code));
  return [{ strong: codes }, ` ${title}`];
}

/** The title of a code, with the owner of a private one. */
const named = (row: ReplyCodeRow): string => (row.origin ? t(row.title) + t(' ({0})', t(row.origin)) : t(row.title));

function unknownTitle(enhanced: string | null, code: number | null): string {
  const digit = code === null ? Number(enhanced?.[0]) : Math.floor(code / 100);
  const kind = enhancedClass(digit);
  const subject = enhanced === null ? undefined : enhancedSubject(Number(enhanced.split('.')[1]));
  if (subject && kind) return `${t(kind.title)}${t(': ')}${t(subject.title)}`;
  if (digit === 3) return t('Go on: more is wanted');
  return kind ? t(kind.title) : t('Not an SMTP reply code');
}

/** The cause first; for a success, what happened. */
function summary(
  query: ReplyQuery,
  row: ReplyCodeRow | undefined,
  enhanced: EnhancedCodeRow | undefined,
  meaning: Meaning | null,
  custom: CustomReply | null,
): Rich {
  if (custom?.meaning) return [custom.meaning];
  if (meaning) return causePieces(meaning);
  const { verb, recipient, code } = query;
  const sentence =
    code !== null && verb !== null && level(verb, code) !== 'impossible' ? doneSentence(verb, code, Boolean(recipient)) : undefined;
  const subject: Inline = recipient ? quoted(recipient) : verb === null ? '' : quoted(verb);
  if (sentence) return fill(t(sentence), subject);
  const text = row ? t(row.meaning) : enhanced ? t(enhanced.meaning) : '';
  return [text || t('No RFC and no known list has this code; a client reads its first digit alone.')];
}

function retry(code: number | null, digit: number): Rich | null {
  if (code === 421) return [t('Temporary: the connection is closed; connect again later.')];
  if (digit === 4) return [t('Temporary: keep the message and try again later.')];
  if (digit === 5) return [t('Permanent: the same thing will be refused again; something must change first.')];
  return null;
}

const sourceLink = (source: Source): Inline => {
  const url = sourceUrl(source);
  return url ? { link: sourceLabel(source), url } : sourceLabel(source);
};

function legality({ code, verb, fromLog }: ReplyQuery, sources: Source[]): Rich | null {
  if (code === null) return null;
  if (verb === null) return code >= 200 && code <= 599 ? null : [t('Not an SMTP reply: the first digit must be 2, 3, 4 or 5.')];
  const found = inForceFirst(levelSource(verb, code));
  const row = command(verb);
  const name = row?.kind === 'pseudo' ? t(spokenVerb(verb)) : { code: verb };
  const first = found[0] ? sourceLink(found[0]) : '';
  const here = level(verb, code);
  if (fromLog && (here === 'theory' || here === 'impossible' || here === 'historic')) return null;
  if (here !== 'practice') sources.push(...found.slice(0, 2));
  switch (here) {
    case 'listed': {
      const note = row?.replies.find((reply) => reply.code === code)?.note;
      return join(fill(t('{0} lists {1} as an answer to {2}.'), first, quoted(code), name), note ? [`(${t(note)})`] : null);
    }
    case 'any-command':
      return fill(t('{0} may follow nearly any command ({1}).'), quoted(code), first);
    case 'historic':
      return fill(t('Only a superseded RFC lists {0} as an answer to {2} ({1}).'), quoted(code), first, name);
    case 'practice': {
      sources.push(...cite('5321 4.3.2'));
      const seen = row?.practice?.filter((reply) => reply.code === code).map((reply) => t(reply.seen));
      return fill(t('No RFC lists {0} as an answer to {1}, but servers send it: {2}.'), quoted(code), name, seen?.join(t('; ')) ?? '');
    }
    case 'impossible':
      return fill(t('This breaks the protocol: {0} cannot answer {1} ({2}).'), quoted(code), name, first);
    case 'theory':
      if (!row) return fill(t('No RFC and no known vendor defines the command {0}.'), quoted(verb));
      return fill(t('{0} is not listed as an answer to {1}; a client reads only the first digit ({2}).'), quoted(code), name, first);
  }
}

/** How certain a provider's reply is, in plain words: what the provider itself documents needs no remark. */
const seenHow = (level: Confidence): string =>
  ({ high: '', medium: t('a wording seen in the field'), low: t('a wording seen now and then') })[level];

/** ` (a wording seen in the field; source: …)`. */
function basisOf(level: Confidence, source: Parameters<typeof fill>[1] | '') {
  const seen = seenHow(level);
  if (seen && source) return fill(t(' ({0}; source: {1})'), seen, source);
  if (source) return fill(t(' (source: {0})'), source);
  return seen ? fill(t(' ({0})'), seen) : [];
}

/** What to do, who must do it, and when to try again; and who uses such words. */
function meaningParts(meaning: Meaning, own: boolean): Part[] {
  const parts: Part[] = [];
  const { found, answer, basis } = meaning;
  const from = meaning.sources[0] ? sourceLink(meaning.sources[0]) : '';
  const words = basis === 'provider' || basis === 'words';
  if (!own) {
    const remark = found && words ? basisOf(found.confidence, from) : [];
    parts.push({ kind: 'paragraph', label: t('What to do'), text: [...advicePieces(meaning), ...remark] });
  }
  // The team's own row says who has to act, if it matters.
  if (own) return parts;
  parts.push({ kind: 'paragraph', label: t('Who acts'), text: [`${actorOf(answer.who)}; ${retryOf(meaning.retry)}`] });
  const match = found?.match;
  if (match && basis === 'provider') {
    const says = match.known ? t('The wording is that of {0}.') : t('The wording is that of {0}; which server sent it is not known.');
    parts.push({ kind: 'paragraph', text: fill(says, { strong: t(match.provider.name) }) });
  }
  if (!meaning.certain && !meaning.general)
    parts.push({ kind: 'paragraph', text: [t('This is the most likely reading, not a certain one.')] });
  return parts;
}

/** What the registries say about the codes, if the words did not decide. */
function registryParts(meaning: Meaning, row: ReplyCodeRow | undefined, enhanced: EnhancedCodeRow | undefined): Part[] {
  const parts: Part[] = [];
  if (meaning.general) parts.push(...adviceParts(row, enhanced));
  if (enhanced)
    parts.push({ kind: 'paragraph', label: t('In the registry'), text: [`${t(enhanced.title)}${t(': ')}${t(enhanced.meaning)}`] });
  else if (row && !meaning.general) parts.push({ kind: 'paragraph', label: t('The reply code'), text: [t(row.meaning)] });
  return parts;
}

const phrases = (list: readonly string[]): string => list.map((one) => t(one)).join(t('; '));

/** The usual causes, if the text gives none. */
function adviceParts(row: ReplyCodeRow | undefined, enhanced: EnhancedCodeRow | undefined): Part[] {
  const causes = enhanced?.causes.length ? enhanced.causes : (row?.causes ?? []);
  const parts: Part[] = [];
  if (causes.length > 0) parts.push({ kind: 'paragraph', label: t('Usual causes'), text: [phrases(causes)] });
  if (row && row.admin.length > 0 && !enhanced)
    parts.push({ kind: 'paragraph', label: t('The server’s administrator'), text: [phrases(row.admin)] });
  return parts;
}

function remarks(
  query: ReplyQuery,
  row: ReplyCodeRow | undefined,
  enhanced: EnhancedCodeRow | undefined,
  meaning: Meaning | null,
  digit: number,
): Part[] {
  const match = meaning !== null && (meaning.basis === 'provider' || meaning.basis === 'words');
  const parts: Part[] = [];
  const say = (text: Rich): void => void parts.push({ kind: 'paragraph', text });
  if (query.code !== null && query.enhanced !== null && Number(query.enhanced[0]) !== digit) {
    say(fill(t('The enhanced code has another class than {0}: the reply code counts (RFC 2034 §4).'), quoted(query.code)));
  }
  if (query.code !== null && !row && isRefusal(digit) && !match)
    say([t('No RFC and no known list has this code; a client reads its first digit alone.')]);
  if (query.enhanced !== null && !enhanced) {
    const kind = enhancedClass(Number(query.enhanced[0]));
    const subject = enhancedSubject(Number(query.enhanced.split('.')[1]));
    if (kind && subject)
      say(fill(t('{0}: {1}, {2}; what the last number says is not registered.'), quoted(query.enhanced), t(kind.title), t(subject.title)));
  }
  if (enhanced?.deprecated) say([t('This enhanced code is deprecated.')]);
  if (enhanced?.unregistered) say([t('No registry has this enhanced code: it is the provider’s own.')]);
  if (!match && enhanced?.otherUses) {
    const uses = enhanced.otherUses.map((use) => `${use.who}${t(': ')}${t(use.meaning)}`);
    parts.push({ kind: 'paragraph', label: t('Others use it for'), text: [uses.join(t('; '))] });
  }
  if (row?.note && (query.verb === null || (query.enhanced === null && (isRefusal(digit) || query.verb === 'RCPT')))) say([t(row.note)]);
  if (row && (row.status === 'nonstandard' || row.status === 'registered') && level(query.verb ?? '', row.code) !== 'listed') {
    say([
      row.status === 'registered'
        ? t('Only the registry of enhanced codes names this code; no RFC defines it.')
        : t('No RFC defines this code.'),
    ]);
  }
  return parts;
}
