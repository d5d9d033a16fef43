import type { LogEntry } from '../formats/log';
import { judgeLives, judgesLives, type LifeFinding } from '../rules/judge-life';
import type { LifeContext } from '../rules/rule';
import type { JudgeSettings } from '../rules/severity';
import { LifeFacts } from '../story/lives';
import { type Life, LogIndex } from '../story/log-index';
import { firstFrom } from '../text/bisect';
import type { Lines } from '../text/lines';
import { unsliced } from '../text/unsliced';
import type { Analysis } from './analysis';
import { keepIndex } from './indexed-log';
import { keptByLog } from './kept';
import { isTakenOut } from './taken-out';

/** What contradicts in whole messages of a log. */

/** After every edit the messages of a log of at most this many lines are examined again: some milliseconds. Longer ones are left to the CLI. */
export const MOST_EDITED = 20_000;

/** A message that came in within this time before or after (milliseconds) shows that the log was being written then. */
const NEAR = 600_000;

/** Per log: what its messages add up to. */
const logLives = keptByLog(function* (analysis): Generator<void, LogLives> {
  const lives = new LogLives();
  for (const { unit, start } of analysis.unitsIn()) {
    for (const { line, entry } of analysis.entries(start, start + unit.lines)) lives.add(line, entry, analysis.lines.line(line));
    yield;
  }
  lives.part(analysis.lines, 0, analysis.end);
  keepIndex(analysis, lives.index);
  return lives;
});

const known = new WeakMap<LogLives, { readonly settings: JudgeSettings; readonly findings: readonly LifeFinding[] }>();

/**
 * The findings about whole messages; lines from 0 in the document. Empty for a document of more than `most` lines. Yields now and then:
 * the caller may pause. Cached per log.
 */
export function* lifeFindings(
  analysis: Analysis,
  settings: JudgeSettings,
  most: number = MOST_EDITED,
): Generator<void, readonly LifeFinding[]> {
  if (analysis.lines.count > most || !judgesLives(settings)) return [];
  const lives = yield* logLives(analysis);
  let before = known.get(lives);
  if (before?.settings !== settings) {
    before = { settings, findings: lives.findings(settings) };
    known.set(lives, before);
  }
  return before.findings;
}

/** How many lines are searched for a mark that something was removed; longer gaps have no mark. */
const MOST_BETWEEN = 2000;

/**
 * The messages of a log that may be longer than the part of it in memory: added line by line, part by part. Lines count from 0 in the
 * whole log. It keeps what a message adds up to and the few of its lines that rules quote, not the text.
 */
export class LogLives {
  readonly index = new LogIndex();
  private readonly facts = new Map<Life, LifeFacts>();
  /** Lines that say that something was removed, ascending. */
  private readonly takenOut: number[] = [];
  /** Lines of parts that are no longer in memory. */
  private readonly kept = new Map<number, string>();
  private touched = new Set<Life>();
  private lines: Lines | null = null;
  private first = 0;

  /** Adds the next line that says something about mail. */
  add(line: number, entry: LogEntry, text: string): void {
    this.index.add(line, entry);
    const life = this.index.lifeAt(line);
    if (!life) return;
    this.touched.add(life);
    let own = this.facts.get(life);
    if (!own) {
      own = new LifeFacts();
      this.facts.set(life, own);
    }
    own.add(line, entry, text);
  }

  /** All `count` lines of a part were added, whose first is line `first` of the log. */
  part(lines: Lines, first: number, count: number): void {
    for (let line = 0; line < count; line++) {
      if (isTakenOut(lines.line(line))) this.takenOut.push(first + line);
    }
    this.lines = lines;
    this.first = first;
  }

  /** Keeps from the last part what a rule may still quote, because another part follows. */
  leave(): void {
    const { lines, first } = this;
    if (!lines) return;
    for (const life of this.touched) {
      const own = this.facts.get(life);
      // A session that is over says nothing more, and half of a log's lines belong to sessions.
      if (life.session && life.ended && !own?.setBack) {
        this.facts.delete(life);
        this.index.forget(life);
        continue;
      }
      const quoted = [life.born, life.lines[0], own?.queued?.line, own?.born?.line, own?.setBack?.line, own?.setBack?.after];
      quoted.push(life.lines[life.lines.length - 1]);
      for (const line of quoted)
        if (line !== undefined && line >= first && !this.kept.has(line)) this.kept.set(line, unsliced(this.text(line)));
    }
    this.touched = new Set();
    this.lines = null;
    this.index.forgetLines();
  }

  /** The findings, in the order of the lines. */
  findings(settings: JudgeSettings): readonly LifeFinding[] {
    const whole = this.wholeLives();
    return judgeLives(this.contexts(whole), whole.length, settings);
  }

  private readonly text = (line: number): string => {
    const { lines, first } = this;
    return (lines && line >= first ? lines.line(line - first) : this.kept.get(line)) ?? '';
  };

  private readonly unbroken = (from: number, to: number): boolean => {
    const at = this.takenOut[firstFrom(this.takenOut, from, (line) => line)];
    return at === undefined || at >= Math.min(to, from + MOST_BETWEEN);
  };

  /** When the messages came in that are shown from beginning to end. */
  private wholeLives(): Whole[] {
    const found: Whole[] = [];
    for (const [life, own] of this.facts) if (life.ended && own.whole && own.born) found.push({ host: life.host, born: own.born.time });
    return found.sort((a, b) => a.born - b.born);
  }

  private *contexts(whole: readonly Whole[]): Generator<LifeContext> {
    const { text, unbroken } = this;
    for (const [life, own] of this.facts) {
      const near = (from: number, to: number): boolean => {
        for (let at = firstFrom(whole, from, ({ born }) => born); at < whole.length && whole[at].born < to; at++)
          if (whole[at].host === life.host && whole[at].born > from) return true;
        return false;
      };
      const covered = (time: number): boolean => near(time - NEAR, time) && near(time, time + NEAR);
      yield { life, facts: own, before: life.before, covered, unbroken, text };
    }
  }
}

interface Whole {
  readonly host: string;
  readonly born: number;
}
