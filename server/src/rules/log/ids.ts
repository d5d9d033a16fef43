import { yearUnknown } from '../../formats/log-line/time';
import { page } from '../../knowledge/source';
import { t } from '../../text/l10n';
import type { LogRule } from '../rule';

/** What Exim's flags say against the reply beside them, and what queue ids say about the time. */

const EXIM = page('The Exim specification, Log files', 'https://www.exim.org/exim-html-current/doc/html/spec_html/ch-log_files.html');

const eximFlags: LogRule = {
  id: 'log-exim-flags',
  on: ['status'],
  group: 'log-consistency',
  title: 'Exim’s flag does not match the reply',
  severity: 'information',
  since: '0.1.0',
  kind: 'fact',
  sources: [EXIM],
  explains:
    'Exim marks a delivery with `=>`, another recipient of the same delivery with `->`, a deferral with `==` and a failure with `**`. A 4xx with `**` means that the time for retries is used up, or that an administrator’s rule gave up. A 5xx with `==` means that a rule keeps the message. A delivery never has anything but a 2xx.',
  examples: {
    fires: [
      `
        1abc-… ** bob@example.net R=dnslookup T=remote_smtp: SMTP error …
      #        ^^ hint: Exim gave up on this recipient (**): the sender gets a bounce.
      `,
      `
        2026-11-23 19:27:57 1xVZiV-0003HW-2p ** bob@example.net R=dnslookup T=remote_smtp H=mx [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<bob@example.net>: 450 4.2.0 later
      #                                                                                                                                                                         ^^^ information: Given up (**) after 450: the time for retries …
      `,
      `
        2026-11-23 19:27:57 1xVZiV-0003HW-2p => bob@example.net R=dnslookup T=remote_smtp H=mx [192.0.2.1] C="550 no"
      #                                                                                                       ^^^ warning: A delivery (=>) with 550: the line was edited.
      `,
    ],
    silent: [
      '2026-11-23 19:27:57 1xVZiV-0003HW-2p ** bob@example.net: retry timeout exceeded',
      '2026-11-23 19:27:57 1xVZiV-0003HW-2p => bob@example.net R=dnslookup T=remote_smtp H=mx [192.0.2.1] C="250 OK"',
      '2026-11-23 19:27:57 1xVZiV-0003HW-2p == bob@example.net R=r T=t defer (-44) H=mx [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<bob@example.net>: 354 what',
    ],
  },
  check(entry, line, report) {
    if (entry.format !== 'exim' || entry.status === null || entry.status === 'rejected') return;
    const reply = entry.replies.find((r) => r.role === 'reply' && r.by === 'remote' && r.phase !== 'EHLO');
    if (!reply?.code) {
      const flag = entry.status === 'bounced' && entry.reason === undefined ? line.indexOf('** ', entry.messageFrom) : -1;
      if (flag !== -1 && entry.replies.length === 0) {
        report({
          at: { line: 0, from: flag, to: flag + 2 },
          message: t('Exim gave up on this recipient (**): the sender gets a bounce.'),
          severity: 'hint',
        });
      }
      return;
    }
    const found = Math.floor(reply.code / 100);
    const at = { line: 0, from: reply.from, to: reply.to };
    if (entry.status === 'sent' && found !== 2)
      report({ at, message: t('A delivery (=>) with {0}: the line was edited.', reply.code), severity: 'warning' });
    else if (entry.status === 'bounced' && found === 4 && entry.reason !== 'retry-exhausted') {
      report({ at, message: t('Given up (**) after {0}: the time for retries is used up, or a rule of this host gave up.', reply.code) });
    } else if (entry.status === 'deferred' && found === 5)
      report({ at, message: t('Kept (==) after {0}: a rule of this host tries again what the receiving server refused.', reply.code) });
  },
};

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE52 = '0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz';
const BASE60 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx';

function decode(digits: string, alphabet: string): number {
  let n = 0;
  for (const digit of digits) {
    const value = alphabet.indexOf(digit);
    if (value === -1) return Number.NaN;
    n = n * alphabet.length + value;
  }
  return n;
}

/**
 * The time that a queue id holds, in milliseconds since 1970 UTC: seconds in Exim's (base 62) and Postfix's long ids (base 52); NaN where
 * an id holds none. Of Sendmail's the year is missing: `yearless` counts from the start of a leap year, as `LogEntry.time` does.
 */
export function timeInId(format: string, id: string): { readonly time: number; readonly yearless: boolean } {
  const none = { time: Number.NaN, yearless: false };
  if (format === 'exim' && /^[0-9A-Za-z]{6}-/.test(id)) return { time: decode(id.slice(0, 6), BASE62) * 1000, yearless: false };
  if (format === 'postfix' && /^[0-9B-DF-HJ-NP-TV-Zb-df-hj-np-tv-y]{10,}z/.test(id))
    return { time: decode(id.slice(0, 6), BASE52) * 1000, yearless: false };
  if (format === 'sendmail' && /^[0-9A-Za-x]{8}\d{6}/.test(id)) {
    const [month, day, hour, minute, second] = [...id.slice(1, 6)].map((digit) => BASE60.indexOf(digit));
    if (month > 11 || day < 1 || day > 31 || hour > 23 || minute > 59) return none;
    return { time: Date.UTC(1972, month, day, hour, minute, second) - Date.UTC(1972, 0, 1), yearless: true };
  }
  return none;
}

const DAY = 86_400_000;
/** Ids of a test suite and of other clocks decode to times long ago; those say nothing. */
const NEAR = 60 * DAY;

const idTime: LogRule = {
  id: 'log-id-time',
  on: ['id'],
  group: 'log-consistency',
  title: 'Queue id newer than its line',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  sources: [
    EXIM,
    page('Postfix source: src/global/mail_queue.h', 'https://github.com/vdukhovni/postfix/blob/master/postfix/src/global/mail_queue.h'),
    page('Sendmail source: assign_queueid', 'https://ftp.sendmail.org/'),
  ],
  explains:
    'The queue ids of Exim, Sendmail and, where they are long, of Postfix contain the time at which the message came in. This one says more than a day after the line was written: the clock was wrong, or the line was edited.',
  examples: {
    fires: [
      `
        2026-11-20 19:28:43 1xVZiV-0003HW-2p Completed
      #                     ^^^^^^^^^^^^^^^^ information: According to its id, the message came in 3 days after this line was written: …
      `,
    ],
    silent: ['2026-11-23 19:28:43 1xVZiV-0003HW-2p Completed', '2026-11-27 19:28:43 1xVZiV-0003HW-2p Completed'],
  },
  check(entry, _line, report) {
    if (
      entry.id === null ||
      entry.status !== null ||
      (entry.format !== 'exim' && entry.format !== 'sendmail' && entry.format !== 'postfix')
    )
      return;
    const { time, yearless } = timeInId(entry.format, entry.id);
    if (Number.isNaN(time)) return;
    const written = entry.time;
    if (Number.isNaN(written) || yearless !== yearUnknown(written)) return;
    const ahead = time - written;
    // Stamps without a zone may be off by half a day.
    if (ahead <= 1.6 * DAY || ahead > NEAR) return;
    const id = entry.fields.find((f) => f.name === 'id')?.piece;
    if (id)
      report({
        at: { line: 0, from: id.from, to: id.to },
        message: t(
          'According to its id, the message came in {0} days after this line was written: the clock was wrong, or the line was edited.',
          Math.floor(ahead / DAY),
        ),
      });
  },
};

export const idRules: readonly LogRule[] = [eximFlags, idTime];
