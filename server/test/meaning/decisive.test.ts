import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { type Cause, whyIn } from '../../src/features/why';
import { bare, type Located } from '../../src/meaning/located';
import { adviceOf, causeOf, meaningOf, titleOf } from '../../src/meaning/meaning';

/** The causes of a text, the most decisive first. */
function causes(lines: readonly string[]): Cause[] {
  const steps = whyIn(Analysis.of(lines));
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** Their titles. */
const titles = (...lines: string[]): string[] => causes(lines).map(({ meaning }) => titleOf(meaning));

const reply = (code: number, enhanced: string | null, text: string, more: Partial<Located> = {}): string => {
  const meaning = meaningOf({ ...bare(code, enhanced, text), ...more });
  return meaning ? `${meaning.kind}: ${titleOf(meaning)}. ${causeOf(meaning)}` : 'nothing';
};

const postfix = (program: string, text: string): string => `Mar  7 09:12:44 mx1 postfix/${program}[4711]: ${text}`;
const refused = (why: string): string => `NOQUEUE: reject: RCPT from ${why}; from=<a@example.net> to=<b@example.com> proto=ESMTP helo=<pc>`;

describe('the cause before what follows from it', () => {
  it('a policy service of this server before its reply to the client', () => {
    const lines = [
      postfix('smtpd', 'warning: connect to localhost:65265: Cannot assign requested address'),
      postfix('smtpd', 'warning: problem talking to server localhost:65265: Cannot assign requested address'),
      postfix(
        'smtpd',
        refused('mail.example.net[192.0.2.7]: 451 4.3.5 <b@example.com>: Recipient address rejected: Server configuration problem'),
      ),
    ];
    expect(titles(...lines)).toEqual(['A policy service does not answer', 'Server misconfigured']);
    expect(titles(lines[2])).toEqual(['Server misconfigured']);
  });

  it('a table of this server before its reply to the client', () => {
    expect(
      titles(
        postfix('smtpd', refused('mail.example.net[192.0.2.7]: 451 4.3.0 <b@example.com>: Temporary lookup failure')),
        postfix('trivial-rewrite', 'warning: lmdb:/etc/postfix/relay is unavailable. open database /etc/postfix/relay.lmdb: No such file'),
      ),
    ).toEqual(['Lookup table file cannot be opened', 'Server table lookup failed']);
  });

  it('not before what another server says', () => {
    const [first, second] = titles(
      postfix('smtpd', 'warning: problem talking to server 127.0.0.1:10031: Connection refused'),
      postfix(
        'smtp',
        '4F1D2A3B4C: to=<b@example.com>, relay=mx.example.com[192.0.2.9]:25, delay=1, delays=0/0/1/0, dsn=4.3.5, status=deferred (host mx.example.com[192.0.2.9] said: 451 4.3.5 Server configuration problem (in reply to RCPT TO command))',
      ),
    );
    expect([first, second]).toEqual(['Server misconfigured', 'A policy service does not answer']);
  });

  it('the virus scanner before the filter that asks it', () => {
    expect(
      titles(
        'Mar  7 09:12:44 mx1 clamav-milter[999]: WARNING: No clamd server appears to be available',
        postfix(
          'cleanup',
          '7A6B5C4D3E: milter-reject: END-OF-MESSAGE from mail.example.net[192.0.2.7]: 4.7.1 Service unavailable - try again later; from=<a@example.net> to=<b@example.com> proto=ESMTP helo=<mail.example.net>',
        ),
      )[0],
    ).toBe('Virus scanner does not answer');
    expect(reply(451, '4.5.0', 'Error in processing, id=01234-05, virus_scan FAILED: virus_scan: ALL VIRUS SCANNERS FAILED')).toMatch(
      /^server-fault: Virus scanner/,
    );
    expect(reply(451, '4.5.0', 'Error in processing, id=01234-05, quar+notif FAILED: mail_dispatch')).toMatch(/amavis failed/);
  });

  it('the error of the TLS library before “handshake failed”', () => {
    expect(
      titles(
        '2024-12-30T12:16:32+01:00 INFO    postfix/smtp[1204]: SSL_connect error to smtp.example.com[192.0.2.108]:587: -1',
        '2024-12-30T12:16:32+01:00 WARNING postfix/smtp[1204]: warning: TLS library problem: error:0A00010B:SSL routines::wrong version number:../ssl3_record.c:354:',
        '2024-12-30T12:16:32+01:00 INFO    postfix/smtp[1204]: E292446A73E: to=<b@example.com>, relay=smtp.example.com[192.0.2.108]:587, delay=0.1, delays=0/0/0.1/0, dsn=4.7.5, status=deferred (Cannot start TLS: handshake failure)',
      )[0],
    ).toBe('Port expects STARTTLS, not TLS');
  });

  it('the last error before the queue that gave up', () => {
    const text =
      'Remote Server returned \'550 5.4.300 Message expired -> 451 4.4.0 Primary target IP address responded with: "421 4.4.2 Connection dropped due to SocketError."\'';
    expect(titles(text)[0]).toBe('Connection broken or timed out');
    expect(
      reply(550, '5.4.300', 'Message expired -> 451 4.4.0 Primary target IP address responded with: "421 4.4.2 Connection dropped"'),
    ).toMatch(/^connection-lost/);
    expect(reply(550, '5.4.300', 'Message expired')).toMatch(/^message-expired/);
    expect(
      titles(
        '2021-05-05 10:00:00 1leXyz-0001Ab-2C ** b@example.com R=dnslookup T=remote_smtp: retry timeout exceeded',
        '2021-05-04 10:00:00 1leXyz-0001Ab-2C == b@example.com R=dnslookup T=remote_smtp defer (111): Connection refused',
      ),
    ).toEqual(['Connection refused', 'Retry time is used up']);
  });

  it('a domain in two lists before the recipient that is then unknown', () => {
    expect(
      titles(
        postfix('trivial-rewrite', 'warning: do not list domain example.com in BOTH mydestination and virtual_mailbox_domains'),
        postfix(
          'smtpd',
          refused(
            'mail.example.net[192.0.2.7]: 550 5.1.1 <b@example.com>: Recipient address rejected: User unknown in local recipient table',
          ),
        ),
      ),
    ).toEqual(['Domain is listed twice', 'Recipient does not exist']);
  });

  it('the wrong setting before the service that does not start', () => {
    expect(
      titles(
        postfix('local', 'fatal: main.cf configuration error: mailbox_size_limit is smaller than message_size_limit'),
        postfix('master', 'warning: /usr/libexec/postfix/local: bad command startup -- throttling'),
      )[0],
    ).toBe('Postfix setting is wrong');
    expect(titles(postfix('sendmail', 'fatal: ida(1000): message file too big'))).toEqual(['Message is too large']);
  });
});

describe('whom the answer is about', () => {
  it('a reply to MAIL is about the sender', () => {
    expect(reply(550, '5.1.1', 'User unknown', { verb: 'MAIL' })).toMatch(/^sender-rejected: Sender is unknown/);
    expect(reply(550, null, 'No such user here', { verb: 'MAIL' })).toMatch(/^sender-rejected: Sender is unknown/);
    expect(reply(550, '5.1.1', 'User unknown', { verb: 'RCPT' })).toMatch(/^mailbox-unknown/);
    expect(reply(550, '5.1.1', 'Recipient unknown', { verb: 'MAIL' })).toMatch(/^mailbox-unknown/);
    expect(reply(550, '5.1.1', '<b@example.com> User unknown', { verb: 'MAIL', recipient: '<b@example.com>' })).toMatch(/^mailbox-unknown/);
  });

  it('IONOS refuses a sender whose domain has no MX record', () => {
    expect(
      titles(
        '<info@example.org>: host mx00.kundenserver.de[192.0.2.14] said: 550 Requested action not taken: mailbox unavailable invalid DNS MX or A/AAAA resource record (in reply to MAIL FROM command)',
      ),
    ).toEqual(['Sender’s domain has no MX']);
  });

  it('a failed check of the sender is about the sender’s domain', () => {
    const failed = (why: string): string => `2024-05-05 10:00:00 H=web.example.net [192.0.2.61] sender verify ${why}`;
    expect(titles(failed('fail for <a@example.net>: all relevant MX records point to non-existent hosts'))).toEqual([
      'Sender address cannot be routed',
    ]);
    expect(titles(failed('defer for <a@example.net>: host lookup did not complete'))).toEqual(['DNS did not answer']);
  });

  it('a submission service wants a login, wherever its client is', () => {
    const denied = '<unknown[192.168.0.1]>: Client host rejected: Access denied';
    const [own] = causes([postfix('smtps/smtpd', `NOQUEUE: reject: CONNECT from unknown[192.168.0.1]: 554 5.7.1 ${denied}; proto=SMTP`)]);
    expect(own.meaning.kind).toBe('auth-required');
    expect(adviceOf(own.meaning)).toMatch(/smtpd_delay_reject/);
    const [relay] = causes([postfix('smtpd', refused(`unknown[192.168.0.1]: 554 5.7.1 ${denied}`))]);
    expect(relay.meaning.kind).not.toBe('auth-required');
    const [known] = causes([
      postfix('submission/smtpd', `${refused(`unknown[192.0.2.1]: 554 5.7.1 ${denied}`)} sasl_method=PLAIN sasl_username=ida`),
    ]);
    expect(known.meaning.kind).not.toBe('auth-required');
  });

  it('words that name the sender are not about the recipient, whatever they answer', () => {
    expect(reply(550, null, 'Sender not OK', { verb: 'RCPT' })).toMatch(/^sender-rejected: Sender is refused/);
    expect(reply(550, null, 'Host impersonating [192.0.2.10]', { verb: 'RCPT' })).toMatch(/^helo-rejected/);
  });

  it('a program that delivers is no other server', () => {
    const line = (mailer: string): string =>
      `Jan  1 10:00:00 bsd sendmail[3333]: 1011A01x003333: to=ida, delay=00:00:00, xdelay=00:00:00, mailer=${mailer}, pri=30800, dsn=5.0.0, stat=Service unavailable`;
    expect(titles(line('prog'))).toEqual(['Delivery program failed']);
    expect(titles(line('esmtp'))).toEqual(['Refused; this line lacks the reply']);
  });

  it('Exim’s own words about its configuration', () => {
    const exim = (text: string): string => `2019-01-01 10:00:00 1geABC-0000Xy-1Z ${text}`;
    expect(titles(exim('** b@example.com R=nonlocal: Mailing to remote domains not supported'))).toEqual(['Server delivers only locally']);
    expect(titles(exim('== b@example.com R=aliases defer (-1): forced defer'))).toEqual(['An alias entry refuses it']);
  });

  it('what a target of maddy’s own answered', () => {
    const line =
      'Sep 10 00:20:43 mx maddy[919190]: smtp: DATA error\t{"msg_id":"8647979a","reason":"mailbox is full","target":"target.lmtp"}';
    expect(titles(...new Array(20).fill('some other line'), line)).toEqual(['Mailbox is full']);
  });

  it('a rule about the lines of a message is no spam filter', () => {
    const line = (what: string): string =>
      postfix(
        'cleanup',
        `3F2A81C07D: ${what} from mail.example.net[192.0.2.50]; from=<a@example.net> to=<b@example.com> proto=ESMTP helo=<m>: 5.7.1 Spam`,
      );
    expect(titles(line('reject: header Subject: Pills'))).toEqual(['Header or body rule refuses it']);
    expect(titles(line('milter-reject: END-OF-MESSAGE'))).not.toContain('Header or body rule refuses it');
  });

  it('what a line does not say', () => {
    expect(reply(550, '5.7.1', 'Message contains spam or virus or sender is blocked')).not.toMatch(/Link/);
    expect(
      titles(
        'Jul  7 07:07:07 bsd smtpd[4242]: 2f5a6c1b7d8e9f00 mta delivery evpid=1a2b3c4d5e6f7081 from=<a@example.org> to=<b@example.net> rcpt=<-> source="-" relay="example.net" delay=1h result="TempFail" stat="Network error on destination MXs"',
      ),
    ).toEqual(['No mail server can be reached']);
  });

  it('Exchange’s own resolver', () => {
    expect(reply(451, '4.4.0', 'DNS query failed. The error was: DNS query failed with error ErrorRetry')).toMatch(/^dns-failure/);
  });
});

describe('words that were cut out of their line', () => {
  it('tell what was answered only in their remark', () => {
    const step = (line: string): (string | null)[] => causes([line]).map(({ places }) => places[0].step);
    expect(step('said: 550 5.7.606 Access denied, banned sending IP [192.0.2.200]. (AS16012611) (in reply to RCPT TO command)')).toEqual([
      'RCPT',
    ]);
    expect(step('said: 550 5.7.606 Access denied, banned sending IP [192.0.2.200]. (AS16012611)')).toEqual([null]);
  });

  it('the introduction of a notice is no failure of its own', () => {
    const intro =
      "There was a temporary problem delivering your message to b@example.com. You'll be notified if the delivery fails permanently.";
    expect(titles(intro)).toEqual([]);
    expect(
      titles(intro, 'The response was:', 'The recipient server did not accept our requests to connect. [192.0.2.9: timed out]'),
    ).toEqual(['Connection timed out']);
  });
});

describe('what is named is what failed', () => {
  const bounced = (name: string): string =>
    postfix(
      'smtp',
      `4Xyz1234: to=<a@example.com>, relay=none, delay=1, delays=0/0/1/0, dsn=5.4.4, status=bounced (Host or domain name not found. Name service error for name=${name} type=A: Host not found)`,
    );

  it('the next hop, not the domain of the recipient', () => {
    expect(titles(bounced('relay.internal'))).toEqual(['Next hop not found']);
    expect(titles(bounced('EXAMPLE.com'))).toEqual(['Recipient’s domain not found']);
  });

  it('a service of the same machine, not the network', () => {
    expect(titles(postfix('smtp', 'warning: problem talking to service private/scache: Connection timed out'))).toEqual([
      'Part of Postfix does not answer',
    ]);
    expect(titles(postfix('smtp', 'connect to mx.example.net[192.0.2.1]:25: Connection timed out'))).toEqual(['No answer on port 25']);
  });

  const startTls = (...offered: string[]): string[] =>
    titles('220 mx.example.net ESMTP', 'EHLO c.example.com', ...offered, 'STARTTLS', '554 TLS not supported here', 'QUIT', '221 Bye');

  it('STARTTLS that is offered and refused, not one that is missing', () => {
    expect(startTls('250-mx.example.net', '250 STARTTLS')).toEqual(['Server offers STARTTLS and refuses it']);
    expect(startTls('250 mx.example.net')).toEqual(['Server has no STARTTLS here']);
  });
});
