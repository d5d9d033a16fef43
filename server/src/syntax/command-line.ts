/** A command line (RFC 5321 §4.1.1): verb, then argument. Units of the text, ends exclusive. */
export interface CommandLineParts {
  /** In upper case. */
  readonly verb: string;
  readonly verbFrom: number;
  readonly verbTo: number;
  readonly argumentAt: number;
}

/**
 * Reads a command line. A leading space is tolerated (rules judge it). Null if the line does not begin with a word: an answer to a
 * 334, an empty line, binary noise.
 */
export function readCommandLine(text: string): CommandLineParts | null {
  let at = 0;
  while (at < text.length && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  const verbFrom = at;
  while (at < text.length && isVerbUnit(text.charCodeAt(at))) at++;
  if (at === verbFrom || !isLetter(text.charCodeAt(verbFrom))) return null;
  const verbTo = at;
  while (at < text.length && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  return { verb: text.slice(verbFrom, verbTo).toUpperCase(), verbFrom, verbTo, argumentAt: at };
}

const isLetter = (unit: number): boolean => (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
const isVerbUnit = (unit: number): boolean => isLetter(unit) || (unit >= 48 && unit <= 57) || unit === 45 || unit === 95;

const SURE =
  /^(?:(?:EHLO|HELO|LHLO)(?:[ \t]+\S|$)|MAIL[ \t]+FROM[ \t]*:|RCPT[ \t]+TO[ \t]*:|AUTH[ \t]+[A-Z0-9_-]{3,20}(?:[ \t]|$)|STARTTLS[ \t]*$|BDAT[ \t]+\d+|(?:XCLIENT|XFORWARD)[ \t]+[A-Z]+=|ETRN[ \t]+\S|(?:VRFY|EXPN)[ \t]+\S|(?:SEND|SOML|SAML)[ \t]+FROM:|BURL[ \t]+\S+)/i;
const LIKELY =
  /^(?:DATA|RSET|QUIT|NOOP|HELP|TURN|ONEX|VERB|QUEU)[ \t]*$|^(?:VRFY|EXPN|HELP|NOOP|ATRN|VERB|MAIL|RCPT)(?:[ \t]+[^ \t].*)?$|^X-?(?:EXPS|EXCH50|ANONYMOUSTLS|LINK2STATE|EXPS)\b/i;

/** How surely the words of a line make it an SMTP command: 2 no other text looks like that, 1 it may be one, 0 it does not look like one. */
export function commandLikeness(text: string): 0 | 1 | 2 {
  const unit = text.charCodeAt(0);
  if (!isLetter(unit)) return 0;
  if (SURE.test(text)) return 2;
  return LIKELY.test(text) ? 1 : 0;
}
