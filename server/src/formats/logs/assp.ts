import { Entry, logFormat } from '../log-line/entry';
import { field } from '../log-line/fields';
import { reasonIn } from '../log-line/reason';
import { replyAt } from '../log-line/reply';
import { Stamp } from '../log-line/time';

const ID = /^(m\d-\d{5}-\d{5}|\d{5,10}-\d{5}) /;

export const assp = logFormat({
  id: 'assp',
  title: 'ASSP (Anti-Spam SMTP Proxy)',
  row: '5.14',
  needles: ['[Worker_', '[SSL-', '[TLS-', ' after reply: ', '[SMTP Error] '],
  samples: [
    {
      title: 'a failed login, and the proxy giving up',
      text: [
        'Jul-30-16 17:07:25 m1-76453-02949 [Worker_1] [TLS-out] 192.0.2.9 [SMTP Error] 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6',
        'Apr-27-13 02:25:10 [SSL-out] 192.0.2.97 max sender authentication errors (5) exceeded -- dropping connection - after reply: 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6;',
      ].join('\n'),
      replies: ['1:79 535 5.7.8 - rejected m1-76453-02949', '2:125 535 5.7.8 - rejected -'],
    },
  ],
  bare: (_, { timeKind }) => timeKind === Stamp.Dash,
  speaks: () => false,
  message(line, prefix) {
    const { to } = prefix;
    // `Jul-30-16 17:07:25 ` is no other program's stamp.
    if (prefix.timeKind !== 6) return null;
    const id = ID.exec(line.slice(prefix.from, prefix.from + 24));
    const entry = new Entry('assp', null, id ? id[1] : null, prefix, (text, { from }) =>
      id ? [field(text, 'id', from, from + id[1].length)] : [],
    );
    const text = line.slice(prefix.from, Math.min(to, prefix.from + 1500));
    for (const anchor of ['[SMTP Error] ', ' after reply: ']) {
      const at = text.indexOf(anchor);
      const reply = at === -1 ? null : replyAt(line, prefix.from + at + anchor.length, to, null, 'local');
      if (!reply) continue;
      entry.replies = [reply];
      entry.status = 'rejected';
      return entry;
    }
    if (/relay attempt blocked/.test(text)) entry.status = 'rejected';
    entry.reason = reasonIn(text) ?? (text.includes('AUTH errors') ? 'authentication' : undefined);
    return entry.reason || entry.status ? entry : null;
  },
});
