import type { LogEntry, LogField, Status } from '../log';
import { Entry, logFormat } from '../log-line/entry';
import { keyValues } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { reasonIn } from '../log-line/reason';
import { enhancedEnd, repliesAt } from '../log-line/reply';

/** What msmtp writes first in each line, after a stamp in any language. */
const HEAD = /(?:^|[ :])host=[^\s=]{1,255} tls=(?:on|off) auth=(?:on|off) /;

const EXIT: Readonly<Record<string, Status>> = { EX_OK: 'sent', EX_TEMPFAIL: 'deferred' };

function message(line: string, prefix: Prefix): LogEntry | null {
  // The stamp is written in the user's language: `juin 03 11:20:37`.
  const head = HEAD.exec(line.slice(0, prefix.from + 400));
  if (!head) return null;
  const at = head.index;
  const entry = new Entry('msmtp-log', null, null, prefix, fields);
  const { to } = prefix;
  const exit = line.lastIndexOf(' exitcode=');
  const word = exit < at ? '' : (/^\w+/.exec(line.slice(exit + 10, exit + 40))?.[0] ?? '');
  if (word) entry.status = EXIT[word] ?? 'bounced';
  const status = line.indexOf(' smtpstatus=', at);
  const text = line.indexOf(" smtpmsg='", at);
  if (text !== -1) {
    const end = line.lastIndexOf("'", exit > text ? exit : to);
    entry.replies = repliesAt(line, text + 10, end > text + 10 ? end : to, null, 'remote', 'escaped');
  }
  if (entry.replies.length === 0 && status !== -1 && enhancedEnd(line, status + 12, to) === -1)
    entry.replies = repliesAt(line, status + 12, status + 15, null, 'remote', 'escaped');
  if (entry.replies.length === 0 && entry.status !== 'sent') entry.reason = reasonIn(line.slice(at, to)) ?? 'local-error';
  return entry;
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const text = line.indexOf(' smtpstatus=', prefix.from);
  const stop = text === -1 ? line.indexOf(' errormsg=', prefix.from) : text;
  const keys = { host: 'relay', user: 'user', from: 'from', recipients: 'to', mailsize: 'size' } as const;
  return keyValues(line, prefix.from, stop === -1 ? prefix.to : stop, keys);
};

/** The log file and syslog lines of msmtp: one line per message. */
export const msmtpLog = logFormat({
  id: 'msmtp-log',
  title: 'msmtp: its log',
  row: '5',
  needles: ['exitcode=EX_', 'smtpstatus='],
  notes: 'The status in `smtpstatus=` is that of the reply in `smtpmsg=`. The month is written in the language of who sent.',
  samples: [
    {
      title: 'a message taken, one refused, and one for which nobody was there',
      text: [
        "Aug 13 10:11:12 host=mail.example.net tls=on auth=on user=alice from=alice@example.com recipients=bob@example.net mailsize=512 smtpstatus=250 smtpmsg='250 2.0.0 Ok: queued as 4F9D1' exitcode=EX_OK",
        "Oct 20 14:00:06 desk msmtp: host=mail.example.net tls=on auth=on user=alice from=alice@example.com recipients=bob@example.net smtpstatus=535 smtpmsg='535-5.7.8 Username and password\\n535 5.7.8 not accepted' errormsg='authentication failed (method PLAIN)' exitcode=EX_NOPERM",
        "juin 03 11:20:37 host=mail.example.net tls=on auth=off from=alice@example.com recipients=bob@example.net errormsg='cannot connect to mail.example.net, port 587: Connection refused' exitcode=EX_TEMPFAIL",
      ].join('\n'),
      replies: ['1:152 250 2.0.0 - sent -', '2:151 535 5.7.8 - bounced -', '2:184 535 5.7.8 - bounced -'],
    },
  ],
  bare: (line) => line.includes(' exitcode=EX_') || line.includes(' smtpstatus='),
  speaks: (program) => program === 'msmtp',
  message,
});
