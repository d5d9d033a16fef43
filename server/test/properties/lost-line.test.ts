import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Exchange, Session } from '../../src/session/model';
import { splitFileText } from '../../src/text/lines';
import { analysisOf } from './samples';

/** What a line of a reply answers. */
interface Answered {
  /** The line of the command; null where none is shown. */
  readonly command: number | null;
  readonly kind: Exchange['kind'];
  readonly verb: string;
  readonly doubtful: boolean;
  /** The first line of the reply. */
  readonly first: number;
}

const isDoubtful = ({ kind, command, trust }: Exchange, { interleaved }: Session): boolean =>
  trust === 'degraded' || interleaved || (kind !== 'greeting' && command === null);

/** By the lines of all replies, counted as `of` says. */
function answers(lines: readonly string[], of: (line: number) => number): Map<number, Answered> {
  const found = new Map<number, Answered>();
  for (const { session, start } of analysisOf(lines).sessions()) {
    for (const exchange of session.exchanges) {
      const { kind, command } = exchange;
      for (const reply of exchange.replies)
        for (const said of reply.lines)
          found.set(of(said.line + start), {
            command: command ? of(command.line + start) : null,
            kind,
            verb: kind === 'command' ? (command?.verb ?? '?') : kind,
            doubtful: isDoubtful(exchange, session),
            first: of(reply.lines[0].line + start),
          });
    }
  }
  return found;
}

const folder = join(__dirname, '../samples/captures');
/** Longer recordings show nothing that the others do not. */
const LONGEST = 120;
const recordings = readdirSync(folder)
  .filter((name) => /\.txt$/.test(name))
  .map((name) => [name, splitFileText(readFileSync(join(folder, name), 'utf8'))] as const)
  .filter(([, lines]) => lines.length <= LONGEST);

/** JavaMail marks neither side: without its 334 the second answer looks like any line of the program. */
const UNMARKED = /^jakarta-mail-auth-debugauth/;

let pairs = 0;
let wrong = 0;

describe('a recording that lost any one line pairs no reply wrongly without saying that it is in doubt', () => {
  it.each(recordings)('%s', (name, lines) => {
    const whole = answers(lines, (line) => line);
    const firsts = new Set([...whole.values()].map(({ first }) => first));
    const bad: string[] = [];
    for (let lost = 0; lost < lines.length; lost++) {
      const found = answers([...lines.slice(0, lost), ...lines.slice(lost + 1)], (line) => (line >= lost ? line + 1 : line));
      for (const first of firsts) {
        const was = whole.get(first);
        const is = found.get(first);
        if (!was || !is || first === lost) continue;
        pairs++;
        const unasked = is.command === null && is.verb === '?';
        const right = unasked || (is.command !== null && is.command === was.command);
        const named = was.command === lost && is.verb === was.verb;
        const both = was.command === is.command || (was.kind === 'data' && is.kind === 'data');
        if (right || named || (both && was.verb === is.verb)) continue;
        wrong++;
        if (!is.doubtful) bad.push(`without line ${lost + 1} «${lines[lost]}»: «${lines[first]}» answers ${is.verb}, not ${was.verb}`);
      }
    }
    if (UNMARKED.test(name)) expect(bad.length).toBeLessThan(2);
    else expect(bad).toEqual([]);
  });

  it('pairs less than one of a hundred wrongly at all', () => {
    expect(pairs).toBeGreaterThan(2000);
    expect(wrong / pairs).toBeLessThan(0.01);
  });
});
