import { describe, expect, it, vi } from 'vitest';
import { Analysis } from '../../../src/analysis/analysis';
import { redact } from '../../../src/features/redact';
import { secretsOfLines } from '../../../src/redaction/document';
import { linesOf, textOf } from '../../../src/text/lines';
import { visibly } from '../../drawn';
import { drawnProduction } from '../../productions';
import { begin, DIALOGUES, end, PROGRAMS, TEXTS } from '../planted';

vi.setConfig({ testTimeout: 60_000 });

const b64 = (text: string): string => Buffer.from(text).toString('base64');

/** Words that come where a password may: passwords of every make, and what is none. */
const VALUES = [
  ...[
    'tulip',
    'Tulip',
    'tulip.',
    'Tulip:',
    'Tulip!',
    'Tulip?',
    'tulip,',
    'tulip;',
    'tulip)',
    '(tulip)',
    '"tulip"',
    "'tulip'",
    '<tulip>',
    '[tulip]',
  ],
  ...[
    'tulip4',
    'tulip47',
    'Tulip47',
    'tulip-47',
    'tul_ip',
    'tul.ip',
    'tul ip',
    'tulip&x=1',
    'tulip=47',
    'tulip==',
    'tulip:47',
    'tul/ip',
    'tul\\ip',
  ],
  ...['1', '12', '123', '1234', '12345', '123456', '4711.', '2026-11-23', '10:20:30', '1.5', '192.0.2.1', '::1', '0x1F', '-1', '+1'],
  ...['abcdefghijklmn', 'abcdefghijklmno', 'abcdefghijklmnop', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNO', 'AbcdefghijklmnOp'],
  ...[
    'a@b',
    'alice@example.org',
    'alice@',
    '@b',
    'http://example.org/',
    'smtp://a:b@c',
    'example.org',
    'mx.example.org',
    '<mx.example.org>',
  ],
  ...[
    'key=value',
    'a=b',
    '--flag',
    '--flag=x',
    '-f',
    '/path/file',
    'C:\\file',
    '~/x',
    './x',
    '$PASS',
    '${PASS}',
    '%PASS%',
    '%(pw)s',
    '{{pw}}',
    '{pw}',
  ],
  ...[
    'true',
    'false',
    'null',
    'none',
    'yes',
    'no',
    'on',
    'off',
    'required',
    'optional',
    'plain',
    'login',
    'password',
    'secret',
    'changeme',
    'undefined',
  ],
  ...['***', '********', 'xxxx', 'xxxxxxxx', '....', '[hidden]', '[REDACTED]', 'REDACTED', '<password>', '…', '_____'],
  ...[
    'QUIT',
    'EHLO',
    'MAIL',
    'X-FOO',
    'X-FOO1',
    '250',
    '334',
    '535',
    '5.7.8',
    'AUTH',
    'LOGIN',
    'OK',
    'TLSv1.2',
    'SHA256',
    'utf-8',
    'ESMTP',
  ],
  ...[
    'a1',
    'a1b2',
    'deadbeef',
    'deadbeefdeadbeef',
    'd41d8cd98f00b204e9800998ecf8427e',
    '550e8400-e29b-41d4-a716-446655440000',
    '1xVZhV-0002xq-2G',
  ],
  ...[
    b64('tulip'),
    b64('tulip47'),
    b64('tulip4711'),
    b64('alice\0tulip47'),
    b64('\0alice\0tulip47'),
    b64('Password:'),
    'dHVsaXA',
    'dHVsaX==',
  ],
  ...[
    'é',
    'grün47',
    '密码47',
    'пароль',
    'tu\u00adlip',
    '😀47',
    "o'tulip",
    'a"b',
    'a`b',
    '`tulip`',
    'tulip|47',
    '#tulip',
    'tulip#1',
    '!tulip',
    '^tulip',
  ],
];

type Write = (value: string) => readonly string[];

/** The words of which something is hidden, or where these are more, those of which nothing is. */
function row(write: Write, values: readonly string[]): string {
  const none = secretsOfLines(linesOf([...write('')]), []).placed.length;
  const hidden = values.filter((value) => {
    const lines = write(value);
    const { placed } = secretsOfLines(linesOf([...lines]), []);
    return placed.length > none || placed.some(({ line, from, to }) => lines[line].slice(from, to).includes(value));
  });
  if (hidden.length === 0) return 'nothing is hidden';
  if (hidden.length === values.length) return 'all are hidden';
  const rest = values.filter((value) => !hidden.includes(value));
  return hidden.length <= rest.length ? `hidden are ${hidden.join('  ')}` : `hidden are all but ${rest.join('  ')}`;
}

describe('which words are hidden where a password may be, as told in drawn/values.txt', () => {
  it('in texts and in dialogues that are read as none', async () => {
    const texts: (readonly [string, Write])[] = [
      ...Object.entries(TEXTS).map(([kind, write]) => [kind, (value: string) => write(value).split('\n')] as const),
      ...Object.entries(DIALOGUES).map(
        ([kind, talk]) => [`dialogue: ${kind}`, (value: string) => PROGRAMS.rfc([...begin, ...talk(value), ...end]).split('\n')] as const,
      ),
    ];
    // In turns: a dialogue is long, and a third of the words says as much of it.
    const rows = texts.map(
      ([kind, write], turn) =>
        `${kind}: ${row(write, kind.startsWith('dialogue') ? VALUES.filter((_, at) => at % 3 === turn % 3) : VALUES)}`,
    );
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot('drawn/values.txt');
  });
});

/** What is replaced of an answer to a login, and how long what comes instead is. */
const answered = (text: string): string => {
  const lines = ['S: 220 mx.example.net', 'C: EHLO client.example.org', 'S: 250 AUTH PLAIN LOGIN SCRAM-SHA-256 NTLM', ...text.split('|')];
  return redact(Analysis.of(textOf(lines), { explicit: true }), { keepIdentities: true, keepMailData: true })
    .replaced.map(({ line, from, to, kind, standIn }) => `${kind} ${line - 2}: ${to - from}, ${standIn.length}`)
    .join('; ');
};
const ntlm = (kind: number, rest: string): string => b64(`NTLMSSP\0${String.fromCharCode(kind)}\0\0\0${rest}`);

describe('what is replaced of the answers to a login, as drawn in drawn/answers.txt', () => {
  it('with every character and of any length', async () => {
    const texts = [
      ...['A¶', '=¶', 'A¶==', '*¶', 'x¶', 'dHVsaXA0§zEx', '§', `${b64('tulip')}§`],
      ...['', 'AAAAA', 'AAAAAA', 'AAAAAA==', 'AAAAAAB', '=====', '=======', b64('REDACTED'), b64('secret'), b64('alice'), '*', '=', '****'],
      ...[b64('\0alice\0tulip47'), b64('alice\0tulip47'), b64('x\0alice\0tulip47\0y'), b64('\0\0tulip47'), b64('\0alice\0')],
    ].flatMap((value) => [
      `C: AUTH PLAIN ${value}|S: 535 5.7.8 No`,
      `C: AUTH LOGIN|S: 334 VXNlcm5hbWU6|C: YWxpY2U=|S: 334 UGFzc3dvcmQ6|C: ${value}|S: 235 2.7.0 Ok`,
    ]);
    const scram = [
      'c=biws,r=abc,p=QUJDREVGR0g=',
      'c=biws,r=abc,p=QUJDREVG',
      'c=biws,r=abc,p=QUJDREV',
      'c=biws,r=abc,p=AAAAAAAA',
      'c=biws,r=abc,p=AAAAAAAAB',
      'c=biws,r=abc,p=QUJDREVGR0g=,x=y',
    ];
    const own = [
      ...scram.map((value) => `C: AUTH SCRAM-SHA-256|S: 334|C: ${b64(value)}|S: 235 2.7.0 Ok`),
      ...[
        ntlm(1, 'abcdefgh'),
        ntlm(2, 'abcdefgh'),
        ntlm(3, 'abcdefgh'),
        ntlm(3, '\0\0\0\0'),
        ntlm(3, 'a\0\0\0'),
        ntlm(3, ''),
        b64('NTLMSSQ\0\u0003\0\0\0abcdefgh'),
      ].map((value) => `C: AUTH NTLM|S: 334|C: ${value}|S: 235 2.7.0 Ok`),
    ];
    const all = [...texts, ...own];
    const rows = [
      ...all.filter((text) => !/[§¶]/.test(text)).map((text) => `${text}: ${answered(text) || 'nothing'}`),
      ...drawnProduction({ ask: answered, texts: all.filter((text) => /[§¶]/.test(text)) }),
    ];
    await expect(visibly(`${rows.join('\n')}\n`)).toMatchFileSnapshot('drawn/answers.txt');
  });
});
