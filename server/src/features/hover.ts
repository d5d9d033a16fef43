import type { Analysis } from '../analysis/analysis';
import { type ReplySubject, type Subject, subjectAt } from '../analysis/subject';
import { readCustomReplies } from '../meaning/custom-replies';
import { explainAuth } from '../meaning/explain/auth';
import { explainCommand } from '../meaning/explain/command';
import { explainDecoded, explainHeader, explainQueueId, explainTime } from '../meaning/explain/decoded';
import type { Explanation } from '../meaning/explain/explanation';
import { explainKeyword, explainParameter } from '../meaning/explain/keyword';
import { explainLogReply, explainStatus, misleadingWords } from '../meaning/explain/log';
import { type Markup, render } from '../meaning/explain/render';
import { explainReply } from '../meaning/explain/reply';
import { locatedReply } from '../meaning/located';
import { entryMeaning, meaningInEntry } from '../meaning/of-entry';
import { t } from '../text/l10n';
import type { Position } from '../text/range';
import type { Span } from '../text/span';

export interface Hover {
  /** In Markdown everything that comes from the document is escaped. */
  readonly contents: string;
  /** The place that it is about. Line from 0 in the document. */
  readonly range: Span;
}

export interface HoverSettings {
  /** The setting `smtpLens.replies`, as given. */
  readonly replies: readonly unknown[];
}

/**
 * Explains what is at a position, in `markup`; null if there is nothing to say. Line and character from 0 (UTF-16 units).
 */
export function hover(analysis: Analysis, position: Position, settings: HoverSettings, markup: Markup = 'markdown'): Hover | null {
  const found = explanationAt(analysis, position, settings);
  return found && { contents: render(found.explanation, markup), range: found.range };
}

/** The same as data, for a page that draws it itself. It has not passed the gate. */
export function explanationAt(
  analysis: Analysis,
  position: Position,
  settings: HoverSettings,
): { readonly explanation: Explanation; readonly range: Span } | null {
  const subject = subjectAt(analysis, position);
  const explanation = subject && explain(subject, settings);
  return explanation && { explanation, range: subject.span };
}

/** What a subject means. */
function explain(subject: Subject, settings: HoverSettings): Explanation | null {
  switch (subject.kind) {
    case 'reply':
      return ofReply(subject, settings);
    case 'log-reply':
      return ofLogReply(subject, settings);
    case 'status':
      return explainStatus(subject.entry.status, entryMeaning(subject.entry, subject.line)?.meaning ?? null);
    case 'verb':
      return explainCommand(subject.verb);
    case 'parameter':
      return explainParameter(subject.name, subject.value, subject.decoded);
    case 'keyword':
      return explainKeyword(subject.name, subject.values);
    case 'mechanism':
      return explainAuth({ mechanism: subject.name, on: 'offer' });
    case 'auth-name':
      return explainAuth({ mechanism: subject.mechanism, on: 'mechanism' });
    case 'challenge':
      return explainAuth({ mechanism: subject.mechanism, on: 'challenge', challenge: subject.challenge });
    case 'answer':
      return explainAuth({ ...subject, on: 'answer' });
    case 'encoded':
      return explainDecoded(
        t('encoded word'),
        subject.decoded,
        t('Characters of {0}, encoded for the header section.', subject.charset),
        '2047 2',
      );
    case 'header':
      return explainHeader(subject.name, null);
    case 'queue-id':
      return explainQueueId(subject.id, subject.program, subject.time);
    case 'time':
      return explainTime(subject.sincePrevious, subject.sinceBegin);
  }
}

function ofReply({ reply, verb, recipient, hosts, meaning }: ReplySubject, settings: HoverSettings): Explanation {
  const text = reply.lines.map((line) => line.piece.text.slice(line.textAt)).join('\n');
  return explainReply({
    code: reply.code,
    enhanced: reply.enhanced,
    text,
    verb,
    recipient,
    hosts,
    meaning,
    custom: readCustomReplies(settings.replies).rows,
  });
}

function ofLogReply({ entry, reply, said, line }: Extract<Subject, { kind: 'log-reply' }>, settings: HoverSettings): Explanation {
  const located = locatedReply(entry, said ?? reply, line);
  return explainLogReply({
    ...located,
    code: reply.code,
    enhanced: reply.enhanced,
    custom: readCustomReplies(settings.replies).rows,
    fromLog: true,
    meaning: meaningInEntry(entry, reply, line),
    format: entry.format,
    by: reply.by,
    role: reply.role,
    phase: reply.phase,
    said,
    words: misleadingWords(line),
  });
}
