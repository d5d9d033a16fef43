import { duration } from '../text/duration';
import { t } from '../text/l10n';
import { visibleLine } from '../text/visible';
import { cut } from '../text/width';

/** A drawing of who said what to whom: a self-contained SVG document that uses an editor's colours where they are set. */
export interface Ladder {
  readonly svg: string;
  readonly title: string;
}

/** One of the parties, from left to right. */
export interface Party {
  readonly role: string;
  readonly name: string;
}

export type Look = 'command' | 'data' | 'good' | 'more' | 'temporary' | 'permanent';

/** One row. An arrow from a party to itself is something that it noted. */
export interface Arrow {
  /** Parties by index, from 0. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly detail: string;
  readonly look: Look;
  /** Document line from 0. */
  readonly line: number;
  /** In milliseconds, by any clock; null or NaN if unknown. */
  readonly time: number | null;
}

/** Something that lasts from row `first` to row `last`, drawn at the right edge in column 0 or 1. */
export interface Band {
  readonly name: string;
  readonly column: 0 | 1;
  readonly first: number;
  readonly last: number;
}

export interface Picture {
  readonly title: string;
  readonly parties: readonly Party[];
  readonly arrows: readonly Arrow[];
  readonly bands: readonly Band[];
}

/** Narrow enough for half a window, where it is read beside its text. Three parties need a little more. */
const WIDTH = { two: 640, more: 800 } as const;
const MARGIN = 20;
/** Space for a time at the left edge, if there is one. */
const CLOCK = 90;
/** Space for a band at the right edge. */
const BAND = 26;
const TOP = 92;
const ROW = 34;
/** A picture with more rows is not readable, and heavy. */
const MOST = 1000;
/** The approximate width of a letter of a label, in the widest of the usual fonts. */
const LETTER = 7.5;

const xml = (text: string): string => visibleLine(text).replace(/[&<>"']/g, (unit) => `&#${unit.charCodeAt(0)};`);

/**
 * Draws a picture as SVG: parties side by side, one arrow per row, labelled. Each arrow is a button with its document line (`data-line`,
 * from 0). Everything in the labels is escaped. Pure.
 */
export function drawn({ title, parties, arrows: all, bands }: Picture): Ladder {
  const width = parties.length > 2 ? WIDTH.more : WIDTH.two;
  const arrows = all.slice(0, MOST);
  const rows = Math.max(1, arrows.length) + (all.length > MOST ? 1 : 0);
  const height = TOP + rows * ROW + 28;
  const began = arrows.find(({ time }) => time !== null && !Number.isNaN(time))?.time ?? null;
  const columns = [...new Set(bands.map(({ column }) => column))].sort();
  const left = began === null ? MARGIN : CLOCK;
  const right = width - MARGIN - columns.length * BAND;
  const places = parties.map((_, at) => left + ((right - left) * at) / Math.max(1, parties.length - 1));
  const bandPlace = (column: Band['column']): number => right + 12 + columns.indexOf(column) * BAND;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${xml(title)}">`,
    STYLE,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="verdict" x="${width / 2}" y="28">${xml(cut(title, 76))}</text>`,
    ...bands.filter(({ first }) => first < MOST).map((band) => bandAt(band, bandPlace(band.column))),
    ...parties.map((one, at) => partyAt(one, at, places, height)),
    ...arrows.map((arrow, row) => arrowAt(arrow, row, places, parties, clockAt(arrows, row, began))),
  ];
  if (all.length > MOST)
    parts.push(`<text class="name" x="${width / 2}" y="${height - 24}">${xml(t('{0} more', all.length - MOST))}</text>`);
  return { svg: [...parts, '</svg>'].join('\n'), title };
}

const STYLE = `<style>
text { font: 13px var(--vscode-font-family, system-ui, sans-serif); fill: var(--vscode-foreground, #1f1f1f); }
.paper { fill: var(--vscode-editor-background, #ffffff); }
.verdict { font-size: 15px; font-weight: 600; text-anchor: middle; }
.party { font-weight: 600; text-anchor: middle; }
.name, .time, .band-name { fill: var(--vscode-descriptionForeground, #616161); font-size: 12px; }
.name, .band-name { text-anchor: middle; } .time { text-anchor: end; }
.first { text-anchor: start; } .last { text-anchor: end; }
.life { stroke: var(--vscode-editorIndentGuide-activeBackground, #8a8a8a); stroke-width: 1; }
.band { fill: var(--vscode-editor-inactiveSelectionBackground, #e5ebf1); opacity: .55; }
.arrow line, .arrow path { stroke: currentColor; fill: none; stroke-width: 1.5; } .arrow .head { fill: currentColor; }
.arrow text { text-anchor: middle; } .arrow .time { text-anchor: end; }
.command, .data { color: var(--vscode-foreground, #1f1f1f); } .data line { stroke-width: 4; }
.good, .more { color: var(--vscode-charts-green, #1a7f37); }
.temporary { color: var(--vscode-editorWarning-foreground, #8a5a00); } .permanent { color: var(--vscode-editorError-foreground, #b3261e); }
.temporary line { stroke-dasharray: 6 3; } .permanent line { stroke-width: 2.5; }
.note { fill: var(--vscode-editor-background, #ffffff); stroke: var(--vscode-editorIndentGuide-activeBackground, #8a8a8a); }
.arrow .hit { fill: transparent; } .arrow:hover .hit, .arrow:focus .hit, .arrow.here .hit { fill: var(--vscode-list-hoverBackground, #e8e8e8); }
.arrow:focus { outline: 1px solid var(--vscode-focusBorder, #005fb8); } .arrow { cursor: pointer; }
</style>`;

/** The names of the outer parties extend inwards from their lines, those in between are centred on theirs. */
function partyAt({ role, name }: Party, at: number, places: readonly number[], height: number): string {
  const x = places[at];
  const side = at === 0 ? 'first' : at === places.length - 1 ? 'last' : '';
  const letters = Math.floor(((places[places.length - 1] - places[0]) / places.length - 8) / LETTER);
  return `<text class="party ${side}" x="${x}" y="56">${xml(role)}</text><text class="name ${side}" x="${x}" y="72">${xml(cut(name, letters))}</text><line class="life" x1="${x}" y1="80" x2="${x}" y2="${height - 12}"/>`;
}

function bandAt({ name, first, last }: Band, x: number): string {
  const y = TOP + first * ROW;
  const high = (Math.min(last, MOST - 1) - first + 1) * ROW;
  const middle = `${x + 14} ${y + high / 2}`;
  const seen = cut(name, Math.max(1, Math.floor(high / LETTER)));
  return `<rect class="band" x="${x}" y="${y}" width="20" height="${high}" rx="3"/><text class="band-name" transform="translate(${middle}) rotate(-90)">${xml(seen)}</text>`;
}

/** Time since the first row that has one; empty if it is the same as in the row before. */
function clockAt(arrows: readonly Arrow[], row: number, began: number | null): string {
  const passed = (at: number): string => {
    const time = arrows[at]?.time ?? Number.NaN;
    return began === null || Number.isNaN(time) || time < began ? '' : `+${duration(time - began)}`;
  };
  return passed(row) === passed(row - 1) ? '' : passed(row);
}

/** A sign shows the class of a reply too: colour alone is not enough. */
const SIGNS = { good: '✓', more: '…', temporary: '↻', permanent: '✕', command: '', data: '' } as const;

function arrowAt(arrow: Arrow, row: number, places: readonly number[], parties: readonly Party[], clock: string): string {
  const y = TOP + row * ROW + 20;
  const [from, to] = [places[arrow.from], places[arrow.to]];
  const noted = arrow.from === arrow.to;
  const tip = from < to ? -8 : 8;
  const label = [SIGNS[arrow.look], arrow.label, arrow.detail].filter(Boolean).join(' ');
  const seen = cut(label, noted ? 60 : Math.floor((Math.abs(to - from) - 14) / LETTER));
  // What is read aloud begins with what is visible (WCAG 2.5.3), and continues where the arrow had no space.
  const spoken = t('line {0}, {1}: {2}', arrow.line + 1, parties[arrow.from].role, clock ? `${seen} ${clock}` : seen);
  const heard = seen === label ? spoken : `${spoken} ${cut(`${arrow.label} ${arrow.detail}`, 200)}`;
  const middle = (from + to) / 2;
  // A note is in a box on its party's line, as wide as the picture allows.
  const wide = Math.min(seen.length * LETTER + 20, 2 * Math.min(middle, places[places.length - 1] + MARGIN - middle));
  return [
    `<g class="arrow ${arrow.look}" role="button" tabindex="0" data-line="${arrow.line}" aria-label="${xml(heard)}">`,
    seen === label ? '' : `<title>${xml(cut(label, 400))}</title>`,
    `<rect class="hit" x="2" y="${y - 18}" width="${places[places.length - 1] + 2}" height="${ROW - 4}"/>`,
    noted ? `<rect class="note" x="${middle - wide / 2}" y="${y - 12}" width="${wide}" height="22" rx="4"/>` : '',
    `<text x="${middle}" y="${y - (noted ? -4 : 5)}">${xml(seen)}</text>`,
    ...(noted
      ? []
      : [`<line x1="${from}" y1="${y}" x2="${to + tip}" y2="${y}"/>`, `<path class="head" d="M ${to} ${y} l ${tip} -4 v 8 z"/>`]),
    clock ? `<text class="time" x="${CLOCK - 10}" y="${y + 4}">${xml(clock)}</text>` : '',
    '</g>',
  ].join('');
}
