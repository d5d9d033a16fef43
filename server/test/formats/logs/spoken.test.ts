import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../src/analysis/analysis';
import { repliesOf } from '../../../src/features/replies';
import { readLogLine } from '../../../src/formats/logs/index';
import { splitFileText, textOf } from '../../../src/text/lines';

const read = (text: string) => repliesOf(Analysis.of(textOf(splitFileText(text))));
const codes = (text: string) => read(text).map(({ code, enhanced }) => `${code ?? '-'} ${enhanced ?? '-'}`);

const replies = [
  ['550 5.1.1', '<kim@example.net>: user unknown'],
  ['554 5.7.1', 'Relay access denied'],
  ['421 4.7.0', 'too many connections from 192.0.2.7'],
  ['452 4.2.2', 'mailbox of kim is over quota'],
  ['535 5.7.8', 'authentication failed'],
  ['451 4.3.0', 'local problem, try again later'],
] as const;

/** What a code with an enhanced code may stand in: `%c` the codes, `%t` the text. */
const anywhere = [
  '%c %t',
  '> %c %t',
  'S: %c %t',
  'mailer: could not send: %c %t',
  'worker-3  | ERROR MailFailure(reason: "%c %t") [job: 4]',
  'level=error err="rcpt: %c %t" source="send.go:7"',
  '{"event":"failed","detail":"%c %t","at":17}',
  '{"level":3,"message":"the server answered \\"%c %t\\"."}',
  "data: '%c %t', stage: 'rcpt'",
  '{permanent_failure,"mx.example.net",<<"%c %t\\r\\n">>}',
  '<td>%c %t</td>',
  'Fehler: Der Server antwortete: %c %t',
  'ORA-29279: SMTP permanent error: %c %t',
  'panic: %c %t',
  '2026-03-04 05:06:07,089 [WARN] queue - kim@example.net - %c %t',
];

describe('a code with an enhanced code of its class', () => {
  it('is a reply in any text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...anywhere), fc.constantFrom(...replies), (shape, [code, text]) => {
        const found = read(shape.replace('%c', code).replace('%t', text));
        expect(found.map((one) => `${one.code} ${one.enhanced}`)).toEqual([code]);
        expect(found[0].text).toBe(text);
      }),
    );
  });
});

describe('a code that something announces', () => {
  it.each([
    ['gomail: could not send email 1: 550 no such recipient', '550 -'],
    ['Net::SMTPFatalError: 554 relay access denied', '554 -'],
    ['SMTP -> ERROR: EHLO not accepted from server: 501 Syntactically invalid EHLO argument(s)', '501 -'],
    ["('rcpt', {'code': 450, 'message': '4.1.8 <a@nodomain.example>: Domain not found'})", '450 4.1.8'],
    ["{'kim@example.net': (550, b'5.1.1 no such user')}", '550 5.1.1'],
    ["(535, b'Error: authentication failed')", '535 -'],
    ['permanent error (554): 5.7.1 spam', '554 5.7.1'],
    ['MailKit.Security.AuthenticationException: 451: 4.7.0 Temporary server error', '451 4.7.0'],
    ['SMTP server error: DATA END command failed Detail: spam SMTP code: 550 Additional SMTP info: 5.7.1', '550 5.7.1'],
    ["SMTP Error: Failed to add recipient 'kim@example.net'. 5.1.1 <kim@example.net>: User unknown (Code: 550)", '550 5.1.1'],
    ['SMTP Error (550): Failed to add recipient "kim@example.net" (5.7.1 Client host rejected: blocked)', '550 5.7.1'],
    ['libcurl: (55) RCPT failed: 550', '550 -'],
    ['curl: (67) Access denied: 535', '535 -'],
    ['mail: smtp-server: 553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)', '553 5.7.1'],
    ['RCPT TO:<kim@example.net> → 551 User not local', '551 -'],
    ['192.0.2.7 - pc [11/Oct/2026:13:16:50 -0600] "RCPT -?+TO:<kim@example.net> SMTP" 550 31', '550 -'],
    ['could not send: 5.7.1 <DATA>: Data command rejected: more than 50 recipients per hour', '- 5.7.1'],
    ['System.Net.Mail.SmtpException: 5.7.3 STARTTLS is required to send mail', '- 5.7.3'],
  ])('%s', (line, expected) => {
    expect(codes(line)).toEqual([expected]);
  });

  it('is one reply though a dump tells it twice', () => {
    expect(codes('"last_error": "5.7.0 Must issue a STARTTLS command first (530 5.7.0 Must issue a STARTTLS command first)",')).toEqual([
      '530 5.7.0',
    ]);
    expect(codes('Error with the mail server: SMTP code:550 msg:550 5.7.1 blocked')).toEqual(['550 5.7.1']);
  });
});

describe('replies inside replies', () => {
  it('are located down to the innermost', () => {
    const line =
      "Remote Server at mail.example.net (203.0.113.7) returned '450 4.7.0 Proxy session setup failed with '451 4.4.0 Primary target IP address responded with: \"421 4.4.1 Connection timed out.\"'";
    const entry = readLogLine(line);
    expect(entry?.replies.map(({ enhanced, role }) => `${enhanced} ${role}`)).toEqual(['4.7.0 reply', '4.4.0 nested', '4.4.1 nested']);
    expect(entry?.replies[0].host).toBe('mail.example.net');
  });
});

describe('several lines without a dialogue', () => {
  it('are one reply with all its words', () => {
    const text = 'Error: Mail command failed: 452-4.3.1 The queue is full,\n452 4.3.1 come back later\n    at send (/app/send.js:9:1)';
    const [first, second] = [...Analysis.of(textOf(splitFileText(text))).entries()].map(({ entry }) => entry.replies[0]);
    expect(first.whole).toBe('The queue is full, come back later');
    expect(second).toMatchObject({ continues: true, whole: first.whole });
  });
});

describe('silence', () => {
  it.each([
    '421 Service not available, closing transmission channel\n450 Requested mail action not taken: mailbox unavailable\n550 Requested action not taken: mailbox unavailable',
    '| code | meaning |\n| --- | --- |\n| 450 4.2.1 | mailbox disabled |\n| 550 5.1.1 | bad mailbox |',
    '- 421 4.7.0 Too many connections\n- 450 4.2.0 Greylisted\n- 550 5.1.1 User unknown',
    'A 550 5.1.1 error means that the recipient address does not exist.',
    'If the server answers with 550 the mailbox does not exist; a 450 error means try again later.',
    'The codes 450 4.7.1 and 550 5.7.1 are both used for policy.',
    'HTTP/1.1 500 Internal Server Error',
    'AxiosError: Request failed with status code 502 while sending mail',
    'error: 503 Service Unavailable',
    '550 Failed to change directory.',
    'ftp: 550 mail.txt: No such file or directory',
    '425 Cannot open data connection.',
    "if (error.responseCode === 550 && error.message.includes('5.1.1')) {",
    'throw new SmtpError(550, "5.1.1 User unknown");',
    'expect(error.message).toBe("550 5.1.1 No such user");',
    '/^Subject: .*lottery/ REJECT 550 5.7.1 spam',
    'ereject "550 5.7.1 I do not want this";',
    'if header :contains "X-Reason" "550 5.1.1" { discard; }',
    'unknown_local_recipient_reject_code = 550',
    'example.org ERROR:5.1.1:550 No such user here',
    'Version 5.1.1 fixes sending mail with SMTP',
    '* smtp: fixed handling of 421 and 450 replies',
    'Sent 450 emails to users in 550 ms',
    'Sending mail failed: 500 recipients exceeded',
    'RFC 5321 4.5.3.2 says: the sender must wait',
    'If you see "connection timed out" when sending mail, check port 25.',
  ])('%s', (text) => {
    const analysis = Analysis.of(textOf(splitFileText(text)));
    expect([...analysis.entries()]).toEqual([]);
    expect([...analysis.sessions()]).toEqual([]);
  });
});

describe('failures without a code', () => {
  it.each([
    'Error: connect ECONNREFUSED 127.0.0.1:25 {"code":"ESOCKET","command":"CONN"}',
    'SMTP connect() failed. https://example.com/troubleshooting',
    'javax.mail.MessagingException: Could not connect to SMTP host: smtp.example.net, port: 465, response: -1',
    'smtplib.SMTPServerDisconnected: Connection unexpectedly closed',
    'Nov 23 10:00:00 relay postfix/master[4]: warning: /usr/lib/postfix/smtpd: bad command startup -- throttling',
    'Nov 23 10:00:00 relay postfix/smtpd[4]: warning: connect to Milter service inet:localhost:8891: Connection refused',
    'stat=Deferred: Connection timed out with mx.example.net.',
  ])('%s', (line) => {
    expect(readLogLine(line)?.reason).toBeDefined();
  });

  it('are known by the fields below an error', () => {
    const error =
      "[Error: 140:error:1408F10B:SSL routines:ssl3_get_record:wrong version number] {\n  code: 'ESOCKET',\n  command: 'CONN'\n}";
    const entries = [...Analysis.of(textOf(splitFileText(error))).entries()];
    expect(entries.map(({ line, entry }) => `${line} ${entry.reason !== undefined}`)).toEqual(['0 true']);
    const alone = error.replace(/.*(?:ESOCKET|CONN).*\n/g, '');
    expect([...Analysis.of(textOf(splitFileText(alone))).entries()]).toEqual([]);
  });
});

describe('a line that is nothing but a reply', () => {
  it('is one by the words of a provider that nobody else says', () => {
    expect(
      codes(
        "550 DY-001 (SNT004) Unfortunately, messages from 192.0.2.4 weren't sent. Part of their network is on our block list (AS3150).",
      ),
    ).toEqual(['550 -']);
  });

  it('is one without a basic code where it names whom it refuses', () => {
    expect(codes('4.2.0 <kim@example.net>: Recipient address rejected: Greylisted for 300 seconds')).toEqual(['- 4.2.0']);
    expect(codes('4.2.0 <kim@example.net> has released a new version')).toEqual([]);
    expect(codes('5.1.0 <b>: the mailbox widget')).toEqual([]);
  });
});
