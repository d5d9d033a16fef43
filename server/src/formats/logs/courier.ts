import type { LogEntry, LogField, Status } from '../log';
import { Entry, logFormat } from '../log-line/entry';
import { angleEnd, field, keyValues } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { reasonIn } from '../log-line/reason';
import { replyAt } from '../log-line/reply';

/** The id after `id=` (three times eight hexadecimal digits); null if there is none. */
function idOf(line: string, at: number): string | null {
  const key = line.indexOf('id=', at);
  if (key === -1 || key > at + 16) return null;
  const m = /^[0-9A-Fa-f]{8}\.[0-9A-Fa-f]{8}\.[0-9A-Fa-f]{8}/.exec(line.slice(key + 3, key + 30));
  return m ? m[0] : null;
}

/** Column of the text after the last address (`addr=<x>: `, `to=<y>: `); -1 if there is none. */
function behindAddress(line: string, from: number, to: number): number {
  let at = -1;
  for (let open = line.indexOf('=<', from); open !== -1 && open < to; open = line.indexOf('=<', open + 2)) {
    const close = angleEnd(line, open + 1, to);
    if (close === -1) break;
    at = close + 1;
    if (line.startsWith(': ', at)) return at + 2;
    open = close;
  }
  return at >= 0 && line.startsWith(': ', at) ? at + 2 : -1;
}

function fate(line: string, at: number, to: number): Status | null {
  for (let i = line.indexOf(',', at); i !== -1 && i < to; i = line.indexOf(',', i + 1)) {
    if (line.startsWith('success: ', i + 1) || line.startsWith('status: success', i + 1)) return 'sent';
    if (line.startsWith('status: deferred', i + 1)) return 'deferred';
    if (line.startsWith('status: failure', i + 1)) return 'bounced';
  }
  return null;
}

/** `courieresmtpd: error,relay=…,msg="535 …",from=<>,to=<>: 550 User unknown.` */
function refused(line: string, prefix: Prefix, at: number): LogEntry {
  const { to } = prefix;
  const entry = new Entry('courier', 'courieresmtpd', null, prefix, fields);
  entry.status = 'rejected';
  const msg = line.indexOf(',msg="', at);
  const first = line.indexOf('=<', at);
  if (msg !== -1 && (first === -1 || msg < first)) {
    const close = line.indexOf('"', msg + 6);
    const text = line.slice(close, close + 24);
    const verb = /cmd: (AUTH|MAIL|RCPT|EHLO|HELO|DATA|STARTTLS)\b/.exec(text)?.[1];
    const reply = replyAt(line, msg + 6, close === -1 ? to : close, verb ?? null, 'local');
    if (reply) entry.replies = [{ ...reply, phase: verb ?? (reply.code === 535 ? 'AUTH' : null) }];
    if (reply?.code === 535) entry.reason = 'authentication';
    return entry;
  }
  const text = behindAddress(line, at, to);
  const phase = line.indexOf(',to=<', at) !== -1 ? 'RCPT' : line.indexOf(',from=<', at) !== -1 ? 'MAIL' : null;
  const reply = text === -1 ? null : replyAt(line, text, to, phase, 'local');
  if (reply) entry.replies = [reply];
  return entry;
}

function message(line: string, prefix: Prefix): LogEntry | null {
  const at = prefix.from;
  if (line.startsWith('error,relay=', at)) return refused(line, prefix, at);
  const id = idOf(line, at);
  if (id === null) return null;
  const daemon = prefix.program;
  const entry = new Entry('courier', daemon, id, prefix, fields);
  if (line.startsWith('newmsg,', at)) entry.life = 'begin';
  else if (line.startsWith('completed,', at)) entry.life = 'end';
  if (!daemon.startsWith('courier') || daemon === 'courierd') return entry;
  entry.status = fate(line, at, prefix.to);
  const text = behindAddress(line, at, prefix.to);
  const reply = text === -1 || entry.status ? null : replyAt(line, text, prefix.to, null, 'remote');
  if (reply) entry.replies = [reply];
  else if (entry.status !== 'sent') entry.reason = reasonIn(line.slice(Math.max(text, at), prefix.to));
  return entry;
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const id = idOf(line, prefix.from);
  const at = id === null ? -1 : line.indexOf(id, prefix.from);
  const found = id === null ? [] : [field(line, 'id', at, at + id.length)];
  return found.concat(
    keyValues(line, prefix.from, prefix.to, { from: 'from', to: 'to', addr: 'to', relay: 'client', host: 'relay', size: 'size' }),
  );
};

export const courier = logFormat({
  id: 'courier',
  title: 'Courier',
  row: '5.5',
  needles: ['courier'],
  notes: 'One line for each line of a remote reply; the verdict is a line of its own after it.',
  samples: [
    {
      title: 'a delivery, a refused recipient, a refused login',
      text: [
        'Dec 10 12:20:52 mx courierd: newmsg,id=0038C081.4D026173.000051A4: dns; localhost (localhost [127.0.0.1])',
        'Dec 10 12:20:53 mx courieresmtp: id=0038C081.4D026173.000051A4,from=<a@example.com>,addr=<b@example.net>: 550 5.1.1 No such user',
        'Dec 10 12:20:53 mx courieresmtp: id=0038C081.4D026173.000051A4,from=<a@example.com>,addr=<b@example.net>,size=329,status: failure',
        'Dec 10 12:20:54 mx courieresmtpd: error,relay=::ffff:192.0.2.7,from=<>,to=<nobody@example.com>: 550 User unknown.',
        'Dec 10 12:20:55 mx courieresmtpd: error,relay=::ffff:192.0.2.7,port=43632,msg="535 Authentication failed.",cmd: AUTH LOGIN user@example.com',
      ].join('\n'),
      replies: ['2:107 550 5.1.1 - - 0038C081.4D026173.000051A4', '4:97 550 - RCPT rejected -', '5:80 535 - AUTH rejected -'],
    },
  ],
  bare: null,
  speaks: (program) => program.startsWith('courier') && !/imap|pop|auth/.test(program),
  message,
});
