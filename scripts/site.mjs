// npm run site [-- --serve] [-- --address https://…/] [-- --out FOLDER]
// Builds the pages of site/ into site/dist: the playground, one file that needs no other, and the reference, made from the tables.
//   --serve    shows them on this machine until Ctrl-C
//   --address  where they will be on the web; without it that of server/src/knowledge/home.ts, and where that is empty there is no sitemap
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { installMissing } from './dependencies.mjs';

await installMissing();
const { build } = await import('esbuild');
const { default: ts } = await import('typescript');

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What rows carry for tests and for pages of their own: the playground shows none of it, and it is an eighth of its core. By property, what
 * such a literal is and what stands in its place.
 */
const FOR_PAGES = {
  samples: { kinds: [ts.SyntaxKind.ArrayLiteralExpression], empty: '[]' },
  examples: { kinds: [ts.SyntaxKind.ObjectLiteralExpression], empty: '{ fires: [], silent: [] }' },
  explains: { kinds: [ts.SyntaxKind.StringLiteral, ts.SyntaxKind.NoSubstitutionTemplateLiteral], empty: "''" },
};
const WITH_PAGES = /[\\/]server[\\/]src[\\/](?:rules|formats)[\\/].*\.ts$/;

/** Leaves these literals out, found by the compiler's own parser; all else stays as it is. */
const withoutPages = {
  name: 'without-pages',
  setup(bundle) {
    bundle.onLoad({ filter: WITH_PAGES }, ({ path: file }) => {
      const text = readFileSync(file, 'utf8');
      const cuts = [];
      const visit = (node) => {
        const name = ts.isPropertyAssignment(node) ? node.name.getText() : '';
        const known = Object.hasOwn(FOR_PAGES, name) ? FOR_PAGES[name] : undefined;
        if (known?.kinds.includes(node.initializer.kind)) cuts.push([node.initializer.getStart(), node.initializer.end, known.empty]);
        else ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
      let contents = '';
      let at = 0;
      for (const [from, to, empty] of cuts) {
        contents += text.slice(at, from) + empty;
        at = to;
      }
      return { contents: contents + text.slice(at), loader: 'ts' };
    });
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
};

/** A script for browsers, as text that may stand inside a page. */
async function script(entry, plugins = []) {
  const { outputFiles } = await build({ ...common, entryPoints: [entry], platform: 'browser', format: 'iife', target: 'es2022', plugins });
  return outputFiles[0].text.replace(/<\/(?=script)/gi, '<\\/').replace(/<!--/g, '<\\!--');
}

/** The functions of site/pages. */
async function pageMakers() {
  const folder = mkdtempSync(path.join(root, 'node_modules', '.site-'));
  try {
    const outfile = path.join(folder, 'pages.cjs');
    await build({ ...common, entryPoints: ['site/pages/index.ts'], platform: 'node', format: 'cjs', minify: false, write: true, outfile });
    const { default: makers } = await import(pathToFileURL(outfile).href);
    return makers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The playground as one file: nothing is loaded, so that the policy can forbid every connection, and the page works from a file and
 * offline. Only the script whose hash the policy names runs, and the worker that it makes.
 */
async function playground({ playgroundBanner }, home) {
  const [code, core] = await Promise.all([script('site/src/playground.ts'), script('site/src/worker.ts', [withoutPages])]);
  const hash = createHash('sha256').update(code).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    'worker-src blob:',
    // The editor and the drawing bring style elements of their own.
    "style-src 'unsafe-inline'",
    'img-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts = {
    policy,
    canonical: home === '' ? '' : `<link rel="canonical" href="${home}">`,
    icon: `data:image/svg+xml;base64,${readFileSync(path.join(root, 'client/icon.svg')).toString('base64')}`,
    style: readFileSync(path.join(root, 'site/style.css'), 'utf8'),
    banner: playgroundBanner(),
    core,
    script: code,
  };
  const frame = readFileSync(path.join(root, 'site/playground.html'), 'utf8');
  return frame.replace(/\/\*\{([a-z]+)\}\*\/|\{([a-z]+)\}/g, (all, code, name) => parts[code ?? name] ?? all);
}

/** Builds everything into `out`, which it empties first. Gives the number of files and the octets of the playground, packed with brotli. */
export async function buildSite({ out = path.join(root, 'site/dist'), address } = {}) {
  const makers = await pageMakers();
  const home = address ?? makers.HOME;
  if (home !== '' && !/^https:\/\/[^"<>\s]+\/$/.test(home)) throw new Error(`not an address of a site: ${home} (https://…/)`);
  const files = makers.reference(home);
  files.set('index.html', await playground(makers, home));
  files.set('search.js', await script('site/src/search.ts'));
  rmSync(out, { recursive: true, force: true });
  for (const [name, text] of files) {
    const file = path.join(out, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  cpSync(path.join(root, 'site/style.css'), path.join(out, 'style.css'));
  cpSync(path.join(root, 'client/icon.svg'), path.join(out, 'icon.svg'));
  return { out, home, files: files.size + 2, packed: brotliCompressSync(files.get('index.html')).length };
}

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.xml': 'application/xml' };

/** Serves a built site on this machine; gives its address, the paths that were asked for, and the way to end it. */
export async function serveSite(out, port = 0) {
  const asked = [];
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    asked.push(name);
    const file = path.join(out, path.normalize(name.endsWith('/') ? `${name}index.html` : name));
    try {
      if (!file.startsWith(out)) throw new Error('outside');
      const body = readFileSync(file);
      response.writeHead(200, { 'Content-Type': `${TYPES[path.extname(file)] ?? 'text/plain'}; charset=utf-8` }).end(body);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('There is no such page.\n');
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, asked, stop: () => new Promise((resolve) => server.close(resolve)) };
}

async function main(args) {
  const value = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const unknown = args.find(
    (arg, at) => !['--serve', '--address', '--out'].includes(arg) && !['--address', '--out'].includes(args[at - 1]),
  );
  if (unknown !== undefined) throw new Error('usage: npm run site [-- --serve] [-- --address https://…/] [-- --out FOLDER]');
  const given = value('--out');
  const { out, home, files, packed } = await buildSite({ out: given && path.resolve(given), address: value('--address') });
  console.log(`${path.relative(root, out)}: ${files} files; the playground is ${Math.round(packed / 1000)} KB packed with brotli`);
  if (home === '') console.log('No address is set (server/src/knowledge/home.ts, or --address): there is no sitemap.xml.');
  if (!args.includes('--serve')) return;
  // The same address every time, unless somebody else has it.
  const { url } = await serveSite(out, 8025).catch(() => serveSite(out));
  console.log(`\nOpen ${url}\n\nCtrl-C ends it.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(`smtp-lens: ${error.message}`);
    process.exitCode = 1;
  }
}
