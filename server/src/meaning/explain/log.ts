import { page } from '../../knowledge/source';
import { t } from '../../text/l10n';
import { actorOf, advicePieces, causePieces, type Meaning, retryOf, titleOf } from '../meaning';
import { code, type Explanation, fill, join, type Part, type Rich } from './explanation';
import { explainReply, type ReplyQuery } from './reply';

/** A reply as a log shows it. */
export interface LogReplyQuery extends ReplyQuery {
  /** Id of the log's format. */
  readonly format: string;
  readonly by: 'remote' | 'local' | null;
  readonly role: 'reply' | 'verdict' | 'nested';
  readonly status: 'sent' | 'deferred' | 'bounced' | 'rejected' | null;
  /** The step that it answers, as the line names it: a verb, `greeting`, `data`, or null. */
  readonly phase: string | null;
  /** The reply that a verdict is about. */
  readonly said: { readonly code: number | null; readonly enhanced: string | null } | null;
  /** The log's own words beside it that are misleading. */
  readonly words: 'softbounce' | 'filtered' | 'user-unknown' | null;
}

/** What a reply in a log means: the reply itself, who said it at which step, and what the mail system does now. */
export function explainLogReply(query: LogReplyQuery): Explanation {
  const base = explainReply(query);
  const parts: Part[] = [
    { kind: 'paragraph', text: join(whoSaid(query), now(query)) },
    ...traps(query).map((text): Part => ({ kind: 'paragraph', text })),
  ];
  return { ...base, parts: [...parts, ...base.parts] };
}

function step(phase: string | null): Rich | null {
  if (phase === null) return null;
  if (phase === 'greeting') return [t('as its greeting')];
  if (phase === 'data') return [t('after the final dot')];
  return fill(t('to {0}'), code(phase));
}

function whoSaid({ by, role, phase, said }: LogReplyQuery): Rich | null {
  const at = step(phase);
  const where: Rich = at ? [' ', ...at] : [];
  if (role === 'verdict') {
    const codes = said ? [said.code, said.enhanced].filter((one) => one !== null).join(' ') : '';
    return codes
      ? fill(t('The verdict of this mail system on the reply {0}.'), code(codes))
      : [t('The verdict of this mail system, which it gives in its own words.')];
  }
  if (role === 'nested') return [t('Quoted inside another reply: a server that was asked first said it, most often about the sender.')];
  if (by === 'remote') return [t('The receiving server said it'), ...where, '.'];
  if (by === 'local') return [t('This server said it'), ...where, '.'];
  return at ? [t('Said'), ...where, '.'] : null;
}

function now({ status, by }: LogReplyQuery): Rich | null {
  switch (status) {
    case 'sent':
      return [t('The message was handed over.')];
    case 'deferred':
      return [t('The message stays in the queue and will be tried again.')];
    case 'bounced':
      return [t('The server gave up; the sender gets a bounce.')];
    case 'rejected':
      return [by === 'local' ? t('The message was not accepted: the client keeps it.') : t('The message was not accepted.')];
    default:
      return null;
  }
}

/** Where a log looks contradictory but is not. */
function traps({ code: given, enhanced, format, status, phase, role, said, words }: LogReplyQuery): Rich[] {
  const found: Rich[] = [];
  const reply = role === 'verdict' ? (said?.code ?? null) : given;
  const digit = reply === null ? null : Math.floor(reply / 100);
  const postfix = format.startsWith('postfix');
  if (words === 'softbounce') found.push([t('soft_bounce is on: Postfix treats every permanent refusal as a temporary one.')]);
  else if (words === 'filtered') found.push([t('A delivery status filter changed the verdict.')]);
  else if (postfix && status === 'deferred' && digit === 5) {
    found.push(
      phase === 'greeting' || phase === null
        ? [t('Postfix treats a refused greeting as temporary and tries the next server (smtp_skip_5xx_greeting).')]
        : [t('The reply is permanent, but the message is deferred: soft_bounce, or a delivery status filter.')],
    );
  }
  if (status === 'bounced' && digit === 4) found.push([t('The reply was temporary, but the time to retry is used up.')]);
  if (role === 'verdict' && enhanced !== null && digit !== null && Number(enhanced[0]) !== digit && words === null && !postfix) {
    found.push([t('The verdict copies the server’s enhanced code, although its class is not that of the reply code.')]);
  }
  if (words === 'user-unknown') found.push([t('sendmail writes “User unknown” for every 550, 551 or 553 to RCPT: read the reply itself.')]);
  return found;
}

const statuses = (): Readonly<Record<string, readonly [string, string]>> => ({
  sent: [t('Delivered, or handed to the next server'), t('The message has left this queue for that recipient.')],
  deferred: [t('Not delivered yet'), t('The message stays in the queue and will be tried again.')],
  bounced: [t('Given up'), t('The message will not be tried again; the sender gets a bounce.')],
  rejected: [t('Refused'), t('This server did not accept it: the client keeps the message.')],
});

/**
 * What the mail system decided, and why, if the line shows it. Null if it shows neither.
 */
export function explainStatus(status: string | null, meaning: Meaning | null): Explanation | null {
  const known = status === null ? undefined : statuses()[status];
  if (!known && !meaning) return null;
  if (!meaning) {
    const [title, says] = known ?? ['', ''];
    return {
      heading: [{ strong: status ?? '' }, ` ${title}`],
      summary: [says],
      parts: [],
      sources: [page(t('the mail system’s own log'))],
    };
  }
  const parts: Part[] = [
    { kind: 'paragraph', label: t('What to do'), text: advicePieces(meaning) },
    { kind: 'paragraph', label: t('Who acts'), text: [`${actorOf(meaning.answer.who)}; ${retryOf(meaning.retry)}`] },
  ];
  if (known) parts.push({ kind: 'paragraph', text: [known[1]] });
  const heading: Rich = status === null ? [{ strong: titleOf(meaning) }] : [{ strong: status }, ` ${titleOf(meaning)}`];
  return { heading, summary: causePieces(meaning), parts, sources: meaning.sources };
}

/** Words of a log line that mean something other than they seem to. */
export function misleadingWords(line: string): LogReplyQuery['words'] {
  if (line.includes('status=SOFTBOUNCE')) return 'softbounce';
  if (line.includes('(filtered:')) return 'filtered';
  return line.includes('stat=User unknown') ? 'user-unknown' : null;
}
