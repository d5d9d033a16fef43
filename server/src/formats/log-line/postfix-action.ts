import type { LogEntry } from '../log';
import { Entry, worth } from './entry';
import { calloutReplies, filterReplies, stagePhase } from './postfix';
import { sessionFields } from './postfix-fields';
import type { Prefix } from './prefix';
import { enhancedAt, repliesAt, replyAt } from './reply';

/** What smtpd, postscreen and cleanup do to a command or a message: refuse, hold, discard, note. */

const REJECTS = new Set(['reject', 'milter-reject', 'proxy-reject', 'postscreen-reject']);
const ACTIONS = new Set([
  ...REJECTS,
  'reject_warning',
  'discard',
  'hold',
  'filter',
  'redirect',
  'bcc',
  'warn',
  'info',
  'permit',
  'delay',
  'hangup',
  'milter-hold',
  'milter-discard',
  'proxy-accept',
  'abort',
  'header-redirect',
  'milter-quarantine',
  'trace',
]);

/** `reject: RCPT from CLIENT: 550 5.1.1 <x>: …; from=<> to=<> proto=ESMTP helo=<x>` and similar; `body` is where the action begins. */
export function readAction(line: string, prefix: Prefix, id: string | null, daemon: string, body: number, colon: number): LogEntry | null {
  const word = line.slice(body, colon);
  const entry = new Entry('postfix', daemon, id, prefix, sessionFields);
  if (REJECTS.has(word)) entry.status = 'rejected';
  else if (word.endsWith('hold') || word === 'milter-quarantine') entry.reason = 'held';
  let stageAt = colon + 1;
  while (stageAt < prefix.to && line.charCodeAt(stageAt) === 32) stageAt++;
  if (line.startsWith('header ', stageAt) || line.startsWith('body ', stageAt)) {
    contentReject(line, prefix, entry, stageAt);
    return entry;
  }
  const from = line.indexOf(' from ', stageAt);
  const bare = line.indexOf(': ', stageAt);
  const stage = line.slice(stageAt, from !== -1 && (bare === -1 || from < bare) ? from : Math.max(bare, stageAt));
  const phase = stagePhase(stage.trimEnd());
  // After CLIENT (`name[ip]`, `[ip]:port`; some versions forget its colon) or, for a proxy, after the stage.
  let at = bare + 2;
  if (from !== -1 && (bare === -1 || from < bare)) {
    const client = line.indexOf(']', from);
    if (client === -1) return worth(entry);
    at = line.indexOf(' ', client) + 1;
    while (at > 0 && at < prefix.to && line.charCodeAt(at) === 32) at++;
  }
  if (at < 2) return worth(entry);
  const fields = line.indexOf('; from=<', at);
  const other = fields === -1 ? line.indexOf('; proto=', at) : fields;
  const end = other === -1 ? (line.indexOf('; to=<', at) + 1 || prefix.to + 1) - 1 : other;
  const replies = repliesAt(line, at, end, phase, 'local', 'space');
  if (replies.length === 0) {
    const code = enhancedAt(line, at, end, phase, 'local', 'reply');
    entry.replies = code ? [code] : [];
    return entry;
  }
  entry.replies = [...replies, ...calloutReplies(line, at, end), ...filterReplies(line, at, end)];
  const text = line.slice(at, end);
  if (text.includes('verified address') || text.includes('undeliverable address')) {
    entry.reason = text.includes('Sender address rejected') ? 'sender-verification' : 'recipient-verification';
  } else if (text.includes(' blocked using ')) entry.reason = 'blocklisted';
  else if (/grey ?list/i.test(text)) entry.reason = 'greylisted';
  return entry;
}

/** header_checks and body_checks: `reject: header Subject: … from CLIENT; from=<> to=<> proto= helo=<>: 5.7.1 text`. */
function contentReject(line: string, prefix: Prefix, entry: Entry, at: number): void {
  if (entry.status === 'rejected') entry.reason = 'content';
  // The content is the sender's text: only what follows the last field counts.
  const fields = line.lastIndexOf('; from=<');
  const end = fields < at ? -1 : line.lastIndexOf('>: ');
  if (end < fields || end === -1) return;
  const code = enhancedAt(line, end + 3, prefix.to, 'data', 'local', 'reply') ?? replyAt(line, end + 3, prefix.to, 'data', 'local');
  if (code) entry.replies = [code];
}

/** End of an action (`reject:`) at `at`, at its colon; -1 if there is none. */
export function actionEnd(line: string, at: number): number {
  let colon = at;
  while (colon < at + 24) {
    const c = line.charCodeAt(colon);
    if (!((c >= 97 && c <= 122) || c === 45 || c === 95)) break;
    colon++;
  }
  return line.charCodeAt(colon) === 58 && ACTIONS.has(line.slice(at, colon)) ? colon : -1;
}
