import type { LocatedReply, LogEntry, LogField, Status } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { field } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { reasonIn } from '../log-line/reason';
import { enhancedAt, replyAt } from '../log-line/reply';

const STATUS: Readonly<Record<string, Status>> = { Bounced: 'bounced', Delayed: 'deferred', 'Double bounce': 'bounced' };

/** `('550', ['5.1.1 line one', "5.1.1 line two"])` after the appliance's own ` - 5.1.0 - text `. `'000'` is not a code (trap 18). */
function verdicts(line: string, from: number, to: number): LocatedReply[] {
  const found: LocatedReply[] = [];
  let own = from;
  for (own = line.indexOf(' - ', from); own !== -1 && own < to; own = line.indexOf(' - ', own + 1)) {
    const verdict = enhancedAt(line, own + 3, to, null, 'local');
    if (!verdict) continue;
    found.push(verdict);
    break;
  }
  const list = line.lastIndexOf("('");
  const old = list === -1 ? /error (\d{3})-'/.exec(line.slice(Math.max(own, from), to)) : null;
  const at = list >= from ? list + 2 : old ? Math.max(own, from) + old.index + 6 : -1;
  if (at < 0 || line.startsWith('000', at)) return found;
  const reply = replyAt(line, at, to, null, 'remote');
  if (!reply) return found;
  // The remote's enhanced code is in the list of its lines, or after the hyphen of the old form.
  const text = old ? at + 5 : line.indexOf('[', at) + 2;
  const code = text > 1 ? enhancedAt(line, line.charCodeAt(text) === 35 ? text + 1 : text, to, null, 'remote') : null;
  const closing = line.indexOf('])', text);
  const end = closing === -1 ? to : closing;
  found.push({
    ...reply,
    enhanced: code?.enhanced ?? null,
    enhancedFrom: code?.enhancedFrom ?? -1,
    enhancedTo: code?.enhancedTo ?? -1,
    textFrom: code ? Math.min(code.to + 1, end) : Math.min(Math.max(text, reply.to), end),
    textTo: end,
  });
  return found;
}

function message(line: string, prefix: Prefix): LogEntry | null {
  const { to } = prefix;
  let at = prefix.from;
  const level = /^(?:mail_logs: )?(?:Info|Warning|Critical|Debug): /.exec(line.slice(at, at + 30));
  if (level) at += level[0].length;
  prefix.from = at;
  const mid = /\b(?:MID|Message):? (\d{1,12})\b/.exec(line.slice(at, at + 200));
  const word = /^(Bounced|Delayed|Double bounce): (?=(?:DCID|MID|Message))/.exec(line.slice(at, at + 40))?.[1];
  if (!word && !mid && !/^(?:New SMTP [ID]CID|[ID]CID \d|Internal SMTP Error)/.test(line.slice(at, at + 20))) return null;
  if (!word && !level && prefix.timeKind === 0) return null;
  const entry = new Entry('cisco-esa', null, mid ? mid[1] : null, prefix, fields);
  if (word) {
    entry.status = STATUS[word];
    entry.replies = verdicts(line, at, to);
    if (!entry.replies.some((reply) => reply.code !== null)) entry.reason = reasonIn(line.slice(at, to));
    return entry;
  }
  const response = line.indexOf("] Response '", at);
  if (response !== -1) {
    const text = response + 12;
    const quote = line.lastIndexOf("'");
    const reply = replyAt(line, text, quote, 'data', 'remote') ?? enhancedAt(line, text, quote, 'data', 'remote', 'reply');
    if (reply) entry.replies = [reply];
    entry.status = 'sent';
    return entry;
  }
  const unexpected = line.indexOf('Unexpected SMTP response "', at);
  const reply = unexpected === -1 ? null : replyAt(line, unexpected + 26, to, null, 'remote');
  if (reply) entry.replies = [reply];
  return worth(entry);
}

const fields = (line: string, prefix: Prefix): LogField[] => {
  const text = line.slice(prefix.from, prefix.from + 1500);
  const found: LogField[] = [];
  const patterns = [
    ['id', /\b(?:MID|Message):? (\d{1,12})\b/d],
    ['session', /\b[ID]CID:? (\d{1,12})\b/d],
    ['from', /\bFrom: ?<([^<>]{0,320})>/d],
    ['to', /\bTo: ?<([^<>]{0,320})>/d],
  ] as const;
  for (const [name, pattern] of patterns) {
    const range = pattern.exec(text)?.indices?.[1];
    if (range) found.push(field(line, name, prefix.from + range[0], prefix.from + range[1]));
  }
  return found;
};

export const ciscoEsa = logFormat({
  id: 'cisco-esa',
  title: 'Cisco Secure Email Gateway (IronPort)',
  row: '5.14',
  needles: ['MID ', 'DCID', 'ICID', 'Message '],
  notes: "`('000', …)` is not a reply code, ` - 5.1.0 - ` is the appliance's own verdict; the remote's enhanced code stands in the list.",
  samples: [
    {
      title: 'a bounce, a delay, a timeout, a delivery',
      text: [
        "Mon Mar 19 20:16:27 2018 Info: Bounced: DCID 2 MID 15232 From: <a@example.com> To: <b@example.net> RID 0 - 5.1.0 - Unknown address error ('550', ['5.1.1 The account does not exist.', '5.1.1 Learn more']) []",
        "Mon Mar 19 20:16:28 2018 Info: Delayed: DCID 8414309 MID 19410908 From: <a@example.com> To: <c@example.net> RID 0 - 4.3.2 - Not accepting messages at this time ('421', ['4.3.2 try again later'])",
        "Mon Mar 19 20:16:29 2018 Info: Bounced: DCID 8413617 MID 19338947 From: <a@example.com> To: <d@example.net> RID 0 - 5.4.7 - Delivery expired (message too old) ('000', ['timeout'])",
        "<166>Sep 12 11:00:00 mail_logs: Info: MID 68119155 RID [0] Response '2.0.0 OK  1687954632 - gsmtp'",
      ].join('\n'),
      replies: [
        '1:108 - 5.1.0 - bounced 15232',
        '1:140 550 5.1.1 - bounced 15232',
        '2:117 - 4.3.2 - deferred 19410908',
        '2:163 421 4.3.2 - deferred 19410908',
        '3:117 - 5.4.7 - bounced 19338947',
        '4:70 - 2.0.0 data sent 68119155',
      ],
    },
  ],
  bare: (line, { from }) => /^(?:Info|Warning|Critical|Debug|Bounced|Delayed|Double bounce)/.test(line.slice(from, from + 14)),
  speaks: (program) => program === 'mail_logs' || program === 'Info' || program === 'Warning',
  message,
});
