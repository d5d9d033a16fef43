/** Encodes a text as bytes; null for a character that the encoding does not have. */
type Encoder = (text: string) => Uint8Array | null;

const ENCODERS: readonly Encoder[] = [
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  windows1252,
];

/**
 * The encoder that turns a text (which `decode` of decode.ts made from `bytes`) into the same bytes again: a changed text keeps the encoding
 * and the byte order mark. Null if there is none, because bytes were lost.
 */
export function encoderOf(bytes: Uint8Array, text: string): Encoder | null {
  return ENCODERS.find((encode) => encode(text)?.every((byte, at, all) => all.length === bytes.length && byte === bytes[at])) ?? null;
}

let known: Map<string, number> | null = null;

/** WHATWG Encoding, "windows-1252": every byte is one character. */
function windows1252(text: string): Uint8Array | null {
  known ??= new Map(
    Array.from(new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, n) => n)), (char, n) => [char, n]),
  );
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const byte = known.get(text[at]);
    if (byte === undefined) return null;
    bytes[at] = byte;
  }
  return bytes;
}
