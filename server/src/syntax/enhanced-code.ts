/** An enhanced status code (RFC 3463 §2): class 2, 4 or 5, subject and detail of one to three digits. */
export interface EnhancedCode {
  /** As written: `5.1.1`. */
  readonly text: string;
  /** Units of the text it was read from; `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

const PATTERN = /([245])\.(\d{1,3})\.(\d{1,3})(?![\w.])/y;

/** The enhanced code that begins at unit `at` of `text`, or null. It must be followed by a space, a punctuation mark or the end. */
export function readEnhancedCode(text: string, at: number): EnhancedCode | null {
  PATTERN.lastIndex = at;
  const match = PATTERN.exec(text);
  return match ? { text: match[0], from: at, to: at + match[0].length } : null;
}
