import { contradictionsOf } from '../../knowledge/contradictions';
import { type EnhancedCodeRow, enhancedClass, enhancedCode, enhancedSubject, type ReplyCodeRow, replyCode } from '../../knowledge/index';
import { command, level, levelSource } from '../../knowledge/levels';
import { type ProviderMatch, providerReply } from '../../knowledge/provider-replies';
import { type Confidence, cite, inForceFirst, type Source, sourceLabel, sourceUrl } from '../../knowledge/source';
import { t } from '../../text/l10n';
import { sentences } from '../../text/phrases';
import { type CustomReply, customReply } from '../custom-replies';
import { type Explanation, fill, type Inline, join, type Part, code as quoted, type Rich } from './explanation';
import { placeOf, spokenVerb } from './places';

/** A reply and where it stands. Everything of a transcript may be hostile; nothing is shown but in quotes. */
export interface ReplyQuery {
  readonly code: number | null;
  readonly enhanced: string | null;
  /** The text of all lines, joined by line ends. */
  readonly text: string;
  /** The verb or pseudo verb that it answers, in upper case; null where that is not known. */
  readonly verb: string | null;
  /** The mailbox that it is about (RCPT; LMTP's final dot). */
  readonly recipient?: string | null;
  /** Names of the server: host name, greeting, the "said by" of a log. */
  readonly hosts?: readonly string[];
  /** It stands in a log, which may name another step than the one that failed: whether it may stand there is not judged. */
  readonly fromLog?: boolean;
  /** The team's own rows. */
  readonly custom?: readonly CustomReply[];
}

/** What a reply means where it stands. Never throws; a reply that no table knows is read by its digits. */
export function explainReply(query: ReplyQuery): Explanation {
  const row = query.code === null ? undefined : replyCode(query.code);
  const enhanced = query.enhanced === null ? undefined : enhancedCode(query.enhanced);
  const custom = customReply(query.custom ?? [], query);
  const match = providerReply(query);
  const digit = query.code === null ? Number(query.enhanced?.[0] ?? 0) : Math.floor(query.code / 100);
  const sources: Source[] = [];
  const parts: Part[] = [];

  parts.push({ kind: 'paragraph', text: join(retry(query.code, digit), legality(query, sources)) });
  for (const one of query.verb !== null && query.code !== null && !query.fromLog
    ? contradictionsOf(query.verb, query.code, query.enhanced)
    : []) {
    parts.push({ kind: 'paragraph', label: t('The RFCs differ'), text: [sentences(t(one.texts), t(one.advice))] });
    sources.push(...one.sources);
  }
  if (custom?.action) parts.push({ kind: 'paragraph', label: t('What to do'), text: [custom.action] });
  if (match) parts.push(...providerParts(match, row, enhanced, digit));
  else if (digit === 4 || digit === 5) parts.push(...adviceParts(row, enhanced));
  parts.push(...remarks(query, row, enhanced, match, digit));
  if (match) sources.push(...match.row.sources);
  if (enhanced) sources.push(...enhanced.sources);
  else if (query.enhanced !== null) sources.push(...cite('3463 2'));
  if (row && query.verb === null && !enhanced) sources.push(...inForceFirst(row.sources).slice(0, 3));
  if (!row && !enhanced) sources.push(...cite('5321 4.2.1'));
  if (custom?.link) sources.unshift({ title: custom.title, url: custom.link });
  return { heading: heading(query, row, enhanced, custom), summary: summary(query, row, enhanced, match, custom, digit), parts, sources };
}

const isRefusal = (digit: number): boolean => digit === 4 || digit === 5;

function heading(
  { code, enhanced: given }: ReplyQuery,
  row: ReplyCodeRow | undefined,
  enhanced: EnhancedCodeRow | undefined,
  custom: CustomReply | null,
): Rich {
  const codes = [code, given].filter((one) => one !== null).join(' ');
  const digit = code === null ? Number(given?.[0]) : Math.floor(code / 100);
  const generic = enhanced?.code === 'X.0.0' || (enhanced !== undefined && !isRefusal(digit));
  const title = custom?.title ?? (enhanced && !(generic && row) ? t(enhanced.title) : row ? named(row) : unknownTitle(given, digit));
  return [{ strong: codes }, ` ${title}`];
}

/** The title of a code, with whose private one it is. */
const named = (row: ReplyCodeRow): string => (row.origin ? t(row.title) + t(' ({0})', t(row.origin)) : t(row.title));

function unknownTitle(enhanced: string | null, digit: number): string {
  const kind = enhancedClass(digit);
  const subject = enhanced === null ? undefined : enhancedSubject(Number(enhanced.split('.')[1]));
  if (subject && kind) return `${t(kind.title)}${t(': ')}${t(subject.title)}`;
  if (digit === 3) return t('Go on: more is wanted');
  return kind ? t(kind.title) : t('Not an SMTP reply code');
}

function summary(
  query: ReplyQuery,
  row: ReplyCodeRow | undefined,
  enhanced: EnhancedCodeRow | undefined,
  match: ProviderMatch | null,
  custom: CustomReply | null,
  digit: number,
): Rich {
  const { verb, recipient } = query;
  const place = placeOf(verb, Boolean(recipient));
  const sentence =
    digit === 4
      ? place.temporary
      : digit === 5
        ? place.permanent
        : query.code !== null && verb !== null && level(verb, query.code) !== 'impossible'
          ? place.done?.[query.code]
          : undefined;
  const subject: Inline = recipient ? quoted(recipient) : verb === null ? '' : quoted(verb);
  const happened = sentence ? fill(t(sentence), subject) : null;
  const meaning =
    enhanced && isRefusal(digit)
      ? t(enhanced.meaning)
      : row && (isRefusal(digit) || !happened)
        ? t(row.meaning)
        : enhanced && !happened
          ? t(enhanced.meaning)
          : '';
  if (custom) return join(happened, custom.meaning ? [custom.meaning] : null, match || !meaning || custom.meaning ? null : [meaning]);
  if (match?.provider.kind === 'fallback' && tellsLittle(enhanced)) return join(happened, [t(match.row.meaning)]);
  if (match && match.provider.kind !== 'fallback') {
    const says = match.known ? t('{0} means: {1}') : t('In the words of {0}: {1}');
    return join(happened, fill(says, { strong: t(match.provider.name) }, t(match.row.meaning)));
  }
  if (meaning) return join(verb === null ? null : happened, [meaning]);
  if (happened) return happened;
  return [t('No RFC and no list known here has this code; a client reads its first digit alone.')];
}

/** Enhanced codes that say no more than a class and a subject, or cover too much (X.7.1). */
const tellsLittle = (enhanced: EnhancedCodeRow | undefined): boolean => enhanced === undefined || /\.0$|^X\.7\.1$/.test(enhanced.code);

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
      if (!row) return fill(t('{0} is no command that an RFC or a known vendor defines.'), quoted(verb));
      return fill(t('Nobody lists {0} as an answer to {1}; a client reads the first digit alone ({2}).'), quoted(code), name, first);
  }
}

/** How sure a provider's reply is, as a person would say it: what the provider itself documents needs no remark. */
const seenHow = (level: Confidence): string =>
  ({ high: '', medium: t('a wording seen in the field'), low: t('a wording seen now and then') })[level];

/** ` (a wording seen in the field; source: …)`. */
function basisOf(level: Confidence, source: Parameters<typeof fill>[1] | '') {
  const seen = seenHow(level);
  if (seen && source) return fill(t(' ({0}; source: {1})'), seen, source);
  if (source) return fill(t(' (source: {0})'), source);
  return seen ? fill(t(' ({0})'), seen) : [];
}

function providerParts(
  { provider, row, known }: ProviderMatch,
  basic: ReplyCodeRow | undefined,
  enhanced: EnhancedCodeRow | undefined,
  digit: number,
): Part[] {
  const from = row.sources[0] ? sourceLink(row.sources[0]) : '';
  const basis = basisOf(row.confidence, from);
  const parts: Part[] = [];
  if (provider.kind === 'fallback') {
    if (!tellsLittle(enhanced)) parts.push({ kind: 'paragraph', label: t('By its wording'), text: [t(row.meaning)] });
    parts.push({ kind: 'paragraph', label: t('What to do'), text: [t(row.action), ...basis] });
    return parts;
  }
  parts.push({ kind: 'paragraph', label: t('What to do'), text: [t(row.action), ...basis] });
  if (!known) parts.push({ kind: 'paragraph', text: [t('The server is not known by name here; others may use the same words.')] });
  const admin = isRefusal(digit) ? (basic?.admin[0] ?? '') : '';
  if (enhanced && isRefusal(digit)) parts.push({ kind: 'paragraph', label: t('In the registry'), text: [t(enhanced.meaning)] });
  else if (admin) parts.push({ kind: 'paragraph', label: t('The server’s administrator'), text: [t(admin)] });
  return parts;
}

const phrases = (list: readonly string[]): string => list.map((one) => t(one)).join(t('; '));

function adviceParts(row: ReplyCodeRow | undefined, enhanced: EnhancedCodeRow | undefined): Part[] {
  const causes = enhanced?.causes.length ? enhanced.causes : (row?.causes ?? []);
  const sender = enhanced?.action.length ? enhanced.action : (row?.sender ?? []);
  const parts: Part[] = [];
  if (causes.length > 0) parts.push({ kind: 'paragraph', label: t('Usual causes'), text: [phrases(causes)] });
  if (sender.length > 0) parts.push({ kind: 'paragraph', label: t('What to do'), text: [phrases(sender)] });
  if (row && row.admin.length > 0 && !enhanced)
    parts.push({ kind: 'paragraph', label: t('The server’s administrator'), text: [phrases(row.admin)] });
  return parts;
}

function remarks(
  query: ReplyQuery,
  row: ReplyCodeRow | undefined,
  enhanced: EnhancedCodeRow | undefined,
  match: ProviderMatch | null,
  digit: number,
): Part[] {
  const parts: Part[] = [];
  const say = (text: Rich): void => void parts.push({ kind: 'paragraph', text });
  if (query.code !== null && query.enhanced !== null && Number(query.enhanced[0]) !== digit) {
    say(fill(t('The enhanced code has another class than {0}: the reply code counts (RFC 2034 §4).'), quoted(query.code)));
  }
  if (query.code !== null && !row && isRefusal(digit) && !match)
    say([t('No RFC and no list known here has this code; a client reads its first digit alone.')]);
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
