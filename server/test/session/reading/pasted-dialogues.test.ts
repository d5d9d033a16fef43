import { describe, expect, it } from 'vitest';
import { Analysis } from '../../../src/analysis/analysis';
import { nameOf } from '../../../src/session/model';
import { splitFileText, textOf } from '../../../src/text/lines';

/** Dialogues as people paste them: excerpts, echoes, lost hyphens and line ends; what is read of each. */
const said = (text: string): string[] =>
  [...Analysis.of(textOf(splitFileText(text))).sessions()].flatMap(({ session }) => [
    ...session.exchanges.map((exchange) =>
      [nameOf(exchange), ...exchange.replies.map(({ code, lines }) => `${code}${lines.length > 1 ? `x${lines.length}` : ''}`)].join(' '),
    ),
    ...session.strayReplies.map(({ reply }) => `? ${reply.code}`),
  ]);

const reads = (cases: Readonly<Record<string, readonly [string, readonly string[]]>>): void => {
  it.each(Object.entries(cases))('%s', (_, [text, want]) => expect(said(`${text}\n`)).toEqual(want));
};

const CLIENT = 'MAIL FROM:<a@example.org>';

describe('MAIL and RCPT with their replies need no greeting', () => {
  const pair: Readonly<Record<string, (side: 'C' | 'S') => string>> = {
    'long arrows': (side) => (side === 'C' ? '---> ' : '<--- '),
    'double arrows': (side) => (side === 'C' ? '==> ' : '<== '),
    'arrows of Sendmail': (side) => (side === 'C' ? '>>> ' : '<<< '),
    'a logger': (side) => `[12:00:00] conn ${side === 'C' ? '>' : '<'} `,
    labels: (side) => (side === 'C' ? 'WRITE ' : 'READ  '),
    'labels in brackets': (side) => (side === 'C' ? '[OUT] ' : '[IN] '),
    'numbered rows': (side) => (side === 'C' ? '0x1f snd: ' : '0x1f rcv: '),
    'one label': () => 'wire: ',
    'labels with stamps': (side) => `2026-11-23 10:00:00.123 ${side === 'C' ? 'out' : 'in'}: `,
    'a function': (side) => (side === 'C' ? 'smtp_write(): ' : 'smtp_read(): '),
  };
  it.each(Object.keys(pair))('%s', (name) => {
    const lines = [`C${CLIENT}`, 'S250 OK', 'CRCPT TO:<b@example.net>', 'S550 5.1.1 no such user'];
    expect(said(`${lines.map((line) => pair[name](line[0] as 'C' | 'S') + line.slice(1)).join('\n')}\n`)).toEqual(['MAIL 250', 'RCPT 550']);
  });
  it.each(Object.keys(pair))('a dialogue that ends at EHLO: %s', (name) => {
    const lines = ['S220 mx.example.net ESMTP', 'CEHLO client.example.org', 'S250-mx.example.net', 'S250 SIZE'];
    expect(said(`${lines.map((line) => pair[name](line[0] as 'C' | 'S') + line.slice(1)).join('\n')}\n`)).toEqual([
      'greeting 220',
      'EHLO 250x2',
    ]);
  });
});

describe('replies without their commands', () => {
  reads({
    'behind the arrow of Exim': ['  SMTP<< 550 5.7.1 Authentication required\n  SMTP>> QUIT', ['command 550', 'QUIT']],
    'behind the mark of mutt': ['[2026-10-07 21:00:02]<2> mutt_socket_readln_d() 4< 535 5.7.8 Error: authentication failed', ['AUTH 535']],
    'behind an arrow that nobody knows': ['[17] Recv <- 452-4.3.1 The queue is full:\n[17] Recv <- 452 4.3.1 come back', ['command 452x2']],
    'the server named': ['S: 421 4.7.0 mx.example.net too many connections from 192.0.2.7', ['greeting 421']],
    'three lines of a named server': ['S: 250 2.1.0 Ok\nS: 250 2.1.5 Ok\nS: 550 5.7.1 no', ['MAIL 250', 'RCPT 250', 'command 550']],
    'a whole reply of several lines': [
      '550-Verification failed for <al@example.org>\n550-Unrouteable address\n550 Sender verify failed',
      ['command 550x3'],
    ],
    'refused before any greeting is seen': [
      '530 5.7.0 Log in first\n451 4.3.0 The login service is busy\n221 2.0.0 Bye',
      ['command 530', 'command 451', 'QUIT 221'],
    ],
    'greeted and closed': [
      'Trying 192.0.2.254...\nConnected to mx.example.net.\n220 mx.example.net ESMTP ready\nConnection closed by foreign host.',
      ['greeting 220'],
    ],
  });
});

describe('the same turn printed twice', () => {
  reads({
    'the command by two layers': [
      '[SERVER] 220 mx.example.net ESMTP\n  --> EHLO me.example.org\n[CLIENT] EHLO me.example.org\n[SERVER] 250 mx.example.net\n  --> QUIT\n[CLIENT] QUIT\n[SERVER] 221 Bye',
      ['greeting 220', 'EHLO 250', 'QUIT 221'],
    ],
    'the reply by the next line': [
      'M: <-- "220 mx.example.net ESMTP\\r\\n"\nM: Server response: 220 "220 mx.example.net ESMTP\\r\\n"\nM: --> "EHLO me.example.org"\nM: <-- "250-mx.example.net\\r\\n"\nM: Server response: 250 "250-mx.example.net\\r\\n"\nM: <-- "250 SIZE\\r\\n"\nM: Server response: 250 "250 SIZE\\r\\n"',
      ['greeting 220', 'EHLO 250x2'],
    ],
    'an error line names the verb': [
      '250-mx.example.net at your service\n250-8BITMIME\n250-AUTH LOGIN\n250 DSN\n504 5.5.4 no such thing\n10:12:12 [mailer/66] ERROR <-- AUTH 504 5.5.4 no such thing\n221 2.0.0 bye',
      ['EHLO 250x4', 'AUTH 504', 'QUIT 221'],
    ],
  });
});

describe('lines of a reply that lost something', () => {
  reads({
    'hyphens of the reply to EHLO': [
      '(net) < 220 mx.example.net ESMTP\n(net) > EHLO me.example.org\n(net) < 250 mx.example.net\n< 250 SIZE 1000000\n< 250 8BITMIME\n(net) > MAIL FROM:<a@example.org>\n(net) < 250 Ok',
      ['greeting 220', 'EHLO 250x3', 'MAIL 250'],
    ],
    'hyphens of a refusal': [
      'C: MAIL FROM:<a@example.org>\nS: 550 5.7.1 We do not take mail\nS: 550 5.7.1 from this network',
      ['MAIL 550x2'],
    ],
    'the code of the next lines': [
      '> MAIL FROM:<a@example.org>\n< 550 5.7.1 No mail is taken.\n  The whole network\n  is on our list',
      ['MAIL 550x3'],
    ],
    'the mark of the next lines': [
      '< 220 mx.example.net ESMTP\n> EHLO me.example.org\n< 250-mx.example.net\n250-DSN\n250 CHUNKING\n> QUIT\n< 221 bye',
      ['greeting 220', 'EHLO 250x3', 'QUIT 221'],
    ],
    'its end, which came after the command': [
      'S: 220 mx.example.net ready\nC: EHLO me.example.org\nS: 250-mx.example.net\nS: 250-STARTTLS\nC: STARTTLS\nS: 250 DSN',
      ['greeting 220', 'EHLO 250x3', 'STARTTLS'],
    ],
    'brackets around the code': [
      '[220] mx.example.net ESMTP\n> EHLO me.example.org\n[250] mx.example.net\n[250] SIZE 1000\n> QUIT\n[221] bye',
      ['greeting 220', 'EHLO 250x2', 'QUIT 221'],
    ],
  });
});

describe('several turns on a line', () => {
  reads({
    'with the parties': [
      'S: 220 mx.example.net ESMTP C: EHLO me.example.org S: 250 mx.example.net C: QUIT S: 221 bye',
      ['greeting 220', 'EHLO 250', 'QUIT 221'],
    ],
    'each pair on a line': [
      'C: EHLO me.example.org S: 250 mx.example.net\nC: MAIL FROM:<a@example.org> S: 550 5.7.1 no\nC: QUIT S: 221 bye',
      ['EHLO 250', 'MAIL 550', 'QUIT 221'],
    ],
    'with arrows': [
      '<-- 220 mx.example.net ESMTP --> EHLO me.example.org <-- 250 mx.example.net --> QUIT <-- 221 bye',
      ['greeting 220', 'EHLO 250', 'QUIT 221'],
    ],
    'in the message of an exception': [
      'app.ERROR: Log data: >> MAIL FROM:<a@example.org> >> RCPT TO:<b@example.net> << 250 OK << 451 later',
      ['MAIL 250', 'RCPT 451'],
    ],
  });
});

describe('words are evidence', () => {
  reads({
    'of two commands the one that is named': [
      'C: MAIL FROM:<a@example.org>\nC: RCPT TO:<b@example.net>\nS: 503 5.5.1 Need MAIL before RCPT\nC: RSET',
      ['MAIL', 'RCPT 503', 'RSET'],
    ],
    '5.1.1 belongs to RCPT': [
      'C: MAIL FROM:<a@example.org>\nC: RCPT TO:<b@example.net>\nS: 550 5.1.1 unknown\nC: QUIT\nS: 221 bye',
      ['MAIL', 'RCPT 550', 'QUIT 221'],
    ],
    'a remark behind a command': [
      '220 mx.example.net ESMTP\nEHLO me.example.org\n250 mx.example.net\nQUIT   <<<<<< hangs here\n221 2.0.0 Bye',
      ['greeting 220', 'EHLO 250', 'QUIT 221'],
    ],
    'a command of openssl that was never sent': [
      '250 CHUNKING\nEHLO me.example.org\n250 mx.example.net\nMAIL FROM:<a@example.org>\n250 2.1.0 Ok\nRCPT TO:<b@example.net>\nRENEGOTIATING',
      ['EHLO 250', 'EHLO 250', 'MAIL 250'],
    ],
    'a malformed BDAT announces nothing': [
      'MAIL FROM:<a@example.org>\n250 2.1.0 Ok\nRCPT TO:<b@example.net>\n250 2.1.5 Ok\nBDAT 5 X\nRSET\n501 5.5.4 Syntax: BDAT count [LAST]\n250 2.0.0 Ok',
      ['MAIL 250', 'RCPT 250', 'BDAT 501', 'RSET 250'],
    ],
    'a client that waits for nothing': [
      '220 mx.example.net ESMTP\nEHLO me.example.org\n250 OK\nMAIL FROM:<a@example.org>\nRCPT TO:<b@example.net>\nDATA\nThis is a test\n.\n250 2.1.0 Ok\n250 2.1.5 Ok\n354 go on\n250 queued',
      ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250'],
    ],
    'QUIT as the answer to a 334': [
      'AUTH LOGIN\n334 VXNlcm5hbWU6\nQUIT\n334 UGFzc3dvcmQ6\n*\n501 5.7.0 cancelled',
      ['AUTH 334', 'auth 334', 'auth 501'],
    ],
  });
});

describe('one side only, and sessions side by side', () => {
  reads({
    'the client with its answers to AUTH': [
      'EHLO me.example.org\nAUTH LOGIN\nZXJpbg==\nc3dvcmRmaXNo\nMAIL FROM:<a@example.org>\nRCPT TO:<b@example.net>\nFOO\nQUIT',
      ['EHLO', 'AUTH', 'auth', 'auth', 'MAIL', 'RCPT', 'FOO', 'QUIT'],
    ],
    'two clients of openssl': [
      '$ telnet mx.example.net 25\n220 mx.example.net ESMTP\nehlo me.example.org\n250-mx.example.net\n250 STARTTLS\n\n$ openssl s_client -connect mx.example.net:587 -starttls smtp\n250 STARTTLS\nEHLO me.example.org\n250-mx.example.net\n250 AUTH PLAIN\nquit\n221 bye',
      ['greeting 220', 'EHLO 250x2', 'EHLO 250', 'EHLO 250x2', 'QUIT 221'],
    ],
    'nested in 050': [
      '>>> MAIL From:<a@example.org>\n250 2.1.0 ok\n>>> RCPT To:<b@example.net>\n250 2.1.5 ok\n>>> DATA\n354 go\n>>> .\n050 220 mx.example.net ESMTP\n050 >>> EHLO me.example.org\n050 250 mx.example.net\n050 >>> MAIL From:<a@example.org>\n050 550 no\n250 2.0.0 accepted for delivery\n>>> QUIT\n221 bye',
      ['MAIL 250', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221', 'greeting 220', 'EHLO 250', 'MAIL 550'],
    ],
    'a line of the program above': [
      'Connected to MTA\n550 5.1.1 User unknown\n\nS: 220 mx.example.net ESMTP\nC: EHLO me.example.org\nS: 250-mx.example.net\n250 ETRN\nC: QUIT\nS: 221 Bye',
      ['greeting 220', 'EHLO 250x2', 'QUIT 221'],
    ],
  });
});

describe('what only looks like it', () => {
  reads({
    'a list of codes': [
      '421 Service not available\n450 Mailbox unavailable\n\n550 5.1.1 Bad destination mailbox address\n\n552 5.2.2 Mailbox full',
      [],
    ],
    HTTP: ['> GET / HTTP/1.1\n< HTTP/1.1 200 OK\n< Server: nginx', []],
    'FTP behind arrows': [
      '<--- 220 ftp.example.net FTP server ready\n---> USER anonymous\n<--- 331 Guest login ok\n---> PASS x\n<--- 230 Logged in',
      [],
    ],
    prose: ['A server answers 250 to MAIL FROM and 550 5.1.1 to RCPT TO when the user is unknown; 354 comes after DATA.', []],
    'a quoted reply in prose': ['> Is 550 5.7.1 permanent?\nYes: 5xx is, 4xx is not.', []],
  });
});
