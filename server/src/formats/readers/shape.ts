/**
 * What precedes the wire text in a producer's lines, without all that differs from line to line: digits, ids, names of days and months.
 * Two lines with the same shape were printed by the same statement.
 */
export interface Shape {
  /** Equal for prefixes of one shape. */
  readonly id: string;
  /** Matches a line that begins with such a prefix (anchored); a named group `key` if the prefix contains an id. */
  readonly pattern: RegExp;
}

const UUID = /[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f-]{12,25}/.source;
const POINTER = /0x[0-9a-fA-F]+/.source;
const NUMBERS = /\d{1,20}(?:[.:,/-]\d{1,20}){1,12}(?:T\d{1,20}(?:[.:]\d{1,20}){0,6}Z?)?/.source;
const MIXED = /[A-Za-z+]{0,40}\d[A-Za-z0-9+]*/.source;
const NAME = /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?![A-Za-z])/.source;
const VARIES = new RegExp(`${UUID}|${POINTER}|${NUMBERS}|${MIXED}|\\b${NAME}|[ \\t]+`, 'g');
const TOKEN = new RegExp(`(${UUID})|(${POINTER})|(${NUMBERS})|(${MIXED})|(${NAME})|([ \\t]+)|([A-Za-z]+)|([\\s\\S])`, 'g');

/** The id of a prefix's shape: the prefix with a placeholder for all that varies. */
export const shapeId = (prefix: string): string => prefix.replace(VARIES, (text) => (text[0] === ' ' || text[0] === '\t' ? ' ' : '#'));

/** How many words of letters a shape has. */
export const wordsOf = (id: string): number => id.match(/[A-Za-z]+/g)?.length ?? 0;

/** The shape of a prefix. Prefixes are short: the cost is linear, but a pattern is compiled. */
export function shapeOf(prefix: string): Shape {
  let source = '^';
  let keyed = false;
  const named = (body: string): string => {
    if (keyed) return body;
    keyed = true;
    return `(?<key>${body})`;
  };
  for (const token of prefix.matchAll(TOKEN)) {
    const [text, uuid, pointer, numbers, mixed, name, blank] = token;
    if (uuid) source += named('[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{17,30}');
    else if (pointer) source += named('0x[0-9a-fA-F]{1,16}');
    else if (numbers) source += NUMBERS;
    else if (mixed) {
      const digits = /^\d+$/.test(mixed);
      const body = digits ? '\\d{1,20}' : '[A-Za-z0-9+]{1,40}';
      source += tells(prefix.slice(0, token.index)) || (!digits && mixed.length > 7) ? named(body) : body;
    } else if (name) source += '[A-Z][a-z]{2}';
    else if (blank) source += '[ \\t]+';
    else source += text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  }
  return { id: shapeId(prefix), pattern: new RegExp(source) };
}

/** Whether a number is a process, a thread or a connection, because of its brackets or a word before it; a bare one may be a line number. */
const tells = (before: string): boolean => /[[(<#][^\])>[(<#]{0,40}$|\b(?:id|sid|session|conn|connection|thread|pid)\W{0,2}$/i.test(before);
