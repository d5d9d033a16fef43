import type { LocatedReply, LogEntry } from '../log';
import { Entry, logFormat, worth } from '../log-line/entry';
import type { Prefix } from '../log-line/prefix';
import { enhancedAt, repliesAt, replyAt } from '../log-line/reply';

/**
 * What mail libraries throw when a server refuses: the name of the exception, or the sentence that only this library writes, and behind
 * it the reply. Nothing in an application's log is taken for a reply without one of these.
 */
const ANCHORS: readonly (readonly [RegExp, string | null])[] = [
  // Swift Mailer, Symfony Mailer.
  [/Expected response code "?[\d/, or"]{3,40} but got code "\d{3}", with message "/g, null],
  // Jakarta Mail, under its three package names.
  [/\bSMTPAddress(?:Failed|Succeeded)Exception: (?=\d{3}[ -])/g, 'RCPT'],
  [/\bSMTPSenderFailedException: (?=\d{3}[ -])/g, 'MAIL'],
  [/\bSMTPSendFailedException: (?=\d{3}[ -])/g, null],
  [/\bmail\.AuthenticationFailedException: (?=\d{3}[ -])/g, 'AUTH'],
  // nodemailer.
  [/\bInvalid login: (?=\d{3}[ -])/g, 'AUTH'],
  [/\bInvalid greeting\. response=(?=\d{3}[ -])/g, 'greeting'],
  [/\bCan't send mail - all recipients were rejected: (?=\d{3}[ -])/g, 'RCPT'],
  [/\bMail command failed: (?=\d{3}[ -])/g, 'MAIL'],
  [/\bData command failed: (?=\d{3}[ -])/g, 'DATA'],
  [/\bError: Message failed: (?=\d{3}[ -])/g, 'data'],
  [/\bresponse: ['"](?=\d{3}[ -][245]\.\d{1,3}\.\d)/g, null],
  // Ruby.
  [/\bNet::SMTPAuthenticationError(?:: | \()(?=\d{3}[ -])/g, 'AUTH'],
  [/\bNet::SMTP(?:FatalError|ServerBusy|SyntaxError|UnknownError)(?:: | \()(?=\d{3}[ -])/g, null],
  // PHP's mail(), Outlook Express and its heirs.
  [/\bServer Response: '(?=\d{3}[ -])/g, null],
  [/\bSMTP server response: (?=\d{3}[ -])/g, null],
];

/** Python's smtplib: the code as a number, the text as bytes: `(550, b'5.1.1 …')`. */
const PYTHON = /\bSMTP(RecipientsRefused|SenderRefused|DataError|AuthenticationError|ConnectError|HeloError|ResponseException)\b/;
const PAIR = /\((\d{3}), b?(['"])/g;
const PHASES: Readonly<Record<string, string | null>> = {
  RecipientsRefused: 'RCPT',
  SenderRefused: 'MAIL',
  DataError: 'data',
  AuthenticationError: 'AUTH',
  ConnectError: 'greeting',
  HeloError: 'EHLO',
};

/** .NET says the text alone: its codes became words. */
const DOTNET = /\bThe server response was: (?=[245]\.\d{1,3}\.\d)/;

/** An exception with its reply is no longer; a line with a whole dump may be. */
const MOST = 8000;

/** What a line must hold to be looked at. */
const MAY =
  /but got code "|Exception: \d|SMTP\w{2,18}(?:Error|Refused|Busy|Exception)\b|Invalid login: |Invalid greeting|were rejected: |command failed: |Message failed: |response: ['"]|erver [rR]esponse/;

function pythonReplies(line: string, from: number, to: number): LocatedReply[] {
  const name = PYTHON.exec(line.slice(from, to))?.[1];
  if (!name) return [];
  const found: LocatedReply[] = [];
  PAIR.lastIndex = from;
  for (let pair = PAIR.exec(line); pair && pair.index < to && found.length < 50; pair = PAIR.exec(line)) {
    const at = pair.index + 1;
    const text = pair.index + pair[0].length;
    const close = line.indexOf(pair[2], text);
    const end = close < 0 || close > to ? to : close;
    const reply = replyAt(line, at, to, PHASES[name] ?? null, 'remote');
    const enhanced = enhancedAt(line, text, end, null, 'remote', 'reply');
    if (reply)
      found.push({
        ...reply,
        enhanced: enhanced?.enhanced ?? null,
        enhancedFrom: enhanced?.enhancedFrom ?? -1,
        enhancedTo: enhanced?.enhancedTo ?? -1,
        textFrom: enhanced?.textFrom ?? text,
        textTo: end,
      });
    PAIR.lastIndex = end;
  }
  return found;
}

function message(line: string, prefix: Prefix): LogEntry | null {
  const { from } = prefix;
  const to = Math.min(prefix.to, from + MOST);
  if (!MAY.test(line.slice(from, from + MOST))) return null;
  const entry = new Entry('client-error', null, null, prefix);
  const found: LocatedReply[] = [];
  for (const [anchor, phase] of ANCHORS) {
    anchor.lastIndex = from;
    for (let match = anchor.exec(line); match && match.index < to && found.length < 20; match = anchor.exec(line)) {
      const at = match.index + match[0].length;
      const quote = match[0].at(-1);
      const close = quote === '"' || quote === "'" ? line.indexOf(quote, at) : -1;
      found.push(...repliesAt(line, at, close < 0 || close > to ? to : close, phase, 'remote', 'escaped'));
    }
  }
  if (found.length === 0) found.push(...pythonReplies(line, from, to));
  const dotnet = found.length === 0 ? DOTNET.exec(line.slice(from, to)) : null;
  const alone = dotnet && enhancedAt(line, from + dotnet.index + dotnet[0].length, to, null, 'remote', 'reply');
  if (alone) found.push(alone);
  entry.replies = found.sort((a, b) => a.from - b.from);
  return worth(entry);
}

/** Refusals in the logs of applications, as the mail libraries of seven languages word them. */
export const clientError = logFormat({
  id: 'client-error',
  title: 'Errors of mail libraries: smtplib, nodemailer, Jakarta Mail, Symfony, Swift Mailer, Net::SMTP, System.Net.Mail',
  row: '5',
  needles: ['SMTP', 'nvalid login', 'nvalid greeting', 'command failed', 'Message failed', 'were rejected', 'esponse', 'Exception: '],
  notes: 'Numbers count only behind the name of an exception or a sentence that the library alone writes.',
  samples: [
    {
      title: 'what the server said, as each library passes it on',
      text: [
        "smtplib.SMTPRecipientsRefused: {'bob@example.net': (550, b'5.1.1 <bob@example.net>: Recipient address rejected')}",
        "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Username and password not accepted')",
        'Error: Invalid login: 535-5.7.8 Username and Password not accepted.',
        'org.eclipse.angus.mail.smtp.SMTPSendFailedException: 530 5.7.0 Must issue a STARTTLS command first',
        '[2026-05-09 10:27:03] app.ERROR: Expected response code "250/251/252" but got code "454", with message "454 4.7.1 <bob@example.net>: Relay access denied".',
        "The rejected e-mail address was 'bob@example.net'. Protocol: SMTP, Server Response: '550 5.7.1 <bob@example.net>: Relay access denied', Port: 25, Server Error: 550, Error Number: 0x800CCC79",
        'Net::SMTPServerBusy (450 4.2.0 Greylisted):',
        'System.Net.Mail.SmtpException: Mailbox unavailable. The server response was: 5.7.1 Unable to relay',
        '[2026-05-09 10:27:04] app.ERROR: HTTP 550 in 250 ms, response code 421',
      ].join('\n'),
      replies: [
        '1:53 550 5.1.1 RCPT - -',
        '2:35 535 5.7.8 AUTH - -',
        '3:23 535 5.7.8 AUTH - -',
        '4:54 530 5.7.0 - - -',
        '5:105 454 4.7.1 - - -',
        '6:86 550 5.7.1 - - -',
        '7:22 450 4.2.0 - - -',
        '8:78 - 5.7.1 - - -',
      ],
    },
  ],
  bare: (line, { from }) => MAY.test(line.slice(from, from + MOST)),
  speaks: () => false,
  message,
});
