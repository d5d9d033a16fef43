/**
 * Rows in which a program shows octets as numbers: `00000010  45 48 4c 4f …  EHLO`, also behind a stamp or in a message of JSON, the same
 * without the characters, plain hexadecimal, or Base64 under `!!binary`. A text that extends over several rows is found in the run as a
 * whole and replaced octet by octet, in the numbers and in the characters beside them.
 */
export interface OctetRun {
  /** The octets as text, one unit each (Latin-1). */
  readonly text: string;
  /** First line of the run, from 0. */
  readonly line: number;
  readonly rows: readonly OctetRow[];
  /** What `rows` are with `text` instead, which has as many octets. */
  with(text: string): string[];
}

/** The columns of a line that show octets: all of them, but for what a row is carried in. */
export interface OctetRow {
  readonly from: number;
  readonly to: number;
}

interface Row extends OctetRow {
  readonly kind: 'columns' | 'carried' | 'plain' | 'base64';
  /** What precedes the numbers: rows of one party have the same indentation. */
  readonly indent: string;
  readonly octets: readonly number[];
  /** The same columns with other octets. */
  with(octets: readonly number[]): string;
}

const COLUMNS =
  /^([ \t]{0,8}|System\.Net\S{0,20} \w{4,12}: 0 : \[\d{1,9}\] )((?:0x)?[0-9A-Fa-f]{4,8}:? {1,3}|[0-9A-F]{8} : )((?:[0-9A-Fa-f]{2}(?: {1,2}|-)){0,15}[0-9A-Fa-f]{2})(?= |$)/;
/** Two octets per group (tcpdump -X, xxd). */
const PAIRS = /^([ \t]{0,8})((?:0x)?[0-9A-Fa-f]{4,8}: {1,3})((?:[0-9A-Fa-f]{4} ){0,7}[0-9A-Fa-f]{2}(?:[0-9A-Fa-f]{2})?)(?= |$)/;
/** Without an offset before them (socat -x). */
const PLACELESS = /^( )()((?:[0-9a-f]{2} ){0,15}[0-9a-f]{2})(?= {2}|$)/;
const PLAIN = /^([ \t]{0,8})((?:[0-9A-Fa-f]{2}){4,})(\r?)$/;
const BASE64 = /^( {4,10})([A-Za-z0-9+/]{4,80}={0,2})(\r?)$/;

/** A row behind whatever a logger or a message in JSON puts before it: its offset, its numbers. The characters beside them prove that it is one. */
const OFFSET = /(?<![0-9A-Za-z])(?:0x)?[0-9A-Fa-f]{4,8}:? {1,3}(?=[0-9A-Fa-f]{2})/g;
const NUMBERS = /((?:[0-9A-Fa-f]{2}(?:[0-9A-Fa-f]{2})? {1,2}){0,15}[0-9A-Fa-f]{2}(?:[0-9A-Fa-f]{2})?)( {2,70}\|?)/y;

/** What a row of numbers may begin with: this decides most lines. */
const BEGINS = /^(?:[ \t0-9A-Fa-f]|System)/;
/** What only a row behind something else has in nearly every line. */
const GAP = '  ';

function columnsRow(line: string): Row | null {
  const match = COLUMNS.exec(line) ?? PAIRS.exec(line) ?? PLACELESS.exec(line);
  if (!match) return null;
  const [head, indent, offset, numbers] = match;
  const octets = (numbers.match(/[0-9A-Fa-f]{2}/g) ?? []).map((pair) => Number.parseInt(pair, 16));
  const rest = line.slice(head.length);
  return {
    kind: 'columns',
    from: 0,
    to: line.length,
    indent,
    octets,
    with(changed) {
      return indent + offset + pairsWith(numbers, octets, changed) + besides(rest, octets, changed);
    },
  };
}

/** The characters beside the numbers, one unit per octet; there may be a gap after the eighth. */
function besides(rest: string, octets: readonly number[], changed: readonly number[]): string {
  const seen = /^ *: /.test(rest) ? rest.indexOf(':') + 2 : rest.search(/\S/);
  if (seen < 0) return rest;
  let blanks = 0;
  while (octets[blanks] === 32) blanks++;
  const from = Math.max(0, seen - blanks);
  const gap = octets.length > 8 && ((rest[from + 8] === ' ' && octets[8] !== 32) || rest.length - from > octets.length) ? 1 : 0;
  const units = [...rest];
  for (let at = 0; at < octets.length; at++) {
    const place = from + at + (at >= 8 ? gap : 0);
    if (octets[at] !== changed[at] && place < units.length) units[place] = String.fromCharCode(changed[at]);
  }
  return units.join('');
}

function carriedRow(line: string): Row | null {
  if (!line.includes(GAP)) return null;
  // A number of a process looks like an offset.
  for (const offset of line.matchAll(OFFSET)) {
    const row = carriedFrom(line, offset.index + offset[0].length);
    if (row) return row;
  }
  return null;
}

function carriedFrom(line: string, from: number): Row | null {
  NUMBERS.lastIndex = from;
  const match = NUMBERS.exec(line);
  if (!match) return null;
  const [head, numbers] = match;
  const octets = (numbers.match(/[0-9A-Fa-f]{2}/g) ?? []).map((pair) => Number.parseInt(pair, 16));
  // Blanks are octets as well.
  const blanks = head.endsWith('|') ? 0 : octets.findIndex((octet) => octet !== 0x20);
  const seen = from + head.length - Math.max(0, blanks);
  const places = placesOf(line, seen, octets, false) ?? placesOf(line, seen, octets, true);
  if (!places) return null;
  return {
    kind: 'carried',
    from,
    to: places[places.length - 1].to,
    indent: '',
    octets,
    with(changed) {
      let beside = '';
      let at = from + numbers.length;
      for (const [n, { from: first, to }] of places.entries()) {
        beside += line.slice(at, first) + (octets[n] === changed[n] ? line.slice(first, to) : String.fromCharCode(changed[n]));
        at = to;
      }
      return pairsWith(numbers, octets, changed) + beside;
    },
  };
}

/**
 * Where in a line each octet's character is, from `at` on: US-ASCII as itself (`escaped`: perhaps as in JSON), anything else as one unit
 * that is no letter and no digit; a gap may follow the eighth. Null where it is other text.
 */
function placesOf(line: string, at: number, octets: readonly number[], escaped: boolean): OctetRow[] | null {
  const places: OctetRow[] = [];
  for (const octet of octets) {
    const shown = octet > 0x20 && octet < 0x7f;
    if (shown && places.length === 8 && line[at] === ' ') at++;
    const from = at;
    if (escaped && shown && line[at] === '\\' && line.charCodeAt(at + 1) === octet) at++;
    if (at >= line.length || (shown ? line.charCodeAt(at) !== octet : WORD.test(line[at]))) return null;
    places.push({ from, to: ++at });
  }
  return WORD.test(line[at] ?? '') ? null : places;
}
const WORD = /[0-9A-Za-z]/;

const hexOf = (octet: number): string => octet.toString(16).padStart(2, '0');

/** The numbers of a row with other octets; one that stays is written as it was. */
function pairsWith(numbers: string, octets: readonly number[], changed: readonly number[]): string {
  let at = -1;
  return numbers.replace(/[0-9A-Fa-f]{2}/g, (pair) => (octets[++at] === changed[at] ? pair : hexOf(changed[at])));
}

function plainRow(line: string): Row | null {
  const match = PLAIN.exec(line);
  if (!match) return null;
  const octets = match[2].match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return {
    kind: 'plain',
    from: 0,
    to: line.length,
    indent: match[1],
    octets,
    with: (changed) => match[1] + changed.map(hexOf).join('') + match[3],
  };
}

function base64Row(line: string): Row | null {
  const match = BASE64.exec(line);
  if (!match || match[2].length % 4 !== 0) return null;
  const octets = Array.from(atob(match[2]), (unit) => unit.charCodeAt(0));
  return {
    kind: 'base64',
    from: 0,
    to: line.length,
    indent: match[1],
    octets,
    with: (changed) => match[1] + btoa(String.fromCharCode(...changed)) + match[3],
  };
}

/** The tag that makes indented Base64 on the lines after it a row of octets. */
export const BINARY = '!!binary';

/** Whether a line may be a row of octets. */
export const isOctetRow = (line: string): boolean =>
  (BEGINS.test(line) && (columnsRow(line) !== null || PLAIN.test(line) || BASE64.test(line))) || carriedRow(line) !== null;

const rowIn = (line: string, binary: boolean): Row | null =>
  (BEGINS.test(line) ? (columnsRow(line) ?? plainRow(line) ?? (binary ? base64Row(line) : null)) : null) ?? carriedRow(line);

/** The runs of rows of a text. `line` gives a line of it, `count` tells how many there are. Linear. */
export function* octetRuns(count: number, line: (n: number) => string): Generator<OctetRun> {
  let binary = false;
  for (let at = 0; at < count; ) {
    const text = line(at);
    if (text.includes(BINARY) && /!!binary\b/.test(text)) binary = true;
    const first = rowIn(text, binary);
    if (!first) {
      at++;
      continue;
    }
    const rows: Row[] = [first];
    while (at + rows.length < count) {
      const next = rowIn(line(at + rows.length), binary);
      if (!next || next.kind !== first.kind || next.indent !== first.indent) break;
      rows.push(next);
    }
    yield runOf(rows, at);
    at += rows.length;
  }
}

function runOf(rows: readonly Row[], line: number): OctetRun {
  return {
    text: rows.map(({ octets }) => octets.map((octet) => String.fromCharCode(octet)).join('')).join(''),
    line,
    rows,
    with(text) {
      let at = 0;
      return rows.map((row) => {
        const octets = row.octets.map(() => text.charCodeAt(at++) & 0xff);
        return row.with(octets);
      });
    },
  };
}
