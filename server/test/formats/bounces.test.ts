import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { failuresIn } from '../../src/analysis/failures';
import { bounceFormats } from '../../src/formats/bounces';
import { titleOf } from '../../src/meaning/meaning';
import { splitFileText, textOf } from '../../src/text/lines';

const analysisOf = (text: string): Analysis => Analysis.of(textOf(splitFileText(text)));

/** `line:column code enhanced phase status -`, as the samples of logs say it. */
function located(analysis: Analysis): string[] {
  return [...analysis.entries()].flatMap(({ line, entry }) =>
    entry.replies.map(
      (reply) =>
        `${line + 1}:${reply.from + 1} ${reply.code ?? '-'} ${reply.enhanced ?? '-'} ${reply.phase ?? '-'} ${entry.status ?? '-'} ${entry.id ?? '-'}`,
    ),
  );
}

const bounce = `From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

<nosuch@example.net>: host mail.example.net[192.0.2.25] said: 550
    5.1.1 <nosuch@example.net>: User unknown (in reply to RCPT TO command)

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; nosuch@example.net
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <nosuch@example.net>: User unknown

--b
Content-Type: message/rfc822

Subject: 550 5.7.1 is what they said
From: alice@example.org

They said: 550 5.7.1 go away
--b--
`;

describe('bounces', () => {
  for (const format of bounceFormats) {
    for (const sample of format.samples) {
      it(`${format.id}: ${sample.title}`, () => {
        expect(located(analysisOf(sample.text))).toEqual(sample.replies);
      });
    }
  }

  it('reads the parts that the MTA wrote with what became of it; of the returned message only what it quotes', () => {
    expect(located(analysisOf(bounce))).toEqual([
      '8:63 550 5.1.1 RCPT bounced -',
      '9:5 - 5.1.1 RCPT bounced -',
      '18:9 - 5.1.1 - bounced -',
      '19:24 550 5.1.1 - bounced -',
      '27:12 550 5.7.1 - - -',
    ]);
  });

  it('leaves a whole session that somebody pasted into a mail to the dialogues', () => {
    const mail = `Subject: delivery problems\n\nHello, what is wrong here?\n\n<-  220 mail.example.net ESMTP\n -> EHLO client.example.org\n<-  250 mail.example.net\n -> MAIL FROM:<a@example.org>\n<** 550 5.7.1 Go away\n`;
    const analysis = analysisOf(mail);
    expect([...analysis.sessions()].map(({ session }) => session.format)).toEqual(['swaks']);
    expect(located(analysis)).toEqual([]);
  });

  it('does not take every number of a letter for a reply', () => {
    expect(
      located(analysisOf('Subject: your delivery\n\nWe sent 500 parcels in 2024, of which 450 came.\n\n550 people wrote to us.\n')),
    ).toEqual([]);
  });

  it('reads after an edit what it reads from scratch', () => {
    const base = splitFileText(
      `${bounce}\nplain words\n${bounceFormats.map((format) => format.samples.map((sample) => sample.text).join('\n\n')).join('\n\n')}`,
    );
    const replacement = fc.array(
      fc.constantFrom(
        '',
        'Status: 4.4.1',
        'Remote host said: 451 4.3.0 later',
        'Subject: Returned mail',
        '--b',
        'Final-Recipient: rfc822; x@example.org',
        'words',
      ),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(fc.nat(base.length - 1), fc.nat(4), replacement, (from, length, inserted) => {
        const to = Math.min(base.length, from + length);
        const lines = [...base.slice(0, from), ...inserted, ...base.slice(to)];
        const edited = Analysis.of(textOf(base)).edited(textOf(lines), { from, to, inserted: inserted.length });
        expect(located(edited)).toEqual(located(Analysis.of(textOf(lines))));
      }),
      { numRuns: 30 },
    );
  });
});

/** `line: title` of what is told of, lines from 1. */
const told = (text: string): string[] =>
  [...failuresIn(analysisOf(text))].flat().map(({ at, meaning }) => `${at.line + 1}: ${titleOf(meaning)}`);

describe('the words of a bounce that tells no code', () => {
  const exim = (words: string, machine = '') => `Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ida@example.net
    (generated from all@example.org)
    ${words}
${machine}`;
  const fields = (address: string, more = '') => `
Reporting-MTA: dns; mx.example.org

Action: failed
Final-Recipient: rfc822;${address}
Status: 5.0.0
${more}`;

  it('explain the verdict of its recipient', () => {
    expect(told(exim('Unrouteable address', fields('ida@example.net')))).toEqual(['16: Address cannot be routed']);
  });

  it('explain it under the address that the message was first sent to', () => {
    expect(told(exim('mailbox is full: retry timeout exceeded', fields('all@example.org')))).toEqual(['16: Mailbox is full']);
  });

  it('stand in the field for the reply, where they do', () => {
    expect(told(fields('ida@example.net', 'Diagnostic-Code: X-Mailer; No such domain.\n'))).toEqual(['6: Recipient’s domain not found']);
  });

  it('explain nothing where they tell no cause', () => {
    expect(told(exim('this is what the filter said', fields('ida@example.net')))).toEqual(['16: Permanent failure, no reason given']);
  });

  it('are the finding where no field says what became of the message', () => {
    expect(told(exim('Unrouteable address'))).toEqual(['10: Address cannot be routed']);
    expect(
      told('Hi!\n\nThis is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\nida@example.org: Domain does not exist\n'),
    ).toEqual(['5: Recipient’s domain not found']);
    expect(
      told(
        'Subject: DELIVERY FAILURE\n\nwas not delivered to:\n\n  ida@example.org\n\nbecause:\n\n  User ida not listed in Domino Directory\n',
      ),
    ).toEqual(['9: Recipient does not exist']);
  });

  it('are of no use in a letter that merely speaks of somebody', () => {
    expect(told('Subject: problem with delivery\n\nHi all, ida@example.net says that her mailbox is full.\n')).toEqual([]);
  });
});
