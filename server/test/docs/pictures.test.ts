import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(__dirname, '../../..');
const images = join(root, 'docs/images');
/** Octets: pages with twenty pictures must open at once. */
const LARGEST = 100_000;

/** The pictures that a page, or the manifest, names. */
function named(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/(?<![\w-])(?:docs\/)?images\/([\w.-]+\.(?:png|svg|jpg|gif))/g)].map(([, name]) => name);
}

const PAGES = [
  'README.md',
  'client/README.md',
  'package.json',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

describe('the pictures of the documentation', () => {
  const files = readdirSync(images).sort();

  it.each(PAGES)('of %s are there', (page) => {
    for (const name of named(page)) expect(files).toContain(name);
  });
  it('are all named somewhere', () => {
    expect(files).toEqual([...new Set(PAGES.flatMap(named))].sort());
  });
  it('are small, and say in words what they show', () => {
    for (const name of files) expect(statSync(join(images, name)).size, name).toBeLessThan(LARGEST);
    for (const page of PAGES) expect(readFileSync(join(root, page), 'utf8')).not.toMatch(/!\[\s*\]\(/);
  });
  it('that the walkthrough shows are in the package', () => {
    const packed = readFileSync(join(root, '.vscodeignore'), 'utf8');
    for (const name of named('package.json')) expect(packed).toContain(`!docs/images/${name}\n`);
  });
});
