/** `41 s`, `3 min 20 s`, `2 h 5 min`, `4 d 3 h`, `120 ms` of milliseconds. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const pairs: readonly (readonly [number, string, number, string])[] = [
    [86_400, 'd', 3600, 'h'],
    [3600, 'h', 60, 'min'],
    [60, 'min', 1, 's'],
  ];
  for (const [unit, name, part, partName] of pairs) {
    if (seconds < unit) continue;
    const rest = Math.floor((seconds % unit) / part);
    return `${Math.floor(seconds / unit)} ${name}${rest ? ` ${rest} ${partName}` : ''}`;
  }
  return `${seconds} s`;
}

/** Milliseconds of a delay as mail systems write it: `4.3` (seconds), `1+03:11:17`, `00:08:18`, `3m45s`, `129ms`; 0 for anything else. */
export function delayIn(text: string): number {
  const clock = /^(?:(\d{1,4})\+)?(\d{1,3}):(\d\d):(\d\d)$/.exec(text);
  if (clock) return (((Number(clock[1] ?? 0) * 24 + Number(clock[2])) * 60 + Number(clock[3])) * 60 + Number(clock[4])) * 1000;
  if (/^\d{1,9}(?:\.\d{1,6})?$/.test(text)) return Math.round(Number(text) * 1000);
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
  if (!/^(?:\d{1,9}(?:\.\d{1,6})?(?:ms|[smhdw]))+$/.test(text)) return 0;
  let sum = 0;
  for (const [, n, unit] of text.matchAll(/([\d.]+)(ms|[smhdw])/g)) sum += Number(n) * units[unit];
  return Math.round(sum);
}
