import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { nameOf } from '../../src/session/model';
import { splitFileText, textOf } from '../../src/text/lines';

const commandsOf = (text: string): string[] =>
  [...Analysis.of(textOf(splitFileText(text))).sessions()].flatMap(({ session }) =>
    session.exchanges.flatMap((exchange) => (exchange.command ? [exchange.command.piece.text || nameOf(exchange)] : [])),
  );

describe('a command ends where the wire line ended', () => {
  const rows: readonly (readonly [string, string])[] = [
    [
      'literals behind a quote that both sides share',
      'SEND:\n"EHLO a.example.org\\r\\n"\nRECEIVE:\n"250 mx.example.net\\r\\n"\nSEND:\n"MAIL FROM:<a@example.org>\\r\\n"\nRECEIVE:\n"250 Ok\\r\\n"\n',
    ],
    [
      'line ends written out without quotes',
      'me >> EHLO a.example.org\\r\\n\nyou << 250 mx.example.net\\r\\n\nme >> MAIL FROM:<a@example.org>\\r\\n\nyou << 250 2.1.0 Ok\\r\\n\n',
    ],
    [
      'the same behind C: and S:',
      'S: 220 mx.example.net ESMTP\\r\\n\nC: EHLO a.example.org\\r\\n\nS: 250 mx.example.net\\r\\n\nC: MAIL FROM:<a@example.org>\\r\\n\nS: 250 Ok\\r\\n\n',
    ],
    [
      'rows of a table',
      '| S | 220 mx.example.net ESMTP |\n| C | EHLO a.example.org |\n| S | 250 mx.example.net |\n| C | MAIL FROM:<a@example.org> |\n| S | 250 OK |\n',
    ],
    [
      'records of a container runtime around lines that no format knows',
      ['S: 220 mx.example.net ESMTP', 'C: EHLO a.example.org', 'S: 250 mx.example.net', 'C: MAIL FROM:<a@example.org>', 'S: 250 OK']
        .map((line) => JSON.stringify({ log: `2026-11-23T10:00:00Z DEBUG smtp: ${line}\n`, stream: 'stdout' }))
        .join('\n'),
    ],
  ];
  for (const [what, text] of rows) it(what, () => expect(commandsOf(text)).toEqual(['EHLO a.example.org', 'MAIL FROM:<a@example.org>']));
});
