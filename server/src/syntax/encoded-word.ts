/** An encoded word (RFC 2047 §2): `=?charset?B?…?=`. Units of the text it was found in, `to` exclusive. */
export interface EncodedWord {
  readonly from: number;
  readonly to: number;
  readonly charset: string;
  readonly encoding: 'B' | 'Q';
  /** Null if it cannot be decoded: an unknown charset, or invalid base64. */
  readonly decoded: string | null;
}

const WORD = /=\?([A-Za-z0-9_.:+-]{1,40})(?:\*[A-Za-z0-9-]{1,20})?\?([BbQq])\?([^?\s]{0,2000})\?=/g;

/** All encoded words of a line, in order. Linear in its length. */
export function encodedWords(text: string): EncodedWord[] {
  const found: EncodedWord[] = [];
  if (!text.includes('=?')) return found;
  for (const match of text.matchAll(WORD)) {
    const encoding = match[2].toUpperCase() === 'B' ? 'B' : 'Q';
    const octets = encoding === 'B' ? fromBase64(match[3]) : fromQ(match[3]);
    found.push({
      from: match.index,
      to: match.index + match[0].length,
      charset: match[1],
      encoding,
      decoded: octets && decode(octets, match[1]),
    });
  }
  return found;
}

/** A text with its encoded words decoded; spaces between two of them are dropped (RFC 2047 §6.2). Null if none can be decoded. */
export function decodeWords(text: string): string | null {
  const words = encodedWords(text);
  if (!words.some((word) => word.decoded !== null)) return null;
  let out = '';
  let at = 0;
  words.forEach((word, i) => {
    const between = text.slice(at, word.from);
    if (i === 0 || between.trim() !== '') out += between;
    out += word.decoded ?? text.slice(word.from, word.to);
    at = word.to;
  });
  return out + text.slice(at);
}

function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
  } catch {
    return null;
  }
}

function fromQ(text: string): Uint8Array {
  const octets: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const hex = text[at] === '=' && /^[0-9A-Fa-f]{2}$/.test(text.slice(at + 1, at + 3)) ? text.slice(at + 1, at + 3) : null;
    if (hex) {
      octets.push(Number.parseInt(hex, 16));
      at += 2;
    } else octets.push(text[at] === '_' ? 32 : text.charCodeAt(at) & 255);
  }
  return Uint8Array.from(octets);
}

function decode(octets: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset).decode(octets);
  } catch {
    return null;
  }
}
