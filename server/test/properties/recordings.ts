import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlacedFinding } from '../../src/features/diagnostics';
import type { Session } from '../../src/session/model';
import { splitFileText } from '../../src/text/lines';
import { analysisOf } from './samples';

const folder = join(__dirname, '../samples/captures');

/** One session of a recording, with the lines of the whole text. */
export interface Recorded {
  readonly name: string;
  readonly lines: readonly string[];
  readonly session: Session;
  /** Line of the text from which the session's lines count. */
  readonly start: number;
}

const texts = readdirSync(folder)
  .filter((name) => /\.txt$/.test(name))
  .map((name) => ({ name, lines: splitFileText(readFileSync(join(folder, name), 'utf8')) }));

/** The sessions of every recording in which all went well. */
export const recorded: readonly Recorded[] = texts.flatMap(({ name, lines }) => {
  const placed = [...analysisOf(lines).sessions()];
  const well = placed.every(
    ({ session }) => session.begins === 'greeting' && session.exchanges.every((each) => each.replies.every((reply) => reply.code < 400)),
  );
  return well ? placed.map(({ session, start }, i) => ({ name: i > 0 ? `${name}, session ${i + 1}` : name, lines, session, start })) : [];
});

interface Said {
  readonly s: number;
  readonly d: 'C' | 'S' | 'B' | '*';
  readonly l: string;
}

/** What was said in each recorded session in clear and line by line: `C` the client, `S` the server. */
export const onWire: readonly { readonly name: string; readonly said: readonly (readonly ['C' | 'S', string])[] }[] = readdirSync(
  join(folder, 'wire'),
).flatMap((name) => {
  const sessions = new Map<number, Said[]>();
  for (const line of readFileSync(join(folder, 'wire', name), 'utf8')
    .split('\n')
    .filter(Boolean)) {
    const said = JSON.parse(line) as Said;
    sessions.set(said.s, [...(sessions.get(said.s) ?? []), said]);
  }
  return [...sessions].flatMap(([key, lines]) => {
    const said = lines.flatMap(({ d, l }) => (d === 'C' || d === 'S' ? [[d, l] as const] : []));
    return said.length === lines.length && said.length > 3 ? [{ name: `${name} ${key}`, said }] : [];
  });
});

/** What is said about who answers whom; a code that is merely not listed says nothing about that. */
export const aboutPairing = (findings: readonly PlacedFinding[]): PlacedFinding[] =>
  findings.filter(({ finding }) => finding.rule.group === 'pairing' && finding.rule.id !== 'reply-code-unusual');

export const errors = (findings: readonly PlacedFinding[]): PlacedFinding[] =>
  findings.filter(({ finding }) => finding.severity === 'error');

export const without = (lines: readonly string[], gone: readonly number[]): string[] => lines.filter((_, at) => !gone.includes(at));

/** The same numbers in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let x = seed; ; ) {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    yield x >>> 8;
  }
}

/** Each of `lines`, every other two and three neighbours, and `scattered` times three of them anywhere: the lines that a text may lose. */
export function losses(lines: readonly number[], scattered: number): number[][] {
  const random = numbers(lines.length);
  const pick = (): number => lines[random.next().value % lines.length];
  const near = lines.flatMap((_, i) => [1, i % 2 === 0 ? 2 : 3].filter((k) => i + k <= lines.length).map((k) => lines.slice(i, i + k)));
  return [...near, ...Array.from({ length: scattered }, () => [...new Set([pick(), pick(), pick()])])];
}
