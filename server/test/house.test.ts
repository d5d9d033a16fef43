import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { SETTINGS } from '../src/lsp/settings';

const top = resolve(__dirname, '../..');
const source = join(top, 'server/src');
const ROOMS = [
  'text',
  'knowledge',
  'syntax',
  'formats',
  'session',
  'redaction',
  'meaning',
  'story',
  'rules',
  'analysis',
  'features',
  'assistant',
  'lsp',
  'cli',
];

const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory()
      ? name === 'dist' || name === 'node_modules'
        ? []
        : files(path)
      : /\.ts$/.test(name)
        ? [path]
        : [];
  });

/** The modules that a file imports, types included. */
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    (match) => match[1] ?? match[2] ?? match[3],
  );

const room = (file: string): string => relative(source, file).split(sep)[0];
const named = (file: string): string => relative(top, file).split(sep).join('/');

/**
 * Files that import each other in a circle, each circle once; types count, for a circle of types is one that nobody can read from the left.
 * `imports`: what each file imports, by the files' own names. Tarjan's strongly connected components.
 */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const place = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string): void => {
    const own = place.size;
    place.set(file, own);
    let low = own;
    stack.push(file);
    for (const other of imports.get(file) ?? []) {
      if (!place.has(other)) visit(other);
      if (stack.includes(other)) low = Math.min(low, lowest.get(other) ?? place.get(other) ?? low);
    }
    lowest.set(file, low);
    if (low !== own) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1 || imports.get(file)?.includes(file)) circles.push(circle.sort());
  };
  for (const file of imports.keys()) visit(file);
  return circles;
}

/** The files that a file of the sources imports. */
const importedFiles = (file: string): string[] =>
  importsOf(file)
    .filter((module) => module.startsWith('.'))
    .map((module) => resolve(dirname(file), module))
    .map((path) => [`${path}.ts`, join(path, 'index.ts')].find((each) => existsSync(each)) ?? path);

/** Every broken sentence of the house's rules for one import; none for a good one. */
function broken(file: string, module: string): string[] {
  const from = room(file);
  const where = `${named(file)} imports ${module}`;
  if (module.startsWith('node:') && from !== 'cli' && !/main\.(?:node|cli|commands)\.ts$/.test(file))
    return [`${where}: node:* only in cli/, main.node.ts, main.cli.ts and main.commands.ts`];
  if (/^vscode-languageserver|^vscode-jsonrpc/.test(module) && from !== 'lsp' && !from.startsWith('main.'))
    return [`${where}: the LSP runtime is imported only in lsp/ and main.*`];
  if (!module.startsWith('.')) return [];
  const target = resolve(dirname(file), module);
  if (named(target) === 'server/package.json' || (from === 'main.api.ts' && named(target) === 'server/api')) return [];
  if (from.startsWith('main.') && dirname(target) === source) return [];
  const to = room(target);
  if (!ROOMS.includes(to)) return [`${where}: outside the house`];
  if (from.startsWith('main.')) return [];
  if (ROOMS.indexOf(to) > ROOMS.indexOf(from) && !(from === 'lsp' && to === 'cli'))
    return [`${where}: ${from}/ may import only the rooms to its left (${ROOMS.slice(0, ROOMS.indexOf(from)).join(', ')})`];
  if (from === 'lsp' && to === 'cli') return [`${where}: lsp/ and cli/ do not know each other`];
  const siblings = /^(?:formats\/(?:transcripts|logs|wrappers|bounces)|rules\/[\w-]+|features(?:\/[\w-]+)?)$/;
  const folder = relative(source, dirname(file)).split(sep).join('/');
  if (siblings.test(folder) && dirname(target) === dirname(file) && !/[\\/]index\.ts$/.test(file))
    return [`${where}: files inside ${folder}/ never import a sibling (what they share moves left)`];
  return [];
}

describe('the house', () => {
  it('keeps its one-way rule', () => {
    expect(files(source).flatMap((file) => importsOf(file).flatMap((module) => broken(file, module)))).toEqual([]);
  });

  it('sees a broken rule', () => {
    expect(broken(join(source, 'text/lines.ts'), '../session/model')).toHaveLength(1);
    expect(broken(join(source, 'formats/transcripts/swaks.ts'), './curl')).toHaveLength(1);
    expect(broken(join(source, 'session/pairing/builder.ts'), 'node:fs')).toHaveLength(1);
    expect(broken(join(source, 'features/hover.ts'), 'vscode-languageserver')).toHaveLength(1);
    expect(broken(join(source, 'cli/check.ts'), '../features/diagnostics')).toEqual([]);
  });

  it('has no circle of imports, not even of types', () => {
    const imports = new Map(files(source).map((file) => [named(file), importedFiles(file).map(named)]));
    expect(circlesIn(imports)).toEqual([]);
  });

  it('sees a circle', () => {
    const imports = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['a']],
      ['d', []],
    ]);
    expect(circlesIn(imports)).toEqual([['a', 'b', 'c']]);
  });

  it('takes only message types from the server into the client', () => {
    const client = files(join(top, 'client/src')).flatMap((file) =>
      importsOf(file)
        .filter((module) => /server/.test(module) && module.startsWith('.'))
        .map((module) => `${named(file)} imports ${module}`),
    );
    expect(client).toEqual([]);
  });

  it('asks for traits of a format, not for its name, right of formats/', () => {
    // Rules about one program's words may name it: rules/log.
    const rooms = /^server\/src\/(?:session|redaction|story|meaning|analysis|features)\//;
    const compares =
      /\b(?:format|family) *[!=]==? *['"`]|['"`] *[!=]==? *[\w.?]*\.(?:format|family)\b|switch \([\w.?]*\b(?:format|family)\)/;
    const asking = files(source)
      .filter((file) => rooms.test(named(file)))
      .flatMap((file) => {
        const lines = readFileSync(file, 'utf8').split('\n');
        return lines.flatMap((line, n) => (compares.test(line) ? [`${named(file)}:${n + 1} compares the name of a format`] : []));
      });
    expect(asking).toEqual([]);
  });

  it('has no file over 300 lines but tables', () => {
    // A table is a file that is mostly rows: at least every second line begins like one.
    const isTable = (text: string): boolean => {
      const lines = text.split('\n');
      return lines.filter((line) => /^\s*(?:\{|\[|\]|\}|['"`]|\w+: |row\(|\w+\(['"[{])/.test(line)).length * 2 > lines.length;
    };
    const long = files(source).filter((file) => {
      const text = readFileSync(file, 'utf8');
      return text.trimEnd().split('\n').length > 300 && !isTable(text);
    });
    expect(long.map(named)).toEqual([]);
  });
});

describe('settings', () => {
  type Property = { type: string; default: unknown; enum?: string[] };
  const categories: readonly { properties: object }[] = [manifest.contributes.configuration].flat();
  const described = new Map<string, Property>(categories.flatMap((category) => Object.entries(category.properties)));

  it('are described in the manifest as the server reads them', () => {
    for (const row of SETTINGS) {
      const property = described.get(`smtpLens.${row.key}`);
      expect(property, `package.json lacks smtpLens.${row.key}`).toBeDefined();
      expect({ key: row.key, type: property?.type, default: property?.default }).toEqual({
        key: row.key,
        type: row.type,
        default: row.default,
      });
      if (row.enum) expect(property?.enum, row.key).toEqual(row.enum);
    }
  });

  it('are read where the manifest describes them', () => {
    const client = ['smtpLens.trace.server', 'smtpLens.offerLanguage'];
    const unread = [...described.keys()].filter((key) => !client.includes(key) && !SETTINGS.some((row) => `smtpLens.${row.key}` === key));
    expect(unread).toEqual([]);
  });
});
