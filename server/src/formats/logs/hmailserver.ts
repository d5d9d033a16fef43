import { Entry, logFormat, worth } from '../log-line/entry';
import { field } from '../log-line/fields';
import { reasonIn } from '../log-line/reason';
import { decidedBy, replyAt } from '../log-line/reply';

const HEAD = /^"(?:APPLICATION|ERROR|DEBUG)"\t\d{1,12}\t"[\d :.-]{19,26}"\t"SMTPDeliverer - Message (\d{1,15}): /d;

export const hmailserver = logFormat({
  id: 'hmailserver',
  title: 'hMailServer, deliverer lines',
  row: '5.14',
  needles: ['"SMTPDeliverer - Message '],
  notes: 'The dialogue (`SENT:`, `RECEIVED:`) is a transcript.',
  samples: [
    {
      title: 'a delivery that failed',
      text: '"APPLICATION"\t2156\t"2026-01-02 10:00:01.100"\t"SMTPDeliverer - Message 42: Delivery failed. Remote server replied: 550 5.1.1 User unknown"',
      replies: ['1:115 550 5.1.1 - bounced 42'],
    },
  ],
  bare: (line, { from }) => line.charCodeAt(from) === 34 && line.includes('SMTPDeliverer'),
  speaks: () => false,
  message(line, prefix) {
    const head = HEAD.exec(line.slice(prefix.from, prefix.from + 120));
    const range = head?.indices?.[1];
    if (!head || !range) return null;
    const entry = new Entry('hmailserver', 'SMTPDeliverer', head[1], prefix, (text, { from }) => [
      field(text, 'id', from + range[0], from + range[1]),
    ]);
    const at = line.indexOf('emote server replied: ', prefix.from);
    const end = line.charCodeAt(prefix.to - 1) === 34 ? prefix.to - 1 : prefix.to;
    const reply = at === -1 ? null : replyAt(line, at + 22, end, null, 'remote');
    if (reply) {
      entry.replies = [reply];
      entry.status = decidedBy(Number(reply.code));
    } else entry.reason = reasonIn(line.slice(prefix.from + head[0].length, prefix.to));
    return worth(entry);
  },
});
