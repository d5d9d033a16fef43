import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `S: 220 mx.example.net ESMTP
C: EHLO client.example.org
S: 250-mx.example.net
S: 250 PIPELINING
C: MAIL FROM:<a@example.org>
S: 250 2.1.0 Ok
C: RCPT TO:<b@example.net>
S: 550 5.1.1 User unknown
C: QUIT
S: 221 2.0.0 Bye
`;

const literal = `s: 220-mx.example.net ESMTP
220 no spam here
c: Connected!
c: ehlo client.example.org\\r\\n
s: 250-mx.example.net
250-SIZE 71500000
250 CHUNKING
c: Info: the server has no STARTTLS, going on without
c: MAIL FROM:<a@example.org>\\r\\n
s: 550 5.7.1 not from you
`;

/** RFC 5321 appendix D and most documentation: `S:` the server, `C:` the client. */
export const rfcStyle: TranscriptFormat = {
  id: 'rfc',
  title: 'RFC style (C:/S:)',
  row: 'F01',
  viewpoint: 'absolute',
  trust: 'likely',
  keeps: ['order'],
  byHand: { C: 'C: ', S: 'S: ' },
  hint: /^[ \t]{0,40}(?:[SC]:|<[SC]>|[SC]>|Server:|Client:|\*[ \t]Connected\b)[ \t]?/i,
  notes: 'IMAP, POP3 and ManageSieve documents use the same markers: what the sides say decides.',
  samples: [
    { title: 'a refused recipient', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'QUIT 221'] },
    { title: 'line ends written out, notes behind a marker', text: literal, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 550'] },
  ],
  reader: prefixed({
    markers: [
      {
        pattern: /^[ \t]{0,40}(?:C:|<C>|C>|Client:)[ \t]*(?:(?:\.\.\.|\[\.\.\.\]|<snip>|\(snip\))[ \t]*$|\.\.\.etc\b|[([<]message\b)/i,
        means: 'elided',
        whole: true,
      },
      { pattern: /^[ \t]{0,40}(?:S:|<S>|S>|Server:)[ \t]?/i, means: 'server' },
      { pattern: /^[ \t]{0,40}(?:C:|<C>|C>|Client:)[ \t]?/i, means: 'client' },
      { pattern: /^[ \t]*(?:\.\.\.|\[\.\.\.\]|<snip>|\(snip\)|\[snip\]|…)[ \t]*$/i, means: 'elided', whole: true },
      { pattern: /^\*[ \t]Connected\b/, means: 'connect', whole: true },
      { pattern: /^[ \t]*<TLS negotiation>/i, means: 'tls', whole: true },
      {
        pattern: /^[ \t]*[(<[*]{1,3}[ \t]?(?:(?:connection|session) (?:closed|lost|reset|dropped|timed out)|lost connection|disconnect)/i,
        means: 'close',
        whole: true,
      },
    ],
    coded: true,
    literalEnds: true,
    told: /^(?:Info: |<[^<>@]{4,80}>$|(?:Trying|Connecting) to |Contacting |Connected!?$|TLS session )/,
    masked: /^(?:AUTH \S+ )?(?:<redacted>|\*{3,}|\[(?:redacted|hidden|credentials hidden)\]|x{6,})$/i,
  }),
};
