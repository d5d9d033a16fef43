import { judgeLives, judgesLives, type LifeFinding } from '../rules/judge-life';
import type { LifeContext } from '../rules/rule';
import type { JudgeSettings } from '../rules/severity';
import { LifeFacts } from '../story/lives';
import { type Life, LogIndex } from '../story/log-index';
import type { Analysis } from './analysis';
import { keepIndex } from './indexed-log';

/** What whole messages of a log contradict. */

/** Lines between two pauses. */
const STEP = 512;

/** After every edit the messages of a log of so many lines are looked at again: some milliseconds. Longer ones are left to the command line. */
export const MOST_EDITED = 20_000;

/** A message that came in so long before or after (milliseconds) shows that the log was kept at a time. */
const NEAR = 600_000;

const known = new WeakMap<Analysis, { readonly settings: JudgeSettings; readonly findings: readonly LifeFinding[] }>();

/**
 * The findings about whole messages; lines from 0 in the document. Nothing for a document of more than `most` lines. Yields now and then, so
 * that the caller may pause; kept for the analysis.
 */
export function* lifeFindings(
  analysis: Analysis,
  settings: JudgeSettings,
  most: number = MOST_EDITED,
): Generator<undefined, readonly LifeFinding[]> {
  if (analysis.lines.count > most || !judgesLives(settings)) return [];
  const before = known.get(analysis);
  if (before?.settings === settings) return before.findings;
  const index = new LogIndex();
  const facts = new Map<Life, LifeFacts>();
  for (let from = 0; from < analysis.lines.count; from += STEP) {
    for (const { line, entry } of analysis.entries(from, from + STEP)) {
      index.add(line, entry);
      const life = index.lifeAt(line);
      if (!life) continue;
      let own = facts.get(life);
      if (!own) {
        own = new LifeFacts();
        facts.set(life, own);
      }
      own.add(line, entry, analysis.lines.line(line));
    }
    yield undefined;
  }
  keepIndex(analysis, index);
  const whole = wholeLives(facts);
  const findings = judgeLives(contextsOf(analysis, index, facts, whole), whole.length, settings);
  known.set(analysis, { settings, findings });
  return findings;
}

interface Whole {
  readonly host: string;
  readonly born: number;
}

/** When the messages came in that are shown from beginning to end. */
function wholeLives(facts: ReadonlyMap<Life, LifeFacts>): Whole[] {
  const found: Whole[] = [];
  for (const [life, own] of facts) if (life.ended && own.whole && own.born) found.push({ host: life.host, born: own.born.time });
  return found.sort((a, b) => a.born - b.born);
}

const TAKEN_OUT =
  /^\W{0,6}(?:\.{3,}(?!\.)|…|\[\s?(?:\.{3}|…|snip\w{0,4})\s?\]|<\s?snip\w{0,4}\s?>|-{2,} ?(?:snip\w{0,4}|cut)\b.{0,40})\W{0,6}$/i;
/** So many lines are looked through for a mark that something was taken out; in more nobody put one. */
const MOST_BETWEEN = 2000;

function* contextsOf(
  analysis: Analysis,
  index: LogIndex,
  facts: ReadonlyMap<Life, LifeFacts>,
  whole: readonly Whole[],
): Generator<LifeContext> {
  const text = (line: number) => analysis.lines.line(line);
  const unbroken = (from: number, to: number) => {
    for (let line = from; line < Math.min(to, from + MOST_BETWEEN); line++) if (TAKEN_OUT.test(text(line))) return false;
    return true;
  };
  for (const [life, own] of facts) {
    const same = (index.lives.get(life.id) ?? []).filter(({ host, family }) => host === life.host && family === life.family);
    const covered = (time: number) =>
      whole.some(({ host, born }) => host === life.host && born < time && time - born < NEAR) &&
      whole.some(({ host, born }) => host === life.host && born > time && born - time < NEAR);
    yield { life, facts: own, before: same[same.indexOf(life) - 1] ?? null, covered, unbroken, text };
  }
}
