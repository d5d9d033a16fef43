import { pieceOf } from '../../text/span';
import type { TranscriptFormat } from '../format';
import { trimmedEnd } from '../readers/prefixed';
import { relative } from '../readers/relative';
import type { Reading } from '../reading';

const server = `Transcript of session follows.

 Out: 220 mx.example.org ESMTP Postfix
 In:  EHLO bad.example
 Out: 250 CHUNKING
 In:  MAIL FROM:<a@example.org>
 Out: 250 2.1.0 Ok
 In:  RCPT TO:<nosuch@mx.example.org>
 Out: 550 5.1.1 <nosuch@mx.example.org>: Recipient address rejected: User
     unknown in local recipient table
 In:  RCPT TO:<bob@mx.example.org>
 Out: 250 2.1.5 Ok
 In:  DATA
 Out: 354 End data with <CR><LF>.<CR><LF>
 Out: 250 2.0.0 Ok: queued as 4C4D21A2B3
 In:  QUIT
 Out: 221 2.0.0 Bye
`;

const client = `Transcript of session follows.

 In:  220 mail.example.net ESMTP Postfix (Debian/GNU)
 Out: EHLO client.example.org
 In:  250 CHUNKING
 Out: MAIL FROM:<root@client.example.org> SIZE=346
 Out: RCPT TO:<bad501@example.net> ORCPT=rfc822;bad501@example.net
 Out: DATA
 In:  250 2.1.0 Ok
 In:  501 5.1.3 Bad recipient address syntax
 In:  554 5.5.1 Error: no valid recipients
 Out: QUIT
 In:  221 2.0.0 Bye
`;

/** The mail that Postfix sends its postmaster (`notify_classes`), and the notice in a bounce: `In:` and `Out:` as seen by the daemon. */
export const postfixNotice: TranscriptFormat = {
  id: 'postfix-notice',
  title: 'Postfix postmaster notice',
  row: 'F40, F41',
  viewpoint: 'server',
  trust: 'likely',
  keeps: ['order'],
  hint: /^ ?(?:In: {2}|Out: )\S/,
  elides: 'The mail data.',
  notes: 'Long lines are folded at about 70 columns. The notice of the SMTP client turns the labels round; the first reply tells.',
  samples: [
    {
      title: 'of the SMTP server',
      text: server,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 550', 'RCPT 250', 'DATA 354', 'data 250', 'QUIT 221'],
    },
    {
      title: 'of the SMTP client, pipelined',
      text: client,
      exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250', 'RCPT 501', 'DATA 554', 'QUIT 221'],
    },
  ],
  reader: () => {
    const labelled = relative({
      markers: [
        { pattern: /^ ?Out: ?/, means: 'sent' },
        { pattern: /^ ?In: {0,2}/, means: 'received' },
      ],
    })();
    let last: Reading | undefined;
    return {
      read(line, view) {
        const readings = labelled.read(line, view);
        if (readings) {
          last = readings[0];
          return readings;
        }
        if (last?.kind !== 'wire' || !/^ {5}\S/.test(line)) return null;
        // The text of a reply may continue; the continuation of a command is not read twice.
        return last.side === 'server' ? [{ ...last, piece: pieceOf(line, 5, trimmedEnd(line)), continues: true }] : [];
      },
    };
  },
};
