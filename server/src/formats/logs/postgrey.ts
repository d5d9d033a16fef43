import { Entry, logFormat } from '../log-line/entry';
import { field, keyValues } from '../log-line/fields';

export const postgrey = logFormat({
  id: 'postgrey',
  title: 'postgrey',
  row: '5.11',
  needles: ['postgrey'],
  notes: 'What the client is told stands in the line of the Postfix smtpd that asked.',
  traits: { family: 'postfix' },
  samples: [
    {
      title: 'a first attempt and a later one',
      text: [
        'Feb 18 11:18:57 mx postgrey[16618]: action=greylist, reason=new, client_name=unknown, client_address=192.0.2.51, recipient=alice@example.com',
        'Feb 18 11:24:06 mx postgrey[16618]: action=pass, reason=triplet found, delay=309, client_name=unknown, client_address=192.0.2.51, recipient=alice@example.com',
      ].join('\n'),
      replies: [],
    },
  ],
  bare: null,
  speaks: (program) => program === 'postgrey',
  message(line, prefix) {
    const action = line.indexOf('action=', prefix.from);
    if (action === -1 || action > prefix.from + 24) return null;
    const qid = /^([0-9A-Za-z]{6,20}): $/.exec(line.slice(prefix.from, action));
    const entry = new Entry('postgrey', null, qid ? qid[1] : null, prefix, (text, { from, to }) => [
      ...(qid ? [field(text, 'id', from, from + qid[1].length)] : []),
      ...keyValues(text, from, to, { client_address: 'client', sender: 'from', recipient: 'to', delay: 'delay' }),
    ]);
    if (line.startsWith('greylist', action + 7)) entry.reason = 'greylisted';
    return entry.reason || entry.id ? entry : null;
  },
});
