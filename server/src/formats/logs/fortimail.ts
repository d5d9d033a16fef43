import type { LocatedReply, LogField, Status } from '../log';
import { Entry, logFormat } from '../log-line/entry';
import { field, keyValues } from '../log-line/fields';
import { reasonIn } from '../log-line/reason';
import { enhancedAt, replyAt } from '../log-line/reply';

function statusOf(stat: string): Status | null {
  if (stat.startsWith('Sent')) return 'sent';
  if (stat.startsWith('Deferred')) return 'deferred';
  return /^(?:User unknown|Host unknown|Service unavailable|Data format|Remote protocol|I\/O)/.test(stat) ? 'bounced' : null;
}

export const fortimail = logFormat({
  id: 'fortimail',
  title: 'FortiMail',
  row: '5.3',
  needles: [' msg="to=', ' msg="from='],
  notes: 'Its MTA is Sendmail’s; `Reason from remote:` quotes the remote reply.',
  samples: [
    {
      title: 'an unknown user',
      text: 'date=2026-11-23 time=10:50:36.931 device_id=FEVM020000087260 log_id=0003008733 type=event subtype=smtp pri=information user=mail session_id="1548fVq5008733-1548fVq5008733" msg="to=<b@example.net>, delay=00:00:50, mailer=esmtp, pri=58900, dsn=5.1.1, stat=User unknown(Reason from remote:550 5.1.1 User unknown)"',
      replies: ['1:243 - 5.1.1 - bounced 1548fVq5008733-1548fVq5008733', '1:287 550 5.1.1 - bounced 1548fVq5008733-1548fVq5008733'],
    },
  ],
  bare: (line) => line.includes(' msg="'),
  speaks: () => false,
  message(line, prefix) {
    const { to } = prefix;
    const msg = line.indexOf(' msg="', prefix.from);
    const stat = msg === -1 ? -1 : line.indexOf(', stat=', msg);
    const session = / session_id="([\w-]{6,60})"/d.exec(line.slice(prefix.from, prefix.from + 600));
    const range = session?.indices?.[1];
    if (msg === -1 || !range || (stat === -1 && !line.startsWith('from=', msg + 6))) return null;
    const entry = new Entry(
      'fortimail',
      null,
      line.slice(prefix.from + range[0], prefix.from + range[1]),
      prefix,
      (text, { from }): LogField[] => [
        field(text, 'id', from + range[0], from + range[1]),
        ...keyValues(text, msg + 6, stat === -1 ? to : stat, {
          to: 'to',
          from: 'from',
          relay: 'relay',
          delay: 'delay',
          dsn: 'dsn',
          size: 'size',
          msgid: 'messageId',
        }),
      ],
    );
    if (stat === -1) return entry;
    entry.status = statusOf(line.slice(stat + 7, stat + 40));
    const found: LocatedReply[] = [];
    const dsn = line.indexOf(', dsn=', msg);
    const verdict = dsn === -1 || dsn > stat ? null : enhancedAt(line, dsn + 6, stat, null, 'local');
    if (verdict) found.push(verdict);
    const end = line.charCodeAt(to - 1) === 34 ? to - 1 : to;
    const remote = line.indexOf('(Reason from remote:', stat);
    const at = remote !== -1 ? remote + 20 : line.startsWith('Deferred: ', stat + 7) ? stat + 17 : -1;
    const reply = at < 0 ? null : replyAt(line, at, remote !== -1 && line.charCodeAt(end - 1) === 41 ? end - 1 : end, null, 'remote');
    if (reply) found.push(reply);
    else if (entry.status !== 'sent') entry.reason = reasonIn(line.slice(stat + 7, end));
    entry.replies = found;
    return entry;
  },
});
