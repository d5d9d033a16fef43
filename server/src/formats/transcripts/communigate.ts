import type { TranscriptFormat } from '../format';
import { decodeLiteral, linesOfPiece } from '../readers/literal';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `10:06:40.688 4 SMTPI-011473([198.51.100.11]) [192.0.2.100]:587 <- [198.51.100.11]:49426 incoming connection(example.net)
10:06:40.688 5 SMTPI-011473([198.51.100.11]) out: 220 example.net ESMTP CommuniGate Pro 6.0.10\\r\\n
10:06:40.691 5 SMTPI-011473([198.51.100.11]) inp: EHLO client.example.org
10:06:40.691 5 SMTPI-011473([198.51.100.11]) out: 250-example.net\\r\\n250 HELP\\r\\n
10:06:41.691 5 SMTPI-011473([198.51.100.11]) inp: FOO
10:06:42.693 5 SMTPI-011473([198.51.100.11]) out: 501 Unknown command\\r\\n
`;

const LINE = /^(?:\d\d:\d\d:\d\d\.\d{1,3} )(?:[1-5] )?(SMTPI?)-(\d{1,10})\(([^)]{0,120})\)(?: (inp|out|cmd|rsp)(?:\(\d{1,9}\))?: )?/;

/** CommuniGate Pro's log at level 5: `SMTPI` is the server, `SMTP` the client. */
export const communigate: TranscriptFormat = {
  id: 'communigate',
  title: 'CommuniGate Pro log',
  row: 'F66',
  viewpoint: 'server',
  trust: 'certain',
  keeps: ['order'],
  hint: /^\d\d:\d\d:\d\d\.\d{1,3} (?:[1-5] )?SMTPI?-\d{1,10}\(/,
  elides: 'The mail data.',
  notes:
    'Line ends are written out as `\\r\\n`; several lines of a reply are in one record. A TLS hello on a plain port shows as decimal bytes.',
  samples: [{ title: 'as server', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'FOO 501'] }],
  reader: () => ({
    read(line): readonly Reading[] | null {
      const match = LINE.exec(line);
      if (!match) return /^\d\d:\d\d:\d\d\.\d{1,3} [1-5] /.test(line) ? NOISE : null;
      const [all, module, id, , direction] = match;
      const key = `${module}-${id}`;
      if (!direction)
        return /incoming connection/.test(line)
          ? [{ kind: 'mark', mark: 'connect', piece: { text: line, from: 0, to: line.length }, key }]
          : NOISE;
      const server = direction === 'rsp' || (direction !== 'cmd' && (module === 'SMTPI') === (direction === 'out'));
      const end = line.endsWith('\r') ? line.length - 1 : line.length;
      return linesOfPiece(decodeLiteral(line, all.length, end)).map((piece) => ({
        kind: 'wire',
        side: server ? 'server' : 'client',
        piece,
        key,
      }));
    },
  }),
};
