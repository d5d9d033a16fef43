import type { LogEntry, LogField } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { field, keyValues } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { enhancedEnd, replyAt } from '../log-line/reply';

const PHASES: Readonly<Record<string, string>> = {
  mailfrom: 'MAIL',
  rcptto: 'RCPT',
  data: 'data',
  ehlo: 'EHLO',
  helo: 'HELO',
  auth: 'AUTH',
  starttls: 'STARTTLS',
  hello: 'EHLO',
};

/** Behind ` key=`; -1 without one. */
function valueAt(line: string, key: string, from: number): number {
  const at = line.indexOf(` ${key}=`, from);
  return at === -1 ? -1 : at + key.length + 2;
}

function message(line: string, prefix: Prefix): LogEntry | null {
  const { to } = prefix;
  const at = prefix.from;
  if (!/^l=[a-z]{4,8} m=/.test(line.slice(at, at + 12)) || !/ pkg=(?:smtpserver|smtpclient|queue)\b/.test(line)) return null;
  const cid = /^[0-9a-f]{6,20}/.exec(line.slice(valueAt(line, 'cid', at), valueAt(line, 'cid', at) + 20));
  const entry = new Entry(
    'mox',
    line.slice(valueAt(line, 'pkg', at)).split(' ', 1)[0],
    valueAt(line, 'cid', at) > 0 && cid ? cid[0] : null,
    prefix,
    fields,
  );
  const code = valueAt(line, 'code', at);
  const cmd = valueAt(line, 'cmd', at);
  const word = cmd === -1 ? '' : line.slice(cmd, cmd + 12).split(' ', 1)[0];
  const reply =
    code === -1 ? null : replyAt(line, code, code + 3, PHASES[word] ?? null, entry.daemon === 'smtpserver' ? 'local' : 'remote');
  if (reply) {
    const whole = valueAt(line, 'ecode', at);
    // `secode=1.1` is an enhanced code without its class (trap 22).
    const part = whole === -1 ? valueAt(line, 'secode', at) : -1;
    const end = whole === -1 ? -1 : enhancedEnd(line, whole, to);
    const detail = part === -1 ? null : /^\d{1,3}\.\d{1,3}/.exec(line.slice(part, part + 8));
    entry.replies = [
      {
        ...reply,
        enhanced: end !== -1 ? line.slice(whole, end) : detail && reply.code ? `${String(reply.code)[0]}.${detail[0]}` : null,
        enhancedFrom: end !== -1 ? whole : detail ? part : -1,
        enhancedTo: end !== -1 ? end : detail ? part + detail[0].length : -1,
      },
    ];
    if ((reply.code ?? 0) >= 400)
      entry.status = entry.daemon === 'smtpserver' ? 'rejected' : line.includes(' permanent=true', at) ? 'bounced' : 'deferred';
  }
  return worth(entry);
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const cid = valueAt(line, 'cid', prefix.from);
  const end = cid === -1 ? -1 : (line.indexOf(' ', cid) + 1 || prefix.to + 1) - 1;
  const found = cid === -1 ? [] : [field(line, 'id', cid, end)];
  return found.concat(keyValues(line, prefix.from, prefix.to, { mailfrom: 'from', rcptto: 'to', remote: 'client', username: 'user' }));
};

export const mox = logFormat({
  id: 'mox',
  title: 'mox',
  row: '5.10',
  needles: [' pkg=smtpserver', ' pkg=smtpclient', ' pkg=queue'],
  notes: '`secode=` has no class: it is that of `code=`.',
  samples: [
    {
      title: 'a refused recipient and a failed delivery',
      text: [
        'l=debug m="smtp command result" err="no such user" kind=smtp cmd=rcptto code=550 ecode=5.1.1 duration=1.2ms pkg=smtpserver cid=18f1a2b3c',
        'l=error m="delivery failed" permanent=true code=550 secode=1.1 pkg=queue cid=18f1a2b3d',
      ].join('\n'),
      replies: ['1:78 550 5.1.1 RCPT rejected 18f1a2b3c', '2:49 550 5.1.1 - bounced 18f1a2b3d'],
    },
  ],
  bare: (line, { from }) => line.startsWith('l=', from),
  speaks: (program) => program === 'mox',
  message,
});
