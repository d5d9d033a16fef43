import { bsdStamp, isoStamp } from './time';

/**
 * A log line inside something else: in a string of a test or of a JSON event, after a comment's mark, in a list. Columns of the
 * containing line.
 */
export interface Quotation {
  readonly from: number;
  /** Where the string ends (exclusive); the end of the line if there is no quote. */
  readonly to: number;
}

/** A comment's or list's mark. Bounded: every line of another program is tested. */
const MARK =
  /^[ \t]{0,80}(?:(?:#|\/\/|\*|-|;|--|rem)[ \t]{0,8}(?:[A-Z]{2,4} (?=NOQUEUE|[0-9A-F]{6,16}: |[A-Z][a-z]{2} ))?)?(?:["'`]{1,3})?/;
/** The same with a label: `// Example: `. */
const LABEL = /^[ \t]{0,80}(?:#{1,4}|\/\/|\*|-|;|--|rem)?[ \t]{0,8}[A-Za-z][\w.() -]{0,30}:[ \t]{1,8}["'`]{0,3}/;
/** A name that a string is assigned to, a call, a key, a cell of a table, a tag. */
const GIVEN =
  /^[ \t]{0,80}(?:(?:echo|printf|logger)(?: -\w+)*[ \t]{1,4}|[\w.$@(=,:\t -]{0,60}(?:=|:=|:|\()[ \t]{0,4}|"[\w. -]{1,60}"[ \t]?:[ \t]{0,4}|\{?"[\w/ .-]{1,40}",[ \t]{0,4})?(?:[rbf@$]?["'`]{1,3}|qq?\{|<(?:code|pre|li|p)>)?/;

/** Fields before a message, as Go loggers write them: `time="…" level=info msg="`. */
const LOGFMT = /^(?:[\w.]{1,20}=(?:"[^"]{0,60}"|[^\s"]{0,40}) ){1,6}msg="/;

/** What a log line begins with that needs no stamp: Postfix' queue id with what follows it, Exim's. */
const BARE =
  /^(?:NOQUEUE: |[0-9A-Za-z]{6,20}: (?:to=|from=<|client=|reject|milter-|warning: |message-id=|removed)|[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4} |\[?\{"(?:event|eventType|event-data|notificationType|type|email)":)/;

/** A host and a program of a mail system, if the stamp was left out. */
const TAGGED = /^(?:[\w.-]{1,60} )?(?:postfix\/[\w/-]{1,40}|(?:sm-mta|sendmail|opendkim|amavis))\[\d{1,8}\]: /;

/** The log line inside another line; null if there is none. Examines the first 200 columns. */
export function quotedLog(line: string): Quotation | null {
  const head = line.slice(0, 200);
  for (const pattern of [MARK, GIVEN, LABEL, LOGFMT]) {
    const opening = pattern.exec(head)?.[0] ?? '';
    const from = opening.length;
    if (opening.trim() === '' || from + 30 > line.length || !begins(line, from)) continue;
    return { from, to: closeOf(line, from, /["'`]{1,3}$/.exec(opening)?.[0]) };
  }
  return null;
}

/** Where the string ends that `quote` opened before `from`: a log line may contain an apostrophe, but not a bare double quote. */
function closeOf(line: string, from: number, quote: string | undefined): number {
  if (!quote) return line.length;
  let close = quote === '"' ? line.indexOf(quote, from) : line.lastIndexOf(quote);
  while (quote === '"' && close > 0 && line[close - 1] === '\\') close = line.indexOf(quote, close + 1);
  return close > from ? close : line.length;
}

const begins = (line: string, at: number): boolean =>
  bsdStamp(line, at) > 0 ||
  isoStamp(line, at) > 0 ||
  /^\d{10}\.\d/.test(line.slice(at, at + 12)) ||
  BARE.test(line.slice(at, at + 40)) ||
  TAGGED.test(line.slice(at, at + 120));
