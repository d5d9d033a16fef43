import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { samples } from './built';

const sampleFiles = readdirSync(samples)
  .map((name) => join(samples, name))
  .filter((path) => statSync(path).isFile());
export const transcript = readFileSync(join(samples, 'broken-session.smtp'), 'utf8');

/** Dialogues of every sample one after another, and a log whose messages go over every border. */
export function mixed(): string {
  const pieces = sampleFiles.map((path) => readFileSync(path, 'utf8')).filter((text) => !text.includes('\0'));
  let text = '';
  for (let n = 0; n < 40; n++) text += `${pieces[n % pieces.length].trimEnd()}\n\n`;
  return text;
}
