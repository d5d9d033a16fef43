import { commandLikeness } from '../../syntax/command-line';
import type { TranscriptFormat } from '../format';
import { relative } from '../readers/relative';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const client = `00196 <<< Subject: test message
00196 <<< [EOF]
00196 === CONNECT mail.example.net.
00196 <<< 220 mail.example.net ESMTP Postfix (Debian/GNU)
00196 >>> EHLO client.example.org
00196 <<< 250-mail.example.net
00196 <<< 250 CHUNKING
00196 >>> MAIL From:<alice@example.org> SIZE=33
00196 <<< 250 2.1.0 Ok
00196 >>> RCPT To:<bob@mail.example.net>
00196 >>> RCPT To:<nosuch@mail.example.net>
00196 >>> DATA
00196 <<< 250 2.1.5 Ok
00196 <<< 550 5.1.1 <nosuch@mail.example.net>: Recipient address rejected
00196 <<< 354 End data with <CR><LF>.<CR><LF>
00196 >>> Subject: test message
00196 >>>
00196 >>> Hello Bob
00196 >>> .
00196 <<< 250 2.0.0 Ok: queued as 4C4D21A2B3
00196 >>> This is a MIME-encapsulated message
00196 >>> RSET
00196 <<< 250 2.0.0 Ok
00196 >>> QUIT
00196 <<< 221 2.0.0 Bye
`;

const server = `00268 >>> 220 client.example.org ESMTP Sendmail 8.17.1; Mon, 23 Nov 2026 19:34:31 GMT
00268 <<< EHLO sender.example
00268 >>> 250-client.example.org Hello root@localhost, pleased to meet you
00268 >>> 250 HELP
00268 <<< MAIL FROM:<a@example.org>
00268 >>> 250 2.1.0 <a@example.org>... Sender ok
00268 <<< RCPT TO:<root@client.example.org>
00268 >>> 250 2.1.5 <root@client.example.org>... Recipient ok
00268 <<< DATA
00268 >>> 354 End data with <CR><LF>.<CR><LF>
00268 <<< hi
00268 <<< 250 not a reply
00268 <<< .
00268 >>> 250 2.0.0 6ANJYVL2000268 Message accepted for delivery
00275 === EXEC sensible-mda a@example.org root  0
00275 >>> hi
00275 >>> 250 not a reply
00275 <<< [EOF]
00268 <<< QUIT
00268 >>> 221 2.0.0 client.example.org closing connection
`;

const PROCESS = /^(\d{1,7}) (<<<|>>>|===) ?/;

/** `sendmail -X file`: everything sendmail reads and writes on any channel, by process. */
export const sendmailTraffic: TranscriptFormat = {
  id: 'sendmail-traffic',
  title: 'sendmail -X (traffic log)',
  row: 'F32',
  viewpoint: 'client',
  trust: 'certain',
  keeps: ['order'],
  hint: /^\d{1,7} (?:(?:<<<|>>>) |=== (?:CONNECT|EXEC))/,
  notes:
    'The arrows turn with the role of the process. A local submission, a local mailer and the bounce that is being written are logged in the same way and are no part of the dialogue.',
  samples: [
    {
      title: 'as client',
      text: client,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'RCPT 550', 'DATA 354', 'data 250', 'RSET 250', 'QUIT 221'],
    },
    {
      title: 'as server, with a local mailer',
      text: server,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
  ],
  reader: () => {
    const wire = relative({
      markers: [
        { pattern: /^(?<key>\d{1,7}) >>> ?/, means: 'sent' },
        { pattern: /^(?<key>\d{1,7}) <<< ?/, means: 'received' },
        { pattern: /^(?<key>\d{1,7}) === CONNECT /, means: 'connect' },
        { pattern: /^\d{1,7} === /, means: 'noise' },
      ],
    })();
    /** Processes that talk to a local mailer. */
    const mailers = new Set<string>();
    return {
      read(line, view): readonly Reading[] | null {
        const match = PROCESS.exec(line);
        if (!match) return null;
        const [all, pid, arrow] = match;
        if (arrow === '===') {
          if (line.startsWith('EXEC', all.length)) mailers.add(pid);
          else if (line.startsWith('CONNECT', all.length)) mailers.delete(pid);
        } else if (mailers.has(pid) || line.startsWith('[EOF]', all.length)) return NOISE;
        const readings = wire.read(line, view);
        const said = readings?.[0];
        // While no reply is owed, a client of sendmail writes commands; anything else is a message that it composes.
        const composed =
          said?.kind === 'wire' &&
          said.side === 'client' &&
          arrow === '>>>' &&
          view.expecting(pid) === 'command' &&
          commandLikeness(said.piece.text) === 0;
        if (composed) return NOISE;
        return readings;
      },
    };
  },
};
