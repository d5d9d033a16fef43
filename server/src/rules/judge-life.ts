import { lifeRules } from './catalogue';
import type { LogFinding } from './judge-entry';
import type { LifeContext, LifeRule } from './rule';
import type { JudgeSettings } from './severity';
import { severityOf } from './severity';

/** Findings about messages of a log; their lines are those of the document. */
export type LifeFinding = Omit<LogFinding, 'rule'> & { readonly rule: LifeRule };

/** Whether the settings leave any rule about whole messages on: if not, they need not be collected. */
export const judgesLives = (settings: JudgeSettings): boolean => lifeRules.some((rule) => severityOf(rule, NOTHING, settings) !== 'off');

const NOTHING = { at: { line: 0, from: 0, to: 0 }, message: '' };

/** At most one in this many messages that are wholly shown: else lines were picked, and nothing is certain. */
const RARE = 20;

/** What is reported about the messages of a log, in the order of its lines. `whole`: how many of them are shown from beginning to end. */
export function judgeLives(contexts: Iterable<LifeContext>, whole: number, settings: JudgeSettings): LifeFinding[] {
  const found = new Map<LifeRule, LifeFinding[]>();
  for (const context of contexts) {
    for (const rule of lifeRules) {
      rule.check(context, (report) => {
        const severity = severityOf(rule, report, settings);
        if (severity === 'off') return;
        const { at, message, related = [], fixes = [] } = report;
        const all = found.get(rule) ?? [];
        all.push({ rule, severity, at, message, related, fixes });
        found.set(rule, all);
      });
    }
  }
  const told = [...found].flatMap(([rule, all]) => {
    if (rule.rare && all.length > Math.max(1, whole / RARE)) return [];
    all.sort((a, b) => a.at.line - b.at.line);
    return rule.once ? all.slice(0, 1) : all;
  });
  return told.sort((a, b) => a.at.line - b.at.line || a.at.from - b.at.from);
}
