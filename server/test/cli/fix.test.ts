import { spawn } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { applyPatch } from 'diff';
import { describe, expect, it, vi } from 'vitest';
import type { Io } from '../../src/cli/io';
import { run } from '../../src/cli/main';
import { quickFixes } from '../../src/features/actions';
import { findingsOf } from '../../src/features/diagnostics';
import { rules } from '../../src/rules/catalogue';
import { read } from '../features/marked';
import { PEDANTIC, STANDARD } from '../settings';
import { built } from './built';
import { terminal } from './terminal';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { cli, folder, piped } = built();

const BAD = `S: 220 mx.example.net ESMTP
C: EHLO client.example.org
S: 250 mx.example.net
C: MAIL FROM: a@example.org
S: 501 5.5.4 Syntax error
C: MIAL FROM:<a@example.org>
S: 500 5.5.2 Error: command not recognized
C: QUIT
S: 221 2.0.0 Bye`;
const GOOD = BAD.replace('FROM: a@example.org', 'FROM:<a@example.org>');

/** Writes a file and gives its path. */
function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('--fix', () => {
  it('mends in place what can be fixed safely, and checks what is left', () => {
    const path = file('bad.smtp', BAD);
    const { status, out, err } = piped(['check', '--fix', path]);
    expect(readFileSync(path, 'utf8')).toBe(GOOD);
    expect(err).toMatch(/^1 file · 1 session · 2 fixed in 1 file · 1 error, /);
    expect(out).toContain('[typo-command]');
    expect(out).not.toContain('[path-');
    expect(status).toBe(1);
    expect(piped(['check', '--fix', path]).err).toContain('0 fixed');
    expect(readFileSync(path, 'utf8')).toBe(GOOD);
  });

  const encodings: readonly [string, (text: string) => Uint8Array][] = [
    ['CRLF', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['LF, CRLF and none at the end', (text) => Buffer.from(text.replace('\n', '\r\n').replace('Syntax error\n', 'Syntax error\r\r\n'))],
    ['CR alone', (text) => Buffer.from(text.replaceAll('\n', '\r'))],
    ['a byte order mark', (text) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16, as PowerShell writes it', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, the high octet first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['Windows-1252', (text) => Buffer.from(text, 'latin1')],
    ['UTF-8', (text) => Buffer.from(text)],
  ];
  it.each(encodings)('keeps %s', async (_, encode) => {
    const wide = (text: string): string => text.replace('Bye', 'Até \u00e0 pr\u00f3xima \u00a3\u00ff');
    const { io } = terminal({ 'coded.smtp': encode(wide(BAD)) });
    expect(await run(['check', '--fix', 'coded.smtp'], io, '0')).toBe(1);
    expect(Buffer.from(io.read('coded.smtp'))).toEqual(encode(wide(GOOD)));
  });

  it('leaves alone what is not recognised, what is packed, and what could not be written back', () => {
    const odd = Buffer.concat([Buffer.from(`\ufeff${BAD}`, 'utf16le'), Buffer.of(0x41)]);
    for (const [name, content] of [
      ['prose.txt', Buffer.from('Dear all,\n\nwrite MAIL FROM: a@example.org there.\n')],
      ['packed.smtp.gz', gzipSync(BAD)],
      ['half.smtp', odd],
    ] as const) {
      const path = file(name, content);
      piped(['check', '--fix', path]);
      expect(readFileSync(path).equals(content), name).toBe(true);
    }
    expect(piped(['check', '--fix', '-'], BAD)).toMatchObject({ status: 2, out: '' });
  });

  it('does not write through a link', () => {
    const target = file('target.smtp', BAD);
    const link = join(folder, 'link.smtp');
    symlinkSync(target, link);
    expect(piped(['check', '--fix', link]).err).toMatch(/cannot write .*: is a link/);
    expect(readFileSync(target, 'utf8')).toBe(BAD);
  });

  it('follows the settings: what is off is not fixed', () => {
    const path = file('off.smtp', BAD);
    piped(['check', '--fix', '--rule', 'command-syntax=off', path]);
    expect(readFileSync(path, 'utf8')).toBe(BAD);
  });
});

describe('what can be fixed safely', () => {
  const safe = rules.flatMap((rule) =>
    rule.examples.fires.flatMap((text) =>
      findingsOf(read(text), PEDANTIC).flatMap(({ finding, start }) =>
        finding.fixes.flatMap((fix) => (fix.unsafe ? [] : fix.edits.map((edit) => ({ rule: finding.rule.id, text, edit, start })))),
      ),
    ),
  );

  it('stays within a line and takes away nothing but signs', () => {
    expect(safe.length).toBeGreaterThan(50);
    for (const { rule, text, edit, start } of safe) {
      expect(edit.text, rule).not.toMatch(/[\r\n]/);
      const before = text.split('\n')[start + edit.span.line].slice(edit.span.from, edit.span.to);
      // Words may be written otherwise (case, base64, xn--), but not left out.
      if (edit.text === '') expect(before.replace(/\\u[0-9a-f]{4}/g, ''), `${rule}: ${text}`).not.toMatch(/[\p{L}\p{N}]/u);
    }
  });

  it('is no guess, no command put in and no password taken out', () => {
    const ids = new Set(safe.map(({ rule }) => rule));
    for (const id of ['typo-command', 'mail-before-hello', 'credentials-visible', 'enh-class-mismatch', 'ext-param-not-advertised'])
      expect(ids).not.toContain(id);
    // They are offered all the same, to a person.
    const text = rules.find(({ id }) => id === 'typo-command')?.examples.fires[0] ?? '';
    expect(quickFixes(findingsOf(read(text), STANDARD)).length).toBeGreaterThan(0);
  });
});

describe('--diff', () => {
  it('is a patch that does what --fix does, and changes nothing itself', () => {
    for (const text of [BAD, BAD.replaceAll('\n', '\r\n'), `${BAD}\n`]) {
      const path = file('diff.smtp', text);
      const { status, out, err } = piped(['check', '--diff', path]);
      expect(status).toBe(1);
      expect(err).toBe('1 file · 1 session · 2 would be fixed in 1 file\n');
      expect(out.startsWith(`--- ${path}\n+++ ${path}\n@@ -1,7 +1,7 @@\n`)).toBe(true);
      expect(readFileSync(path, 'utf8')).toBe(text);
      const patched = applyPatch(text, out, { autoConvertLineEndings: false });
      piped(['check', '--fix', path]);
      expect(patched).toBe(readFileSync(path, 'utf8'));
    }
  });

  it('reads standard input, and says that there is nothing to fix', () => {
    expect(piped(['check', '--diff', '--stdin-name', 'x.smtp', '-'], BAD).out).toMatch(/^--- x\.smtp\n/);
    expect(piped(['check', '--diff', '-'], GOOD)).toEqual({
      status: 0,
      out: '',
      err: '1 file · 1 session · nothing that can be fixed safely\n',
    });
    expect(piped(['check', '--diff', '-'], 'prose\n').status).toBe(2);
  });

  it('shows no secret', () => {
    const secret = Buffer.from('\0alice\0tulip-4711').toString('base64');
    const text = BAD.replace('C: MAIL', `C: AUTH PLAIN ${secret}\nS: 235 2.7.0 ok\nC: MAIL`);
    const { out } = piped(['check', '--diff', '-'], text);
    expect(out).toContain('+C: MAIL FROM:<a@example.org>');
    expect(out).not.toContain(secret);
  });
});

describe('--watch', () => {
  it('checks again when a file, or the settings beside it, were changed', async () => {
    const path = file('watched.smtp', BAD);
    const child = spawn(process.execPath, [cli, 'check', '--watch', path], { stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      err += String(chunk);
    });
    const runs = (n: number) =>
      vi.waitFor(() => expect(err.split('waiting for changes').length - 1).toBe(n), { timeout: 20_000, interval: 20 });
    await runs(1);
    expect(out.match(/\[path-/g)).toHaveLength(1);
    writeFileSync(path, GOOD);
    await runs(2);
    expect(out.match(/\[path-/g)).toHaveLength(1);
    expect(out.match(/\[typo-command\]/g)).toHaveLength(2);
    file('.smtp-lens.json', '{ "rules": { "typo-command": "off" } }');
    await runs(3);
    expect(out.match(/\[typo-command\]/g)).toHaveLength(2);
    file('another.smtp', BAD);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(err.split('waiting for changes')).toHaveLength(4);
    child.kill('SIGINT');
    await new Promise((resolve) => child.once('close', resolve));
    expect(existsSync(path)).toBe(true);
  });

  it('sees what is changed while it checks the first time, and watches nothing if that fails', async () => {
    const { io } = terminal({ 'a.smtp': BAD });
    const order: string[] = [];
    const watching: Io = {
      ...io,
      async *chunks(name) {
        order.push('read');
        yield io.read(name);
      },
      changes(paths) {
        order.push('watch');
        return { ...io.changes(paths), close: () => void order.push('close') };
      },
    };
    await run(['check', '--watch', 'a.smtp'], watching, '0');
    expect(order).toEqual(['watch', 'read']);
    expect(await run(['check', '--watch', '--rule', 'none=error', 'a.smtp'], watching, '0')).toBe(2);
    expect(order.slice(2)).toEqual(['watch', 'close']);
  });

  it('is told what it cannot do', () => {
    for (const args of [
      ['--watch', '-'],
      ['--watch', '--follow', 'mail.log'],
      ['--fix', '--follow', 'mail.log'],
      ['--watch', '-o', 'x', 'mail.log'],
    ])
      expect(piped(['check', ...args]).status, args.join(' ')).toBe(2);
  });
});
