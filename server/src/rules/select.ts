import type { Exchange, Session } from '../session/model';
import { lastReply } from '../session/model';
import { rootsOf } from '../session/outcome/dependence';
import { wasRefused } from '../session/outcome/refusal';
import { failuresOf } from '../session/outcome/refusals';
import { codeSpan } from '../session/spans';
import { t } from '../text/l10n';
import type { Span } from '../text/span';
import type { Fix, LogRule, Related, Report, Rule, Severity } from './rule';
import { outweighs } from './severity';

/** What a rule reported, with the severity at which it would be shown. */
export interface Candidate {
  readonly rule: Rule;
  readonly severity: Exclude<Severity, 'off'>;
  readonly report: Report;
}

/** What is shown: one finding a cause. Lines relative to the unit. */
export interface Finding {
  readonly rule: Rule | LogRule;
  readonly severity: Exclude<Severity, 'off'>;
  readonly at: Span;
  readonly message: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  readonly exchange: Exchange | null;
}

/** Related information is for reading: more than this many lines of it are not read. */
const MOST_RELATED = 20;

interface Entry extends Candidate {
  readonly index: number;
  readonly symptoms: Related[];
  gone: boolean;
}

const before = (a: Span, b: Span): number => a.line - b.line || a.from - b.from;

/**
 * Root selection. One error for each cause and session: what follows from an earlier mistake becomes related information
 * of that mistake; what repeats is reported once, with a count. A pure function of its input: squiggles do not flicker while typing.
 */
export function select(session: Session, candidates: readonly Candidate[]): Finding[] {
  const entries: Entry[] = candidates
    .map((candidate) => ({ ...candidate, index: candidate.report.exchange?.index ?? -1, symptoms: [], gone: false }))
    .sort((a, b) => before(a.report.at, b.report.at) || a.rule.tier - b.rule.tier || (a.rule.id < b.rule.id ? -1 : 1));
  foldWhatFollows(session, entries);
  const faulty = new Set(entries.filter((entry) => entry.severity === 'error' && !entry.gone).map((entry) => entry.index));
  const roots = rootsOf(session, (index) => faulty.has(index) || wasRefused(session.exchanges[index]));
  foldSymptoms(entries, roots);
  foldErrors(entries, roots);
  foldVerdicts(session, entries, roots);
  addRefusals(session, entries, roots);
  return merged(entries.filter((entry) => !entry.gone));
}

const rootOf = (roots: readonly number[], entry: Entry): number => (entry.index === -1 ? -1 : roots[entry.index]);

/** Makes a finding related information of its root. Hints are not worth a line there, nor is what is in the same place. */
function demote(entry: Entry, root: Entry): void {
  entry.gone = true;
  const { at, message } = entry.report;
  const same = at.line === root.report.at.line && at.from < root.report.at.to && root.report.at.from < at.to;
  if (entry.severity !== 'hint' && !same) root.symptoms.push({ at, message });
  root.symptoms.push(...entry.symptoms);
}

/** A cause that says how far it reaches takes everything up to there. */
function foldWhatFollows(session: Session, entries: readonly Entry[]): void {
  for (const [at, root] of entries.entries()) {
    const { through } = root.report;
    if (!through || root.gone || root.severity === 'hint') continue;
    const lastLine = through.index === session.exchanges.length - 1 ? session.lastLine : lastLineOf(through);
    for (let i = at + 1; i < entries.length && entries[i].report.at.line <= lastLine; i++) {
      const entry = entries[i];
      if (entry.gone || entry.index < root.index || entry.index > through.index || entry.rule.group === 'security') continue;
      // What the server said there is reported as a refusal that follows; where replies are shifted, nothing else makes sense.
      if (entry.rule.kind === 'fact' || root.rule.tier === 0) entry.gone = true;
      else demote(entry, root);
    }
    // In the same place: sorted before it only by name.
    for (let i = at - 1; i >= 0 && before(entries[i].report.at, root.report.at) === 0; i--)
      if (!entries[i].gone && entries[i].index === root.index && entries[i].rule.group !== 'security') entries[i].gone = true;
  }
}

/** The last line on which something of an exchange is. */
function lastLineOf({ command, replies }: Exchange): number {
  const reply = replies[replies.length - 1];
  return Math.max(command?.lastLine ?? -1, reply ? reply.lines[reply.lines.length - 1].line : -1);
}

function foldSymptoms(entries: readonly Entry[], roots: readonly number[]): void {
  const causes = new Map<number, Entry>();
  for (const entry of entries) {
    if (
      entry.gone ||
      entry.index === -1 ||
      entry.rule.kind === 'symptom' ||
      entry.rule.kind === 'fact' ||
      !outweighs(entry.severity, 'information')
    )
      continue;
    const key = rootOf(roots, entry);
    const known = causes.get(key);
    if (!known || entry.index < known.index) causes.set(key, entry);
  }
  for (const entry of entries) {
    if (entry.gone || entry.rule.kind !== 'symptom' || entry.index === -1) continue;
    const root = causes.get(rootOf(roots, entry));
    if (root && root.index <= entry.index) demote(entry, root);
  }
}

/** Of the errors with one root the deepest cause stays: a root before a note, the lower tier, the earlier line. */
function foldErrors(entries: readonly Entry[], roots: readonly number[]): void {
  const groups = new Map<number, Entry[]>();
  for (const entry of entries) {
    if (entry.gone || entry.severity !== 'error' || entry.index === -1) continue;
    const key = rootOf(roots, entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  for (const group of groups.values()) {
    const first = group.reduce((least, entry) => Math.min(least, entry.index), Number.POSITIVE_INFINITY);
    const rank = (entry: Entry): number => (entry.rule.kind === 'root' ? 0 : 10) + (entry.index === first ? 0 : 5) + entry.rule.tier;
    const best = group.reduce((a, b) => (rank(b) < rank(a) ? b : a));
    for (const entry of group) if (entry !== best) demote(entry, best);
  }
}

/**
 * One verdict a session: at the refusal that decided it, which is the first that was not overcome by another try. A connection that broke
 * off is not reported again where a rule says more about the same exchange.
 */
function foldVerdicts(session: Session, entries: readonly Entry[], roots: readonly number[]): void {
  const verdicts = entries.filter((entry) => !entry.gone && entry.rule.group === 'verdict' && entry.rule.severity !== 'off');
  for (const entry of verdicts) {
    const { exchange, reply } = entry.report;
    if (reply || !entries.some((other) => tellsMore(other) && other.report.exchange === exchange)) continue;
    entry.gone = true;
  }
  const decisive = new Set(failuresOf(session).map(({ exchange }) => exchange.index));
  const left = verdicts.filter((entry) => !entry.gone && entry.report.reply);
  const own = left.filter((entry) => entry.index === -1 || rootOf(roots, entry) === entry.index);
  const overcome = ({ index }: Entry): boolean => index >= 0 && wasRefused(session.exchanges[index]) && !decisive.has(index);
  const best = own.find((entry) => !overcome(entry)) ?? own[0] ?? left[0];
  for (const entry of left) if (entry !== best) demote(entry, best);
}

const tellsMore = (entry: Entry): boolean =>
  !entry.gone && entry.severity !== 'hint' && (entry.rule.group === 'sequence' || entry.rule.group === 'limits');

/** Later refusals with the same root, which no rule had anything to say about. */
function addRefusals(session: Session, entries: readonly Entry[], roots: readonly number[]): void {
  const byRoot = new Map<number, Exchange[]>();
  for (const each of session.exchanges) {
    if (!wasRefused(each)) continue;
    const same = byRoot.get(roots[each.index]);
    if (same) same.push(each);
    else byRoot.set(roots[each.index], [each]);
  }
  for (const entry of entries) {
    if (entry.gone || entry.severity !== 'error' || entry.index === -1) continue;
    const last = entry.rule.tier > 0 ? (entry.report.through?.index ?? -1) : -1;
    const within =
      last > entry.index
        ? session.exchanges.slice(entry.index + 1, Math.min(last, entry.index + 4 * MOST_RELATED) + 1).filter(wasRefused)
        : [];
    const following = new Set([...within, ...(byRoot.get(rootOf(roots, entry)) ?? [])]);
    const told = new Set(entry.symptoms.map((symptom) => symptom.at.line));
    for (const each of following) {
      if (entry.symptoms.length >= MOST_RELATED) break;
      const reply = lastReply(each);
      if (each.index <= entry.index || !reply) continue;
      const at = codeSpan(reply);
      if (told.has(at.line) || (each.command && told.has(each.command.line))) continue;
      entry.symptoms.push({ at, message: t('The {0} here follows from it.', reply.code) });
    }
  }
}

/** How often a finding may be reported in one session before it is reported once with a count. */
function most(entry: Entry): number {
  return entry.severity === 'error' || entry.rule.group === 'style' ? 1 : 2;
}

function merged(entries: readonly Entry[]): Finding[] {
  const byRule = new Map<string, Entry[]>();
  for (const entry of entries) {
    const same = byRule.get(entry.rule.id);
    if (same) same.push(entry);
    else byRule.set(entry.rule.id, [entry]);
  }
  const findings: Finding[] = [];
  for (const same of byRule.values()) {
    if (same.length <= most(same[0])) for (const entry of same) findings.push(findingOf(entry));
    else findings.push(counted(same));
  }
  return findings.sort((a, b) => before(a.at, b.at));
}

function findingOf({ rule, severity, report, symptoms }: Entry): Finding {
  const related = [...(report.related ?? []), ...symptoms.sort((a, b) => before(a.at, b.at))].slice(0, MOST_RELATED);
  return { rule, severity, at: report.at, message: report.message, related, fixes: report.fixes ?? [], exchange: report.exchange ?? null };
}

function counted(same: readonly Entry[]): Finding {
  const first = same.reduce((a, b) => (outweighs(b.severity, a.severity) ? b : a));
  const others = same.filter((entry) => entry !== first);
  const finding = findingOf(first);
  const all = same.flatMap((entry) => entry.report.fixes?.[0]?.edits ?? []);
  const fixes =
    finding.fixes.length > 0 && all.length > finding.fixes[0].edits.length
      ? [
          ...finding.fixes,
          { ...finding.fixes[0], title: t('{0} (all {1} in this session)', finding.fixes[0].title, same.length), edits: all },
        ]
      : finding.fixes;
  const related = [...finding.related, ...others.map((entry) => ({ at: entry.report.at, message: entry.report.message }))].slice(
    0,
    MOST_RELATED,
  );
  return { ...finding, message: t('{0} ({1} times in this session)', finding.message, same.length), related, fixes };
}
