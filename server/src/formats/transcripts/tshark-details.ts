import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `Frame 4: 115 bytes on wire (920 bits), 115 bytes captured (920 bits)
Transmission Control Protocol, Src Port: 25, Dst Port: 39192, Seq: 1, Ack: 1, Len: 49
Simple Mail Transfer Protocol
    Response: 220 mail.example.net ESMTP Postfix\\r\\n
        Response code: <domain> Service ready (220)
        Response parameter: mail.example.net ESMTP Postfix

Frame 6: 91 bytes on wire (728 bits), 91 bytes captured (728 bits)
Simple Mail Transfer Protocol
    Command Line: EHLO client.example.org\\r\\n
        Command: EHLO
        Request parameter: client.example.org

Frame 8: 254 bytes on wire (2032 bits), 254 bytes captured (2032 bits)
Simple Mail Transfer Protocol
    Response: 250-mail.example.net\\r\\n
        Response code: Requested mail action okay, completed (250)
        Response parameter: mail.example.net
    Response: 250 CHUNKING\\r\\n
        Response code: Requested mail action okay, completed (250)
        Response parameter: CHUNKING
`;

/** `tshark -V` and Wireshark's packet details. */
export const tsharkDetails: TranscriptFormat = {
  id: 'tshark-details',
  title: 'tshark -V, Wireshark packet details',
  row: 'F72',
  viewpoint: 'absolute',
  trust: 'certain',
  keeps: ['order'],
  hint: /^ {2,8}(?:Response: \d{3}|Command Line: [A-Za-z])/,
  elides: 'The mail data.',
  samples: [{ title: 'greeting and EHLO', text: sample, exchanges: ['greeting 220', 'EHLO 250'] }],
  reader: () => ({
    read(line, view): readonly Reading[] | null {
      const match = /^ {2,8}(Response|Command Line): /.exec(line);
      if (!match) return /^(?:\s|$|Frame \d|[A-Z][\w ]{2,60}(?:,|$))/.test(line) && view.expecting() !== 'idle' ? NOISE : null;
      const from = match[0].length;
      const escaped = /(?:\\r)?\\n\s{0,3}$/.exec(line.slice(Math.max(from, line.length - 12)));
      const to = escaped ? line.length - escaped[0].length : line.length;
      return [{ kind: 'wire', side: match[1] === 'Response' ? 'server' : 'client', piece: pieceOf(line, from, to) }];
    },
  }),
};
