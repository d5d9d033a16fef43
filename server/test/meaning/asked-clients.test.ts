import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { lenses } from '../../src/features/lens';
import { failureIn } from '../../src/knowledge/failures';
import { bare } from '../../src/meaning/located';
import { meaningOf, titleOf } from '../../src/meaning/meaning';
import { splitFileText, textOf } from '../../src/text/lines';
import { STANDARD } from '../settings';

/** What users and developers of mail clients ask about, reworded: the step, the reply, the kind, and words of the title. */
const REPLIES = `
AUTH | 535 Login fail. Use the authorization code of your mailbox to log in | auth-failed | Authorization code
AUTH | 535 Authentication failed: The provided authorization grant is expired | auth-failed | API key
AUTH | 535 5.7.8 Error: authentication failed: Invalid API token | auth-failed | API key
AUTH | 535 5.7.8 Error: authentication failed: Invalid authentication mechanism | not-supported | mechanism
AUTH | 535 5.7.8 Error: authentication failed: (reason unavailable) | auth-failed | Login refused
AUTH | 535 5.7.8 Error: authentication failed: This user has no rights to the service | auth-failed | switched off
AUTH | 504 LOGIN authentication is not supported by this server | not-supported | mechanism
AUTH | 501 5.5.4 Invalid email address | auth-failed | must be an address
AUTH | 451 Authentication failed: credits exceeded | account-suspended | used up
DATA_END | 550 Free accounts are for testing; add the address to your authorized recipients | account-suspended | Test account
DATA_END | 550 5.4.6 Unusual sending activity was detected | account-suspended | Unusual activity
DATA_END | 550 5.7.0 From address is not one of your aliases | sender-not-owned | account
MAIL | 550 5.7.1 Mail of example.org is not allowed to be sent by this account | sender-not-owned | account
MAIL | 451 a@example.com: please authenticate before you send | auth-required | Login
DATA_END | 554 Transaction failed: Missing final '@domain' | message-format | lacks its domain
DATA_END | 550 Request failed; Mailbox unavailable | sender-not-owned | account
EHLO | 421 4.7.0 Try again later, closing connection. (EHLO) x1-2 - gsmtp | helo-rejected | EHLO name
MAIL | 550 SC-001 (X) messages from 192.0.2.4 were not sent; part of their network is on our block list | blocklisted | block list
EHLO | 501 5.5.4 Invalid domain name [MX1.example.net 2026-10-24T06:56:46Z] | helo-rejected | EHLO name
DATA_END | 554 5.7.1 Action not taken: NULL sender is not allowed | sender-rejected | Bounces
CONNECT | 450 4.4.317 Cannot connect to remote server [Message=SubjectMismatch] [LastAttemptedServerName=mail.example.net] | tls-failed | certificate
CONNECT | 450 4.4.317 Cannot connect to remote server [Message=451 5.7.3 STARTTLS is required to send mail] | tls-failed | TLS is not usable
STARTTLS | 502 5.5.1 Error: command not implemented | tls-unavailable | no STARTTLS
AUTH | 535 5.7.1 Sorry, nobody here is known by such credentials; I don't know them | auth-failed | Login
AUTH | 503 5.5.2 AUTH command was already given | protocol-error | already logged in
RSET | 503 5.5.2 Need mail command | protocol-error | No sender
MAIL | 553 5.1.8 Invalid address: not configured yet <nobody@nowhere> | domain-lookup | Sender
DATA_END | 554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException | rate-limited | quota
DATA_END | 554 delivery error: dd bo@yahoo.com is no longer valid. [-20] - mta.example.net | mailbox-unknown | not exist
DATA_END | 550 5.7.1 Service unavailable, MailFrom domain is listed in Spamhaus | blocklisted | Domain
MAIL | 553 Requested action not taken: Local user only | sender-rejected | no account
MAIL | 553 Requested action not taken: no smtp MX only | sender-rejected | Own domain
RCPT | 550 Requested action not taken: mailbox unavailable 550 Failure sending mail. Try again later. | rate-limited | for now
EHLO | 505 Eh? What was that? | policy | greeting
`;

/** What clients print in their own words, and the row that explains it. */
const SENTENCES = `
javax.net.ssl.SSLException: Unsupported or unrecognized SSL message | tls-wrong-port
smtp::Error { kind: Network, source: Custom { kind: InvalidData, error: CorruptMessage } } | tls-wrong-port
Connection error: received fatal alert: ProtocolVersion | tls-version
msmtp: TLS certificate verification failed: certificate 1 of 3 has expired | tls-certificate-expired
OpenSSL::SSL::SSLError (hostname "192.0.2.33" does not match the server certificate) | tls-certificate-name
x509: failed to load system roots and no roots provided | tls-no-roots
unable to connect to ssl://mail.example.net:465 (Permission denied) | connect-forbidden
{:network_failure, "smtp.example.com", {:error, :timeout}} | connection-timeout
{error,retries_exceeded,{missing_requirement,"smtp.example.com",auth}} | auth-not-offered
{error,retries_exceeded,{missing_requirement,"smtp.example.com",tls}} | starttls-not-offered
msmtp: cannot use a secure authentication method | auth-unencrypted
Expected response code 220 but got code "", with message "" | no-reply
Syntax error, command unrecognized. The server response was: | no-reply
Could not connect to SMTP host: smtp.example.com, port: 465, response: -1 | no-reply
SMTPServerDisconnected('Connection unexpectedly closed: timed out') | conversation-timeout
msg="Failed to send alert" error=EOF | no-reply
MailConnectException: Couldn't connect to host, port: localhost, 25; timeout -1 | connect-generic
The server response was: If MAIL FROM is local then you must authenticate | auth-required
level=error ts=2026-01-02T10:00:00Z caller=notify.go:332 msg="Error on notify" err="missing password for LOGIN auth mechanism" | auth-no-credentials
lvl=eror msg="Failed to send alert" error="mailing options not configured" | account-config
Protocol: the SMTP server has unexpectedly disconnected: all went well | lost-connection
`;

const rows = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split(' | '));

const GREETED = 'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\n';
const STARTED = `${GREETED}S: 250-mx.example.net\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 2.0.0 Ready to start TLS\n`;
const PHP =
  '2026-01-02 10:00:00 SERVER -> CLIENT: 220 mx.example.net ESMTP\n2026-01-02 10:00:00 CLIENT -> SERVER: EHLO app.example.org\n2026-01-02 10:00:00 SERVER -> CLIENT: 250-mx.example.net\n                                        250 STARTTLS\n2026-01-02 10:00:00 CLIENT -> SERVER: STARTTLS\n2026-01-02 10:00:00 SERVER -> CLIENT: 220 go ahead\n';

/** Whole dialogues: the verdict's rule, and words of lens and message together. */
const DIALOGUES: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'certificate of another name, by the words of PHP',
    `${PHP}Warning: stream_socket_enable_crypto(): Peer certificate CN=\`vps.example.org' did not match expected CN=\`mail.example.org'\n2026-01-02 10:00:01 SMTP Error: Could not connect to SMTP host.\n2026-01-02 10:00:01 CLIENT -> SERVER: QUIT\n`,
    'verdict-tls-failed',
    /certificate is for another name/i,
  ],
  [
    'a failed handshake that the client calls a failed connection',
    `${PHP}2026-01-02 10:00:01 SMTP Error: Could not connect to SMTP host.\n2026-01-02 10:00:01 CLIENT -> SERVER: QUIT\n`,
    'verdict-tls-failed',
    /TLS handshake failed/,
  ],
  [
    'certificate of another name, by the words of curl',
    `* Connected to mail.example.org (192.0.2.25) port 587 (#0)\n< 220 mx.example.net ESMTP\n> EHLO client\n< 250-mx.example.net\n< 250 STARTTLS\n> STARTTLS\n< 220 2.0.0 Ready\n* SSL: no alternative certificate subject name matches target host name 'mail.example.org'\n* Closing connection 0\n`,
    'verdict-tls-failed',
    /certificate is for another name/i,
  ],
  [
    'no reply to the message',
    '2026-01-02 10:00:00 CLIENT -> SERVER: DATA\n2026-01-02 10:00:00 SERVER -> CLIENT: 354 go ahead\n2026-01-02 10:00:00 CLIENT -> SERVER: Subject: x\n2026-01-02 10:00:00 CLIENT -> SERVER:\n2026-01-02 10:00:00 CLIENT -> SERVER: .\n2026-01-02 10:00:10 SERVER -> CLIENT:\n2026-01-02 10:00:10 SMTP ERROR: DATA END command failed:\nSMTP Error: data not accepted.\n2026-01-02 10:00:10 CLIENT -> SERVER: QUIT\n',
    'verdict-connection-lost',
    /got no reply to the message.*timeout/,
  ],
  [
    'login only after STARTTLS',
    `<-- 220 mx.example.net ESMTP\n--> EHLO client.example.org\n<-- 250-mx.example.net\n<-- 250-STARTTLS\n<-- 250 8BITMIME\nmsmtp: the server does not support authentication\n`,
    'verdict-client-gave-up',
    /login is offered only after STARTTLS/i,
  ],
  [
    'a server that asks for the user name twice',
    `${GREETED}S: 250-mx.example.net\nS: 250 AUTH LOGIN\nC: AUTH LOGIN YW5uQGV4YW1wbGUub3Jn\nS: 334 VXNlcm5hbWU6\nC: \nS: 334 UGFzc3dvcmQ6\nC: ********\nS: 535 Authentication failed\n`,
    'verdict-auth-failed',
    /ignores the initial response/,
  ],
  [
    'a name and a password typed as they are',
    `${GREETED}S: 250-mx.example.net\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: post\nS: 334 UGFzc3dvcmQ6\nC: tulip\nS: 535 5.7.8 authentication failed\n`,
    'verdict-auth-failed',
    /was not base64/,
  ],
  [
    'a mechanism that is not offered, although the password was sent with it',
    `${GREETED}S: 250-mx.example.net\nS: 250 AUTH LOGIN\nC: AUTH PLAIN AGFubgBSRURBQ1RFRA==\nS: 504 PLAIN authentication is not permitted here\n`,
    'verdict-not-supported',
    /mechanism is not offered/,
  ],
  [
    'no login before MAIL',
    'S: 220 mx.example.net ESMTP\nC: HELO client.example.org\nS: 250 Ok\nC: MAIL FROM:<a@example.org>\nS: 503 bad sequence of commands\n',
    'verdict-auth-required',
    /login probably expected/,
  ],
  [
    'an empty recipient',
    `${GREETED}S: 250 mx.example.net\nC: MAIL FROM:<a@example.org>\nS: 250 ok\nC: RCPT TO:<>\nS: 555 5.5.2 Syntax error\n`,
    'verdict-syntax-error',
    /recipient address is empty/,
  ],
  [
    'access denied to who did not log in',
    `${GREETED}S: 250-mx.example.net\nS: 250 AUTH PLAIN\nC: MAIL FROM:<a@example.org>\nS: 250 ok\nC: RCPT TO:<b@example.net>\nS: 554 5.7.1 <unknown[192.0.2.9]>: Client host rejected: Access denied\n`,
    'verdict-auth-required',
    /login missing/,
  ],
];

function shown(text: string): { rules: string[]; words: string; errors: string[] } {
  const analysis = Analysis.of(textOf(splitFileText(text)), { explicit: true });
  const found = [...findingsOf(analysis, STANDARD)].map(({ finding }) => finding);
  const verdicts = found.filter(({ rule }) => rule.id.startsWith('verdict-'));
  const titles: string[] = [];
  const steps = lenses(analysis);
  for (let step = steps.next(); ; step = steps.next()) {
    if (!step.done) continue;
    titles.push(...step.value.map(({ title }) => title));
    break;
  }
  return {
    rules: verdicts.map(({ rule }) => rule.id),
    words: [...titles, ...verdicts.map(({ message }) => message)].join(' / '),
    errors: found.filter(({ severity }) => severity === 'error').map(({ rule }) => rule.id),
  };
}

describe('questions of people whose client does not send', () => {
  it.each(rows(REPLIES))('%s: %s', (verb, reply, kind, words) => {
    const [, code, enhanced, text] = /^(\d{3}) (?:([45]\.\d+\.\d+) )?(.*)$/.exec(reply) ?? [];
    const meaning = meaningOf({ ...bare(Number(code), enhanced ?? null, text), verb });
    expect(meaning && { kind: meaning.kind, title: titleOf(meaning) }).toEqual({ kind, title: expect.stringContaining(words) });
  });

  it.each(rows(SENTENCES))('%s', (sentence, id) => {
    expect(failureIn(sentence)?.id).toBe(id);
  });

  it.each(DIALOGUES)('%s', (_name, text, rule, words) => {
    const { rules, words: said } = shown(text);
    expect(rules).toEqual([rule]);
    expect(said).toMatch(words);
  });
});

describe('what the words do not say', () => {
  it('takes the setting useAuth for no failed login', () => {
    expect(failureIn('DEBUG SMTP: useEhlo true, useAuth true')).toBeUndefined();
  });

  it('takes a refused command for no failed delivery program', () => {
    expect(failureIn('SMTP ERROR: QUIT command failed:')?.id).not.toBe('command-failed');
    expect(failureIn('Command failed: /usr/lib/dovecot/deliver')?.id).toBe('command-failed');
  });

  it('blames no content where the reply is not shown', () => {
    expect(failureIn('SMTP Error: data not accepted.')?.kind).not.toBe('content-rejected');
  });

  it('does not clear a password that the server names', () => {
    const text = `${GREETED}S: 250-mx.example.net\nS: 250 AUTH PLAIN\nC: AUTH PLAIN\nS: 535 Incorrect authentication data\n`;
    expect(shown(text).words).not.toMatch(/before the password/);
  });

  it('makes no error of a slip where the refusal is about something else', () => {
    const said = (reply: string): string[] => shown(`${GREETED}S: 250 mx.example.net\nC: MAIL FROM: <a@example.org>\nS: ${reply}\n`).errors;
    expect(said('553 authentication is required')).toEqual([]);
    expect(said('501 Syntax error in address')).toEqual(['path-space-after-colon']);
  });

  it('says nothing of a login that a second try made good', () => {
    const text = `${GREETED}S: 250-mx.example.net\nS: 250 AUTH PLAIN LOGIN\nC: AUTH PLAIN AGFubgBSRURBQ1RFRA==\nS: 535 5.7.8 Error: authentication failed\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YW5u\nS: 334 UGFzc3dvcmQ6\nC: UkVEQUNURUQ=\nS: 235 2.7.0 ok\nC: MAIL FROM:<a@example.org>\nS: 250 ok\nC: RCPT TO:<b@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\nC: Subject: x\nC: \nC: .\nS: 250 2.0.0 Ok: queued as 1A2B3C\nC: QUIT\nS: 221 Bye\n`;
    expect(shown(text).rules).toEqual([]);
  });

  it('says nothing of a handshake that came about', () => {
    expect(shown(`${STARTED}C: EHLO client.example.org\nS: 250 mx.example.net\nC: QUIT\nS: 221 Bye\n`).rules).toEqual([]);
  });
});
