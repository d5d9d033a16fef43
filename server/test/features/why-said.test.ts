import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { whyIn, whyText } from '../../src/features/why';
import { titleOf } from '../../src/meaning/meaning';
import { splitFileText, textOf } from '../../src/text/lines';

/** The line of each cause that says who decided. */
function who(text: string): string[] {
  const steps = whyIn(Analysis.of(textOf(splitFileText(text))));
  let step = steps.next();
  while (!step.done) step = steps.next();
  return whyText(step.value)
    .split('\n')
    .filter((line) => /^ {2}(?:Refused|Failed|Broke off): /.test(line))
    .map((line) => line.trim());
}

const postfix = (program: string, text: string): string => `Mar  7 09:12:44 mx1 postfix/${program}[4711]: ${text}`;
const delivery = (relay: string, dsn: string, status: string, why: string): string =>
  postfix('smtp', `3F2A81C07D: to=<ida@example.org>, relay=${relay}, delay=33, dsn=${dsn}, status=${status} (${why})`);
const MX = 'mx.example.org[192.0.2.25]:25';

describe('who refused, or what failed', () => {
  it.each([
    [
      'nobody answered',
      delivery('none', '4.4.1', 'deferred', 'connect to mx.example.org[192.0.2.25]:25: Connection timed out'),
      'Failed: before a server answered, for ida@example.org (line 1)',
    ],
    [
      'no such domain',
      delivery('none', '5.4.4', 'bounced', 'Host or domain name not found. Name service error for name=example.org type=A: Host not found'),
      'Failed: before a server answered, for ida@example.org (line 1)',
    ],
    [
      'the session broke off',
      delivery(MX, '4.4.2', 'deferred', 'lost connection with mx.example.org[192.0.2.25] while sending RCPT TO'),
      `Failed: in the session with ${MX}, at RCPT, for ida@example.org (line 1)`,
    ],
    [
      'no handshake',
      delivery(MX, '4.7.5', 'deferred', 'Cannot start TLS: handshake failure'),
      `Failed: in the session with ${MX}, for ida@example.org (line 1)`,
    ],
    [
      'a program that got no connection',
      'SMTPConnectException: Failed to connect to smtp.example.com port 587: Connection refused',
      'Failed: before a server answered (line 1)',
    ],
    ['a program that was cut off', 'smtplib.SMTPServerDisconnected: Connection unexpectedly closed', 'Failed: without a reply (line 1)'],
    [
      'the own content filter',
      delivery('none', '4.4.1', 'deferred', 'connect to 127.0.0.1[127.0.0.1]:10026: Connection refused'),
      'Failed: on this server, for ida@example.org (line 1)',
    ],
    [
      'another server refused',
      delivery(MX, '5.1.1', 'bounced', 'host mx.example.org[192.0.2.25] said: 550 5.1.1 User unknown (in reply to RCPT TO command)'),
      `Refused: by ${MX}, at RCPT, for ida@example.org (line 1)`,
    ],
    [
      'this server refused a client',
      postfix(
        'smtpd',
        'NOQUEUE: reject: RCPT from unknown[192.0.2.9]: 554 5.7.1 <ida@example.org>: Relay access denied; from=<bo@example.com> to=<ida@example.org> proto=ESMTP helo=<pc.example.com>',
      ),
      'Refused: by this server, at RCPT, for ida@example.org (line 1)',
    ],
    [
      'this server has no such mailbox',
      postfix('local', '3F2A81C07D: to=<ida@example.org>, relay=local, delay=1, dsn=5.1.1, status=bounced (unknown user: "ida")'),
      'Refused: by this server, for ida@example.org (line 1)',
    ],
  ])('%s', (_, text, line) => {
    expect(who(text)).toEqual([line]);
  });
});

describe('an error with its fields below it', () => {
  const causes = (text: string): string[] => {
    const steps = whyIn(Analysis.of(textOf(splitFileText(text))));
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value.map(({ meaning }) => `${meaning.located.code ?? '-'} ${meaning.kind} ${titleOf(meaning)}`);
  };
  it('means what its reply means, where it quotes one', () => {
    const thrown = `{ Error: Invalid login: 535 5.7.3 Authentication unsuccessful
    at SMTPConnection._formatError (/app/node_modules/nodemailer/lib/smtp-connection/index.js:784:19)
  code: 'EAUTH',
  response: '535 5.7.3 Authentication unsuccessful',
  command: 'AUTH LOGIN' }`;
    expect(causes(thrown)).toEqual(['535 auth-failed Login not accepted']);
    const bracketed = `{ [Error: Invalid login]
  code: 'EAUTH',
  response: '534-5.7.9 Please log in with your web browser and\\n534 5.7.9 then try again. 1sm2.15 - gsmtp',
  responseCode: 534 }`;
    expect(causes(bracketed)).toEqual(['534 auth-failed Sign-in with a browser required']);
  });
  it('says why where its fields stand behind the stack', () => {
    const thrown = `{ Error: self signed certificate
    at TLSSocket.onConnectSecure (_tls_wrap.js:1048:34) code: 'ESOCKET', command: 'CONN' }`;
    expect(causes(thrown)).toEqual(['- tls-failed Certificate is self-signed']);
  });
  it('is about mail where the port says so', () => {
    expect(causes('dial tcp 192.0.2.5:25: i/o timeout')).toEqual(['- connection-failed No answer on port 25']);
    expect(causes('dial tcp 192.0.2.5:5432: i/o timeout')).toEqual([]);
    expect(causes('lexer.c:25: error: cannot open the file, connection refused')).toEqual([]);
  });
});
