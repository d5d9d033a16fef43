import type { Reader, TranscriptFormat } from '../format';
import { decodeLiteral, linesOfPiece } from '../readers/literal';
import { closingQuote } from '../readers/quoted';
import { readUnmarked } from '../readers/unmarked';
import type { Reading } from '../reading';

const sample = `220 mail.example.net ESMTP Postfix

ehlo client.example.org

{"code":"250","message":"CHUNKING","data":"250-mail.example.net\\n250-PIPELINING\\n250 CHUNKING\\n"}
mail FROM:<alice@example.org>

{"code":"250","message":"2.1.0 Ok","data":"250 2.1.0 Ok\\n"}
RCPT TO:<nosuch@example.net>

{"code":"550","message":"5.1.1 unknown","data":"550 5.1.1 unknown\\n"}
`;

const REPLY = /^\{"code":"?\d{3}"?,"message":/;

/** emailjs: the greeting and commands bare, every other reply as an object whose `data` is what was read. */
export const emailjs: TranscriptFormat = {
  id: 'emailjs',
  title: 'emailjs',
  row: 'F53',
  viewpoint: 'none',
  trust: 'likely',
  telltale: REPLY,
  hint: /^(?:220[ -]|ehlo |\{"code":"\d{3}","message":)/,
  samples: [{ title: 'a refused recipient', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550'] }],
  reader: (): Reader => ({
    read(line, view): readonly Reading[] | null {
      if (!REPLY.test(line)) return readUnmarked(line, view);
      const at = line.indexOf('"data":"');
      if (at === -1) return null;
      const from = at + 8;
      return linesOfPiece(decodeLiteral(line, from, closingQuote(line, from, 34))).map((piece) => ({
        kind: 'wire',
        side: 'server',
        piece,
      }));
    },
  }),
};
