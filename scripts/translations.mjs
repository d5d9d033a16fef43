// The translations as they ship: those of the client where VS Code looks for them, by their English; those of the server by `textKey`.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Writes client/dist/l10n and server/dist/l10n below a folder; fails where two texts have the same key. */
export async function writeTranslations(outdir) {
  const { textKey } = await source('server/src/text/text-key.ts');
  const client = new Set();
  for (const name of await readdir(join(root, 'client/src'))) {
    const text = await readFile(join(root, 'client/src', name), 'utf8');
    for (const [, , literal] of text.matchAll(/(['"])((?:(?!\1)[^\\\n]|\\.)+)\1/g)) client.add(literal.replace(/\\(.)/g, '$1'));
  }
  for (const folder of ['client/dist/l10n', 'server/dist/l10n']) {
    await rm(join(outdir, folder), { recursive: true, force: true });
    await mkdir(join(outdir, folder), { recursive: true });
  }
  for (const name of await readdir(join(root, 'l10n'))) {
    const bundle = Object.entries(JSON.parse(await readFile(join(root, 'l10n', name), 'utf8')));
    const ours = bundle.filter(([english]) => client.has(english));
    const theirs = new Map(bundle.map(([english, text]) => [textKey(english), text]));
    if (theirs.size < bundle.length) throw new Error(`${name}: two texts have the same key; change textKey`);
    await writeFile(join(outdir, 'client/dist/l10n', name), JSON.stringify(Object.fromEntries(ours)));
    await writeFile(join(outdir, 'server/dist/l10n', name), JSON.stringify(Object.fromEntries(theirs)));
  }
}

/** A module of ours that imports nothing. */
async function source(path) {
  const { code } = await transform(await readFile(join(root, path), 'utf8'), { loader: 'ts' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
