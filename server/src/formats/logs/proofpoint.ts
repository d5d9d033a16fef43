import { Entry, logFormat } from '../log-line/entry';
import { field, keyValues } from '../log-line/fields';

export const proofpoint = logFormat({
  id: 'proofpoint',
  title: 'Proofpoint Protection Server, filter log',
  row: '5.3',
  needles: ['filter_instance'],
  notes: 'No reply codes; `qid=` is the queue id in the log of the Sendmail beside it.',
  traits: { family: 'sendmail' },
  samples: [
    {
      title: 'a message on its way to the queue',
      text: 'Apr 17 18:33:26 gw filter_instance1[195529]: rprt s=2hdryp02r6 m=1 x=2hdryp02r6-1 cmd=send profile=mail qid=w3HMWjG3039079 rcpts=b@example.net',
      replies: [],
    },
  ],
  bare: null,
  speaks: (program) => program.startsWith('filter_instance'),
  message(line, prefix) {
    const qid = / qid=([0-9A-Za-z]{8,24})\b/d.exec(line.slice(prefix.from, prefix.from + 600));
    const range = qid?.indices?.[1];
    if (!qid || !range) return null;
    return new Entry('proofpoint', null, qid[1], prefix, (text, { from, to }) => [
      field(text, 'id', from + range[0], from + range[1]),
      ...keyValues(text, from, to, { s: 'session', rcpts: 'to', from: 'from', helo: 'helo' }),
    ]);
  },
});
