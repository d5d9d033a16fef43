/**
 * The text of a file: UTF-8, UTF-16 with a byte order mark (PowerShell's `>` writes it), or, if the bytes are not valid UTF-8, Windows-1252:
 * every byte becomes one character and columns are correct. Never throws.
 */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
