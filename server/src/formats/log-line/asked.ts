import type { LogEntry } from '../log';
import { Entry } from './entry';
import { peel } from './peel';
import { reasonIn } from './reason';
import { enhancedAt, replyAt } from './reply';
import { written } from './said';

/** A code that only the question makes one: at the beginning, or after a word for it. */
const CODE = /^\W{0,6}(?=[45]\d\d[ :-]\s?\S)|\b(?:code|error|reply|response|status)["']?\s?[:=#(]?\s?["'(]?(?=[45]\d\d\b(?![.\d]))/i;
/** An enhanced code anywhere. */
const ENHANCED = /(?<![\w.])[45]\.\d{1,3}\.\d{1,3}(?![\w.])/;

/** A host with a port that is not used for mail: the question is about a database or a web page. */
const OTHER_PORT =
  /(?:\d\]?|\blocalhost|\.(?!(?:c|cc|cpp|cs|go|java|js|mjs|php|py|rb|rs|ts):)[a-z]{1,24}):(?!(?:25|24|26|465|587|588|2525|2465|2587|1025|10025)\b)\d{2,5}\b(?!:\d)/;
/** A place in a source file, as compilers print it. */
const SOURCE_FILE = /^\S{1,200}\.\w{1,4}:\d{1,6}:(?:\d{1,6}:)? /;

/**
 * A line that someone asks about although nothing in it shows that it is about mail: the question itself does. A reply at its beginning or
 * after a word for it, else a failure in anyone's words. Null if there is none. Never throws; linear. For lines that no one asked about,
 * `readLogLine` decides.
 */
export function askedEntry(line: string): LogEntry | null {
  const prefix = peel(line);
  const { from, to } = prefix;
  const text = line.slice(from, Math.min(to, from + 2000));
  if (SOURCE_FILE.test(text) || OTHER_PORT.test(text) || written(text)) return null;
  const entry = new Entry('client-error', null, null, prefix);
  const code = CODE.exec(text);
  const enhanced = ENHANCED.exec(text);
  const reply =
    (code && replyAt(line, from + code.index + code[0].length, to, null, null)) ??
    (enhanced && enhancedAt(line, from + enhanced.index, to, null, null, 'reply'));
  if (reply) entry.replies = [reply];
  else entry.reason = reasonIn(text);
  return reply || entry.reason !== undefined ? entry : null;
}
