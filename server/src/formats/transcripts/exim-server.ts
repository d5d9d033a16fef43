import type { TranscriptFormat } from '../format';
import { eximDebug } from '../readers/exim-debug';

const sample = `SMTP>> 220 mail.example.net ESMTP Exim 4.98 Mon, 23 Nov 2026 19:52:01 +0000
SMTP>- flush
SMTP<< EHLO client.example.org
client.example.org in helo_lookup_domains?
SMTP>> 250-mail.example.net Hello client.example.org [203.0.113.9]
       250-SIZE 52428800
       250 HELP
SMTP<< MAIL FROM:<alice@example.org>
SMTP>> 250 OK
SMTP<< RCPT TO:<nosuch@example.net>
using ACL "acl_check_rcpt"
SMTP>> 550 Unknown user
LOG: MAIN REJECT
  H=(client.example.org) [203.0.113.9] F=<alice@example.org> rejected RCPT <nosuch@example.net>: Unknown user
SMTP<< QUIT
SMTP>> 221 mail.example.net closing connection
`;

/** Exim receiving with `-d`: without indentation; `SMTP<<` is what the client said. */
export const eximServer: TranscriptFormat = {
  id: 'exim-server',
  title: 'Exim as server (-d)',
  row: 'F36',
  viewpoint: 'server',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?:>>> {1,2})?(?:\d\d:\d\d:\d\d(?:\.\d{1,6})? +)?(?: {0,6}p?\d{1,7} )? ?(?:SMTP|LMTP)(?:>>|<<|>\|) /,
  elides: 'The mail data.',
  notes: 'Under `-bh` and `-bs` every reply is there twice: as `SMTP>>` and as it went to the client.',
  samples: [{ title: 'a refused recipient', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'QUIT 221'] }],
  reader: eximDebug,
};
