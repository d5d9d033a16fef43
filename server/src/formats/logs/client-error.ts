import type { LocatedReply, LogEntry, LogField } from '../log';
import { Entry, logFormat } from '../log-line/entry';
import { failureSaid, mayFail } from '../log-line/failing';
import { field } from '../log-line/fields';
import type { Prefix } from '../log-line/prefix';
import { mayQuote, spokenReplies } from '../log-line/spoken';

/** A recipient as libraries name it beside the reply: a dictionary key, or an address after RCPT or a word for it. */
const RECIPIENT =
  /(?:RCPT TO:\s?<?|\brecipient:? [<'"]?|\brcpt"?\s?[:=]\s?["'<]?|\{["']|"(?:email|to|recipient)"\s?:\s?\[?")([^\s<>"',:;]{1,64}@[^\s<>"',:;)]{1,255})/i;

function fieldsOf(line: string, prefix: Prefix): readonly LogField[] {
  const match = RECIPIENT.exec(line.slice(prefix.from, prefix.from + 4000));
  if (!match) return [];
  const from = prefix.from + match.index + match[0].length - match[1].length;
  return [field(line, 'to', from, from + match[1].length)];
}

function message(line: string, prefix: Prefix): LogEntry | null {
  const { from } = prefix;
  const replies = mayQuote(line, from) ? spokenReplies(line, from, prefix.to) : NONE;
  const tagged = prefix.programTo > prefix.programFrom ? prefix.programFrom : from;
  const reason = replies.length === 0 && mayFail(line, tagged) ? failureSaid(line.slice(from, prefix.to)) : undefined;
  if (replies.length === 0 && reason === undefined) return null;
  const entry = new Entry('client-error', null, null, prefix, fieldsOf);
  entry.replies = replies;
  entry.reason = reason;
  return entry;
}

const NONE: readonly LocatedReply[] = [];

/** Refusals and failures in the words of other writers: applications, mail libraries, people. */
export const clientError = logFormat({
  id: 'client-error',
  title: 'Replies and failures quoted by applications, mail libraries and people',
  row: '5',
  needles: ['4', '5', 'SMTP', 'smtp', 'ail'],
  notes:
    'A number counts with an enhanced code of its class beside it, behind a word that announces a reply, or alone on a line with the words of a mail server; never in a list of codes, a sentence about them, another protocol, a program.',
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
    {
      title: 'what anybody quotes, behind a word that announces it or with both codes',
      text: [
        'mailer: could not send: 550 5.1.1 <bob@example.net>: user unknown',
        '{permanent_failure,"mx.example.net",<<"501 Bad argument\\r\\n">>}',
        'lettre: permanent error (554): 5.7.1 Message rejected',
        "SMTP Error: Failed to add recipient 'bob@example.net'. 5.1.1 <bob@example.net>: User unknown (Code: 550)",
        'ORA-29279: SMTP permanent error: 550 5.7.1 Unable to relay',
        '"deliveryStatus": {"bob@example.net": {"smtpReply": "550 5.1.2 Mailbox does not exist."}}',
        '192.0.2.7 - pc [11/Oct/2026:13:16:50 -0600] "RCPT -?+TO:<bob@example.net> SMTP" 550 31',
        'could not send: 5.7.1 <DATA>: Data command rejected: more than 50 recipients per hour',
        '452 4.2.2 mailbox of bob is over quota',
        'A 550 5.1.1 error means that the recipient does not exist.',
      ].join('\n'),
      replies: [
        '1:25 550 5.1.1 - - -',
        '2:40 501 - - - -',
        '3:26 554 5.7.1 - - -',
        '4:101 550 5.1.1 RCPT - -',
        '5:34 550 5.7.1 - - -',
        '6:54 550 5.1.2 - - -',
        '7:81 550 - RCPT - -',
        '8:17 - 5.7.1 - - -',
        '9:1 452 4.2.2 - - -',
      ],
    },
    {
      title: 'with little around it: a pair, a place in a program, a field, a lone sentence',
      text: [
        "(553, b'Relaying disallowed as bob@example.net')",
        '2026/05/09 10:27:03 worker.go:272: 535 Authentication failed for bob@example.net',
        'failed to send data [smtp: invalid response code received (code: 554, response: message rejected: email address is not verified',
        'Error: Invalid login: 535 Login fail. Please enter your authorization code to log in.',
        'Net::SMTPAuthenticationError (530-5.7.0 Authentication required. Learn more at',
        'SMTP server error: DATA END command failed Detail: This message looks like spam SMTP code: 550',
        '571 5.7.1 message classified as spam',
        '550 User has no permission',
        '421 Reject due to policy violations',
        'SMTP 5xx error: permanent error (511)',
        '554 5.7.1 192.0.2.4 listed at Example BL000001',
        '554 5.7.1 4 messages were refused',
        '550 messages were sent',
        'src/list.go:25: 550 items were read',
      ].join('\n'),
      replies: [
        '1:2 553 - - - -',
        '2:36 535 - - - -',
        '3:66 554 - - - -',
        '4:23 535 - AUTH - -',
        '5:31 530 5.7.0 - - -',
        '6:92 550 - data - -',
        '7:1 571 5.7.1 - - -',
        '8:1 550 - - - -',
        '9:1 421 - - - -',
        '10:34 511 - - - -',
        '11:1 554 5.7.1 - - -',
      ],
    },
  ],
  bare: () => true,
  speaks: () => false,
  message,
});
