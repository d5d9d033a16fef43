import type { Kind } from '../knowledge/answer';
import { bare, joined } from '../meaning/located';
import { lookUp } from '../meaning/lookup';
import type { Reply } from '../session/model';
import { lastReply } from '../session/model';
import { refusesSyntax, textOfReply } from '../session/outcome/refusal';
import type { Group, LifeRule, LogRule, Report, Rule, Severity } from './rule';

/** What the user asked for. `severities`: by rule id or by group; the id wins. */
export interface JudgeSettings {
  readonly strictness: 'lenient' | 'standard' | 'pedantic';
  readonly severities: Readonly<Record<string, Severity>>;
}

const ORDER: readonly Severity[] = ['off', 'hint', 'information', 'warning', 'error'];

const lower = (a: Severity, b: Severity): Severity => (ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b);

/** Whether `a` weighs more than `b`. */
export const outweighs = (a: Severity, b: Severity): boolean => ORDER.indexOf(a) > ORDER.indexOf(b);

/** Groups about the form of a command: a refusal for reasons of policy says nothing about them. */
const FORM: ReadonlySet<Group> = new Set<Group>(['command-syntax', 'style', 'limits', 'message']);

/** Words by which a refusal names the message's own form. */
const MESSAGE_WORDS = /header|duplicate|multiple|\bfrom:? |rfc[- ]?(?:2?[58]22)\b|malformed|not conform|bare (?:lf|cr)|line too long/i;

/** Whether a refusal can be about the slip: a busy server, a full mailbox or greylisting are not (RFC 3463 §3); words that name it are. */
function blames(reply: Reply, group: Group): boolean {
  if (reply.code === 421) return false;
  const subject = reply.enhanced?.split('.')[1];
  if (reply.code < 500) return subject === '5' || reply.code === 455;
  const named = (): boolean => (group === 'message' ? MESSAGE_WORDS.test(textOfReply(reply)) : FORM.has(group) && refusesSyntax(reply));
  if (subject === '2' || subject === '4') return false;
  if (subject === '3') return group === 'limits' || group === 'extension' || group === 'message';
  if (subject === '7' && FORM.has(group)) return named();
  // Out of order: no form of words would have been in time (RFC 5321 §4.2.2).
  return !(reply.code === 503 && FORM.has(group)) || named();
}

/** Causes that no form of a command brings about, where the words of the reply name them. */
const ELSEWHERE: ReadonlySet<Kind> = new Set<Kind>([
  'auth-required',
  'auth-failed',
  'tls-required',
  'relay-denied',
  'blocklisted',
  'greylisted',
  'rate-limited',
  'reverse-dns',
  'account-suspended',
  'sender-not-owned',
  'unauthenticated-mail',
  'mailbox-full',
  'server-busy',
]);

/** The words of the refusal are about something else than the form of the command. */
function speaksElsewhere(reply: Reply): boolean {
  const found = lookUp(bare(reply.code, reply.enhanced, joined(reply)));
  return found !== null && (found.basis === 'words' || found.basis === 'provider') && ELSEWHERE.has(found.answer.kind);
}

type Judged = Rule | LogRule | LifeRule;

/** The server in the transcript is a witness: a slip that it refused is an error, one that it accepted a hint. */
function judged(rule: Judged, report: Report): Severity {
  const reply = report.reply ?? (report.exchange && lastReply(report.exchange));
  if (!reply) return 'warning';
  if (reply.code < 400 || !blames(reply, rule.group)) return 'hint';
  return FORM.has(rule.group) && speaksElsewhere(reply) ? 'hint' : 'error';
}

/** Whether nothing that a rule finds is shown: it was switched off, or is off unless it is asked for. Such a rule gives no severity of its own. */
export function isMute(rule: Judged, { severities, strictness }: JudgeSettings): boolean {
  const asked = severities[rule.id] ?? severities[rule.group];
  return asked === undefined ? rule.severity === 'off' && strictness !== 'pedantic' : asked === 'off';
}

/** The severity at which a finding is shown. A level that the user set replaces the rule's own, but never raises one that was adjusted. */
export function severityOf(rule: Judged, report: Report, settings: JudgeSettings): Severity {
  const asked = settings.severities[rule.id] ?? settings.severities[rule.group];
  if (asked === 'off') return 'off';
  // Not worth saying here: reported only where this rule, or everything, was asked for.
  if (report.severity === 'off') return settings.severities[rule.id] ?? (settings.strictness === 'pedantic' ? 'hint' : 'off');
  const adjusted = rule.severity === 'verdict' || report.severity !== undefined;
  const own = report.severity ?? (rule.severity === 'verdict' ? judged(rule, report) : rule.severity);
  if (asked !== undefined) return adjusted ? lower(asked, own) : asked;
  if (settings.strictness === 'lenient') return own === 'hint' || rule.group === 'style' ? 'off' : own;
  if (settings.strictness === 'pedantic' && own === 'off') return 'hint';
  return own;
}
