import type { LogEntry, LogFormat, LogTraits } from '../log';
import type { LogReader } from '../log-line/entry';
import { peel } from '../log-line/peel';
import type { Prefix } from '../log-line/prefix';
import { quotedLog } from '../log-line/quotation';
import { Stamp } from '../log-line/time';
import { amavis } from './amavis';
import { assp } from './assp';
import { ciscoEsa } from './cisco-esa';
import { clientError } from './client-error';
import { courier } from './courier';
import { dovecot } from './dovecot';
import { exchange } from './exchange';
import { exim } from './exim';
import { fortimail } from './fortimail';
import { haraka } from './haraka';
import { hmailserver } from './hmailserver';
import { kerio } from './kerio';
import { kumomta } from './kumomta';
import { maddy } from './maddy';
import { mailgun } from './mailgun';
import { mailman } from './mailman';
import { mox } from './mox';
import { msmtpLog } from './msmtp-log';
import { opensmtpd } from './opensmtpd';
import { oracleIms } from './oracle-ims';
import { policydSpf } from './policyd-spf';
import { postfix } from './postfix';
import { postgrey } from './postgrey';
import { postmark } from './postmark';
import { powermta } from './powermta';
import { proofpoint } from './proofpoint';
import { qmail } from './qmail';
import { roundcube } from './roundcube';
import { sendgrid } from './sendgrid';
import { sendmail } from './sendmail';
import { ses } from './ses';
import { sparkpost } from './sparkpost';
import { stalwart } from './stalwart';
import { xeams } from './xeams';
import { zonemta } from './zonemta';

const readers: readonly LogReader[] = [
  postfix,
  exim,
  sendmail,
  qmail,
  opensmtpd,
  courier,
  dovecot,
  amavis,
  postgrey,
  policydSpf,
  haraka,
  exchange,
  ciscoEsa,
  kumomta,
  stalwart,
  maddy,
  mox,
  powermta,
  mailgun,
  sendgrid,
  ses,
  sparkpost,
  postmark,
  fortimail,
  proofpoint,
  assp,
  xeams,
  kerio,
  hmailserver,
  mailman,
  oracleIms,
  msmtpLog,
  roundcube,
  zonemta,
  clientError,
];

/** All log formats, in the order in which a line without a syslog tag is offered to them. */
export const logFormats: readonly LogFormat[] = readers;

const NONE: LogTraits = {};
const traits = new Map(readers.map((reader) => [reader.id, reader.traits ?? NONE]));

/** The traits of the producer with a format's id; none for an unknown id. */
export const traitsOf = (format: string): LogTraits => traits.get(format) ?? NONE;

const untagged = readers.filter((reader) => reader.bare !== null);
const spoken = new Map<string, readonly LogReader[]>();

/** The formats that write under a syslog tag. A log has few tags, and the answer is cached. */
function speakers(program: string): readonly LogReader[] {
  let found = spoken.get(program);
  if (!found) {
    if (spoken.size > 2000) spoken.clear();
    found = readers.filter((reader) => reader.speaks(program));
    spoken.set(program, found);
  }
  return found;
}

/**
 * Reads one line of a log, whoever wrote it: logs are mixed, and a line is not judged by its neighbours. Null for a line that no mail
 * system wrote or that says nothing about mail. Never throws; linear in the line's length. For a line of another program only the prefix
 * and a few literals are examined.
 */
export function readLogLine(line: string): LogEntry | null {
  if (line.length < 8) return null;
  return readPlain(coloured(line) ? uncoloured(line) : line);
}

/** Terminal colours, with their ESC, with `^[` in its place, or without it at the beginning of a line. */
const coloured = (line: string): boolean => {
  const c = line.charCodeAt(0);
  return ((c === 91 || c === 94) && /^(?:\^\[)?\[\d{1,3}(?:;\d{1,3}){0,4}m/.test(line.slice(0, 24))) || line.includes('\u001b[');
};

/** Replaces colours by spaces: the rest keeps its columns. */
const uncoloured = (line: string): string =>
  line.replace(/(?:\u001b|\^\[)?\[\d{0,3}(?:;\d{1,3}){0,4}m/g, (found) => ' '.repeat(found.length));

function readPlain(line: string): LogEntry | null {
  const prefix = peel(line);
  const entry = readPeeled(prefix);
  // A piece of a line may be a whole line in a string.
  if (entry && (entry.id !== null || prefix.timeKind !== Stamp.None || prefix.programTo > prefix.programFrom)) return entry;
  const quoted = quotedLog(line);
  if (!quoted) return entry;
  const inner = peel(line, quoted.from);
  inner.to = Math.min(inner.to, quoted.to);
  return readPeeled(inner) ?? entry;
}

function readPeeled(prefix: Prefix): LogEntry | null {
  const { line } = prefix;
  const text = prefix.to < line.length ? line.slice(0, prefix.to) : line;
  if (prefix.programTo > prefix.programFrom) {
    for (const reader of speakers(prefix.program)) {
      const entry = reader.message(text, prefix);
      if (entry) return entry;
    }
    // What an application says about a server that refused it, under whatever tag it logs.
    return clientError.message(line, prefix);
  }
  for (const reader of untagged) {
    if (!reader.bare?.(text, prefix)) continue;
    const entry = reader.message(text, prefix);
    if (entry) return entry;
  }
  return null;
}
