import type { Exchange, Session } from '../session/model';
import type { DataLine } from '../session/reading/mail-data';
import { statesOf } from '../session/state';
import { isKnownHeader, readHeaderLine } from '../syntax/header-line';
import { rules } from './catalogue';
import type { Context } from './rule';
import { type Candidate, type Finding, select } from './select';
import { type JudgeSettings, severityOf } from './severity';

const messageRules = rules.filter((rule) => rule.group === 'message');

/** Whether a text can be a piece of mail data: it begins with a field that mail has, or with the line that separates messages in an mbox. */
export function beginsMailData(line: string): boolean {
  const field = readHeaderLine(line);
  return (field.kind === 'field' && isKnownHeader(field.name)) || /^From \S{1,254} {1,4}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/.test(line);
}

/**
 * What is reported about a piece of mail data without any dialogue around it. Only for a text whose language says that it is SMTP:
 * anywhere else a header is that of a received mail. Nothing is known of the rest of the message, nor of a reply to it.
 */
export function judgeFragment(lines: readonly DataLine[], settings: JudgeSettings): Finding[] {
  const last = lines[lines.length - 1];
  const exchange: Exchange = {
    index: 0,
    kind: 'data',
    command: {
      kind: 'data',
      verb: 'data',
      line: lines[0].line,
      lastLine: last.line,
      piece: last.piece,
      verbFrom: 0,
      verbTo: 0,
      argumentAt: 0,
      masked: false,
      elided: false,
      ended: false,
      tls: null,
      time: null,
    },
    replies: [],
    trust: 'degraded',
    pipelined: false,
    owed: 1,
  };
  const session: Session = {
    key: null,
    format: 'bare',
    firstLine: lines[0].line,
    lastLine: last.line,
    protocol: 'smtp',
    exchanges: [exchange],
    strayReplies: [],
    strayText: [],
    marks: [],
    sides: 'client',
    begins: 'middle',
    ends: 'open',
    sidesCertain: false,
    interleaved: false,
  };
  const context: Context = {
    session,
    states: statesOf(session),
    open: () => false,
    mailData: () => lines,
    unread: () => [],
    source: () => '',
    strictness: settings.strictness,
  };
  const candidates: Candidate[] = [];
  for (const rule of messageRules) {
    if (rule.gates.length > 0) continue;
    rule.check(context, (report) => {
      const severity = severityOf(rule, report, settings);
      if (severity !== 'off') candidates.push({ rule, severity, report });
    });
  }
  return select(session, candidates);
}
