export type Base64Problem = 'blank' | 'url-alphabet' | 'character' | 'padding' | 'length';

/** What is wrong with `text` as base64 (RFC 4648 §4; RFC 4954 §4 requires padding and no line breaks), or null. The empty text is valid. */
export function base64Problem(text: string): Base64Problem | null {
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    if (text.length % 4 === 0) return null;
    return text.includes('=') || text.length % 4 === 1 ? 'length' : 'padding';
  }
  if (/[ \t\r\n]/.test(text)) return 'blank';
  if (/^[A-Za-z0-9_-]+={0,2}$/.test(text)) return 'url-alphabet';
  return 'character';
}

/** The octets of strict base64, or null if `text` is not strict base64. */
export function decodeBase64(text: string): Uint8Array | null {
  if (base64Problem(text) !== null) return null;
  return octetsOf(atob(text));
}

/** The octets of a text whose every unit is one. */
function octetsOf(binary: string): Uint8Array {
  const octets = new Uint8Array(binary.length);
  for (let n = 0; n < binary.length; n++) octets[n] = binary.charCodeAt(n);
  return octets;
}

const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();
const NOT_ASCII = /[^\0-\x7f]/;
/** Octets that UTF-8 never has where they are, by their units: hardly any other word is anything else, and an error takes long to make. */
const NEVER = /^[\x80-\xbf]|[\0-\x7f][\x80-\xbf]|[\xc0\xc1\xf5-\xff]|[\xc2-\xf4](?:[\0-\x7f\xc2-\xf4]|$)/;

/** Octets decoded as UTF-8; null if they are not UTF-8. */
export function utf8Of(octets: Uint8Array): string | null {
  try {
    return DECODER.decode(octets);
  } catch {
    return null;
  }
}

/** Strict base64 of a text that decodes to UTF-8 text, or null. */
export function decodeBase64Text(text: string): string | null {
  if (base64Problem(text) !== null) return null;
  const binary = atob(text);
  if (!NOT_ASCII.test(binary)) return binary;
  return NEVER.test(binary) ? null : utf8Of(octetsOf(binary));
}

/** Base64 of a text in UTF-8. */
export function encodeBase64(text: string): string {
  return btoa(NOT_ASCII.test(text) ? Array.from(ENCODER.encode(text), (octet) => String.fromCharCode(octet)).join('') : text);
}

/** Whether `text` is base64 that decodes and encodes to itself. No other long text looks like that. */
export function isCanonicalBase64(text: string): boolean {
  const octets = decodeBase64(text);
  return octets !== null && btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join('')) === text;
}

/**
 * Whether a text that looks like base64 is a word typed in clear, because it decodes to something that is not text. The octets of an
 * encoded name or password are printable (RFC 4616 §2: UTF-8), those of a word that only looks like base64 hardly ever are.
 */
export function isTypedInClear(text: string): boolean {
  const problem = base64Problem(text);
  if (text.length > 24 || (problem !== null && problem !== 'padding' && problem !== 'length')) return false;
  const octets = decodeBase64(problem === null ? text : padded(text));
  // A group of one character encodes nothing.
  if (!octets) return !text.includes('=');
  const decoded = utf8Of(octets);
  return !text.endsWith('=') && (decoded === null || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(decoded));
}

/** Base64 with the padding that its length requires, whatever padding it had. */
function padded(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '=') end--;
  return text.slice(0, end) + '='.repeat((4 - (end % 4)) % 4);
}
