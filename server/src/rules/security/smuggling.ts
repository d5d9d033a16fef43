import { rfc } from '../../knowledge/source';
import type { Exchange } from '../../session/model';
import { lastReply, nameOf } from '../../session/model';
import type { EndedLine } from '../../session/reading/line-ends';
import { commandSpan, replySpan } from '../../session/spans';
import { withoutBeginning, withoutEnd } from '../../text/ends';
import { t } from '../../text/l10n';
import { bodies, SPELT, toldApart, where } from '../body-ends';
import type { Context, Rule } from '../rule';

/** A dot that one server takes for the end of the message and another does not: a line end beside it is not CRLF. */
function nearDot(lines: readonly EndedLine[], at: number): string | null {
  const before = lines[at - 1]?.end;
  const after = lines[at].end;
  if (withoutEnd(withoutBeginning(lines[at].piece.text, '\0'), '\0') !== '.' || before === undefined) return null;
  const odd = (end: string | undefined): boolean => end === 'lf' || end === 'cr';
  if (!odd(before) && !odd(after) && lines[at].piece.text === '.') return null;
  const name = { crlf: '<CR><LF>', lf: '<LF>', cr: '<CR>', unknown: '' } as const;
  return `${name[before]}.${name[after]}`;
}

/** Whether the client went on at once after this message, in the same piece of text: it believes that the message goes on. */
const goesOn = (exchange: Exchange, context: Context): Exchange | null => {
  const next = context.session.exchanges[exchange.index + 1];
  return exchange.pipelined && next?.command && next.command.line === exchange.command?.lastLine ? next : null;
};

/** The line goes on to show that the server took them: `S: 250 … S: 354`. */
const carriedOut = (line: string, from: number): boolean =>
  /S: ?250\b(?:(?!S: ?250\b).){0,200}S: ?354\b/.test(line.slice(from, from + 1000));

const isPlain = (spelt: string): boolean => spelt.startsWith('\\r\\n.\\r\\n');

const smugglingEndOfData: Rule = {
  id: 'smuggling-end-of-data',
  group: 'security',
  title: 'Ambiguous end of the message',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  tier: 1,
  on: ['data'],
  gates: [],
  sources: [rfc(5321, '2.3.8'), rfc(5321, '4.1.1.4')],
  explains:
    'A message ends with CR LF, a dot, CR LF, and with nothing else. Here a dot has other line endings around it. A server that takes it for the end reads the rest of the message as commands: an attacker can smuggle a second message, in any name, through a trusted server (CVE-2023-51764, -51765, -51766). Servers must refuse bare CR and LF; update them.',
  examples: {
    fires: [
      String.raw`
        …text\n.\nMAIL FROM:<x@…
      #      ^^^^^ error: <LF>.<LF> does not end a message, but some servers think it does and read what follows as commands. Servers …
      `,
      String.raw`
        send: 'data\r\n'
        reply: b'354 go ahead\r\n'
        send: b'Subject: hi\r\n\r\ntext\n.\r\nMAIL FROM:<admin@example.org>\r\n'
      #                                ^^^^^^^ error: <LF>.<CR><LF> does not end a message, but some servers think it does and read what …
        reply: b'250 2.0.0 Ok\r\n'
        reply: b'250 2.1.0 Ok\r\n'
      `,
    ],
    silent: [
      "send: 'data\\r\\n'\nreply: b'354 go ahead\\r\\n'\nsend: b'Subject: hi\\r\\n\\r\\ntext\\r\\n.\\r\\n'\nreply: b'250 2.0.0 Ok\\r\\n'",
      '…text\\r\\n.\\r\\nMAIL FROM:<x@…',
    ],
  },
  check(context, report) {
    for (const { exchange, lines } of bodies(context)) {
      if (!toldApart(lines)) continue;
      for (let at = 0; at < lines.length; at++) {
        const form = nearDot(lines, at);
        const last = at === lines.length - 1 && exchange.command?.ended === true;
        if (form === null || (last && !goesOn(exchange, context))) continue;
        report({ at: where(lines[at]), message: endMessage(form), exchange });
        break;
      }
    }
  },
  checkLine(line, declared, report) {
    const found = declared ? SPELT.exec(line) : null;
    if (!found || isPlain(found[0]) || carriedOut(line, found.index)) return;
    const form = found[0].replace(/\\r/g, '<CR>').replace(/\\n/g, '<LF>');
    report({ at: { line: 0, from: found.index, to: found.index + found[0].length }, message: endMessage(form) });
  },
};

const endMessage = (form: string): string =>
  t(
    '{0} does not end a message, but some servers think it does and read what follows as commands. Servers must refuse bare CR and LF.',
    form,
  );

const smuggledCommandsInBody: Rule = {
  id: 'smuggled-commands-in-body',
  group: 'security',
  title: 'Smuggled commands were carried out',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  tier: 0,
  on: ['data'],
  gates: [],
  sources: [rfc(5321, '4.1.1.4'), rfc(5321, '2.3.8')],
  explains:
    'After a dot that is not the proper end of a message come commands, and the server answered them: it took the dot for the end, and the rest of the message for a new one. That proves that this server lets messages be smuggled. Update it, or configure it to refuse bare CR and LF (Postfix: smtpd_forbid_bare_newline).',
  examples: {
    fires: [
      String.raw`
        \n.\nMAIL FROM:<admin@…> … S: 250 S: 250 S: 354 after one dot
      # ^^^^^ error: This is inside a message, after a dot that does not end it, and the server carries it out: it can be used to smuggle …
      `,
      String.raw`
        send: 'data\r\n'
        reply: b'354 go ahead\r\n'
        send: b'Subject: hi\r\n\r\ntext\n.\r\nMAIL FROM:<admin@example.org>\r\n'
      #                                  ~ <LF>.<CR><LF> does not end a message, but some servers think it does and read what follows …
      #                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: This is inside a message, after a dot that does not …
        reply: b'250 2.0.0 Ok\r\n'
        reply: b'250 2.1.0 Ok\r\n'
      #          ~~~~~~~~~~~~ The server carries it out.
      `,
    ],
    silent: [
      "send: 'data\\r\\n'\nreply: b'354 go ahead\\r\\n'\nsend: b'Subject: hi\\r\\n\\r\\ntext\\n.\\r\\nMAIL FROM:<admin@example.org>\\r\\n'\nreply: b'550 5.5.2 bare <LF> received\\r\\n'",
      'C: DATA\nS: 354 go\nC: .\nS: 250 OK\nC: MAIL FROM:<a@example.com>\nS: 250 OK',
    ],
  },
  check(context, report) {
    for (const { exchange, lines } of bodies(context)) {
      const next = goesOn(exchange, context);
      const reply = next && lastReply(next);
      if (!next?.command || !reply || reply.code >= 400 || !toldApart(lines)) continue;
      if (nearDot(lines, lines.length - 1) === null || !/^(?:MAIL|EHLO|HELO|RSET)$/.test(nameOf(next))) continue;
      report({
        at: commandSpan(next.command),
        message: smuggledMessage(),
        exchange,
        related: [{ at: replySpan(reply), message: t('The server carries it out.') }],
      });
    }
  },
  checkLine(line, declared, report) {
    const found = declared ? SPELT.exec(line) : null;
    if (!found || isPlain(found[0]) || !carriedOut(line, found.index)) return;
    report({ at: { line: 0, from: found.index, to: found.index + found[0].length }, message: smuggledMessage() });
  },
};

const smuggledMessage = (): string =>
  t(
    'This is inside a message, after a dot that does not end it, and the server carries it out: it can be used to smuggle messages. Update it, or configure it to refuse bare CR and LF.',
  );

export const smugglingRules: readonly Rule[] = [smugglingEndOfData, smuggledCommandsInBody];
