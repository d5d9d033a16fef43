/**
 * How a time stamp is written.
 * `Bsd`: `Nov 23 19:22:41`, the month in any language, a year may follow. `Iso`: `2026-11-23T19:22:41.123+01:00` and the same with a
 * space or slashes. `Tai`: `@400000006aa8e01a2c3ca000` of multilog. `Epoch`: seconds since 1970. `Slash`: `17/Jun/2011 17:00:45`.
 * `Dash`: `Jul-30-16 17:07:25`.
 */
export const Stamp = { None: 0, Bsd: 1, Iso: 2, Tai: 3, Epoch: 4, Slash: 5, Dash: 6 } as const;
export type Stamp = (typeof Stamp)[keyof typeof Stamp];

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Abbreviations of glibc's locales that differ from the English ones in their first three letters (lower case, no full stop). */
const LOCAL_MONTHS: Readonly<Record<string, number>> = {
  mär: 2,
  mrz: 2,
  mai: 4,
  okt: 9,
  dez: 11,
  janv: 0,
  jän: 0,
  févr: 1,
  fév: 1,
  mars: 2,
  avr: 3,
  juin: 5,
  juil: 6,
  août: 7,
  aoû: 7,
  déc: 11,
  ene: 0,
  abr: 3,
  ago: 7,
  set: 8,
  dic: 11,
  gen: 0,
  mag: 4,
  giu: 5,
  lug: 6,
  ott: 9,
  fev: 1,
  out: 9,
  mrt: 2,
  mei: 4,
  maj: 4,
  sty: 0,
  lut: 1,
  kwi: 3,
  cze: 5,
  lip: 6,
  sie: 7,
  wrz: 8,
  paź: 9,
  lis: 10,
  gru: 11,
  янв: 0,
  фев: 1,
  мар: 2,
  апр: 3,
  май: 4,
  мая: 4,
  июн: 5,
  июл: 6,
  авг: 7,
  сен: 8,
  окт: 9,
  ноя: 10,
  дек: 11,
};

/** Month 0 to 11 of an abbreviation in English or one of the languages that syslog writes; -1 where unknown. */
function monthOf(name: string): number {
  const low = name.toLowerCase().replace('.', '');
  const local = LOCAL_MONTHS[low] ?? LOCAL_MONTHS[low.slice(0, 3)];
  return local ?? MONTHS.indexOf(low.slice(0, 3));
}

const number = (line: string, from: number, digits: number): number => {
  let n = 0;
  for (let i = from; i < from + digits; i++) n = n * 10 + (line.charCodeAt(i) - 48);
  return n;
};

const START = Date.UTC(1972, 0, 1);

/**
 * Reads the time stamp at column `at` (UTF-16 units). Returns milliseconds since 1970 UTC or, if the stamp has no year, since the start of
 * an unknown (leap) year. A time without a zone is taken as UTC. Returns NaN if there is no stamp of that kind.
 */
export function timeOf(line: string, kind: Stamp, at: number): number {
  const time = read(line, kind, at);
  return Math.abs(time) <= LATEST ? time : Number.NaN;
}

/** The last moment that a Date can hold (ECMA-262, "Time Values and Time Range"). */
const LATEST = 8.64e15;

/** The day read last, without and with a year: thousands of lines of a log share one day. */
const noYear = { text: '', from: Number.NaN };
const dated = { text: '', from: Number.NaN };

/** Milliseconds of `hh:mm:ss` at `at`. */
const clock = (line: string, at: number): number =>
  (number(line, at, 2) * 3600 + number(line, at + 3, 2) * 60 + number(line, at + 6, 2)) * 1000;

/** Milliseconds of `Nov 23 19:22:41` without fraction or year; NaN for any other stamp. */
function plainBsd(line: string, at: number): number {
  const behind = line.charCodeAt(at + 15);
  if (!clockAt(line, at + 7) || behind === 46 || behind === 44 || isDigit(line.charCodeAt(at + 16))) return Number.NaN;
  const text = line.slice(at, at + 6);
  if (text !== noYear.text) {
    const [, name, day] = /^(\S{3}) ([ \d]\d)$/.exec(text) ?? ['', '', ''];
    const month = monthOf(name);
    noYear.text = text;
    noYear.from = month < 0 ? Number.NaN : Date.UTC(1972, month, Number(day)) - START;
  }
  return noYear.from + clock(line, at + 7);
}

function read(line: string, kind: Stamp, at: number): number {
  switch (kind) {
    case Stamp.Bsd: {
      const plain = plainBsd(line, at);
      if (!Number.isNaN(plain)) return plain;
      const m = /^(\S{3,6}) +(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:[.,](\d{1,6}))?(?: (\d{4})(?= ))?/.exec(line.slice(at, at + 48));
      if (!m) return Number.NaN;
      const month = monthOf(m[1]);
      if (month < 0) return Number.NaN;
      const fraction = m[6] ? Number(`0.${m[6]}`) * 1000 : 0;
      const time =
        Date.UTC(m[7] ? Number(m[7]) : 1972, month, Number(m[2]), Number(m[3]), Number(m[4]), Number(m[5])) + Math.floor(fraction);
      return m[7] ? time : time - START;
    }
    case Stamp.Iso: {
      const t = line.charCodeAt(at + 10);
      if ((t !== SPACE && t !== 84) || !clockAt(line, at + 11)) return Number.NaN;
      const text = line.slice(at, at + 10);
      if (text !== dated.text) {
        const m = /^(\d{4}).(\d\d).(\d\d)$/.exec(text);
        dated.text = text;
        dated.from = m ? Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3])) : Number.NaN;
      }
      const end = fraction(line, at + 19);
      const digits = Math.min(3, Math.max(0, end - at - 20));
      const time = dated.from + clock(line, at + 11) + number(line, at + 20, digits) * 10 ** (3 - digits);
      return time - zoneAt(line, end);
    }
    case Stamp.Tai: {
      // TAI64 labels count from 2^62 and run 10 s ahead of what multilog's readers subtract (tai64nlocal).
      const seconds = Number.parseInt(line.slice(at + 2, at + 17), 16);
      const nanos = Number.parseInt(line.slice(at + 17, at + 25), 16);
      return (seconds - 10) * 1000 + (Number.isFinite(nanos) ? Math.floor(nanos / 1e6) : 0);
    }
    case Stamp.Epoch:
      // Systemd's journal counts microseconds, without a point.
      return Math.floor(Number(/^\d{1,10}(?:\.\d{1,9})?/.exec(line.slice(at, at + 24))?.[0] ?? Number.NaN) * 1000);
    case Stamp.Slash:
    case Stamp.Dash: {
      const m = /^(?:(\d\d)\/(\w{3})\/(\d{4})|(\w{3})-(\d\d)-(\d\d)) (\d\d):(\d\d):(\d\d)/.exec(line.slice(at, at + 24));
      if (!m) return Number.NaN;
      const month = monthOf(m[2] ?? m[4]);
      if (month < 0) return Number.NaN;
      return Date.UTC(m[3] ? Number(m[3]) : 2000 + Number(m[6]), month, Number(m[1] ?? m[5]), Number(m[7]), Number(m[8]), Number(m[9]));
    }
    default:
      return Number.NaN;
  }
}

/** Milliseconds by which the zone at `at` (`+0100`, perhaps after a space) is ahead of UTC; 0 for `Z` and without a zone. */
function zoneAt(line: string, at: number): number {
  const from = at + (line.charCodeAt(at) === SPACE ? 1 : 0);
  const sign = line.charCodeAt(from);
  if (sign !== 43 && sign !== 45) return 0;
  const minutes = from + 3 + (line.charCodeAt(from + 3) === COLON ? 1 : 0);
  for (const column of [from + 1, from + 2, minutes, minutes + 1]) if (!isDigit(line.charCodeAt(column))) return 0;
  return (sign === 45 ? -1 : 1) * (number(line, from + 1, 2) * 60 + number(line, minutes, 2)) * 60_000;
}

/** Whether a time of `timeOf` counts from the start of an unknown year. */
export function yearUnknown(time: number): boolean {
  return time < 367 * 86_400_000;
}

const SPACE = 32;
const COLON = 58;
const isDigit = (c: number) => c >= 48 && c <= 57;

/** End (exclusive) of `Nov 23 19:22:41`, with the year and the space after it; -1 if there is no such stamp. */
export function bsdStamp(line: string, at: number): number {
  let i = at;
  while (i < at + 6 && line.charCodeAt(i) > SPACE) i++;
  if (i < at + 3 || line.charCodeAt(i) !== SPACE) return -1;
  const month = i;
  i++;
  if (line.charCodeAt(i) === SPACE) i++;
  if (!isDigit(line.charCodeAt(i))) return -1;
  i++;
  if (isDigit(line.charCodeAt(i))) i++;
  if (line.charCodeAt(i) !== SPACE || !clockAt(line, i + 1)) return -1;
  // Three ASCII letters and a clock are a month anywhere; anything else must be one that we know.
  if (month !== at + 3 || line.charCodeAt(at + 1) > 127) if (monthOf(line.slice(at, month)) < 0) return -1;
  i = fraction(line, i + 9);
  if (line.charCodeAt(i) !== SPACE && i < line.length) return -1;
  const year =
    isDigit(line.charCodeAt(i + 1)) &&
    isDigit(line.charCodeAt(i + 2)) &&
    isDigit(line.charCodeAt(i + 3)) &&
    isDigit(line.charCodeAt(i + 4));
  if (year && line.charCodeAt(i + 5) === SPACE) i += 5;
  return Math.min(i + 1, line.length);
}

/** Whether there is `hh:mm:ss` at `at`. */
export function clockAt(line: string, at: number): boolean {
  return (
    line.charCodeAt(at + 2) === COLON &&
    line.charCodeAt(at + 5) === COLON &&
    isDigit(line.charCodeAt(at)) &&
    isDigit(line.charCodeAt(at + 1)) &&
    isDigit(line.charCodeAt(at + 3)) &&
    isDigit(line.charCodeAt(at + 4)) &&
    isDigit(line.charCodeAt(at + 6)) &&
    isDigit(line.charCodeAt(at + 7))
  );
}

/** End of `.123456` or `,123`, if any. */
function fraction(line: string, at: number): number {
  const c = line.charCodeAt(at);
  if ((c !== 46 && c !== 44) || !isDigit(line.charCodeAt(at + 1))) return at;
  let i = at + 1;
  while (i < at + 12 && isDigit(line.charCodeAt(i))) i++;
  return i;
}

/** End (exclusive) of an ISO 8601 stamp, its zone and spaces; -1 if there is none. A stamp before a comma is a cell of a table, not a prefix. */
export function isoStamp(line: string, at: number): number {
  const dash = line.charCodeAt(at + 4);
  if ((dash !== 45 && dash !== 47) || line.charCodeAt(at + 7) !== dash) return -1;
  const t = line.charCodeAt(at + 10);
  if ((t !== SPACE && t !== 84) || !isDigit(line.charCodeAt(at + 3)) || !isDigit(line.charCodeAt(at + 9)) || !clockAt(line, at + 11))
    return -1;
  let i = fraction(line, at + 19);
  const zone = i + (line.charCodeAt(i) === SPACE ? 1 : 0);
  const z = line.charCodeAt(zone);
  if (z === 90 && zone === i) i++;
  else if ((z === 43 || z === 45) && isDigit(line.charCodeAt(zone + 1)) && isDigit(line.charCodeAt(zone + 2))) {
    const minutes = zone + 3 + (line.charCodeAt(zone + 3) === COLON ? 1 : 0);
    if (isDigit(line.charCodeAt(minutes)) && isDigit(line.charCodeAt(minutes + 1))) i = minutes + 2;
  }
  if (i >= line.length) return i;
  const c = line.charCodeAt(i);
  if (c !== SPACE && c !== 9) return -1;
  while (i < line.length && (line.charCodeAt(i) === SPACE || line.charCodeAt(i) === 9)) i++;
  return i;
}

/** End (exclusive) of `1054189746.123136 `, with its space; -1 if there is none. */
export function epochStamp(line: string, at: number): number {
  for (let i = at; i < at + 10; i++) if (!isDigit(line.charCodeAt(i))) return -1;
  const i = fraction(line, at + 10);
  return line.charCodeAt(i) === SPACE ? i + 1 : -1;
}

export function taiStamp(line: string, at: number): boolean {
  if (line.charCodeAt(at + 1) !== 52 || line.charCodeAt(at + 25) !== SPACE) return false;
  return /^[0-9a-f]{24}$/.test(line.slice(at + 1, at + 25));
}
