import type { AnalyseOptions, RedactOptions } from '../api';
import { version } from '../package.json';
import { Analysis } from './analysis/analysis';
import { livesOf } from './analysis/asked-lives';
import { gateOf } from './analysis/gate';
import { indexedLog, logTextOf } from './analysis/indexed-log';
import { findingsOf } from './features/diagnostics';
import { explainArgument } from './features/explain';
import { redact as redacted } from './features/redact';
import { repliesOf } from './features/replies';
import { rulePage } from './features/rule-page';
import { sessionRecord } from './features/session-record';
import { type Cause, whyIn, whyRecord, whyText } from './features/why';
import { renderJson, renderPlain } from './meaning/explain/plain';
import { withoutOwnSecrets } from './redaction/gate';
import { STANDARD } from './rules/judge';
import type { JudgeSettings } from './rules/severity';
import { storyNotes } from './story/notes';
import { storyOf } from './story/story';
import { storyText } from './story/text';
import { setTranslations, translationsIn } from './text/l10n';
import { splitFileText } from './text/lines';

// The doc comments of this interface are in server/api.d.ts, which ships; a test compares the two.
export { version };

export function analyse(text: string, options: AnalyseOptions = {}) {
  const analysis = analysed(text, options.format);
  const gate = gateOf(analysis);
  const judge: JudgeSettings = { strictness: options.strictness ?? STANDARD.strictness, severities: options.rules ?? {} };
  return {
    sessions: [...analysis.sessions()].map((one) => gate.within(sessionRecord(one), one.start + one.session.firstLine)),
    replies: repliesOf(analysis).map(({ line, from, to, ...rest }) =>
      gate.within({ line: line + 1, column: from + 1, endColumn: to + 1, ...rest }, line),
    ),
    findings: findingsOf(analysis, judge).map(({ finding: { at, rule, severity, message }, start }) => ({
      line: start + at.line + 1,
      column: at.from + 1,
      endLine: start + at.line + 1,
      endColumn: at.to + 1,
      rule: rule.id,
      severity,
      message: gate.message(message, start + at.line),
    })),
    meanings: meaningsOf(analysis),
  };
}

export function why(text: string, options: { readonly format?: string } = {}) {
  return meaningsOf(analysed(text, options.format));
}

export function whyAsText(text: string): string {
  const analysis = analysed(text);
  return gateOf(analysis).text(withoutOwnSecrets(whyText(causesIn(analysis))));
}

export function storyAsText(id: string, text: string, options: { readonly shown?: string } = {}): string | null {
  const analysis = analysed(text);
  const lives = livesOf(id, analysis, result(indexedLog(analysis)));
  const shown = options.shown === undefined ? analysis : analysed(options.shown);
  const index = result(indexedLog(shown));
  const log = logTextOf(shown);
  // A copy has its lines where the text has them.
  const told = new Set(lives.flatMap(({ lines }) => index.lifeAt(lines[0]) ?? []));
  const stories = [...told].map((life) => {
    const found = storyOf(index, life);
    return gateOf(shown).text(withoutOwnSecrets(storyText(found, log, storyNotes(found, index, log.entry, log.text))), life.lines[0]);
  });
  return stories.length > 0 ? stories.join('\n') : null;
}

export function explain(what: string) {
  return explainArgument(String(what)).map(renderJson);
}

export function explainAsText(what: string): string | null {
  const page = rulePage(what.trim());
  if (page !== null) return page;
  const found = explainArgument(what);
  return found.length > 0 ? found.map(renderPlain).join('\n') : null;
}

export function redact(text: string, options: RedactOptions = {}) {
  const { lines, replaced } = redacted(analysed(text), options);
  return { text: lines.join('\n'), replaced: replaced.length };
}

export function translate(translations: object): void {
  setTranslations(translationsIn(translations));
}

const analysed = (text: string, format?: string): Analysis =>
  Analysis.of(splitFileText(String(text)), format === undefined || format === 'auto' ? {} : { format });

const causesIn = (analysis: Analysis): Cause[] => result(whyIn(analysis));

/** What a reading that may be paused comes to, without a pause. */
function result<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function meaningsOf(analysis: Analysis) {
  const gate = gateOf(analysis);
  return causesIn(analysis).map((cause) => gate.within(whyRecord(cause)));
}
