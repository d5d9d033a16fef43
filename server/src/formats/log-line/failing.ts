import { type Reason, reasonIn } from './reason';
import { written } from './said';

/** Words of mail or of a mail library: without one, a failure may be about anything. */
const MAILER =
  /\b(?:smtps?|esmtp|lmtp|smtpd?|mail|e-?mail|mailer|nodemailer|phpmailer|swift_?mailer|postfix|sendmail|exim|qmail|opensmtpd|msmtp|milter|mutt|lettre|gomail|mailkit)\b|SMTP|Swift_Transport|TransportException|Expected response code|\b(?:network|permanent|temporary)_failure\b|\bno_more_hosts\b|MailConnect|MailException|mail\.Messaging|Net\.Mail|\bESOCKET\b|\bECONNECTION\b|smtplib|\bauth mechanism\b|\bstat=[A-Z]|(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]\]):(?:25|465|587|2525)(?![\d.])|["']?command["']?: ?["'](?:CONN|EHLO|AUTH|DATA)/gi;
/** What a program's report has and prose seldom: a label, an error class, a call. */
const REPORT = /[\w)\]>'"]: |\b\w+(?:Error|Exception)\b|\b\w+\(\)|\[[^\]]+\]|=|->|\{:?[a-z_]+,/;
/** A text that names a reason does not always report a failure: words that do. */
const FAILED =
  /error|exception|fail|fatal|warn|could ?n[o']t|cannot|can't|unable|refused|timed? ?out|\bE(?:CONN|TIMEDOUT|NOTFOUND|SOCKET|PIPE|AUTH)|disconnected|closed|reset by|deferred|unreachable|doesn't support|does not support|:timeout|got code|empty response|not configured/gi;
/** The beginning of a sentence about failures. */
const PROSE =
  /^(?:[|*+] |- |\d+[.)] )|^(?:Subject|From|To|Cc|Received(?:-SPF)?|Authentication-Results|ARC-[\w-]{3,30}|DKIM-Signature|X-[\w-]{2,40}|List-[\w-]{2,20}|Diagnostic-Code): |^\W{0,4}(?:If|When|The|This|That|You|Your|To|For|In|It|We|Please|Note|How|Why|What|Fix(?:ed|es)?|Add(?:ed|s)?|Make|Allow|Support|Check|Use|See|Some|After|Before|And|But|Or|As|Is|Are|Do|Does|Can|I|A|An)\b/;

/** Whether a line may report, from column `from` on, a failure to send mail: two tests for each line of any file, no more. */
export function mayFail(line: string, from: number): boolean {
  if (line.length > 2000) return false;
  FAILED.lastIndex = MAILER.lastIndex = from;
  return FAILED.test(line) && MAILER.test(line);
}

/** Why a program could not send, as its report says without a reply; undefined if the line does not report that, or is prose. */
export function failureSaid(line: string): Reason | undefined {
  const text = line.trim();
  if (!REPORT.test(text) || PROSE.test(text) || written(text)) return undefined;
  return reasonIn(text);
}
