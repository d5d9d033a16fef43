import type { LogEntry } from '../formats/log';

/**
 * What a line of a log tells, as far as rules subscribe to it: a hundred thousand lines say only that a client came and went, and no rule about
 * replies needs to see them.
 */
const BITS = {
  /** A reply, or the writer's own verdict in its place. */
  reply: 1,
  /** What became of a message, a recipient or a client. */
  status: 2,
  /** A reason that its format names. */
  reason: 4,
  /** The message that it is about. */
  id: 8,
  /** No message: what it tells is about a connection. */
  connection: 16,
  /** With it the life of its id begins. */
  begin: 32,
  /** It is a piece of a line: no program is named before it. */
  fragment: 64,
} as const;

export type LogSubject = keyof typeof BITS;

/** The subjects of a line, a bit each. */
export const subjectsOf = ({ replies, status, reason, id, life, daemon }: LogEntry): number =>
  (replies.length > 0 ? BITS.reply : 0) |
  (status !== null ? BITS.status : 0) |
  (reason !== undefined ? BITS.reason : 0) |
  (id !== null ? BITS.id : BITS.connection) |
  (life === 'begin' ? BITS.begin : 0) |
  (daemon === null || daemon === '' ? BITS.fragment : 0);

/** Rules in their order, by what a line tells: those that subscribe to any of its subjects. */
export class Subscribers<T extends { readonly on: readonly LogSubject[] }> {
  private readonly known: (readonly T[])[] = [];

  constructor(private readonly rules: readonly T[]) {}

  /** The rules to be asked about a line with these subjects (see `subjectsOf`). */
  of(subjects: number): readonly T[] {
    this.known[subjects] ??= this.rules.filter(({ on }) => on.some((one) => (BITS[one] & subjects) !== 0));
    return this.known[subjects];
  }
}
