import { describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/analysis';
import { hover } from '../../src/features/hover';
import { keywords, parameters, verbs } from '../../src/knowledge';
import { enhancedCodes } from '../../src/knowledge/enhanced-codes';
import { firstPairs } from '../../src/knowledge/first-table';
import { replyCodes } from '../../src/knowledge/reply-codes';
import { splitEditorText, textOf } from '../../src/text/lines';

const settings = { replies: [] };

/** The hover at the first place of `mark` on line `line`: its text and what it marks. */
function at(text: string, line: number, mark: string, replies: readonly unknown[] = []): { contents: string; marks: string } | null {
  const lines = splitEditorText(text);
  const character = lines[line].indexOf(mark);
  if (character < 0) throw new Error(`${mark} is not on line ${line}`);
  const found = hover(Analysis.of(textOf(lines), { explicit: true }), { line, character }, { replies });
  if (!found) return null;
  expect(found.range.line).toBe(line);
  expect(character).toBeGreaterThanOrEqual(found.range.from);
  expect(character).toBeLessThan(found.range.to);
  return { contents: found.contents, marks: lines[line].slice(found.range.from, found.range.to) };
}

const session = `S: 220 mx.example.net ESMTP Postfix
C: EHLO client.example.org
S: 250-mx.example.net
S: 250-SIZE 10240000
S: 250-AUTH PLAIN LOGIN XOAUTH2
S: 250-X-FROB one two
S: 250 ENHANCEDSTATUSCODES
C: AUTH PLAIN AGFsaWNlQGV4YW1wbGUuY29tAGh1bnRlcjI=
S: 535 5.7.8 Error: authentication failed
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: YWxpY2VAZXhhbXBsZS5jb20=
S: 334 UGFzc3dvcmQ6
C: aHVudGVyMg==
S: 235 2.7.0 Authentication successful
C: MAIL FROM:<a@example.org> SIZE=2048 RET=HDRS FROB=1
S: 250 2.1.0 Ok
C: RCPT TO:<b@example.net> ORCPT=rfc822;b+2Bc@example.net
S: 250 2.1.5 Ok
C: RCPT TO:<c@example.net>
S: 550-5.1.1 <c@example.net>: Recipient address rejected:
S: 550 5.1.1 User unknown in local recipient table
C: DATA
S: 354 End data with <CR><LF>.<CR><LF>
C: Received: by x.example.org id 1xVZhV-0002xq-2G; Mon, 23 Nov 2026 19:27:41 +0000
C: Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?= and more
C:
C: 550 5.1.1 this is only text
C: .
S: 250 2.0.0 Ok: queued as 4F9D1A2B3C
C: QUIT
S: 221 2.0.0 Bye`;

describe('hover in a transcript', () => {
  it('explains a reply by its place, and marks its codes', () => {
    const found = at(session, 20, '550');
    expect(found?.marks).toBe('550-5.1.1');
    expect(found?.contents).toMatch(/^\*\*550 5\.1\.1\*\* Recipient does not exist\n\n`c@example\.net` is not in the server’s list/);
    expect(found?.contents).toContain('The wording is that of **Postfix (built-in)**.');
    expect(at(session, 20, '5.1.1')?.contents).toBe(found?.contents);
    expect(at(session, 21, '550')?.marks).toBe('550 5.1.1');
    expect(at(session, 21, 'unknown')?.marks).toBe('User unknown in local recipient table');
  });

  it('says what the greeting, the final dot and QUIT got', () => {
    expect(at(session, 0, '220')?.contents).toContain('lists `220` as an answer to the connection');
    expect(at(session, 29, '250')?.contents).toContain('is responsible for it now');
    expect(at(session, 31, '221')?.contents).toContain('says goodbye');
  });

  it('explains a command with its replies', () => {
    const found = at(session, 17, 'RCPT');
    expect(found?.marks).toBe('RCPT');
    expect(found?.contents).toContain('| `550` | Refused: no such mailbox or policy | RFC 5321 §3.3 |');
    expect(at(session, 28, '.')?.contents).toMatch(/^\*\*the final dot\*\*/);
  });

  it('explains parameters', () => {
    expect(at(session, 15, 'SIZE=')?.marks).toBe('SIZE=2048');
    expect(at(session, 15, '2048')?.contents).toContain('**Here**: 2 KiB');
    expect(at(session, 15, 'FROB')?.contents).toContain('555');
    expect(at(session, 17, 'rfc822')?.contents).toContain('`rfc822;b+c@example.net`');
  });

  it('explains EHLO keywords and mechanisms', () => {
    expect(at(session, 3, 'SIZE')?.marks).toBe('SIZE');
    expect(at(session, 3, '10240000')?.marks).toBe('SIZE 10240000');
    expect(at(session, 3, '10240000')?.contents).toContain('9.8 MiB');
    expect(at(session, 4, 'LOGIN')?.marks).toBe('LOGIN');
    expect(at(session, 5, 'X-FROB')?.contents).toContain('A private keyword');
    // The first line of the reply is the server's name, not a keyword.
    expect(at(session, 2, 'mx')).toBeNull();
  });

  it('shows who logs in and never with what', () => {
    expect(at(session, 7, 'AGFs')?.contents).toContain('`alice@example.com`');
    expect(at(session, 11, 'YWxp')?.contents).toContain('`alice@example.com`');
    expect(at(session, 13, 'aHVu')?.contents).toContain('It is not shown here');
    expect(at(session, 10, 'VXNl')?.contents).toContain('`Username:`');
    const lines = splitEditorText(session);
    const analysis = Analysis.of(textOf(lines), { explicit: true });
    lines.forEach((text, line) => {
      for (let character = 0; character < text.length; character++) {
        const contents = hover(analysis, { line, character }, settings)?.contents ?? '';
        expect(contents).not.toMatch(/hunter2|aHVudGVyMg|AGFsaWNl/);
      }
    });
  });

  it('decodes what mail data has encoded, and takes nothing in it for a reply', () => {
    const found = at(session, 25, 'Gr=C3');
    expect(found?.marks).toBe('=?utf-8?Q?Gr=C3=BC=C3=9Fe?=');
    expect(found?.contents).toContain('`Grüße`');
    expect(at(session, 24, 'Received')?.contents).toContain('Trace:');
    expect(at(session, 24, '1xVZhV')?.contents).toContain('2026-11-23 19:27:41 UTC');
    expect(at(session, 27, '550')).toBeNull();
  });

  it('decodes a folded field as a whole, over the ends of its lines', () => {
    const text = [
      'C: DATA',
      'S: 354 Go ahead',
      'C: Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe_aus_?=',
      'C:  =?utf-8?Q?K=C3=B6ln_?= =?utf-8?B?dW5kIEJvbm4=?=',
      'C: From: =?utf-8?Q?J=C3=BCrgen?= <a@example.com>',
      'C: To: =?utf-8?Q?Zo=C3=AB?=',
      'C:',
      'C: .',
      'S: 250 2.0.0 Ok',
    ].join('\n');
    for (const [line, needle] of [
      [2, '=?utf-8?Q?Gr'],
      [3, '=?utf-8?Q?K'],
      [3, '=?utf-8?B?'],
    ] as const)
      expect(at(text, line, needle)?.contents).toContain('`Grüße aus Köln und Bonn`');
    expect(at(text, 4, '=?utf-8?Q?J')?.contents).toContain('`Jürgen`');
    expect(at(text, 5, '=?utf-8?Q?Zo')?.contents).toContain('`Zoë`');
  });

  it('has nothing to say of plain words', () => {
    expect(at(session, 1, 'client')).toBeNull();
    expect(at('Dear all,\nplease call 550 today.\nQUIT smoking', 1, '550')).toBeNull();
  });

  it('shows a team’s own row', () => {
    const found = at(session, 21, '550', [{ pattern: 'local recipient table', title: 'Not one of ours', whatToDo: 'Ask the desk.' }]);
    expect(found?.contents).toMatch(/^\*\*550 5\.1\.1\*\* Not one of ours\n/);
    expect(at(session, 21, '550', ['nonsense', { pattern: '(' }])?.contents).toContain('Recipient does not exist');
  });

  it('makes no markup of hostile text', () => {
    const text = session.replace(/c@example\.net/g, '`x` [y](http://evil.example)<b>');
    for (const mark of ['550', 'Recipient'])
      expect((at(text, 20, mark)?.contents ?? '').replace(/(`+)[^\n]*?[^`]\1(?!`)/g, '')).not.toContain('evil');
  });
});

describe('hover in a log', () => {
  const log = `Jan  5 10:00:00 mx postfix/smtp[1]: 4F9D1A2B3C: to=<b@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.1] said: 550 5.1.1 <b@example.net>: Recipient address rejected: User unknown (in reply to RCPT TO command))
Jan  5 10:00:07 mx postfix/smtp[1]: 4F9D1A2B3C: to=<c@example.net>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, status=deferred (connect to mx.example.org[192.0.2.2]:25: Connection refused)
2026-11-23 19:28:43 1xVZiV-0003HW-2p ** b@example.net R=r T=remote_smtp H=mx.example.net [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<b@example.net>: 450 4.2.1 try later`;

  it('says who said a reply, to what, and what happens now', () => {
    const found = at(log, 0, '550 5.1.1');
    expect(found?.marks).toBe('550');
    expect(found?.contents).toContain('The receiving server said it to `RCPT`. The server gave up; the sender gets a bounce.');
    expect(found?.contents).toContain('`b@example.net`');
  });

  it('tells the writer’s verdict from the reply', () => {
    expect(at(log, 0, '5.1.1, status')?.contents).toContain('The verdict of this mail system on the reply `550 5.1.1`.');
  });

  it('explains a status whose reason is no reply', () => {
    const found = at(log, 1, 'deferred');
    expect(found?.marks).toBe('deferred');
    expect(found?.contents).toContain('Connection refused');
  });

  it('reads the time in an Exim id, and between lines', () => {
    expect(at(log, 2, '1xVZiV')?.contents).toContain('2026-11-23 19:28:43 UTC');
    expect(at(log, 1, '10:00:07')?.contents).toContain('7 s after the line before it.');
  });

  it('knows that Exim gives up after a temporary reply', () => {
    expect(at(log, 2, '450')?.contents).toContain('the time to retry is used up');
  });

  it('takes other numbers for nothing', () => {
    expect(at(log, 0, '192.0.2.1')).toBeNull();
    expect(at(log, 0, 'delay=1')).toBeNull();
    expect(at(log, 1, 'connect to mx')?.marks).toMatch(/^4F9D|^to=|connect to/);
  });
});

describe('hover on every row', () => {
  const hello = 'S: 220 mx.example.net ESMTP\nC: EHLO c.example.org\n';
  const head = `${hello}S: 250-mx.example.net\nS: 250 ENHANCEDSTATUSCODES\nC: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok\nC: RCPT TO:<b@example.net>\n`;
  const ok = `${hello}S: 250 mx.example.net\n`;

  it('names each reply code, enhanced code, verb, keyword and parameter, and a source', () => {
    const missing: string[] = [];
    const want = (name: string, found: { contents: string } | null): void => {
      if (!found?.contents.includes(name) || !found.contents.includes('Sources')) missing.push(name);
    };
    for (const { code } of replyCodes) want(String(code), at(`${head}S: ${code} text`, 7, String(code)));
    for (const { code } of enhancedCodes) want(`5${code.slice(1)}`, at(`${head}S: 550 5${code.slice(1)} text`, 7, `5${code.slice(1)}`));
    for (const verb of verbs()) want(verb, at(`${ok}C: ${verb} x\nS: 250 ok`, 3, verb));
    for (const { name } of keywords()) want(name, at(`${hello}S: 250-mx.example.net\nS: 250 ${name}`, 3, name));
    for (const { name, on } of parameters()) {
      const line = on[0] === 'RCPT' ? `RCPT TO:<b@example.net> ${name}=1` : on[0] === 'MAIL' ? `MAIL FROM:<a@example.org> ${name}=1` : null;
      if (line) want(name, at(`${ok}C: ${line}\nS: 250 ok`, 3, `${name}=`));
    }
    expect(missing).toEqual([]);
  });

  it('explains each pair of the first table', () => {
    const mail = `${ok}C: MAIL FROM:<a@example.org>\nS: 250 ok\n`;
    const rcpt = `${mail}C: RCPT TO:<b@example.net>\nS: 250 ok\n`;
    const before: Record<string, string> = {
      CONNECT: '',
      HELO: 'S: 220 mx.example.net\nC: HELO c.example.org\n',
      EHLO: hello,
      MAIL: `${ok}C: MAIL FROM:<a@example.org>\n`,
      RCPT: `${mail}C: RCPT TO:<b@example.net>\n`,
      DATA: `${rcpt}C: DATA\n`,
      DATA_END: `${rcpt}C: DATA\nS: 354 go\nC: Subject: x\nC:\nC: .\n`,
    };
    for (const { verb, code } of firstPairs()) {
      const text = before[verb] ?? `${ok}C: ${verb} FROM:<a@example.org>\n`;
      const found = at(`${text}S: ${code} text`, text.split('\n').length - 1, String(code));
      expect(found?.contents.startsWith(`**${code}**`), `${verb} ${code}`).toBe(true);
      expect(found?.contents, `${verb} ${code}`).toMatch(/lists|may follow|servers send it/);
    }
  });

  it('is quick', () => {
    const analysis = Analysis.of(textOf(splitEditorText(session)), { explicit: true });
    const times: number[] = [];
    for (let i = 0; i < 300; i++) {
      const start = performance.now();
      hover(analysis, { line: 20, character: 4 }, settings);
      times.push(performance.now() - start);
    }
    expect(times.sort((a, b) => a - b)[150]).toBeLessThan(2);
  });
});
