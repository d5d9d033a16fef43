import type { LogEntry, LogField, Status } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { field, keyValues } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { reasonIn } from '../log-line/reason';
import { repliesAt } from '../log-line/reply';

/** Level, worker, session, message and recipient, and the outcome. */
const HEAD =
  /^(?:(?:\S{1,8} )?Sender\/[\w-]{1,60}\/\d{1,9}(?:\[\d{1,6}\])? )?id=[\w-]{4,40} ([0-9a-f]{10,30}(?:\.[0-9a-f]{3})?) (ACCEPTED|DEFERRED|REJECTED|BOUNCED)(?:\[[\w-]{1,30}\])? /;

const BY_WORD: Readonly<Record<string, Status>> = { ACCEPTED: 'sent', DEFERRED: 'deferred', REJECTED: 'bounced', BOUNCED: 'bounced' };

function message(line: string, prefix: Prefix): LogEntry | null {
  const head = HEAD.exec(line.slice(prefix.from, prefix.from + 300));
  if (!head) return null;
  const { to } = prefix;
  const entry = new Entry('zonemta', null, head[1], prefix, fields);
  entry.status = BY_WORD[head[2]];
  const open = line.indexOf(' (', prefix.from + head[0].length);
  const close = line.lastIndexOf(')', to);
  if (open !== -1 && close > open) {
    entry.replies = repliesAt(line, open + 2, close, null, 'remote', 'space');
    if (entry.replies.length === 0 && entry.status !== 'sent') entry.reason = reasonIn(line.slice(open + 2, close));
  }
  return worth(entry);
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const head = HEAD.exec(line.slice(prefix.from, prefix.from + 300));
  if (!head) return [];
  const at = prefix.from + head[0].length;
  const id = line.indexOf(` ${head[1]} `, prefix.from) + 1;
  const open = line.indexOf(' (', at);
  const own = keyValues(line, at, open === -1 ? prefix.to : open, { from: 'from', to: 'to', mx: 'relay', id: 'messageId' });
  return [field(line, 'id', id, id + head[1].length), ...own];
};

/** ZoneMTA's senders: one line per recipient, with the reply in parentheses at its end. */
export const zonemta = logFormat({
  id: 'zonemta',
  title: 'ZoneMTA',
  row: '5',
  needles: ['ACCEPTED', 'DEFERRED', 'REJECTED', 'BOUNCED'],
  traits: { uniqueIds: true },
  samples: [
    {
      title: 'a delivery, a deferral, a refusal of several lines',
      text: [
        'Jul 28 12:59:50 mx zonemta[413]: info Sender/default/413[2] id=svd5unyzzguh 1984e8a65b30004db0.001 ACCEPTED from=a@example.org to=b@example.net src=192.0.2.3 mx=mx.example.net[192.0.2.25] id=<1@example.org> (250 2.0.0 OK queued as 4F9D1)',
        'Jul 28 12:59:52 mx zonemta[413]: info Sender/default/413[6] id=svd5unyzzguh 1984e8a65b30004db0.002 DEFERRED[network] from=a@example.org to=c@example.net src=192.0.2.3 mx=mx.example.net id=<1@example.org> (554 Blocked - see https://blocks.example.com/)',
        'info Sender/default/867[1] id=xugpvq7nvpfq 19001ba5ad80001cdc.001 REJECTED[policy] from=a@example.org to=d@example.net src=192.0.2.3 mx=mx.example.net[192.0.2.25] id=<2@example.org> (550-5.7.26 Your email has been blocked. 550 5.7.26 Sender is unauthenticated.)',
      ].join('\n'),
      replies: [
        '1:209 250 2.0.0 - sent 1984e8a65b30004db0.001',
        '2:206 554 - - deferred 1984e8a65b30004db0.002',
        '3:184 550 5.7.26 - bounced 19001ba5ad80001cdc.001',
        '3:224 550 5.7.26 - bounced 19001ba5ad80001cdc.001',
      ],
    },
  ],
  bare: null,
  // Without syslog the worker is in the place of the program.
  speaks: (program) => /^(?:zone-?mta$|Sender\/)/i.test(program),
  message,
});
