import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = process.env.SMTP_LENS_REFERENCE ?? join(process.cwd(), '../shared/reference');

/** A file of the research that the tables were made from, or null (with a printed word) where it is not at hand. */
export function reference(file: string): unknown {
  const path = join(root, 'knowledge', file);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  console.log(`skipped: no reference data (${file}); set SMTP_LENS_REFERENCE`);
  return null;
}
