import { rfc } from '../../knowledge/source';
import { argumentOf, type Command, codeOf, type Exchange, lastReply, nameOf, type Session } from '../../session/model';
import { codeSpan, commandSpan, verbSpan } from '../../session/spans';
import { commandLikeness } from '../../syntax/command-line';
import { isKnownHeader, readHeaderLine } from '../../syntax/header-line';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** A line of a message, by its shape: a header field, the dot, or text that no command looks like. */
const HEADER = /^[!-9;-~]{1,60}: ?\S/;

const bodyShaped = (exchange: Exchange): boolean =>
  exchange.kind === 'command' &&
  exchange.command !== null &&
  !exchange.command.masked &&
  commandLikeness(exchange.command.piece.text) === 0;

/** The lines of a message that follow a refused DATA as if they were commands. */
function bodyAfter(session: Session, data: Exchange): Exchange[] {
  const body: Exchange[] = [];
  for (let i = data.index + 1; i < session.exchanges.length && bodyShaped(session.exchanges[i]); i++) body.push(session.exchanges[i]);
  return body;
}

const bodySentAfterDataRejected: Rule = {
  id: 'body-sent-after-data-rejected',
  group: 'sequence',
  title: 'Message sent although DATA was refused',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['refusal'],
  with: ['DATA'],
  gates: ['both'],
  sources: [rfc(5321, '3.3')],
  explains:
    'DATA was refused, and the server still waits for commands. The client sends the message anyway, and the server reads each of its lines as a command; a line that looks like one is carried out. Wait for the 354 before sending the message, and send RSET or QUIT when it does not come.',
  examples: {
    fires: [
      `
        C: DATA
        S: 554 no valid recipients
      #    ~~~ DATA is refused here.
        C: Subject: hi
      #    ^^^^^^^^^^^ error: DATA was refused, but the client sends the message: the server reads its lines as commands. Wait for the …
        S: 500 5.5.2 unknown command
      #    ~~~ The 500 here follows from it.
      `,
      `
        220 mx.example.net ESMTP
        HELO client.example.org
        250 mx.example.net
        DATA
        503 5.5.1 need MAIL
      # ~~~ DATA is refused here.
        Subject: hi
      # ^^^^^^^^^^^ error: DATA was refused, but the client sends the message: the server reads its lines as commands. Wait for the 354.
        502 5.5.2 Error: command not recognized
      # ~~~ The 502 here follows from it.
        Hello there
        502 5.5.2 Error: command not recognized
      # ~~~ The 502 here follows from it.
      `,
      `
        C: DATA
        S: 554 no valid recipients
      #    ~~~ DATA is refused here.
        C: Subject: hi
      #    ^^^^^^^^^^^ error: DATA was refused, but the client sends the message: the server reads its lines as commands. Wait for the …
        C: From: a@example.com
        C: .
        S: 500 5.5.2 unknown command
      #    ~~~ The 500 here follows from it.
        S: 500 5.5.2 unknown command
      #    ~~~ The 500 here follows from it.
        S: 500 5.5.2 unknown command
      #    ~~~ The 500 here follows from it.
      `,
    ],
    silent: [
      'C: DATA\nS: 554 no valid recipients\nC: QUIT\nS: 221 Bye',
      'C: DATA\nS: 354 Go ahead\nC: Subject: hi\nC: .\nS: 554 5.7.1 Spam',
      'C: DATA\nS: 554 no valid recipients\nC: XYZZY\nS: 500 5.5.2 unknown command',
    ],
  },
  check({ session, open }, report) {
    for (const exchange of session.exchanges) {
      const reply = lastReply(exchange);
      if (nameOf(exchange) !== 'DATA' || !reply || reply.code < 400 || reply.code === 421) continue;
      const body = bodyAfter(session, exchange);
      const loose = session.strayText.filter((stray) => stray.after === exchange.index && HEADER.test(stray.text));
      const headers = body.filter((each) => HEADER.test(each.command?.piece.text ?? ''));
      const called = headers.some((each) => codeOf(each) >= 500);
      if (headers.length + loose.length === 0 || (body.length + loose.length < 2 && !called)) continue;
      // Without markers only the server's answer tells that a line was sent.
      if (!open('sides') && !called) continue;
      const first = headers[0]?.command;
      report({
        at: first ? commandSpan(first) : loose[0].span,
        message: t('DATA was refused, but the client sends the message: the server reads its lines as commands. Wait for the 354.'),
        exchange,
        through: body[body.length - 1],
        related: [{ at: codeSpan(reply), message: t('DATA is refused here.') }],
      });
    }
  },
};

/** A field of a message behind the same marker as DATA, before line `end`: mail data whose end the text does not show. */
function fieldBetween({ line, piece }: Command, end: number, source: (line: number) => string): boolean {
  const marker = source(line).slice(0, piece.from);
  for (let at = line + 1; at < end && marker !== ''; at++) {
    const text = source(at);
    const field = text.startsWith(marker) ? readHeaderLine(text.slice(marker.length)) : null;
    if (field?.kind === 'field' && isKnownHeader(field.name)) return true;
  }
  return false;
}

const bodyBefore354: Rule = {
  id: 'body-before-354',
  group: 'sequence',
  title: 'Message sent before the 354',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['DATA'],
  gates: ['order', 'sides'],
  sources: [rfc(5321, '3.3'), rfc(5321, '4.1.1.4')],
  explains:
    'The client begins the message right after DATA, without waiting for the 354. If the server refuses DATA, it reads the message as commands; some servers drop such clients at once. Wait for the 354, even with PIPELINING: DATA is the last command of a group.',
  examples: {
    fires: [
      `
        C: DATA
      #    ^^^^ warning: The message begins before the server has asked for it. Wait for the 354 after DATA.
        C: Subject: hi
        S: 354 go ahead
      #    ~~~ The 354 comes only here.
        C:
        C: Hello
        C: .
        S: 250 Ok
      `,
      `
        C: DATA
      #    ^^^^ warning: The message begins before the server has asked for it. Wait for the 354 after DATA.
        C: Subject: hi
        S: 354 go ahead
      #    ~~~ The 354 comes only here.
      `,
    ],
    silent: ['C: DATA\nS: 354 go ahead\nC: Subject: hi\nC: .\nS: 250 Ok', 'C: DATA\nC: Subject: hi\nC: .\nS: 250 Ok'],
  },
  check({ session, source }, report) {
    for (const exchange of session.exchanges) {
      const asked = lastReply(exchange);
      const { command } = exchange;
      if (nameOf(exchange) !== 'DATA' || asked?.code !== 354 || !command) continue;
      const data = session.exchanges[exchange.index + 1];
      const begun = data?.kind === 'data' ? (data.command?.line ?? -1) : -1;
      const early = begun > command.line && begun < asked.lines[0].line;
      if (!early && !fieldBetween(command, asked.lines[0].line, source)) continue;
      report({
        at: verbSpan(command),
        message: t('The message begins before the server has asked for it. Wait for the 354 after DATA.'),
        exchange,
        related: [{ at: codeSpan(asked), message: t('The 354 comes only here.') }],
      });
    }
  },
};

const messageNeverTerminated: Rule = {
  id: 'message-never-terminated',
  group: 'sequence',
  title: 'Message without its final dot',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['data'],
  gates: [],
  sources: [rfc(5321, '4.1.1.4'), rfc(5321, '4.5.2')],
  explains:
    'A message ends with a line that has a single dot: CR LF, dot, CR LF. It never came, and the server waited until it timed out. Usually the dot is not alone on its line, or the lines end in bare LF, which servers no longer accept.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 go ahead
        C: Subject: hi
        C:
        C: Hello.
        S: 421 4.4.2 timeout exceeded
      #    ^^^ warning: The line with a single dot that ends the message never came. Send the dot on a line of its own.
      `,
      `
        C: DATA
        S: 354 go ahead
        C: Hello .
        (connection closed)
      # ^^^^^^^^^^^^^^^^^^^ warning: The line with a single dot that ends the message never came. Send the dot on a line of its own.
      `,
      `
        DATA
        354 End data with <CR><LF>.<CR><LF>
        Subject: hi

        Hello.
        421 4.4.2 mx.example.net Error: timeout exceeded
      # ^^^ warning: The line with a single dot that ends the message never came. Send the dot on a line of its own.
      `,
    ],
    silent: [
      'C: DATA\nS: 354 go ahead\nC: Hello.\nC: .\nS: 421 4.4.2 timeout exceeded',
      'C: DATA\nS: 354 go ahead\nC: ...\nS: 250 Ok',
      'C: DATA\nS: 354 go ahead\nC: Hello.',
    ],
  },
  check({ session, open }, report) {
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (exchange.kind !== 'data' || !command || command.ended || command.elided) continue;
      const reply = lastReply(exchange);
      if (reply && reply.code !== 421 && !reply.lines.some((line) => /time ?(?:d )?-?out|idle/i.test(line.piece.text))) continue;
      if (!reply && session.ends !== 'closed') continue;
      const closing = session.marks.find((mark) => mark.kind === 'close' && mark.after >= exchange.index);
      // Without markers, a reply that only the server's timeout brings tells where the message stops.
      if (!open('sides') && (reply?.code !== 421 || session.ends !== 'closed')) continue;
      report({
        at: reply ? codeSpan(reply) : (closing?.span ?? commandSpan(command)),
        message: t('The line with a single dot that ends the message never came. Send the dot on a line of its own.'),
        exchange,
      });
    }
  },
};

const binarymimeWithData: Rule = {
  id: 'binarymime-with-data',
  group: 'sequence',
  title: 'BINARYMIME message sent with DATA',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['parameter'],
  with: ['MAIL', 'DATA'],
  gates: [],
  sources: [rfc(3030, '3')],
  explains:
    'MAIL declares a binary message (`BODY=BINARYMIME`). Such a message may contain any bytes, and a dot cannot end it: it has to be sent with BDAT, and the server must refuse DATA. Send it with BDAT, or declare `BODY=8BITMIME` if it is text.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com> BODY=BINARYMIME
      #    ~~~~ It is declared here.
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: DATA
      #    ^^^^ error: The message was declared BODY=BINARYMIME, which DATA cannot carry. Send it with BDAT.
        S: 503 5.5.1 Use BDAT
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com> BODY=8BITMIME\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK\nC: DATA\nS: 354 Go ahead'],
  },
  check({ session }, report) {
    let binary: Exchange | null = null;
    for (const exchange of session.exchanges) {
      const name = nameOf(exchange);
      if (name === 'MAIL' && exchange.command) binary = /\sBODY=BINARYMIME\b/i.test(argumentOf(exchange.command)) ? exchange : null;
      if (/^(?:RSET|EHLO|HELO|data|BDAT)$/.test(name)) binary = null;
      if (name !== 'DATA' || !binary?.command || !exchange.command) continue;
      const gap = session.marks.some(
        (mark) => mark.kind === 'elided' && binary !== null && mark.after >= binary.index && mark.after < exchange.index,
      );
      if (gap && codeOf(exchange) < 500) continue;
      report({
        at: verbSpan(exchange.command),
        message: t('The message was declared BODY=BINARYMIME, which DATA cannot carry. Send it with BDAT.'),
        exchange,
        related: [{ at: verbSpan(binary.command), message: t('It is declared here.') }],
      });
    }
  },
};

export const dataRules: readonly Rule[] = [bodySentAfterDataRejected, bodyBefore354, messageNeverTerminated, binarymimeWithData];
