import { describe, expect, it } from 'vitest';
import { keywords, parameters, saslMechanisms, verbs } from '../../../src/knowledge/index';
import { type AuthQuery, explainAuth } from '../../../src/meaning/explain/auth';
import { explainCommand } from '../../../src/meaning/explain/command';
import { explainHeader, explainQueueId, explainTime } from '../../../src/meaning/explain/decoded';
import type { Explanation } from '../../../src/meaning/explain/explanation';
import { explainKeyword, explainParameter } from '../../../src/meaning/explain/keyword';
import { explainLogReply, type LogReplyQuery, misleadingWords } from '../../../src/meaning/explain/log';
import { renderMarkdown } from '../../../src/meaning/explain/markdown';
import { renderPlain } from '../../../src/meaning/explain/plain';
import { bytes, moment, seconds } from '../../../src/meaning/explain/quantities';
import { explainReply } from '../../../src/meaning/explain/reply';
import { visibly } from '../../drawn';

const draw = async (name: string, rows: readonly string[]): Promise<void> => {
  await expect(visibly(`${rows.map((row) => row.replace(/[ \t]+$/gm, '')).join('\n')}\n`)).toMatchFileSnapshot(`drawn/${name}.txt`);
};
const plainly = (explanation: Explanation | null): string[] => (explanation ? renderPlain(explanation).split('\n') : ['nothing']);

/** What has the same words is told once, behind the list of those that have them. */
function together(asked: readonly (readonly [name: string, words: string])[]): string[] {
  const byWords = new Map<string, string[]>();
  for (const [name, words] of asked) byWords.set(words, [...(byWords.get(words) ?? []), name]);
  return [...byWords].flatMap(([words, names]) => [`  ${names.join(' ')}`, ...words.split('\n').map((line) => `# ${line}`)]);
}

/** So much of a line tells it from others. */
const WIDEST = 70;
/** Codes that are listed somewhere, both sides of each class, and some that are in no table. */
const CODES = [199, 200, 220, 221, 235, 250, 251, 299, 300, 334, 354, 399, 400, 421, 450, 499, 500, 503, 535, 550, 554, 599, 600];

describe('what is explained, as drawn in drawn/', () => {
  it('of each code at each command', () =>
    draw(
      'replies',
      ['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'DATA_END', 'QUIT', 'GREETING', 'FROB', null].flatMap((verb) => [
        `## ${verb ?? 'no command'}`,
        ...together(
          CODES.map((code) => {
            const { heading, summary, parts } = explainReply({ code, enhanced: null, text: '', verb });
            const words = renderPlain({ heading, summary, parts, sources: [] }).split('\n');
            return [String(code), words.map((line) => line.replaceAll(String(code), '###').slice(0, WIDEST)).join('\n')] as const;
          }),
        ),
      ]),
    ));

  it('of enhanced codes', () =>
    draw(
      'enhanced',
      ['2.0.0', '2.1.5', '4.2.2', '5.1.1', '5.7.26', '5.7.606', '4.9.9', '5.0.999', '9.1.1'].flatMap((enhanced) => [
        `## ${enhanced}`,
        ...[null, 250, 450, 550].flatMap((code) =>
          plainly(explainReply({ code, enhanced, text: '', verb: 'RCPT' })).map((line) => `# ${line}`),
        ),
      ]),
    ));

  it('of a reply in a log', () => {
    const query: LogReplyQuery = {
      code: 550,
      enhanced: '5.1.1',
      text: 'User unknown',
      verb: 'RCPT',
      format: 'postfix',
      by: 'remote',
      role: 'reply',
      status: 'bounced',
      phase: 'RCPT',
      said: null,
      words: null,
    };
    const changes: readonly Partial<LogReplyQuery>[] = [
      {},
      { by: 'local' },
      { by: null, phase: null },
      { role: 'verdict', said: { code: 450, enhanced: null } },
      { role: 'verdict', said: { code: null, enhanced: '4.2.0' } },
      { role: 'verdict', code: null, enhanced: '4.4.1', status: 'deferred' },
      { role: 'nested' },
      { status: 'deferred', code: 450, enhanced: '4.2.0' },
      { status: 'deferred', words: 'softbounce' },
      { status: 'sent', code: 250, enhanced: '2.0.0', text: 'Ok: queued as 1' },
      { status: 'sent', words: 'filtered' },
      { status: 'rejected', by: 'local' },
      { status: null },
      { words: 'user-unknown', phase: 'data' },
      { format: 'exim', phase: 'greeting' },
      { format: 'sendmail', status: 'deferred' },
    ];
    return draw(
      'log',
      changes.flatMap((change) => [
        `## ${JSON.stringify(change)}`,
        ...plainly(explainLogReply({ ...query, ...change })).map((line) => `# ${line}`),
      ]),
    );
  });

  it('of commands, keywords, parameters and mechanisms', () => {
    const values = [[], ['1'], ['10240000'], ['0'], ['PLAIN', 'LOGIN'], ['RCPTMAX=20']];
    return draw('names', [
      ...[...verbs(), 'GREETING', 'DATA_END', 'FROB'].flatMap((verb) => [`## command ${verb}`, ...plainly(explainCommand(verb))]),
      ...[...keywords().map(({ name }) => name), 'X-FROB', 'FROB', 'AUTH=PLAIN'].flatMap((name) => [
        `## keyword ${name}`,
        ...together(values.map((words) => [words.join(' ') || 'alone', renderPlain(explainKeyword(name, words))] as const)),
      ]),
      ...[...parameters().map(({ name }) => name), 'FROB'].flatMap((name) => [
        `## parameter ${name}`,
        ...together(
          [null, '1', '2048', 'NEVER', '120;R', 'rfc822;a'].map(
            (value) => [value ?? 'alone', renderPlain(explainParameter(name, value, value === '1' ? 'a b' : null))] as const,
          ),
        ),
      ]),
    ]);
  });

  it('of a login', () => {
    const queries: readonly AuthQuery[] = [
      ...['mechanism', 'offer', 'answer', 'challenge'].map((on) => ({ mechanism: null, on }) as AuthQuery),
      ...saslMechanisms.flatMap(({ name }) =>
        (['mechanism', 'offer', 'answer', 'challenge'] as const).map((on) => ({ mechanism: name, on })),
      ),
      ...(['user', 'password', 'both', 'cancel', 'empty', null] as const).flatMap((holds) => [
        { mechanism: 'PLAIN', on: 'answer' as const, holds, step: 0 },
        { mechanism: 'LOGIN', on: 'answer' as const, holds, user: 'alice', step: 1 },
        { mechanism: 'LOGIN', on: 'answer' as const, holds, user: 'alice', identity: 'bob', masked: true, step: 2 },
      ]),
      { mechanism: 'LOGIN', on: 'challenge', challenge: 'Username:' },
      { mechanism: 'XOAUTH2', on: 'challenge', challenge: '{"status":"401"}' },
    ];
    return draw('login', together(queries.map((query) => [JSON.stringify(query), renderPlain(explainAuth(query))] as const)));
  });

  it('of what was decoded, and of quantities', () =>
    draw('quantities', [
      ...[0, 1, 1023, 1024, 1536, 1_048_575, 1_048_576, 35_882_577, 1.2e9, 5e15, 3e18].map(
        (octets) => `${octets} octets: ${bytes(octets)}`,
      ),
      ...[0, 0.0005, 1.5, 119, 119.9994, 120, 121, 7199, 7200, 172_799, 172_800, 1e6, -1, -130].map(
        (count) => `${count} seconds: ${seconds(count)}`,
      ),
      ...[0, 1, 999, 1000, 1_795_461_872_123].map((time) => `${time}: ${moment(time)}`),
      ...[null, 0, 1, 999, 1000, 59_999, 60_000, 3_600_000, -5].flatMap((since) =>
        plainly(explainTime(since, since === null ? null : since * 2)),
      ),
      ...['Received', 'Subject', 'Date', 'X-Frob', 'Message-ID'].flatMap((name) => plainly(explainHeader(name, null))),
      ...plainly(explainHeader('Subject', 'Grüße')),
      ...plainly(explainQueueId('4dKJZ62Gm9z3qL', 'Postfix', 1_795_461_872_123)),
      ...['status=SOFTBOUNCE (a', '(filtered: b', 'stat=User unknown', 'stat=Sent'].map((line) => `${line}: ${misleadingWords(line)}`),
      renderMarkdown(explainReply({ code: 550, enhanced: '5.1.1', text: 'a *b* `c`', verb: 'RCPT' })),
      renderMarkdown(explainKeyword('AUTH', ['PLAIN', 'LOGIN', 'FROB'])),
    ]));
});
