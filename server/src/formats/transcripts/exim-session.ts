import type { DialogueView, TranscriptFormat } from '../format';
import { readUnmarked } from '../readers/unmarked';
import { NOISE } from '../reading';

const sample = `
**** SMTP testing session as if from host 203.0.113.9
**** but without any ident (RFC 1413) callback.
**** This is not for real!

>>> host in hosts_connection_nolog? no (option unset)
220 mail.example.net ESMTP Exim 4.96 Mon, 23 Nov 2026 19:31:06 +0000
EHLO client.example.org
>>> host in dsn_advertise_hosts? no (option unset)
250-mail.example.net Hello client.example.org [203.0.113.9]
250 HELP
MAIL FROM:<alice@example.org>
250 OK
RCPT TO:<nosuch@example.net>
>>> using ACL "acl_check_rcpt"
>>> deny: condition test succeeded in ACL "acl_check_rcpt"
550 Unknown user
LOG: H=(client.example.org) [203.0.113.9] F=<alice@example.org> rejected RCPT <nosuch@example.net>: Unknown user
FOO
500 unrecognized command
QUIT
221 mail.example.net closing connection
`;

const TALK = /^(?:>>> |>>>\r*$|LOG: |\*\*\*\* |MUNGED: |\+\+\+ )/;

/** A session typed into (or piped through) `exim -bh`, `-bhc` or `-bs`: no markers, and tests of access rules between. */
export const eximSession: TranscriptFormat = {
  id: 'exim-session',
  title: 'Exim test session (-bh, -bhc, -bs)',
  row: 'F37',
  viewpoint: 'none',
  trust: 'likely',
  telltale: TALK,
  hint: /^(?:\*\*\*\* SMTP testing session as if from|>>> (?:host in |using ACL|processing |check |\S{1,200} in )|LOG: |220[ -].{0,200}\bExim\b)/,
  notes: '`>>>` begins a line of debugging here, never a command. Piped sessions show the replies only.',
  samples: [
    {
      title: '-bh, a refused recipient',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'FOO 500', 'QUIT 221'],
    },
  ],
  reader: () => ({
    read(line, view) {
      return TALK.test(line) && view.expecting() !== 'body' ? NOISE : readUnmarked(line, quiet(view));
    },
  }),
};

/** The dialogue without the debug output in between: what follows a line is the next line of the session. */
function quiet(view: DialogueView): DialogueView {
  return {
    expecting: (key) => view.expecting(key),
    chunk: (key) => view.chunk(key),
    peek(k) {
      const step = k < 0 ? -1 : 1;
      let left = Math.abs(k);
      for (let at = step; Math.abs(at) < 120; at += step) {
        const line = view.peek(at);
        if (!TALK.test(line) && --left === 0) return line;
      }
      return '';
    },
  };
}
