import type { Kind } from '../knowledge/answer';
import type { Source } from '../knowledge/source';
import { adviceOf, causeOf, type Meaning } from '../meaning/meaning';
import { replyMeaning } from '../meaning/of-session';
import { type Exchange, lastReply, nameOf, type Session } from '../session/model';
import { failuresOf } from '../session/outcome/refusals';
import { codeSpan, exchangeSpan } from '../session/spans';
import { t } from '../text/l10n';
import { sentences } from '../text/phrases';
import type { Related, Report, Rule } from './rule';

/** The cause, then what to do: what every finding about a refusal says. */
export const sayMeaning = (meaning: Meaning): string => sentences(causeOf(meaning), adviceOf(meaning));

/** The id of the rule that speaks of a kind of refusal; `other` keeps the one that it has had from the first day. */
export const verdictId = (kind: Kind): string => (kind === 'other' ? 'verdict-temporary-vs-permanent' : `verdict-${kind}`);

/** Reports the refusals of a session that are of one kind, where their codes are. */
export function reportRefusals(session: Session, kind: Kind, report: (finding: Report) => void): void {
  for (const { exchange, reply } of failuresOf(session)) {
    const meaning = replyMeaning(session, exchange, reply);
    if (meaning?.kind !== kind) continue;
    report({
      at: codeSpan(reply),
      message: sayMeaning(meaning),
      related: related(session, exchange, meaning),
      reply,
      exchange: exchange.index !== -1 ? exchange : undefined,
    });
  }
}

/** The rule of one kind of refusal; what it says of a refusal is its meaning (meaning/). */
export interface KindRow {
  readonly kind: Kind;
  readonly title: string;
  readonly since: string;
  /** `warning` where the client did something wrong in this dialogue, `information` where the server only says no. */
  readonly severity: 'warning' | 'information';
  readonly sources: readonly Source[];
  readonly explains: string;
  readonly examples: Rule['examples'];
}

/** A rule that explains one kind of refusal where it is. */
export const verdictRule = ({ kind, ...row }: KindRow): Rule => ({
  ...row,
  id: verdictId(kind),
  group: 'verdict',
  kind: 'fact',
  tier: 5,
  on: ['failure'],
  gates: [],
  check: ({ session }, report) => reportRefusals(session, kind, report),
});

const pointTo = (exchange: Exchange | undefined, message: string): Related[] => {
  const at = exchange && exchangeSpan(exchange);
  return at ? [{ at, message }] : [];
};

/** Where the cause is, if it is not the command that was refused. */
function related(session: Session, { index }: Exchange, { kind, basis }: Meaning): Related[] {
  const before = (name: RegExp): Exchange | undefined =>
    session.exchanges.findLast((each) => each.index < index && name.test(nameOf(each)));
  switch (kind) {
    case 'auth-required':
    case 'relay-denied': {
      const failed = session.exchanges.find(
        (each) => each.index < index && /^(?:AUTH|auth)$/.test(nameOf(each)) && (lastReply(each)?.code ?? 0) >= 400,
      );
      return pointTo(failed, t('The login failed here.'));
    }
    case 'sender-rejected':
    case 'sender-not-owned':
      return pointTo(before(/^MAIL$/), t('The sender is named here.'));
    case 'helo-rejected':
      return pointTo(before(/^(?:EHLO|HELO)$/), t('The name was given here.'));
    case 'too-many-errors':
    case 'protocol-error': {
      const first =
        basis === 'evidence' ? failuresOf(session).find(({ exchange }) => exchange.index !== -1 && exchange.index < index) : undefined;
      return first ? [{ at: codeSpan(first.reply), message: t('The earlier refusal.') }] : [];
    }
    default:
      return [];
  }
}
