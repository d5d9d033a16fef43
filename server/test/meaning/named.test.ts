import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { whyIn } from '../../src/features/why';
import { bare } from '../../src/meaning/located';
import { meaningOf, titleOf } from '../../src/meaning/meaning';
import { hasOwnWords } from '../../src/meaning/named';
import { splitFileText, textOf } from '../../src/text/lines';
import { done } from '../features/marked';

/** What a bare reply means: `554 5.5.2 Invalid data in message`, with the step in front where it matters (`RCPT: 550 …`). */
function meant(reply: string): { title: string; general: boolean; kind: string } {
  const [, verb, code, enhanced, text] = /^(?:([A-Z_]+): )?(\d{3})(?: ([245]\.\d+\.\d+))? ?(.*)$/.exec(reply) ?? [];
  const meaning = meaningOf({ ...bare(Number(code), enhanced ?? null, text), verb: verb ?? null });
  if (!meaning) throw new Error(`${reply} means nothing`);
  return { title: titleOf(meaning), general: meaning.general, kind: meaning.kind };
}

const causes = (text: string): string[] => done(whyIn(Analysis.of(textOf(splitFileText(text))))).map(({ meaning }) => titleOf(meaning));

describe('words that name the sender alone', () => {
  it.each([
    ['550 no mx for sender domain', 'Sender’s domain has no mail server'],
    ['550 5.1.8 sender host unknown', 'Sender’s domain does not exist'],
    ['501 The sender email is not in my domain', 'Sender is not of this domain'],
    ['550 Error: MAIL FROM is mismatched with message header from address!', 'From and envelope sender differ'],
  ])('do not blame the recipient: %s', (reply, title) => expect(meant(reply).title).toBe(title));

  it.each(['550 host unknown', '550 no mx for domain'])('are needed for that: %s', (reply) =>
    expect(meant(reply).title).toBe('Recipient’s domain does not exist'),
  );
});

describe('a code beside words about something else', () => {
  it.each([
    '554 5.5.2 Invalid data in message',
    '503 5.5.4 The content has a virus-like pattern xyz',
    'RCPT: 503 5.5.1 Your sender quota of fifty',
  ])('does not speak of the form of a command: %s', (reply) => expect(meant(reply).kind).not.toMatch(/^(?:syntax|protocol)-error$/));

  it.each([
    ['RCPT: 501 5.5.4 Invalid arguments', 'syntax-error'],
    ['503 5.5.1 Bad sequence of commands', 'protocol-error'],
    ['554 5.5.2 Syntax error in message header command', 'syntax-error'],
  ])('does so beside words about that: %s', (reply, kind) => expect(meant(reply).kind).toBe(kind));

  it('with one meaning says more than a rule without a name', () => {
    expect(meant('530 Access denied').kind).toBe('auth-required');
    expect(meant('550 Access denied').kind).toBe('policy');
  });
});

describe('a reason that is not understood', () => {
  it.each([
    ['550 mail to this address must be signed', 'Refused in the server’s own words'],
    ['421 Promise timed out after 15000 milliseconds', 'Deferred in the server’s own words'],
    ['DATA_END: 550 maillist abc is null', 'Mailing list has no members'],
    ['DATA_END: 550 the moon is full', 'Refused in the server’s own words'],
    ['554 Transaction failed: the moon is full', 'Refused in the server’s own words'],
    ['MAIL: 502 Wrong weather', 'Refused in the server’s own words'],
    ['550 not allowed access from your location', 'Refused in the server’s own words'],
    ['451 unable to verify address', 'Address could not be verified'],
  ])('is neither denied nor guessed: %s', (reply, title) => expect(meant(reply).title).toBe(title));

  it.each([
    ['550', 'Refused, no reason given'],
    ['DATA_END: 550 Action not taken (in reply to end of DATA command)', 'Message refused, no reason given'],
    ['554 Transaction failed', 'Transaction failed without a reason'],
    ['RCPT: 550 <a@b.example>: Recipient address rejected', 'Recipient is refused without a reason'],
    ['450 4.2.0 try again later (id 17-xyz)', 'Deferred without a reason'],
  ])('is not read into words that every refusal has: %s', (reply, title) => expect(meant(reply).title).toBe(title));

  it('is no word of an address, a link or the answer itself', () => {
    const answer = { kind: 'other', title: 'Sender is paused', cause: '', who: 'nobody', advice: '' } as const;
    expect(hasOwnWords('rejected <moon@example.org> see https://moon.example.org/full moon.example.org m00n paused', answer)).toBe(false);
    expect(hasOwnWords('rejected: moon', answer)).toBe(true);
  });
});

describe('words that name a remedy', () => {
  it.each([
    ['535 Authentication credentials invalid. Please activate POP3/IMAP access in your settings', 'SMTP login is switched off'],
    ['503 5.5.4 Error: send AUTH command first', 'Login is required'],
    ['550 5.7.1 smtp1.example.net: sender [noreply@example.com] not authorized to use this account', 'This sender address is not allowed'],
    ['550 5.7.1 Your mail client is not allowed to send attachments of type .exe', 'Attachment type is not allowed'],
    ['550 User not a member of domain', 'Recipient does not exist'],
    ['535 Your account has expired', 'Login of the account is blocked'],
    ['502 Invalid input from 192.0.2.1 to newxmesmtplogicsvr.qq.com.', 'QQ Mail cannot read the command'],
  ])('say more than the code or a word beside them: %s', (reply, title) => expect(meant(reply).title).toBe(title));
});

describe('a link', () => {
  it('is no word about spam', () =>
    expect(meant('554 Please visit http://antispam.example.com/denyip.php?IP=192.0.2.3').kind).not.toBe('content-rejected'));
  it('names a block list', () =>
    expect(meant('553 5.3.0 Message from 192.0.2.3 blocked - see http://dynablock.example.org/').kind).toMatch(
      /blocklisted|client-refused/,
    ));
});

describe('a server that greets', () => {
  const session = (greeting: string, ...lines: string[]): string => [`S: 220 ${greeting}`, 'C: EHLO app', ...lines, ''].join('\n');

  it('as one program is not another', () => {
    const login = [
      'S: 250-mx',
      'S: 250 AUTH LOGIN',
      'C: AUTH LOGIN',
      'S: 334 VXNlcm5hbWU6',
      'C: YW5u',
      'S: 334 UGFzc3dvcmQ6',
      'C: eA==',
      'S: 454 4.7.0 Temporary authentication failure',
    ];
    expect(causes(session('mx.example.com Microsoft ESMTP MAIL Service ready', ...login))[0]).toBe('Login cannot be checked now');
    expect(causes(session('mx.example.com ESMTP Postfix', ...login))[0]).toBe('Login service not available');
  });

  it('does not blame an account where nobody logged in', () =>
    expect(
      causes(
        session(
          'mx.example.com Microsoft ESMTP MAIL Service ready',
          'S: 250 mx',
          'C: MAIL FROM:<scanner@example.com>',
          'S: 550 5.7.60 SMTP; Client does not have permissions to send as this sender',
        ),
      )[0],
    ).toBe('Login is required for this sender'));
});

describe('what a program prints when something of its own is missing', () => {
  it.each([
    ["message: 'Server responded with 550 esmtp: protocol deviation\\r\\n' }", 'Client broke the order of SMTP'],
    ['failed to send email: URL using bad/illegal format or missing URL', 'Server or HELO setting is malformed'],
    ['Warning: mail(): "sendmail_from" not set in php.ini or custom "From:" header missing', 'PHP has no sender address'],
    ['send-mail: Cannot open mail:25', 'sSMTP has no mail server set'],
    [
      'sendmail: warning: premature end-of-input on /usr/sbin/postdrop -r while reading input attribute name status',
      'Postfix’s queue is closed to users',
    ],
    ['panic: wrong host name', 'Login names another host'],
    ['smtp error: short response: ', 'Answer is not an SMTP reply'],
    ['System.IO.IOException: The handshake failed due to an unexpected packet format.', 'Port expects STARTTLS, not TLS'],
    ['smtplib.SMTPServerDisconnected: Connection unexpectedly closed: The read operation timed out', 'Other side stopped answering'],
  ])('is said: %s', (line, title) => expect(causes(`${line}\n`)[0]).toBe(title));
});

describe('an error inside another one', () => {
  it('is the cause', () => {
    const outer = 'System.Net.Mail.SmtpException: Failure sending mail.';
    expect(causes(`${outer}\n`)[0]).toBe('Program could not send');
    expect(causes(`${outer}\n ---> System.FormatException: Smtp server returned an invalid response.\n`)[0]).toBe(
      'Answer is not an SMTP reply',
    );
    expect(
      causes(`${outer}\n ---> System.IO.IOException: Unable to read data from the transport connection: net_io_connectionclosed.\n`)[0],
    ).toBe('Server sent no reply');
  });
});
