import type { Piece } from '../../text/span';
import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { clockOf, trimmedEnd } from '../readers/prefixed';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `Stat Connected.
Recv 23.11.2026 10:11:12: 220 mail.example.net ESMTP Exim<EOL>
Sent 23.11.2026 10:11:12: EHLO client.example.org<EOL>
Recv 23.11.2026 10:11:12: 250-mail.example.net Hello<EOL>250-SIZE 52428800<EOL>250 HELP<EOL>
Sent 23.11.2026 10:11:12: MAIL FROM:<alice@example.org><EOL>
Recv 23.11.2026 10:11:13: 250 OK<EOL>
Sent 23.11.2026 10:11:13: RCPT TO:<bob@example.net><EOL>
Recv 23.11.2026 10:11:13: 250 Accepted<EOL>
Sent 23.11.2026 10:11:13: DATA<EOL>
Recv 23.11.2026 10:11:13: 354 Enter message<EOL>
Sent 23.11.2026 10:11:13: Subject: hi<EOL><EOL>250 is no reply here<EOL>
Sent 23.11.2026 10:11:13: <EOL>.<EOL>
Recv 23.11.2026 10:11:14: 250 OK id=1x<EOL>
Sent 23.11.2026 10:11:14: QUIT<EOL>
Recv 23.11.2026 10:11:14: 221 mail.example.net closing connection<EOL>
Stat Disconnected.
`;

const LINE = /^(?:(?<key>[\w.:-]{3,60}) )?(?:(?<server>Recv)|Sent) (?<time>[\d./-]{6,10} [\d:.]{5,12}(?: [AP]M)?): ?/;
const STATUS = /^(?:[\w.:-]{3,60} )?Stat (?:(?<connected>Connected)|(?<closed>Disconnected)|\w)/;

/** Indy (TIdLogFile, TIdLogEvent) of Delphi and C++Builder: the content of one read or write, its line ends as `<EOL>`. */
export const indy: TranscriptFormat = {
  id: 'indy',
  title: 'Indy (Delphi) TIdLogFile',
  row: '',
  viewpoint: 'client',
  trust: 'certain',
  keeps: ['order'],
  hint: /^(?:[\w.:-]{3,60} )?(?:Recv|Sent) [\d./-]{6,10} [\d:.]{5,12}(?: [AP]M)?: ?/,
  notes: 'A record is what one read or write carried: several lines, or a part of one.',
  samples: [
    {
      title: 'accepted',
      text: sample,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
  ],
  reader: (): Reader => ({
    read(line): readonly Reading[] | null {
      const status = STATUS.exec(line);
      if (status?.groups?.connected) return [{ kind: 'mark', mark: 'connect', piece: pieceOf(line) }];
      if (status?.groups?.closed) return [{ kind: 'mark', mark: 'close', piece: pieceOf(line) }];
      if (status) return NOISE;
      const match = LINE.exec(line);
      if (!match) return null;
      const { server } = match.groups ?? {};
      const time = clockOf(match.groups?.time);
      let end = trimmedEnd(line);
      if (line.slice(0, end).endsWith('<EOL>')) end -= 5;
      const lines = wireLines(line, match[0].length, end);
      return lines.map((piece) => ({ kind: 'wire', side: server ? 'server' : 'client', piece, time }));
    },
  }),
};

/** The wire lines of a record; empty ones are kept, because they belong to the mail data. */
function wireLines(line: string, from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  for (let at = Math.min(from, to); ; ) {
    const next = line.indexOf('<EOL>', at);
    if (next === -1 || next >= to) return [...pieces, pieceOf(line, at, to)];
    pieces.push(pieceOf(line, at, next));
    at = next + 5;
  }
}
