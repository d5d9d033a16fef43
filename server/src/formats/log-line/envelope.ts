import type { Prefix } from './prefix';
import { Stamp } from './time';

const SPACE = 32;
const COLON = 58;

/** Makes the string of journald's `MESSAGE`, or of a container runtime's `log`, the message; its escapes are kept. */
export function jsonEnvelope(prefix: Prefix, at: number): void {
  const { line } = prefix;
  let key = line.indexOf('"MESSAGE"', at);
  const journald = key !== -1;
  if (!journald) {
    if (line.indexOf('"stream"', at) === -1) return;
    key = line.indexOf('"log"', at);
    if (key === -1) return;
  }
  const [from, to] = jsonString(line, key + (journald ? 9 : 5), prefix.to);
  if (from < 0) return;
  prefix.from = from;
  prefix.to = to;
  if (journald) {
    const identifier = line.indexOf('"SYSLOG_IDENTIFIER"', at);
    if (identifier !== -1)
      [prefix.programFrom, prefix.programTo] = jsonString(line, identifier + 19, line.length).map((n) => Math.max(0, n));
    const host = line.indexOf('"_HOSTNAME"', at);
    if (host !== -1) [prefix.hostFrom, prefix.hostTo] = jsonString(line, host + 11, line.length).map((n) => Math.max(0, n));
    const pid = line.indexOf('"_PID"', at);
    if (pid !== -1) [prefix.pidFrom, prefix.pidTo] = jsonString(line, pid + 6, line.length).map((n) => Math.max(0, n));
    const clock = /"__REALTIME_TIMESTAMP" ?: ?"(\d{10})/.exec(line);
    if (clock) {
      prefix.timeKind = Stamp.Epoch;
      prefix.timeAt = clock.index + clock[0].length - 10;
    }
  } else if (line.startsWith('\\n', to - 2)) prefix.to = to - 2;
}

/** Columns of the string that follows `: ` at `at`; [-1, -1] if there is none. */
function jsonString(line: string, at: number, end: number): [number, number] {
  let i = at;
  while (i < end && (line.charCodeAt(i) === COLON || line.charCodeAt(i) === SPACE)) i++;
  if (line.charCodeAt(i) !== 34) return [-1, -1];
  const from = ++i;
  while (i < end && line.charCodeAt(i) !== 34) i += line.charCodeAt(i) === 92 ? 2 : 1;
  return [from, Math.min(i, end)];
}
