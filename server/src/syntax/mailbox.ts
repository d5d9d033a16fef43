import { type AddressLiteral, readAddressLiteral } from './address-literal';
import { type Domain, readDomain } from './domain';
import { type Part, type Problem, part } from './problem';

export type LocalProblem = 'empty' | 'leading-dot' | 'trailing-dot' | 'double-dot' | 'space' | 'character' | 'unclosed-quote';

/** A mailbox (RFC 5321 §4.1.2): local part, `@`, domain or address literal. */
export interface Mailbox extends Part {
  readonly local: Part & { readonly quoted: boolean; readonly problems: readonly Problem<LocalProblem>[] };
  /** Null if no `@` follows the local part. */
  readonly host: Part | null;
  /** The host as a domain or as an address literal; the other one is null. */
  readonly domain: Domain | null;
  readonly literal: AddressLiteral | null;
}

/** Reads the units `[from, to)` of `text` as a mailbox. The last `@` outside quotes divides it. Offsets are units of `text`. */
export function readMailbox(text: string, from = 0, to: number = text.length): Mailbox {
  const split = dividingAt(text, from, to);
  const local = readLocal(text, from, split === -1 ? to : split);
  const host = split === -1 ? null : part(text, split + 1, to);
  const literal = host ? readAddressLiteral(host.text) : null;
  return { ...part(text, from, to), local, host, domain: host && !literal ? readDomain(host.text, host.from) : null, literal };
}

function dividingAt(text: string, from: number, to: number): number {
  const at = text.lastIndexOf('@', to - 1);
  return at >= from ? at : -1;
}

function readLocal(text: string, from: number, to: number): Mailbox['local'] {
  const local = part(text, from, to);
  const problems: Problem<LocalProblem>[] = [];
  if (local.text === '') problems.push({ kind: 'empty', from, to });
  const quoted = local.text.startsWith('"');
  if (quoted) judgeQuoted(local, problems);
  else judgeDotString(local, problems);
  return { ...local, quoted, problems };
}

/** `Quoted-string`: printable characters; `"` and `\` only after a `\` (RFC 5321 §4.1.2). */
function judgeQuoted(local: Part, problems: Problem<LocalProblem>[]): void {
  for (let at = 1; at < local.text.length; at++) {
    const unit = local.text[at];
    if (unit === '\\') at++;
    else if (unit === '"') {
      if (at !== local.text.length - 1) problems.push({ kind: 'character', from: local.from + at, to: local.from + at + 1 });
      return;
    }
  }
  problems.push({ kind: 'unclosed-quote', from: local.from, to: local.to });
}

/** `Dot-string`: atoms with single dots between them (RFC 5321 §4.1.2, RFC 5322 §3.2.3; UTF-8: RFC 6531 §3.3). */
function judgeDotString(local: Part, problems: Problem<LocalProblem>[]): void {
  const { text, from } = local;
  const found = (kind: LocalProblem, at: number, length = 1) => problems.push({ kind, from: from + at, to: from + at + length });
  if (text.startsWith('.')) found('leading-dot', 0);
  if (text.length > 1 && text.endsWith('.')) found('trailing-dot', text.length - 1);
  const double = text.indexOf('..');
  if (double !== -1) found('double-dot', double, 2);
  const odd = /[^A-Za-z0-9!#$%&'*+/=?^_`{|}~.\u0080-\uffff-]/.exec(text);
  if (odd) found(odd[0] === ' ' || odd[0] === '\t' ? 'space' : 'character', odd.index);
}

/** Whether a quoted local part says the same without its quotes (RFC 5321 §4.1.2: quotes SHOULD be avoided then). */
export function needlesslyQuoted(local: Mailbox['local']): boolean {
  if (!local.quoted || local.problems.length > 0 || local.text.length < 3) return false;
  return readMailbox(local.text.slice(1, -1)).local.problems.length === 0 && !/[\\@]/.test(local.text);
}
