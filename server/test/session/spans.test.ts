import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import type { Reply } from '../../src/session/model';
import { codeSpan, commandSpan, exchangeSpan, replySpan, verbSpan } from '../../src/session/spans';
import { textOf } from '../../src/text/lines';
import { pieceOf, type Span } from '../../src/text/span';

const TEXT = [
  'S: 220 mx.example.net ESMTP',
  'C: EHLO client.example.org',
  'S: 250-mx.example.net',
  'S: 250-PIPELINING',
  'S: 250 SIZE 1000',
  'C: MAIL FROM:<a@example.org>',
  'S: 250 2.1.0 Ok',
  'C: RCPT TO:<b@example.net>',
  'S: 250 2.1.5 Ok',
  'C: DATA',
  'S: 354 go ahead',
  'C: Subject: hello',
  'C:',
  'C: .',
  'S: 250 2.0.0 queued',
  'S: 421 4.3.2 closing',
];

const [{ session, start }] = [...Analysis.of(textOf(TEXT)).sessions()];

/** A span as a line with carets under it. */
const drawn = ({ line, from, to }: Span): string[] => [TEXT[start + line], `${' '.repeat(from)}${'^'.repeat(to - from)}`];
const of = (verb: string) => session.exchanges.find(({ command }) => command && TEXT[start + command.line].includes(verb))!;

describe('a place of a session', () => {
  it('is the verb of a command', () => {
    expect(drawn(verbSpan(of('EHLO').command!))).toEqual([
      'C: EHLO client.example.org', //
      '   ^^^^',
    ]);
  });

  it('is the line of a command without the mark before it', () => {
    expect(drawn(commandSpan(of('RCPT').command!))).toEqual([
      'C: RCPT TO:<b@example.net>', //
      '   ^^^^^^^^^^^^^^^^^^^^^^^',
    ]);
  });

  it('is the final dot of mail data, which has no verb', () => {
    const data = session.exchanges.find(({ command }) => command?.kind === 'data')!.command!;
    for (const span of [verbSpan(data), commandSpan(data)])
      expect(drawn(span)).toEqual([
        'C: .', //
        '   ^',
      ]);
  });

  it('is the code on the last line of a reply', () => {
    expect(drawn(codeSpan(of('EHLO').replies[0]))).toEqual([
      'S: 250 SIZE 1000', //
      '   ^^^',
    ]);
  });

  it('is the code of a reply whose text goes on without one, or begins without one', () => {
    const text = ['550 no such', 'mailbox here'];
    const reply = (...separators: string[]): Reply =>
      ({ lines: separators.map((separator, line) => ({ separator, line, piece: pieceOf(text[line]) })) }) as unknown as Reply;
    expect(codeSpan(reply(' ', 'continues'))).toEqual({ line: 0, from: 0, to: 3 });
    expect(codeSpan(reply('continues', 'continues'))).toEqual({ line: 1, from: 0, to: 3 });
  });

  it('is the first line of a reply as a whole', () => {
    expect(drawn(replySpan(of('EHLO').replies[0]))).toEqual([
      'S: 250-mx.example.net', //
      '   ^^^^^^^^^^^^^^^^^^',
    ]);
  });

  it('is the verb of an exchange, or the code of a reply to a command that is not shown', () => {
    expect(drawn(exchangeSpan(of('MAIL'))!)).toEqual([
      'C: MAIL FROM:<a@example.org>', //
      '   ^^^^',
    ]);
    expect(drawn(exchangeSpan(session.exchanges[0])!)).toEqual([
      'S: 220 mx.example.net ESMTP', //
      '   ^^^',
    ]);
  });
});
