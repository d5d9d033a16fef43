import { t } from '../../text/l10n';

/** Octets in a form for people: `34.2 MiB`. Below 1024: `1000 octets`. */
export function bytes(octets: number): string {
  const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
  if (octets < 1024) return t('{0} octets', octets);
  let value = octets;
  let unit = -1;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number(value.toFixed(1))} ${units[unit]}`;
}

/** Seconds in a form for people: `90 s`, `12 min`, `3.5 h`, `2 d`. */
export function seconds(count: number): string {
  const size = Math.abs(count);
  if (size < 120) return t('{0} s', Number(count.toFixed(3)));
  if (size < 7200) return t('{0} min', Number((count / 60).toFixed(1)));
  if (size < 172_800) return t('{0} h', Number((count / 3600).toFixed(1)));
  return t('{0} d', Number((count / 86_400).toFixed(1)));
}

/** A time as `2026-01-05 10:00:00.123 UTC`, milliseconds since 1970. */
export const moment = (time: number): string =>
  new Date(time)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.000Z$|Z$/, ' UTC');
