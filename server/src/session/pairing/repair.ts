import { isHello } from '../../syntax/verb';
import type { Reply, StrayReply } from '../model';
import { betterPairing } from './alignment';
import { acknowledges, ehloShaped, fit, isUnheardOf, misnamed, namedBy } from './compatibility';
import type { Draft } from './draft';

/**
 * Repairs the pairing where counting is contradicted: a bounded alignment of the commands and the replies of a session. Counting is right
 * in nearly every session and stays untouched there; this runs only on a contradiction, in time linear in the session.
 */

type Loose = StrayReply;

/** The verbs whose reply is unlike any other: where such a reply comes, counting starts afresh. */
function anchorVerb(reply: Reply): RegExp | null {
  if (reply.code === 354) return /^DATA$/;
  if (reply.code === 334 || reply.code === 235) return /^(?:AUTH|auth)$/;
  if (reply.code === 221) return /^QUIT$/;
  if (ehloShaped(reply)) return /^(?:EHLO|LHLO|HELO)$/;
  return null;
}

/**
 * Index of the exchange that a reply answers: the oldest that is owed one (`head`), or, if the oldest can never get such a reply, a later
 * one that it certainly belongs to. The replies to those in between are missing from the text.
 */
export function answeredBy(drafts: readonly Draft[], head: number, reply: Reply): number {
  const oldest = drafts[head];
  if (!oldest?.command || oldest.command.masked) return head;
  const named = namedBy(reply);
  const verb = anchorVerb(reply) ?? named;
  if (!verb || verb.test(oldest.command.verb)) return head;
  if (verb !== named && !ehloShaped(reply) && fit(oldest, reply) !== 'impossible') return head;
  for (let i = head + 1; i < drafts.length; i++) if (verb.test(drafts[i].command?.verb ?? '') && drafts[i].replies.length === 0) return i;
  return head;
}

/** Whether two replies say the same, word for word: one that was printed twice, or a server that repeats itself. */
export const sameWords = (a: Reply, b: Reply): boolean =>
  a.lines.length === b.lines.length && a.lines.every((line, i) => line.piece.text === b.lines[i].piece.text);

/** Whether the reply asks for what only another command leads to: the message, or the next step of AUTH. */
export function asksForMore(draft: Draft, reply: Reply): boolean {
  const verb = draft.command?.verb ?? '';
  return (reply.code === 354 && verb !== 'DATA') || (reply.code === 334 && !/^auth$/i.test(verb));
}

/** Which command a reply without a command must have answered; null if it could have answered any. */
function tells(reply: Reply): RegExp | null {
  const said = reply.lines[0].piece.text;
  if (reply.code === 535 || reply.code === 334 || reply.code === 235) return /^auth$/i;
  if (reply.code === 354) return /^DATA$/;
  if (reply.code === 221) return /^QUIT$/;
  if (/^250 2\.1\.0\b|^[45]\d\d [45]\.1\.[78]\b|^250\b.{0,80}\bsender\b/i.test(said)) return /^MAIL$/;
  if (/^25[01] 2\.1\.5\b|^[45]\d\d [45]\.1\.[1-6]\b|^250\b.{0,80}\brecipient\b/i.test(said)) return /^RCPT$/;
  if (acknowledges(reply)) return /^data$/;
  if (/^250\b.{0,40}\b(?:reset|flushed)\b/i.test(said)) return /^RSET$/;
  return ehloShaped(reply) ? /^(?:EHLO|LHLO|HELO)$/ : null;
}

/** Whether a reply without a command certainly answers one that the text does not show, and not `before` again. */
export function commandIsHidden(before: Draft, reply: Reply): boolean {
  const verb = tells(reply);
  return verb !== null && !verb.test(before.command ? before.command.verb : before.kind);
}

/** Whether counting is contradicted: by a reply that its command can never get, or by replies or commands left over. */
function contradicted(drafts: readonly Draft[], loose: readonly Loose[]): boolean {
  if (drafts.some((draft, index) => index > 0 && draft.command === null && draft.kind === 'command')) return true;
  if (loose.some((each) => !each.duplicate && each.reply.code !== 421)) return true;
  // If the last command is not answered and those before it are only late, one reply may be missing far above.
  const last = drafts[drafts.length - 1];
  if (last && last.replies.length < last.owed && drafts[drafts.length - 2]?.pipelined && drafts[drafts.length - 2].replies.length > 0)
    return true;
  let unanswered = false;
  for (const draft of drafts) {
    if (draft.replies.length < draft.owed) unanswered = true;
    else if (unanswered && draft.owed > 0) return true;
    if (draft.command && !draft.command.masked && draft.replies.some((reply) => fit(draft, reply) === 'impossible')) return true;
  }
  return false;
}

/** The repaired drafts: hidden commands may have been inserted. */
export interface Mended {
  /** The given array itself if nothing was inserted. */
  readonly drafts: readonly Draft[];
  /** `after` is an index into the given array. */
  readonly strays: readonly StrayReply[];
  /** A 221 was found to answer a QUIT that is not shown. */
  readonly quits: boolean;
}

/**
 * Pairs commands and replies again where counting is contradicted and another pairing is better by a clear margin. Replies move between
 * the given drafts, and those that the repair touched are marked `degraded`. `gaps`: drafts before which the text leaves out lines.
 */
export function mend(drafts: readonly Draft[], strays: readonly StrayReply[], gaps: ReadonlySet<number>): Mended {
  if (!contradicted(drafts, strays)) return { drafts, strays, quits: false };
  return withoutEcho(withHidden(drafts, realign(drafts, strays, gaps)));
}

/**
 * Marks the groups of pipelined commands whose number of replies does not match: which of several equal replies is missing, or is one
 * too many, cannot be known. `over`: no more lines follow.
 */
export function doubtUneven(drafts: readonly Draft[], strays: readonly StrayReply[], over: boolean): void {
  const uneven = new Set<number>();
  for (const { after } of strays) uneven.add(after);
  let more = over;
  for (let i = drafts.length - 1; i >= 0; i--) {
    const { replies, owed, command } = drafts[i];
    // Where several replies are owed (LMTP, PRDR), a missing one is a fault of the server or of the text: another rule reports it.
    if (owed === 1 && replies.length < owed && more && command?.verb !== 'QUIT') uneven.add(i);
    more = more || replies.length > 0;
  }
  for (let from = 0, to = 0; from < drafts.length; from = ++to) {
    while (drafts[to].pipelined && to + 1 < drafts.length) to++;
    const group = drafts.slice(from, to + 1);
    if (to > from ? group.some((_, i) => uneven.has(from + i)) || shifted(group) : odd(group[0], uneven.has(from)))
      for (const draft of group) draft.degraded = true;
  }
}

/** The server closed because the client did not wait: the rest gets no reply. */
const OUT_OF_STEP = /synchroni[sz]ation|pipelin/i;

/** Whether the only reply to a command belongs to another: there is one too many, or no server gives such a reply to it. */
const odd = (draft: Draft, surplus: boolean): boolean =>
  draft.command !== null && draft.replies.some((reply) => isUnheardOf(draft, reply) || (surplus && misnamed(draft, reply)));

/**
 * Whether the replies to pipelined commands may belong to later ones: their words name others, or there are too few and they fit just as
 * well if the first ones are missing instead of the last.
 */
function shifted(group: readonly Draft[]): boolean {
  if (group.some((draft) => draft.replies.some((reply) => misnamed(draft, reply)))) return true;
  const told = group.findIndex(({ replies, owed }) => replies.length < owed);
  const missing = told < 0 ? 0 : group.length - told;
  // One command at the end waits for its reply as long as nothing more is shown; a QUIT often gets none.
  if (told < 1 || group[told - 1].replies.some((reply) => OUT_OF_STEP.test(reply.lines[0]?.piece.text ?? ''))) return false;
  if (group.some(({ replies, owed }, i) => i >= told && (replies.length > 0 || owed !== 1))) return false;
  if (missing > 1) return true;
  const cost = (by: number): number => group.slice(0, told).reduce((sum, { replies }, i) => sum + COST[fit(group[i + by], replies[0])], 0);
  return cost(missing) <= cost(0);
}

const COST = { strong: 0, ok: 1, odd: 2, impossible: 20 } as const;

/** The second of two equal replies with which an excerpt begins answers nothing. */
function withoutEcho(mended: Mended): Mended {
  if (!beginsTwice(mended.drafts)) return mended;
  const [first, echo, ...rest] = mended.drafts;
  return { ...mended, drafts: [first, ...rest], strays: [{ reply: echo.replies[0], after: 0, duplicate: true }, ...mended.strays] };
}

/**
 * An excerpt begins with two equal replies before its first command. Replies to several recipients look alike too, and are not taken
 * for one that was printed twice.
 */
function beginsTwice([first, again, next]: readonly Draft[]): boolean {
  const hidden = (draft: Draft | undefined): draft is Draft =>
    draft?.kind === 'command' && draft.command === null && draft.replies.length === 1;
  if (!hidden(first) || !hidden(again) || !next?.command || next.kind !== 'command') return false;
  return sameWords(first.replies[0], again.replies[0]) && !first.replies[0].enhanced?.startsWith('2.1.') && first.replies[0].code < 300;
}

function realign(drafts: readonly Draft[], loose: readonly Loose[], gaps: ReadonlySet<number>): readonly Loose[] {
  const isShown = (draft: Draft): boolean => draft.command !== null || draft.kind === 'greeting';
  const shown = drafts.filter(isShown);
  const hiddenBy = new Map(
    drafts.filter((draft) => !isShown(draft)).flatMap((draft) => draft.replies.map((reply) => [reply, draft] as const)),
  );
  const indexOf = new Map(drafts.map((draft, index) => [draft, index]));
  const pairing = betterPairing(shown, loose, [...hiddenBy.keys()], (draft) => gaps.has(indexOf.get(draft) ?? -1));
  if (!pairing) return loose;
  const before = new Map<Draft, readonly Reply[]>(shown.map((draft) => [draft, draft.replies]));
  for (const draft of shown) draft.replies = [];
  const left: Loose[] = [];
  const looseBy = new Map(loose.map((each) => [each.reply, each]));
  for (const { reply, draft } of pairing) {
    const hidden = hiddenBy.get(reply);
    if (draft) {
      draft.replies.push(reply);
      if (hidden) hidden.replies = [];
    } else if (!hidden) left.push(looseBy.get(reply) ?? { reply, duplicate: false, after: lastBefore(drafts, reply) });
  }
  for (const [draft, was] of before)
    if (was.length !== draft.replies.length || was.some((reply, i) => reply !== draft.replies[i])) draft.degraded = true;
  return left;
}

/** The draft that had begun last before a reply; their lines ascend. */
function lastBefore(drafts: readonly Draft[], reply: Reply): number {
  const { line } = reply.lines[0];
  const begun = (at: number): number => drafts[at].command?.line ?? drafts[at].replies[0]?.lines[0].line ?? -1;
  let low = -1;
  let high = drafts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (begun(middle) < line) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** After a 354 to a RCPT a client quits only if the message that was sent is not shown. */
const quitsNext = (draft: Draft | undefined): boolean => draft?.command?.verb === 'QUIT' && draft.replies[0]?.code === 221;

/**
 * Replies that their command can never get, but that make sense if a command between the two is missing: then its reply is missing, and
 * that command. A 221 at the very end answers a QUIT, a 235 an AUTH, a 354 before the reply that a message is queued a DATA, and a
 * reply about a sender after a hello a MAIL.
 */
function withHidden(drafts: readonly Draft[], strays: readonly StrayReply[]): Mended {
  const last = drafts.length - 1 - [...drafts].reverse().findIndex((draft) => draft.replies.length > 0);
  let quits = false;
  let changed = false;
  const mended = drafts.flatMap((draft, index) => {
    const reply = draft.replies[0];
    if (!draft.command && draft.kind !== 'greeting' && !reply) {
      // Its reply was found to answer a command that is shown.
      changed = true;
      return [];
    }
    if (!draft.command || draft.owed !== 1 || !reply || fit(draft, reply) !== 'impossible') return [draft];
    const ends = reply.code === 221 && index === last && index === drafts.length - 1;
    const asks =
      reply.code === 354 &&
      ((draft.command.verb === 'RCPT' && quitsNext(drafts[index + 1])) ||
        (drafts[index + 1]?.command === null && drafts[index + 1].replies.some(acknowledges)));
    const ofTransaction = isHello(draft.command.verb) && reply.enhanced?.startsWith('2.1.');
    if (!ends && !asks && !ofTransaction && reply.code !== 235) return [draft];
    changed = true;
    quits = quits || ends;
    draft.replies = [];
    draft.degraded = true;
    return [draft, { kind: 'command' as const, command: null, replies: [reply], owed: 1, pipelined: false, degraded: true }];
  });
  return { drafts: changed ? mended : drafts, strays, quits };
}
