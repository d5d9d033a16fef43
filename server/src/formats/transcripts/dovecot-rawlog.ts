import { commandLikeness } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import type { Reading, Side } from '../reading';
import { NOISE } from '../reading';

const sent = `1795463131.232140 220 mail.example.net Dovecot (Debian) ready.
1795463131.232384 250-mail.example.net
1795463131.232384 250 PIPELINING
1795463131.312760 250 2.1.0 OK
1795463131.400028 250 2.1.5 OK
1795463131.553612 354 OK
1795463131.642596 250 2.0.0 <bob@example.net> aFfUDduXBGsvAQAA3gRRRA Saved
1795463131.734116 221 2.0.0 Bye
`;

const received = `1795463131.232341 LHLO client.example.org
1795463131.312655 MAIL FROM:<alice@example.org>
1795463131.473227 RCPT TO:<bob@example.net>
1795463131.553515 DATA
1795463131.633836 Subject: test
1795463131.633836 250 not a reply
1795463131.633836 .
1795463131.734030 QUIT
`;

const LINE = /^(\d{10})\.(\d{6}) ?/;

/** Dovecot's `rawlog_dir`: two files per connection, one per direction, each line with the time in microseconds. */
export const dovecotRawlog: TranscriptFormat = {
  id: 'dovecot-rawlog',
  title: 'Dovecot rawlog (LMTP, submission)',
  row: 'F75',
  viewpoint: 'none',
  trust: 'certain',
  hint: /^\d{10}\.\d{6} (?:[2-5]\d\d[ -]|(?:EHLO|HELO|LHLO|MAIL|RCPT|XCLIENT|BDAT|AUTH)\b)/i,
  notes: 'Each file holds one direction; the file of a proxy is turned round. The submission service logs from the login on.',
  samples: [
    {
      title: 'what the server wrote',
      text: sent,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
    { title: 'what the client sent', text: received, exchanges: [] },
  ],
  reader: () => {
    let side: Side | null = null;
    return {
      read(line): readonly Reading[] | null {
        const match = LINE.exec(line);
        if (!match) {
          // Several files in one, with the headings of `tail` and `head`.
          if (!/^==>? ?\S/.test(line)) return line === '' ? NOISE : null;
          side = null;
          return [{ kind: 'mark', mark: 'connect', piece: pieceOf(line, 0, trimmedEnd(line)) }];
        }
        const piece = pieceOf(line, Math.min(match[0].length, trimmedEnd(line)), trimmedEnd(line));
        side ??= looksLikeReply(piece.text) ? 'server' : commandLikeness(piece.text) > 0 ? 'client' : null;
        if (!side) return NOISE;
        return [{ kind: 'wire', side, piece, time: Number(match[1]) * 1000 + Number(match[2]) / 1000 }];
      },
    };
  },
};
