import { isIPv6 } from '../syntax/ip-address';
import { eachMatch } from '../text/matches';
import type { Run } from './runs';

/** Not part of a longer number, nor the version of a program; otherwise in any context. */
export const IPV4 =
  /(?<![\d.]|(?<!u00[0-9a-f]{2})(?<=[A-Za-z]-?))(?<!\b(?:version|release|build)[ :=]{1,2})\d{1,3}(?:\.\d{1,3}){3}(?![A-Za-z0-9]|\.\d)/y;
/** tcpdump appends the port with one more dot. */
export const IPV4_AND_PORT = /(?<=\bIP |> |^ {4})\d{1,3}(?:\.\d{1,3}){3}(?=\.[\w-]{2,20}(?: >|:))/y;
export const IPV6 = /(?<![\w.-]|(?<!\bIPv6):)[0-9A-Fa-f:]{0,30}:[0-9A-Fa-f:]{1,38}(?![\w:]|\.\d)/g;

type Use = (from: number, text: string) => void;

/** Calls `use` with what has the shape of an IPv4 address; octets above 255 are not ruled out. `runs`: the dotted runs of the line. */
export function eachIPv4(line: string, runs: readonly Run[], use: Use): void {
  for (const pattern of [IPV4, IPV4_AND_PORT]) for (const run of runs) if (run.dots >= 3) eachNumberIn(line, run, pattern, use);
}

/** Calls `use` with each IPv6 address that is no clock time. */
export function eachIPv6(line: string, use: Use): void {
  if (!mayHoldIPv6(line)) return;
  eachMatch(IPV6, line, ({ index, 0: text }) => {
    if (isIPv6(text) && /\d|[a-f]{4}/i.test(text) && (text.includes('::') || text.length > 14)) use(index, text);
  });
}

const DOT = 46;
const COLON = 58;
const isDigit = (unit: number): boolean => unit >= 48 && unit < 58;

/** Tries a sticky pattern of a number with dots wherever a number begins in a run. */
function eachNumberIn(line: string, { from, to }: Run, pattern: RegExp, use: Use): void {
  for (let at = from; at < to; at++) {
    if (!isDigit(line.charCodeAt(at))) continue;
    const before = line.charCodeAt(at - 1);
    if (isDigit(before) || before === DOT) continue;
    pattern.lastIndex = at;
    const text = pattern.exec(line)?.[0];
    if (text === undefined) continue;
    use(at, text);
    at += text.length - 1;
  }
}

/** Whether a line has the colons of an IPv6 address: two in a row, or seven. */
function mayHoldIPv6(line: string): boolean {
  let colons = 0;
  for (let at = line.indexOf(':'); at >= 0; at = line.indexOf(':', at + 1))
    if (++colons === 7 || line.charCodeAt(at + 1) === COLON) return true;
  return false;
}
