import type { ParseArgsConfig } from 'node:util';
import { LogLives } from '../analysis/life-findings';
import { foldCauses, foldEqual, repeatsCause } from '../analysis/repeats';
import { ruleById } from '../features/rule-page';
import type { LogEntry } from '../formats/log';
import type { Severity } from '../rules/rule';
import { t } from '../text/l10n';
import { linesOf } from '../text/lines';
import { type Checked, checkWork, unpackEntries } from './check-part';
import { checkFormat, FILE_OPTIONS, FOLLOW_OPTION, JOBS_OPTION, noFile, parse } from './files';
import { diff, fix, fixableText, fixedText } from './fix';
import type { Io } from './io';
import { eachMapped } from './mapped';
import { REPORTS } from './reports';
import type { Placed } from './reports/report';
import { statistics } from './reports/statistics';
import { RULE_OPTIONS, RuleSettings } from './rule-settings';
import type { Framed } from './screen/frame';
import { SourceLines } from './screen/source-lines';
import { oneOf, UsageError } from './usage-error';

const ORDER = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];
const FORMATS = Object.keys(REPORTS) as (keyof typeof REPORTS)[];

/** Reports for people: each cause and each sentence about lines of a log is written once, with its count. Reports for programs have every place. */
const ONCE: ReadonlySet<string> = new Set<keyof typeof REPORTS>(['text', 'full', 'github', 'markdown']);

/** Clears the screen, but not what scrolled out of it. */
const CLEARED = '\x1b[2J\x1b[H';

const OPTIONS = {
  ...FILE_OPTIONS,
  ...FOLLOW_OPTION,
  ...JOBS_OPTION,
  ...RULE_OPTIONS,
  format: { type: 'string' },
  severity: { type: 'string', default: 'hint' },
  'fail-on': { type: 'string', default: 'error' },
  statistics: { type: 'boolean', default: false },
  fix: { type: 'boolean', default: false },
  diff: { type: 'boolean', default: false },
  watch: { type: 'boolean', default: false },
  'exit-zero': { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

type Asked = ReturnType<typeof parse<typeof OPTIONS>>;

/** `smtp-lens check`: what breaks the protocol, written as one of the reports; with `--watch` again whenever a file was changed. */
export async function check(args: string[], io: Io): Promise<number> {
  const asked = parse(args, OPTIONS);
  const { values, positionals } = asked;
  if (values.follow && (values.fix || values.diff || values.watch))
    throw new UsageError(t('--follow cannot be combined with --fix, --diff or --watch'));
  if (values.watch && positionals.includes('-'))
    throw new UsageError(t('--watch needs files or folders; standard input is read as it comes anyway'));
  if (!values.watch) return checkOnce(asked, io);
  // What is changed while it is checked the first time is checked again.
  const changes = io.changes(positionals);
  let status: number;
  try {
    status = await checkOnce(asked, io);
  } catch (error) {
    changes.close();
    throw error;
  }
  const waiting = (): void => {
    if (!io.quiet) io.err(`${t('waiting for changes; Ctrl-C ends')}\n`);
  };
  waiting();
  for await (const _ of changes) {
    if (io.terminal) io.out(CLEARED);
    status = await checkOnce(asked, io);
    waiting();
  }
  return status;
}

async function checkOnce({ values, positionals }: Asked, io: Io): Promise<number> {
  const { format = io.terminal ? 'full' : 'text' } = values;
  const failOn = ORDER.indexOf(oneOf('fail-on', values['fail-on'], ORDER));
  const least = ORDER.indexOf(oneOf('severity', values.severity, ORDER));
  const settings = new RuleSettings(values, io);
  const write = REPORTS[oneOf('format', format, FORMATS)];
  if (positionals.length === 0) throw new UsageError(noFile());
  checkFormat(values.as);
  if (values.diff) {
    const { fixed, tally } = diff(positionals, values, settings, io);
    return tally.conclude(fixableText(fixed), fixed.count > 0 && !values['exit-zero'] ? 1 : 0);
  }
  const fixed = values.fix ? fixedText(fix(positionals, values, settings, io)) : null;
  const report = (values.statistics ? statistics(format === 'json') : write)(io.out, io);
  const once = ONCE.has(format) && !values.statistics;
  const counts = new Map<Severity | 'repeated', number>();
  let found = false;
  /** Findings below the severity that was asked for. */
  let hidden = 0;
  let lives: LogLives | null = null;
  /** Findings of a file among which repeated causes are still to be found. */
  let waiting: { readonly file: string; readonly findings: Checked[]; parts: number } | null = null;
  const tell = (finding: Placed, repeats = false): void => {
    const rank = ORDER.indexOf(finding.severity);
    if (rank <= failOn) found = true;
    if (rank > least) {
      hidden++;
      return;
    }
    const kind = once && repeats ? 'repeated' : finding.severity;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    if (kind !== 'repeated') report.add(finding);
  };
  const flush = (): void => {
    const { file, findings } = waiting ?? { file: '', findings: [] };
    waiting = null;
    const folded = foldCauses(findings);
    for (const one of once ? foldEqual(folded, sameOf) : folded) {
      const { frame, told, finding } = one;
      if (!told) tell(placed(file, one, frame ? () => frame : undefined), repeatsCause(finding));
    }
  };
  const frames = format === 'full' && !values.statistics;
  const tally = await eachMapped(positionals, values, io, checkWork, {
    context(file, part) {
      if (part?.first === 0 && part.from === 0) lives = new LogLives();
      // What a pause of a pipe has reported is read again with what follows: messages would be counted twice.
      if (part?.quiet) lives = null;
      const judge = settings.of(file);
      const own = lives;
      const hears =
        part && own && !part.alone ? (line: number, entry: LogEntry, text: string) => own.add(part.first + line, entry, text) : null;
      return { judge, once, frames, hears, entries: part === null };
    },
    use({ findings, entries }, { file, first, to, last, quiet, part, lines }) {
      // Of a file that could not be read to its end, what was found is still reported.
      if (waiting !== null && waiting.file !== file) flush();
      waiting ??= { file, findings: [], parts: 0 };
      for (const one of findings) waiting.findings.push(one);
      waiting.parts++;
      const live = values.follow || positionals.includes('-');
      if (last || quiet || live || waiting.parts >= MOST_PARTS) flush();
      if (part === null && first === 0) lives = new LogLives();
      if (lives === null || part?.alone || (last && first === 0)) return;
      const text = part ? part.analysis.lines : linesOf(lines());
      if (entries !== null) for (const { line, entry } of unpackEntries(entries)) lives.add(first + line, entry, text.line(line));
      lives.part(text, first, to);
      // They quote only line numbers and times of the log.
      if (!last) lives.leave();
      else
        for (const finding of lives.findings(settings.of(file))) {
          const at = { ...finding.at, line: Math.max(0, finding.at.line - first) };
          const source = part && new SourceLines(part.analysis, first);
          tell(placed(file, { finding: { ...finding, rule: finding.rule.id }, start: 0 }, source ? () => source.at(at) : undefined));
        }
    },
  });
  flush();
  report.end();
  return tally.conclude([fixed, outcome(counts, hidden)].filter((one) => one !== null).join(' · '), found && !values['exit-zero'] ? 1 : 0);
}

/** What makes two findings about lines of a log say the same to a reader; null for any other finding. */
const sameOf = ({ finding: { rule, message, cause } }: Checked): string | null =>
  cause || ruleOf(rule).group !== 'log-consistency' ? null : `${rule}\n${message}`;

/** In a long file, repeated causes are looked for in this many parts at a time. */
const MOST_PARTS = 8;

/** `2 errors, 1 warning`. */
function outcome(counts: ReadonlyMap<Severity | 'repeated', number>, hidden: number): string {
  const words = (severity: (typeof ORDER)[number], n: number): string => {
    switch (severity) {
      case 'error':
        return n === 1 ? t('1 error') : t('{0} errors', n);
      case 'warning':
        return n === 1 ? t('1 warning') : t('{0} warnings', n);
      case 'information':
        return n === 1 ? t('1 note') : t('{0} notes', n);
      case 'hint':
        return n === 1 ? t('1 hint') : t('{0} hints', n);
    }
  };
  const told = ORDER.flatMap((severity) => {
    const n = counts.get(severity) ?? 0;
    return n > 0 ? [words(severity, n)] : [];
  });
  const repeated = counts.get('repeated') ?? 0;
  if (repeated > 0) told.push(t('{0} more of the same', repeated));
  if (hidden > 0) told.push(t('{0} below --severity', hidden));
  return told.length > 0 ? told.join(t(', ')) : t('nothing wrong found');
}

/** A finding as reports print it. */
function placed(
  file: string,
  { finding: { at, severity, message, rule, related }, start }: Pick<Checked, 'finding' | 'start'>,
  source: (() => Framed) | undefined,
): Placed {
  const relatedFrom = start + 1;
  const line = relatedFrom + at.line;
  return {
    file,
    line,
    column: at.from + 1,
    endLine: line,
    endColumn: at.to + 1,
    rule: ruleOf(rule),
    severity,
    message,
    related,
    relatedFrom,
    ...(source && { source }),
  };
}

const byId = new Map<string, Placed['rule']>();

/** The rule that has an id. */
function ruleOf(id: string): Placed['rule'] {
  const known = byId.get(id) ?? ruleById(id);
  if (!known) throw new Error(`no such rule: ${id}`);
  byId.set(id, known);
  return known;
}
