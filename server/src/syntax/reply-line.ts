import { readEnhancedCode } from './enhanced-code';

/** One line of a reply (RFC 5321 §4.2): code, separator, enhanced code, text. */
export interface ReplyLineParts {
  readonly code: number;
  /** `-` more lines follow, ` ` the last line, `` the code alone. */
  readonly separator: '-' | ' ' | '';
  readonly enhanced: string | null;
  /** Unit at which the enhanced code begins; -1 without one. */
  readonly enhancedAt: number;
  /** Unit at which the text begins, after the separator and the enhanced code. */
  readonly textAt: number;
}

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** Whether `text` has the shape of a reply line: three digits, then a space, a hyphen, a tab or nothing. */
export function looksLikeReply(text: string): boolean {
  if (text.length < 3 || !isDigit(text.charCodeAt(0)) || !isDigit(text.charCodeAt(1)) || !isDigit(text.charCodeAt(2))) return false;
  if (text.length === 3) return true;
  const next = text.charCodeAt(3);
  return next === 32 || next === 45 || next === 9 || next === 13 || next === 0xa0 || next === 0x2013;
}

/**
 * Reads a reply line that begins at unit 0; null if the text does not have the shape of one. The code may be outside 200-559 (rules judge
 * that). A tab or a no-break space after the code counts as a space, an en dash as a hyphen: editors and web pages make them.
 */
export function readReplyLine(text: string): ReplyLineParts | null {
  if (!looksLikeReply(text)) return null;
  const code = Number(text.slice(0, 3));
  const unit = text.charCodeAt(3);
  const separator = text.length === 3 || unit === 13 ? '' : unit === 45 || unit === 0x2013 ? '-' : ' ';
  let at = Math.min(text.length, 4);
  while (at < text.length && text.charCodeAt(at) === 32) at++;
  const enhanced = readEnhancedCode(text, at);
  let textAt = enhanced ? enhanced.to : Math.min(text.length, 4);
  while (enhanced && textAt < text.length && text.charCodeAt(textAt) === 32) textAt++;
  return { code, separator, enhanced: enhanced?.text ?? null, enhancedAt: enhanced ? enhanced.from : -1, textAt };
}
