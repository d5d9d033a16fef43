import type { Reader, TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `reading message u@mail.example.org:1 of 1 (132 octets)Trying to connect to 192.0.2.25/25...connected.
fetchmail: SMTP< 220 mail.example.net ESMTP Postfix
fetchmail: SMTP> EHLO client.example.org
fetchmail: SMTP< 250-mail.example.net
fetchmail: SMTP< 250 CHUNKING
fetchmail: SMTP> MAIL FROM:<alice@example.org> SIZE=132
fetchmail: SMTP< 250 2.1.0 Ok
fetchmail: SMTP> RCPT TO:<bob@example.net>
fetchmail: SMTP< 250 2.1.5 Ok
fetchmail: SMTP> DATA
fetchmail: SMTP< 354 End data with <CR><LF>.<CR><LF>
fetchmail: SMTP>. (EOM)
fetchmail: SMTP< 250 2.0.0 Ok: queued as 4C4D21A2B3
 flushed
fetchmail: POP3> DELE 1
fetchmail: POP3< +OK
fetchmail: SMTP> QUIT
fetchmail: SMTP< 221 2.0.0 Bye
`;

const bounce = `fetchmail: SMTP< 220 mail.example.net ESMTP
fetchmail: SMTP> HELO client.example.org
fetchmail: SMTP< 250 mail.example.net
fetchmail: SMTP> MAIL FROM:<alice@example.org>
fetchmail: SMTP< 250 2.1.0 Ok
fetchmail: SMTP> RCPT TO:<nosuch@example.net>
fetchmail: SMTP< 550 5.1.1 unknown
fetchmail: SMTP< 220 mail.example.net ESMTP
fetchmail: SMTP> HELO client.example.org
fetchmail: SMTP< 250 mail.example.net
fetchmail: SMTP> QUIT
fetchmail: SMTP< 221 2.0.0 Bye
fetchmail: SMTP> RSET
fetchmail: SMTP< 250 2.0.0 Ok
fetchmail: SMTP> QUIT
fetchmail: SMTP< 221 2.0.0 Bye
`;

const read = prefixed({
  markers: [
    { pattern: /^fetchmail: (?:SMTP|ESMTP|LMTP)< ?/, means: 'server' },
    { pattern: /^fetchmail: (?:SMTP|ESMTP|LMTP)> ?(?=\. \(EOM\))/, means: 'body' },
    { pattern: /^fetchmail: (?:SMTP|ESMTP|LMTP)> ?/, means: 'client' },
    { pattern: /^(?:fetchmail: |reading message | (?:not )?flushed)/, means: 'noise' },
  ],
  masked: /^PASS \*|^\*$/,
});

/** fetchmail `-v`: the protocol's name with `<` or `>`; POP3 or IMAP runs through the same lines. */
export const fetchmail: TranscriptFormat = {
  id: 'fetchmail',
  title: 'fetchmail -v',
  row: 'F26',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^fetchmail: (?:SMTP|ESMTP|LMTP)[<>]/,
  elides: 'The mail data (`. (EOM)`).',
  masks: 'Passwords (`*`).',
  notes: 'A bounce is a second session inside the first: the lines between its greeting and the reply to its QUIT.',
  samples: [
    {
      title: 'accepted',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
    {
      title: 'a bounce while the session is open',
      text: bounce,
      exchanges: ['greeting 220', 'HELO 250', 'MAIL 250', 'RCPT 550', 'RSET 250', 'QUIT 221', 'greeting 220', 'HELO 250', 'QUIT 221'],
    },
  ],
  reader: (): Reader => {
    const reader = read();
    /** How many sessions are open, the inner one last: a bounce is sent while the delivery that caused it waits. */
    let open = 0;
    let closing = false;
    return {
      read(line, view) {
        const readings = reader.read(line, { ...view, expecting: () => view.expecting(String(open)) });
        const said = readings?.[0];
        if (said?.kind !== 'wire') return readings?.map((reading) => ({ ...reading, key: String(open) })) ?? null;
        const greets = said.side === 'server' && /^220[ -]/.test(said.piece.text) && !view.peek(-1).endsWith(said.piece.text);
        if (greets && (open === 0 || view.expecting(String(open)) !== 'reply')) open++;
        const key = String(Math.max(1, open));
        closing = said.side === 'client' ? /^QUIT/i.test(said.piece.text) : closing;
        if (said.side === 'server' && closing) open = Math.max(0, open - 1);
        return readings?.map((reading) => ({ ...reading, key })) ?? null;
      },
    };
  },
};
