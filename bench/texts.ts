import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { logFormats } from '../server/src/formats/logs';
import { logText, seeded } from './generate';

/**
 * The texts that the bench measures on. What a program writes again and again is generated; what it refuses comes from the samples of the
 * formats, and from a folder of real logs where there is one: generated lines alone make the reading look five times faster than it is.
 */

/** Formats whose lines stand in one syslog file. */
const MIXED = new Set(['postfix', 'dovecot', 'amavis', 'opendkim', 'postgrey', 'policyd-spf', 'courier', 'sendmail']);
/** One line in so many is a sample. */
const SAMPLED = 5;
/** Of a folder of logs no more is read than this many files, each up to so many octets. */
const MOST_FILES = 200;
const LONGEST_FILE = 2_000_000;

const sampleLines = logFormats.filter(({ id }) => MIXED.has(id)).flatMap(({ samples }) => samples.flatMap(({ text }) => text.split('\n')));

/** The lines of the logs in a folder and its folders, which must exist. */
function linesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().slice(0, MOST_FILES);
  return files.flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path);
    if (!found.isFile() || found.size > LONGEST_FILE) return [];
    return readFileSync(path, 'latin1')
      .split(/\r?\n/)
      .filter((line) => line.length > 40);
  });
}

/** The same line as another message would have it: other letters in its ids, other digits in its numbers, as many of them. */
function renamed(line: string, pick: (n: number) => number): string {
  return line.replace(/\b(?=[0-9A-F]*\d)(?=[0-9A-F]*[A-F])[0-9A-F]{8,14}\b|\[\d{3,7}\]|\b[a-z]{6,12}(?=@)/g, (found) =>
    Array.from(found, (unit) => (/\d/.test(unit) ? String(pick(10)) : /[A-F]/.test(unit) ? 'ABCDEF'[pick(6)] : unit)).join(''),
  );
}

/** A log of several programs, about `megabytes` MB. `folder`: real logs, whose lines then take the place of the samples. */
export function mixedLog(megabytes: number, folder?: string): string {
  const random = seeded(7);
  const pick = (n: number): number => Math.floor(random() * n);
  const real = folder === undefined ? sampleLines : linesIn(folder);
  const routine = logText(Math.min(megabytes, 4)).split('\n');
  const lines: string[] = [];
  for (let size = 0, n = 0; size < megabytes * 1e6; n++) {
    const line = n % SAMPLED === 0 ? renamed(real[pick(real.length)], pick) : renamed(routine[n % routine.length], pick);
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join('\n');
}

const SAID: readonly (readonly string[])[] = [
  ['C: EHLO client.example.org', 'S: 250-mx.example.net', 'S: 250-PIPELINING', 'S: 250-AUTH PLAIN LOGIN', 'S: 250 SIZE 10240000'],
  ['C: MAIL FROM:<a@example.org>', 'S: 250 2.1.0 Ok'],
  ['C: RCPT TO:<b@example.net>', 'S: 250 2.1.5 Ok'],
  ['C: RCPT TO:<nobody@example.net>', 'S: 550 5.1.1 <nobody@example.net>: Recipient address rejected: User unknown'],
  ['C: RCPT TO:<grey@example.net>', 'S: 451 4.7.1 <grey@example.net>: Recipient address rejected: Greylisted'],
  [
    'C: DATA',
    'S: 354 End data with <CR><LF>.<CR><LF>',
    'C: Subject: hello',
    'C: ',
    'C: a line of it',
    'C: .',
    'S: 250 2.0.0 Ok: queued as 4C4D21A2B3',
  ],
  [
    'C: AUTH LOGIN',
    'S: 334 VXNlcm5hbWU6',
    'C: YWxpY2U=',
    'S: 334 UGFzc3dvcmQ6',
    'C: aHVudGVyMi1zZXZlbg==',
    'S: 535 5.7.8 Authentication failed',
  ],
  ['C: RSET', 'S: 250 2.0.0 Ok'],
];

/** `sessions` of nodemailer that run through each other, one after another at each place, about `megabytes` MB. */
export function interleaved(megabytes: number, sessions: number): string {
  const random = seeded(3);
  const pick = (n: number): number => Math.floor(random() * n);
  const fresh = (): { key: string; left: string[] } => ({
    key: Array.from({ length: 11 }, () => 'abcdefghijklmnopqrstuvwxyz0123456789'[pick(36)]).join(''),
    left: [
      'S: 220 mx.example.net ESMTP',
      ...Array.from({ length: 3 + pick(8) }, () => SAID[pick(SAID.length)]).flat(),
      'C: QUIT',
      'S: 221 2.0.0 Bye',
    ],
  });
  const open = Array.from({ length: sessions }, fresh);
  const lines: string[] = [];
  for (let size = 0; size < megabytes * 1e6; ) {
    const at = pick(open.length);
    const line = `[2026-11-23 19:18:49] DEBUG [${open[at].key}] ${open[at].left.shift()}`;
    if (open[at].left.length === 0) open[at] = fresh();
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join('\n');
}

/** Sentences without any SMTP. */
export function prose(lines: number): string {
  const random = seeded(4);
  const words = 'the quick brown fox jumps over a lazy dog at noon while 42 sheep sleep well tonight'.split(' ');
  return Array.from({ length: lines }, () =>
    Array.from({ length: 3 + Math.floor(random() * 8) }, () => words[Math.floor(random() * words.length)]).join(' '),
  ).join('\n');
}

/** One session with an attachment of so many lines, refused at its end. */
export const attachment = (lines: number): string =>
  [
    ...['220 mx.example.net ESMTP', 'EHLO client.example.org', '250 mx.example.net', 'MAIL FROM:<a@example.org>', '250 2.1.0 Ok'],
    ...['RCPT TO:<b@example.net>', '250 2.1.5 Ok', 'DATA', '354 End data with <CR><LF>.<CR><LF>', 'Content-Transfer-Encoding: base64', ''],
    ...Array.from({ length: lines }, (_, n) => btoa(`${n} `.repeat(30)).slice(0, 76)),
    ...['.', '552 5.3.4 Message size exceeds fixed limit', 'QUIT', '221 2.0.0 Bye'],
  ].join('\n');
