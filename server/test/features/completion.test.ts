import { describe, expect, it } from 'vitest';
import { completions, documentation } from '../../src/features/completion';
import { marked, textAt } from './marked';

/** Labels in the order in which an editor sorts them. */
function labels(text: string, explicit = true): string[] {
  const { analysis, at } = marked(text, explicit);
  return completions(analysis, at)
    .sort((a, b) => a.rank - b.rank)
    .map(({ label }) => label);
}

/** The line after the first completion with a label was taken (without snippets). */
function taken(text: string, label: string): string {
  const { analysis, at, lines } = marked(text);
  const item = completions(analysis, at).find((one) => one.label === label);
  if (!item) throw new Error(`${label} is not proposed`);
  const line = lines[at.line];
  return line.slice(0, item.range.start.character) + (item.text ?? item.label) + line.slice(item.range.end.character);
}

const hello =
  'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-SIZE 100\nS: 250-AUTH PLAIN LOGIN\nS: 250-STARTTLS\nS: 250 ENHANCEDSTATUSCODES\n';
const mail = `${hello}C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok\n`;
const rcpt = `${mail}C: RCPT TO:<b@example.net>\nS: 250 2.1.5 Ok\n`;

describe('verbs that are legal in this state', () => {
  it('before anything was said', () => {
    expect(labels('C: |')).toEqual(['EHLO', 'HELO', 'QUIT']);
  });
  it('after the greeting', () => {
    const found = labels('S: 220 mx.example.net ESMTP\nC: |');
    expect(found[0]).toBe('EHLO');
    expect(found).not.toContain('MAIL');
    expect(found).not.toContain('DATA');
    expect(found).not.toContain('STARTTLS');
  });
  it('after a greeting that refuses: QUIT alone (RFC 5321 §3.1)', () => {
    expect(labels('S: 554 5.7.1 no\nC: |')).toEqual(['QUIT']);
  });
  it('after EHLO', () => {
    const found = labels(`${hello}C: |`);
    expect(found.slice(0, 3).sort()).toEqual(['AUTH', 'MAIL', 'STARTTLS']);
    expect(found).not.toContain('RCPT');
    expect(found).not.toContain('BDAT');
    expect(found).not.toContain('ETRN');
    expect(found).not.toContain('TURN');
  });
  it('offers what the server offers', () => {
    expect(labels(`${hello.replace('SIZE 100', 'ETRN')}C: |`)).toContain('ETRN');
    expect(labels(`${hello.replace('AUTH PLAIN LOGIN', 'DSN')}C: |`)).not.toContain('AUTH');
  });
  it('in a transaction', () => {
    const found = labels(`${mail}C: |`);
    expect(found[0]).toBe('RCPT');
    expect(found).toContain('RSET');
    expect(found).not.toContain('MAIL');
    expect(found).not.toContain('DATA');
    expect(found).not.toContain('STARTTLS');
  });
  it('DATA only when a recipient was taken', () => {
    expect(labels(`${rcpt}C: |`).slice(0, 2).sort()).toEqual(['DATA', 'RCPT']);
    expect(labels(`${mail}C: RCPT TO:<b@example.net>\nS: 550 5.1.1 no\nC: |`)).not.toContain('DATA');
  });
  it('BDAT where chunks were offered', () => {
    expect(labels(`${rcpt.replace('SIZE 100', 'CHUNKING')}C: |`)).toContain('BDAT');
  });
  it('after the message', () => {
    const found = labels(`${rcpt}C: DATA\nS: 354 go\nC: Subject: x\nC: .\nS: 250 2.0.0 Ok\nC: |`);
    expect(found).toContain('MAIL');
    expect(found).toContain('QUIT');
    expect(found).not.toContain('DATA');
  });
  it('after STARTTLS only a new hello', () => {
    const found = labels(`${hello}C: STARTTLS\nS: 220 2.0.0 go\nC: |`);
    expect(found[0]).toBe('EHLO');
    expect(found).not.toContain('MAIL');
    expect(found).not.toContain('STARTTLS');
  });
  it('in mail data the dot, and only at the beginning of a line', () => {
    expect(labels(`${rcpt}C: DATA\nS: 354 go\nC: Subject: x\nC: |`)).toEqual(['.']);
    expect(labels(`${rcpt}C: DATA\nS: 354 go\nC: Sub|`)).toEqual([]);
  });
  it('in an AUTH dialogue only a way out', () => {
    expect(labels(`${hello}C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: |`)).toEqual(['*']);
  });
  it('in LMTP', () => {
    const found = labels('S: 220 mx.example.net LMTP\nC: LHLO client.example.org\nS: 250 mx.example.net\nC: |');
    expect(found).toContain('MAIL');
    expect(found).not.toContain('EHLO');
  });
  it('after QUIT begins anew', () => {
    expect(labels(`${hello}C: QUIT\nS: 221 2.0.0 Bye\nC: |`)).toEqual(['EHLO', 'HELO', 'QUIT']);
  });
  it('replaces the word, whatever its case', () => {
    expect(taken(`${hello}C: ma|`, 'MAIL')).toBe('C: MAIL FROM:<');
    expect(taken(`${hello}C: |`, 'QUIT')).toBe('C: QUIT');
  });
});

describe('arguments', () => {
  it.each([
    [`${hello}C: MAIL |`, ['FROM:<>']],
    [`${mail}C: RCPT |`, ['TO:<>']],
    [`${hello}C: AUTH |`, ['PLAIN', 'LOGIN']],
    [`${hello}C: MAIL FROM:<a@example.org> |`, ['SIZE=', 'AUTH=']],
    [`${hello}C: MAIL FROM:<a@example.org> SIZE=100 |`, ['AUTH=']],
    [`${hello}C: MAIL FROM:<a@exam|ple.org>`, []],
    [`${hello}C: MAIL FROM:<a@example.org>|`, []],
    [`${hello}C: EHLO |`, []],
    [`${rcpt.replace('SIZE 100', 'CHUNKING')}C: BDAT 100 |`, ['LAST']],
  ])('%#', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });
  it('values that the grammar names', () => {
    const dsn = hello.replace('SIZE 100', 'DSN').replace('STARTTLS', '8BITMIME');
    expect(labels(`${dsn}C: MAIL FROM:<a@example.org> BODY=|`)).toEqual(['7BIT', '8BITMIME', 'BINARYMIME']);
    expect(labels(`${dsn}C: MAIL FROM:<a@example.org> RET=|`)).toEqual(['FULL', 'HDRS']);
    const notify = `${dsn}C: MAIL FROM:<a@example.org>\nS: 250 2.1.0 Ok\nC: RCPT TO:<b@example.net> NOTIFY=`;
    expect(labels(`${notify}|`)).toEqual(['NEVER', 'SUCCESS', 'FAILURE', 'DELAY']);
    expect(labels(`${notify}SUCCESS,|`)).toEqual(['FAILURE', 'DELAY']);
    expect(taken(`${notify}SUCCESS,FA|`, 'FAILURE')).toBe('C: RCPT TO:<b@example.net> NOTIFY=SUCCESS,FAILURE');
  });
  it('all standard parameters where the offer is not shown', () => {
    expect(labels('C: MAIL FROM:<a@example.org> |')).toContain('SMTPUTF8');
  });
});

describe('replies', () => {
  it('codes that the pending command may get', () => {
    expect(labels('S: |')[0]).toBe('220');
    const found = labels(`${hello}C: MAIL FROM:<a@example.org>\nS: |`);
    expect(found[0]).toBe('250');
    expect(found).toContain('552');
    expect(found).not.toContain('354');
    expect(found).not.toContain('235');
    expect(labels(`${rcpt}C: DATA\nS: |`)[0]).toBe('354');
    expect(labels(`${hello}C: QUIT\nS: |`)[0]).toBe('221');
    expect(labels(`${rcpt}C: DATA\nS: 354 go\nC: x\nC: .\nS: |`)).toContain('554');
  });
  it('nothing but 421 where nothing is owed', () => {
    expect(labels(`${hello}S: |`)).toEqual(['421']);
  });
  it('a reply of several lines goes on with its code', () => {
    expect(labels('S: 220 x\nC: EHLO c\nS: 250-mx.example.net\nS: |')).toEqual(['250-', '250 ']);
    expect(taken('S: 220 x\nC: EHLO c\nS: 250-mx.example.net\nS: 2|', '250 ')).toBe('S: 250 ');
  });
  it('keywords that are not yet there', () => {
    const found = labels('S: 220 x\nC: EHLO c\nS: 250-mx.example.net\nS: 250-SIZE 100\nS: 250-|');
    expect(found).toContain('PIPELINING');
    expect(found).not.toContain('SIZE');
    expect(labels('S: 220 x\nC: EHLO c\nS: 250-mx.example.net\nS: 250-AUTH PLAIN |')).toContain('LOGIN');
    // Where no offer is shown: what is in use today, and no name that only begins one.
    expect(labels('C: AUTH |')).toContain('PLAIN');
    expect(labels('C: AUTH |').filter((name) => name.endsWith('-') || /^(?:LOGIN|DIGEST-MD5|NTLM)$/.test(name))).toEqual([]);
    expect(labels('S: 220 x\nC: EHLO c\nS: 250-mx.example.net\nS: 250-AUTH PLAIN |')).not.toContain('PLAIN');
    // The first line names the server.
    expect(labels('S: 220 x\nC: EHLO c\nS: 250-|')).toEqual([]);
  });
  it('enhanced codes of the same class, those of the code first, where the server gives them', () => {
    const found = labels(`${mail}C: RCPT TO:<b@example.net>\nS: 550 |`);
    expect(found).toContain('5.1.1');
    expect(found.every((one) => one.startsWith('5.'))).toBe(true);
    expect(labels('S: 220 x\nC: EHLO c\nS: 250 mx\nC: MAIL FROM:<a@example.org>\nS: 250 |')).toEqual([]);
    expect(taken(`${mail}C: RCPT TO:<b@example.net>\nS: 550 5.1|`, '5.1.1')).toBe('S: 550 5.1.1 ');
  });
});

describe('where nothing is proposed', () => {
  it('in prose and logs, whatever is typed', () => {
    expect(labels('Dear all,\nplease RCPT |', false)).toEqual([]);
    expect(labels('C: |', false)).toEqual([]);
    expect(labels('Jan  5 10:00:00 mx postfix/smtp[1]: 4F9D1A2B3C: to=<b@example.net>, status=sent (250 |)', false)).toEqual([]);
  });
  it('but in a recognised transcript of any format with markers', () => {
    expect(
      labels(
        '=== Trying mx.example.net:25...\n=== Connected to mx.example.net.\n<-  220 mx.example.net ESMTP\n -> EHLO client.example.org\n<-  250-mx.example.net\n<-  250 SIZE 100\n -> |',
        false,
      ),
    ).toContain('MAIL');
  });
  it('markers at the beginning of a line, the one first whose turn it is', () => {
    expect(labels('|')).toEqual(['S: ', 'C: ']);
    expect(labels('S: 220 mx.example.net ESMTP\n|')).toEqual(['C: ', 'S: ']);
    expect(labels('S: 220 mx.example.net ESMTP\nC: EHLO c\n|')).toEqual(['S: ', 'C: ']);
    expect(labels('S: 220 mx.example.net ESMTP\nhello |')).toEqual([]);
  });
});

describe('what a proposal means', () => {
  it('is told for every kind', () => {
    expect(documentation({ kind: 'verb', label: 'RCPT' })).toContain('RFC 5321');
    expect(documentation({ kind: 'verb', label: '.' })).toContain('final dot');
    expect(documentation({ kind: 'code', label: '550', verb: 'RCPT' })).toContain('550');
    expect(documentation({ kind: 'enhanced', label: '5.1.1', verb: 'RCPT' })).toContain('No such mailbox');
    expect(documentation({ kind: 'parameter', label: 'SIZE=' })).toContain('RFC 1870');
    expect(documentation({ kind: 'keyword', label: 'PIPELINING' })).toContain('RFC 2920');
    expect(documentation({ kind: 'mechanism', label: 'PLAIN' })).toContain('4616');
    expect(documentation({ kind: 'marker', label: 'C: ' })).toBeNull();
  });
  it('ranges stay in their line', () => {
    for (const text of ['S: |', 'C: M|A', `${hello}C: MAIL FROM:<a@example.org> SI|ZE=1`]) {
      const { analysis, at } = marked(text);
      for (const { range } of completions(analysis, at)) {
        expect(range.start.line).toBe(at.line);
        expect(range.start.character).toBeLessThanOrEqual(at.character);
        expect(range.end.character).toBeGreaterThanOrEqual(at.character);
        expect(textAt(analysis, range)).not.toContain(' ');
      }
    }
  });
});
