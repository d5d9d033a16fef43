const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * The short name of an English text in the translations that ship: five letters for 30 bits of a hash (FNV-1a, then mixed). A translation
 * therefore need not carry its English sentence. The build fails if two texts get the same key.
 */
export function textKey(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  let key = '';
  for (let i = 0; i < 5; i++) key += DIGITS[(hash >>> (6 * i)) & 63];
  return key;
}
