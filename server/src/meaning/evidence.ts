import { authDialoguesOf, typedInClear } from '../session/auth-dialogue';
import { envelopeOf } from '../session/envelope';
import { argumentOf, type Exchange, lastReply, nameOf, type Session } from '../session/model';
import { cancels, type Failure, failuresOf } from '../session/outcome/refusals';
import type { State } from '../session/state';
import { isMasked } from '../syntax/masked';

/** What surrounds a refusal and affects its cause. `null` and absent: the text does not show it. */
export interface Evidence {
  /** Whether the client logged in before. */
  readonly login?: 'none' | 'failed' | 'done' | null;
  /** The service that refused is one for mail programs that log in (ports 465 and 587), as its log names it. */
  readonly submission?: boolean;
  /** A rule about the lines of a message refused it, not a filter that weighs it (Postfix `header_checks`, `body_checks`). */
  readonly contentRule?: boolean;
  /** A password, or an answer that contains one, was sent before the refusal. */
  readonly passwordSent?: boolean | null;
  /** Just before it a line was typed that the program did not send: `openssl s_client` takes an `R` for itself. */
  readonly unsent?: boolean;
  /** The client itself cancelled the login (RFC 4954 §4). */
  readonly cancelled?: boolean;
  /** The name or the password was typed in clear, not in base64. */
  readonly typedInClear?: boolean;
  readonly offersAuth?: boolean | null;
  readonly offersTls?: boolean | null;
  /** The largest message that the server accepts, in octets, by its EHLO reply (RFC 1870). */
  readonly sizeLimit?: number | null;
  /** An earlier refusal of this session that nothing later made good. */
  readonly earlier?: Exchange | null;
  /** Every recipient of the transaction was refused. */
  readonly noRecipient?: boolean;
  /** MAIL was accepted before, in the same transaction. */
  readonly mailAccepted?: boolean;
  /** Its reverse-path was the null one. */
  readonly nullSender?: boolean;
  /** The recipient is `postmaster` without a domain, which every server must accept (RFC 5321 §4.5.1). */
  readonly barePostmaster?: boolean;
  /** The mechanism of AUTH that the client asked for, and whether the server offered it. */
  readonly mechanism?: string | null;
  readonly mechanismOffered?: boolean | null;
  /** AUTH LOGIN already contained the user name, and the server asked for it nevertheless. */
  readonly userAskedTwice?: boolean;
  /** How the client last said hello; `none`: it did not, if the session is shown from its beginning. */
  readonly hello?: 'EHLO' | 'HELO' | 'none' | null;
  /**
   * What the server did with the other recipients of the same message, or with the other senders of the session: it accepted one of them, or refused
   * all of them in the same words. Null: there is none, or they were treated differently.
   */
  readonly others?: 'accepted' | 'refused alike' | null;
  /** Whether the refused MAIL or RCPT has parameters after its address. */
  readonly parameters?: boolean | null;
  /** The recipient is an empty path: a variable of the client was empty. */
  readonly emptyRecipient?: boolean;
  /** Where the refused client is: on this machine, or in a private network (RFC 1918, RFC 4193, RFC 6598). */
  readonly client?: 'loopback' | 'private' | null;
  /** The client's name is an address literal of a private network, or a word without a dot: it is a personal mail program. */
  readonly personalHello?: boolean;
}

const PRIVATE =
  /(?:^|[^\d.])(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.\d{1,3}(?:\.\d{1,3})?(?![\d.])|\bf[cd][0-9a-f]{2}:/i;
const LOOPBACK = /(?:^|[^\d.])127\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])|\[::1\]|^::1$/;

/** Where an address, or a host with its address in brackets, is, as far as the digits show. */
export function placeOfClient(client: string | null): Evidence['client'] {
  if (client === null) return null;
  if (LOOPBACK.test(client)) return 'loopback';
  return PRIVATE.test(client) ? 'private' : null;
}

const isAuth = (exchange: Exchange): boolean => exchange.kind === 'auth' || exchange.command?.verb === 'AUTH';

/** What a session shows up to a refusal. `state` is the state before it. */
export function evidenceInSession(session: Session, { exchange }: Pick<Failure, 'exchange'>, state: State): Evidence {
  const before = session.exchanges.filter((each) => each.index < exchange.index);
  const failed = before.some((each) => isAuth(each) && (lastReply(each)?.code ?? 0) >= 400);
  const standing = failuresOf(session).find((one) => one.exchange.index >= 0 && one.exchange.index < exchange.index)?.exchange ?? null;
  const since = before.findLastIndex((each) => nameOf(each) === 'MAIL');
  const mail = since < 0 ? undefined : before[since];
  const recipients = since < 0 ? [] : before.slice(since).filter((each) => nameOf(each) === 'RCPT');
  const dialogue = authDialoguesOf(session).find((one) => one.begin === exchange || one.steps.some((step) => step.exchange === exchange));
  const own = envelopeOf(exchange);
  const envelope = mail ? envelopeOf(mail) : null;
  const mechanism = dialogue?.mechanism ?? null;
  const offered = state.capabilities?.get('AUTH');
  return {
    login: state.auth === 'done' ? 'done' : failed ? 'failed' : state.auth === 'none' ? 'none' : null,
    passwordSent: dialogue ? dialogue.steps.some((step) => step.asks === 'password' || step.asks === 'both' || step.masked) : null,
    unsent: session.marks.some(({ kind, after }) => kind === 'unsent' && after < exchange.index && after >= exchange.index - 2),
    cancelled: cancels(exchange),
    typedInClear: dialogue?.steps.some((step) => typedInClear(dialogue, step)) === true,
    offersAuth: state.capabilities ? state.capabilities.has('AUTH') : null,
    offersTls: state.capabilities ? state.capabilities.has('STARTTLS') : null,
    sizeLimit: Number(state.capabilities?.get('SIZE') ?? 0) || null,
    earlier: standing,
    noRecipient: recipients.length > 0 && recipients.every((each) => (lastReply(each)?.code ?? 0) >= 400),
    mailAccepted: mail !== undefined && (lastReply(mail)?.code ?? 500) < 400,
    nullSender: envelope !== null && envelope.argument.inside.text === '',
    barePostmaster: own?.verb === 'RCPT' && /^postmaster$/i.test(own.argument.inside.text),
    mechanism,
    mechanismOffered: mechanism && offered !== undefined ? offered.toUpperCase().split(/\s+/).includes(mechanism) : null,
    userAskedTwice:
      mechanism === 'LOGIN' && dialogue?.steps[0]?.step === 0 && dialogue.steps[1] !== undefined && dialogue.steps[1].asks === 'user',
    parameters: own && own.parameters.length > 0,
    others: othersOf(session, exchange),
    hello: helloBefore(session, before),
    emptyRecipient: own?.verb === 'RCPT' && own.argument.path.text === '<>' && envelope?.argument.path.text !== '<>',
    personalHello: before.some((each) => /^(?:EHLO|HELO)$/.test(nameOf(each)) && personal(each.command ? argumentOf(each.command) : '')),
  };
}

const addressOf = (exchange: Exchange): string | null => {
  const envelope = envelopeOf(exchange);
  return envelope && !envelope.masked ? envelope.argument.inside.text.toLowerCase() : null;
};

/** A refusal's words without the address that it repeats. */
const wordsOf = (exchange: Exchange): string =>
  (lastReply(exchange)?.lines ?? [])
    .map(({ piece }) => piece.text)
    .join('\n')
    .toLowerCase()
    .replaceAll(addressOf(exchange) || '\n', '');

function othersOf(session: Session, exchange: Exchange): Evidence['others'] {
  const name = nameOf(exchange);
  const own = addressOf(exchange);
  if ((name !== 'RCPT' && name !== 'MAIL') || !own) return null;
  const begin = name === 'MAIL' ? 0 : session.exchanges.findLastIndex((each) => each.index < exchange.index && nameOf(each) === 'MAIL');
  const end =
    name === 'MAIL' ? -1 : session.exchanges.findIndex((each) => each.index > exchange.index && !/^(?:RCPT|\?)$/.test(nameOf(each)));
  if (begin < 0) return null;
  const others = session.exchanges.slice(begin, end < 0 ? undefined : end).filter((each) => {
    const address = nameOf(each) === name && lastReply(each) && each.trust === 'certain' ? addressOf(each) : null;
    return address !== null && address !== '' && address !== own;
  });
  if (exchange.trust !== 'certain' || others.length === 0) return null;
  if (others.some((each) => (lastReply(each)?.code ?? 500) < 300)) return 'accepted';
  return others.every((each) => wordsOf(each) === wordsOf(exchange)) ? 'refused alike' : null;
}

function helloBefore(session: Session, before: readonly Exchange[]): Evidence['hello'] {
  const said = before.findLast((each) => /^(?:EHLO|HELO)$/.test(nameOf(each)) && (lastReply(each)?.code ?? 500) < 400);
  if (said) return nameOf(said) === 'EHLO' ? 'EHLO' : 'HELO';
  return session.begins === 'middle' ? null : 'none';
}

/** Whether no mail server uses such a name: an address of a private network, a word without a dot, or a name that only a home network knows. */
export const personal = (hello: string): boolean =>
  placeOfClient(hello) === 'private' ||
  (!isMasked(hello) && /^[A-Za-z0-9_-]{1,63}(?:\.(?:local|lan|home|internal|localdomain|home\.arpa|fritz\.box))?$/i.test(hello.trim()));
