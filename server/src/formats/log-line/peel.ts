import { jsonEnvelope } from './envelope';
import { Prefix } from './prefix';
import { bsdStamp, clockAt, epochStamp, isoStamp, Stamp, taiStamp } from './time';

const SPACE = 32;
const COLON = 58;
const isDigit = (c: number) => c >= 48 && c <= 57;
const isLetter = (c: number) => (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
/** Whether a character can be part of a syslog tag. */
const isTag = (c: number) => isLetter(c) || isDigit(c) || c === 47 || c === 45 || c === 95 || c === 46 || c === 64;

/**
 * Removes the prefixes of a line, at most four, outermost first. Never throws; for a line without any, `from` is 0 (or the end of its
 * indentation and quote marks). The cost does not depend on the line's length, except for a line of JSON.
 *
 * @param start column at which the log line begins within this line
 */
export function peel(line: string, start = 0): Prefix {
  const prefix = new Prefix(line);
  let at = start;
  while (at < line.length && at < start + 80 && (line.charCodeAt(at) <= SPACE || line.charCodeAt(at) === 62)) at++;
  prefix.from = at;
  for (let round = 0; round < 4; round++) {
    const before = prefix.from;
    peelOne(prefix, round);
    // What Postfix logs is never another program's line.
    if (prefix.from === before || line.startsWith('postfix/', prefix.programFrom)) break;
  }
  return prefix;
}

function peelOne(prefix: Prefix, round: number): void {
  const { line } = prefix;
  const at = prefix.from;
  const c = line.charCodeAt(at);
  if (isDigit(c)) {
    const iso = isoStamp(line, at);
    if (iso > at) {
      stamp(prefix, Stamp.Iso, at);
      // A local stamp with a space also begins the lines of many programs that name neither host nor program.
      afterStamp(prefix, iso, line.charCodeAt(at + 10) === SPACE);
      return;
    }
    const epoch = epochStamp(line, at);
    if (epoch > at) {
      stamp(prefix, Stamp.Epoch, at);
      afterStamp(prefix, epoch, true);
    }
    return;
  }
  if (c === 64) {
    if (taiStamp(line, at)) {
      stamp(prefix, Stamp.Tai, at);
      prefix.from = at + 26;
    }
    return;
  }
  if (c === 60) {
    priority(prefix, at);
    return;
  }
  if (c === 91) {
    bracket(prefix, at);
    return;
  }
  if (c === 123) {
    if (round < 3) jsonEnvelope(prefix, at);
    return;
  }
  const bsd = bsdStamp(line, at);
  if (bsd > at) {
    stamp(prefix, Stamp.Bsd, at);
    afterStamp(prefix, bsd, false);
    return;
  }
  if (isLetter(c)) word(prefix, at, round);
}

function stamp(prefix: Prefix, kind: Stamp, at: number): void {
  prefix.timeKind = kind;
  prefix.timeAt = at;
}

/** What follows a stamp: a container runtime's stream, host, facility, program, pid, Solaris message id. */
function afterStamp(prefix: Prefix, at: number, needPid: boolean): void {
  const { line } = prefix;
  prefix.from = at;
  if (line.charCodeAt(at) === 115 && /^std(?:out|err) [FP] /.test(line.slice(at, at + 9))) {
    prefix.from = at + 9;
    return;
  }
  let first = at;
  // If the host was removed, its spaces remain.
  while (line.charCodeAt(first) === SPACE && first < at + 4) first++;
  if (line.charCodeAt(first) === 91 && MEMBER.test(line.slice(first, first + 130))) {
    member(prefix, first);
    return;
  }
  if (line.charCodeAt(first) === 60) {
    // FreeBSD's `syslogd -v`: `<mail.notice> host`.
    const end = line.indexOf('> ', first);
    if (end > first && end < first + 24) first = end + 2;
  }
  let end = first;
  while (end < line.length && end < first + 256 && line.charCodeAt(end) > SPACE) end++;
  if (line.charCodeAt(end - 1) === COLON && program(prefix, first, needPid)) {
    prefix.hostFrom = prefix.hostTo = first;
    return;
  }
  if (line.charCodeAt(end) !== SPACE) return;
  let behind = end + 1;
  while (line.charCodeAt(behind) === SPACE && behind < end + 8) behind++;
  if (program(prefix, behind, needPid)) {
    // `INFO    postfix/smtp[139]:` of containers names a level where others name the host.
    prefix.hostFrom = first;
    prefix.hostTo = LEVEL.test(line.slice(first, Math.min(end, first + 9))) ? first : end;
    return;
  }
  // A second stamp follows (a runtime's before syslog's): the next round reads it.
  prefix.from = first;
  if (!needPid && end - first < 6 && bsdStamp(line, first) > first) return;
  // busybox syslogd: `host mail.info program[pid]:`.
  let facility = end + 1;
  while (facility < end + 17 && (isLetter(line.charCodeAt(facility)) || line.charCodeAt(facility) === 46)) facility++;
  if (line.charCodeAt(facility) !== SPACE || !program(prefix, facility + 1, needPid)) {
    prefix.from = at;
    return;
  }
  prefix.hostFrom = first;
  prefix.hostTo = end;
}

const LEVEL = /^(?:DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRIT|CRITICAL|FATAL|debug|info|notice|warn|warning|error|crit)$/;

/** Reads `postfix/smtp[7126]: ` at `at` and moves the beginning of the message after it. */
function program(prefix: Prefix, at: number, needPid: boolean): boolean {
  const { line } = prefix;
  let i = at;
  while (i < at + 96 && isTag(line.charCodeAt(i))) i++;
  if (i === at) return false;
  const end = i;
  let pidFrom = end;
  let pidTo = end;
  if (line.charCodeAt(i) === 91) {
    pidFrom = i + 1;
    i = pidFrom;
    while (i < pidFrom + 12 && isDigit(line.charCodeAt(i))) i++;
    pidTo = i;
    if (line.charCodeAt(i) !== 93 || pidTo === pidFrom) return false;
    i++;
    if (line.charCodeAt(i) !== COLON && line.charCodeAt(i) !== SPACE && i < line.length) return false;
  } else if (needPid || line.charCodeAt(i) !== COLON) return false;
  if (line.charCodeAt(i) === COLON) i++;
  if (i < line.length && line.charCodeAt(i) !== SPACE) return false;
  while (i < line.length && line.charCodeAt(i) === SPACE) i++;
  if (line.charCodeAt(i) === 91 && line.startsWith('[ID ', i)) {
    const tag = line.indexOf('] ', i);
    if (tag > i && tag < i + 40) i = tag + 2;
  }
  prefix.programFrom = at;
  prefix.programTo = end;
  prefix.pidFrom = pidFrom;
  prefix.pidTo = pidTo;
  prefix.from = i;
  return true;
}

/** `<22>`, and the rest of an RFC 5424 header if a version follows. */
function priority(prefix: Prefix, at: number): void {
  const { line } = prefix;
  const m = /^<\d{1,3}>(1 )?/.exec(line.slice(at, at + 8));
  if (!m) return;
  prefix.from = at + m[0].length;
  if (!m[1]) {
    // Without a stamp, the tag follows directly.
    program(prefix, prefix.from, true);
    return;
  }
  const cells: number[] = [];
  let i = prefix.from;
  for (let n = 0; n < 5; n++) {
    const end = line.indexOf(' ', i);
    if (end === -1 || end > i + 256) return;
    cells.push(i, end);
    i = end + 1;
  }
  if (line.charCodeAt(i) === 45) i++;
  else
    while (line.charCodeAt(i) === 91) {
      let quoted = false;
      for (i++; i < line.length && (quoted || line.charCodeAt(i) !== 93); i++) {
        const c = line.charCodeAt(i);
        if (c === 92) i++;
        else if (c === 34) quoted = !quoted;
      }
      i++;
    }
  if (line.charCodeAt(i) === SPACE) i++;
  if (line.charCodeAt(i) === 0xfeff) i++;
  if (line.charCodeAt(cells[0] + 4) === 45) stamp(prefix, Stamp.Iso, cells[0]);
  [prefix.hostFrom, prefix.hostTo, prefix.programFrom, prefix.programTo] = cells.slice(2, 6);
  if (line.slice(cells[6], cells[7]) !== '-') [prefix.pidFrom, prefix.pidTo] = cells.slice(6, 8);
  prefix.from = Math.min(i, line.length);
}

/** `[pod/mail-0/postfix] `, Exim's `[1/5] ` before split records, Kerio's `[17/Jun/2011 17:00:45] `. */
function bracket(prefix: Prefix, at: number): void {
  const head = prefix.line.slice(at, at + 200);
  const m = /^\[(?:pod\/[^\]]{1,180}|\d{1,4}[/\\]\d{1,4})\] /.exec(head);
  if (m) prefix.from = at + m[0].length;
  else if (MEMBER.test(head)) member(prefix, at);
  else if (/^\[\d\d\/\w{3}\/\d{4} \d\d:\d\d:\d\d\] /.test(head)) {
    stamp(prefix, Stamp.Slash, at + 1);
    prefix.from = at + 23;
  }
}

const MEMBER = /^\[\d{1,4}:[\w.-]{1,60}:[\w/-]{2,40}\] /;

/** `[1:host:program] `: how some collectors join a number, the host and the program. */
function member(prefix: Prefix, at: number): void {
  const { line } = prefix;
  prefix.hostFrom = line.indexOf(':', at) + 1;
  prefix.hostTo = line.indexOf(':', prefix.hostFrom);
  prefix.programFrom = prefix.hostTo + 1;
  prefix.programTo = line.indexOf(']', at);
  prefix.from = prefix.programTo + 2;
}

const WEEKDAY = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /;

/** What begins with a word: compose's `mail-1  | `, a weekday, `Jul-30-16`, a file name of grep, a bare `program[pid]: `. */
function word(prefix: Prefix, at: number, round: number): void {
  const { line } = prefix;
  if (line.charCodeAt(at + 3) === SPACE && WEEKDAY.test(line.slice(at, at + 4))) {
    const end = bsdStamp(line, at + 4);
    if (end > 0) {
      stamp(prefix, Stamp.Bsd, at + 4);
      prefix.from = end;
    }
    return;
  }
  if (line.charCodeAt(at + 3) === 45 && line.charCodeAt(at + 6) === 45 && line.charCodeAt(at + 9) === SPACE && clockAt(line, at + 10)) {
    stamp(prefix, Stamp.Dash, at);
    prefix.from = at + 19;
    return;
  }
  let i = at;
  while (i < at + 64 && isTag(line.charCodeAt(i))) i++;
  const c = line.charCodeAt(i);
  if (c === 91) {
    // Without a stamp, a word is a program only if it has a pid.
    if (round === 0) program(prefix, at, true);
  } else if (c === SPACE) {
    while (i < at + 80 && line.charCodeAt(i) === SPACE) i++;
    if (line.charCodeAt(i) === 124 && line.charCodeAt(i + 1) === SPACE) {
      i += 2;
      while (i < at + 96 && line.charCodeAt(i) === SPACE) i++;
      prefix.from = i;
    } else if (round === 0 && program(prefix, i, true)) {
      // `host program[pid]: ` of a stamp cut off.
      prefix.hostFrom = at;
      prefix.hostTo = line.indexOf(' ', at);
    }
  } else if (c === COLON && round === 0) {
    i++;
    // `mail.log:123:` and `mail.log:` of grep, only if a stamp follows.
    while (isDigit(line.charCodeAt(i)) && isDigit(line.charCodeAt(i + 1)) && line.charCodeAt(i + 4) !== 45) i++;
    if (isDigit(line.charCodeAt(i)) && line.charCodeAt(i + 1) === COLON) i += 2;
    if (bsdStamp(line, i) > 0 || isoStamp(line, i) > 0) prefix.from = i;
    else if (line.startsWith('postfix', at)) program(prefix, at, false);
  }
}
