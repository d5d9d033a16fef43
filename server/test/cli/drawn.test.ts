import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { run } from '../../src/cli/main';
import { visibly } from '../drawn';
import { LOG } from '../features/marked';
import { terminal } from './terminal';

vi.setConfig({ testTimeout: 60_000 });

const top = join(__dirname, '../../..');
const story = (name: string): string =>
  readFileSync(join(top, 'server/test/story/logs', name), 'utf8')
    .split('\n')
    .slice(0, 60)
    .join('\n');

/** The samples that a newcomer opens first, the logs of three programs, a few odd files, and settings that are found on the way. */
const FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(readdirSync(join(top, 'samples')).map((name) => [name, readFileSync(join(top, 'samples', name), 'utf8')])),
  'two.log': LOG,
  'postfix.log': story('postfix.log'),
  'exim.log': story('exim-mainlog.log'),
  'sendmail.log': story('sendmail.log'),
  'empty.txt': '',
  'letter.txt': 'Dear reader,\n\nnothing here was sent.\n',
  'slips.smtp':
    'S: 220 mx.example.net ESMTP\nC: HELO client.example.org\nS: 250 mx\nC: MAIL FROM: a@example.org\nS: 250 2.1.0 Ok\nC: RCPT TO:<b@example.net> \nS: 250 ok\nC: DATA\nS: 354 go\nC: hi\nC: .\nS: 250 ok\nC: quit\nS: 221 bye\n',
  'set/.smtp-lens.json': '{ "strictness": "lenient", "rules": { "path-space-after-colon": "error" } }',
  'set/slips.smtp': 'S: 220 mx.example.net ESMTP\nC: MAIL FROM: <a@example.org>\nS: 250 2.1.0 Ok\nC: QUIT\nS: 221 bye\n',
};
const ALL = Object.keys(FILES).filter((name) => /\.(?:smtp|txt|log)$/.test(name) && !name.startsWith('set/'));

const FEW = ['broken-session.smtp', 'slips.smtp', 'two.log', 'swaks-one-of-three.txt', 'empty.txt'];

/** What is typed; `terminal` where a person looks at it, in colours. */
const TYPED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  usage: [
    [],
    ['--help'],
    ['--version'],
    ...['why', 'check', 'messages', 'summary', 'story', 'explain', 'sessions', 'replies', 'redact', 'init', 'completions'].map((name) => [
      name,
      '--help',
    ]),
    ['chek', 'a'],
    ['check'],
    ['check', 'missing.txt'],
    ['check', '--formt', 'json', 'mail.log'],
    ['check', '--format', 'jsn', 'mail.log'],
    ['check', '--rule', 'path-space=off', 'slips.smtp'],
    ['check', '--rule', 'path-space-after-colon=loud', 'slips.smtp'],
    ['check', '--jobs', '0', 'slips.smtp'],
    ['messages', '--since', 'yesterday', 'mail.log'],
    ['sessions', '--session', '0', 'good-session.smtp'],
    ['story', 'mail.log'],
    ['explain', '--format', 'svg', '550'],
    ['redact', 'mail.log', 'two.log'],
    ['check', '--as', 'swak', 'mail.log'],
    ...['csh', 'bash', 'zsh', 'fish'].map((shell) => ['completions', shell]),
  ],
  why: [
    ['why', ...ALL],
    ['why', '--format', 'json', ...FEW],
    ['why', 'letter.txt'],
    ['why', 'good-session.smtp'],
  ],
  check: [
    ['check', ...ALL],
    ['check', '--format', 'full', ...FEW],
    ...['json', 'github', 'gitlab', 'junit', 'markdown'].map((format) => ['check', '--format', format, ...FEW]),
    ['check', '--statistics', ...FEW],
    ['check', '--severity', 'warning', '--fail-on', 'warning', ...FEW],
    ['check', '--strictness', 'pedantic', 'slips.smtp', 'good-session.smtp'],
    ['check', '--strictness', 'lenient', 'slips.smtp'],
    ['check', '--rule', 'path-space-after-colon=hint', '--rule', 'line-format=off', 'slips.smtp'],
    ['check', '--diff', 'slips.smtp'],
    ['check', '--fix', 'slips.smtp'],
    ['check', '--exit-zero', 'slips.smtp'],
    ['check', 'set'],
    ['check', '--strictness', 'standard', 'set'],
    ['check', '--exclude', '*.log', '--exclude', '*.txt', '.'],
    ['check', '--as', 'swaks', 'swaks-one-of-three.txt'],
    ['check', '--quiet', 'slips.smtp'],
  ],
  messages: [
    ['messages', 'mail.log'],
    ['messages', ...ALL],
    ['messages', '--failed', 'postfix.log', 'exim.log'],
    ['messages', '--to', 'example.net', '--from', 'example.org', 'mail.log', 'two.log'],
    ['messages', '--host', '192.0.2', 'two.log'],
    ['messages', '--since', 'Nov 23 19:24:40', '--until', 'Nov 23 19:25', 'postfix.log'],
    ['messages', '--cause', 'mailbox-unknown', 'postfix.log', 'exim.log', 'sendmail.log'],
    ['messages', '--format', 'json', 'mail.log', 'two.log'],
  ],
  summary: [
    ['summary', 'mail.log'],
    ['summary', ...ALL],
    ['summary', '--format', 'json', 'postfix.log', 'exim.log', 'sendmail.log'],
    ['summary', 'letter.txt'],
  ],
  story: [
    ['story', '349261B8932', 'mail.log'],
    ['story', '4F9D1A2B3C', 'two.log'],
    ['story', 'a@example.org', 'two.log'],
    ['story', 'nobody@example.invalid', 'two.log'],
    ['story', '--format', 'svg', '4F9D1A2B3C', 'two.log'],
  ],
  explain: [
    ['550'],
    ['550 5.1.1'],
    ['5.1.1'],
    ['4.7.1'],
    ['554 5.7.1 Relay access denied'],
    ['421 4.7.0 Try again later'],
    ['STARTTLS'],
    ['RCPT'],
    ['SIZE'],
    ['path-space-after-colon'],
    ['AUTH PLAIN AGFsaWNlAGh1bnRlcjI='],
    ['250'],
    ['354'],
    ['999'],
    ['5.9.99'],
    ['nonsense'],
    ['reply-code-imposible'],
    ['MAIL FROM:<a@example.org> SIZE=10 BODY=8BITMIME'],
    ['EHLO client.example.org'],
    ['250-SIZE 10240000'],
    ['VXNlcm5hbWU6'],
    ['=?utf-8?q?caf=C3=A9?='],
    ['status=deferred'],
    ['Connection timed out'],
  ]
    .map((words) => ['explain', ...words])
    .flatMap((words) => [words, [...words.slice(0, 1), '--format', 'json', ...words.slice(1)]]),
  sessions: [
    ['sessions', ...ALL],
    ['sessions', '--format', 'json', ...FEW],
    ['sessions', '--session', '1', 'good-session.smtp'],
    ['sessions', '--session', '2', 'good-session.smtp'],
    ['sessions', '--format', 'svg', 'swaks-one-of-three.txt'],
  ],
  replies: [
    ['replies', 'mail.log', 'good-session.smtp', 'two.log'],
    ['replies', '--format', 'json', 'mail.log', 'good-session.smtp', 'smtplib-wrong-password.txt'],
  ],
  redact: [
    ...ALL.filter((name) => !/^(?:exim|sendmail|postfix)/.test(name)).map((name) => ['redact', '--report', name]),
    ['redact', '--keep-identities', 'smtplib-wrong-password.txt'],
    ['redact', '--keep-mail-data', 'good-session.smtp'],
  ],
};

/** A command as it is typed, and what is printed: `err` before what goes to standard error, and the exit status where it is not 0. */
async function shown(args: readonly string[], person: boolean): Promise<string> {
  const { io, printed } = terminal(FILES, person);
  const status = await run([...args], { ...io, color: person, columns: 72 }, '0.0.0');
  const block = (text: string, mark: string): string[] =>
    text === ''
      ? []
      : text
          .replace(/\n$/, '')
          .split('\n')
          .map((line) => `${mark}${visibly(line)}`);
  return [
    `$ smtp-lens ${args.map((arg) => (/^[\w@.:/=-]+$/.test(arg) ? arg : `'${arg}'`)).join(' ')}${person ? '   # on a terminal' : ''}`,
    ...block(printed.out, '  '),
    ...block(printed.err, 'err '),
    ...(status === 0 ? [] : [`exit ${status}`]),
    '',
  ].join('\n');
}

describe('what is printed, as drawn in drawn/', () => {
  it.each(Object.entries(TYPED))('%s', async (name, typed) => {
    const rows: string[] = [];
    for (const args of typed) for (const person of [false, true]) rows.push(await shown(args, person));
    await expect(rows.join('\n')).toMatchFileSnapshot(`drawn/${name}.txt`);
  });
});
