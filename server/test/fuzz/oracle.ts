import { Analysis } from '../../src/analysis/analysis';
import { isVerb } from '../../src/knowledge';
import type { JudgeSettings } from '../../src/rules/judge';
import { nameOf } from '../../src/session/model';
import { splitFileText, textOf } from '../../src/text/lines';
import type { Position, Range } from '../../src/text/range';
import type { Random } from './random';

/** What is wrong with an input: a kind that is the same for all inputs with the same fault, and what one of them shows. */
export interface Fault {
  readonly kind: string;
  readonly detail: string;
}

/** Looks at an input; what it finds wrong is put. Where it needs chance it takes it from `random`, so that an input can be tried again. */
export type Oracle = (text: string, random: Random, put: (kind: string, detail?: unknown) => void) => void | Promise<void>;

export const PEDANTIC: JudgeSettings = { strictness: 'pedantic', severities: {} };
export const SWITCHES = { codes: true, times: true, userNames: true };

export const analysed = (text: string): Analysis => Analysis.of(textOf(splitFileText(text)), { explicit: true });

export const placeIn = (analysis: Analysis, random: Random): Position => {
  const line = random.below(analysis.lines.count);
  return { line, character: random.below(analysis.lines.line(line).length + 1) };
};

/** What was said: of every exchange the verb and its codes, and the replies that nothing asked for. */
export function saidIn(analysis: Analysis): string[] {
  return [...analysis.sessions()].flatMap(({ session }) => [
    `session ${session.exchanges.length > 0}`,
    ...session.exchanges.map((one) => {
      const name = nameOf(one);
      return `${one.kind === 'command' && !isVerb(name) ? '?' : name} ${one.replies.map(({ code, enhanced }) => `${code} ${enhanced}`)}`;
    }),
    ...session.strayReplies.map(({ reply }) => `stray ${reply.code}`),
  ]);
}

/** What one list has and the other has not, as often. */
export const difference = (from: readonly string[], without: readonly string[]): string[] => {
  const left = [...without];
  return from.filter((one) => {
    const n = left.indexOf(one);
    if (n >= 0) left.splice(n, 1);
    return n < 0;
  });
};

/** Says where a range of a place leaves the text, or ends before it begins. */
export const checkerOf =
  ({ lines }: Analysis, put: Parameters<Oracle>[2]) =>
  (place: string, { start, end }: Range): void => {
    if (start.line < 0 || end.line >= lines.count || start.line > end.line) put(`${place}: a line outside`, { start, end });
    else if (
      start.character < 0 ||
      start.character > lines.line(start.line).length ||
      end.character > lines.line(end.line).length ||
      (start.line === end.line && start.character > end.character)
    )
      put(`${place}: a column outside`, { start, end });
  };
