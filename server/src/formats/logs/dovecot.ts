import type { LogEntry, LogField } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { field } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { reasonIn } from '../log-line/reason';
import { decidedBy, replyAt } from '../log-line/reply';

const HEAD = /^(?:(?:Info|Error|Warning|Debug|Fatal): )?(lmtp|submission|lda|submission-login)(?:-login)?\(?/;

/** `lmtp(user)<pid><session>: ` or `lmtp(pid, user): SESSION: `: where the session id stands; null without one. */
function session(line: string, at: number): [number, number] | null {
  const head = line.slice(at, at + 400);
  const angle =
    /^[\w-]+(?:\([^)]{0,260}\))?<\d{1,10}><([\w+/=-]{10,40})>: /d.exec(head) ?? /^[\w-]+\([^)]{0,260}\): ([\w+/]{16,30}): /d.exec(head);
  const range = angle?.indices?.[1];
  return range ? [at + range[0], at + range[1]] : null;
}

/** ` message to <x> at 192.0.2.9:24: 250 2.0.0 …`: what the proxied LMTP server said (Dovecot's lmtp-proxy). */
const PROXY = / message to <[^<>]{0,320}> at [\w.:[\]-]{1,80}: /;

function message(line: string, prefix: Prefix): LogEntry | null {
  const { to } = prefix;
  const at = prefix.from;
  const head = HEAD.exec(line.slice(at, at + 40));
  if (!head) return null;
  const range = session(line, at);
  const entry = new Entry('dovecot', head[1], range ? line.slice(range[0], range[1]) : null, prefix, fields);
  const text = line.slice(at, Math.min(to, at + 2000));
  const proxy = PROXY.exec(text);
  const reply = proxy ? replyAt(line, at + proxy.index + proxy[0].length, to, 'data', 'remote') : null;
  if (reply) {
    entry.replies = [reply];
    entry.status = decidedBy(Number(reply.code));
  } else if (/: (?:saved mail to|stored mail into mailbox) /.test(text)) entry.status = 'sent';
  else if (/: (?:save failed|failed to store|Quota exceeded)/.test(text)) {
    entry.status = 'deferred';
    entry.reason = reasonIn(text) ?? 'local-error';
  } else if (head[1].startsWith('submission') && /auth failed|Authentication failed/.test(text)) entry.reason = 'authentication';
  return worth(entry);
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const range = session(line, prefix.from);
  const found = range ? [field(line, 'id', range[0], range[1])] : [];
  const mid = /msgid=<?([^<>: ]{1,300})/.exec(line.slice(prefix.from, prefix.from + 900));
  if (mid)
    found.push(field(line, 'messageId', prefix.from + mid.index + mid[0].length - mid[1].length, prefix.from + mid.index + mid[0].length));
  const user = /\((?:\d{1,10}, )?([^()]{1,255})\)/.exec(line.slice(prefix.from, prefix.from + 300));
  if (user && !/^\d+$/.test(user[1]))
    found.push(
      field(line, 'user', prefix.from + user.index + user[0].length - 1 - user[1].length, prefix.from + user.index + user[0].length - 1),
    );
  return found;
};

export const dovecot = logFormat({
  id: 'dovecot',
  title: 'Dovecot LMTP and submission',
  row: '5.11',
  needles: ['lmtp', 'submission', 'lda'],
  notes: 'The session id in the line is the one that the LMTP reply `250 2.0.0 <user> ID Saved` names in the MTA’s log.',
  samples: [
    {
      title: 'a delivery to a mailbox, one through a proxy',
      text: [
        'Mar 22 18:18:15 mx dovecot: lmtp(alice@example.com)<1170861><Kye7IfrDa2St3REA8GMZgg>: msgid=<1@example.org>: saved mail to INBOX',
        'Mar 22 18:18:16 mx dovecot: lmtp(1234): Info: Sent message to <bob@example.net> at 192.0.2.9:24: 250 2.0.0 <bob@example.net> 5GjrDafYTFE7WAAABf1gKA Saved (1/1 at 40 ms)',
        'Mar 22 18:18:17 mx dovecot: imap-login: Login: user=<alice>, method=PLAIN, rip=192.0.2.4, lip=192.0.2.5, session=<AAAAyDl8cMRb6DKC>',
      ].join('\n'),
      replies: ['2:98 250 2.0.0 data sent -'],
    },
  ],
  bare: null,
  speaks: (program) => program.startsWith('dovecot'),
  message,
});
