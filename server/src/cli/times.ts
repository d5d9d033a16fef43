import { yearUnknown } from '../formats/log-line/time';
import { t } from '../text/l10n';
import { fileName } from './screen/names';
import { UsageError } from './usage-error';

const DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number): string => String(n).padStart(2, '0');

/** Times without a year count from the beginning of a leap year: any day is possible. */
const hasYear = (time: number): boolean => !yearUnknown(time);
const LEAP = Date.UTC(1972, 0);

/** A time of a log for people: `2026-11-23 19:24:32`, `Nov 23 19:24:32` if its year is unknown, empty for none. */
export function timeText(time: number): string {
  if (Number.isNaN(time)) return '';
  const date = new Date(hasYear(time) ? time : LEAP + time);
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  if (hasYear(time)) return `${date.toISOString().slice(0, 10)} ${clock}`;
  // A transcript shows only the clock time.
  if (time < DAY) return clock;
  return `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${clock}`;
}

/** The same for programs: ISO 8601, in UTC if the log shows its zone; without a year `--11-23T19:24:32.000Z`, as in `replies`; null for none. */
export function timeRecord(time: number): string | null {
  if (Number.isNaN(time)) return null;
  const iso = new Date(hasYear(time) ? time : LEAP + time).toISOString();
  return hasYear(time) ? iso : `-${iso.slice(4)}`;
}

/** A requested time, with or without a year. */
export interface Moment {
  /** Milliseconds since 1970; null if no year was given. */
  readonly whole: number | null;
  /** Milliseconds since the beginning of its year. */
  readonly inYear: number;
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
const SYSLOG = /^([A-Z][a-z]{2}) +(\d{1,2})(?: (\d\d):(\d\d)(?::(\d\d))?)?$/;

/** Reads the value of `--since` or `--until`: `2026-11-23`, `2026-11-23T19:24`, `Nov 23 19:24:32`. `end`: a day means its end. */
export function momentIn(option: string, text: string | undefined, end: boolean): Moment | null {
  if (text === undefined) return null;
  const iso = ISO.exec(text);
  const syslog = iso ? null : SYSLOG.exec(text);
  const month = syslog ? MONTHS.indexOf(syslog[1]) : Number(iso?.[2]) - 1;
  const parts = iso ? iso.slice(3, 7) : syslog ? syslog.slice(2, 6) : null;
  if (!parts || month < 0)
    throw new UsageError(t('--{0} takes a time as in 2026-11-23T19:24 or "Nov 23 19:24", not {1}', option, fileName(text)));
  const clock =
    parts[1] === undefined && end ? [23, 59, 59] : [parts[1], parts[2], parts[3] ?? (end ? 59 : 0)].map((part) => Number(part ?? 0));
  const of = (year: number): number => Date.UTC(year, month, Number(parts[0]), ...(clock as [number, number, number])) + (end ? 999 : 0);
  const zone = /([+-])(\d\d):?(\d\d)$/.exec(iso?.[7] ?? '');
  const offset = zone ? (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3])) * 60_000 : 0;
  return { whole: iso ? of(Number(iso[1])) - offset : null, inYear: of(1972) - LEAP };
}

/** Whether a time of a log is between two moments. One without a year is compared within the year; NaN is always in between. */
export function isBetween(time: number, since: Moment | null, until: Moment | null): boolean {
  if (Number.isNaN(time)) return true;
  const compared = (moment: Moment): number =>
    hasYear(time) && moment.whole !== null ? time - moment.whole : sinceNewYear(time) - moment.inYear;
  return !(since && compared(since) < 0) && !(until && compared(until) > 0);
}

function sinceNewYear(time: number): number {
  if (!hasYear(time)) return time;
  const date = new Date(time);
  return Date.UTC(1972, date.getUTCMonth(), date.getUTCDate()) - LEAP + (time % DAY);
}
