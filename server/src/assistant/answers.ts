import { Analysis } from '../analysis/analysis';
import { livesOf } from '../analysis/asked-lives';
import { gateOf, withoutSecretsNear } from '../analysis/gate';
import { indexedLog, logTextOf } from '../analysis/indexed-log';
import { findingsOf } from '../features/diagnostics';
import { explainArgument } from '../features/explain';
import { redact } from '../features/redact';
import { rulePage } from '../features/rule-page';
import { whyIn, whyText } from '../features/why';
import { renderPlain } from '../meaning/explain/plain';
import { verdict } from '../meaning/of-session';
import { withoutOwnSecrets } from '../redaction/gate';
import { STANDARD } from '../rules/judge';
import { storyNotes } from '../story/notes';
import { storyOf } from '../story/story';
import { storyText } from '../story/text';
import { splitFileText, textOf } from '../text/lines';
import type { Tool } from './tools';

/** What a tool was given; each takes what it needs of it. Missing texts are empty. */
export interface Given {
  readonly text?: string;
  readonly reply?: string;
  readonly id?: string;
  /** The text is read as it is; otherwise as its copy with stand-ins. Lines keep their numbers either way. */
  readonly reveal?: boolean;
}

/** The answer of a tool as plain text for a model. Secrets are hidden in each; never throws. */
export function answerOf(tool: Tool['name'], { text = '', reply = '', id = '', reveal }: Given): string {
  const readable = (): string => (reveal === true ? text : copyOf(text));
  switch (tool) {
    case 'explain_reply':
      return explainAsText(reply) ?? 'Nothing is known of this.';
    case 'why':
      return whyAsText(readable());
    case 'check_transcript':
      return checkAsText(readable());
    case 'story':
      return storyAsText(id, text, reveal === true ? {} : { shown: copyOf(text) }) ?? 'No line of the log has it.';
    case 'redact':
      return copyOf(text);
  }
}

const analysed = (text: string): Analysis => Analysis.of(textOf(splitFileText(String(text))));

const copyOf = (text: string): string => redact(analysed(text)).lines.join('\n');

/** What a code, a reply, a command, a keyword, a parameter or a rule means; null where nothing is known. */
export function explainAsText(what: string): string | null {
  const page = rulePage(what.trim());
  if (page !== null) return page;
  const found = explainArgument(what);
  return found.length > 0 ? found.map(renderPlain).join('\n') : null;
}

/** The causes of a text's failures as a page of plain text. */
export function whyAsText(text: string): string {
  const analysis = analysed(text);
  return gateOf(analysis).told(withoutOwnSecrets(whyText(result(whyIn(analysis)))));
}

/** What a log says about a message; null where no line has `id`. `shown` is the text to tell it from, line by line that of `text`. */
export function storyAsText(id: string, text: string, options: { readonly shown?: string } = {}): string | null {
  const analysis = analysed(text);
  const lives = livesOf(id, analysis.entries(), result(indexedLog(analysis)));
  const shown = options.shown === undefined ? analysis : analysed(options.shown);
  const index = result(indexedLog(shown));
  const log = logTextOf(shown);
  // A copy has its lines where the text has them.
  const told = new Set(lives.flatMap(({ lines }) => index.lifeAt(lines[0]) ?? []));
  const stories = [...told].map((life) => {
    const found = storyOf(index, life);
    const text = withoutOwnSecrets(storyText(found, log, storyNotes(found, index, log.entry, log.text)));
    return result(withoutSecretsNear(shown, text, found.lines));
  });
  return stories.length > 0 ? stories.join('\n') : null;
}

/** The verdict of each session and the findings, a line each. Lines and columns from 1. */
function checkAsText(text: string): string {
  const analysis = analysed(text);
  const gate = gateOf(analysis);
  const sessions = [...analysis.sessions()].map(({ session, start }) => {
    const said = gate.text(verdict(session), start + session.firstLine);
    return `lines ${start + session.firstLine + 1}-${start + session.lastLine + 1} (${session.format}): ${said}`;
  });
  const findings = findingsOf(analysis, STANDARD).map(({ finding: { at, rule, severity, message }, start }) => {
    const line = start + at.line;
    return `${line + 1}:${at.from + 1}: ${severity}: ${gate.message(message, line)} [${rule.id}]`;
  });
  return [...sessions, ...findings].join('\n') || 'Nothing of SMTP was found, or nothing is wrong.';
}

/** What a reading that may be paused comes to, without a pause. */
function result<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
