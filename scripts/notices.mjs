// The licences of what the bundles contain, made from esbuild's own account of it.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Writes THIRD_PARTY_NOTICES.md into a folder: name, version and licence text of every package of which a bundle
 * has a byte. Fails for a package without a licence.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 */
export async function writeNotices(metafiles, folder) {
  const packages = new Set();
  for (const { inputs } of metafiles.flatMap(({ outputs }) => Object.values(outputs)))
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const found = /^(?:\.\.\/)*(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
      if (found && bytesInOutput > 0) packages.add(found[1]);
    }
  const parts = await Promise.all([...packages].map(notice));
  // The same text of the same licence is told once.
  const byText = grouped(parts);
  const blocks = [...byText].map(
    ([text, of]) =>
      `## ${of
        .map(({ title }) => title)
        .sort()
        .join(', ')}\n\n${text}`,
  );
  const page = `# Third-party notices\n\nSMTP Lens contains the following software.\n\n${blocks.sort().join('\n\n')}\n`;
  await writeFile(join(folder, 'THIRD_PARTY_NOTICES.md'), page);
}

function grouped(parts) {
  const found = new Map();
  for (const one of parts) found.set(one.text, [...(found.get(one.text) ?? []), one]);
  return found;
}

async function notice(path) {
  const folder = join(root, path);
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e(?:\.\w+)?$/i.test(one));
  const holder = author?.name ?? author;
  if (!file && (license !== 'MIT' || !holder)) throw new Error(`${name} has no licence file`);
  // Some packages leave the file out and name licence and holder only; ours is the same licence.
  const text = file
    ? await readFile(join(folder, file), 'utf8')
    : (await readFile(join(root, 'LICENSE'), 'utf8')).replace(/^Copyright .*$/m, `Copyright (c) ${holder}`);
  return { title: `${name} ${version} (${license})`, text: text.trim() };
}
