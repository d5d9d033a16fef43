import type { LocatedReply } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import { enhancedEnd, replyAt } from '../log-line/reply';

/** `sendmail.log`: who sent which message to whom, and what the server said to the final dot. */
const SENT = /; Message <[^<>]{1,400}> for .{1,2000}?; (?=[245]\d\d: )/;
/** `errors.log`: the words of the refusal, its code behind them. */
const FAILED = /SMTP Error: .{0,200}?(?:Failed to (?:add recipient|set sender|send data)|Authentication failure|Connection failed)/;
const CODE = /\(Code: (?=[2-5]\d\d\))/;

function failed(line: string, from: number, to: number): LocatedReply | null {
  const text = line.slice(from, Math.min(to, from + 2000));
  const head = FAILED.exec(text);
  const code = head && CODE.exec(text.slice(head.index));
  if (!head || !code) return null;
  const at = from + head.index + code.index + code[0].length;
  const words = /[.:] (?=\S)/.exec(text.slice(head.index + head[0].length, head.index + code.index));
  const textAt = words ? from + head.index + head[0].length + words.index + 2 : at;
  const end = enhancedEnd(line, textAt, to);
  const phase = /add recipient/.test(head[0])
    ? 'RCPT'
    : /set sender/.test(head[0])
      ? 'MAIL'
      : /Authentication/.test(head[0])
        ? 'AUTH'
        : null;
  return {
    code: Number(line.slice(at, at + 3)),
    from: at,
    to: at + 3,
    enhanced: end < 0 ? null : line.slice(textAt, end),
    enhancedFrom: end < 0 ? -1 : textAt,
    enhancedTo: end,
    textFrom: end < 0 ? textAt : Math.min(end + 1, at),
    textTo: words ? at - code[0].length : at,
    phase,
    by: 'remote',
    role: 'reply',
  };
}

export const roundcube = logFormat({
  id: 'roundcube',
  title: 'Roundcube: sendmail.log, errors.log',
  row: '5',
  needles: ['; Message <', 'SMTP Error: '],
  notes: 'Of a refusal the code stands behind the words, as `(Code: 550)`.',
  samples: [
    {
      title: 'a message that was taken, a recipient that was refused',
      text: [
        '[19-Apr-2024 09:22:11 +0200]: <f645c2bb> User alice@example.org [192.0.2.51]; Message <1@example.org> for bob@example.net; 250: OK id=1lYVj0-000S2S-Uw',
        "[19-Apr-2024 09:25:02 +0200]: <f645c2bb> SMTP Error: Failed to add recipient 'x@example.net'. 5.1.1 <x@example.net>: User unknown (Code: 550) in /srv/rcube.php on line 1794 (POST /?_task=mail)",
      ].join('\n'),
      replies: ['1:124 250 - data sent -', '2:138 550 5.1.1 RCPT rejected -'],
    },
  ],
  bare: (line) => line.includes('; Message <') || line.includes('SMTP Error: '),
  speaks: (program) => program === 'roundcube',
  message(line, prefix) {
    const entry = new Entry('roundcube', null, null, prefix);
    const text = line.slice(prefix.from, prefix.from + 3000);
    const sent = SENT.exec(text);
    const at = sent ? prefix.from + sent.index + sent[0].length : -1;
    const reply = sent ? replyAt(line, at, prefix.to, 'data', 'remote') : failed(line, prefix.from, prefix.to);
    if (!reply) return null;
    entry.replies = [reply];
    entry.status = (reply.code ?? 0) < 400 ? 'sent' : 'rejected';
    return worth(entry);
  },
});
