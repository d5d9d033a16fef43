/** A queue id that carries the time at which the message entered the queue. */
export interface TimedQueueId {
  readonly program: 'Postfix' | 'Exim' | 'sendmail';
  /** Milliseconds since 1970 UTC, to the second (Postfix: to the microsecond of the id, rounded). */
  readonly time: number;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Digits and consonants (Postfix `src/global/mail_queue.h`). */
const BASE52 = '0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz';

function number(text: string, alphabet: string, base: number): number {
  let value = 0;
  for (const unit of text) {
    const digit = alphabet.indexOf(unit);
    if (digit === -1 || digit >= base) return Number.NaN;
    value = value * base + digit;
  }
  return value;
}

/** No mail server wrote such ids before 1990, and a time after tomorrow is a misreading. */
const plausible = (time: number, now: number): boolean => time > 631_152_000_000 && time < now + 86_400_000 * 2;

/**
 * The time in a queue id: Postfix with `enable_long_queue_ids` (seconds and microseconds to base 52, `z`, inode), Exim (seconds to base 62,
 * then process and fraction), sendmail (year to minute, one character each, to base 60, UTC). Null for any other id, such as Postfix's short ones.
 */
export function queueIdTime(id: string, now: number = Date.now()): TimedQueueId | null {
  const found = id.length > 40 ? null : (exim(id) ?? sendmail(id, now) ?? postfix(id));
  return found && plausible(found.time, now) ? found : null;
}

function exim(id: string): TimedQueueId | null {
  const match = /^([0-9A-Za-z]{6})-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4})$/.exec(id);
  return match && { program: 'Exim', time: number(match[1], BASE62, 62) * 1000 };
}

function sendmail(id: string, now: number): TimedQueueId | null {
  const match = /^([0-9A-Za-x])([0-9AB])([1-9A-V])([0-9A-N])([0-9A-Za-x]{2})[0-9A-Za-x]{2}\d{6,7}$/.exec(id);
  if (!match) return null;
  const [year, month, day, hour] = match.slice(1, 5).map((unit) => BASE62.indexOf(unit));
  const at = (century: number) => Date.UTC(century + year, month, day, hour, BASE62.indexOf(match[5][0]), BASE62.indexOf(match[5][1]));
  const time = at(2020);
  return { program: 'sendmail', time: plausible(time, now) ? time : at(1960) };
}

function postfix(id: string): TimedQueueId | null {
  const match =
    /^([0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{6})([0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z]{4})z[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-y]{1,12}$/.exec(id);
  if (!match) return null;
  const micros = number(match[2], BASE52, 52);
  return micros < 1_000_000 ? { program: 'Postfix', time: number(match[1], BASE52, 52) * 1000 + Math.floor(micros / 1000) } : null;
}
