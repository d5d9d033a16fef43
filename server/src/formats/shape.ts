/**
 * What stands before the wire text in a producer's lines, with all that differs from line to line taken out: digits, ids, names of days
 * and months. Two lines with the same shape were printed by the same statement.
 */
export interface Shape {
  /** Equal for prefixes of one shape. */
  readonly id: string;
  /** Matches a line that begins with such a prefix (anchored); a named group `key` where the prefix holds an id. */
  readonly pattern: RegExp;
  /** How many words of letters it holds. */
  readonly words: number;
}

const TOKEN =
  /([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f-]{12,25})|(0x[0-9a-fA-F]+)|(\d+(?:[.:,/-]\d+)+(?:T\d+(?:[.:]\d+)*Z?)?)|([A-Za-z0-9+]*\d[A-Za-z0-9+]*)|(Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?![A-Za-z])|([ \t]+)|([A-Za-z]+)|([\s\S])/g;

/** The shape of a prefix. A prefix is short: cost is linear in it. */
export function shapeOf(prefix: string): Shape {
  let id = '';
  let source = '^';
  let keyed = false;
  let words = 0;
  for (const token of prefix.matchAll(TOKEN)) {
    const [text, uuid, pointer, numbers, mixed, name, blank, word] = token;
    if (word) words++;
    const named = (body: string): string => {
      if (keyed) return body;
      keyed = true;
      return `(?<key>${body})`;
    };
    if (uuid) {
      id += '\u0001';
      source += named('[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{17,30}');
    } else if (pointer) {
      id += '\u0002';
      source += named('0x[0-9a-fA-F]{1,16}');
    } else if (numbers) {
      id += '\u0003';
      source += '\\d+(?:[.:,/-]\\d+)+(?:T\\d+(?:[.:]\\d+)*Z?)?';
    } else if (mixed) {
      const digits = /^\d+$/.test(mixed);
      id += digits ? '\u0004' : '\u0005';
      // A number in brackets is a process, a thread, a connection; a bare one may count lines.
      const bracketed = /[[(<#][^\])>]{0,40}$|\b(?:id|sid|session|conn|connection|thread|pid)\W{0,2}$/i.test(prefix.slice(0, token.index));
      const body = digits ? '\\d{1,20}' : '[A-Za-z0-9+]{1,40}';
      source += bracketed || (!digits && mixed.length > 7) ? named(body) : body;
    } else if (name) {
      id += '\u0006';
      source += '[A-Z][a-z]{2}';
    } else if (blank) {
      id += ' ';
      source += '[ \\t]+';
    } else {
      id += text;
      source += text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    }
  }
  return { id, pattern: new RegExp(source), words };
}
