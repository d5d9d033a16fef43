/**
 * Text from a log, fit to be shown: control characters and marks that turn the direction of writing, with which a log line could imitate
 * something else, become U+FFFD (RFC 3629 gives it no other meaning; Unicode TR 36 §3).
 */
export function visible(text: string): string {
  let out = '';
  for (const unit of text) {
    const code = unit.codePointAt(0) ?? 0;
    const hostile =
      (code < 32 && unit !== '\n') ||
      (code >= 127 && code < 160) ||
      (code >= 0x200e && code <= 0x200f) ||
      (code >= 0x202a && code <= 0x202e) ||
      (code >= 0x2066 && code <= 0x2069);
    out += hostile ? '\ufffd' : unit;
  }
  return out;
}
