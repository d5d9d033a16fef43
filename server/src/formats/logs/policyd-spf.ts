import { Entry, logFormat } from '../log-line/entry';
import { replyAt } from '../log-line/reply';

/** What a policy server makes Postfix say: its line is the reply itself, or `Action: reject: Text: …`. */
export const policydSpf = logFormat({
  id: 'policyd-spf',
  title: 'policyd-spf (Postfix policy server)',
  row: '5.11',
  needles: ['policyd-spf'],
  notes: 'The line of the Postfix smtpd that asked says the same with the client and the recipient.',
  samples: [
    {
      title: 'a refusal and a header to be added',
      text: [
        'Jun 18 05:26:46 mx policyd-spf[3792]: 550 5.7.23 Message rejected due to: SPF fail - not authorized. identity=mailfrom; client-ip=192.0.2.51',
        'Jun 18 05:26:47 mx policyd-spf[3792]: prepend Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip=192.0.2.52',
      ].join('\n'),
      replies: ['1:39 550 5.7.23 - rejected -'],
    },
  ],
  bare: null,
  speaks: (program) => /(?:^|[/-])policyd-spf$/.test(program),
  message(line, prefix) {
    const reply = replyAt(line, prefix.from, prefix.to, null, 'local');
    if (!reply || (reply.code ?? 0) < 400) return null;
    const entry = new Entry('policyd-spf', null, null, prefix);
    entry.replies = [reply];
    entry.status = 'rejected';
    return entry;
  },
});
