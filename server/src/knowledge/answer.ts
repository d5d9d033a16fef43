/**
 * Why a server refused, as a postmaster sorts it. A kind is the id of a verdict (`verdict-mailbox-full`) and the `kind` of `why --format json`:
 * and never renamed. `other`: the text does not say why.
 */
export const kinds = [
  'too-many-errors',
  'tls-required',
  'tls-unavailable',
  'tls-failed',
  'auth-failed',
  'auth-required',
  'message-size',
  'mailbox-full',
  'mailbox-disabled',
  'mailbox-unknown',
  'recipient-restricted',
  'too-many-recipients',
  'greylisted',
  'rate-limited',
  'server-busy',
  'null-mx',
  'unauthenticated-mail',
  'reverse-dns',
  'blocklisted',
  'client-refused',
  'helo-rejected',
  'sender-rejected',
  'sender-not-owned',
  'account-suspended',
  'relay-denied',
  'domain-lookup',
  'dns-failure',
  'connection-failed',
  'connection-lost',
  'client-gave-up',
  'message-expired',
  'mail-loop',
  'content-rejected',
  'message-format',
  'not-supported',
  'server-fault',
  'delivery-failed',
  'protocol-error',
  'syntax-error',
  'policy',
  'delayed-reject',
  'other',
] as const;

export type Kind = (typeof kinds)[number];

/** Who has to act, if anyone does. */
export type Actor =
  /** Whoever wrote the message, or runs the account that sends it. */
  | 'sender'
  /** Whoever configures or writes the program that sends. */
  | 'client'
  /** The administrator of the sending server, network or domain (DNS, reputation, signing). */
  | 'sending-admin'
  /** The administrator of the server that refused. */
  | 'receiving-admin'
  /** The owner of the mailbox. */
  | 'recipient'
  /** Nobody: waiting is enough. */
  | 'nobody';

/** When the same thing may be tried again: in `minutes`, in `hours`, after a `change`, or `never`. */
export type Retry = 'minutes' | 'hours' | 'change' | 'never';

/**
 * What a refusal means, as its reader wants it: the cause, then what to do. English, the keys of translations. `cause` and `advice` may name
 * things of the text: `{recipient}`, `{sender}`, `{client}`, `{server}`, `{domain}`, `{list}`; where the text does not show one, a phrase stands for it.
 */
export interface Answer {
  readonly kind: Kind;
  /** At most six words, sentence case, no full stop. */
  readonly title: string;
  /** One sentence in the present tense. */
  readonly cause: string;
  readonly who: Actor;
  /** What to do, in whole sentences. */
  readonly advice: string;
  /** Absent: `hours` after a 4yz, `change` after a 5yz. */
  readonly retry?: Retry;
}
