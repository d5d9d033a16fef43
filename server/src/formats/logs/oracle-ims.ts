import { Entry, logFormat } from '../log-line/entry';
import { field } from '../log-line/fields';
import { replyAt } from '../log-line/reply';

export const oracleIms = logFormat({
  id: 'oracle-ims',
  title: 'Oracle Messaging Server (Sun JES), connection log as XML',
  row: '5.14',
  needles: ['<co ts="', '<en ts="'],
  samples: [
    {
      title: 'a failed login',
      text: '<co ts="2026-06-02T16:06:33.99" pi="72aa.17f0.25622" sc="tcp_local" dr="+" ac="U" tr="TCP|192.0.2.223|25|198.51.100.206|4299" ap="SMTP" mi="Bad password" us="a@example.com" di="535 5.7.8 Bad username or password (Authentication failed)."/>',
      replies: ['1:178 535 5.7.8 AUTH rejected 72aa.17f0.25622'],
    },
  ],
  bare: (line, { from }) => line.charCodeAt(from) === 60,
  speaks: () => false,
  message(line, prefix) {
    const { to } = prefix;
    if (!/^<(?:co|en) ts="/.test(line.slice(prefix.from, prefix.from + 8))) return null;
    const id = / pi="([\w.]{3,40})"/d.exec(line.slice(prefix.from, prefix.from + 200));
    const range = id?.indices?.[1];
    // Attributes are quoted and end the element, and the client's words are escaped: the last attribute is the server's.
    const at = line.lastIndexOf(' di="');
    if (at < prefix.from) return null;
    const quote = line.indexOf('"', at + 5);
    const auth = / ac="U"/.test(line.slice(prefix.from, at));
    const reply = replyAt(line, at + 5, quote === -1 ? to : quote, auth ? 'AUTH' : null, 'local');
    if (!reply) return null;
    const entry = new Entry('oracle-ims', null, id ? id[1] : null, prefix, (text, { from }) =>
      range ? [field(text, 'id', from + range[0], from + range[1])] : [],
    );
    entry.replies = [reply];
    if ((reply.code ?? 0) >= 400) entry.status = 'rejected';
    if (reply.code === 535) entry.reason = 'authentication';
    return entry;
  },
});
