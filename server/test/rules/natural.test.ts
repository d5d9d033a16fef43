import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { splitFileText, textOf } from '../../src/text/lines';

/**
 * Sessions as people paste them, in the shapes of seven programs: what each rule says there, and where it says nothing. `C:` and `S:` mark
 * the sides; a line without a mark stands as it is.
 */
type Shape = (...lines: readonly string[]) => string;

const literal = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}\\r\\n'`;

const shape =
  (before: readonly string[], client: (text: string) => string, server: (text: string) => string): Shape =>
  (...lines) =>
    [
      ...before,
      ...lines.map((line) => {
        const match = /^([CS]): ?(.*)$/.exec(line);
        return match ? (match[1] === 'C' ? client : server)(match[2]) : line;
      }),
      '',
    ].join('\n');

const rf = shape(
  [],
  (text) => `C: ${text}`,
  (text) => `S: ${text}`,
);
const sw = shape(
  ['=== Trying mx.example.net:25...', '=== Connected to mx.example.net.'],
  (text) => ` -> ${text}`,
  (text) => `${/^[45]/.test(text) ? '<** ' : '<-  '}${text}`,
);
const cu = shape(
  ['*   Trying 192.0.2.25:25...', '* Connected to mx.example.net (192.0.2.25) port 25 (#0)'],
  (text) => `> ${text}`,
  (text) => `< ${text}`,
);
const te = shape(
  ['$ telnet mx.example.net 25', 'Trying 192.0.2.25...', 'Connected to mx.example.net.', "Escape character is '^]'."],
  (text) => text,
  (text) => text,
);
const py = shape(
  [],
  (text) => `send: ${literal(text)}`,
  (text) => `reply: b${literal(text)}`,
);
const no = shape(
  [],
  (text) => `[2026-01-03 10:00:00] DEBUG [aB3dE] C: ${text}`,
  (text) => `[2026-01-03 10:00:00] DEBUG [aB3dE] S: ${text}`,
);
const ph = shape(
  [],
  (text) => `2026-01-03 10:00:00\tCLIENT -> SERVER: ${text}`,
  (text) => `2026-01-03 10:00:00\tSERVER -> CLIENT: ${text}`,
);

const H: readonly string[] = [
  'S: 220 mail.example.net ESMTP Postfix',
  'C: EHLO app.example.org',
  'S: 250-mail.example.net',
  'S: 250-PIPELINING',
  'S: 250-SIZE 20480000',
  'S: 250-AUTH PLAIN LOGIN',
  'S: 250-ENHANCEDSTATUSCODES',
  'S: 250 8BITMIME',
];
const HT: readonly string[] = [
  'S: 220 mail.example.net ESMTP',
  'C: EHLO app.example.org',
  'S: 250-mail.example.net',
  'S: 250-STARTTLS',
  'S: 250 SIZE 1000000',
];
const M: readonly string[] = ['C: MAIL FROM:<alice@example.com>', 'S: 250 2.1.0 Ok'];
const Rc: readonly string[] = ['C: RCPT TO:<bob@example.net>', 'S: 250 2.1.5 Ok'];
const D: readonly string[] = ['C: DATA', 'S: 354 End data with <CR><LF>.<CR><LF>'];
const Q: readonly string[] = ['C: QUIT', 'S: 221 2.0.0 Bye'];
const B = (...x: readonly string[]): string[] => [
  'C: From: alice@example.com',
  'C: Date: Thu, 1 Jan 2026 00:00:00 +0000',
  'C: Subject: test',
  'C: ',
  ...x.map((y) => `C: ${y}`),
  'C: .',
];

/** A rule, texts on which it speaks, and texts on which it does not. */
const NATURAL: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'mail-before-hello',
    [
      te('S: 220 mail.example.net ESMTP Postfix', 'C: MAIL FROM:<alice@example.com>', 'S: 503 5.5.1 Error: send HELO/EHLO first'),
      sw(
        'S: 220 mx ESMTP Exim 4.96',
        'C: AUTH LOGIN',
        'S: 503 AUTH command used when not advertised',
        'C: MAIL FROM:<a@example.com>',
        'S: 503 HELO or EHLO required',
      ),
      py('S: 220 mx.example.net ESMTP', 'C: mail FROM:<a@example.com> size=10', 'S: 250 ok', ...Q),
    ],
    [te(...H, ...M)],
  ],
  [
    'hello-missing-after-starttls',
    [
      py(...HT, 'C: STARTTLS', 'S: 220 2.0.0 Ready to start TLS', 'C: AUTH LOGIN', 'S: 503 5.5.1 Error: send HELO/EHLO first'),
      no(...HT, 'C: STARTTLS', 'S: 220 Go ahead', 'C: MAIL FROM:<a@example.com>', 'S: 503 5.5.1 EHLO first'),
    ],
    [
      py(
        ...HT,
        'C: STARTTLS',
        'S: 220 Go',
        'C: ehlo app.example.org',
        'S: 250-mail.example.net',
        'S: 250 AUTH PLAIN',
        'C: AUTH PLAIN AGEAYg==',
        'S: 235 ok',
      ),
    ],
  ],
  [
    'rcpt-before-mail',
    [
      te(
        'S: 220 mx.example.net',
        'C: HELO there.example.org',
        'S: 250 mx.example.net',
        'C: RCPT TO:<bob@example.net>',
        'S: 503 5.5.1 Error: need MAIL command',
      ),
      cu(...H, 'C: RCPT TO:<bob@example.net>', 'S: 503 sender not yet given'),
    ],
    [cu(...H, ...M, ...Rc)],
  ],
  [
    'rcpt-after-rejected-mail',
    [
      sw(
        ...H,
        'C: MAIL FROM:<alice@blocked.example>',
        'S: 550 5.7.1 Sender refused',
        'C: RCPT TO:<bob@example.net>',
        'S: 503 5.5.1 need MAIL command',
      ),
      te(
        ...H,
        'C: MAIL FROM:<a@example.com>',
        'S: 530 5.7.0 Authentication required',
        'C: RCPT TO:<bob@example.net>',
        'S: 503 5.5.1 Error: need MAIL command',
      ),
    ],
    [rf(...H, 'C: MAIL FROM:<a@example.com>', 'C: RCPT TO:<bob@example.net>', 'S: 550 no', 'S: 503 5.5.1 need MAIL')],
  ],
  [
    'data-before-rcpt',
    [
      te(...H, ...M, 'C: DATA', 'S: 503 5.5.1 Error: need RCPT command'),
      ph(...H, ...M, 'C: DATA', 'S: 503 Valid RCPT command must precede DATA'),
    ],
    [ph(...H, ...M, ...Rc, ...D)],
  ],
  [
    'data-after-all-rcpt-rejected',
    [
      py(
        ...H,
        ...M,
        'C: rcpt TO:<x@example.net>',
        'S: 550 5.1.1 unknown',
        'C: rcpt TO:<y@example.net>',
        'S: 550 5.1.1 unknown',
        'C: data',
        'S: 554 5.5.1 Error: no valid recipients',
      ),
      te(
        ...H,
        ...M,
        'C: RCPT TO:<bob@other.example>',
        'S: 550 relay not permitted',
        'C: DATA',
        'S: 503-All RCPT commands were rejected with this error:',
        'S: 503-relay not permitted',
        'S: 503 Valid RCPT command must precede DATA',
      ),
    ],
    [te(...H, ...M, ...Rc, ...D)],
  ],
  [
    'nested-mail',
    [
      te(...H, ...M, ...Rc, 'C: MAIL FROM:<carol@example.com>', 'S: 503 5.5.1 Error: nested MAIL command'),
      no(...H, ...M, 'C: MAIL FROM:<carol@example.com>', 'S: 503 sender already given'),
    ],
    [no(...H, ...M, 'C: RSET', 'S: 250 Ok', 'C: MAIL FROM:<carol@example.com>', 'S: 250 ok')],
  ],
  [
    'rset-missing-after-failure',
    [
      ph(
        ...H,
        ...M,
        'C: RCPT TO:<x@example.net>',
        'S: 550 5.1.1 <x@example.net>: user unknown',
        'C: MAIL FROM:<alice@example.com>',
        'S: 503 5.5.1 Error: nested MAIL command',
      ),
      py(...H, ...M, ...Rc, 'C: data', 'S: 451 4.3.0 queue file write error', 'C: mail FROM:<a@example.com>', 'S: 503 5.5.1 nested MAIL'),
    ],
    [py(...H, ...M, 'C: rcpt TO:<x@example.net>', 'S: 550 no', 'C: rset', 'S: 250 Ok', 'C: mail FROM:<a@example.com>', 'S: 250 ok')],
  ],
  [
    'auth-inside-transaction',
    [
      te(...H, ...M, 'C: AUTH LOGIN', 'S: 503 5.5.1 Error: MAIL transaction in progress'),
      sw(...H, ...M, ...Rc, 'C: AUTH PLAIN', 'S: 503 AUTH command not permitted during a transaction'),
    ],
    [sw(...H, 'C: AUTH PLAIN', 'S: 334 ', 'C: AGEAYg==', 'S: 235 ok', ...M)],
  ],
  [
    'auth-twice',
    [
      no(
        ...H,
        'C: AUTH PLAIN AGEAYg==',
        'S: 235 2.7.0 Authentication successful',
        'C: AUTH PLAIN AGEAYg==',
        'S: 503 5.5.1 Error: already authenticated',
      ),
      py(
        ...H,
        'C: AUTH LOGIN',
        'S: 334 VXNlcm5hbWU6',
        'C: YWxpY2U=',
        'S: 334 UGFzc3dvcmQ6',
        'C: c2VjcmV0',
        'S: 235 2.7.0 ok',
        'C: AUTH LOGIN',
        'S: 503 5.7.0 Already authenticated',
      ),
    ],
    [no(...H, 'C: AUTH PLAIN AGEAYg==', 'S: 535 no', 'C: AUTH PLAIN AGEAYg==', 'S: 235 ok')],
  ],
  [
    'auth-after-helo',
    [
      te(
        'S: 220 mail.example.net ESMTP',
        'C: HELO pc.example.org',
        'S: 250 mail.example.net',
        'C: AUTH LOGIN',
        'S: 503 5.5.1 Error: authentication not enabled',
      ),
      ph(
        'S: 220 mail.example.net ESMTP',
        'C: HELO pc',
        'S: 250 mail.example.net',
        'C: AUTH PLAIN AGEAYg==',
        'S: 500 5.5.1 Command unrecognized',
      ),
    ],
    [te(...H, 'C: AUTH LOGIN', 'S: 334 VXNlcm5hbWU6')],
  ],
  [
    'tls-handshake-missing',
    [
      te(
        ...HT,
        'C: STARTTLS',
        'S: 220 2.0.0 Ready to start TLS',
        'C: EHLO app.example.org',
        'error:1408F10B:SSL routines:ssl3_get_record:wrong version number',
      ),
      sw(...HT, 'C: STARTTLS', 'S: 220 Go', 'C: MAIL FROM:<a@example.com>', '*** SSL_accept: wrong version number'),
    ],
    [te(...HT, 'C: STARTTLS', 'S: 220 2.0.0 Ready to start TLS')],
  ],
  [
    'command-after-close',
    [
      no(...H, ...M, 'S: 421 4.4.2 mail.example.net Error: timeout exceeded', 'C: RCPT TO:<bob@example.net>'),
      ph(...H, 'C: NOOP', 'S: 421 4.7.0 Too many messages', 'C: MAIL FROM:<a@example.com>'),
    ],
    [no(...H, ...M, 'S: 421 4.4.2 timeout exceeded')],
  ],
  [
    'binarymime-with-data',
    [
      py(
        'S: 220 mx',
        'C: ehlo c.example.org',
        'S: 250-mx.example.net',
        'S: 250-BINARYMIME',
        'S: 250 CHUNKING',
        'C: mail FROM:<a@example.com> BODY=BINARYMIME',
        'S: 250 ok',
        'C: rcpt TO:<b@example.net>',
        'S: 250 ok',
        'C: data',
        'S: 503 5.5.1 BODY=BINARYMIME requires BDAT',
      ),
      cu(
        'S: 220 mx',
        'C: EHLO c.example.org',
        'S: 250-mx.example.net',
        'S: 250-BINARYMIME',
        'S: 250 CHUNKING',
        'C: MAIL FROM:<a@example.com> BODY=BINARYMIME',
        'S: 250 ok',
        'C: RCPT TO:<b@example.net>',
        'S: 250 ok',
        'C: DATA',
        'S: 354 go',
      ),
    ],
    [],
  ],
  [
    'body-sent-after-data-rejected',
    [
      te(
        ...H,
        ...M,
        'C: RCPT TO:<x@example.net>',
        'S: 550 5.1.1 unknown',
        'C: DATA',
        'S: 554 5.5.1 Error: no valid recipients',
        'C: Subject: hello',
        'S: 502 5.5.2 Error: command not recognized',
        'C: From: a@example.com',
        'S: 502 5.5.2 Error: command not recognized',
        'C: Hello there',
        'S: 502 5.5.2 Error: command not recognized',
        'C: .',
        'S: 502 5.5.2 Error: command not recognized',
      ),
      no(
        ...H,
        ...M,
        ...Rc,
        'C: DATA',
        'S: 451 4.7.1 Service unavailable',
        'C: From: a@example.com',
        'C: Subject: x',
        'C: ',
        'C: hi',
        'C: .',
        'S: 500 5.5.2 bad command',
      ),
    ],
    [no(...H, ...M, ...Rc, 'C: DATA', 'S: 451 4.7.1 no', ...Q)],
  ],
  [
    'pipelining-group-order',
    [
      rf(
        'S: 220 mx.example.net',
        'C: EHLO c.example.org',
        'C: MAIL FROM:<a@example.com>',
        'S: 554 5.5.0 SMTP protocol synchronization error',
      ),
      rf(...H, ...M, ...Rc, 'C: DATA', 'C: NOOP', 'C: QUIT', 'S: 554 SMTP synchronization error'),
    ],
    [rf(...H, 'C: MAIL FROM:<a@example.com>', 'C: RCPT TO:<b@example.net>', 'S: 250 ok', 'S: 250 ok')],
  ],
  [
    'pipelining-not-advertised',
    [
      rf(
        'S: 220 mx.example.net',
        'C: EHLO c.example.org',
        'S: 250-mx.example.net',
        'S: 250 SIZE 1000',
        'C: MAIL FROM:<a@example.com>',
        'C: RCPT TO:<b@example.net>',
        'S: 250 ok',
        'S: 250 ok',
      ),
      rf(
        'S: 220 mx.example.net',
        'C: HELO c.example.org',
        'S: 250 mx.example.net',
        'C: MAIL FROM:<a@example.com>',
        'C: RCPT TO:<b@example.net>',
        'C: DATA',
        'S: 250 ok',
        'S: 250 ok',
        'S: 354 go',
      ),
    ],
    [],
  ],
  [
    'talk-before-greeting',
    [
      rf('C: EHLO c.example.org', 'S: 220 mx.example.net ESMTP', 'S: 250 mx.example.net'),
      rf('C: HELO c.example.org', 'S: 554 5.7.1 mx.example.net You talk too soon'),
    ],
    [rf(...H)],
  ],
  [
    'session-no-quit',
    [
      sw(...H, ...M, ...Rc, ...D, ...B('hi'), 'S: 250 2.0.0 Ok: queued as 4ABC', '=== Connection closed with remote host.'),
      rf(...H, ...M, ...Rc, ...D, ...B('hi'), 'S: 250 2.0.0 Ok: queued as 4ABC', '[connection closed]'),
    ],
    [sw(...H, ...M, ...Rc, ...D, ...B('hi'), 'S: 250 Ok', ...Q, '=== Connection closed with remote host.')],
  ],
  [
    'transaction-incomplete',
    [
      sw(...H, ...M, ...Rc, '*** Remote host closed connection unexpectedly.'),
      ph(...H, ...M, ...Rc, '2026-01-03 10:00:00\tConnection: closed'),
      te(...H, ...M, ...Rc, ...D, ...B('hi'), 'Connection closed by foreign host.'),
    ],
    [te(...H, ...Q, 'Connection closed by foreign host.')],
  ],
  [
    'message-never-terminated',
    [
      te(...H, ...M, ...Rc, ...D, 'C: Subject: hi', 'C: ', 'C: hello', 'C: . ', 'S: 421 4.4.2 mail.example.net Error: timeout exceeded'),
      no(...H, ...M, ...Rc, ...D, 'C: Subject: hi', 'C: ', 'C: hello.', 'S: 421 4.4.2 timeout exceeded'),
    ],
    [no(...H, ...M, ...Rc, ...D, ...B('hi'), 'S: 421 4.4.2 timeout')],
  ],
  [
    'greeting-missing',
    [sw('C: EHLO c.example.org', 'S: 250-mx.example.net', 'S: 250 HELP'), te('C: HELO c.example.org', 'S: 250 mx.example.net', ...M)],
    [rf('C: HELO c.example.org', 'S: 250 mx.example.net')],
  ],
  [
    'reply-shift',
    [
      rf(
        'C: EHLO c.example.org',
        'S: 220 mx.example.net ESMTP',
        'C: MAIL FROM:<a@example.com>',
        'S: 250-mx.example.net',
        'S: 250 PIPELINING',
        'C: RCPT TO:<b@example.net>',
        'S: 250 2.1.0 Sender ok',
        'C: DATA',
        'S: 250 2.1.5 Recipient ok',
        'C: .',
        'S: 354 Start mail input',
      ),
      no(
        'C: EHLO c.example.org',
        'S: 220 mx.example.net ESMTP',
        'C: MAIL FROM:<a@example.com>',
        'S: 250-mx.example.net',
        'S: 250 SIZE 100',
        'C: RCPT TO:<b@example.net>',
        'S: 250 2.1.0 ok',
        'C: QUIT',
        'S: 250 2.1.5 ok',
      ),
    ],
    [rf(...H, ...M)],
  ],
  [
    'reply-missing',
    [
      no(...H, 'C: NOOP', 'C: MAIL FROM:<a@example.com>', 'S: 250 2.1.0 Ok', 'C: RCPT TO:<b@example.net>', 'S: 250 2.1.5 Ok'),
      sw(...H, 'C: RSET', ...M, ...Rc, ...D, ...B('x'), 'S: 250 2.0.0 Ok: queued as 1', ...Q),
    ],
    [],
  ],
  [
    'reply-unsolicited',
    [sw(...H, ...M, ...Rc, 'S: 452 4.3.1 come back later', ...D, ...B('x'), 'S: 250 ok', ...Q)],
    [sw(...H, ...M, ...Rc, ...D)],
  ],
  [
    'duplicate-final-reply',
    [
      no(...H, ...M, 'S: 250 2.1.0 Ok', ...Rc, ...D, ...B('x'), 'S: 250 2.0.0 Ok queued', ...Q),
      sw(...H, 'C: RSET', 'S: 250 2.0.0 Ok', 'S: 250 2.0.0 Ok', ...M, ...Rc, ...Q),
    ],
    [],
  ],
  [
    'stale-reply-after-idle',
    [
      rf(
        ...H,
        ...M,
        ...Rc,
        ...D,
        ...B('x'),
        'S: 250 2.0.0 Ok: queued as 1',
        'C: MAIL FROM:<a@example.com>',
        'S: 421 4.4.2 mail.example.net Error: timeout exceeded',
      ),
      '10:00:00 S: 220 mx.example.net ESMTP\n10:00:00 C: EHLO c.example.org\n10:00:00 S: 250 mx.example.net\n10:10:00 C: MAIL FROM:<a@example.com>\n10:10:00 S: 421 4.4.2 mx.example.net Error: timeout exceeded\n',
    ],
    [rf('S: 220 mx.example.net', 'C: EHLO c', 'S: 421 4.3.2 shutting down')],
  ],
  [
    'reply-names-other-command',
    [
      sw(...H, ...M, 'C: RCPT TO:<b@example.net>', 'S: 250 2.1.0 Sender ok', ...Q),
      te(...H, 'C: MAIL FROM:<a@example.com>', 'S: 550 5.1.1 <b@example.net>: Recipient address rejected: User unknown'),
    ],
    [sw(...H, 'C: RCPT TO:<b@example.net>', 'S: 503 5.5.1 need MAIL')],
  ],
  ['reply-code-impossible', [py(...H, 'C: mail FROM:<a@example.com>', 'S: 334 VXNlcm5hbWU6', ...Q)], [no(...H, ...M)]],
  [
    'lmtp-reply-count',
    [
      rf(
        'S: 220 mail.example.net LMTP',
        'C: LHLO c.example.org',
        'S: 250 mail.example.net',
        ...M,
        ...Rc,
        'C: RCPT TO:<carol@example.net>',
        'S: 250 2.1.5 ok',
        ...D,
        ...B('x'),
        'S: 250 2.0.0 bob ok',
        ...Q,
      ),
      sw(
        'S: 220 mail.example.net LMTP',
        'C: LHLO c.example.org',
        'S: 250 mail.example.net',
        ...M,
        ...Rc,
        ...D,
        ...B('x'),
        'S: 250 2.0.0 bob ok',
        'S: 250 2.0.0 carol ok',
        ...Q,
      ),
    ],
    [
      rf(
        'S: 220 mail.example.net LMTP',
        'C: LHLO c.example.org',
        'S: 250 mail.example.net',
        ...M,
        ...Rc,
        ...D,
        ...B('x'),
        'S: 250 2.0.0 bob ok',
        ...Q,
      ),
    ],
  ],
  [
    'lmtp-partial-delivery',
    [
      no(
        'S: 220 mail.example.net LMTP',
        'C: LHLO c.example.org',
        'S: 250 mail.example.net',
        ...M,
        ...Rc,
        'C: RCPT TO:<carol@example.net>',
        'S: 250 2.1.5 ok',
        ...D,
        ...B('x'),
        'S: 250 2.0.0 <bob@example.net> ok',
        'S: 552 5.2.2 <carol@example.net> over quota',
        ...Q,
      ),
    ],
    [],
  ],
  [
    'lines-missing',
    [sw(...H, ...Rc, ...D, ...B('x'), 'S: 250 2.0.0 ok', ...Q), no(...H, ...M, ...D, ...B('x'), 'S: 250 2.0.0 ok', ...Q)],
    [],
  ],
  [
    'async-421',
    [no(...H, ...M, 'S: 421 4.3.2 mx.example.net shutting down'), te('S: 421 4.7.0 mx.example.net too many connections')],
    [no('S: 220 mx', 'C: EHLO c', 'S: 421 no')],
  ],
  [
    'reply-code-syntax',
    [rf('S: 220 mx', 'C: EHLO c.example.org', 'S: 25 mx.example.net'), rf('S: 220 mx', 'C: HELO c.example.org', 'S: 2500 hello')],
    [],
  ],
  [
    'multiline-code-mismatch',
    [
      te('S: 220 mx.example.net', 'C: EHLO c.example.org', 'S: 250-mx.example.net', 'S: 251-SIZE 1000', 'S: 250 HELP'),
      no(...H, ...M, 'C: RCPT TO:<b@example.net>', 'S: 550-no such', 'S: 450 user'),
    ],
    [],
  ],
  [
    'multiline-unterminated',
    [
      no('S: 220 mx', 'C: EHLO c.example.org', 'S: 250-mx.example.net', 'S: 250-SIZE 1000', ...M),
      sw('S: 220 mx', 'C: EHLO c.example.org', 'S: 250-mx.example.net', 'S: 250-HELP', ...M, ...Rc),
    ],
    [sw(...H)],
  ],
  [
    'multiline-missing-hyphen',
    [
      no('S: 220 mx', 'C: EHLO c.example.org', 'S: 250-mx.example.net', 'S: 250 SIZE 1000', 'S: 250-STARTTLS', 'S: 250 HELP'),
      te('S: 220 mx', 'C: EHLO c.example.org', 'S: 250 mx.example.net', 'S: 250 SIZE 1000', 'S: 250 HELP'),
    ],
    [],
  ],
  [
    'reply-line-unprefixed',
    [
      rf('S: 220 mx', 'C: EHLO c.example.org', 'S: 250-mx.example.net', 'S: SIZE 1000', 'S: 250 HELP'),
      no(...H, ...M, 'C: RCPT TO:<b@example.net>', 'S: 550-not here', 'S: see our page', 'S: 550 sorry'),
    ],
    [],
  ],
  [
    'greeting-masked',
    [
      te('S: 220 **************************************************0*****0*00 ', 'C: EHLO c.example.org', 'S: 500 5.5.1 unknown'),
      py('S: 220 ****************', 'C: ehlo c.example.org', 'S: 250 ok'),
    ],
    [],
  ],
  [
    'ehlo-keyword-masked',
    [
      sw('S: 220 mx', 'C: EHLO c.example.org', 'S: 250-mx.example.net', 'S: 250-SIZE 1000', 'S: 250 XXXXXXXA'),
      te('S: 220 mx', 'C: EHLO c.example.org', 'S: 250-mx.example.net', 'S: 250-********', 'S: 250 HELP'),
    ],
    [],
  ],
  [
    'auth-challenge-not-base64',
    [
      no(...H, 'C: AUTH LOGIN', 'S: 334 Username:', 'C: YWxpY2U=', 'S: 334 Password:'),
      sw(...H, 'C: AUTH CRAM-MD5', 'S: 334 <123.456@mx.example.net>'),
    ],
    [no(...H, 'C: AUTH LOGIN', 'S: 334 VXNlcm5hbWU6')],
  ],
  [
    'path-missing-brackets',
    [
      te(...H, 'C: MAIL FROM:alice@example.com', 'S: 501 5.1.7 Bad sender address syntax'),
      ph(...H, ...M, 'C: RCPT TO:bob@example.net', 'S: 555 5.5.2 Syntax error'),
    ],
    [te(...H, ...M)],
  ],
  [
    'path-space-after-colon',
    [
      te(...H, 'C: MAIL FROM: <alice@example.com>', 'S: 501 5.5.4 Syntax: MAIL FROM:<address>'),
      no(...H, ...M, 'C: RCPT TO: <bob@example.net>', 'S: 250 ok'),
    ],
    [no(...H, ...M)],
  ],
  [
    'path-space-before-colon',
    [
      te(...H, 'C: MAIL FROM :<alice@example.com>', 'S: 501 5.5.4 Syntax'),
      sw(...H, 'C: MAIL  FROM:<alice@example.com>', 'S: 501 Syntax error'),
    ],
    [],
  ],
  [
    'path-missing-colon',
    [
      te(...H, 'C: MAIL FROM <alice@example.com>', 'S: 501 5.5.4 Syntax: MAIL FROM:<address>'),
      te(...H, ...M, 'C: RCPT TO bob@example.net', 'S: 501 5.5.4 Syntax: RCPT TO:<address>'),
    ],
    [],
  ],
  [
    'path-keyword-missing',
    [
      te(...H, 'C: MAIL <alice@example.com>', 'S: 501 5.5.4 Syntax'),
      no(...H, ...M, 'C: RCPT FROM:<bob@example.net>', 'S: 501 5.5.4 Syntax'),
    ],
    [],
  ],
  [
    'path-display-name',
    [
      no(...H, 'C: MAIL FROM:<Alice Jones <alice@example.com>>', 'S: 501 5.1.7 Bad sender address syntax'),
      py(...H, 'C: mail FROM:"Alice" <alice@example.com>', 'S: 501 5.5.4 Syntax error'),
    ],
    [],
  ],
  [
    'path-unbalanced',
    [te(...H, 'C: MAIL FROM:<alice@example.com', 'S: 501 5.1.7 Bad'), no(...H, ...M, 'C: RCPT TO:bob@example.net>', 'S: 501 5.1.3 Bad')],
    [],
  ],
  [
    'path-trailing-junk',
    [
      te(...H, 'C: MAIL FROM:<alice@example.com>;', 'S: 501 5.5.4 Syntax'),
      sw(...H, ...M, 'C: RCPT TO:<bob@example.net>,', 'S: 501 Syntax'),
    ],
    [],
  ],
  [
    'path-multiple-addresses',
    [
      no(...H, ...M, 'C: RCPT TO:<bob@example.net,carol@example.net>', 'S: 501 5.1.3 Bad recipient address syntax'),
      py(...H, ...M, 'C: rcpt TO:<bob@example.net>, <carol@example.net>', 'S: 501 5.1.3 Bad'),
    ],
    [],
  ],
  ['rcpt-empty-path', [py(...H, ...M, 'C: rcpt TO:<>', 'S: 501 5.1.3 Bad recipient address syntax')], []],
  [
    'mail-from-empty-authenticated',
    [
      no(...H, 'C: AUTH PLAIN AGEAYg==', 'S: 235 ok', 'C: MAIL FROM:<>', 'S: 553 5.7.1 Sender address rejected'),
      py(...H, 'C: AUTH PLAIN AGEAYg==', 'S: 235 ok', 'C: mail FROM:<>', 'S: 250 ok'),
    ],
    [no(...H, 'C: MAIL FROM:<>', 'S: 250 ok')],
  ],
  [
    'address-no-domain',
    [
      py(...H, 'C: mail FROM:<root>', 'S: 504 5.5.2 <root>: Sender address rejected: need fully-qualified address'),
      te(...H, ...M, 'C: RCPT TO:<bob>', 'S: 550 5.1.3 domain required'),
    ],
    [te(...H, ...M, 'C: RCPT TO:<postmaster>', 'S: 250 ok')],
  ],
  [
    'address-placeholder',
    [
      no(...H, 'C: MAIL FROM:<undefined>', 'S: 501 5.1.7 bad'),
      ph(...H, ...M, 'C: RCPT TO:<{{email}}>', 'S: 501 5.1.3 bad'),
      py(...H, ...M, 'C: rcpt TO:<None>', 'S: 550 5.1.1 unknown'),
    ],
    [],
  ],
  [
    'address-local-syntax',
    [
      sw(...H, ...M, 'C: RCPT TO:<.bob@example.net>', 'S: 501 5.1.3 bad'),
      no(...H, ...M, 'C: RCPT TO:<bob jones@example.net>', 'S: 501 5.1.3 bad'),
    ],
    [],
  ],
  [
    'address-domain-syntax',
    [
      no(...H, ...M, 'C: RCPT TO:<bob@exa_mple.net>', 'S: 501 5.1.3 bad'),
      te(...H, ...M, 'C: RCPT TO:<bob@example..net>', 'S: 501 5.1.3 Bad recipient address syntax'),
    ],
    [],
  ],
  [
    'address-nonascii',
    [
      py(...H, ...M, 'C: rcpt TO:<bjørn@example.net>', 'S: 501 5.1.3 bad'),
      no(...H, 'C: MAIL FROM:<用户@example.com>', 'S: 553 5.6.7 SMTPUTF8 required'),
    ],
    [],
  ],
  [
    'address-crlf-injection',
    [
      py(...H, ...M, 'C: rcpt TO:<bob@example.net>\\r\\nRCPT TO:<evil@example.org>', 'S: 501 bad'),
      rf(...H, 'C: MAIL FROM:<alice@example.com%0d%0aRCPT TO:x@example.org>', 'S: 501 bad'),
    ],
    [],
  ],
  [
    'ehlo-arg-missing',
    [
      te('S: 220 mx', 'C: EHLO', 'S: 501 5.5.4 Syntax: EHLO hostname'),
      cu('S: 220 mx', 'C: HELO', 'S: 501 Syntactically invalid HELO argument(s)'),
    ],
    [],
  ],
  [
    'ehlo-arg-invalid',
    [
      te('S: 220 mx', 'C: EHLO my_pc', 'S: 501 Syntactically invalid EHLO argument(s)'),
      no('S: 220 mx', 'C: EHLO 192.0.2.7', 'S: 501 5.5.4 invalid'),
      py('S: 220 mx', 'C: ehlo http://app.example.org/', 'S: 501 bad'),
    ],
    [],
  ],
  [
    'ehlo-arg-localhost',
    [
      no('S: 220 mx.example.net', 'C: EHLO localhost', 'S: 250 mx.example.net'),
      te('S: 220 mx.example.net', 'C: HELO [127.0.0.1]', 'S: 250 mx'),
    ],
    [],
  ],
  [
    'unknown-command',
    [
      te('S: 220 mx.example.net ESMTP', 'C: LOGIN alice', 'S: 500 5.5.1 Unrecognized command'),
      te(...H, 'C: FOOBAR', 'S: 502 5.5.2 Error: command not recognized'),
    ],
    [],
  ],
  [
    'typo-command',
    [
      te('S: 220 mx.example.net ESMTP', 'C: ELHO c.example.org', 'S: 502 5.5.2 Error: command not recognized'),
      te(...H, 'C: MIAL FROM:<a@example.com>', 'S: 500 unrecognized command'),
      te(...H, 'C: QIUT', 'S: 502 5.5.2 Error'),
    ],
    [],
  ],
  [
    'other-protocol',
    [te('S: 220 mx.example.net ESMTP Postfix', 'C: GET / HTTP/1.1', 'S: 221 2.7.0 Error: I can break rules, too. Goodbye.')],
    [],
  ],
  [
    'header-as-command',
    [
      te(...H, 'C: Subject: hello', 'S: 502 5.5.2 Error: command not recognized'),
      no(...H, ...M, 'C: From: Alice <a@example.com>', 'S: 500 5.5.2 unrecognized'),
    ],
    [],
  ],
  [
    'param-syntax',
    [
      py(...H, 'C: mail FROM:<a@example.com> SIZE = 100', 'S: 501 5.5.4 bad'),
      no(...H, 'C: MAIL FROM:<a@example.com> SIZE=', 'S: 501 5.5.4 bad'),
    ],
    [],
  ],
  [
    'param-unknown',
    [
      te(...H, 'C: MAIL FROM:<a@example.com> PRIORITY=high', 'S: 555 5.5.4 Unsupported option'),
      no(...H, ...M, 'C: RCPT TO:<b@example.net> SILENT', 'S: 555 5.5.4 Unsupported'),
    ],
    [],
  ],
  [
    'param-value-invalid',
    [
      te(...H, 'C: MAIL FROM:<a@example.com> SIZE=12kb', 'S: 501 5.5.4 Bad message size syntax'),
      py(...H, 'C: mail FROM:<a@example.com> BODY=8BIT', 'S: 501 bad'),
    ],
    [],
  ],
  [
    'auth-not-base64',
    [
      te(
        ...H,
        'C: AUTH LOGIN',
        'S: 334 VXNlcm5hbWU6',
        'C: alice@example.com',
        'S: 535 5.7.8 Error: authentication failed: Invalid base64 data in continued response',
      ),
    ],
    [],
  ],
  [
    'auth-plain-malformed',
    [
      te(...H, 'C: AUTH PLAIN YWxpY2U6c2VjcmV0', 'S: 535 5.7.8 Error: authentication failed: bad protocol'),
      py(...H, 'C: AUTH PLAIN YWxpY2UAc2VjcmV0', 'S: 535 5.7.8 failed'),
    ],
    [],
  ],
  [
    'auth-placeholder-credentials',
    [
      no(...H, 'C: AUTH PLAIN AHVuZGVmaW5lZAB1bmRlZmluZWQ=', 'S: 535 5.7.8 failed'),
      py(...H, 'C: AUTH LOGIN', 'S: 334 VXNlcm5hbWU6', 'C: bnVsbA==', 'S: 334 UGFzc3dvcmQ6', 'C: bnVsbA==', 'S: 535 5.7.8 failed'),
    ],
    [],
  ],
  [
    'auth-trailing-newline',
    [
      te(
        ...H,
        'C: AUTH LOGIN',
        'S: 334 VXNlcm5hbWU6',
        'C: YWxpY2UK',
        'S: 334 UGFzc3dvcmQ6',
        'C: c2VjcmV0Cg==',
        'S: 535 5.7.8 Error: authentication failed',
      ),
      sw(...H, 'C: AUTH PLAIN AGFsaWNlAHNlY3JldAo=', 'S: 535 5.7.8 failed'),
    ],
    [],
  ],
  [
    'auth-double-encoded',
    [
      py(
        ...H,
        'C: AUTH LOGIN',
        'S: 334 VXNlcm5hbWU6',
        'C: WVd4cFkyVkFaWGhoYlhCc1pTNWpiMjA9',
        'S: 334 UGFzc3dvcmQ6',
        'C: YzJWamNtVjA=',
        'S: 535 5.7.8 failed',
      ),
    ],
    [],
  ],
  [
    'auth-login-prompt-mismatch',
    [
      no(
        ...H,
        'C: AUTH LOGIN',
        'S: 334 UGFzc3dvcmQ6',
        'C: YWxpY2VAZXhhbXBsZS5jb20=',
        'S: 334 VXNlcm5hbWU6',
        'C: c2VjcmV0',
        'S: 535 5.7.8 failed',
      ),
    ],
    [],
  ],
  [
    'end-of-data-near-miss',
    [
      no(...H, ...M, ...Rc, ...D, 'C: Subject: hi', 'C: ', 'C: hello', 'C: ..', 'S: 421 4.4.2 timeout exceeded'),
      rf(...H, ...M, ...Rc, ...D, 'C: Subject: hi', 'C: ', 'C: hello', 'C: <CRLF>.<CRLF>', 'S: 421 4.4.2 timeout exceeded'),
      te(...H, ...M, ...Rc, ...D, 'C: Subject: hi', 'C: ', 'C: hello', 'C: ..', 'S: 421 4.4.2 timeout exceeded'),
    ],
    [],
  ],
  ['enh-class-mismatch', [sw(...H, ...M, 'C: RCPT TO:<b@example.net>', 'S: 550 4.1.1 unknown')], []],
  [
    'ext-command-not-advertised',
    [
      te(
        'S: 220 mx',
        'C: EHLO c.example.org',
        'S: 250-mx.example.net',
        'S: 250 SIZE 1000',
        'C: STARTTLS',
        'S: 502 5.5.1 Command not implemented',
      ),
      py(
        'S: 220 mx',
        'C: ehlo c.example.org',
        'S: 250-mx.example.net',
        'S: 250 SIZE 1000',
        'C: AUTH PLAIN AGEAYg==',
        'S: 503 5.5.1 Error: authentication not enabled',
      ),
    ],
    [],
  ],
  [
    'ext-param-not-advertised',
    [
      no(
        'S: 220 mx',
        'C: EHLO c.example.org',
        'S: 250-mx.example.net',
        'S: 250 PIPELINING',
        'C: MAIL FROM:<a@example.com> BODY=8BITMIME',
        'S: 555 5.5.4 Unsupported option',
      ),
      py(
        'S: 220 mx',
        'C: ehlo c.example.org',
        'S: 250-mx.example.net',
        'S: 250 HELP',
        'C: mail FROM:<a@example.com> SMTPUTF8',
        'S: 555 5.5.4 no',
      ),
    ],
    [],
  ],
  [
    'ext-auth-mech-not-advertised',
    [
      no(...H, 'C: AUTH XOAUTH2 [redacted]', 'S: 504 5.5.4 Unrecognized authentication type'),
      te(...H, 'C: AUTH CRAM-MD5', 'S: 535 5.7.8 Error: authentication failed: no mechanism available'),
    ],
    [],
  ],
  [
    'ext-caps-stale-after-tls',
    [
      no(
        'S: 220 mx',
        'C: EHLO c.example.org',
        'S: 250-mx.example.net',
        'S: 250-STARTTLS',
        'S: 250 CHUNKING',
        'C: STARTTLS',
        'S: 220 go',
        'C: EHLO c.example.org',
        'S: 250-mx.example.net',
        'S: 250 SIZE 1000',
        ...M,
        ...Rc,
        'C: BDAT 5 LAST',
        'S: 502 5.5.1 not implemented',
      ),
    ],
    [],
  ],
  [
    'ext-auth-only-after-tls',
    [
      py(...HT, 'C: AUTH PLAIN AGEAYg==', 'S: 503 5.5.1 Error: authentication not enabled'),
      te(...HT, 'C: AUTH LOGIN', 'S: 503 AUTH command used when not advertised'),
    ],
    [],
  ],
  [
    'ext-smtputf8-needed',
    [
      no(
        'S: 220 mx',
        'C: EHLO c.example.org',
        'S: 250-mx.example.net',
        'S: 250 SMTPUTF8',
        ...M,
        ...Rc,
        ...D,
        'C: From: <jürgen@example.com>',
        'C: Subject: x',
        'C: ',
        'C: y',
        'C: .',
        'S: 550 5.6.7 Address requires SMTPUTF8',
      ),
      no(
        'S: 220 mx',
        'C: EHLO c.example.org',
        'S: 250-mx.example.net',
        'S: 250 SMTPUTF8',
        'C: MAIL FROM:<jürgen@example.com>',
        'S: 550 5.6.7 Address requires SMTPUTF8',
      ),
    ],
    [],
  ],
  [
    'ext-8bit-without-8bitmime',
    [
      no(
        'S: 220 mx',
        'C: EHLO c.example.org',
        'S: 250-mx.example.net',
        'S: 250 SIZE 1000',
        ...M,
        ...Rc,
        ...D,
        ...B('grüße'),
        'S: 554 5.6.1 8bit not supported',
      ),
    ],
    [],
  ],
  [
    'ext-size-declared-over-limit',
    [
      cu(...H, 'C: MAIL FROM:<a@example.com> SIZE=99999999', 'S: 552 5.3.4 Message size exceeds fixed limit'),
      py(...H, 'C: mail FROM:<a@example.com> size=30000000', 'S: 552 5.3.4 too big'),
    ],
    [cu(...H, 'C: MAIL FROM:<a@example.com> SIZE=9', 'S: 250 ok')],
  ],
  ['limit-command-line', [te(...H, `C: NOOP ${'x'.repeat(600)}`, 'S: 500 5.5.2 line too long')], []],
  ['limit-body-line', [no(...H, ...M, ...Rc, ...D, ...B('x'.repeat(1100)), 'S: 500 5.6.0 Line too long')], []],
  [
    'limit-rcpt-count',
    [
      no(
        ...H,
        ...M,
        ...Array.from({ length: 101 }, (_, i) => [`C: RCPT TO:<u${i}@example.net>`, 'S: 250 2.1.5 Ok']).flat(),
        'C: RCPT TO:<last@example.net>',
        'S: 452 4.5.3 Too many recipients',
      ),
    ],
    [],
  ],
  [
    'limit-client-timeout-too-short',
    [
      '[2026-01-03 10:00:00] INFO  [aB3] Connection established to 192.0.2.1:25\n[2026-01-03 10:00:00] DEBUG [aB3] S: 220 mx.example.net\n[2026-01-03 10:00:00] DEBUG [aB3] C: EHLO c.example.org\n[2026-01-03 10:00:10] ERROR [aB3] Connection timed out after 10000 ms\n',
      sw('S: 220 mx', 'C: EHLO c.example.org', '*** Timeout (30 secs) waiting for server response'),
    ],
    [],
  ],
  [
    'limit-slow-reply',
    ['2026-01-03 10:00:00\tCLIENT -> SERVER: MAIL FROM:<a@example.com>\n2026-01-03 10:01:05\tSERVER -> CLIENT: 250 2.1.0 Ok\n'],
    [],
  ],
  [
    'credentials-visible',
    [
      no(...H, 'C: AUTH PLAIN AGFsaWNlAHNlY3JldDEyMw==', 'S: 235 ok'),
      py(...H, 'C: AUTH LOGIN', 'S: 334 VXNlcm5hbWU6', 'C: YWxpY2U=', 'S: 334 UGFzc3dvcmQ6', 'C: dHVsaXAtMTI=', 'S: 235 ok'),
    ],
    [no(...H, 'C: AUTH PLAIN [redacted]', 'S: 235 ok')],
  ],
  [
    'bearer-token-visible',
    [
      no(
        ...H,
        `C: AUTH XOAUTH2 ${btoa('user=alice@example.com\x01auth=Bearer ya29.a0AfH6SMBxyz1234567890abcdefghij\x01\x01')}`,
        'S: 235 ok',
      ),
      py(
        ...H,
        `C: AUTH OAUTHBEARER ${btoa('n,a=alice@example.com,\x01auth=Bearer EwBAl3BAAUkj1NuJYtTVha+Mogk+HEiPbQo04AA\x01\x01')}`,
        'S: 235 ok',
      ),
    ],
    [],
  ],
  [
    'offline-crackable-auth',
    [
      sw(
        ...H,
        'C: AUTH CRAM-MD5',
        'S: 334 PDEyMy40NTZAbXguZXhhbXBsZS5uZXQ+',
        'C: YWxpY2UgYjkxM2E2MDJjN2VkYTdhNDk1YjRlNmU3MzM0ZDM4OTA=',
        'S: 235 ok',
      ),
    ],
    [],
  ],
  ['auth-over-cleartext', [te(...H, 'C: AUTH PLAIN AGFsaWNlAHNlY3JldDEyMw==', 'S: 235 ok')], []],
  ['auth-advertised-cleartext', [te(...H)], [te(...HT)]],
  ['starttls-offered-not-used', [te(...HT, ...M, ...Rc, ...D, ...B('x'), 'S: 250 ok')], [no(...HT, 'C: STARTTLS', 'S: 220 go')]],
  [
    'starttls-failed-continue-clear',
    [
      no(
        'S: 220 mx.example.net',
        'C: EHLO c.example.org',
        'S: 250-mx.example.net',
        'S: 250-STARTTLS',
        'S: 250 AUTH PLAIN',
        'C: STARTTLS',
        'S: 454 4.7.0 TLS not available',
        'C: AUTH PLAIN AGFsaWNlAHNlY3JldDEyMw==',
        'S: 235 ok',
      ),
    ],
    [],
  ],
  [
    'secret-in-url-or-option',
    [
      `$ swaks --to bob@example.net --server mail.example.net --auth-user alice --auth-password tulip12\n${sw(...H)}`,
      `const t = nodemailer.createTransport('smtps://alice:tulip12@mail.example.net')\n${no(...H)}`,
      `curl -v --url smtp://mail.example.net --user alice:tulip12\n${cu(...H)}`,
    ],
    [],
  ],
  [
    'secret-in-stack-trace',
    [
      py(...H) +
        "smtplib.SMTPAuthenticationError: (535, b'5.7.8 failed')\n  File \"x.py\", line 3, in <module>\n    s.login('alice@example.com', 'tulip12')\n",
    ],
    [],
  ],
  ['helo-instead-of-ehlo', [te('S: 220 mx ESMTP', 'C: HELO c.example.org', 'S: 250 mx', ...M, ...Rc, ...D, ...B('x'), 'S: 250 ok')], []],
  [
    'deprecated-auth-mech',
    [
      no(...H, 'C: AUTH LOGIN', 'S: 334 VXNlcm5hbWU6'),
      sw('S: 220 mx', 'C: EHLO c', 'S: 250-mx', 'S: 250 AUTH CRAM-MD5', 'C: AUTH CRAM-MD5', 'S: 334 PDEyMy40NTZAbXguZXhhbXBsZS5uZXQ+'),
    ],
    [],
  ],
  [
    'premature-end-of-data',
    [
      no(
        ...H,
        ...M,
        ...Rc,
        ...D,
        'C: Subject: list',
        'C: ',
        'C: one',
        'C: .',
        'S: 250 2.0.0 Ok: queued as 1',
        'C: two',
        'S: 500 5.5.2 Error: bad syntax',
        'C: three',
        'S: 500 5.5.2 Error: bad syntax',
      ),
      te(
        ...H,
        ...M,
        ...Rc,
        ...D,
        'C: Subject: list',
        'C: ',
        'C: one',
        'C: .',
        'S: 250 2.0.0 Ok: queued as 1',
        'C: two words here',
        'S: 502 5.5.2 Error: command not recognized',
        'C: three more words',
        'S: 502 5.5.2 Error: command not recognized',
      ),
    ],
    [],
  ],
  ['dot-not-doubled', [sw(...H, ...M, ...Rc, ...D, 'C: Subject: x', 'C: ', 'C: .htaccess is a file', 'C: .', 'S: 250 ok')], []],
  [
    'header-missing-date-from',
    [
      py(...H, ...M, ...Rc, ...D) +
        "send: b'Subject: hi\\r\\n\\r\\ntext\\r\\n.\\r\\n'\nreply: b'550 5.7.1 Messages missing a valid address in From: header\\r\\n'\n",
    ],
    [],
  ],
  [
    'header-duplicate',
    [
      no(
        ...H,
        ...M,
        ...Rc,
        ...D,
        'C: From: a@example.com',
        'C: Subject: a',
        'C: Subject: b',
        'C: ',
        'C: x',
        'C: .',
        'S: 550 5.6.0 duplicate Subject',
      ),
    ],
    [],
  ],
  [
    'header-no-blank-line',
    [te(...H, ...M, ...Rc, ...D, 'C: Subject: hi', 'C: From: a@example.com', 'C: this is the text of it', 'C: .', 'S: 250 ok')],
    [],
  ],
  [
    'header-nonascii',
    [no(...H, ...M, ...Rc, ...D, 'C: From: a@example.com', 'C: Subject: Größe', 'C: ', 'C: x', 'C: .', 'S: 550 5.6.0 no')],
    [],
  ],
  [
    'header-bcc-leak',
    [te(...H, ...M, ...Rc, ...D, 'C: From: a@example.com', 'C: Bcc: boss@example.net', 'C: ', 'C: x', 'C: .', 'S: 250 ok')],
    [],
  ],
  [
    'header-envelope-from-mismatch',
    [
      te(
        ...H,
        'C: MAIL FROM:<bounce@mailer.example>',
        'S: 250 ok',
        ...Rc,
        ...D,
        'C: From: a@example.com',
        'C: ',
        'C: x',
        'C: .',
        'S: 550 5.7.26 Unauthenticated',
      ),
    ],
    [],
  ],
  [
    'header-injection',
    [no(...H, ...M, ...Rc, ...D, 'C: From: a@example.com', 'C: Subject: hi\\nBcc: x@example.org', 'C: ', 'C: x', 'C: .', 'S: 250 ok')],
    [],
  ],
];

const idsOf = (text: string, strictness: 'standard' | 'pedantic'): string[] =>
  findingsOf(Analysis.of(textOf(splitFileText(text)), { explicit: true }), { strictness, severities: {} }).map(
    ({ finding }) => finding.rule.id,
  );

describe.each(NATURAL)('%s', (id, fires, silent) => {
  it.each(fires.map((text, at) => [at + 1, text] as const))('speaks in text %i', (_at, text) => {
    expect(idsOf(text, 'standard'), text).toContain(id);
  });
  it.each(silent.map((text, at) => [at + 1, text] as const))('is silent in text %i', (_at, text) => {
    expect(idsOf(text, 'pedantic'), text).not.toContain(id);
  });
});
