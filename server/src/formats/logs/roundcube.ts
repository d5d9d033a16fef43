import { Entry, logFormat, worth } from '../log-line/entry';
import { replyAt } from '../log-line/reply';

/** `sendmail.log`: who sent which message to whom, and what the server said to the final dot. */
const SENT = /; Message <[^<>]{1,400}> for [^;]{1,400}; (?=[245]\d\d: )/;
export const roundcube = logFormat({
  id: 'roundcube',
  title: 'Roundcube: sendmail.log',
  row: '5',
  needles: ['; Message <'],
  notes: 'Refusals stand in errors.log, as PEAR words them.',
  samples: [
    {
      title: 'a message that was taken',
      text: [
        '[19-Apr-2024 09:22:11 +0200]: <f645c2bb> User alice@example.org [192.0.2.51]; Message <1@example.org> for bob@example.net; 250: OK id=1lYVj0-000S2S-Uw',
      ].join('\n'),
      replies: ['1:124 250 - data sent -'],
    },
  ],
  bare: (line) => line.includes('; Message <'),
  speaks: (program) => program === 'roundcube',
  message(line, prefix) {
    const entry = new Entry('roundcube', null, null, prefix);
    const text = line.slice(prefix.from, prefix.from + 3000);
    const sent = SENT.exec(text);
    const at = sent ? prefix.from + sent.index + sent[0].length : -1;
    const reply = sent ? replyAt(line, at, prefix.to, 'data', 'remote') : null;
    if (!reply) return null;
    entry.replies = [reply];
    entry.status = (reply.code ?? 0) < 400 ? 'sent' : 'rejected';
    return worth(entry);
  },
});
