import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { verdict } from '../../src/meaning/of-session';
import { splitFileText, textOf } from '../../src/text/lines';
import { STANDARD } from '../settings';

const HELLO = ['S: 220 mx.example.net ESMTP', 'C: EHLO client.example.org', 'S: 250-mx.example.net'];
const READY = [...HELLO, 'S: 250 SIZE 10485760'];
const LOGIN = [...HELLO, 'S: 250 AUTH PLAIN LOGIN'];
const MAIL = [...READY, 'C: MAIL FROM:<a@example.com>', 'S: 250 2.1.0 Ok'];
const RCPT = [...MAIL, 'C: RCPT TO:<b@example.net>', 'S: 250 2.1.5 Ok'];
const DOT = [...RCPT, 'C: DATA', 'S: 354 go ahead', 'C: Subject: x', 'C: ', 'C: hello', 'C: .'];
const BYE = ['C: QUIT', 'S: 221 2.0.0 Bye'];
const SWAKS = ['=== Connected to mx.example.net.', '<-  220 mx.example.net ESMTP', ' -> EHLO client.example.org', '<-  250-mx.example.net'];
const CURL = ['* Connected to mx.example.net (192.0.2.25) port 25', '< 220 mx.example.net ESMTP', '> EHLO client.example.org'];
const PYTHON = ["send: 'ehlo client.example.org\\r\\n'", "reply: b'250-mx.example.net\\r\\n'", "reply: b'250 SIZE 1000\\r\\n'"];
const TELNET = ['Trying 192.0.2.25...', 'Connected to mx.example.net.', "Escape character is '^]'."];

/** A title; the lines; the line (from 1) and the rule of the one verdict, words of its message; the line that lists of sessions show. */
const FAILED: readonly (readonly [string, readonly string[], number, string, RegExp, string])[] = [
  // Greeting and hello.
  [
    'refused at the greeting',
    ['S: 554 mx.example.net No mail service here', ...BYE],
    1,
    'verdict-client-refused',
    /refuses every connection/,
    'refused: server refuses this client · 554 at greeting',
  ],
  [
    'closed at the greeting',
    ['S: 421 4.3.2 mx.example.net Not accepting network messages'],
    1,
    'verdict-server-busy',
    /shuts down, restarts/,
    'deferred: server is closed for now · 421 4.3.2',
  ],
  [
    'spoke too early',
    ['C: EHLO client.example.org', 'S: 554 5.5.1 Protocol error: you talk before my greeting'],
    2,
    'verdict-protocol-error',
    /before the server has answered/,
    'refused: client spoke before the greeting · 554 5.5.1 at EHLO',
  ],
  [
    'EHLO refused, no HELO',
    ['S: 220 mx.example.net', 'C: EHLO c.example.org', 'S: 550 5.7.1 Go away', ...BYE],
    3,
    'verdict-client-refused',
    /refuses every connection/,
    'refused: server refuses this client · 550 5.7.1 at EHLO',
  ],
  [
    'too many connections',
    ['S: 220 mx.example.net', 'C: EHLO c.example.org', 'S: 421 4.7.0 Too many connections from your address'],
    3,
    'verdict-rate-limited',
    /more connections open/,
    'deferred: too many connections · 421 4.7.0 at EHLO',
  ],
  [
    'blocked only after EHLO',
    ['S: 220 mx.example.net', 'C: EHLO c.example.org', 'S: 550 5.7.1 Client [192.0.2.7] blocked using bl.example.org', ...BYE],
    3,
    'verdict-blocklisted',
    /is listed on bl\.example\.org/,
    'refused: sending IP on a block list · 550 5.7.1 at EHLO',
  ],
  // TLS and login.
  [
    'no certificate',
    [...HELLO, 'S: 250 STARTTLS', 'C: STARTTLS', 'S: 454 4.7.0 TLS not available due to local problem', ...BYE],
    6,
    'verdict-tls-unavailable',
    /cannot start TLS/,
    'deferred: server cannot start TLS · 454 4.7.0 at STARTTLS',
  ],
  [
    '432',
    [...LOGIN, 'C: AUTH PLAIN [redacted]', 'S: 432 4.7.12 A password transition is needed', ...BYE],
    6,
    'verdict-auth-failed',
    /expired or must be set again/,
    'deferred: password must be renewed · 432 4.7.12 at AUTH',
  ],
  [
    '454',
    [...LOGIN, 'C: AUTH PLAIN [redacted]', 'S: 454 4.7.0 Temporary authentication failure', ...BYE],
    6,
    'verdict-server-fault',
    /authentication service does not answer/,
    'deferred: login service not available · 454 4.7.0 at AUTH',
  ],
  [
    '534',
    [...LOGIN, 'C: AUTH LOGIN', 'S: 534 5.7.9 Application-specific password required', ...BYE],
    6,
    'verdict-auth-failed',
    /account’s security settings/,
    'refused: app password required · 534 5.7.9 at AUTH',
  ],
  [
    '535',
    [...LOGIN, 'C: AUTH PLAIN [redacted]', 'S: 535 5.7.8 Authentication failed', ...BYE],
    6,
    'verdict-auth-failed',
    /user name, password or permission/,
    'refused: login is not accepted · 535 5.7.8 at AUTH',
  ],
  [
    '538',
    [...LOGIN, 'C: AUTH PLAIN [redacted]', 'S: 538 5.7.11 Encryption required', ...BYE],
    6,
    'verdict-tls-required',
    /only over an encrypted/,
    'refused: TLS is required first · 538 5.7.11 at AUTH',
  ],
  [
    'login broken off',
    [...LOGIN, 'C: AUTH LOGIN', 'S: 334 VXNlcm5hbWU6', 'C: *', 'S: 501 5.7.0 Aborted', ...BYE],
    8,
    'verdict-auth-failed',
    /cancelled the login/,
    'refused: the client cancelled the login · 501 5.7.0 at auth',
  ],
  // MAIL.
  [
    'MAIL 451',
    [...READY, 'C: MAIL FROM:<a@example.com>', 'S: 451 4.3.0 Temporary lookup failure', ...BYE],
    6,
    'verdict-server-fault',
    /lookup tables/,
    'deferred: server table lookup failed · 451 4.3.0 at MAIL',
  ],
  [
    'MAIL 452',
    [...READY, 'C: MAIL FROM:<a@example.com>', 'S: 452 4.3.1 Insufficient system storage', ...BYE],
    6,
    'verdict-server-fault',
    /less free disk space/,
    'deferred: server disk is full · 452 4.3.1 at MAIL',
  ],
  [
    'MAIL 530',
    [...READY, 'C: MAIL FROM:<a@example.com>', 'S: 530 5.7.0 Authentication required', ...BYE],
    6,
    'verdict-auth-required',
    /only after a login/,
    'refused: login is required · 530 5.7.0 at MAIL',
  ],
  [
    'MAIL 850',
    [...READY, 'C: MAIL FROM:<a@example.com>', 'S: 850 what', ...BYE],
    6,
    'verdict-protocol-error',
    /does not know this first digit/,
    'refused: not an SMTP reply code · 850 at MAIL',
  ],
  [
    'a pipelined group',
    [
      ...HELLO,
      'S: 250 PIPELINING',
      'C: MAIL FROM:<a@example.com>',
      'C: RCPT TO:<b@example.net>',
      'C: DATA',
      'S: 553 5.1.8 Sender address rejected: Domain not found',
      'S: 503 5.5.1 need MAIL',
      'S: 503 5.5.1 need RCPT',
      ...BYE,
    ],
    8,
    'verdict-sender-rejected',
    /no MX or address record/,
    'refused: sender domain not found · 553 5.1.8 at MAIL',
  ],
  [
    'the first of two messages',
    [
      ...READY,
      'C: MAIL FROM:<bad@example.com>',
      'S: 550 5.7.1 Not this one',
      'C: RSET',
      'S: 250 Ok',
      ...DOT.slice(4),
      'S: 250 2.0.0 Ok',
      ...BYE,
    ],
    6,
    'verdict-policy',
    /does not allow bad@example\.com/,
    'delivered to 1 of 1 · refused: sender refused by a policy · 550 5.7.1 at MAIL',
  ],
  // RCPT.
  [
    'RCPT 450',
    [...MAIL, 'C: RCPT TO:<b@example.net>', 'S: 450 4.2.0 Greylisted', ...BYE],
    8,
    'verdict-greylisted',
    /senders that it does not know yet/,
    'greylisted: try again later · 450 4.2.0 at RCPT',
  ],
  [
    'RCPT 551',
    [...MAIL, 'C: RCPT TO:<b@example.net>', 'S: 551 5.1.6 User not local; please try <b@example.org>', ...BYE],
    8,
    'verdict-mailbox-unknown',
    /no longer on this server/,
    'refused: recipient has moved · 551 5.1.6 at RCPT',
  ],
  [
    'some recipients',
    [...RCPT, 'C: RCPT TO:<c@example.net>', 'S: 550 5.1.1 No such user', ...DOT.slice(8), 'S: 250 2.0.0 Ok', ...BYE],
    10,
    'verdict-mailbox-unknown',
    /has no mailbox for c@example\.net/,
    'delivered to 1 of 2 · refused: recipient does not exist · 550 5.1.1 at RCPT',
  ],
  [
    '421 inside a transaction',
    [...MAIL, 'S: 421 4.4.2 mx.example.net Error: timeout exceeded'],
    7,
    'verdict-connection-lost',
    /sent nothing for too long/,
    'deferred: client was idle too long · 421 4.4.2, closed by the server',
  ],
  // DATA, the final dot, BDAT, LMTP.
  [
    'DATA 451',
    [...RCPT, 'C: DATA', 'S: 451 4.7.1 Please try again later', ...BYE],
    10,
    'verdict-temporary-vs-permanent',
    /gives no reason/,
    'deferred without a reason · 451 4.7.1 at DATA',
  ],
  [
    'dot 552',
    [...DOT, 'S: 552 5.3.4 Message file too big', ...BYE],
    15,
    'verdict-message-size',
    /larger/,
    'refused: message too large · 552 5.3.4 at data',
  ],
  [
    'dot 541',
    [...DOT, 'S: 541 Looks like junk', ...BYE],
    15,
    'verdict-content-rejected',
    /spam filter refuses/,
    'refused: message looks like spam · 541 at data',
  ],
  [
    'dot 421',
    [...DOT, 'S: 421 4.3.2 Shutting down'],
    15,
    'verdict-server-busy',
    /shuts down, restarts/,
    'deferred: server is closed for now · 421 4.3.2 at data',
  ],
  [
    'no final dot',
    [...DOT.slice(0, -1), 'S: 421 4.4.2 Timeout'],
    14,
    'message-never-terminated',
    /single dot/,
    'deferred: server timed out waiting · 421 4.4.2 at data',
  ],
  [
    'a chunk',
    [
      ...HELLO,
      'S: 250 CHUNKING',
      ...RCPT.slice(4),
      'C: BDAT 18 LAST',
      'C: Subject: x',
      'C: ',
      'C: x',
      'S: 554 5.6.0 Content rejected',
      ...BYE,
    ],
    13,
    'verdict-content-rejected',
    /content filter/,
    'refused: content filter refuses the message · 554 5.6.0 at BDAT',
  ],
  [
    'LMTP, one of two',
    [
      'S: 220 mail.example.net LMTP',
      'C: LHLO c.example.org',
      'S: 250 mail.example.net',
      ...RCPT.slice(4),
      'C: RCPT TO:<c@example.net>',
      'S: 250 2.1.5 Ok',
      ...DOT.slice(8),
      'S: 250 2.1.5 <b@example.net> saved',
      'S: 452 4.2.2 <c@example.net> Over quota',
      ...BYE,
    ],
    17,
    'verdict-mailbox-full',
    /no space left/,
    'delivered to 1 of 2 · deferred: mailbox is full · 452 4.2.2 at data',
  ],
  // Questions.
  [
    'VRFY',
    [...READY, 'C: VRFY nobody', 'S: 550 5.1.1 <nobody>: user unknown', ...BYE],
    6,
    'verdict-mailbox-unknown',
    /has no mailbox for the recipient/,
    'refused: recipient does not exist · 550 5.1.1 at VRFY',
  ],
  [
    'ETRN',
    [...READY, 'C: ETRN other.example.org', 'S: 459 4.7.1 service unavailable', ...BYE],
    6,
    'verdict-policy',
    /does not start the queue/,
    'deferred: queue run not allowed · 459 4.7.1 at ETRN',
  ],
  // Nothing refused.
  [
    'telnet, cut off',
    [...TELNET, '220 mx.example.net ESMTP', 'EHLO client.example.org', 'Connection closed by foreign host.'],
    6,
    'verdict-connection-lost',
    /before the reply to EHLO/,
    'connection lost at EHLO',
  ],
  [
    'smtplib, cut off',
    [
      ...PYTHON,
      "send: 'mail FROM:<a@example.com>\\r\\n'",
      'Traceback (most recent call last):',
      '  File "send.py", line 7, in <module>',
      'smtplib.SMTPServerDisconnected: Connection unexpectedly closed',
    ],
    7,
    'verdict-connection-lost',
    /before the reply to MAIL/,
    'connection lost at MAIL',
  ],
  [
    'smtplib, no AUTH',
    [...PYTHON, 'smtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server.'],
    4,
    'verdict-client-gave-up',
    /offers no AUTH/,
    'gave up after EHLO: server offers no login here',
  ],
  [
    'curl, reset',
    [...CURL, '< 250 mx.example.net', '> MAIL FROM:<a@example.com>', '* Recv failure: Connection reset by peer', '* Closing connection 0'],
    6,
    'verdict-connection-lost',
    /before the reply to MAIL/,
    'connection lost at MAIL',
  ],
  [
    'curl, certificate',
    [
      ...CURL,
      '< 250-mx.example.net',
      '< 250 STARTTLS',
      '> STARTTLS',
      '< 220 Ready',
      '* SSL certificate problem: self-signed certificate',
      '* Closing connection 0',
    ],
    8,
    'verdict-tls-failed',
    /not signed by a CA/,
    'TLS failed: certificate is self-signed',
  ],
  [
    'swaks, certificate',
    [
      ...SWAKS,
      '<-  250 STARTTLS',
      ' -> STARTTLS',
      '<-  220 Ready',
      '*** TLS startup failed (connect(): error:0A000086:SSL routines::certificate verify failed)',
      ' -> QUIT',
      '*** Remote host closed connection unexpectedly.',
    ],
    8,
    'verdict-tls-failed',
    /fails a check/,
    'TLS failed: certificate is not accepted',
  ],
  [
    'swaks, dropped',
    [...SWAKS, '<-  250 SIZE 1000', ' -> MAIL FROM:<a@example.com>', '*** Remote host closed connection unexpectedly.'],
    7,
    'verdict-connection-lost',
    /before the reply to MAIL/,
    'connection lost at MAIL',
  ],
  [
    'swaks, too slow',
    [...SWAKS, '<-  250 SIZE 1000', ' -> MAIL FROM:<a@example.com>', '*** Timeout (30 secs) waiting for server response'],
    7,
    'limit-client-timeout-too-short',
    /gave up after 30 s/,
    'timed out at MAIL',
  ],
  [
    'Ruby, too slow',
    ['S: 220 mx.example.net ESMTP', 'C: EHLO client.example.org', 'Net::ReadTimeout (Net::ReadTimeout)'],
    3,
    'verdict-connection-lost',
    /timed out after EHLO/,
    'timed out at EHLO',
  ],
  [
    'JavaMail, TLS',
    [
      'DEBUG SMTP: trying to connect to host "mx.example.net", port 587, isSSL false',
      '220 mx.example.net ESMTP',
      'EHLO c.example.org',
      '250-mx.example.net',
      '250 STARTTLS',
      'STARTTLS',
      '220 2.0.0 Ready',
      'javax.mail.MessagingException: Could not convert socket to TLS;',
    ],
    8,
    'verdict-tls-failed',
    /handshake failed/,
    'TLS failed',
  ],
  ['after the final dot', [...DOT, '(connection lost)'], 15, 'transaction-incomplete', /deliver it twice/, 'connection lost at data'],
  ['inside a transaction', [...RCPT, '(connection lost)'], 9, 'transaction-incomplete', /was not sent/, 'connection lost at RCPT'],
];

/** Sessions in which something is refused, or the connection ends, and nothing failed. */
const WELL: readonly (readonly [string, readonly string[]])[] = [
  ['nothing was asked for', [...READY, ...BYE]],
  [
    'HELO after EHLO',
    [
      'S: 220 mx.example.net',
      'C: EHLO c.example.org',
      'S: 502 5.5.1 no',
      'C: HELO c.example.org',
      'S: 250 mx.example.net',
      ...DOT.slice(4),
      'S: 250 Ok',
      ...BYE,
    ],
  ],
  [
    'the login was tried again',
    [...LOGIN, 'C: AUTH PLAIN [redacted]', 'S: 535 5.7.8 no', 'C: AUTH PLAIN [redacted]', 'S: 235 2.7.0 Ok', ...BYE],
  ],
  ['TLS was optional', [...HELLO, 'S: 250 STARTTLS', 'C: STARTTLS', 'S: 454 4.7.0 no', ...DOT.slice(4), 'S: 250 2.0.0 Ok', ...BYE]],
  ['a question beside a message', [...DOT, 'S: 250 2.0.0 Ok', 'C: VRFY nobody', 'S: 550 5.1.1 unknown', ...BYE]],
  ['lost when all was done', [...DOT, 'S: 250 2.0.0 Ok', '(connection lost)']],
  ['idle when all was done', [...DOT, 'S: 250 2.0.0 Ok', 'S: 421 4.4.2 Idle timeout']],
];

function told(lines: readonly string[]): { readonly told: string[]; readonly words: string; readonly sessions: string[] } {
  const analysis = Analysis.of(textOf(splitFileText(lines.join('\n'))), { explicit: true });
  const findings = findingsOf(analysis, STANDARD).filter(
    ({ finding }) =>
      finding.rule.group === 'verdict' ||
      /^(?:message-never-terminated|transaction-incomplete|limit-client-timeout-too-short)$/.test(finding.rule.id),
  );
  // The rule that saw why comes before the bare refusal in the same place.
  const own = findings.filter(({ finding }) => finding.rule.group !== 'verdict');
  return {
    told: (own.length > 0 ? own : findings).map(({ finding, start }) => `${start + finding.at.line + 1} ${finding.rule.id}`),
    words: findings.map(({ finding }) => finding.message).join(' '),
    sessions: [...analysis.sessions()].map(({ session }) => verdict(session)),
  };
}

describe('a session that failed has one verdict', () => {
  it.each(FAILED)('%s', (_title, lines, line, rule, words, oneLine) => {
    const said = told(lines);
    expect(said.told).toEqual([`${line} ${rule}`]);
    expect(said.words).toMatch(words);
    expect(said.sessions).toEqual([oneLine]);
  });
});

describe('a session that went well has none', () => {
  it.each(WELL)('%s', (_title, lines) => {
    expect(told(lines).told).toEqual([]);
    expect(told(lines).sessions.join()).not.toMatch(/ at /);
  });
});
