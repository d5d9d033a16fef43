import type { Problem } from './problem';

/** What is wrong in an xtext: an octet that must be encoded, or a `+` that is not followed by two upper-case hexadecimal digits. */
export type XtextProblem = 'plus' | 'lower-hex' | 'character';

/** The first departure from `xtext` (RFC 3461 §4), or null: `+` begins an encoded octet; `=`, spaces and non-ASCII must be encoded. */
export function xtextProblem(text: string): Problem<XtextProblem> | null {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 43) {
      const hex = text.slice(at + 1, at + 3);
      if (/^[0-9A-F]{2}$/.test(hex)) at += 2;
      else return { kind: /^[0-9A-Fa-f]{2}$/.test(hex) ? 'lower-hex' : 'plus', from: at, to: Math.min(text.length, at + 3) };
    } else if (unit < 33 || unit > 126 || unit === 61) return { kind: 'character', from: at, to: at + 1 };
  }
  return null;
}

/** Encodes `text` as xtext; characters outside US-ASCII become the octets of UTF-8. What is already encoded is encoded again. */
export function encodeXtext(text: string): string {
  return text.replace(/[^\x21-\x2a\x2c-\x3c\x3e-\x7e]+/g, (odd) =>
    Array.from(new TextEncoder().encode(odd), (octet) => `+${octet.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

/** Decodes an xtext; sequences that are not encoded octets are kept as they are. */
export function decodeXtext(text: string): string {
  return text.replace(/(?:\+[0-9A-Fa-f]{2})+/g, (run) => {
    const octets = Uint8Array.from(run.slice(1).split('+'), (hex) => Number.parseInt(hex, 16));
    return new TextDecoder().decode(octets);
  });
}
