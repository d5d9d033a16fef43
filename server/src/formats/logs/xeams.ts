import { Entry, logFormat } from '../log-line/entry';
import { field } from '../log-line/fields';
import { replyAt } from '../log-line/reply';

export const xeams = logFormat({
  id: 'xeams',
  title: 'Xeams',
  row: '5.14',
  needles: ['[Failure reason: '],
  samples: [
    {
      title: 'an outbound failure',
      text: '2026-12-28 15:30:23,390 - [ 5862768] 192.0.2.9,a@example.com,b@example.net,5878,[Failure reason: Unable to send email to the server. 550 #5.1.0 Address rejected.',
      replies: ['1:134 550 5.1.0 - bounced 5862768'],
    },
  ],
  bare: (line, { from }) => line.startsWith('- [', from),
  speaks: () => false,
  message(line, prefix) {
    const head = /^- \[ *(\d{1,12})\] /d.exec(line.slice(prefix.from, prefix.from + 40));
    const at = line.indexOf('[Failure reason: ', prefix.from);
    const range = head?.indices?.[1];
    if (!head || !range || at === -1) return null;
    const entry = new Entry('xeams', null, head[1], prefix, (text, { from }) => [field(text, 'id', from + range[0], from + range[1])]);
    const sentence = line.indexOf('. ', at);
    const reply =
      replyAt(line, at + 17, prefix.to, null, 'remote') ??
      (sentence === -1 ? null : replyAt(line, sentence + 2, prefix.to, null, 'remote'));
    if (reply) {
      entry.replies = [reply];
      entry.status = (reply.code ?? 0) >= 500 ? 'bounced' : 'deferred';
    }
    return entry;
  },
});
