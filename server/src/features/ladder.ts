import type { PlacedSession } from '../analysis/analysis';
import type { Exchange, Reply, Session } from '../session/model';
import { nameOf } from '../session/model';
import { linesOf } from '../session/phases';
import { shownArgument } from '../session/secrets';
import { statesOf } from '../session/state';
import { verdict } from '../session/verdict';
import { duration } from '../text/duration';
import { t } from '../text/l10n';
import { visible } from '../text/visible';

/** A drawing of a session: an SVG document that stands by itself, and takes an editor's colours where they are set. */
export interface Ladder {
  readonly svg: string;
  readonly title: string;
}

/** One arrow. */
interface Arrow {
  readonly from: 'client' | 'server';
  readonly label: string;
  readonly detail: string;
  readonly look: 'command' | 'data' | 'good' | 'more' | 'temporary' | 'permanent';
  /** Document line from 0. */
  readonly line: number;
  readonly time: number | null;
  readonly exchange: Exchange;
}

const WIDTH = 800;
const CLIENT = 150;
const SERVER = 650;
const TOP = 92;
const ROW = 34;

const xml = (text: string): string => visible(text).replace(/[&<>"']/g, (unit) => `&#${unit.charCodeAt(0)};`);
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/**
 * Draws a session as a ladder: client left, server right, an arrow for every command, mail data and reply, labelled with verb or code.
 * Each arrow is a button that carries its document line (`data-line`, from 0). What must not be shown is not drawn. Pure.
 */
export function ladder({ session, start }: PlacedSession): Ladder {
  const arrows = session.exchanges.flatMap((exchange) => arrowsOf(exchange, start));
  const height = TOP + Math.max(1, arrows.length) * ROW + 28;
  const title = verdict(session);
  const began = arrows.find((arrow) => arrow.time !== null)?.time ?? null;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="group" aria-label="${xml(title)}">`,
    STYLE,
    `<rect class="paper" width="${WIDTH}" height="${height}"/>`,
    `<text class="verdict" x="${WIDTH / 2}" y="28">${xml(title)}</text>`,
    ...bands(session, arrows),
    party(CLIENT, t('client'), clientName(session), height),
    party(SERVER, t('server'), serverName(session), height),
    ...arrows.map((arrow, row) => drawn(arrow, row, began)),
    '</svg>',
  ];
  return { svg: parts.join('\n'), title };
}

const STYLE = `<style>
text { font: 12px var(--vscode-font-family, system-ui, sans-serif); fill: var(--vscode-foreground, #1f1f1f); }
.paper { fill: var(--vscode-editor-background, #ffffff); }
.verdict { font-size: 15px; font-weight: 600; text-anchor: middle; }
.party { font-weight: 600; text-anchor: middle; }
.name, .time, .band-name { fill: var(--vscode-descriptionForeground, #616161); font-size: 11px; }
.name { text-anchor: middle; } .time { text-anchor: end; }
.life { stroke: var(--vscode-editorIndentGuide-activeBackground, #8a8a8a); stroke-width: 1; }
.band { fill: var(--vscode-editor-inactiveSelectionBackground, #e5ebf1); opacity: .55; }
.arrow line, .arrow path { stroke: currentColor; fill: none; stroke-width: 1.5; } .arrow .head { fill: currentColor; }
.arrow text { text-anchor: middle; }
.command, .data { color: var(--vscode-foreground, #1f1f1f); } .data line { stroke-width: 4; }
.good, .more { color: var(--vscode-charts-green, #1a7f37); }
.temporary { color: var(--vscode-editorWarning-foreground, #8a5a00); } .permanent { color: var(--vscode-editorError-foreground, #b3261e); }
.temporary line { stroke-dasharray: 6 3; } .permanent line { stroke-width: 2.5; }
.arrow .hit { fill: transparent; } .arrow:hover .hit, .arrow:focus .hit, .arrow.here .hit { fill: var(--vscode-list-hoverBackground, #e8e8e8); }
.arrow:focus { outline: 1px solid var(--vscode-focusBorder, #005fb8); } .arrow { cursor: pointer; }
</style>`;

function party(x: number, role: string, name: string, height: number): string {
  return `<text class="party" x="${x}" y="56">${xml(role)}</text><text class="name" x="${x}" y="72">${xml(cut(name, 40))}</text><line class="life" x1="${x}" y1="80" x2="${x}" y2="${height - 12}"/>`;
}

const LOOKS = { good: '✓', more: '…', temporary: '↻', permanent: '✕', command: '', data: '' } as const;

function drawn(arrow: Arrow, row: number, began: number | null): string {
  const y = TOP + row * ROW + 20;
  const [from, to] = arrow.from === 'client' ? [CLIENT, SERVER] : [SERVER, CLIENT];
  const tip = arrow.from === 'client' ? -8 : 8;
  const sign = LOOKS[arrow.look];
  const label = [sign, arrow.label, arrow.detail].filter(Boolean).join(' ');
  const seen = cut(label, 74);
  // What is heard begins with what is seen (WCAG 2.5.3), and goes on where the arrow had no room for it.
  const spoken = t('line {0}, {1}: {2}', arrow.line + 1, arrow.from === 'client' ? t('client') : t('server'), seen);
  const heard = seen === label ? spoken : `${spoken} ${cut(`${arrow.label} ${arrow.detail}`, 200)}`;
  const time =
    arrow.time !== null && began !== null
      ? `<text class="time" x="${CLIENT - 14}" y="${y + 4}">${xml(`+${duration(arrow.time - began)}`)}</text>`
      : '';
  return [
    `<g class="arrow ${arrow.look}" role="button" tabindex="0" data-line="${arrow.line}" aria-label="${xml(heard)}">`,
    `<rect class="hit" x="${CLIENT + 4}" y="${y - 18}" width="${SERVER - CLIENT - 8}" height="${ROW - 6}"/>`,
    `<text x="${(CLIENT + SERVER) / 2}" y="${y - 5}">${xml(seen)}</text>`,
    `<line x1="${from}" y1="${y}" x2="${to + tip}" y2="${y}"/>`,
    `<path class="head" d="M ${to} ${y} l ${tip} -4 v 8 z"/>`,
    time,
    '</g>',
  ].join('');
}

function arrowsOf(exchange: Exchange, start: number): Arrow[] {
  const found: Arrow[] = [];
  const { command } = exchange;
  if (command) {
    const lines = command.lastLine - command.line;
    const detail =
      command.kind === 'data'
        ? command.elided || lines === 0
          ? t('mail data')
          : t('mail data, {0} lines', lines)
        : shownArgument(command);
    const label = command.kind === 'data' ? '' : command.kind === 'auth' ? t('answer') : command.verb;
    found.push({
      from: 'client',
      label,
      detail,
      look: command.kind === 'data' ? 'data' : 'command',
      line: start + command.line,
      time: command.time,
      exchange,
    });
  }
  for (const reply of exchange.replies) {
    const { line, time } = reply.lines[0];
    found.push({
      from: 'server',
      label: `${reply.code}${reply.enhanced ? ` ${reply.enhanced}` : ''}`,
      detail: textOf(reply),
      look: lookOf(reply.code),
      line: start + line,
      time,
      exchange,
    });
  }
  return found;
}

const lookOf = (code: number): Arrow['look'] => (code < 300 ? 'good' : code < 400 ? 'more' : code < 500 ? 'temporary' : 'permanent');

function textOf(reply: Reply): string {
  const first = reply.lines[0];
  return first.piece.text.slice(first.textAt);
}

/** Bands behind the arrows: what was said under TLS, and each transaction. */
function bands(session: Session, arrows: readonly Arrow[]): string[] {
  const states = statesOf(session);
  const found: string[] = [];
  const draw = (name: string, x: number, width: number, inside: (exchange: Exchange) => boolean): void => {
    for (let row = 0; row < arrows.length; row++) {
      if (!inside(arrows[row].exchange)) continue;
      const first = row;
      while (row + 1 < arrows.length && inside(arrows[row + 1].exchange)) row++;
      const y = TOP + first * ROW;
      found.push(
        `<rect class="band" x="${x}" y="${y}" width="${width}" height="${(row - first + 1) * ROW}"/><text class="band-name" x="${x + 4}" y="${y + 12}">${xml(name)}</text>`,
      );
    }
  };
  draw(t('TLS'), SERVER + 12, 40, ({ index, command }) => states[index].epoch > 0 || command?.tls === true);
  draw(t('transaction'), SERVER + 56, 84, (exchange) => {
    const { transaction } = states[exchange.index];
    return (
      exchange.command?.verb === 'MAIL' ||
      (typeof transaction === 'object' && exchange.command?.verb !== 'QUIT' && linesOf(exchange).first >= 0)
    );
  });
  return found;
}

function clientName(session: Session): string {
  const hello = session.exchanges.find((exchange) => /^(?:EHLO|HELO|LHLO)$/.test(nameOf(exchange)));
  return hello?.command ? shownArgument(hello.command) : '';
}

function serverName(session: Session): string {
  const greeting = session.exchanges.find((exchange) => exchange.kind === 'greeting');
  return greeting ? (textOf(greeting.replies[0]).split(/\s/)[0] ?? '') : '';
}
