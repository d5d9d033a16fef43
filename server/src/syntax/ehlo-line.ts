/** A keyword line of the reply to EHLO (RFC 5321 §4.1.1.1 `ehlo-line`). */
export interface EhloLine {
  /** In upper case. */
  readonly keyword: string;
  readonly parameters: readonly string[];
  /** Written as `AUTH=LOGIN`, which predates RFC 4954. */
  readonly equals: boolean;
}

/** Reads the text of a keyword line, after code and separator; null if it does not begin with a keyword. */
export function readEhloLine(text: string): EhloLine | null {
  const match = /^[ \t]{0,8}([A-Za-z0-9][A-Za-z0-9-]*)(?=[ \t=]|$)/.exec(text);
  if (!match) return null;
  const rest = text.slice(match[0].length);
  const parameters = rest
    .slice(rest.startsWith('=') ? 1 : 0)
    .split(/[ \t]+/)
    .filter((word) => word !== '');
  return { keyword: match[1].toUpperCase(), parameters, equals: rest.startsWith('=') };
}
