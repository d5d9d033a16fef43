/** Characters of a text that are looked through. */
const LOOKED = 65_536;

/**
 * What a dialogue, a mail log or a bounce does not go without: a command, a name of a program that speaks SMTP, the fields of a log line, an
 * enhanced code, a reply at the beginning of a line or behind the mark of its side. Other texts may have it too; the server decides.
 */
const SMTP =
  /\b(?:EHLO|HELO|LHLO|MAIL FROM|RCPT TO|STARTTLS|L?E?SMTPD?|postfix|postgrey|exim4?|sendmail|sm-mta|dovecot|qmail|haraka|swaks|mailer-daemon|dsn=|rcpts=|diagnostic-code|undeliver(?:able|ed))\b|Remote_host_said|starting delivery \d|recipient=|^Follow: tcp|^peers:$|; Message <|\b[245]\.\d{1,3}\.\d{1,3} |^(?:\W{0,6}|.{0,30}[:>\]] ?)[2-5]\d\d[ -][A-Za-z0-9<(]/im;

/** Whether there is something of SMTP in a text, or at its beginning where it is long. */
export const seenIn = (text: string): boolean => SMTP.test(text.length > LOOKED ? text.slice(0, LOOKED) : text);
