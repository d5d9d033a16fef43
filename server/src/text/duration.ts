const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/**
 * A time span for people, from milliseconds: `120 ms`, `2.4 s`, `41 s`, `5 min 2 s`, `2 h 5 min`, `4 d 3 h`. At most two units, the second
 * only if it is not zero: time stamps of whole seconds must not look more precise than they are. A negative span counts as zero.
 */
export function duration(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  if (whole < 1000) return `${whole} ms`;
  const tenths = Math.round(whole / 100);
  if (tenths < 100) return `${tenths / 10} s`;
  const seconds = Math.round(whole / 1000);
  const at = UNITS.findIndex(([unit]) => seconds >= unit);
  const [unit, name] = UNITS[at];
  const [part, partName] = UNITS[at + 1] ?? UNITS[at];
  const rest = Math.floor((seconds % unit) / part);
  return `${Math.floor(seconds / unit)} ${name}${rest > 0 ? ` ${rest} ${partName}` : ''}`;
}

/** Milliseconds of a delay as mail systems write it: `4.3` (seconds), `1+03:11:17`, `00:08:18`, `3m45s`, `129ms`; 0 for anything else. */
export function delayIn(text: string): number {
  const clock = /^(?:(\d{1,4})\+)?(\d{1,3}):(\d\d):(\d\d)$/.exec(text);
  if (clock) return (((Number(clock[1] ?? 0) * 24 + Number(clock[2])) * 60 + Number(clock[3])) * 60 + Number(clock[4])) * 1000;
  if (/^\d{1,9}(?:\.\d{1,6})?$/.test(text)) return Math.round(Number(text) * 1000);
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
  if (!/^(?:\d{1,9}(?:\.\d{1,6})?(?:ms|[smhdw]))+$/.test(text)) return 0;
  let sum = 0;
  for (const [, n, unit] of text.matchAll(/(\d{1,9}(?:\.\d{1,6})?)(ms|[smhdw])/g)) sum += Number(n) * units[unit];
  return Math.round(sum);
}
