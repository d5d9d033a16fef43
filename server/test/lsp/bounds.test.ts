import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readSettingsFile } from '../../src/cli/settings-file';
import { folderSettingsOf, readFolderSettings, readSeverities } from '../../src/features/folder-settings';
import { readCustomReplies } from '../../src/meaning/custom-replies';
import { readPattern } from '../../src/meaning/pattern';
import { LONGEST_FILE } from '../../src/rules/folder-file';
import { builtServer, type Wire } from './stdio';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let built: Awaited<ReturnType<typeof builtServer>>;
beforeAll(async () => {
  built = await builtServer();
});
afterAll(() => built.remove());

const samples = join(__dirname, '../../../samples');
const SESSION = readFileSync(join(samples, 'good-session.smtp'), 'utf8');
const MB = 1024 * 1024;
const row = (n: number) => ({ pattern: `code WX-${n} (a|b)+ \\d{2,4}`, title: `Row ${n}`, meaning: 'The archive is full.' });
const rows = (count: number) => Array.from({ length: count }, (_, n) => row(n));
const open = (wire: Wire, uri: string, text = SESSION): void =>
  wire.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'smtp', version: 1, text } });
const hover = (wire: Wire, uri: string) =>
  wire
    .ask('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 4 } })
    .then(({ result }) => JSON.stringify(result));
const shown = (wire: Wire): string[] =>
  wire.heard.filter(({ method }) => method.startsWith('window/showMessage')).map(({ params }) => Object(params).message);

describe('memory', () => {
  it('is back near its base after 1,000 documents and 2,000 changes of settings', async () => {
    const used = async (documents: number, changes: number): Promise<number> => {
      const wire = built.start();
      await wire.greet({ initializationOptions: { settings: { replies: rows(1) } } });
      for (let n = 0; n < documents; n++) {
        open(wire, `untitled:${n}`, SESSION.repeat(3));
        if (n % 50 === 0) await hover(wire, `untitled:${n}`);
        wire.notify('textDocument/didClose', { textDocument: { uri: `untitled:${n}` } });
      }
      open(wire, 'untitled:last');
      for (let n = 0; n < changes; n++) {
        const replies = [...rows(10), { pattern: `(${n}`, title: 'wrong' }, row(n)];
        wire.notify('workspace/didChangeConfiguration', { settings: { smtpLens: { replies } } });
        if (n % 50 === 0) await hover(wire, 'untitled:last');
      }
      expect(await hover(wire, 'untitled:last')).toContain('220');
      return (await wire.end()).used.heap;
    };
    const [base, after] = await Promise.all([used(1, 1), used(1000, 2000)]);
    expect(after - base).toBeLessThan(12 * MB);
  });
});

describe('settings without measure', () => {
  it('cost a hover next to nothing, and are told in one sentence each', async () => {
    const wire = built.start('--max-old-space-size=256');
    const replies = rows(100_000);
    const rules = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`no-such-rule-${n}`, 'off']));
    await wire.greet({ initializationOptions: { settings: { replies, rules } } });
    open(wire, 'untitled:1');
    await hover(wire, 'untitled:1');
    const from = performance.now();
    for (let n = 0; n < 10; n++) expect(await hover(wire, 'untitled:1')).toContain('220');
    expect((performance.now() - from) / 10).toBeLessThan(200);
    wire.notify('workspace/didChangeConfiguration', { settings: { replies: Array.from({ length: 100_000 }, () => ({ pattern: '(' })) } });
    // Too deep for this process to write down itself.
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const odd = `{"replies":[${deep},{"pattern":${deep}}],"rules":{"style":${deep}},"format":"${'x'.repeat(MB)}"}`;
    const body = `{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":${odd}}}`;
    wire.raw(`Content-Length: ${body.length}\r\n\r\n${body}`);
    await hover(wire, 'untitled:1');
    const said = shown(wire);
    expect(said).toContain('smtpLens.replies is too long: only the first 1000 of 100000 rows count.');
    expect(said.length).toBeLessThan(25);
    for (const one of said) expect(one.length).toBeLessThan(300);
    const { used } = await wire.end();
    expect(used.cpu).toBeLessThan(8);
    expect(used.heap).toBeLessThan(60 * MB);
  });

  it.each([
    ['a pattern', { pattern: 'a'.repeat(501), title: 'x' }, /pattern is longer than 500 characters/],
    ['a title', { pattern: 'a', title: 'x'.repeat(201) }, /title is longer than 200 characters/],
    ['a meaning', { pattern: 'a', title: 'x', meaning: 'y'.repeat(100_000) }, /meaning is longer than 2000 characters/],
    ['a nest of groups', { pattern: `${'('.repeat(60)}a${')'.repeat(60)}`, title: 'x' }, /too deeply nested/],
    ['a repetition of repetitions', { pattern: '((((((){100}){100}){100}){100}){100}){100}a', title: 'x' }, /too big/],
  ])('%s that is too long is named', (_, wrong, message) => {
    const { rows: taken, problems } = readCustomReplies([wrong, row(1)]);
    expect(taken).toHaveLength(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  it('are cut where all rows together are too long, or their patterns too big', () => {
    const long = Array.from({ length: 900 }, (_, n) => ({ pattern: `x${n}`, title: 'x', meaning: 'y'.repeat(1900) }));
    const big = Array.from({ length: 900 }, (_, n) => ({ pattern: `x${n}.{90}.{90}.{90}`, title: 'x' }));
    for (const given of [long, big]) {
      const { rows: taken, problems } = readCustomReplies(given);
      expect(taken.length).toBeGreaterThan(100);
      expect(taken.length).toBeLessThan(300);
      expect(problems).toEqual([`smtpLens.replies is too long: only the first ${taken.length} of 900 rows count.`]);
    }
  });

  it('that are wrong a hundred thousand times are told in a few words', () => {
    const from = process.cpuUsage();
    const wrong = readCustomReplies(Array.from({ length: 100_000 }, () => ({ pattern: '(', title: 'x' }))).problems;
    expect(wrong).toHaveLength(7);
    expect(wrong.slice(-2)).toEqual([
      'smtpLens.replies: 995 more rows are wrong.',
      'smtpLens.replies is too long: only the first 1000 of 100000 rows count.',
    ]);
    const rules = readSeverities(Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`${'x'.repeat(500)}${n}`, 'off'])));
    expect(rules.problems).toHaveLength(7);
    expect(rules.problems.at(-1)).toBe('there are too many rules: only the first 1000 of 100000 count.');
    expect(process.cpuUsage(from).user / 1e6).toBeLessThan(2);
  });

  it('are matched in time linear in the text by every pattern', () => {
    const found = readPattern(`(${'a?'.repeat(200)}a*)*b`);
    if ('problem' in found) throw new Error(found.problem);
    const from = process.cpuUsage();
    expect(found.test('a'.repeat(1000))).toBe(false);
    expect(process.cpuUsage(from).user / 1e6).toBeLessThan(1);
  });
});

describe('the file of a folder', () => {
  const SECRET = 'root:hunter2:0:0';
  const place = (name: string): string => {
    const folder = join(built.folder, name);
    mkdirSync(folder);
    return folder;
  };
  const MADE: Readonly<Record<string, (path: string) => void>> = {
    'a link to a device': (path) => symlinkSync('/dev/zero', path),
    'a link to a file of somebody else': (path) => {
      writeFileSync(join(built.folder, 'passwd'), `${SECRET}\n`);
      symlinkSync(join(built.folder, 'passwd'), path);
    },
    'a link to settings': (path) => {
      writeFileSync(join(built.folder, 'settings'), '{ "strictness": "lenient" }');
      symlinkSync(join(built.folder, 'settings'), path);
    },
    'a pipe': (path) => void execFileSync('mkfifo', [path]),
    'a folder': (path) => mkdirSync(path),
  };

  it('is read where it is a regular file, and no other', async () => {
    const wire = built.start('--max-old-space-size=128');
    const kinds = Object.keys(MADE);
    const folders = [...kinds, 'regular', 'too long'].map(place);
    kinds.forEach((kind, n) => {
      MADE[kind](join(folders[n], '.smtp-lens.json'));
    });
    writeFileSync(join(folders[kinds.length], '.smtp-lens.json'), '{ "replies": [{ "pattern": "a", "title": "" }] }');
    writeFileSync(join(folders[kinds.length + 1], '.smtp-lens.json'), ' '.repeat(3 * LONGEST_FILE));
    await wire.greet({ workspaceFolders: folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: 'x' })) });
    const said = (): string[] =>
      folders.map((folder) => {
        const last = wire.heard.findLast(({ params }) => Object(params).uri === `${pathToFileURL(folder).href}/.smtp-lens.json`);
        return (
          Object(last?.params)
            .diagnostics?.map(({ message }: { message: string }) => message)
            .join('\n') ?? ''
        );
      });
    await vi.waitFor(() => expect(said().every(Boolean), JSON.stringify(said())).toBe(true), { timeout: 20_000 });
    for (const problem of said().slice(0, kinds.length)) expect(problem).toBe('.smtp-lens.json is not read: it is not a regular file.');
    expect(said().slice(kinds.length)).toEqual([
      '.smtp-lens.json: smtpLens.replies, row 1: title is missing.',
      '.smtp-lens.json is not read: it is longer than 1000 KB.',
    ]);
    // It is neither shown nor offered to be written to.
    const uri = `${pathToFileURL(folders[1]).href}/a.smtp`;
    open(wire, uri, SESSION);
    expect(await hover(wire, uri)).toContain('220');
    expect(JSON.stringify(wire.heard)).not.toContain(SECRET);
    const { used } = await wire.end();
    expect(used.heap).toBeLessThan(40 * MB);
    for (const [n, folder] of folders.entries())
      expect(typeof readSettingsFile(join(folder, '.smtp-lens.json')), kinds[n]).toBe(n === kinds.length ? 'string' : 'object');
    expect(readSettingsFile(join(built.folder, 'nothing'))).toBeNull();
  });

  it('is not quoted, whatever it holds', () => {
    for (const text of [SECRET, `{ "${SECRET}": 1 }`, `{ "rules": { "${SECRET}": "off" } }`, `{ "rules": { "style": "${SECRET}" } }`]) {
      const { problems } = folderSettingsOf(text);
      expect(problems).not.toEqual([]);
      expect(problems.join()).not.toContain('hunter2');
    }
    for (const replies of [[{ pattern: `(${SECRET}`, title: 'x' }], [{ pattern: 'a', title: 'x', link: SECRET }], [SECRET]]) {
      const { problems } = folderSettingsOf(JSON.stringify({ replies }));
      expect(problems).toHaveLength(1);
      expect(problems.join()).not.toContain('hunter2');
    }
  });

  it('is not gone down into without end', () => {
    for (const text of ['['.repeat(500_000), `{ "rules": ${'{"a":'.repeat(100_000)}`, '{ "x": "[[[[[[[[[[[[[[[[[[[[[[[[[" }'])
      expect(readFolderSettings(text).problems).toHaveLength(1);
    expect(readFolderSettings('['.repeat(500_000)).problems[0]).toBe('.smtp-lens.json is nested too deeply.');
    expect(readFolderSettings('{ "x": "[[[[[[[[[[[[[[[[[[[[[[[[[" }').problems[0]).toContain('"x"');
  });
});
