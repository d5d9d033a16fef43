// Draws the pictures of the walkthrough from what SMTP Lens says of the samples, as SVG.
//   node scripts/walkthrough.mjs    after node scripts/build.mjs
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const WIDTH = 92;
const [PAPER, INK, EDGE] = ['#1e1e1e', '#cccccc', '#555555'];
const COLOURS = {
  error: '#f14c4c',
  warning: '#cca700',
  information: '#3794ff',
  changed: '#81b88b',
};

/** What the command line says; findings are no failure. */
async function says(...args) {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'server/dist/cli.js'), ...args], { cwd: root }).catch(
    (error) => error,
  );
  return stdout;
}

const escaped = (text) => text.replace(/[&<>"]/g, (unit) => `&#${unit.charCodeAt(0)};`);

/** Lines of text, each with a colour or none, and perhaps a squiggle below columns `[from, to)`. `title`: what they show, in words. */
function drawn(title, lines) {
  const width = Math.ceil(WIDTH * 7.8 + 24);
  const height = lines.length * 18 + 20;
  const shown = lines.map(({ text, as, from, to, under }, n) => {
    const y = n * 18 + 24;
    const line = `<text x="12" y="${y}" fill="${as ? COLOURS[as] : INK}" xml:space="preserve">${escaped(text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text)}</text>`;
    if (under === undefined) return line;
    const waves = Array.from({ length: to - from }, () => 'l3.9 -3l3.9 3').join('');
    return `${line}<path d="M${12 + from * 7.8} ${y + 5}${waves}" fill="none" stroke="${COLOURS[under]}"/>`;
  });
  const frame = `<rect width="100%" height="100%" rx="6" fill="${PAPER}" stroke="${EDGE}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="13"><title>${escaped(title)}</title>${frame}${shown.join('')}</svg>\n`;
}

/** The text of a sample, each finding below its line. */
async function read(file) {
  const lines = (await readFile(join(root, file), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((text) => ({ text }));
  const found = (await says('check', '--format', 'json', file))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const { line, column, endColumn, severity, message } of found.reverse()) {
    Object.assign(lines[line - 1], { under: severity, from: column - 1, to: endColumn - 1 });
    lines.splice(line, 0, { text: `     ${message}`, as: severity });
  }
  return lines.slice(5, 24);
}

async function redacted(file) {
  const before = (await readFile(join(root, file), 'utf8')).split('\n');
  const after = (await says('redact', file)).trimEnd().split('\n');
  return after.slice(0, 18).map((text, n) => ({ text, as: text === before[n] ? undefined : 'changed' }));
}

/** The first lines of an answer; refusals have the colour of an error. */
const textOf = (text) =>
  text
    .trimEnd()
    .split('\n')
    .slice(0, 18)
    .map((line) => ({ text: line, as: /\s5\d\d \d|bounced/.test(line) ? 'error' : undefined }));

// Attributes alone: VS Code shows a drawing in a page that allows no style of its own.
const PICTURES = {
  read: () => read('samples/broken-session.smtp'),
  session: async () => textOf(await says('sessions', 'samples/broken-session.smtp')),
  story: async () => textOf(await says('story', '349261B8932', 'samples/mail.log')),
  share: () => redacted('samples/broken-session.smtp'),
};
const texts = JSON.parse(await readFile(join(root, 'package.nls.json'), 'utf8'));
for (const [name, lines] of Object.entries(PICTURES))
  await writeFile(join(root, `docs/images/walkthrough-${name}.svg`), drawn(texts[`walkthrough.${name}.alt`], await lines()));
