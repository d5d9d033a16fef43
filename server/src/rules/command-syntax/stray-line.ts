import { isVerb } from '../../knowledge';
import { cite } from '../../knowledge/source';
import { type Exchange, lastReply, type Session } from '../../session/model';
import { refusalOf, slipSeverity, textOfReply } from '../../session/outcome/refusal';
import { replySpan } from '../../session/spans';
import { spotIn } from '../../session/spot';
import { isKnownHeader, readHeaderLine } from '../../syntax/header-line';
import { type OtherProtocol, otherGreetingOf, otherProtocolOf } from '../../syntax/verb';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import type { Rule } from '../rule';

const NAMES: Readonly<Record<OtherProtocol, string>> = {
  http: 'HTTP',
  tls: 'TLS',
  ssh: 'SSH',
  imap: 'IMAP',
  pop3: 'POP3',
  ftp: 'FTP',
  irc: 'IRC',
  redis: 'Redis',
  socks: 'SOCKS',
};

function clientMessage(protocol: OtherProtocol): string {
  if (protocol === 'tls')
    return t(
      'The client begins TLS at once, but the server expects plain SMTP. Port 465 uses TLS from the first byte; on 587 and 25 it begins after STARTTLS.',
    );
  return t('The client speaks {0}, not SMTP: the port is wrong, or it is a scanner.', NAMES[protocol]);
}

function serverMessage(protocol: OtherProtocol): string {
  if (protocol === 'tls')
    return t(
      'The server answers with TLS: this port uses TLS from the first byte (as 465 does). Connect with TLS, or use 587 with STARTTLS.',
    );
  return t('The server speaks {0}, not SMTP. Check the port: 587 or 465 for submission, 25 between servers.', NAMES[protocol]);
}

/** The first line of each side that belongs to another protocol. */
function* foreign(session: Session): Generator<{ at: Span; message: string; exchange?: Exchange }> {
  for (const exchange of session.exchanges) {
    const { command, kind } = exchange;
    if (kind !== 'command' || !command || command.masked) continue;
    const refusal = refusalOf(exchange);
    // A log shows the octets of a TLS hello as question marks, and the server complains about its NULs.
    const hello = /^\S{0,2}\?{2,}/.test(command.piece.text) && refusal && /\bNULL?s?\b/i.test(textOfReply(refusal));
    const protocol = hello ? 'tls' : otherProtocolOf(command.piece.text);
    // A client that speaks SMTP first and POP3 later is a person who mixed them up.
    if (protocol && (protocol === 'http' || protocol === 'tls' || protocol === 'ssh' || exchange.index <= 2)) {
      yield { at: spotIn(command), message: clientMessage(protocol), exchange };
      return;
    }
  }
  const first = session.exchanges[0];
  const greeting = first && lastReply(first);
  if (first?.kind === 'greeting' && greeting) {
    const protocol = otherGreetingOf(greeting.lines[0].piece.text);
    if (protocol) yield { at: replySpan(greeting), message: serverMessage(protocol), exchange: first };
  }
  for (const stray of session.strayText) {
    if (stray.after > 0) continue;
    const protocol = otherGreetingOf(stray.text);
    const asked = protocol ?? otherProtocolOf(stray.text);
    if (!asked) continue;
    yield { at: stray.span, message: protocol ? serverMessage(protocol) : clientMessage(asked) };
    return;
  }
}

export const otherProtocol: Rule = {
  id: 'other-protocol',
  group: 'command-syntax',
  title: 'Another protocol on this port',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['unknown', 'greeting', 'stray-text'],
  gates: [],
  tier: 1,
  sources: cite('5321 3.1', '8314 3.3'),
  explains:
    'One side does not speak SMTP. A browser or scanner sends HTTP, a client begins TLS on a port that expects plain SMTP, or the port belongs to IMAP or POP. Port 465 uses TLS from the first byte; 587 and 25 begin in clear and switch with STARTTLS. Set port and encryption to match.',
  examples: {
    fires: [
      `
        C: GET / HTTP/1.1
      #    ^^^^^^^^^^^^^^ warning: The client speaks HTTP, not SMTP: the port is wrong, or it is a scanner.
        S: 221 2.7.0 Error: I can break rules, too
      `,
      `
        S: 220 mx.example.net ESMTP
        C: ????f??k
      #    ^^^^^^^^ warning: The client begins TLS at once, but the server expects plain SMTP. Port 465 uses TLS from the first byte; on …
        S: 501 NULL characters are not allowed in SMTP commands
      `,
      `
        S: 220 mx.example.net ESMTP
        C: SSH-2.0-OpenSSH_9.6
      #    ^^^^^^^^^^^^^^^^^^^ warning: The client speaks SSH, not SMTP: the port is wrong, or it is a scanner.
        S: 500 5.5.1 unrecognized command
      `,
    ],
    silent: ['C: HELP\nS: 214 see RFC 5321', 'S: 220 mx.example.net ESMTP\nC: EHLO client.example.com\nS: 250 mx.example.net'],
  },
  check({ session }, report) {
    for (const found of foreign(session)) {
      report(found);
      return;
    }
  },
};

/** Commands that are lines of a message: header fields, or text that a server did not know. */
function messageLike(exchange: Exchange): boolean {
  const { command, kind } = exchange;
  if (kind !== 'command' || !command || command.masked || command.elided || isVerb(command.verb)) return false;
  const line = readHeaderLine(command.piece.text);
  return line.kind === 'field' && (isKnownHeader(line.name) || /^x-/.test(line.name));
}

export const headerAsCommand: Rule = {
  id: 'header-as-command',
  group: 'command-syntax',
  title: 'Header line where a command was expected',
  severity: 'warning',
  since: '0.1.0',
  kind: 'symptom',
  on: ['unknown'],
  gates: [],
  tier: 4,
  sources: cite('5321 3.3, 4.1.1.4'),
  explains:
    'A line of a message reached the server while it waited for commands; it answered 500 or 502. The message began without DATA, the client went on although DATA was refused, or a line with a single dot ended the message too early. Look at what the server said just before.',
  examples: {
    fires: [
      `
        C: Subject: hello
      #    ^^^^^^^^^^^^^^ warning: This is a line of a message, but the server waits for commands. Check whether it refused DATA, or …
        S: 502 5.5.2 Error: command not recognized
      `,
      `
        C: From: a@example.com
      #    ^^^^^^^^^^^^^^^^^^^ warning: This is a line of a message, but the server waits for commands. Check whether it refused DATA, or …
        S: 500 unknown command
      `,
    ],
    silent: ['C: DATA\nS: 354 Go ahead\nC: Subject: hello\nC: .\nS: 250 OK', 'C: HELP\nS: 502 not implemented'],
  },
  check({ session }, report) {
    const found = session.exchanges.find((exchange) => messageLike(exchange) && (refusalOf(exchange)?.code ?? 0) >= 500);
    if (!found?.command) return;
    const before = session.exchanges[found.index - 1];
    const refusal = before && refusalOf(before);
    report({
      at: spotIn(found.command),
      message:
        before?.command?.verb === 'RCPT' && !refusal
          ? t('The message begins without DATA: the server waits for commands and reads this line as one. Send DATA and wait for the 354.')
          : t(
              'This is a line of a message, but the server waits for commands. Check whether it refused DATA, or whether the message ended too early.',
            ),
      exchange: found,
      severity: slipSeverity(found, (reply) => !/polic|spam|block/i.test(textOfReply(reply))),
    });
  },
};
