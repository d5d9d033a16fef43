import { describe, expect, it } from 'vitest';
import { enhancedCode, keywords, level, parameters, replyCode } from '../../src/knowledge';
import { commands } from '../../src/knowledge/commands';
import { contradictionsOf } from '../../src/knowledge/contradictions';
import { enhancedCodes } from '../../src/knowledge/enhanced-codes';
import { firstCodes, firstGroups, firstPairs } from '../../src/knowledge/first-table';
import { replyCodes } from '../../src/knowledge/reply-codes';
import { explainAuth } from '../../src/meaning/explain/auth';
import { explainCommand } from '../../src/meaning/explain/command';
import { explainKeyword, explainParameter } from '../../src/meaning/explain/keyword';
import { explainLogReply, explainStatus } from '../../src/meaning/explain/log';
import { codeSpan, escaped, renderMarkdown } from '../../src/meaning/explain/markdown';
import { renderJson, renderPlain } from '../../src/meaning/explain/plain';
import { explainReply, type ReplyQuery } from '../../src/meaning/explain/reply';
import { bare } from '../../src/meaning/located';
import { meaningOf } from '../../src/meaning/meaning';
import { reference } from '../knowledge/reference';

const reply = (query: Partial<ReplyQuery>) => explainReply({ code: null, enhanced: null, text: '', verb: null, ...query });
const lines = (query: Partial<ReplyQuery>): string[] => renderMarkdown(reply(query)).split('\n\n');

describe('a reply explained', () => {
  it('answers in its first two lines', () => {
    const [heading, summary] = lines({ code: 550, enhanced: '5.1.1', text: 'no', verb: 'RCPT', recipient: 'b@example.net' });
    expect(heading).toBe('**550 5.1.1** Recipient does not exist');
    expect(summary).toBe('The server has no mailbox for `b@example.net`.');
  });

  it('says what a provider means, with its source, and what to do', () => {
    const text = 'The email account that you tried to reach does not exist. - gsmtp';
    const found = lines({ code: 550, enhanced: '5.1.1', text, verb: 'RCPT', hosts: ['mx.google.com ESMTP - gsmtp'] });
    expect(found[1]).toContain('no mailbox for the recipient at Google');
    expect(found.join('\n')).toContain('The wording is that of **Google (Gmail, Workspace)**.');
    expect(found.join('\n')).toMatch(/\*\*What to do\*\*: .*\(source: \[support\.google\.com[^\]]*\]\(https:\/\/support\.google\.com/);
  });

  it('does not claim to know the server by its words alone', () => {
    const found = renderPlain(reply({ code: 421, enhanced: '4.4.2', text: 'Error: timeout exceeded', verb: 'DATA' }));
    expect(found).toMatch(/^421 4\.4\.2 Client was idle too long\n/);
    expect(found).toContain('The wording is that of Postfix (built-in); which server sent it is not known.');
  });

  it.each([
    [550, 'RCPT', 'lists `550` as an answer to `RCPT`'],
    [421, 'NOOP', '`421` may follow nearly any command'],
    [451, 'DATA', 'Only a superseded RFC lists `451` as an answer to `DATA`'],
    [554, 'VRFY', 'but servers send it: sendmail'],
    [250, 'DATA', 'This breaks the protocol: `250` cannot answer `DATA` ([RFC 5321 §3.3]'],
    [559, 'RCPT', '`559` is not listed as an answer to `RCPT`'],
    [550, 'FROB', 'defines the command `FROB`'],
  ])('%s to %s: %s', (code, verb, words) => {
    expect(renderMarkdown(reply({ code, verb }))).toContain(words);
  });

  it('says who acts, and whether it may be tried again', () => {
    expect(renderPlain(reply({ code: 450, verb: 'RCPT' }))).toContain('again later: mail servers do this automatically');
    expect(renderPlain(reply({ code: 550, verb: 'RCPT' }))).toContain('only after something was changed');
    expect(renderPlain(reply({ code: 250, verb: 'RCPT' }))).not.toMatch(/Who acts/);
  });

  it('writes down where RFCs contradict each other, where it bears', () => {
    expect(renderPlain(reply({ code: 451, verb: 'DATA' }))).toContain('The RFCs differ: RFC 821 and RFC 2821 list it');
    expect(contradictionsOf('RCPT', 552, '5.5.3').map((one) => one.subject)).toContain('Too many recipients');
    expect(contradictionsOf('RCPT', 552, '5.2.2')).toEqual([]);
  });

  it('explains every pair of the first table, with its present level', () => {
    const pairs = firstPairs();
    expect(firstGroups.length).toBe(17);
    expect(firstCodes.length).toBe(24);
    expect(pairs.length).toBe(111);
    for (const { verb, code } of pairs) {
      const found = renderPlain(reply({ code, verb }));
      expect(found, `${verb} ${code}`).toContain(String(code));
      const words = {
        listed: 'lists',
        'any-command': 'may follow',
        historic: 'superseded',
        practice: 'No RFC lists',
        theory: 'is not listed as an answer',
        impossible: 'breaks the protocol',
      };
      expect(found, `${verb} ${code}`).toContain(words[level(verb, code)]);
    }
    expect(pairs.filter(({ verb, code }) => level(verb, code) === 'historic').map(({ verb, code }) => `${verb} ${code}`)).toEqual([
      'HELO 521',
      'RCPT 521',
      'DATA 451',
      'RSET 504',
    ]);
    expect(pairs.filter(({ verb, code }) => level(verb, code) === 'practice').map(({ verb, code }) => `${verb} ${code}`)).toEqual([
      'RSET 200',
      'NOOP 200',
    ]);
  });

  it('has the first table as the research has it', () => {
    const data = reference('seed-reconstruction.json') as {
      groups: { verb: string; rows: { code: string; letter: string; level_today: string }[] }[];
    } | null;
    if (!data) return;
    expect(firstPairs().map(({ verb, letter, code }) => `${verb} ${letter}${code} ${level(verb, code)}`)).toEqual(
      data.groups.flatMap((group) => group.rows.map((row) => `${group.verb} ${row.letter}${row.code} ${row.level_today}`)),
    );
  });

  it('names each code and a source wherever it stands', () => {
    for (const row of replyCodes) {
      for (const verb of [null, ...commands.map((command) => command.verb)]) {
        const found = reply({ code: row.code, verb });
        expect(found.heading[0]).toEqual({ strong: String(row.code) });
        expect(found.sources.length, `${verb} ${row.code}`).toBeGreaterThan(0);
        expect(renderPlain(found)).not.toMatch(/undefined|\{\d\}|\[object/);
      }
    }
    for (const row of enhancedCodes) {
      const found = renderPlain(reply({ code: 550, enhanced: `5${row.code.slice(1)}` }));
      expect(found).toContain(`5${row.code.slice(1)}`);
      expect(found).toMatch(/Sources:\n /);
    }
  });

  it('reads codes that no table knows by their digits', () => {
    expect(renderPlain(reply({ code: 599, verb: 'RCPT' }))).toMatch(/^599 Recipient refused, no reason given\n/);
    expect(renderPlain(reply({ code: 450, enhanced: '4.2.99' }))).toContain(
      '4.2.99: Persistent transient failure, Mailbox; what the last number says is not registered.',
    );
    expect(renderPlain(reply({ code: 999 }))).toContain('Not an SMTP reply');
    expect(renderPlain(reply({ code: 550, enhanced: '4.1.1' }))).toContain('another class than 550');
    expect(enhancedCode('4.7.650')?.unregistered).toBeDefined();
    expect(replyCode(599)).toBeUndefined();
  });
});

describe('hostile text', () => {
  const BAD = [
    '[x](http://evil.example/)',
    '<img src=x onerror=1>',
    '`code` ``` ```` x',
    '**bold** _it_ | a | b',
    'http://evil.example www.evil.example a@evil.example',
    '\u202egnp.exe\u0007',
    '- item\n# head\n1. one',
    '![i](command:x)',
    '&lt;b&gt;',
  ];

  it.each(BAD)('%j makes no markup of its own', (text) => {
    const found = renderMarkdown(reply({ code: 550, enhanced: '5.1.1', text, verb: 'RCPT', recipient: text, hosts: [text] }));
    const outside = found.replace(/(`+)[\s\S]*?[^`]\1(?!`)/g, '');
    expect(outside).not.toMatch(/evil|onerror|<img|command:|\u202e|\u0007/);
    expect(found.split('\n').filter((line) => /^#|^1\. /.test(line))).toEqual([]);
  });

  it('cannot leave a code span', () => {
    expect(codeSpan('a`b')).toBe('``a`b``');
    expect(codeSpan('`')).toBe('`` ` ``');
    expect(codeSpan('a\nb')).toBe('`a b`');
    expect(codeSpan('``x```')).toBe('```` ``x``` ````');
  });

  it('is escaped outside one', () => {
    expect(escaped('see http://x.example and www.x.example, <b> [a](b) a@b *c* _d_')).toBe(
      'see http\\://x.example and www\\.x.example, \\<b\\> \\[a\\](b) a\\@b \\*c\\* \\_d\\_',
    );
  });

  it('of a custom link cannot break out of its brackets', () => {
    const found = renderMarkdown({
      heading: [{ link: 'a](x', url: 'https://x.example/)(y' }],
      summary: [{ link: 'b', url: 'javascript:alert(1)' }],
      parts: [],
      sources: [],
    });
    expect(found).toBe('[a\\](x](https://x.example/%29%28y)\n\nb');
  });
});

describe('commands, keywords and parameters explained', () => {
  it.each(commands.map((row) => row.verb))('%s', (verb) => {
    const found = explainCommand(verb);
    expect(found?.sources.length).toBeGreaterThan(0);
    const table = found?.parts.find((part) => part.kind === 'table');
    expect(table?.kind === 'table' && table.rows.length).toBeGreaterThan(0);
    expect(found && renderPlain(found)).not.toMatch(/undefined|null/);
  });

  it('names every keyword with its source', () => {
    for (const row of keywords()) {
      const found = explainKeyword(row.name);
      expect(found.heading[0]).toEqual({ strong: row.name });
      expect(found.sources.length, row.name).toBeGreaterThan(0);
    }
    expect(renderPlain(explainKeyword('size', ['35882577']))).toContain('at most 34.2 MiB');
    expect(renderPlain(explainKeyword('AUTH', ['LOGIN', 'XYZ']))).toMatch(/LOGIN +User name and password asked/);
    expect(renderPlain(explainKeyword('X-FROBNICATE'))).toContain('A private keyword');
  });

  it('names every parameter with its source', () => {
    for (const row of parameters()) {
      const found = renderPlain(explainParameter(row.name));
      expect(found).toContain(row.name);
      expect(found).toContain(row.keyword);
    }
    expect(renderPlain(explainParameter('HOLDFOR', '7200'))).toContain('2 h');
    expect(renderPlain(explainParameter('FROB'))).toContain('555');
  });

  it('gives the same as data', () => {
    const found = explainKeyword('SIZE', ['1000']);
    expect(JSON.parse(JSON.stringify(renderJson(found)))).toMatchObject({
      heading: 'SIZE EHLO keyword',
      sources: [{ label: 'RFC 1870 §3' }],
    });
  });
});

describe('AUTH explained', () => {
  it('shows the user name and no secret', () => {
    const found = renderPlain(explainAuth({ mechanism: 'PLAIN', on: 'answer', holds: 'both', user: 'alice@example.com', step: 0 }));
    expect(found).toContain('alice@example.com');
    expect(found).toContain('The secret is not shown');
  });

  it('reads the error of OAuth', () => {
    const found = renderPlain(
      explainAuth({
        mechanism: 'XOAUTH2',
        on: 'challenge',
        challenge: '{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}',
      }),
    );
    expect(found).toContain('The token is invalid or has expired.');
  });
});

describe('a reply in a log explained', () => {
  const log = (query: Partial<Parameters<typeof explainLogReply>[0]>) =>
    renderPlain(
      explainLogReply({
        code: 550,
        enhanced: '5.1.1',
        text: 'x',
        verb: 'RCPT',
        fromLog: true,
        format: 'postfix',
        by: 'remote',
        role: 'reply',
        status: 'bounced',
        phase: 'RCPT',
        said: null,
        words: null,
        ...query,
      }),
    );

  it('says who said it and what happens now', () => {
    const found = log({});
    expect(found).toContain('The receiving server said it to RCPT. The server gave up; the sender gets a bounce.');
  });

  it('knows why Postfix defers after a permanent refusal', () => {
    expect(log({ code: 554, enhanced: '5.7.1', status: 'deferred', phase: 'greeting', verb: 'CONNECT' })).toContain(
      'smtp_skip_5xx_greeting',
    );
    expect(log({ status: 'deferred' })).toContain('soft_bounce, or a delivery status filter');
    expect(log({ status: 'deferred', words: 'softbounce' })).toContain('soft_bounce is on');
  });

  it('knows why Exim gives up after a temporary refusal', () => {
    expect(log({ code: 450, enhanced: null, format: 'exim' })).toContain('the time to retry is used up');
  });

  it('does not judge where a log puts a reply', () => {
    expect(log({ code: 504, verb: 'RSET', by: 'local', status: 'rejected' })).not.toMatch(
      /is not listed as|superseded|breaks the protocol/,
    );
  });

  it('does not take sendmail at its word', () => {
    expect(log({ format: 'sendmail', words: 'user-unknown' })).toContain('read the reply itself');
  });

  it('has words for a failure without a reply', () => {
    const refused = meaningOf({ ...bare(null, null, 'connect to mx.example.net[192.0.2.1]:25: Connection refused'), status: 'deferred' });
    expect(renderPlain(explainStatus('deferred', refused) ?? reply({}))).toContain('refused');
    expect(explainStatus(null, null)).toBeNull();
  });
});
