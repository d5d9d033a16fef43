import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { findingsOf } from '../../src/features/diagnostics';
import { nameOf } from '../../src/session/model';
import { splitFileText, textOf } from '../../src/text/lines';
import { STANDARD } from '../settings';

/** What people paste beside their question: excerpts, cut and commented. */
const sessionsOf = (text: string): { format: string; said: string[] }[] =>
  [...Analysis.of(textOf(splitFileText(text))).sessions()].map(({ session }) => ({
    format: session.format,
    said: session.exchanges.map((exchange) => [nameOf(exchange), ...exchange.replies.map((reply) => reply.code)].join(' ')),
  }));
const said = (text: string): string[] => sessionsOf(text).flatMap((session) => session.said);

const rulesOf = (text: string): string[] =>
  findingsOf(Analysis.of(textOf(splitFileText(text))), STANDARD).map(({ finding }) => finding.rule.id);

describe('excerpts', () => {
  it('the reply to an EHLO alone', () => {
    const text = '250-mail.example.net Hello [192.0.2.7]\n250-SIZE 1000\n250-PIPELINING\n250-STARTTLS\n250 SMTPUTF8\n';
    expect(said(text)).toEqual(['EHLO 250']);
    expect(said('250-one\n250-two words\n250 three\n')).toEqual([]);
    expect(said('250-SIZE is a keyword\n250 OK\n')).toEqual([]);
  });

  it('two lines of a printer that nobody else resembles', () => {
    const text = '2026-11-23 19:18:39\tCLIENT -> SERVER: .\n2026-11-23 19:18:44\tSERVER -> CLIENT: 250 OK id=1dKaul-0006os-LE\n';
    expect(said(text)).toEqual(['data 250']);
  });

  it('an excerpt that begins with AUTH', () => {
    expect(said('> AUTH PLAIN AGFhAGJi\n< 235 Authentication succeeded\n')).toEqual(['AUTH 235']);
    expect(said('> MAIL FROM:<a@example.org>\n< 550 5.7.1 no\n')).toEqual(['MAIL 550']);
  });

  it('a client that gives up when it is asked for its password', () => {
    const text =
      'S: 220 mx.example.net ESMTP\nC: EHLO a.example.org\nS: 250-mx.example.net\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: QUIT\nS: 221 2.0.0 Bye\n';
    expect(said(text)).toEqual(['greeting 220', 'EHLO 250', 'AUTH 334', 'QUIT 221']);
  });
});

describe('what only looks like it', () => {
  it('calls in source code', () => {
    const text = `$msg = $client->msgHandle('HELO localhost.localdomain');
$this->assertEquals('250 localhost.localdomain'.Client::SEPARATOR, $msg);
$msg = $client->msgHandle('MAIL FROM:<a@example.org>');
$this->assertEquals('250 OK'.Client::SEPARATOR, $msg);
$msg = $client->msgHandle('RCPT TO:<b@example.org>');
$this->assertEquals('250 OK'.Client::SEPARATOR, $msg);
$msg = $client->msgHandle('DATA');
$this->assertEquals('354 Start mail input; end with <CRLF>.<CRLF>'.Client::SEPARATOR, $msg);
`;
    expect(sessionsOf(text)).toEqual([]);
  });

  it('a sentence that tells how a session goes', () => {
    for (const text of [
      'First the server sends 220 and its name, you answer EHLO yourname, it lists 250-SIZE and 250 HELP, then MAIL FROM: and RCPT TO: each get 250, DATA gets 354 and QUIT gets 221.',
      'When you connect you see 220 mail.example.com ESMTP; type EHLO test and press Enter, you get 250-mail... and 250 HELP. Then MAIL FROM:<you@example.com> gives 250 OK.',
      'codes: 220 mail.example.com ready, EHLO x: 250 ok, QUIT: 221 bye',
    ])
      expect(sessionsOf(text)).toEqual([]);
  });

  it('a list of codes below a dialogue does not name its printer', () => {
    const text = 'S: 220 mx.example.net ESMTP\nC: EHLO a.example.org\nS: 250 mx.example.net\n```\n\n220 → ready\n250 → done\n';
    expect(sessionsOf(text).map(({ format }) => format)).toEqual(['rfc']);
  });
});

describe('remarks beside the dialogue', () => {
  it('a lone word in a remark is no command', () => {
    const text = `WE SEE        <- 220 mx.example.net ESMTP
WE SAY        -> HELO a.example.org
WE SEE        <- 250 mx.example.net
WE SAY        -> MAIL FROM:<a@example.org>
WE SEE        <- 250 ok
WE SAY        -> RCPT TO:<b@example.net>
WE SEE        <- 250 ok
WE SAY        -> data
  {one calls this "data
   follows"}
WE SEE        <- 354 go ahead
WE SAY        -> .
WE SEE        <- 250 ok 1056550716 qp 7338
`;
    expect(said(text)).toEqual(['greeting 220', 'HELO 250', 'MAIL 250', 'RCPT 250', 'DATA 354', 'data 250']);
  });

  it('one letter again and again stands for credentials', () => {
    const text =
      'S: 220 mx.example.net ESMTP\nC: EHLO a.example.org\nS: 250 AUTH PLAIN\nC: AUTH PLAIN\nS: 334 \nC: xxxxxxxxxxxxxxxxxxxxxxxx\nS: 235 OK\n';
    expect(rulesOf(text)).not.toContain('credentials-visible');
  });

  it('words of another script stand for credentials, they are none', () => {
    const text =
      'S: 220 mx.example.net ESMTP\nC: EHLO a.example.org\nS: 250 AUTH PLAIN\nC: AUTH PLAIN base64编码后的用户名和密码\nS: 235 2.7.0 OK\n';
    expect(rulesOf(text)).not.toContain('credentials-visible');
  });

  it('what a program says of its own error goes on with no reply', () => {
    const text =
      '[S] 354 Go ahead\n[C] Subject: x\n[C] .\n[S] 550-5.7.1 [192.0.2.9] Our system has detected\nError: Expected smtp code 250, got 550\n\nCould not send mail\n';
    expect(said(text)).toEqual(['DATA 354', 'data 550']);
    const [placed] = [...Analysis.of(textOf(splitFileText(text))).sessions()];
    const lines = placed.session.exchanges.at(-1)?.replies[0].lines ?? [];
    expect(lines.map(({ piece }) => piece.text).filter((line) => line !== '')).toEqual(['550-5.7.1 [192.0.2.9] Our system has detected']);
  });

  it('a command that a library names is the one that it sent', () => {
    const text =
      '< S: 220 mx.example.net ESMTP\n> C: send smtp command, HELO\n< S: 250 mx.example.net\n> C: send STARTTLS command\n< S: 454 Command not permitted when TLS active\n';
    expect(said(text)).toEqual(['greeting 220', 'HELO 250', 'STARTTLS 454']);
  });
});
