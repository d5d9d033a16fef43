import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { splitFileText, textOf } from '../../src/text/lines';
import { STANDARD } from '../settings';

const MAIL = 'C: MAIL FROM:<a@example.com>\n';
const RCPT = `${MAIL}S: 250 ok\nC: RCPT TO:<b@example.net>\n`;
const DATA = `${RCPT}S: 250 ok\nC: DATA\n`;

/** What is said before a refusal: up to the command that is refused. */
const BEFORE: Readonly<Record<string, string>> = {
  greeting: '',
  EHLO: 'S: 220 mx.example.net\nC: EHLO client.example.org\n',
  STARTTLS: 'S: 220 mx.example.net\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: STARTTLS\n',
  AUTH: 'S: 220 mx.example.net\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 AUTH PLAIN\nC: AUTH PLAIN [redacted]\n',
  MAIL,
  RCPT,
  DATA,
  dot: `${DATA}S: 354 go\nC: Subject: x\nC: \nC: y\nC: .\n`,
};

/** The verdict, what is refused, and the words: those of common servers and providers. */
const SAID = `
greylisted | RCPT | 450 4.2.0 <b@example.net>: Recipient address rejected: Greylisted, see http://postgrey.example.org/help
greylisted | RCPT | 451 4.7.1 Greylisting in action, please come back later
greylisted | RCPT | 451 Temporarily deferred, please try again in 300 seconds (greylisted)
greylisted | RCPT | 450 4.7.1 Please try again later (first contact)
rate-limited | RCPT | 451 4.7.650 The mail server has been temporarily rate limited due to IP reputation
greylisted | DATA | 451 4.7.1 Greylisting enabled, please retry
greylisted | RCPT | 450 4.2.2 greylisted for 60 seconds
relay-denied | RCPT | 550 5.7.1 Relaying denied
relay-denied | RCPT | 554 5.7.1 <b@example.net>: Relay access denied
relay-denied | RCPT | 550 relay not permitted
relay-denied | RCPT | 550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain
relay-denied | RCPT | 550 5.7.1 Unable to relay for b@example.net
relay-denied | RCPT | 553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)
relay-denied | RCPT | 550 5.7.1 We do not relay without RFC2554 authentication
relay-denied | RCPT | 503 5.5.1 Invalid recipient: relaying prohibited
relay-denied | RCPT | 550 5.7.64 TenantAttribution; Relay Access Denied
relay-denied | RCPT | 530 Relaying not allowed - sender domain not local
relay-denied | RCPT | 550 not local host example.net, not a gateway
auth-required | MAIL | 530 5.7.0 Authentication Required
auth-required | MAIL | 530 5.7.57 Client not authenticated to send mail
auth-required | MAIL | 550 5.7.1 Authentication required
auth-required | MAIL | 554 5.7.1 Access denied, please log in first
auth-required | RCPT | 550 5.1.0 You must authenticate before sending
auth-required | MAIL | 530-5.5.1 Authentication Required. Learn more at
auth-required | RCPT | 550 Please turn on SMTP Authentication in your mail client
auth-required | MAIL | 503 5.7.0 AUTH first (#5.5.1)
auth-required | MAIL | 550 SMTP AUTH is required for message submission on port 587
tls-required | MAIL | 451 5.7.3 STARTTLS is required to send mail
tls-required | MAIL | 530 5.7.0 Must issue a STARTTLS command first
tls-required | MAIL | 530-5.7.0 Must issue a STARTTLS command first. See
tls-required | AUTH | 538 5.7.11 Encryption required for requested authentication mechanism
tls-required | AUTH | 503 5.7.0 TLS required before authentication
tls-required | MAIL | 554 5.7.1 Session encryption is required
tls-required | MAIL | 550 5.7.10 Encryption needed
tls-required | AUTH | 504 Encryption required, use STARTTLS
auth-failed | AUTH | 535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6
auth-failed | AUTH | 535-5.7.8 Username and Password not accepted. Learn more at
auth-failed | AUTH | 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant
auth-failed | AUTH | 534-5.7.14 Please log in via your web browser and then try again
auth-failed | AUTH | 535 Incorrect authentication data
auth-failed | AUTH | 535 5.7.3 Authentication unsuccessful
server-fault | AUTH | 454 4.7.0 Temporary authentication failure
syntax-error | AUTH | 501 5.5.2 Cannot decode AUTH parameter
auth-failed | AUTH | 550 5.7.1 Invalid credentials
auth-failed | AUTH | 554 5.7.0 Error: Bad authentication
auth-failed | AUTH | 421 4.7.0 Too many failed login attempts
mailbox-unknown | RCPT | 550 5.1.1 The email account that you tried to reach does not exist
mailbox-unknown | RCPT | 550 5.1.1 <b@example.net>: Recipient address rejected: User unknown in local recipient table
mailbox-unknown | RCPT | 550 Unrouteable address
mailbox-unknown | RCPT | 550 No such user here
mailbox-unknown | RCPT | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
mailbox-unknown | RCPT | 554 delivery error: dd This user doesn't have an example.com account
temporary-vs-permanent | RCPT | 550 Requested action not taken: mailbox unavailable
mailbox-unknown | RCPT | 553 5.3.0 <b@example.net>... No such user
mailbox-unknown | RCPT | 550 unknown user
mailbox-disabled | RCPT | 550 5.2.1 The email account that you tried to reach is disabled
mailbox-unknown | dot | 550 5.1.1 User unknown
temporary-vs-permanent | RCPT | 550 #5.1.0 Address rejected.
mailbox-unknown | RCPT | 550 Invalid recipient b@example.net
mailbox-unknown | RCPT | 551 User not local; please try <b@example.org>
mailbox-full | RCPT | 452 4.2.2 The email account that you tried to reach is over quota
mailbox-full | RCPT | 552 5.2.2 Mailbox full
mailbox-full | dot | 552-5.2.2 The email account that you tried to reach is over quota
mailbox-full | RCPT | 550 Mailbox quota exceeded
mailbox-full | dot | 552 5.2.2 This message is larger than the current system limit or the recipient's mailbox is full
mailbox-full | RCPT | 452 Insufficient storage for user: mailbox is full
too-many-recipients | RCPT | 452 4.5.3 Too many recipients
too-many-recipients | RCPT | 452 too many recipients
too-many-recipients | RCPT | 451 4.5.3 Recipients limit exceeded
too-many-recipients | RCPT | 550 5.5.3 Too many recipients
message-size | MAIL | 552 5.3.4 Message size exceeds fixed limit
message-size | dot | 552 5.3.4 Error: message file too big
message-size | MAIL | 552 5.2.3 Message exceeds maximum fixed size
message-size | dot | 552-5.2.3 Your message exceeded our message size limits
message-size | dot | 554 5.3.4 Message too large
message-size | MAIL | 552 message size exceeds maximum value
message-size | DATA | 552 Maximum message size exceeded
blocklisted | RCPT | 554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org
blocklisted | greeting | 554 mx.example.net ESMTP not accepting messages; 192.0.2.7 is listed in bl.example.org
blocklisted | MAIL | 550 5.7.1 Unfortunately, messages from [192.0.2.7] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150)
blocklisted | RCPT | 550 JunkMail rejected - host [192.0.2.7] is in an RBL
blocklisted | MAIL | 553 5.7.1 Your IP has a poor reputation
blocklisted | RCPT | 550 5.7.606 Access denied, banned sending IP [192.0.2.7]
blocklisted | EHLO | 550 5.7.1 Your host is blacklisted
blocklisted | greeting | 554 5.7.1 Your IP address has been blocked
unauthenticated-mail | dot | 550-5.7.26 This mail has been blocked because the sender is unauthenticated.
unauthenticated-mail | dot | 550 5.7.1 Email rejected per DMARC policy for example.com
unauthenticated-mail | MAIL | 550 5.7.23 The message was rejected because of Sender Policy Framework violation
unauthenticated-mail | RCPT | 550 SPF check failed: example.com does not designate 192.0.2.7 as permitted sender
unauthenticated-mail | dot | 550 5.7.515 Access denied, sending domain example.com does not meet the required authentication level
unauthenticated-mail | dot | 550 5.7.20 No passing DKIM signature found
sender-not-owned | MAIL | 553 5.7.1 <a@example.com>: Sender address rejected: not owned by user alice
sender-not-owned | dot | 550 5.7.60 SMTP; Client does not have permissions to send as this sender
sender-not-owned | dot | 554 5.2.252 SendAsDenied; a@example.com not allowed to send as b@example.com
sender-not-owned | MAIL | 550 5.7.1 Sender email address does not match the authenticated user
sender-not-owned | MAIL | 501 5.7.1 mail from address must be same as authorization user
sender-not-owned | MAIL | 553 sorry, your envelope sender does not belong to you
rate-limited | MAIL | 421 4.7.28 Our system has detected an unusual rate of unsolicited mail
rate-limited | RCPT | 450 4.7.1 Error: too much mail from 192.0.2.7
rate-limited | greeting | 421 4.7.0 Too many connections from your IP
server-busy | RCPT | 451 4.7.500 Server busy. Please try again later
rate-limited | greeting | 421 4.3.2 Concurrent connections limit exceeded
rate-limited | MAIL | 452 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages
rate-limited | AUTH | 454 4.7.0 Too many login attempts, please try again later
rate-limited | dot | 550 5.4.5 Daily user sending quota exceeded
helo-rejected | RCPT | 504 5.5.2 <pc>: Helo command rejected: need fully-qualified hostname
helo-rejected | EHLO | 550 5.7.1 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)
helo-rejected | RCPT | 550 5.7.1 <localhost>: Helo command rejected: You are not me
helo-rejected | EHLO | 501 Syntactically invalid EHLO argument(s)
helo-rejected | RCPT | 450 4.7.1 <pc.example.org>: Helo command rejected: Host not found
delayed-reject | RCPT | 554 5.7.1 <unknown[192.0.2.7]>: Client host rejected: Access denied
delayed-reject | RCPT | 554 5.7.1 <a@example.com>: Sender address rejected: Access denied
tls-unavailable | STARTTLS | 454 4.7.0 TLS not available due to local problem
tls-unavailable | STARTTLS | 454 4.3.0 TLS currently unavailable
tls-unavailable | STARTTLS | 502 5.5.1 Error: command not implemented
too-many-errors | RCPT | 421 4.7.0 mx.example.net Error: too many errors
too-many-errors | RCPT | 550 Too many invalid recipients
too-many-errors | RCPT | 421 Too many bad commands, closing connection
too-many-errors | MAIL | 421 too many syntax or protocol errors
content-rejected | dot | 554 5.7.1 Message rejected as spam by Content Filtering
content-rejected | dot | 550 5.7.1 This message was blocked because its content presents a potential security issue
message-format | dot | 554 5.6.0 Message contains invalid header
content-rejected | dot | 550 Virus detected: Eicar
content-rejected | dot | 571 Message refused
content-rejected | dot | 552-5.7.0 This message was blocked because its content presents
null-mx | RCPT | 556 5.1.10 Recipient domain has null MX
sender-rejected | MAIL | 550 5.7.27 Sender address has null MX
sender-rejected | MAIL | 450 4.1.8 <a@nodomain.invalid>: Sender address rejected: Domain not found
sender-rejected | MAIL | 553 5.1.8 Domain of sender address a@example.com does not exist
domain-lookup | RCPT | 450 4.1.2 <b@example.net>: Recipient address rejected: Domain not found
dns-failure | MAIL | 451 4.4.3 Temporary DNS failure
domain-lookup | RCPT | 550 5.4.4 Unable to route: no mail hosts for domain
sender-rejected | MAIL | 501 5.1.8 Sender domain must resolve
reverse-dns | RCPT | 450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.7]
reverse-dns | MAIL | 550-5.7.25 The IP address sending this message does not have a PTR record
reverse-dns | greeting | 554 5.7.1 No reverse DNS for your address
reverse-dns | RCPT | 450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.7]
reverse-dns | EHLO | 550 Reverse DNS lookup failed for 192.0.2.7
protocol-error | RCPT | 503 5.5.1 Error: need MAIL command
protocol-error | EHLO | 554 5.5.0 Error: SMTP protocol synchronization
protocol-error | DATA | 503 Bad sequence of commands
protocol-error | MAIL | 503 5.5.1 Error: nested MAIL command
protocol-error | MAIL | 503 Polite people say HELO first
syntax-error | MAIL | 501 5.5.4 Syntax: MAIL FROM:<address>
syntax-error | MAIL | 500 5.5.2 Error: bad syntax
syntax-error | RCPT | 501 5.1.3 Bad recipient address syntax
syntax-error | MAIL | 555 5.5.2 Syntax error. Goodbye
syntax-error | MAIL | 501 5.1.7 Bad sender address syntax
not-supported | EHLO | 502 5.5.1 Unrecognized command
mailbox-unknown | RCPT | 450 4.1.1 <b@example.net>: Recipient address rejected: unverified address: unknown user
temporary-vs-permanent | RCPT | 550 5.7.1 Please try again later
server-fault | RCPT | 451 4.3.0 <b@example.net>: Temporary lookup failure
server-fault | dot | 451 4.3.5 Server configuration problem
server-fault | dot | 554 5.3.5 Local configuration error
policy | MAIL | 550 Access denied
protocol-error | MAIL | 503 5.5.0 Error: Improper use of SMTP command pipelining
`;

const rows = SAID.trim()
  .split('\n')
  .map((row) => row.split(' | '));

describe('the words of a refusal', () => {
  it.each(rows)('%s at %s: %s', (kind, at, words) => {
    const more = /^\d{3}-/.test(words) ? `\nS: ${words.slice(0, 3)} more at example.org` : '';
    const analysis = Analysis.of(textOf(splitFileText(`${BEFORE[at]}S: ${words}${more}\n`)), { explicit: true });
    const ids = findingsOf(analysis, STANDARD)
      .map(({ finding }) => finding.rule.id)
      .filter((id) => id.startsWith('verdict-'));
    expect(ids).toEqual([`verdict-${kind}`]);
  });
});
