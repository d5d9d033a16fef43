import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../src/analysis/analysis';
import { nameOf } from '../../../src/session/model';
import { splitFileText, textOf } from '../../../src/text/lines';
import { column } from '../../../src/text/span';

function sessionsOf(text: string): { format: string; key: string | null; said: string[] }[] {
  return [...Analysis.of(textOf(splitFileText(text))).sessions()].map(({ session }) => ({
    format: session.format,
    key: session.key,
    said: session.exchanges.map((exchange) => [nameOf(exchange), ...exchange.replies.map((reply) => reply.code)].join(' ')),
  }));
}

/** `FIRST` and `SECOND` stand for the two markers of a format; the server speaks first. */
const dialogue = [
  '220 mail.example.net ESMTP',
  'EHLO client.example.org',
  '250 mail.example.net',
  'MAIL FROM:<a@example.org>',
  '250 2.1.0 Ok',
  'QUIT',
  '221 2.0.0 Bye',
];
const marked = (server: string, client: string): string =>
  dialogue.map((line, index) => `${index % 2 === 0 ? server : client}${line}`).join('\n');
const expected = ['greeting 220', 'EHLO 250', 'MAIL 250', 'QUIT 221'];

describe('markers that only say who printed', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['postfix-notice', ' Out: ', ' In:  '],
    ['postfix-notice', ' In:  ', ' Out: '],
    ['recordio', '150 > ', '150 < '],
    ['recordio', '150 < ', '150 > '],
    ['sendmail-traffic', '00196 >>> ', '00196 <<< '],
    ['sendmail-traffic', '00196 <<< ', '00196 >>> '],
    ['postfix-verbose', '> mail.example.net[192.0.2.25]:25: ', '< mail.example.net[192.0.2.25]:25: '],
    ['postfix-verbose', '< mail.example.net[192.0.2.25]:25: ', '> mail.example.net[192.0.2.25]:25: '],
    ['exim-client', '  SMTP<< ', '  SMTP>> '],
    ['exim-server', 'SMTP>> ', 'SMTP<< '],
  ];
  for (const [format, server, client] of rows) {
    it(`${format}: ${server.trim()} is the server`, () => {
      const [session] = sessionsOf(`${marked(server, client)}\n`);
      expect(session).toMatchObject({ format, said: expected });
    });
  }
});

describe('sessions that run through each other', () => {
  it('are told apart by pid', () => {
    const other = dialogue.map((line, index) => `271 ${index % 2 === 0 ? '>' : '<'} ${line}`);
    const text = marked('150 > ', '150 < ')
      .split('\n')
      .flatMap((line, index) => [line, other[index]])
      .join('\n');
    expect(sessionsOf(text)).toEqual([
      { format: 'recordio', key: '150', said: expected },
      { format: 'recordio', key: '271', said: expected },
    ]);
  });

  it("are told apart where Exim's server calls out as a client", () => {
    const text = `SMTP>> 220 mx.example.net ESMTP Exim
SMTP<< EHLO client.example.org
SMTP>> 250 mx.example.net Hello
SMTP<< MAIL FROM:<a@example.org>
SMTP>> 250 OK
SMTP<< RCPT TO:<b@example.net>
   SMTP<< 220 store.example.net ESMTP
   SMTP>> EHLO mx.example.net
   SMTP<< 250 OK
   SMTP>> QUIT
   SMTP<< 221 Bye
SMTP>> 250 Accepted
`;
    expect(sessionsOf(text)).toEqual([
      { format: 'exim-server', key: null, said: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250'] },
      { format: 'exim-server', key: 'callout', said: ['greeting 220', 'EHLO 250', 'QUIT 221'] },
    ]);
  });
});

describe('chunks', () => {
  const before = [
    '220 mx.example.net ESMTP',
    'EHLO a.example',
    '250-mx.example.net',
    '250 CHUNKING',
    'MAIL FROM:<a@example.org>',
    '250 OK',
    'RCPT TO:<b@example.net>',
    '250 OK',
  ];

  it('count their octets, so that mail data is no dialogue', () => {
    const body = ['Subject: x', '', 'QUIT', '250 OK', 'MAIL FROM:<c@example.org>'];
    const octets = body.reduce((sum, line) => sum + line.length + 2, 0);
    const text = [...before, `BDAT ${octets} LAST`, ...body, '250 2.0.0 queued', 'QUIT', '221 Bye'].join('\r\n');
    expect(sessionsOf(text)[0].said).toEqual(['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'BDAT 250', 'QUIT 221']);
  });

  it('may end within a line', () => {
    const text = [
      ...before,
      'BDAT 17',
      'Subject: x',
      'hello250 2.0.0 Ok: 17 bytes',
      'BDAT 8 LAST',
      'wor',
      'ld',
      '250 2.0.0 Ok: queued',
      'QUIT',
      '221 Bye',
    ].join('\r\n');
    const analysis = Analysis.of(textOf(splitFileText(text)));
    const [{ session }] = [...analysis.sessions()];
    expect(session.exchanges.map(nameOf)).toEqual(['greeting', 'EHLO', 'MAIL', 'RCPT', 'BDAT', 'BDAT', 'QUIT']);
    const reply = session.exchanges[4].replies[0].lines[0];
    expect([reply.line, column(reply.piece, 0)]).toEqual([10, 5]);
  });

  it('are answered once for each recipient with PRDR', () => {
    const text = `<<< 220 mx.example.net ESMTP
>>> EHLO a.example
<<< 250 PRDR
>>> MAIL FROM:<a@example.org> PRDR
<<< 250 OK
>>> RCPT TO:<b@example.net>
<<< 250 Accepted
>>> RCPT TO:<c@example.net>
<<< 250 Accepted
>>> BDAT 4 LAST
>>> hi
<<< 353 PRDR content analysis beginning
<<< 550 refused
<<< 250 accepted
<<< 250 id=10HmaX-000000005vi-0000 message accepted for some recipients
>>> QUIT
<<< 221 closing
`;
    expect(sessionsOf(text)[0].said.slice(-2)).toEqual(['BDAT 353 550 250 250', 'QUIT 221']);
  });
});

describe('a connection that is turned round', () => {
  const lines = [
    'S: 220 mx.example.net ESMTP',
    'C: EHLO a.example',
    'S: 250 mx.example.net',
    'C: ATRN example.org',
    'S: 250 OK now reversing the connection',
  ];
  const after = [
    'C: 220 a.example ready to receive email',
    'S: EHLO mx.example.net',
    'C: 250 a.example',
    'S: MAIL FROM:<b@example.net>',
    'C: 250 OK',
    'S: QUIT',
    'C: 221 bye',
  ];
  const said = [
    ['greeting 220', 'EHLO 250', 'ATRN 250'],
    ['greeting 220', 'EHLO 250', 'MAIL 250', 'QUIT 221'],
  ];

  it('goes on with the parties changed, though the markers do not', () => {
    expect(sessionsOf([...lines, ...after].join('\n')).map((session) => session.said)).toEqual(said);
  });

  it('goes on without markers', () => {
    const bare = [...lines, ...after].map((line) => line.slice(3)).join('\n');
    expect(sessionsOf(bare).map((session) => session.said)).toEqual(said);
  });
});

describe('other protocols by the same words', () => {
  const words: readonly (readonly [string, string[], string[]])[] = [
    [
      'LMTP: one reply for each accepted recipient',
      [
        '220 mx.example.net LMTP',
        'LHLO a.example',
        '250 mx.example.net',
        'MAIL FROM:<a@example.org>',
        '250 ok',
        'RCPT TO:<b@example.net>',
        '250 ok',
        'RCPT TO:<c@example.net>',
        '550 no',
        'RCPT TO:<d@example.net>',
        '250 ok',
        'DATA',
        '354 go',
        'hi',
        '.',
        '250 b',
        '452 d',
        'QUIT',
        '221 bye',
      ],
      ['greeting 220', 'LHLO 250', 'MAIL 250', 'RCPT 250', 'RCPT 550', 'RCPT 250', 'DATA 354', 'data 250 452', 'QUIT 221'],
    ],
    [
      'XCLIENT and XFORWARD',
      [
        '220 mx.example.net ESMTP',
        'EHLO a.example',
        '250-mx.example.net',
        '250 XCLIENT NAME ADDR',
        'XCLIENT NAME=b.example ADDR=192.0.2.1',
        '220 mx.example.net ESMTP',
        'EHLO b.example',
        '250 XFORWARD NAME',
        'XFORWARD NAME=b.example',
        '250 2.0.0 Ok',
        'QUIT',
        '221 bye',
      ],
      ['greeting 220', 'EHLO 250', 'XCLIENT 220', 'EHLO 250', 'XFORWARD 250', 'QUIT 221'],
    ],
    [
      'ETRN',
      [
        '220 mx.example.net ESMTP',
        'HELO a.example',
        '250 mx.example.net',
        'ETRN example.org',
        '250 2.0.0 Queuing started',
        'QUIT',
        '221 bye',
      ],
      ['greeting 220', 'HELO 250', 'ETRN 250', 'QUIT 221'],
    ],
    [
      'ATRN',
      [
        '220 mx.example.net ESMTP',
        'EHLO a.example',
        '250-mx.example.net',
        '250 AUTH CRAM-MD5',
        'ATRN example.org',
        '450 4.7.0 You have no mail',
        'QUIT',
        '221 bye',
      ],
      ['greeting 220', 'EHLO 250', 'ATRN 450', 'QUIT 221'],
    ],
  ];
  for (const [title, lines, said] of words) {
    it(title, () => {
      expect(sessionsOf(lines.join('\n'))[0].said).toEqual(said);
    });
  }
});
