import { Entry, logFormat } from '../log-line/entry';
import { field } from '../log-line/fields';
import { replyAt } from '../log-line/reply';

/** `delivery to r@x failed with code 550: text` of Mailman 2's smtp-failure log and Mailman 3's smtp log. */
const FAILURE = /(?:^|\) |> )delivery to (\S{1,320}) failed with code (-?\d{1,3}): /;

export const mailman = logFormat({
  id: 'mailman',
  title: 'Mailman 2 and 3, smtp-failure',
  row: '5.11',
  needles: [' failed with code '],
  notes: '-1 and 444 are Mailman’s own: no server said them.',
  samples: [
    {
      title: 'a refusal, and no connection',
      text: [
        'Nov 23 19:22:41 2026 (4711) delivery to b@example.net failed with code 550: 5.1.1 User unknown',
        'Nov 23 19:22:42 2026 (4711) delivery to c@example.net failed with code -1: Connection refused',
      ].join('\n'),
      replies: ['1:72 550 5.1.1 - bounced -'],
    },
  ],
  bare: (line) => line.includes(' failed with code '),
  speaks: (program) => /^mailman/.test(program),
  message(line, prefix) {
    const text = line.slice(prefix.from, prefix.from + 700);
    const m = FAILURE.exec(text);
    if (!m) return null;
    const codeAt = prefix.from + m.index + m[0].length - 2 - m[2].length;
    const toAt = codeAt - 18 - m[1].length;
    const entry = new Entry('mailman', null, null, prefix, (whole) => [field(whole, 'to', toAt, toAt + m[1].length)]);
    const code = Number(m[2]);
    entry.status = code >= 500 ? 'bounced' : 'deferred';
    const reply = code === 444 || code < 0 ? null : replyAt(line, codeAt, prefix.to, null, 'remote');
    if (reply) entry.replies = [reply];
    else entry.reason = 'lost-connection';
    return entry;
  },
});
