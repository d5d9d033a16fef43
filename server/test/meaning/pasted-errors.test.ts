import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { type Cause, whyIn, whyText } from '../../src/features/why';
import { titleOf } from '../../src/meaning/meaning';
import { verdict } from '../../src/meaning/of-session';
import { splitFileText, textOf } from '../../src/text/lines';
import { done } from '../features/marked';

const causes = (text: string): Cause[] => done(whyIn(Analysis.of(textOf(splitFileText(text)))));
const titles = (text: string): string[] => causes(text).map(({ meaning }) => titleOf(meaning));

describe('a status notification', () => {
  const fields = (field: string): string =>
    `Final-recipient: RFC822; bo@example.com\nAction: failed\nStatus: 5.0.0\nRemote-MTA: dns; example-com.mail.protection.outlook.com\n${field}\n`;

  it('has its reply in a field of Cisco’s own', () =>
    expect(titles(fields('X-Supplementary-Info: <192.0.2.1 #5.0.0 smtp; 550 "Unknown User">'))[0]).toBe('Recipient does not exist'));

  it('says whose reply it is', () =>
    expect(whyText(causes(fields('Diagnostic-Code: smtp; 550 5.1.1 no such user')))).toContain(
      'by example-com.mail.protection.outlook.com',
    ));
});

describe('an error of several lines', () => {
  it('has the cause that Java nests', () =>
    expect(
      titles(
        'javax.mail.MessagingException: Could not connect to SMTP host: localhost, port: 25;\n  nested exception is:\n\tjava.net.ConnectException: Connection refused\n',
      )[0],
    ).toBe('Connection refused'));

  it('names the step in its stack', () =>
    expect(
      titles(
        "Net::SMTPSyntaxError: 501 Syntax error in parameters\n\n  net/smtp.rb:969:in `check_response'\n  net/smtp.rb:865:in `rcptto'\n",
      )[0],
    ).toBe('Recipient address is malformed'));

  it('does not name one that is too far below', () =>
    expect(
      titles(`Net::SMTPSyntaxError: 501 Syntax error in parameters\n${"  a.rb:1:in `b'\n".repeat(20)}  net/smtp.rb:865:in \`rcptto'\n`)[0],
    ).toBe('Command has a syntax error'));

  it('is read whole if it was wrapped', () =>
    expect(
      titles(
        'Our system has detected that this message does not meet IPv6 sending\nguidelines regarding PTR records and authentication.\n',
      )[0],
    ).toMatch(/PTR|reverse DNS/));

  it('counts only codes that SMTP has behind a label', () =>
    expect(titles('{\n  "code": 423,\n  "message": "SMTP Error: Could not connect to SMTP host."\n}\n')).toEqual([
      'Program cannot reach the server',
    ]));

  it('repeats the refusal that an excerpt lacks', () =>
    expect(
      titles(
        '[2026-05-09 10:27:03] app.ERROR: Expected response code 250 but got code "550", with message "550 5.7.60 SMTP; Client does not have permissions to send as this sender " Log data: ++ Starting Swift_Transport_EsmtpTransport << 220 mx.example.net ESMTP ready  >> EHLO www.example.org  << 250-mx.example.net 250-PIPELINING 250 CHUNKING  >> STARTTLS  << 220 2.0.0 SMTP server ready\n',
      )[0],
    ).toBe('Account may not use sender'));
});

describe('a line that somebody asks about', () => {
  it.each([
    ["421, b'Domain box1.example is not allowed to send: Please activate your account.'", 'Account is not activated yet'],
    ["554, b'We have no mailbox here by that name'", 'Recipient does not exist'],
    ['all recipients were rejected: 550 to send email from a blank sender, enable blank senders', 'Client sends without a sender address'],
    ['The mail was refused: 552 mailbox is over quota', 'Mailbox is full'],
    ['Mon 2027-10-20 16:11:37: --> 554 Message does not conform to standards', 'Message breaks the format rules'],
    ['2027-10-20 16:11:37.123: <-- 550 no mailbox here by that name', 'Recipient does not exist'],
    ['451 qq trouble in home directory', 'Trouble with the recipient’s home directory'],
    ['Status code: 550 5.1.10', 'Recipient does not exist'],
    ['556 5.1.10 Recipient address has null MX', 'Domain accepts no mail'],
    ['Problems with connecting to the SMTP Server: Permission denied', 'Program may not open connections'],
    ['554-Transaction failed, maximum 8 recipients listed below:', 'Refused in the server’s own words'],
    ['554 5.7.1 Reject for policy reason. RULE2_1. See https://postmaster.gandi.net', 'Message looks like phishing'],
    ['Respuesta del servidor: «El remitente no es válido»', 'Sender address is not accepted'],
    ['Ответ сервера: «Ваш IP адрес заблокирован»', 'Sending IP is blocked here'],
    ['サーバーの応答: 送信者が無効です', 'Sender address is not accepted'],
    ['Resposta do servidor: "A retransmissão não permitida"', 'Relaying denied, no login'],
  ])('gives the cause: %s', (text, title) => expect(titles(`${text}\n`)[0]).toBe(title));

  it.each(["421, 'Cats and dogs'", 'The proposal was rejected: 550 people voted', 'Server response: 12 items found'])(
    'is no mail: %s',
    (text) => expect(titles(`${text}\n`)).toEqual([]),
  );
});

describe('what became of a probe', () => {
  const refused = (why: string): string =>
    `Jun  1 11:46:57 gw postfix/smtpd[14628]: NOQUEUE: reject: RCPT from unknown[203.0.113.4]: 450 4.1.1 <ann@example.com>: Recipient address rejected: unverified address: ${why}; from=<bob@example.org> to=<ann@example.com> proto=ESMTP helo=<mx.example.org>\n`;

  it.each([
    ['connect to mail.example.com[private/dovecot-lmtp]: No such file or directory', 'Mail store (LMTP) does not answer'],
    ['connect to mx.example.com[192.0.2.7]:25: Connection refused', 'Connection refused'],
  ])('is the cause: %s', (why, title) => expect(titles(refused(why))[0]).toBe(title));

  it('is not known while it goes on', () =>
    expect(titles(refused('Address verification in progress'))[0]).toBe('Recipient check not finished'));

  it('is a reply if there was one', () =>
    expect(titles(refused('host mx.example.com[192.0.2.7] said: 450 4.2.0 Greylisted'))[0]).not.toMatch(/refused|LMTP/));
});

describe('words behind a frame', () => {
  it('of a field of a bounce are a reply', () =>
    expect(titles('Diagnostic-Code: SMTP; 550 Please use your real hostname when saying HELO (not AV01)\n')[0]).toBe(
      'EHLO name is not acceptable',
    ));

  it.each([
    ['550 Requested action not taken: User hangup', 'User is suspended there'],
    ['451 Requested action aborted: user hangup', 'User is suspended there'],
    ['550 Mail rejected: user hangup', 'User is suspended there'],
    ['550 administrative prohibition: your host is blacklisted', 'Sending IP on a block list'],
    [
      '503-All RCPT commands were rejected with this error: Sender verify failed 503 Valid RCPT command must precede DATA',
      'Sender address does not exist',
    ],
    ['503-All RCPT commands were rejected with this error: mailbox full 503 Valid RCPT command must precede DATA', 'Mailbox is full'],
  ])('give the cause: %s', (text, title) => expect(titles(`${text}\n`)[0]).toBe(title));

  it('are not taken for one if they say nothing', () =>
    expect(titles('550 Requested action not taken: mailbox unavailable\n')[0]).toBe('Mailbox unavailable'));
});

describe('a line that OpenSSL kept for itself', () => {
  const head =
    '220 mx.example.org ESMTP\nEHLO client.example.net\n250 mx.example.org\nMAIL FROM:<a@example.net>\n250 OK\nRCPT TO:<b@example.org>\nRENEGOTIATING\n';

  it('is the cause of what follows', () =>
    expect(titles(`${head}DATA\n503 5.5.1 Error: need RCPT command\n`)[0]).toBe('OpenSSL took the line for itself'));

  it('keeps its capitals inside a sentence', () => {
    const [{ session }] = [...Analysis.of(textOf(`${head}DATA\n503 5.5.1 Error: need RCPT command\n`.split('\n'))).sessions()];
    expect(verdict(session)).toContain('refused: OpenSSL took the line for itself');
  });

  it('is the end of a session', () =>
    expect(titles(`${head}139901:error:1409E0E5:SSL routines:ssl3_write_bytes:ssl handshake failure\n`)[0]).toBe(
      'OpenSSL took the line for itself',
    ));

  it('does no harm later', () =>
    expect(
      titles(
        `${head}rcpt to:<b@example.org>\n250 OK\nrcpt to:<c@example.org>\n250 OK\nMAIL FROM:<a@example.net>\n503 5.5.1 nested MAIL command\n`,
      )[0],
    ).not.toBe('OpenSSL took the line for itself'));
});

describe('a certificate that .NET refuses', () => {
  it('has the reason that it lists', () =>
    expect(
      titles(
        "The server's SSL certificate could not be validated for the following reasons:\n• The server certificate has the following errors:\n  • self signed certificate\n",
      )[0],
    ).toBe('Certificate is self-signed'));
});

describe('the first cause', () => {
  const line = (n: number, status: string, said: string): string =>
    `Nov 23 10:00:0${n} mx postfix/smtp[4]: 4F9D1A2B3${n}: to=<b${n}@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=${said.slice(4, 9)}, status=${status} (host mx.example.net[192.0.2.1] said: ${said} (in reply to RCPT TO command))\n`;

  it('is a refusal for good, however often another mail is deferred', () =>
    expect(
      titles(
        [1, 2, 3].map((n) => line(n, 'deferred', '450 4.7.1 Client host rejected: cannot find your reverse hostname')).join('') +
          line(4, 'bounced', '550 5.1.1 User unknown'),
      )[0],
    ).toBe('Recipient does not exist'));

  it('is not that there is no route to an IPv6 address', () =>
    expect(
      titles(
        'Jul 19 10:52:26 mail postfix/smtp[692]: connect to mx.example.net[2001:db8::1b]:25: Network is unreachable\nJul 19 10:52:56 mail postfix/smtp[692]: connect to mx.example.net[192.0.2.26]:25: Connection timed out\n',
      )[0],
    ).toBe('No answer on port 25'));
});
