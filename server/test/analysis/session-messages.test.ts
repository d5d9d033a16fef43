import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { sessionMessages } from '../../src/analysis/session-messages';
import { textOf } from '../../src/text/lines';

/** The messages of a dialogue, behind a line of prose: each with its line (from 1), then a recipient a line with what became of it and where. */
function listed(dialogue: string): string[] {
  const lines = dialogue
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const placed = [...Analysis.of(textOf(['So it went:', '', ...lines]), { explicit: true }).sessions()];
  return placed
    .flatMap(sessionMessages)
    .flatMap(({ line, from, recipients }) => [
      `${line + 1}: ${from ?? 'nobody'}`,
      ...recipients.map(({ to, status, reply, line: at, cause }) => `  ${to || '-'} ${status} ${reply} ${at + 1} ${cause?.kind ?? '-'}`),
    ]);
}

describe('the messages of a dialogue', () => {
  it('are lost and accepted by recipient', () => {
    expect(
      listed(`
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 250 mx.example.net
        C: MAIL FROM:<alice@example.org>
        S: 250 2.1.0 Ok
        C: RCPT TO:<bob@example.net>
        S: 250 2.1.5 Ok
        C: RCPT TO:<nobody@example.net>
        S: 550 5.1.1 User unknown
        C: RCPT TO:<carol@example.net>
        S: 450 4.2.0 Greylisted
        C: DATA
        S: 354 go ahead
        C: .
        S: 250 2.0.0 queued as 12345
        C: QUIT
        S: 221 Bye
      `),
    ).toEqual([
      '6: alice@example.org',
      '  nobody@example.net rejected 550 5.1.1 11 mailbox-unknown',
      '  carol@example.net deferred 450 4.2.0 13 greylisted',
      '  bob@example.net sent 250 2.0.0 17 -',
    ]);
  });

  it('are two where a second one is begun, and none goes on behind RSET', () => {
    expect(
      listed(`
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 250 mx.example.net
        C: MAIL FROM:<alice@example.org>
        S: 250 2.1.0 Ok
        C: RCPT TO:<bob@example.net>
        S: 250 2.1.5 Ok
        C: RSET
        S: 250 2.0.0 Ok
        C: RCPT TO:<dave@example.net>
        S: 503 5.5.1 MAIL first
        C: MAIL FROM:<erin@example.org>
        S: 250 2.1.0 Ok
        C: RCPT TO:<carol@example.net>
        S: 250 2.1.5 Ok
        C: DATA
        S: 354 go ahead
        C: .
        S: 552 5.3.4 too big
        C: QUIT
        S: 221 Bye
      `),
    ).toEqual(['6: alice@example.org', '14: erin@example.org', '  carol@example.net rejected 552 5.3.4 21 message-size']);
  });

  it('are refused with their sender', () => {
    expect(
      listed(`
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 250 mx.example.net
        C: MAIL FROM:<alice@example.org>
        S: 530 5.7.0 Authentication required
        C: QUIT
        S: 221 Bye
      `),
    ).toEqual(['6: alice@example.org', '  - rejected 530 5.7.0 7 auth-required']);
  });

  it('are none, but for the refusal that kept the client from sending one', () => {
    expect(
      listed(`
        S: 554 5.7.1 no reverse DNS for 192.0.2.1
        C: QUIT
        S: 221 Bye
      `),
    ).toEqual(['3: nobody', '  - rejected 554 5.7.1 3 reverse-dns']);
    expect(listed('S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250 mx.example.net\nC: QUIT\nS: 221 Bye')).toEqual([]);
  });
});
