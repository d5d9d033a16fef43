import type { Piece } from '../../text/span';
import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { glued } from '../readers/glued';
import { splitJoined } from '../readers/joined';
import { decodeLiteral, linesOfPiece } from '../readers/literal';
import { clockOf, trimmedEnd, withoutLiteralEnds } from '../readers/prefixed';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `2026-11-23 19:18:39\tConnection: opened
2026-11-23 19:18:39\tSERVER -> CLIENT: 220 mail.example.net ESMTP Postfix
2026-11-23 19:18:39\tCLIENT -> SERVER: EHLO client.example.org
2026-11-23 19:18:39\tSERVER -> CLIENT: 250-mail.example.net
                   \t                  250-PIPELINING
                   \t                  250 CHUNKING
2026-11-23 19:18:39\tCLIENT -> SERVER: MAIL FROM:<alice@example.org>
2026-11-23 19:18:39\tSERVER -> CLIENT: 250 2.1.0 Ok
2026-11-23 19:18:39\tCLIENT -> SERVER: RCPT TO:<multi@example.net>
2026-11-23 19:18:39\tSERVER -> CLIENT: 550-5.1.1 The email account that you tried to reach
                   \t                  550 5.1.1 does not exist.
2026-11-23 19:18:39\tSMTP ERROR: RCPT TO command failed: 550-5.1.1 The email account that you tried to reach
                   \t                  550 5.1.1 does not exist.
2026-11-23 19:18:39\tCLIENT -> SERVER: QUIT
2026-11-23 19:18:39\tSERVER -> CLIENT: 221 2.0.0 Bye
2026-11-23 19:18:39\tConnection: closed
`;

const html = `2026-11-23 19:18:39 SERVER -&gt; CLIENT: 220 mail.example.net ESMTP Postfix<br>
2026-11-23 19:18:39 CLIENT -&gt; SERVER: EHLO client.example.org<br>
2026-11-23 19:18:39 SERVER -&gt; CLIENT: 250-mail.example.net250-PIPELINING250-SIZE 10240000250 CHUNKING<br>
2026-11-23 19:18:39 CLIENT -&gt; SERVER: AUTH LOGIN<br>
2026-11-23 19:18:39 SERVER -&gt; CLIENT: 334 VXNlcm5hbWU6<br>
2026-11-23 19:18:39 CLIENT -&gt; SERVER: [credentials hidden]<br>
2026-11-23 19:18:39 SERVER -&gt; CLIENT: 535-5.7.8 Username and Password not accepted. Learn more at535 5.7.8 https://www.example.net/help<br>
`;

const errorLog = `[23-Nov-2026 19:18:42 UTC] SERVER -> CLIENT: 220 mail.example.net ESMTP

[23-Nov-2026 19:18:42 UTC] CLIENT -> SERVER: EHLO client.example.org

[23-Nov-2026 19:18:42 UTC] SERVER -> CLIENT: 250-mail.example.net
250-PIPELINING
250 CHUNKING

`;

const labelled = `SMTP (level 2): SERVER -> CLIENT: 220 mail.example.net ESMTP\\r\\n, referer: https://www.example.org/form.php
SMTP (level 1): CLIENT -> SERVER: EHLO www.example.org\\r\\n, referer: https://www.example.org/form.php
SMTP (level 4): SMTP INBOUND: "250-mail.example.net", referer: https://www.example.org/form.php
SMTP (level 2): SERVER -> CLIENT: 250-mail.example.net\\r\\n250-PIPELINING\\r\\n250 STARTTLS\\r\\n, referer: https://www.example.org/form.php
SMTP (level 1): CLIENT -> SERVER: QUIT\\r\\n, referer: https://www.example.org/form.php
SMTP (level 2): SERVER -> CLIENT: 221 Bye\\r\\n, referer: https://www.example.org/form.php
`;

const oneLine =
  '2026-11-23 19:18:39 SERVER -> CLIENT: 220 mail.example.net ESMTP 2026-11-23 19:18:39 CLIENT -> SERVER: EHLO www.example.org 2026-11-23 19:18:39 SERVER -> CLIENT: 250-mail.example.net 250-SIZE 250 CHUNKING 2026-11-23 19:18:39 CLIENT -> SERVER: MAIL FROM:<alice@example.org> 2026-11-23 19:18:39 SERVER -> CLIENT: 550 5.7.1 no\n';

const getLines = `2014-12-31 09:18:15\tSMTP -> get_lines(): $data was ""
2014-12-31 09:18:15\tSMTP -> get_lines(): $str is "220 mail.example.net ESMTP
                   \t                  "
2014-12-31 09:18:15\tSERVER -> CLIENT: 220 mail.example.net ESMTP
2014-12-31 09:18:15\tCLIENT -> SERVER: EHLO www.example.org
2014-12-31 09:18:15\tSMTP -> get_lines(): $str is "250-mail.example.net
                   \t                  "
2014-12-31 09:18:15\tSMTP -> get_lines(): $str is "250 SIZE 1000
                   \t                  "
2014-12-31 09:18:15\tSERVER -> CLIENT: 250-mail.example.net
                   \t                  250 SIZE 1000
2014-12-31 09:18:15\tCLIENT -> SERVER: QUIT
`;

const LINE =
  /^(?:[A-Za-z][\w ().-]{2,40}[:;] (?:message: )?)?(?<time>(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[\t ]{1,8}|(?:\[[\w: -]{8,40} )?[A-Z]{3,5}\] )?)(?:(?<server>SERVER -> CLIENT)|CLIENT -> (?:SERVER|SMTP)):(?: |$)/;
const NOTE =
  /^[^<>]{0,60}?\b(?:Connection: (?<connection>opened|closed)|Connection: |SMTP (?:INBOUND|ERROR|NOTICE|->)|Auth method|Auth methods available)/;
const CONTINUED = /^[ \t]{0,64}(?:↪ ?)?(?=[2-5]\d\d[ -])/;

/** A turn that follows another on the same line, because the line ends are lost. */
const TURN =
  /(?<=\s)(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[\t ]{1,8})?(?:SERVER -> CLIENT|CLIENT -> SERVER): |(?<=^|\s)(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[\t ]{1,8})SMTP (?:ERROR|NOTICE|INBOUND)/g;
/** What Apache appends to a line of its error log. */
const REFERER = /, referer: \S{1,2000}\s*$/;

/** The lines of a reply: joined, or with their line ends written out. */
const serverLines = (line: string, piece: Piece): readonly Piece[] =>
  /\\r\\n/.test(piece.text) ? linesOfPiece(decodeLiteral(line, piece.from, piece.to)) : splitJoined(piece);

/** PHPMailer since 5.2.8: both parties named; as text, as HTML (replies joined), or through error_log. */
export const phpmailer: TranscriptFormat = {
  id: 'phpmailer',
  title: 'PHPMailer SMTPDebug',
  row: 'F48',
  viewpoint: 'absolute',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?:[A-Za-z][\w ().-]{2,40}[:;] (?:message: )?)?(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[\t ]{1,8}|(?:\[[\w: -]{8,40} )?[A-Z]{3,5}\] )?(?:(?:SERVER -> CLIENT|CLIENT -> SERVER|CLIENT -> SMTP):|SMTP INBOUND: "\d{3}|SMTP -> get_lines\(\): \$(?:str|data) (?:is|was) "\d{3})/,
  elides: 'At level 1 every reply.',
  masks: 'At levels 1 to 3 the answers to AUTH (`[credentials hidden]`).',
  notes: '`SMTP INBOUND` (level 4) and `SMTP ERROR` repeat replies. In HTML the lines of a reply are glued together.',
  samples: [
    { title: 'text, a refused recipient', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'QUIT 221'] },
    { title: 'HTML, a refused login', text: html, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 334', 'auth 535'] },
    { title: 'error_log', text: errorLog, exchanges: ['greeting 220', 'EHLO 250'] },
    { title: 'copied from a browser, all on one line', text: oneLine, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 550'] },
    { title: 'with the lowest level', text: getLines, exchanges: ['greeting 220', 'EHLO 250'] },
    { title: 'a label before, line ends written out', text: labelled, exchanges: ['greeting 220', 'EHLO 250', 'QUIT 221'] },
  ],
  reader: () => glued(read(), ' -> ', TURN),
};

const read = (): Reader => ({
  read(line, view): readonly Reading[] | null {
    const end = REFERER.exec(line)?.index ?? trimmedEnd(line);
    const match = LINE.exec(line);
    if (match) {
      const time = clockOf(match.groups?.time);
      let piece = pieceOf(line, Math.min(match[0].length, end), end);
      if (match.groups?.server) {
        return piece.text === '' ? NOISE : serverLines(line, piece).map((part) => ({ kind: 'wire', side: 'server', piece: part, time }));
      }
      piece = pieceOf(line, piece.from, withoutLiteralEnds(line, end));
      const masked = piece.text.includes('[credentials hidden]') ? true : undefined;
      return [{ kind: 'wire', side: 'client', piece, time, masked }];
    }
    const note = NOTE.exec(line);
    if (note) {
      const connection = note.groups?.connection;
      return connection ? [{ kind: 'mark', mark: connection === 'opened' ? 'connect' : 'close', piece: pieceOf(line, 0, end) }] : NOISE;
    }
    const continued = CONTINUED.exec(line);
    if (continued && view.expecting() === 'open') return [{ kind: 'wire', side: 'server', piece: pieceOf(line, continued[0].length, end) }];
    // What follows an error that repeats a reply, or the options of `Connection: opening`.
    return /^[ \t]/.test(line) || end === 0 ? NOISE : null;
  },
});
