import { isIPv4, isIPv6, looksLikeIPv4 } from './ip-address';
import type { Problem } from './problem';

export type LiteralProblem = 'unclosed' | 'no-tag' | 'range' | 'content' | 'no-brackets';

/** An address literal (RFC 5321 §4.1.3): `[192.0.2.1]`, `[IPv6:2001:db8::1]`, `[tag:content]`. */
export interface AddressLiteral {
  readonly family: 'IPv4' | 'IPv6' | 'general' | null;
  /** What is in the brackets, without the tag. */
  readonly address: string;
  readonly problems: readonly Problem<LiteralProblem>[];
}

/**
 * Reads an address literal that begins with `[`, or an IP address that lacks its brackets. Null if the text is neither. Offsets are
 * UTF-16 units of `text`.
 */
export function readAddressLiteral(text: string): AddressLiteral | null {
  const whole = (kind: LiteralProblem): Problem<LiteralProblem>[] => [{ kind, from: 0, to: text.length }];
  if (!text.startsWith('[')) {
    if (looksLikeIPv4(text)) return { family: 'IPv4', address: text, problems: whole(isIPv4(text) ? 'no-brackets' : 'range') };
    const bare = /^ipv6:/i.test(text) ? text.slice(5) : text;
    return isIPv6(bare) ? { family: 'IPv6', address: bare, problems: whole('no-brackets') } : null;
  }
  const closed = text.endsWith(']');
  const inside = text.slice(1, closed ? -1 : undefined);
  const problems: Problem<LiteralProblem>[] = closed ? [] : [{ kind: 'unclosed', from: text.length, to: text.length }];
  if (looksLikeIPv4(inside)) {
    if (!isIPv4(inside)) problems.push(...whole('range'));
    return { family: 'IPv4', address: inside, problems };
  }
  if (isIPv6(inside)) return { family: 'IPv6', address: inside, problems: [...problems, ...whole('no-tag')] };
  const tagged = /^([A-Za-z0-9-]*[A-Za-z0-9]):([\x21-\x5a\x5e-\x7e]+)$/.exec(inside);
  if (!tagged) return { family: null, address: inside, problems: [...problems, ...whole('content')] };
  if (tagged[1].toLowerCase() !== 'ipv6') return { family: 'general', address: tagged[2], problems };
  if (!isIPv6(tagged[2])) problems.push(...whole('content'));
  return { family: 'IPv6', address: tagged[2], problems };
}
