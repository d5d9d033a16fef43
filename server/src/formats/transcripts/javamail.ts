import { looksLikeReply } from '../../syntax/reply-line';
import { pieceOf } from '../../text/span';
import type { Reader, TranscriptFormat } from '../format';
import { readUnmarked } from '../readers/unmarked';
import type { Reading } from '../reading';
import { NOISE } from '../reading';

const sample = `DEBUG SMTP: trying to connect to host "mail.example.net", port 587, isSSL false
220 mail.example.net ESMTP Postfix
DEBUG SMTP: connected to host "mail.example.net", port: 587
EHLO client.example.org
250-mail.example.net
250 AUTH PLAIN LOGIN
DEBUG SMTP: Found extension "AUTH", arg "PLAIN LOGIN"
DEBUG SMTP: AUTH LOGIN command trace suppressed
DEBUG SMTP: AUTH LOGIN succeeded
MAIL FROM:<alice@example.org>
250 2.1.0 Ok
RCPT TO:<multi@example.net>
550-5.1.1 The email account that you tried to reach
550 5.1.1 does not exist.
DEBUG SMTP: Invalid Addresses
com.sun.mail.smtp.SMTPAddressFailedException: 550-5.1.1 The email account that you tried to reach
550 5.1.1 does not exist.

\tat com.sun.mail.smtp.SMTPTransport.rcptTo(SMTPTransport.java:2064)
QUIT
221 2.0.0 Bye
`;

/** JavaMail, Jakarta Mail and Angus Mail with `mail.debug=true`: wire lines verbatim, the library's own after `DEBUG`. */
export const javamail: TranscriptFormat = {
  id: 'javamail',
  title: 'JavaMail, Jakarta Mail',
  row: 'F03',
  viewpoint: 'none',
  trust: 'likely',
  hint: /^DEBUG(?: SMTPS?)?: (?:trying to connect|connected to host|useEhlo|setDebug|JavaMail|Jakarta Mail|getProvider)/,
  elides: 'AUTH with its answers and replies (`command trace suppressed`), unless mail.debug.auth is set.',
  notes: 'The text of an exception repeats replies at the beginning of a line.',
  samples: [{ title: 'a refused recipient', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'QUIT 221'] }],
  reader: (): Reader => {
    /** Inside the text of an exception. */
    let echo = false;
    return {
      read(line, view): readonly Reading[] | null {
        if (/^DEBUG(?: SMTPS?| SMTP TRANSPORT)?: ?/.test(line)) {
          echo = false;
          if (line.includes('trace suppressed')) return [{ kind: 'mark', mark: 'elided', piece: pieceOf(line) }];
          if (line.includes(': trying to connect')) return [{ kind: 'mark', mark: 'connect', piece: pieceOf(line) }];
          return NOISE;
        }
        if (view.expecting() === 'body') return readUnmarked(line, view);
        // A reply is one whatever its words are: `535 5.7.8 Error: …` is not an exception.
        const reply = looksLikeReply(line);
        if (!reply && /^[\w.$ \t:]{0,120}(?:Exception|Error): /.test(line)) {
          echo = true;
          return NOISE;
        }
        if (/^[ \t]+(?:at |\.\.\. \d)|^[ \t]*nested exception|^Caused by: |^\r?$/.test(line)) {
          echo = false;
          return line.trim() === '' ? readUnmarked('', view) : NOISE;
        }
        // What an exception repeats answers no command.
        if (echo && reply && view.expecting() !== 'reply') return NOISE;
        if (!reply) echo = false;
        return readUnmarked(line, view);
      },
    };
  },
};
