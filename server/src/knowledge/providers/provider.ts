import type { Answer } from '../answer';
import type { Confidence, Source } from '../source';

/** A reply whose meaning is known from its wording. */
export interface ProviderReplyRow extends Answer {
  /** Reply codes it comes with, `|` between them; `5xx` for a class. Absent: any. */
  readonly code?: string;
  /** Enhanced codes, in the form that enhanced-pattern.ts reads: `5.7.1`, `[45].7.32`, `5.7.606-649`, `5.4.6,14`. Absent: any, or none. */
  readonly enhanced?: string;
  /** A short fragment of the reply text. */
  readonly text?: RegExp;
  readonly confidence: Confidence;
  /** Worded or numbered so commonly that it counts only when the server is known to be this provider. */
  readonly needsHost?: boolean;
  /** The provider's page first, where there is one, then what was read. */
  readonly sources: readonly Source[];
}

/** Whoever words replies in a way of its own: a mailbox provider, a filter in front of one, a blocklist, or mail software. */
export interface Provider {
  readonly name: string;
  readonly kind: 'provider' | 'filter' | 'list' | 'software';
  /** A mail server: what greets with the name of another one is not this one. */
  readonly mta?: true;
  /** Suffixes of the names of its servers (MX, greeting, "said by"). */
  readonly hosts?: readonly string[];
  /** Strings in a greeting or a reply that give it away. */
  readonly marks?: readonly string[];
  readonly sources: readonly Source[];
  readonly replies: readonly ProviderReplyRow[];
}
