// Puts the public address of the project, once it has one, wherever a package wants it.
//   npm run address -- https://github.com/OWNER/NAME
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const [address] = process.argv.slice(2);
if (!/^https:\/\/[\w.-]+(?:\/[\w.-]+){2,}$/.test(address ?? '')) {
  console.error('usage: npm run address -- https://HOST/OWNER/NAME');
  process.exit(2);
}
const url = address.replace(/\.git$/, '');
for (const [file, directory] of [['package.json'], ['server/package.json', 'server'], ['client/package.json', 'client']]) {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const manifest = JSON.parse(await readFile(path, 'utf8'));
  Object.assign(manifest, {
    repository: { type: 'git', url: `git+${url}.git`, ...(directory && { directory }) },
    homepage: `${url}#readme`,
    bugs: { url: `${url}/issues` },
  });
  await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`);
}
console.log(`package.json, server/package.json and client/package.json say ${url}`);
