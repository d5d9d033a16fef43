import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `[2026-11-23 19:26:33] Connected to mail.example.net:25 on fd=4
[2026-11-23 19:26:33] 4< 220 mail.example.net ESMTP Postfix
[2026-11-23 19:26:33] 4> HELO client.example.org
[2026-11-23 19:26:33] 4< 250 mail.example.net
[2026-11-23 19:26:33] 4> MAIL FROM:<alice@example.org>
[2026-11-23 19:26:33] 4< 250 2.1.0 Ok
[2026-11-23 19:26:33] 4> DATA
[2026-11-23 19:26:33] 4< 354 End data with <CR><LF>.<CR><LF>
[2026-11-23 19:26:34] 4> Hello Bob,
[2026-11-23 19:26:34] 4> .[2026-11-23 19:26:34] 4> .hidden dot
[2026-11-23 19:26:34] 4> .
[2026-11-23 19:26:34] 4< 250 2.0.0 Ok: queued as 4C4D21A2B3
[2026-11-23 19:26:34] 4> QUIT
`;

const neomutt = `[2026-11-23 19:26:34]<2> mutt_socket_open() Connected to mail.example.net:25 on fd=4
[2026-11-23 19:26:34]<2> mutt_socket_readln_d() 4< 220 mail.example.net ESMTP Postfix
[2026-11-23 19:26:34]<2> mutt_socket_write_d() 4> HELO client.example.org
[2026-11-23 19:26:34]<2> mutt_socket_readln_d() 4< 250 mail.example.net
[2026-11-23 19:26:34]<2> mutt_socket_write_d() 4> MAIL FROM:<alice@example.org>
[2026-11-23 19:26:34]<2> mutt_socket_readln_d() 4< 250 2.1.0 Ok
`;

const HEAD = '^\\[(?<time>[^\\]]{8,30})\\](?:<[\\dMPE]> \\w{1,60}\\(\\))? ';
const marked = (marker: string): RegExp => new RegExp(HEAD + marker);
const GLUED = /^\[[^\]]{8,30}\](?:<\d> \w{1,60}\(\))? (\d{1,4})> \.\[[^\]]{8,30}\](?:<\d> \w{1,60}\(\))? \d{1,4}> /;

const read = prefixed({
  markers: [
    { pattern: marked('(?<key>\\d{1,4})<(?: |\\r*$)'), means: 'server' },
    { pattern: marked('(?<key>\\d{1,4})>(?: |\\r*$)'), means: 'client' },
    { pattern: marked('Connected to \\S{1,255} on fd=(?<key>\\d{1,4})'), means: 'connect', whole: true },
    { pattern: marked(''), means: 'noise' },
  ],
});

/** mutt `-d2` and NeoMutt `-d2`: the socket's descriptor with `<` or `>`. */
export const mutt: TranscriptFormat = {
  id: 'mutt',
  title: 'mutt, NeoMutt debug log',
  row: 'F25',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^\[[^\]]{8,30}\](?:<[\dMPE]> \w{1,60}\(\))? (?:\d{1,4}[<>](?: |\r*$)|Connected to \S{1,255} on fd=)/,
  elides: 'At level 2 the mail data but its final dot.',
  notes: 'IMAP and POP3 use the same marks. A stuffed dot glues two records into one line. QUIT gets no reply: the socket is closed.',
  samples: [
    { title: 'mutt', text: sample, exchanges: ['greeting 220', 'HELO 250', 'MAIL 250', 'DATA 354', 'data 250'] },
    { title: 'NeoMutt', text: neomutt, exchanges: ['greeting 220', 'HELO 250', 'MAIL 250'] },
  ],
  reader: (): Reader => {
    const reader = read();
    return {
      read(line, view) {
        const glued = GLUED.exec(line);
        return glued
          ? [{ kind: 'wire', side: 'client', piece: pieceOf(line, glued[0].length), key: glued[1], body: true }]
          : reader.read(line, view);
      },
    };
  },
};
