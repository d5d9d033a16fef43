// The tables of knowledge as the bundles carry them: data that JSON.parse reads, each text once, the needles of the patterns beside them. As
// code they would have to be compiled at every start, and what many rows say would be there many times.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = fileURLToPath(new URL('../server/src/knowledge/', import.meta.url));

/** Files of server/src/knowledge that export rows and nothing that runs. */
export const TABLES = [
  ...['filters', 'google', 'mailbox-providers', 'microsoft', 'software'].map((name) => `providers/${name}`),
  ...['client', 'message', 'recipient', 'sender', 'server', 'session'].map((name) => `wordings/${name}`),
  ...['any-command', 'code-answers', 'commands', 'enhanced-answers', 'enhanced-codes', 'extensions', 'failure-rows', 'parameters'],
  ...['reply-codes', 'rfcs'],
];

const FILTER = new RegExp(`[\\\\/]server[\\\\/]src[\\\\/]knowledge[\\\\/](${TABLES.join('|').replaceAll('/', '[\\\\/]')})\\.ts$`);
const PACKED = 'packed-tables';

/** The packed tables, and by file the names that it exports. Made once, whatever the number of bundles. */
let made;
export const packedTables = () => {
  made ??= readTables().then(({ byFile, needlesOf }) => ({
    packed: pack(Object.assign({}, ...byFile.values()), needlesOf),
    exported: new Map([...byFile].map(([file, tables]) => [file, Object.keys(tables)])),
  }));
  return made;
};

/** @type {import('esbuild').Plugin} */
export const tables = {
  name: 'tables',
  setup(build) {
    build.onLoad({ filter: FILTER }, async ({ path }) => {
      const { exported } = await packedTables();
      const names = exported.get(FILTER.exec(path)[1].replaceAll('\\', '/'));
      return { contents: `import tables from '${PACKED}';\nexport const { ${names.join(', ')} } = tables;`, loader: 'js' };
    });
    build.onResolve({ filter: new RegExp(`^${PACKED}$`) }, () => ({ path: PACKED, namespace: PACKED }));
    build.onLoad({ filter: /.*/, namespace: PACKED }, async () => {
      const { packed } = await packedTables();
      const contents = `import { unpacked } from './packed.ts';\nexport default unpacked(JSON.parse(${JSON.stringify(JSON.stringify(packed))}));`;
      return { contents, loader: 'js', resolveDir: folder };
    });
  },
};

async function readTables() {
  const contents = [...TABLES, 'needle'].map((file, n) => `export * as m${n} from './${file}.ts';`).join('\n');
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder, loader: 'ts' },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'warning',
    alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
  });
  const modules = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
  return { byFile: new Map(TABLES.map((file, n) => [file, { ...modules[`m${n}`] }])), needlesOf: modules[`m${TABLES.length}`].needlesOf };
}

/**
 * Tables as `unpacked` (server/src/knowledge/packed.ts) reads them; fails for what is no data.
 * @param {Record<string, unknown>} byName
 * @param {(pattern: RegExp) => readonly string[]} needlesOf
 */
export function pack(byName, needlesOf) {
  const textsByKey = new Map();
  const patternText = ({ source, flags }) => `/${source}/${flags}`;
  const collect = (value, key) => {
    if (typeof value === 'string' || value instanceof RegExp) {
      if (!textsByKey.has(key)) textsByKey.set(key, new Set());
      textsByKey.get(key).add(typeof value === 'string' ? value : patternText(value));
    } else if (Array.isArray(value)) for (const one of value) collect(one, key);
    else if (typeof value === 'object' && value !== null) for (const [name, one] of Object.entries(value)) collect(one, name);
  };
  for (const table of Object.values(byName)) collect(table, '');
  // What is alike stands together: whatever compresses the file looks back a little way only.
  const texts = [...new Set([...textsByKey.values()].flatMap((own) => [...own].sort()))];
  const places = new Map(texts.map((text, at) => [text, at]));
  const shapes = new Map();
  const placeIn = (all, key) => all.get(key) ?? all.set(key, all.size).get(key);
  const needles = [];
  const packedNeedles = (pattern) => {
    const lower = pattern.source.toLowerCase();
    return needlesOf(pattern).map((needle) => {
      const at = lower.indexOf(needle);
      return at < 0 || at + needle.length > 4095 ? needle : at * 4096 + at + needle.length;
    });
  };
  const packed = (value) => {
    if (typeof value === 'string') return places.get(value);
    if (Number.isInteger(value) && value >= 0) return -1 - value;
    if (typeof value === 'boolean' || value === null) return value;
    if (value instanceof RegExp) return [-2, places.get(patternText(value)), needles.push(packedNeedles(value)) - 1];
    if (Array.isArray(value)) return [-1, ...value.map(packed)];
    if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) throw new Error(`no data of a table: ${value}`);
    const columns = Object.entries(value).filter(([, one]) => one !== undefined);
    return [placeIn(shapes, columns.map(([name]) => name).join(',')), ...columns.map(([, one]) => packed(one))];
  };
  const tables = Object.fromEntries(Object.entries(byName).map(([name, table]) => [name, packed(table)]));
  return { texts, shapes: [...shapes.keys()], needles, tables };
}
