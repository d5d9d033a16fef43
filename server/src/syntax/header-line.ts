/** A line of the header section (RFC 5322 §2.2). */
export interface HeaderLine {
  readonly kind: 'field' | 'folded' | 'empty' | 'other';
  /** In lower case; empty unless the line is a `field`. */
  readonly name: string;
  /** Units of the text: the end of the name (spaces before the colon are the units from `nameTo` to `colonAt`), the colon, the value. */
  readonly nameTo: number;
  readonly colonAt: number;
  readonly valueAt: number;
}

const NONE: Omit<HeaderLine, 'kind'> = { name: '', nameTo: 0, colonAt: -1, valueAt: 0 };
const FIELD = /^([!-9;-~]{1,200})([ \t]{0,20}):/;

/** Reads one line as part of a header section: `name: value`, a folded continuation, the empty line that ends it, or none of these. */
export function readHeaderLine(text: string): HeaderLine {
  if (text === '') return { kind: 'empty', ...NONE };
  if (text[0] === ' ' || text[0] === '\t') return { kind: 'folded', ...NONE };
  const match = FIELD.exec(text);
  if (!match) return { kind: 'other', ...NONE };
  const colonAt = match[0].length - 1;
  let valueAt = colonAt + 1;
  while (valueAt < text.length && (text[valueAt] === ' ' || text[valueAt] === '\t')) valueAt++;
  return { kind: 'field', name: match[1].toLowerCase(), nameTo: match[1].length, colonAt, valueAt };
}

const KNOWN =
  /^(?:from|to|cc|bcc|subject|date|message-id|reply-to|sender|mime-version|content-[a-z-]+|received|return-path|in-reply-to|references|x-[a-z0-9-]+|list-[a-z-]+|dkim-signature|authentication-results|user-agent|importance|priority|precedence|auto-submitted|organization|comments|keywords|disposition-notification-to|thread-[a-z]+|feedback-id|arc-[a-z-]+|delivered-to|errors-to|resent-[a-z-]+)$/;

/** Whether a name (lower case) is one that mail programs write. */
export const isKnownHeader = (name: string): boolean => KNOWN.test(name);

/** The domain of the first address in the value of an address field, in lower case; null if none is clearly visible. */
export function domainOfAddressField(value: string): string | null {
  const angle = /<[^<>@\s]{1,200}@([A-Za-z0-9.-]{1,255})>/.exec(value);
  if (angle) return angle[1].toLowerCase();
  const bare = /^\s{0,8}[^<>@\s,;"]{1,200}@([A-Za-z0-9.-]{1,255})\s{0,8}$/.exec(value);
  return bare ? bare[1].toLowerCase() : null;
}
