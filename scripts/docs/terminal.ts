import { widthOf } from '../../server/src/text/width';

/** Pixels of a cell, and around all of them. */
const CELL = { width: 8.4, height: 19 };
const EDGE = 16;

/** What the colours of a terminal look like in a picture: those of a light page, and where the reader's system is dark, of a dark one. */
const STYLE = `
  :root { --back: #ffffff; --text: #1f2328; --red: #cf222e; --green: #1a7f37; --yellow: #8a5a00; --cyan: #0f6f78; --dim: #59636e; --edge: #d1d9e0 }
  @media (prefers-color-scheme: dark) {
    :root { --back: #0d1117; --text: #e6edf3; --red: #ff7b72; --green: #3fb950; --yellow: #d29922; --cyan: #39c5cf; --dim: #9198a1; --edge: #3d444d }
  }
  rect { fill: var(--back); stroke: var(--edge) }
  text { fill: var(--text); font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre }
  .red { fill: var(--red) } .green { fill: var(--green) } .yellow { fill: var(--yellow) } .cyan { fill: var(--cyan) } .dim { fill: var(--dim) }
  .bold { font-weight: bold } .underline { text-decoration: underline }
`;

/** The looks that the command line uses, by the number that turns each on, and what turns it off. */
const LOOKS: Readonly<Record<number, readonly [look: string, off: number]>> = {
  1: ['bold', 22],
  2: ['dim', 22],
  4: ['underline', 24],
  31: ['red', 39],
  32: ['green', 39],
  33: ['yellow', 39],
  36: ['cyan', 39],
};

/** A picture (SVG) of what a terminal shows: text with escape sequences for colours. Throws for any other sequence. `title`: for who cannot see it. */
export function terminalPicture(shown: string, columns: number, title: string): string {
  const lines = shown.replace(/\n$/, '').split('\n');
  const on = new Map<string, number>();
  const rows = lines.map((line, row) => {
    let column = 0;
    let runs = '';
    for (const [, code, text] of line.matchAll(/\u001b\[(\d+)m|([^\u001b]+|\u001b)/g)) {
      if (code !== undefined) switchLook(on, Number(code));
      else if (text === '\u001b') throw new Error('a sequence that is no colour');
      else {
        const width = widthOf(text);
        if (text.trim() !== '') runs += run(text, column, width, [...on.keys()]);
        column += width;
      }
    }
    return runs === '' ? '' : `  <text y="${round(EDGE + CELL.height * (row + 0.75))}">${runs}</text>\n`;
  });
  const [width, height] = [round(columns * CELL.width + 2 * EDGE), lines.length * CELL.height + 2 * EDGE];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
  <title>${xml(title)}</title>
  <style>${STYLE}</style>
  <rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${rows.join('')}</svg>
`;
}

function switchLook(on: Map<string, number>, code: number): void {
  const look = LOOKS[code];
  if (look) on.set(...look);
  else for (const [name, off] of on) if (off === code || code === 0) on.delete(name);
}

/** `textLength` keeps the columns, whatever font the reader has. */
function run(text: string, column: number, width: number, looks: readonly string[]): string {
  const look = looks.length > 0 ? ` class="${looks.join(' ')}"` : '';
  return `<tspan x="${round(EDGE + column * CELL.width)}" textLength="${round(width * CELL.width)}" lengthAdjust="spacingAndGlyphs"${look}>${xml(text)}</tspan>`;
}

const round = (pixels: number): number => Math.round(pixels * 10) / 10;
const xml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/ /g, '\u00a0');
