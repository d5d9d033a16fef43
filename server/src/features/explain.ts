import type { LocatedReply, LogEntry } from '../formats/log';
import { readLogLine } from '../formats/logs';
import { command, enhancedCode, isVerb, keyword, parameter, saslMechanism } from '../knowledge';
import type { CustomReply } from '../meaning/custom-replies';
import { explainAuth } from '../meaning/explain/auth';
import { explainCommand } from '../meaning/explain/command';
import { explainQueueId } from '../meaning/explain/decoded';
import type { Explanation } from '../meaning/explain/explanation';
import { explainKeyword, explainParameter } from '../meaning/explain/keyword';
import { explainLogReply, explainStatus, misleadingWords } from '../meaning/explain/log';
import { explainReply } from '../meaning/explain/reply';
import { locatedReply } from '../meaning/located';
import { entryMeaning, meaningInEntry } from '../meaning/of-entry';
import { decodeBase64Text } from '../syntax/base64';
import { readCommandLine } from '../syntax/command-line';
import { readEnhancedCode } from '../syntax/enhanced-code';
import { readParameters } from '../syntax/parameter';
import { queueIdTime } from '../syntax/queue-id';
import { type ReplyLineParts, readReplyLine } from '../syntax/reply-line';
import { decodeXtext } from '../syntax/xtext';

/** How many units of a pasted text are read. */
const LONGEST = 20_000;
/** The maximum number of explanations for one text. */
const MOST = 20;

/**
 * Explains what someone asks for by name or pastes: `550 5.7.26`, a reply of one or more lines, a log line, `RCPT`, `RCPT 550`,
 * `PIPELINING`, `SIZE=`, `XOAUTH2`. The same data as the hover's. Empty if nothing is known. Never throws.
 */
export function explainArgument(text: string, custom: readonly CustomReply[] = []): Explanation[] {
  const lines = text
    .slice(0, LONGEST)
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return [];
  if (lines.length === 1) {
    const word = ofWord(lines[0]);
    if (word.length > 0) return word;
  }
  const replies = repliesIn(lines);
  if (replies.length > 0) return replies.slice(0, MOST).flatMap((reply) => ofReply(reply, custom));
  return lines.slice(0, MOST).flatMap((line) => ofLine(line, custom));
}

interface Pasted {
  code: number | null;
  enhanced: string | null;
  texts: string[];
  verb: string | null;
}

/** A single word, or a word with its values. */
function ofWord(line: string): Explanation[] {
  const enhanced = /^([245X])(\.\d{1,3}\.\d{1,3})$/i.exec(line);
  if (enhanced) {
    const row = enhanced[1].toUpperCase() === 'X' ? enhancedCode(`5${enhanced[2]}`) : undefined;
    const digit = enhanced[1].toUpperCase() === 'X' ? (row?.classes.at(-1) ?? 5) : enhanced[1];
    return [explainReply({ code: null, enhanced: digit + enhanced[2], text: '', verb: null })];
  }
  const assigned = /^([A-Za-z0-9-]{1,30})=(\S{0,1000})$/.exec(line);
  if (assigned && parameter(assigned[1]))
    return [explainParameter(assigned[1], assigned[2] || null, assigned[2] ? decodeXtext(assigned[2]) : null)];
  const [name, ...values] = line.split(/\s+/);
  if (/^\d{3}/.test(name)) return [];
  if (values.length === 0) {
    const id = queueIdTime(name);
    if (id) return [explainQueueId(name, id.program, id.time)];
  }
  // A word after a mechanism that is not one itself is a login value: it is neither shown nor examined.
  if (/^AUTH(?:=|$)/i.test(name) && values.some((value) => !saslMechanism(value)))
    return [explainCommand('AUTH'), mechanismOf(values[0])].filter((one) => one !== null);
  const found: Explanation[] = [];
  const verb = explainCommand(name);
  if (verb && (values.length === 0 || line === line.toUpperCase())) {
    const place = values[0] && /^[2-5]\d\d$/.test(values[0]) ? Number(values[0]) : null;
    if (place !== null && command(name.toUpperCase())) {
      return [explainReply({ code: place, enhanced: enhancedOf(values[1]), text: values.slice(1).join(' '), verb: name.toUpperCase() })];
    }
    if (values.length === 0) found.push(verb);
  }
  if (/[<:@]/.test(line)) return found;
  if (keyword(name)) found.push(explainKeyword(name, values));
  if (values.length > 0) return found;
  if (parameter(name)) found.push(explainParameter(name));
  const mechanism = mechanismOf(name);
  if (mechanism) found.push(mechanism);
  return found;
}

const mechanismOf = (name: string): Explanation | null =>
  saslMechanism(name) ? explainAuth({ mechanism: name.toUpperCase(), on: 'mechanism' }) : null;

const enhancedOf = (text: string | undefined): string | null => readEnhancedCode(text ?? '', 0)?.text ?? null;

const PREFIX = /^(?:S: ?|Server: ?|SMTP<< ?|[<>*=~-]{1,4} +)/;

/** Replies in pasted lines: those that begin with a code (after a transcript's marker), the lines of one reply together. */
function repliesIn(lines: readonly string[]): Pasted[] {
  const found: Pasted[] = [];
  let open: { parts: ReplyLineParts; pasted: Pasted } | null = null;
  for (const line of lines) {
    const bare = line.replace(PREFIX, '');
    const parts = readReplyLine(bare);
    if (!parts) continue;
    const text = bare.slice(parts.textAt);
    if (open && open.parts.code === parts.code && open.parts.separator === '-') {
      open.pasted.texts.push(text);
      open.pasted.enhanced ??= parts.enhanced;
      open.parts = parts;
      continue;
    }
    open = { parts, pasted: { code: parts.code, enhanced: parts.enhanced, texts: [text], verb: null } };
    found.push(open.pasted);
  }
  return found;
}

function ofReply({ code, enhanced, texts, verb }: Pasted, custom: readonly CustomReply[]): Explanation[] {
  const reply = explainReply({ code, enhanced, text: texts.join('\n'), verb, custom });
  const challenge = code === 334 && texts[0] ? decodeBase64Text(texts[0].trim()) : null;
  return challenge === null ? [reply] : [reply, explainAuth({ mechanism: null, on: 'challenge', challenge })];
}

/** One line that is not a reply: from a log, a command, or prose that quotes a reply. */
function ofLine(line: string, custom: readonly CustomReply[]): Explanation[] {
  const entry = readLogLine(line);
  if (entry && entry.replies.length > 0)
    return entry.replies.filter((reply) => !reply.continues).map((reply) => ofEntry(line, entry, reply, custom));
  const told = entry && explainStatus(entry.status, entryMeaning(entry, line)?.meaning ?? null);
  if (told) return [told];
  const parts = readCommandLine(line);
  if (parts && isVerb(parts.verb)) return ofCommand(line, parts.verb, parts.argumentAt);
  const quoted = /(?:said:|smtp;|[:;,(]) {0,4}([2-5]\d\d(?:[ -].{0,4000})?)$/is.exec(line.slice(-6000));
  const reply = quoted ? repliesIn([quoted[1]])[0] : undefined;
  if (reply) return ofReply(reply, custom);
  const enhanced = readEnhancedCode(line, 0);
  if (enhanced) return [explainReply({ code: null, enhanced: enhanced.text, text: line.slice(enhanced.to), verb: null, custom })];
  return [];
}

function ofEntry(line: string, entry: LogEntry, reply: LocatedReply, custom: readonly CustomReply[]): Explanation {
  const said = reply.role === 'verdict' ? (entry.replies.find((one) => one.role === 'reply' && !one.continues) ?? null) : null;
  return explainLogReply({
    ...locatedReply(entry, said ?? reply, line),
    code: reply.code,
    enhanced: reply.enhanced,
    custom,
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

/** A command line: the command, then each of its parameters that a table has. */
function ofCommand(line: string, verb: string, argumentAt: number): Explanation[] {
  const found = explainCommand(verb);
  if (verb !== 'MAIL' && verb !== 'RCPT') return found ? [found] : [];
  const end = line.indexOf('>', argumentAt);
  const parameters = end < 0 ? [] : readParameters(line, end + 1).filter(({ name }) => parameter(name));
  const explained = parameters.map(({ name, value }) =>
    explainParameter(name, value?.text ?? null, value ? decodeXtext(value.text) : null),
  );
  return found ? [found, ...explained] : explained;
}
