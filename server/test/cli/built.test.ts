import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { terminalPicture } from '../../../scripts/docs/terminal';
import { COLUMNS, TERMINAL_PICTURES } from '../../../scripts/docs/terminal-pictures';
import { widthOf } from '../../src/text/width';
import { built, python, samples, top } from './built';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { cli, folder, piped, onTerminal } = built();
const log = readFileSync(join(samples, 'mail.log'), 'utf8');

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
const bare = (text: string): string => text.replace(COLOUR, '');

describe('in a pipe', () => {
  it('check prints a line a finding, without colour, and says on standard error what was read', () => {
    const { status, out, err } = piped(['check', 'broken-session.smtp'], undefined, { FORCE_COLOR: '1' });
    expect(status).toBe(1);
    for (const line of out.trimEnd().split('\n')) expect(line).toMatch(/^broken-session\.smtp:\d+:\d+: \w+: .* \[[a-z0-9-]+\]$/);
    expect(err).toMatch(/^1 file · 1 session · 1 error, 1 warning, 1 note\n$/);
    expect(piped(['check', '--quiet', 'broken-session.smtp'])).toEqual({ status: 1, out, err: '' });
  });

  it('says that nothing is wrong, and what it could not read', () => {
    expect(piped(['check', 'good-session.smtp'])).toEqual({ status: 0, out: '', err: '1 file · 1 session · nothing wrong found\n' });
    const write = (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const told: readonly [string, string][] = [
      [write('prose.txt', 'root:x:0:0:root:/root:/bin/bash\n'), 'not recognised as SMTP: '],
      [write('empty', ''), 'is empty'],
      [
        write(
          'noise',
          Uint8Array.from({ length: 3000 }, (_, n) => (n * 7919) % 251),
        ),
        'not recognised as SMTP: ',
      ],
      [
        write('mail.log.xz', Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4)),
        `is packed with xz: xzcat ${folder}/mail.log.xz | smtp-lens why -`,
      ],
    ];
    for (const [file, words] of told) {
      const { status, out, err } = piped(['why', file]);
      expect({ status, out }, file).toEqual({ status: 2, out: '' });
      expect(err).toContain(words);
    }
  });

  it('guesses what a slip meant', () => {
    expect(piped(['chekc', 'a']).err).toMatch(/unknown command: chekc; did you mean check\?/);
    expect(piped(['check', '--sverity', 'error', 'a']).err).toMatch(/unknown option --sverity; did you mean --severity\?/);
    expect(piped(['check', '--as', 'swask', 'a']).err).toMatch(/there is no format swask; did you mean swaks\?/);
    expect(piped(['check', '--rule', 'unknown-comand=off', 'a']).err).toMatch(/Did you mean unknown-command\?/);
    expect(piped(['messages', '--cause', 'greylist', 'mail.log']).err).toMatch(/did you mean greylisted\?/);
    for (const version of ['--version', '-v', 'version']) expect(piped([version]).out).toMatch(/^smtp-lens \d/);
  });

  it('keeps a name that holds a line end on one line', () => {
    const file = join(folder, 'a\nb.smtp');
    writeFileSync(file, readFileSync(join(samples, 'broken-session.smtp')));
    const [line] = piped(['check', file]).out.split('\n');
    expect(line).toMatch(/a\\x0ab\.smtp:9:4: error/);
    expect(JSON.parse(piped(['check', '--format', 'json', file]).out.split('\n')[0]).file).toBe(file);
    for (const format of ['github', 'markdown', 'junit']) expect(piped(['check', '--format', format, file]).out).not.toContain('a\nb.smtp');
  });

  it('reads folders as git does, and leaves out what is excluded', () => {
    const tree = join(folder, 'tree');
    mkdirSync(join(tree, 'in/deep'), { recursive: true });
    mkdirSync(join(tree, 'dist'));
    const broken = readFileSync(join(samples, 'broken-session.smtp'));
    for (const name of ['in/deep/a.smtp', 'in/b.smtp', 'dist/c.smtp', 'in/d.tmp']) writeFileSync(join(tree, name), broken);
    writeFileSync(join(tree, '.gitignore'), 'dist/\n*.tmp\n');
    writeFileSync(join(tree, 'in/picture.png'), Uint8Array.of(0x89, 0x50, 0, 0, 0));
    const files = (args: string[]): string[] =>
      [
        ...new Set(
          piped(['check', '--format', 'json', ...args, tree])
            .out.split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line).file),
        ),
      ].sort();
    expect(files([])).toEqual([join(tree, 'in/b.smtp'), join(tree, 'in/deep/a.smtp')]);
    expect(files(['--exclude', 'deep/'])).toEqual([join(tree, 'in/b.smtp')]);
  });

  it('does what a linter is asked to', () => {
    const errors = piped(['check', '--severity', 'error', 'broken-session.smtp']);
    expect(errors.out.trimEnd().split('\n')).toHaveLength(1);
    expect(piped(['check', '--exit-zero', 'broken-session.smtp']).status).toBe(0);
    expect(piped(['check', '--statistics', 'broken-session.smtp']).out).toMatch(/^1 {2}error +reply-code-impossible {2}/m);
    const file = join(folder, 'out.json');
    expect(piped(['check', '--format', 'json', '-o', file, 'broken-session.smtp']).out).toBe('');
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(3);
    expect(piped(['check', '--severity', 'error', '--fail-on', 'hint', 'mail.log']).err).toMatch(/ · \d+ below --severity$/m);
    const gitlab = JSON.parse(piped(['check', '--format', 'gitlab', 'broken-session.smtp']).out);
    expect(gitlab[0]).toMatchObject({
      check_name: 'reply-code-impossible',
      severity: 'major',
      location: { path: 'broken-session.smtp', lines: { begin: 9 } },
    });
    expect(new Set(gitlab.map((one: { fingerprint: string }) => one.fingerprint)).size).toBe(gitlab.length);
    expect(piped(['check', '--format', 'junit', 'broken-session.smtp']).out).toMatch(
      /<testsuite name="broken-session.smtp" tests="3" failures="2" errors="0">/,
    );
  });
});

describe('the file of -o', () => {
  const old = (name: string): string => {
    const file = join(folder, name);
    writeFileSync(file, '220 mx.example.net ESMTP\n');
    return file;
  };

  it('is not that of the input, under another name either', () => {
    const input = old('same.smtp');
    symlinkSync(input, join(folder, 'link.smtp'));
    for (const output of [input, join(folder, 'link.smtp')]) {
      const { status, err } = piped(['redact', input, '-o', output]);
      expect([status, err]).toEqual([2, expect.stringContaining('-o would overwrite')]);
      expect(readFileSync(input, 'utf8')).toBe('220 mx.example.net ESMTP\n');
    }
  });

  it('stays as it was when the command fails, and is empty when it has nothing to say', () => {
    const output = old('old.json');
    for (const args of [
      ['redact', 'no such file'],
      ['check', '--format', 'bogus', 'mail.log'],
    ])
      expect(piped([...args, '-o', output]).status).toBe(2);
    expect(readFileSync(output, 'utf8')).toBe('220 mx.example.net ESMTP\n');
    const quiet = old('quiet.smtp');
    expect(piped(['check', '--format', 'text', '--severity', 'error', quiet, '-o', output]).status).toBe(0);
    expect(readFileSync(output, 'utf8')).toBe('');
  });

  it('is refused at once where it cannot be written', () =>
    expect(piped(['check', 'mail.log', '-o', folder])).toMatchObject({ status: 2, out: '', err: expect.stringContaining('cannot write') }));
});

describe('a folder without a file', () => {
  it('is said to be one', () => {
    const empty = mkdtempSync(join(folder, 'empty-'));
    expect(piped(['check', empty])).toMatchObject({ status: 2, err: 'smtp-lens: there was no file to read\n' });
  });

  it('is not mistaken for a link to itself', () => {
    symlinkSync('loop', join(folder, 'loop'));
    expect(piped(['check', join(folder, 'loop')])).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^smtp-lens: cannot read .*loop: .+\n$/),
    });
  });
});

describe('the small main', () => {
  it('answers for the version and for help alone, without what the commands need', () => {
    const alone = join(folder, 'alone');
    mkdirSync(alone);
    copyFileSync(cli, join(alone, 'cli.js'));
    const run = (...args: string[]) => spawnSync(process.execPath, [join(alone, 'cli.js'), ...args], { encoding: 'utf8' });
    expect(run('--version')).toMatchObject({ status: 0, stdout: piped(['--version']).out, stderr: '' });
    expect(run('check', '--help', '-q')).toMatchObject({ status: 0, stdout: piped(['help', 'check']).out, stderr: '' });
    expect(run('--help')).toMatchObject({ status: 0, stdout: piped(['-h']).out, stderr: '' });
    expect(run()).toMatchObject({ status: 2, stdout: '', stderr: piped(['--help']).out });
    expect(run('--color', 'pink', '--version')).toMatchObject({ status: 2, stdout: '', stderr: piped(['--color', 'pink', 'check']).err });
    expect(run('explain', '550').stderr).toContain('commands.js');
  });
});

describe('a log', () => {
  it('is listed a line a message, with what the outcome means', () => {
    const { status, out, err } = piped(['messages', 'mail.log']);
    expect(status).toBe(0);
    expect(out.split('\n')[0]).toBe(
      'mail.log:3: Nov 23 19:24:32 349261B8932 <alice@example.org> -> <nobody@example.net> and 2 more: 1 bounced: recipient does not exist · 550 5.1.1, 2 sent',
    );
    expect(err).toBe('1 file · 4 messages · 3 not delivered to everyone\n');
  });

  it('is listed by what is asked for', () => {
    const ids = (...args: string[]): (string | null)[] =>
      piped(['messages', '--format', 'json', ...args, 'mail.log'])
        .out.split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).id);
    expect(ids('--failed')).toEqual(['349261B8932', null, '72D751B898C']);
    expect(ids('--to', 'bob@example.net')).toEqual(['349261B8932']);
    expect(ids('--from', 'promo')).toEqual([null]);
    expect(ids('--host', 'mx1.example.com')).toEqual(['349261B8932']);
    expect(ids('--cause', 'relay-denied')).toEqual([null]);
    expect(ids('--since', 'Nov 23 19:25', '--until', '2026-11-23T19:25')).toEqual([null]);
    expect(piped(['messages', '--since', 'yesterday', 'mail.log']).status).toBe(2);
  });

  it('is one log however many files it is in, in whatever order they are named', () => {
    const lines = log.split('\n');
    writeFileSync(join(folder, 'mail.log.1'), `${lines.slice(0, 8).join('\n')}\n`);
    writeFileSync(join(folder, 'mail.log'), lines.slice(8).join('\n'));
    const told = (args: string[]): object[] =>
      piped(['messages', '--format', 'json', ...args])
        .out.split('\n')
        .filter(Boolean)
        .map((line) => ({ ...JSON.parse(line), file: null, line: null, recipients: null }));
    const whole = told(['mail.log']);
    expect(told([join(folder, 'mail.log'), join(folder, 'mail.log.1')])).toEqual(whole);
    const { out } = piped(['summary', join(folder, 'mail.log'), join(folder, 'mail.log.1')]);
    expect(out).toContain('Deliveries: 3 sent, 2 deferred, 1 bounced; refused here: 1');
    expect(out).toContain(`Recipient does not exist  (line ${folder}/mail.log.1:8)`);
  });

  it('is the same in shards that are cut at line ends', () => {
    const lines = log.trimEnd().split('\n');
    const replies = (part: readonly string[], first: number): object[] =>
      piped(['replies', '--format', 'json', '-'], `${part.join('\n')}\n`)
        .out.split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
        .map((one: { line: number }) => ({ ...one, line: one.line + first }));
    expect([0, 8, 16].flatMap((first) => replies(lines.slice(first, first + 8), first))).toEqual(replies(lines, 0));
  });

  it('tells the story of an address and of a client that was turned away', () => {
    expect(piped(['story', 'carol@example.com', 'mail.log']).out).toMatch(/^Story of 349261B8932$/m);
    expect(piped(['story', 'dave@example.com', 'mail.log']).out).toContain('rejected: relaying denied, no login');
  });
});

describe('files that somebody else made', () => {
  const other = mkdtempSync(join(folder, 'other-'));
  const secret = 'root:hunter2:0:0';
  const session = readFileSync(join(samples, 'broken-session.smtp'), 'utf8');

  it('are no settings unless they are regular ones, and are not quoted', () => {
    writeFileSync(join(folder, 'passwd'), `${secret}\n`);
    const made: readonly ((path: string) => void)[] = [
      (path) => symlinkSync('/dev/zero', path),
      (path) => symlinkSync(join(folder, 'passwd'), path),
      (path) => void spawnSync('mkfifo', [path]),
      (path) => mkdirSync(path),
    ];
    const folders = made.map((make, n) => {
      const here = join(other, String(n));
      mkdirSync(here);
      make(join(here, '.smtp-lens.json'));
      make(join(here, '.gitignore'));
      writeFileSync(join(here, 'a.smtp'), session);
      return here;
    });
    writeFileSync(join(other, '.smtp-lens.json'), `${secret}\n`);
    writeFileSync(join(other, 'a.smtp'), session);
    const { status, out, err } = piped(['check', ...folders, join(other, 'a.smtp')]);
    expect(status).toBe(1);
    expect(out.split('\n').filter((line) => line.includes('reply-code-impossible'))).toHaveLength(5);
    expect(err.split('.smtp-lens.json is not read: it is not a regular file.')).toHaveLength(5);
    expect(err).toContain('.smtp-lens.json is not JSON');
    expect(out + err).not.toContain('hunter2');
  });

  it('are not unpacked without end', () => {
    const line = `${'a'.repeat(65_535)}\n`;
    const packed = gzipSync(line.repeat(512));
    const bomb = join(folder, 'bomb.gz');
    writeFileSync(bomb, Buffer.concat([packed, packed, packed, packed]));
    expect(piped(['replies', bomb])).toEqual({
      status: 2,
      out: '',
      err: expect.stringContaining('unpacks to more than 500 times its size'),
    });
    // Logs pack well, too.
    writeFileSync(join(folder, 'good.gz'), gzipSync(log.repeat(100)));
    expect(piped(['replies', join(folder, 'good.gz')]).out.split('\n').length).toBeGreaterThan(300);
  });

  it('are not read on where a line does not end', () => {
    const endless = join(folder, 'endless');
    writeFileSync(endless, '');
    truncateSync(endless, 100_000_000);
    expect(piped(['replies', endless]).err).toContain('a line is longer than 64 MB');
  });
});

describe.skipIf(!python && !process.env.CI)('on a terminal', () => {
  it.each([60, 120])('of %i columns check fits, with carets under the place', (columns) => {
    const { status, shown } = onTerminal(columns, ['check', 'broken-session.smtp']);
    expect(status).toBe(1);
    expect(shown).toMatch(COLOUR);
    const lines = bare(shown).split('\n');
    for (const line of lines) expect(widthOf(line), line).toBeLessThanOrEqual(columns);
    const at = lines.findIndex((line) => line.includes('S: 354'));
    expect(lines[at + 1].indexOf('^^^')).toBe(lines[at].indexOf('354'));
    expect(lines.at(-2)).toBe('1 file · 1 session · 1 error, 1 warning, 1 note');
  });

  it.each([60, 120])('of %i columns, dark or light, all fit, and only colours are used that the theme defines', (columns) => {
    // Bold, dim, underlined; red, green, yellow, cyan; and what ends them. White, black and backgrounds would vanish on one theme or the other.
    const THEME = new Set([1, 2, 4, 22, 24, 31, 32, 33, 36, 39]);
    for (const args of [
      ['check', 'broken-session.smtp'],
      ['why', 'mail.log'],
      ['messages', 'mail.log'],
      ['summary', 'mail.log'],
      ['story', '349261B8932', 'mail.log'],
    ]) {
      const { shown } = onTerminal(columns, args);
      const sequences = shown.match(/\u001b(?:\[[^a-zA-Z]*[a-zA-Z])?/g) ?? [];
      expect(sequences.length).toBeGreaterThan(1);
      for (const one of sequences) expect(THEME, JSON.stringify(one)).toContain(Number(/^\u001b\[(\d+)m$/.exec(one)?.[1]));
      for (const line of bare(shown).split('\n')) expect(widthOf(line), `${args[0]}: ${line}`).toBeLessThanOrEqual(columns);
      // What is red is also said in words.
      expect(bare(shown)).toMatch(/error|bounced|rejected|does not exist/i);
    }
  });

  it('tells a story with every word of the text, each line of the log under its step', () => {
    const words = (text: string): string =>
      text
        .replace(/^ *\| /gm, '')
        .replace(/\s+/g, ' ')
        .trim();
    const { out } = piped(['story', '349261B8932', 'mail.log'], undefined, { FORCE_COLOR: '1' });
    for (const columns of [60, 120, 400]) {
      const { shown } = onTerminal(columns, ['story', '349261B8932', 'mail.log']);
      const told = bare(shown).split('\n').slice(0, -2).join('\n');
      // A word that is longer than a line is broken.
      expect(words(told).replaceAll(' ', '')).toBe(words(out).replaceAll(' ', ''));
      if (columns === 400) expect(`${told}\n`).toBe(out);
      const lines = told.split('\n');
      expect(lines.filter((line) => /^ {2}<.*bounced/.test(line))).toHaveLength(1);
    }
    expect(onTerminal(60, ['story', '349261B8932', 'mail.log']).shown).toContain('\u001b[31m');
    expect(onTerminal(60, ['story', '349261B8932', 'mail.log'], { NO_COLOR: '1' }).shown).not.toContain('\u001b[');
  });

  it.each(TERMINAL_PICTURES)(
    'shows what is pictured in docs/images/$name (node scripts/pictures.mjs draws it)',
    ({ name, args, title }) => {
      const { shown } = onTerminal(COLUMNS, args);
      const picture = terminalPicture(`$ smtp-lens ${args.join(' ')}\n${shown}`, COLUMNS, title);
      expect(readFileSync(join(top, 'docs/images', name), 'utf8').replace(/\r\n/g, '\n')).toBe(picture);
    },
  );

  it('is plain where no colour is wanted', () => {
    const colours = (args: string[], env: Record<string, string> = {}): boolean =>
      onTerminal(80, ['check', ...args, 'broken-session.smtp'], env).shown.includes('\u001b[');
    expect(colours([], { NO_COLOR: '1' })).toBe(false);
    expect(colours(['--color', 'never'])).toBe(false);
    expect(colours([], { TERM: 'dumb' })).toBe(false);
    expect(colours(['--color', 'always'], { NO_COLOR: '1' })).toBe(true);
  });

  it('shows no secret', () => {
    const { shown } = onTerminal(120, ['check', 'telnet-by-hand.txt']);
    const [, , secret] = readFileSync(join(samples, 'telnet-by-hand.txt'), 'utf8').split('\n').slice(20, 23);
    expect(bare(shown)).toContain('credentials-visible');
    expect(bare(shown)).not.toContain(secret.trim().split(' ').at(-1));
  });
});
