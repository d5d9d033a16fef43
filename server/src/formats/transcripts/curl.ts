import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `*   Trying 192.0.2.25:25...
* Connected to mail.example.net (192.0.2.25) port 25
< 220 mail.example.net ESMTP Postfix
> EHLO client.example.org
< 250-mail.example.net
< 250 CHUNKING
> MAIL FROM:<alice@example.org> SIZE=131
< 250 2.1.0 Ok
> RCPT TO:<bob@example.net>
< 250 2.1.5 Ok
> DATA
< 354 End data with <CR><LF>.<CR><LF>
} [135 bytes data]
* upload completely sent off: 135 bytes
< 250 2.0.0 Ok: queued as 4C4D21A2B3
* Connection #0 to host mail.example.net left intact
`;

/** `curl -v smtp://`: `>` sent, `<` received, `*` curl's own messages, `}` data sent and not shown. */
export const curl: TranscriptFormat = {
  id: 'curl',
  title: 'curl -v',
  row: 'F19',
  viewpoint: 'client',
  trust: 'likely',
  telltale: /^(?:[\d .:kMG-]{20,}|.{0,200}\r)?(?:\* |[{}] \[\d+ bytes)/,
  hint: /^(?:[<>] |\* {1,3}(?:Trying|Connected|Host)|[{}] \[\d+ bytes data\])/,
  elides: 'The mail data and its final dot (`} [135 bytes data]`).',
  notes: 'A progress meter may come before the first line after a lone CR. No QUIT after success: the connection is kept.',
  samples: [{ title: 'accepted', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250'] }],
  reader: (): Reader => ({
    read(source, view): readonly Reading[] | null {
      // The progress meter overwrites itself with CRs; only what follows the last of them counts.
      const end = trimmedEnd(source);
      const cr = source.lastIndexOf('\r', end - 1);
      let from = cr === -1 ? 0 : cr + 1;
      const meter = /^[ \d.:kMG-]{20,}(?=[<>*{}] )/.exec(source.slice(from, from + 120));
      if (meter) from += meter[0].length;
      const unit = source[from];
      if (unit === undefined || (source[from + 1] !== ' ' && from + 1 < end)) return cr !== -1 || meter ? NOISE : null;
      const piece = pieceOf(source, Math.min(from + 2, end), end);
      switch (unit) {
        case '<':
          return [{ kind: 'wire', side: 'server', piece }];
        case '>':
          return [{ kind: 'wire', side: 'client', piece }];
        case '}':
          return /^\[\d+ bytes data\]/.test(piece.text) && view.expecting() === 'body' ? [{ kind: 'mark', mark: 'body', piece }] : NOISE;
        case '{':
          return NOISE;
        case '*':
          if (/^ *Connected to /.test(piece.text)) return [{ kind: 'mark', mark: 'connect', piece }];
          if (/^(?:SSL connection using|TLS handshake complete)/.test(piece.text)) return [{ kind: 'mark', mark: 'tls', piece }];
          if (/^(?:Closing connection|Connection #\d+ to host|Connection died|shutting down connection)/i.test(piece.text))
            return [{ kind: 'mark', mark: 'close', piece }];
          return NOISE;
        default:
          return null;
      }
    },
  }),
};
