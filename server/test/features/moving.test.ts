import { describe, expect, it } from 'vitest';
import { links } from '../../src/features/links';
import { definitions, highlights } from '../../src/features/pair';
import { nameAt, references } from '../../src/features/references';
import { selections } from '../../src/features/selection';
import { findSymbols } from '../../src/features/workspace-symbols';
import { rangeOf } from '../../src/text/range';
import { done, LOG, marked, read, SESSION, textAt } from './marked';

/** The document with a caret at the first place of `mark` behind `after`. */
function caret(text: string, mark: string, after = ''): ReturnType<typeof marked> {
  const at = text.indexOf(mark, text.indexOf(after));
  if (at < 0) throw new Error(`${mark} is not there`);
  return marked(`${text.slice(0, at)}|${text.slice(at)}`);
}

describe('definition', () => {
  const goto = (mark: string, after = '', text = SESSION): string[] => {
    const { analysis, at } = caret(text, mark, after);
    return definitions(analysis, at).map((range) => `${range.start.line}:${textAt(analysis, range)}`);
  };
  it('from a reply to its command', () => {
    expect(goto('250 2.1.0')).toEqual(['13:MAIL']);
    expect(goto('550-5.1.1')).toEqual(['17:RCPT']);
    expect(goto('550 5.1.1')).toEqual(['17:RCPT']);
    expect(goto('250 2.0.0')).toEqual(['26:.']);
  });
  it('and back', () => {
    expect(goto('MAIL FROM')).toEqual(['14:250']);
    expect(goto('QUIT')).toEqual(['29:221']);
    expect(goto('Subject')).toEqual(['27:250']);
  });
  it('from a queue id in a log to where its message begins', () => {
    expect(goto('4F9D1A2B3C: removed', '', LOG)).toEqual(['1:4F9D1A2B3C']);
    const twice = `${LOG}\n${LOG}`;
    const { analysis, at } = caret(twice, '4F9D1A2B3C: to=<c', 'kernel');
    expect(definitions(analysis, at)[0].start.line).toBe(12);
  });
  it('nowhere from prose', () => {
    expect(goto('else', '', LOG)).toEqual([]);
  });
});

describe('highlights', () => {
  const marks = (mark: string, after = '', text = SESSION): string[] => {
    const { analysis, at } = caret(text, mark, after);
    return (highlights(analysis, at) ?? []).map((range) => `${range.start.line}:${textAt(analysis, range)}`);
  };
  it('of the pair', () => {
    expect(marks('RCPT TO:<c')).toEqual(['17:RCPT', '19:550']);
    expect(marks('354')).toEqual(['20:DATA', '21:354']);
  });
  it('of a mailbox, of a queue id', () => {
    expect(marks('b@example.net')).toEqual(['15:b@example.net', '25:b@example.net']);
    expect(marks('4F9D1A2B3C', '', LOG).map((one) => one.split(':')[0])).toEqual(['1', '2', '3', '7', '8', '9']);
  });
  it('of a queue id that was used again, only in the message in question', () => {
    const second = `${LOG}\n${LOG}`;
    const { analysis, at } = caret(second, '4F9D1A2B3C: to=<c', 'kernel');
    const lines = (highlights(analysis, at) ?? []).map(({ start }) => start.line);
    expect(lines).not.toEqual([]);
    expect(Math.min(...lines)).toBeGreaterThanOrEqual(LOG.split('\n').length);
  });
  it('of a queue id from where its life begins to where it ends', () => {
    const line = (program: string, rest: string): string => `Jan  5 10:00:00 mx postfix/${program}[7]: 5A6B7C8D9E: ${rest}`;
    const text = [
      line('smtp', 'to=<old@example.net>, relay=none, delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (timed out)'),
      line('smtpd', 'client=client.example.org[192.0.2.1]'),
      line('cleanup', 'message-id=<1@client.example.org>'),
      line('qmgr', 'from=<a@example.org>, size=1, nrcpt=1 (queue active)'),
      line('qmgr', 'removed'),
      line('smtpd', 'client=client.example.org[192.0.2.1]'),
    ];
    for (const asked of [1, 2, 3, 4]) {
      const found = highlights(read(text.join('\n')), { line: asked, character: text[asked].indexOf('5A6B') + 2 });
      expect(found?.map(({ start }) => start.line)).toEqual([1, 2, 3, 4]);
    }
  });
  it('of nothing in lines that are no mail', () => {
    const { analysis, at } = caret(LOG, 'else');
    expect(highlights(analysis, at)).toBeNull();
  });
});

describe('names and references', () => {
  const refs = (mark: string, after = '', text = SESSION): string[] => {
    const { analysis, at } = caret(text, mark, after);
    const name = nameAt(analysis, at);
    return name ? [name.kind, ...done(references(analysis, name)).map((span) => `${span.line}:${textAt(analysis, rangeOf(span))}`)] : [];
  };
  it('of a mailbox in a session', () => {
    expect(refs('c@example.net')).toEqual(['mailbox', '17:c@example.net', '18:c@example.net']);
  });
  it('of a message id, of a queue id', () => {
    expect(refs('1@client')).toEqual(['message-id', '23:1@client.example.org']);
    expect(refs('4F9D1A2B3C')).toEqual(['queue-id', '27:4F9D1A2B3C']);
  });
  it('in a log', () => {
    expect(refs('C@example.net'.toLowerCase(), '', LOG)).toEqual(['mailbox', '8:c@example.net', '8:c@example.net']);
    expect(refs('1@client', '', LOG)).toEqual(['message-id', '2:1@client.example.org']);
    expect(refs('5A6B7C8D9E', '', LOG)).toEqual(['queue-id', '7:5A6B7C8D9E']);
  });
  it('takes no part of a longer name', () => {
    const text = SESSION.replace(
      'C: Hello, b@example.net',
      'C: bb@example.net b@example.network x.b@example.net b@example.net.org b@example.net. B@EXAMPLE.NET',
    );
    expect(refs('b@example.net', '', text)).toEqual(['mailbox', '15:b@example.net', '25:b@example.net', '25:B@EXAMPLE.NET']);
  });
  it('tells a numeric id from other numbers by its field', () => {
    const line = (rest: string): string => `Jan  5 10:00:00 mx qmail: 1700000000.000000 ${rest}`;
    const text = [line('new msg 4711'), line('info msg 4711: bytes 4711 from <a@example.org> qp 4711 uid 1'), line('end msg 4711')].join(
      '\n',
    );
    const { analysis, at } = caret(text, '4711');
    const name = nameAt(analysis, at);
    expect(name?.kind).toBe('queue-id');
    expect(name && done(references(analysis, name)).map(({ line: n }) => n)).toEqual([0, 1, 2]);
  });
  it('of nothing in prose', () => {
    const { analysis, at } = caret('write to b@example.net\nor not', 'b@');
    expect(nameAt(read(analysis.text.toString(), false), at)).toBeNull();
  });
});

describe('links', () => {
  const linksOf = (text: string): string[] => {
    const analysis = read(text);
    return done(links(analysis)).map(({ span, target }) => `${textAt(analysis, rangeOf(span))} -> ${target}`);
  };
  const reply = (text: string): string => SESSION.replace(/C: QUIT[\s\S]*$/, `C: NOOP\nS: 250 ${text}`);
  it('leads to web pages and RFCs that a reply mentions', () => {
    expect(linksOf(SESSION)).toEqual(['https://www.example.net/help?id=1 -> https://www.example.net/help?id=1']);
    expect(linksOf(reply('see RFC 5321 section 4.2, rfc7504 and RFC5322.')).slice(1)).toEqual([
      'RFC 5321 section 4.2 -> https://www.rfc-editor.org/rfc/rfc5321#section-4.2',
      'rfc7504 -> https://www.rfc-editor.org/rfc/rfc7504',
      'RFC5322 -> https://www.rfc-editor.org/rfc/rfc5322',
    ]);
    expect(linksOf(LOG.replace('User unknown', 'see http://example.net/x'))).toEqual(['http://example.net/x -> http://example.net/x']);
  });
  it.each([
    'javascript://example.net/%0aalert(1)',
    'file:///etc/passwd',
    'command:workbench.action.quit',
    'https://example.net@evil.example.org/',
    'https://user:pw@example.net/',
    'http://localhost/x',
    'https://',
    'vscode://x.example.net/y',
  ])('never to %s', (address) => {
    expect(linksOf(reply(address)).slice(1)).toEqual([]);
  });
  it('has plain tooltips that name the host', () => {
    const [, link] = done(links(read(reply('https://\u202eexample.net/ https://ex.example.net/**bold**[x](y)'))));
    expect(link.tooltip).toBe('Open a page of ex.example.net');
  });
  it('are those nearest to the screen where there are too many', () => {
    const refused = LOG.split('\n')
      .find((line) => line.includes('User unknown'))
      ?.replace('User unknown', 'see http://example.net/x');
    const analysis = read(Array.from({ length: 9000 }, () => refused).join('\n'));
    for (const screen of [0, 4500, 8999]) {
      const lines = done(links(analysis, screen)).map(({ span }) => span.line);
      expect(lines).toHaveLength(400);
      expect(lines).toContain(screen);
      expect(Math.max(...lines.map((line) => Math.abs(line - screen)))).toBeLessThan(400);
      expect(lines).toEqual([...lines].sort((a, b) => a - b));
    }
  });
  it('of nothing that the client says', () => {
    expect(linksOf(SESSION.replace('Hello,', 'http://www.example.com/ RFC 5321'))).toHaveLength(1);
  });
});

describe('workspace symbols', () => {
  const names = (text: string, query: string): string[] => done(findSymbols(read(text), query)).map(({ name, at }) => `${at.line} ${name}`);
  it('finds sessions and queue ids', () => {
    expect(names(SESSION, '')).toEqual(['0 Session: delivered to 1 of 2 · refused: recipient does not exist · 550 5.1.1 at RCPT']);
    expect(names(SESSION, '550')).toHaveLength(1);
    expect(names(SESSION, 'nothing')).toEqual([]);
    expect(names(LOG, '')).toEqual(['1 4F9D1A2B3C']);
    expect(names(LOG, '4f9d')).toEqual(['1 4F9D1A2B3C']);
  });
});

describe('selection', () => {
  const grow = (mark: string, after = '', text = SESSION): string[] => {
    const { analysis, at } = caret(text, mark, after);
    return selections(analysis, at).map((range) => textAt(analysis, range));
  };
  it('grows from the code to the session', () => {
    const found = grow('550-5.1.1');
    expect(found[0]).toBe('550');
    expect(found[1]).toBe('550-5.1.1 <c@example.net>: Recipient address rejected');
    expect(found[2].split('\n')).toHaveLength(2);
    expect(found[3].split('\n')[0]).toBe('C: RCPT TO:<c@example.net>');
    expect(found.at(-1)).toBe(SESSION);
  });
  it('grows in a log line', () => {
    const found = grow('550 5.1.1', '', LOG);
    expect(found.slice(0, 2)).toEqual(['550', '550 5.1.1']);
    expect(found.at(-1)).toBe(LOG.split('\n')[8]);
    for (let i = 1; i < found.length; i++) expect(found[i]).toContain(found[i - 1]);
  });
});
