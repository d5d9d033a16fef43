/** Whether `text` is an IPv4 address in dotted decimals (RFC 5321 §4.1.3: each 0-255, at most three digits). */
export function isIPv4(text: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  return match?.slice(1).every((octet) => Number(octet) <= 255) ?? false;
}

/** Whether `text` has the shape of dotted decimals, whatever their values. */
export const looksLikeIPv4 = (text: string): boolean => /^\d{1,6}(?:\.\d{1,6}){3}$/.test(text);

/** Whether `text` is an IPv6 address (RFC 5321 §4.1.3, RFC 4291 §2.2): eight groups, or fewer with one `::`; the tail may be IPv4. */
export function isIPv6(text: string): boolean {
  if (text.length > 45 || !text.includes(':')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  let groups = 0;
  for (const half of halves) {
    if (half === '') continue;
    const parts = half.split(':');
    for (const [index, group] of parts.entries()) {
      if (/^[0-9A-Fa-f]{1,4}$/.test(group)) groups += 1;
      else if (index === parts.length - 1 && half === halves[halves.length - 1] && isIPv4(group)) groups += 2;
      else return false;
    }
  }
  return halves.length === 2 ? groups <= 7 : groups === 8;
}

/** Whether an address is a loopback one: 127/8 or ::1. */
export const isLoopback = (text: string): boolean => (isIPv4(text) && text.startsWith('127.')) || text === '::1';
