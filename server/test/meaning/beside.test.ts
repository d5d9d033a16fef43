import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { whyIn } from '../../src/features/why';
import { titleOf } from '../../src/meaning/meaning';
import { splitFileText, textOf } from '../../src/text/lines';
import { done } from '../features/marked';

const causes = (text: string): string[] =>
  done(whyIn(Analysis.of(textOf(splitFileText(text))))).map(({ meaning }) => `${meaning.kind}: ${titleOf(meaning)}`);

const BEGIN = 'S: 220 mx.example.net ESMTP\nC: EHLO app.example.org\nS: 250 mx.example.net\n';
const MAIL = `${BEGIN}C: MAIL FROM:<al@example.org>\nS: 250 ok\n`;

describe('an argument that is not accepted', () => {
  it.each([
    [
      'of MAIL with parameters',
      `${BEGIN}C: MAIL FROM:<al@example.org> RET=HDRS\nS: 501 5.5.4 Invalid arguments\n`,
      'Parameter is not supported',
    ],
    ['of MAIL without any', `${BEGIN}C: MAIL FROM:<al@example.org>\nS: 501 5.5.4 Invalid arguments\n`, 'Address form is not accepted'],
    ['of RCPT without any', `${MAIL}C: RCPT TO:bo\nS: 501 5.5.4 Bad parameter\n`, 'Address form is not accepted'],
    ['of EHLO', 'C: EHLO app\nS: 501 5.5.4 Invalid arguments\n', 'Host name in EHLO not valid'],
    ['of a command that is not shown', '501 5.5.4 Invalid arguments\n', 'Argument not accepted'],
  ])('is one that the command has: %s', (_name, text, title) => expect(causes(text)[0]).toMatch(new RegExp(`: ${title}$`)));
});

describe('a refusal without a reason', () => {
  const two = (first: string, second: string): string =>
    `${MAIL}C: RCPT TO:<bo@example.net>\nS: ${first}\nC: RCPT TO:<cy@example.net>\nS: ${second}\n`;
  it.each([
    ['another recipient is accepted', two('250 ok', '550 not that one'), 'recipient-restricted: Only this recipient is refused'],
    ['another recipient is accepted later', two('550 not that one', '250 ok'), 'recipient-restricted: Only this recipient is refused'],
    [
      'another recipient is accepted, this one deferred',
      two('250 ok', '450 not now'),
      'recipient-restricted: Only this recipient is deferred',
    ],
    [
      'all are refused in the same words',
      two('550 <bo@example.net> no', '550 <cy@example.net> no'),
      'policy: All recipients are refused alike',
    ],
    ['all are refused in different words', two('550 no', '550 nope'), 'other: Recipient refused, no reason given'],
    ['another one is refused with a reason', two('550 5.1.1 user unknown', '550 no'), 'mailbox-unknown: Recipient does not exist'],
    [
      'another sender is accepted',
      `${BEGIN}C: MAIL FROM:<al@example.org>\nS: 550 no\nC: MAIL FROM:<di@example.org>\nS: 250 ok\nC: RCPT TO:<bo@example.net>\nS: 250 ok\n`,
      'sender-rejected: Only this sender is refused',
    ],
  ])('is told from what the server did with the others: %s', (_name, text, cause) => expect(causes(text)[0]).toBe(cause));

  it('is not told from a recipient of another message', () => {
    const text = `${MAIL}C: RCPT TO:<bo@example.net>\nS: 250 ok\nC: RSET\nS: 250 ok\nC: MAIL FROM:<al@example.org>\nS: 250 ok\nC: RCPT TO:<cy@example.net>\nS: 550 no\n`;
    expect(causes(text)[0]).toBe('other: Recipient refused, no reason given');
  });

  it('says nothing of bounces because an address was left out', () => {
    const line = '2026-11-23 10:00:00 H=mx.example.com [192.0.2.1] F=<al@example.org>';
    expect(causes(`${line} rejected RCPT <bo@example.net>\n`)).toEqual(['other: Recipient refused, no reason given']);
    expect(causes(`${line} temporarily rejected RCPT <bo@example.net>\n`)).toEqual(['other: Recipient refused for now']);
    expect(causes(`${line} rejected RCPT <bo@example.net>: Sender rate 30.2 / 1h exceeds limit 30\n`)).toEqual([
      'rate-limited: Rate limit reached',
    ]);
  });
});

describe('a client that left', () => {
  it('before the reply to its message was not refused', () => {
    const text = `2026-01-02 10:00:26\tCLIENT -> SERVER: .
2026-01-02 10:00:36\tSERVER -> CLIENT:
2026-01-02 10:00:36\tSMTP ERROR: DATA END command failed:
2026-01-02 10:00:36\tCLIENT -> SERVER: QUIT
2026-01-02 10:00:39\tSERVER -> CLIENT: 250 OK id=1abcde-0006oj-4k
`;
    expect(causes(text)).toEqual(['client-gave-up: Client gave up too early']);
  });

  it('without STARTTLS could not log in', () => {
    expect(
      causes('S: 220 mx.example.net ESMTP\nC: EHLO app.example.org\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: QUIT\nS: 221 bye\n'),
    ).toEqual(['client-gave-up: Login is offered only after STARTTLS']);
  });
});

describe('a question', () => {
  it.each([
    ['in Markdown', '_501 Connection rejected by policy [7.7]_', 'blocklisted'],
    ['with the mark of a speaker', 'S: 450 4.2.0 Greylisted', 'greylisted'],
    ['in the words of a server, without the code', 'Sender address rejected: not logged in', 'auth-required'],
    ['in words that are said with a temporary code', 'Client host rejected: cannot find your reverse hostname', 'reverse-dns'],
    ['with a time that looks like a port', 'ts=2026-01-02T10:11:12.5Z err="missing password for PLAIN auth mechanism"', 'auth-required'],
    [
      'with the name that .NET gives the code',
      'StatusCode: 451 ErrorInProcessing. System.Exception: 4.7.500 Access denied, try later',
      'client-refused',
    ],
  ])('is answered: %s', (_name, text, kind) => expect(causes(`${text}\n`)[0]).toMatch(new RegExp(`^${kind}: `)));

  it.each([
    'GET /setup.php HTTP/1.1 404 47 at 10:11:12',
    'Invalid user admin tried to log in to the shop',
    'The file does not exist',
    "TypeError: SMTP.starttls() got an unexpected keyword argument 'keyfile'",
    'src/mail.ts:25: 550 items were read',
  ])('about something else is not: %s', (text) => expect(causes(`${text}\n`)).toEqual([]));
});
