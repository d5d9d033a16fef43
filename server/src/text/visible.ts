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

/** A text of our own that is about control characters: each is shown as its picture (Unicode, "Control Pictures"); tabs and line ends stay. */
export const pictured = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (unit) =>
    unit === '\u007f' ? '\u2421' : String.fromCharCode(0x2400 + unit.charCodeAt(0)),
  );
