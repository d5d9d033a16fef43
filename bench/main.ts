import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawCurves } from './chart';
import { installed, measureCommand } from './command-line';
import { type EditorCosts, measureEditor } from './editor';
import { transcriptText } from './generate';
import { expectedIn, type Figures, worse, writeTable } from './table';
import { attachment, interleaved, mixedLog, prose } from './texts';
import { unit } from './unit';

const { values } = parseArgs({
  options: {
    root: { type: 'string', default: '.' },
    check: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    curves: { type: 'boolean', default: false },
    tolerance: { type: 'string', default: '30' },
    logs: { type: 'string' },
  },
});
const scratch = join(values.root, '.cache/bench');
const dist = join(scratch, 'server/dist');
const server = join(dist, 'server.js');
const cli = join(dist, 'cli.js');
const table = join(values.root, 'bench/expected.json');

/** A figure that is smaller than this many milliseconds varies by itself. */
const LEAST = 4;
/** How often a figure is measured that is worse than expected, at most. */
const TRIES = 3;

/** A text in a file of its own. */
function file(name: string, make: () => string): { readonly path: string; readonly text: string; readonly megabytes: number } {
  const text = make();
  const path = join(scratch, name);
  mkdirSync(scratch, { recursive: true });
  writeFileSync(path, text);
  return { path, text, megabytes: statSync(path).size / 1e6 };
}

const line = (cells: readonly (string | number)[], widths: readonly number[]): string =>
  cells.map((cell, n) => (n === 0 ? String(cell).padEnd(widths[0]) : String(cell).padStart(widths[n]))).join('  ');
const round = (value: number): string => (Number.isFinite(value) ? value.toFixed(value < 10 ? 1 : 0) : '–');

const EDITOR = ['open', 'first', 'waits', 'hover', 'screen', 'edit', 'keystroke'] as const;

/** Texts in an editor: name, language and how they are made. */
const TEXTS: readonly (readonly [name: string, language: string, make: () => string])[] = [
  ['log, 1 MB', 'log', () => mixedLog(1, values.logs)],
  ['log, 8 MB', 'log', () => mixedLog(8, values.logs)],
  ['transcript, 1 MB', 'plaintext', () => transcriptText(1)],
  ['40 sessions interleaved, 1 MB', 'plaintext', () => interleaved(1, 40)],
  ['prose, 2 MB', 'plaintext', () => prose(60_000)],
];

interface Command {
  readonly name: string;
  readonly args: readonly string[];
  readonly megabytes: number;
}

function commands(): Command[] {
  const log = file('mail.log', () => mixedLog(6, values.logs));
  const transcript = file('transcript.txt', () => transcriptText(1));
  const sessions = file('interleaved.txt', () => interleaved(1, 400));
  const data = file('attachment.txt', () => attachment(60_000));
  const short = file('short.log', () => mixedLog(1, values.logs));
  const id = /postfix\/qmgr\[\d+\]: ([0-9A-F]{8,12}):/.exec(log.text)?.[1] ?? '';
  return [
    { name: 'check, log', args: ['check', log.path], megabytes: log.megabytes },
    { name: 'check, transcript', args: ['check', transcript.path], megabytes: transcript.megabytes },
    { name: 'check, 400 sessions interleaved', args: ['check', sessions.path], megabytes: sessions.megabytes },
    { name: 'sessions, an attachment of 60,000 lines', args: ['sessions', data.path], megabytes: data.megabytes },
    { name: 'replies, log', args: ['replies', '--format', 'json', log.path], megabytes: log.megabytes },
    { name: 'story, log', args: ['story', id, log.path], megabytes: log.megabytes },
    { name: 'redact, log', args: ['redact', short.path], megabytes: short.megabytes },
  ];
}

const costOf = ({ args }: Command): number => measureCommand([process.execPath, cli, ...args]).seconds;

/** What has a figure to compare: a name, and how it is measured, in milliseconds. */
interface Measured {
  readonly what: string;
  readonly ms: number;
  again(): Promise<number>;
}

async function editors(): Promise<Measured[]> {
  const found: Measured[] = [];
  const widths = [30, ...EDITOR.map(() => 9), 9];
  console.log(line(['in an editor, ms', ...EDITOR, 'MB'], widths));
  for (const [name, language, make] of TEXTS) {
    const text = make();
    const costs = await measureEditor(server, text, language);
    console.log(line([name, ...EDITOR.map((one) => round(costs[one])), round(costs.megabytes)], widths));
    const again = async (one: keyof EditorCosts): Promise<number> => (await measureEditor(server, text, language))[one];
    for (const one of ['open', 'first', 'keystroke'] as const)
      if (costs[one] >= LEAST) found.push({ what: `${name}: ${one}`, ms: costs[one], again: () => again(one) });
  }
  return found;
}

function onCommandLine(): Measured[] {
  const widths = [42, 9, 9, 9];
  const start = measureCommand([process.execPath, cli, '--version']).seconds;
  console.log(`\n${line(['on the command line', 'MB', 'CPU s', 'MB/s'], widths)}`);
  console.log(line(['--version', '', start.toFixed(2), ''], widths));
  const found: Measured[] = [];
  for (const command of commands()) {
    const seconds = costOf(command);
    console.log(
      line(
        [command.name, round(command.megabytes), seconds.toFixed(2), round(command.megabytes / Math.max(0.001, seconds - start))],
        widths,
      ),
    );
    found.push({ what: command.name, ms: seconds * 1000, again: async () => costOf(command) * 1000 });
  }
  const log = join(scratch, 'mail.log');
  const peers: readonly (readonly [name: string, command: readonly string[]])[] = [
    ['rg', ['rg', '-c', '\\b[245]\\d\\d[ -]', log]],
    ['lnav', ['lnav', '-n', '-q', log]],
    ['pflogsumm', ['pflogsumm', log]],
  ];
  for (const [name, command] of peers) {
    if (!installed(name)) continue;
    const { seconds } = measureCommand(command);
    console.log(line([`for comparison: ${name}`, round(statSync(log).size / 1e6), seconds.toFixed(2), ''], widths));
  }
  return found;
}

/** The figures in units, and those that stay worse than expected however often they are measured. */
async function compared(measured: readonly Measured[], one: number): Promise<{ figures: Figures; failed: string[] }> {
  const figures: Record<string, number> = Object.fromEntries(measured.map(({ what, ms }) => [what, ms / one]));
  const expected = expectedIn(table);
  if (!values.check) return { figures, failed: [] };
  if (!expected) {
    console.log(`\nbench/expected.json has no figures for Node ${process.versions.node}: write some with --write`);
    return { figures, failed: [] };
  }
  const tolerance = Number(values.tolerance) / 100;
  let failed = worse(figures, expected, tolerance);
  for (let tries = 1; tries < TRIES && failed.length > 0; tries++) {
    for (const { what, again } of measured)
      if (failed.includes(what)) figures[what] = Math.min(figures[what], (await again()) / Math.max(one, unit()));
    failed = worse(figures, expected, tolerance);
  }
  console.log('');
  for (const what of failed)
    console.log(`${what}: ${figures[what].toFixed(2)} units, ${(figures[what] / expected[what]).toFixed(2)} times what is expected`);
  return { figures, failed };
}

async function curves(): Promise<void> {
  const sizes = [1, 4, 16, 48];
  const rows: { megabytes: number; costs: EditorCosts }[] = [];
  for (const megabytes of sizes) {
    const costs = await measureEditor(server, mixedLog(megabytes, values.logs), 'log');
    rows.push({ megabytes, costs });
    console.log(`${megabytes} MB: ${EDITOR.map((one) => `${one} ${round(costs[one])} ms`).join(', ')}`);
  }
  const picture = join(values.root, 'docs/images/cost-by-size.svg');
  writeFileSync(picture, drawCurves(rows));
  console.log(`${picture} written`);
}

void (async () => {
  if (values.curves) return curves();
  const before = unit();
  const measured = [...(await editors()), ...onCommandLine()];
  const one = (before + unit()) / 2;
  const { figures, failed } = await compared(measured, one);
  if (values.write) writeTable(table, figures);
  console.log(`\none unit: ${one.toFixed(1)} ms; ${readdirSync(dist).length} files measured`);
  if (!values.check) return;
  console.log(`${Object.keys(figures).length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
})();
