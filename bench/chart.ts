import type { EditorCosts } from './editor';

/** What a size of text costs. */
export interface Row {
  readonly megabytes: number;
  readonly costs: EditorCosts;
}

const WIDTH = 760;
const HEIGHT = 380;
const PLOT = { left: 60, right: 540, top: 44, bottom: 330 };

/** Each curve and what it is called at its end. */
const CURVES: readonly (readonly [keyof EditorCosts, string])[] = [
  ['open', 'opening'],
  ['first', 'first squiggles'],
  ['keystroke', 'a keystroke and all after it'],
  ['waits', 'longest wait of a hover'],
  ['screen', 'colours of a screen'],
  ['hover', 'a hover'],
];

const STYLE = `
  :root { --back: #ffffff; --text: #1f2328; --dim: #59636e; --edge: #d1d9e0; --a: #0550ae; --b: #8250df; --c: #cf222e; --d: #8a5a00; --e: #1a7f37; --f: #0f6f78 }
  @media (prefers-color-scheme: dark) {
    :root { --back: #0d1117; --text: #e6edf3; --dim: #9198a1; --edge: #3d444d; --a: #79c0ff; --b: #d2a8ff; --c: #ff7b72; --d: #d29922; --e: #3fb950; --f: #39c5cf }
  }
  rect { fill: var(--back) }
  text { fill: var(--text); font: 13px system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif }
  .dim { fill: var(--dim) } .end { text-anchor: end } .middle { text-anchor: middle } .title { font-weight: 600; font-size: 15px }
  line { stroke: var(--edge) }
  polyline { fill: none; stroke-width: 2 }
  ${[...'abcdef'].map((one) => `polyline.${one}, circle.${one} { stroke: var(--${one}) } circle.${one}, text.${one} { fill: var(--${one}) }`).join('\n  ')}
`;

/** Least distance between two names at the ends of curves, in pixels. */
const APART = 17;

/** Places at least `APART` from each other and as near as can be to those that are wanted, which are in ascending order. */
function spread(wanted: readonly number[]): number[] {
  const places = [...wanted];
  for (let n = 1; n < places.length; n++) places[n] = Math.max(places[n], places[n - 1] + APART);
  for (let n = places.length - 1, least = PLOT.bottom; n >= 0; n--, least -= APART) places[n] = Math.min(places[n], least);
  return places;
}

/** A picture (SVG) of what a log costs an editor by its size: both axes are logarithmic, so that equal steps are equal factors. */
export function drawCurves(rows: readonly Row[]): string {
  const sizes = rows.map(({ megabytes }) => megabytes);
  const values = rows.flatMap(({ costs }) => CURVES.map(([one]) => Math.max(0.1, costs[one])));
  const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const share = (value: number, from: number, to: number): number => (Math.log10(value) - from) / (to - from);
  const x = (megabytes: number): number =>
    PLOT.left + (PLOT.right - PLOT.left) * share(megabytes, Math.log10(sizes[0]), Math.log10(sizes[sizes.length - 1]));
  const y = (ms: number): number => PLOT.bottom - (PLOT.bottom - PLOT.top) * share(Math.max(0.1, ms), low, high);
  const at = (value: number): string => value.toFixed(1);
  const grid = Array.from({ length: high - low + 1 }, (_, n) => {
    const ms = 10 ** (low + n);
    return `<line x1="${PLOT.left}" y1="${at(y(ms))}" x2="${PLOT.right}" y2="${at(y(ms))}"/><text class="dim end" x="${PLOT.left - 8}" y="${at(y(ms) + 4)}">${ms}</text>`;
  });
  const marks = sizes.map((size) => `<text class="dim middle" x="${at(x(size))}" y="${PLOT.bottom + 22}">${size} MB</text>`);
  const last = rows[rows.length - 1];
  const ends = CURVES.map(([one, name], n) => ({ one, name, look: 'abcdef'[n], wanted: y(last.costs[one]) })).sort(
    (a, b) => a.wanted - b.wanted,
  );
  const places = spread(ends.map(({ wanted }) => wanted));
  const curves = ends.map(({ one, name, look }, n) => {
    const points = rows.map(({ megabytes, costs }) => [at(x(megabytes)), at(y(costs[one]))] as const);
    const dots = points.map(([cx, cy]) => `<circle class="${look}" cx="${cx}" cy="${cy}" r="3"/>`).join('');
    const label = `<text class="${look}" x="${PLOT.right + 12}" y="${at(places[n] + 4)}">${name}</text>`;
    return `<polyline class="${look}" points="${points.map((point) => point.join(',')).join(' ')}"/>${dots}${label}`;
  });
  const said = 'CPU time of the language server by the size of a log: a hover, a screen and a keystroke cost about the same at every size';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${said}">
<title>${said}</title>
<style>${STYLE}</style>
<rect width="${WIDTH}" height="${HEIGHT}"/>
<text class="title" x="${PLOT.left}" y="24">What a log costs the editor, by its size (CPU milliseconds)</text>
${[...grid, ...marks, ...curves].join('\n')}
</svg>
`;
}
