import type { AnalyseOptions, RedactOptions } from '../api';
import { version } from '../package.json';
import { Analysis } from './analysis/analysis';
import { gateOf } from './analysis/gate';
import { findingsOf } from './features/diagnostics';
import { explainArgument } from './features/explain';
import { redact as redacted } from './features/redact';
import { repliesOf } from './features/replies';
import { sessionRecord } from './features/session-record';
import { type Cause, whyIn, whyRecord } from './features/why';
import { renderJson } from './meaning/explain/plain';
import { STANDARD } from './rules/judge';
import type { JudgeSettings } from './rules/severity';
import { setTranslations, translationsIn } from './text/l10n';
import { splitFileText } from './text/lines';

// The doc comments of this interface are in server/api.d.ts, which ships; a test compares the two.
export { explainAsText, storyAsText, whyAsText } from './assistant/answers';
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

export function explain(what: string) {
  return explainArgument(String(what)).map(renderJson);
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
