import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { editorSchemaOf, TOOLS } from '../src/assistant/tools';
import { smtpLens } from './cli/terminal';

const top = join(__dirname, '..', '..');
const text = (name: string): string => readFileSync(join(top, name), 'utf8');
const parsed = (name: string): unknown => JSON.parse(text(name));

/** Every string below `value`. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(strings);
}

const manifest = parsed('package.json') as { contributes: Record<string, unknown> };
const configuration = manifest.contributes.configuration as { properties: Record<string, { default: unknown }> }[];
const placeholders = (sentence: string): string[] => [...sentence.matchAll(/\{\d+\}|`[^`]+`/g)].map(([found]) => found).sort();

describe('the manifest', () => {
  const used = [...new Set(strings(manifest).flatMap((one) => /^%(.+)%$/.exec(one)?.[1] ?? []))].sort();

  it.each(['package.nls.json', 'package.nls.zh-cn.json'])('finds every text in %s, and no text is left over', (name) => {
    expect(Object.keys(parsed(name) as object).sort()).toEqual(used);
  });

  it('keeps what stands in code in the translation', () => {
    const english = parsed('package.nls.json') as Record<string, string>;
    const chinese = parsed('package.nls.zh-cn.json') as Record<string, string>;
    for (const key of used) expect(placeholders(chinese[key]), key).toEqual(placeholders(english[key]));
  });

  it('contributes only files that are there', () => {
    const paths = strings(manifest.contributes).filter((one) => one.startsWith('./'));
    expect(paths.length).toBeGreaterThan(6);
    expect(paths.filter((path) => !existsSync(join(top, path)))).toEqual([]);
  });

  it('has the tools of assistants as the server has them', () => {
    const texts = parsed('package.nls.json') as Record<string, string>;
    const tools = manifest.contributes.languageModelTools as Record<string, unknown>[];
    const told = tools.map(({ name, displayName, modelDescription, inputSchema }) => ({
      name,
      title: texts[String(displayName).replaceAll('%', '')],
      modelDescription,
      inputSchema,
    }));
    const wanted = TOOLS.map((tool) => ({
      name: `smtp-lens_${tool.name}`,
      title: tool.title,
      modelDescription: tool.description,
      inputSchema: editorSchemaOf(tool),
    }));
    expect(told).toEqual(wanted);
    expect(new Set(tools.map(({ toolReferenceName }) => toolReferenceName)).size).toBe(TOOLS.length);
  });

  it('gives grammars their own scope names', () => {
    for (const { path, scopeName } of manifest.contributes.grammars as { path: string; scopeName: string }[]) {
      expect((parsed(path) as { scopeName: string }).scopeName).toBe(scopeName);
    }
  });

  it('has patterns that recognise first lines and findings, and no others', () => {
    const languages = manifest.contributes.languages as { id: string; firstLine: string }[];
    const first = (id: string, line: string): boolean => new RegExp(languages.find((one) => one.id === id)?.firstLine ?? '$^').test(line);
    for (const line of ['220 mx.example.net ESMTP', 'S: 220 mx.example.net ESMTP', '=== Trying mx.example.net:25...', '<-  220 mx']) {
      expect(first('smtp', line), line).toBe(true);
    }
    expect(first('smtp', '2201 ways to cook')).toBe(false);
    const log = 'Nov 23 19:24:32 mail postfix/smtpd[7123]: connect from client.example.org[192.0.2.10]';
    expect(first('maillog', log)).toBe(true);
    expect(first('maillog', '2026-11-23T19:24:32.000001+00:00 mail postfix/smtpd[7123]: connect')).toBe(true);
    expect(first('maillog', 'Nov 23 19:24:32 mail sshd[7123]: postfix')).toBe(false);

    const [pattern] = manifest.contributes.problemPatterns as { regexp: string; file: number; message: number; code: number }[];
    const found = new RegExp(pattern.regexp).exec('samples/a.smtp:9:4: error: 354 cannot answer MAIL: no. [reply-code-impossible]') ?? [];
    expect([found[pattern.file], found[pattern.message], found[pattern.code]]).toEqual([
      'samples/a.smtp',
      '354 cannot answer MAIL: no.',
      'reply-code-impossible',
    ]);
  });
});

describe('the client', () => {
  it('stays small, the view apart', () => {
    const own = readdirSync(join(top, 'client/src')).filter((name) => name !== 'session-view.ts');
    expect(own.reduce((lines, name) => lines + text(`client/src/${name}`).split('\n').length - 1, 0)).toBeLessThan(560);
  });
});

describe('the README', () => {
  it('lists every setting with its default', () => {
    const rows = [...text('README.md').matchAll(/^\| `(smtpLens\.[\w.]+)` \| `([^`]+)` \|/gm)].map(([, key, value]) => [key, value]);
    const settings = configuration.flatMap(({ properties }) => Object.entries(properties));
    expect(rows.sort()).toEqual(
      settings.map(([key, one]) => [key, typeof one.default === 'string' ? one.default : JSON.stringify(one.default)]).sort(),
    );
  });

  it('shows what the command line really prints', async () => {
    const shown = [...text('README.md').matchAll(/^\$ smtp-lens ((?:\w+|--\w+| )+) (samples\/\S+)\n((?:(?!```)[\s\S])*)^```/gm)];
    expect(shown.map(([, command]) => command)).toEqual(['why', 'check', 'messages --failed']);
    for (const [, command, file, printed] of shown) {
      const { out } = await smtpLens({ [file]: text(file) }, ...command.split(' '), file);
      expect(out, command).toBe(printed);
    }
  });

  it('calls the package by its version', () => {
    expect(text('README.md')).toContain(`smtp-lens-${(manifest as { version?: string }).version}.vsix`);
  });
});
