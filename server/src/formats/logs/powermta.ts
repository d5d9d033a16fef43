import type { LocatedReply, LogEntry, LogField, Status } from '../log';
import { Entry, logFormat } from '../log-line/entry';
import { field } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { enhancedAt, repliesAt } from '../log-line/reply';

/** A row of the accounting file: its type, then the time at which it was logged. The columns that follow are configurable. */
const ROW = /^(?:d|b|t|tq|r|rb|rs|f|p|a),"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/;
/** The three columns that every default has: dsnAction, dsnStatus, dsnDiag. */
const TRIPLE = /,"?(relayed|delivered|expanded|delayed|failed)"?,"?([245]\.\d{1,3}\.\d{1,3})(?: \([^()]{0,200}\))?"?,"?/;
const ACTIONS: Readonly<Record<string, Status>> = {
  relayed: 'sent',
  delivered: 'sent',
  expanded: 'sent',
  delayed: 'deferred',
  failed: 'bounced',
};

function message(line: string, prefix: Prefix): LogEntry | null {
  const at = prefix.from;
  if (!ROW.test(line.slice(at, at + 28))) return null;
  const m = TRIPLE.exec(line.slice(at, at + 2000));
  if (!m) return null;
  const entry = new Entry('powermta', null, null, prefix, fields);
  entry.status = ACTIONS[m[1]];
  const found: LocatedReply[] = [];
  const verdict = enhancedAt(line, at + m.index + m[0].indexOf(m[2]), prefix.to, null, 'local');
  if (verdict) found.push(verdict);
  let diag = at + m.index + m[0].length;
  const quoted = line.charCodeAt(diag - 1) === 34;
  const end = line.indexOf(quoted ? '"' : ',', diag);
  if (line.startsWith('smtp;', diag)) diag += line.charCodeAt(diag + 5) === 32 ? 6 : 5;
  found.push(...repliesAt(line, diag, end === -1 ? prefix.to : end, null, 'remote', 'space'));
  entry.replies = found;
  return entry;
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const cells = line.slice(prefix.from, prefix.from + 1500).split(',', 8);
  const names = ['from', 'to'] as const;
  const found: LogField[] = [];
  let at = prefix.from;
  for (const cell of cells) {
    if (found.length < 2 && cell.includes('@')) found.push(field(line, names[found.length], at, at + cell.length));
    at += cell.length + 1;
  }
  return found;
};

export const powermta = logFormat({
  id: 'powermta',
  title: 'PowerMTA accounting file',
  row: '5.13',
  needles: [',relayed', ',delivered', ',expanded', ',delayed', ',failed', '"relayed', '"delivered', '"delayed', '"failed'],
  notes: 'The header row is configurable; the columns dsnAction, dsnStatus and dsnDiag are found by their values.',
  samples: [
    {
      title: 'a delivery and a bounce',
      text: [
        'd,2026-09-21 12:00:00+0000,2026-09-21 11:59:00+0000,a@example.com,b@example.net,,relayed,2.0.0 (success),"smtp;250 2.0.0 OK",mx.example.net,,smtp,,smtp,192.0.2.1,198.51.100.1,1,1234,pool,job0,,example.net/pool,pool',
        'b,2026-09-21 12:01:00+0000,2026-09-21 11:59:00+0000,a@example.com,c@example.net,,failed,5.1.1 (bad destination mailbox address),smtp;550 5.1.1 User unknown,mx.example.net,bad-mailbox,smtp,,smtp,192.0.2.1,198.51.100.1,1,1234,pool,job0,,example.net/pool,pool',
      ].join('\n'),
      replies: ['1:90 - 2.0.0 - sent -', '1:112 250 2.0.0 - sent -', '2:89 - 5.1.1 - bounced -', '2:134 550 5.1.1 - bounced -'],
    },
  ],
  bare: (line, { from }) => line.charCodeAt(from + 1) === 44 || line.charCodeAt(from + 2) === 44,
  speaks: () => false,
  message,
});
