/** How many UTF-16 units of a text are searched. */
const LOOKED = 65_536;

/**
 * What every dialogue, mail log or bounce contains: a command, the name of a program that speaks SMTP, the fields of a log line, an
 * enhanced code, or a reply at the beginning of a line or after a side mark. Other texts may contain it too; the server decides.
 */
const SMTP =
  /\b(?:EHLO|HELO|LHLO|MAIL FROM|RCPT TO|STARTTLS|L?E?SMTPD?|postfix|postgrey|exim4?|sendmail|sm-mta|dovecot|qmail|haraka|swaks|mailer-daemon|dsn=|rcpts=|diagnostic-code|undeliver(?:able|ed))\b|Remote_host_said|starting delivery \d|recipient=|^Follow: tcp|^peers:$|; Message <|\b[245]\.\d{1,3}\.\d{1,3} |^(?:\W{0,6}|.{0,30}[:>\]] ?)[2-5]\d\d[ -][A-Za-z0-9<(]/im;

/** Whether a text contains signs of SMTP; of a long text only the beginning is searched. */
export const seenIn = (text: string): boolean => SMTP.test(text.length > LOOKED ? text.slice(0, LOOKED) : text);
