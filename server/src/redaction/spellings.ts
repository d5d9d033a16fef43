import { encodeBase64 } from '../syntax/base64';

/** The forms in which a text may occur elsewhere: trimmed, percent-encoded, in Base64. */
export function spellings(secret: string): string[] {
  const trimmed = secret.trim();
  return [...new Set([secret, trimmed, percentEncoded(trimmed), encodeBase64(secret), encodeBase64(trimmed)])].filter(
    (text) => text !== '',
  );
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}
