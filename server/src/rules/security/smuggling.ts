import { rfc } from '../../knowledge/source';
import type { Exchange } from '../../session/model';
import { lastReply, nameOf } from '../../session/model';
import { textOfReply } from '../../session/outcome/refusal';
import type { EndedLine } from '../../session/reading/line-ends';
import { lineEnds } from '../../session/reading/line-ends';
import { commandSpan, replySpan } from '../../session/spans';
import { withoutBeginning, withoutEnd } from '../../text/ends';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import { spanOf } from '../../text/span';
import type { Context, Report, Rule } from '../rule';

/** Mail data of the exchanges of a session in formats that show line ends, with those ends. */
function* bodies({ session, open, mailData, source }: Context): Generator<{ exchange: Exchange; lines: EndedLine[] }> {
  if (!open('raw')) return;
  for (const exchange of session.exchanges) {
    if (exchange.kind !== 'data' || !exchange.command || exchange.command.masked) continue;
    const lines = lineEnds(exchange, mailData(exchange), source);
    if (lines.length > 0) yield { exchange, lines };
  }
}

/** Line ends must be told apart for certain: at least one CRLF is shown as such. */
const toldApart = (lines: readonly EndedLine[]): boolean => lines.some(({ end }) => end === 'crlf');

const where = ({ line, piece }: EndedLine): Span => {
  const at = spanOf(line, piece);
  return at.to > at.from ? at : { ...at, to: at.from + 2 };
};

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

/** Whether the client went on at once behind this message, in the same piece of text: it believes that the message goes on. */
const goesOn = (exchange: Exchange, context: Context): Exchange | null => {
  const next = context.session.exchanges[exchange.index + 1];
  return exchange.pipelined && next?.command && next.command.line === exchange.command?.lastLine ? next : null;
};

/** The dot of a message behind which the rest of it goes on, as the text spells line ends out: `\n.\nMAIL FROM:`. */
const SPELT = /(?:\\r)?(?:\\n|\\r)\.(?:\\r)?(?:\\n|\\r)(?=(?:MAIL[ ]FROM|RCPT[ ]TO|EHLO|HELO|DATA|RSET)\b)/i;

/** The line goes on to show that the server took them: `S: 250 … S: 354`. */
const carriedOut = (line: string, from: number): boolean =>
  /S: ?250\b(?:(?!S: ?250\b).){0,200}S: ?354\b/.test(line.slice(from, from + 1000));

const isPlain = (spelt: string): boolean => spelt.startsWith('\\r\\n.\\r\\n');

const smugglingEndOfData: Rule = {
  id: 'smuggling-end-of-data',
  group: 'security',
  title: 'Dot that only some servers take for the end of the message',
  severity: 'error',
  value: 'A',
  kind: 'root',
  tier: 1,
  gates: [],
  sources: [rfc(5321, '2.3.8'), rfc(5321, '4.1.1.4')],
  explains:
    'A message ends with CR LF, a dot, CR LF, and with nothing else. Here a dot stands between other line ends. A server that takes it for the end reads the rest of the message as commands: so somebody can smuggle a second message, in anybody’s name, through a trusted server (CVE-2023-51764, -51765, -51766). Servers must refuse bare CR and LF; update them.',
  examples: {
    fires: [
      '…text\\n.\\nMAIL FROM:<x@…',
      "send: 'data\\r\\n'\nreply: b'354 go ahead\\r\\n'\nsend: b'Subject: hi\\r\\n\\r\\ntext\\n.\\r\\nMAIL FROM:<admin@example.org>\\r\\n'\nreply: b'250 2.0.0 Ok\\r\\n'\nreply: b'250 2.1.0 Ok\\r\\n'",
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
    '{0} is not the end of a message, but some servers take it for one and read what follows as commands. Servers must refuse bare CR and LF.',
    form,
  );

const smuggledCommandsInBody: Rule = {
  id: 'smuggled-commands-in-body',
  group: 'security',
  title: 'Commands out of a message were carried out',
  severity: 'error',
  value: 'B',
  kind: 'root',
  tier: 0,
  gates: [],
  sources: [rfc(5321, '4.1.1.4'), rfc(5321, '2.3.8')],
  explains:
    'Behind a dot that is not the proper end of a message stand commands, and the server answered them: it took the dot for the end, and the rest of the message for a new one. That is the proof that this server lets messages be smuggled. Update it, or let it refuse bare CR and LF (Postfix: smtpd_forbid_bare_newline).',
  examples: {
    fires: [
      '\\n.\\nMAIL FROM:<admin@…> … S: 250 S: 250 S: 354 after one dot',
      "send: 'data\\r\\n'\nreply: b'354 go ahead\\r\\n'\nsend: b'Subject: hi\\r\\n\\r\\ntext\\n.\\r\\nMAIL FROM:<admin@example.org>\\r\\n'\nreply: b'250 2.0.0 Ok\\r\\n'\nreply: b'250 2.1.0 Ok\\r\\n'",
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
    'This stands inside a message, behind a dot that does not end it, and the server carries it out: it lets messages be smuggled. Update it, or let it refuse bare CR and LF.',
  );

interface Bare {
  readonly id: 'bare-lf-in-body' | 'bare-cr-in-body';
  readonly end: 'lf' | 'cr';
  readonly value: Rule['value'];
  readonly title: string;
  readonly explains: string;
  readonly examples: Rule['examples'];
  /** What a server says that refuses it. */
  readonly refused: RegExp;
  /** The escape as a writer spells it. */
  readonly spelt: RegExp;
  message(): string;
}

function bareRule({ id, end, refused, spelt, message, ...spec }: Bare): Rule {
  return {
    id,
    group: 'security',
    severity: 'verdict',
    kind: 'note',
    tier: 1,
    gates: [],
    sources: [rfc(5321, '2.3.8'), rfc(5321, '4.1.1.4')],
    ...spec,
    check(context, report) {
      const told = new Set<Exchange>();
      for (const exchange of context.session.exchanges) {
        const reply = lastReply(exchange);
        if (!/^(?:data|DATA|BDAT)$/.test(nameOf(exchange)) || !reply || reply.code < 400 || !refused.test(textOfReply(reply))) continue;
        told.add(exchange);
        report({
          at: exchange.command ? commandSpan(exchange.command) : replySpan(reply),
          message: message(),
          exchange,
          severity: 'error',
          related: [{ at: replySpan(reply), message: t('The server says so.') }],
        });
      }
      for (const { exchange, lines } of bodies(context)) {
        const found = told.has(exchange) || !toldApart(lines) ? undefined : lines.find((line) => line.end === end);
        if (found) report({ at: where(found), message: message(), exchange });
      }
    },
    checkLine(line, declared, report: (finding: Report) => void) {
      const found = declared && !SPELT.test(line) ? spelt.exec(line) : null;
      if (found)
        report({ at: { line: 0, from: found.index, to: found.index + found[0].length }, message: message(), severity: 'information' });
    },
  };
}

/** Not a line of either side (those are read by their own rules), nor a shell's: printf and echo turn the escape into what the tool sends. */
const NO_LINE_OF_A_SIDE = '(?!.{0,200}\\b(?:printf|echo|print|nc|ncat|curl|send|reply)\\b)(?![ \\t]{0,40}(?:[SC]|Server|Client)[:>])';

const bareLfInBody = bareRule({
  id: 'bare-lf-in-body',
  end: 'lf',
  value: 'A',
  title: 'Line of a message that ends with LF alone',
  explains:
    'Lines of a message end with CR LF on the wire. This one ends with LF alone, because the program sent its text as it lay in a file. Since the smuggling attacks of 2023 Postfix, Exim and others refuse such messages. Convert the line ends before you send.',
  examples: {
    fires: [
      '…\\n',
      "send: 'data\\r\\n'\nreply: b'354 go ahead\\r\\n'\nsend: b'Subject: hi\\r\\n\\r\\none\\ntwo\\r\\n.\\r\\n'\nreply: b'550 5.5.2 bare <LF> received\\r\\n'",
      'C: DATA\nS: 354 go ahead\nC: Subject: hi\nC: .\nS: 521 5.5.2 mx.example.net Error: bare <LF> received',
    ],
    silent: [
      "send: 'data\\r\\n'\nreply: b'354 go ahead\\r\\n'\nsend: b'Subject: hi\\r\\n\\r\\none\\r\\n.\\r\\n'\nreply: b'250 Ok\\r\\n'",
      'C: DATA\\r\\n\nS: 354 go ahead',
      "printf 'EHLO client.example.org\\n' | nc mail.example.net 25",
    ],
  },
  refused: /\bbare (?:<?LF>?|line ?feed|newline)/i,
  spelt: new RegExp(`^${NO_LINE_OF_A_SIDE}(?:[^\\\\]|\\\\(?![rn]))*(?<!\\\\r)(?<!\\\\)\\\\n$`),
  message: () =>
    t('This line ends with LF alone. Lines of a message end with CR LF; many servers refuse others since the smuggling attacks of 2023.'),
});

const bareCrInBody = bareRule({
  id: 'bare-cr-in-body',
  end: 'cr',
  value: 'B',
  title: 'CR alone inside a message',
  explains:
    'A CR stands in the message without LF after it. Some programs take it for the end of a line and others do not, which has been used to smuggle messages, so servers refuse it. It comes from text of old Macs, or from line ends that were converted twice. Convert them before you send.',
  examples: {
    fires: [
      'abc\\rdef',
      "send: 'data\\r\\n'\nreply: b'354 go ahead\\r\\n'\nsend: b'Subject: hi\\r\\n\\r\\none\\rtwo\\r\\n.\\r\\n'\nreply: b'550 5.6.11 bare CR\\r\\n'",
    ],
    silent: [
      "send: 'data\\r\\n'\nreply: b'354 go ahead\\r\\n'\nsend: b'Subject: hi\\r\\n\\r\\none\\r\\n.\\r\\n'\nreply: b'250 Ok\\r\\n'",
      'abc\\r\\ndef',
      'C:\\readme.txt',
    ],
  },
  refused: /\bbare (?:<?CR>?\b|carriage ?return)/i,
  spelt: new RegExp(`^${NO_LINE_OF_A_SIDE}(?![A-Za-z]:\\\\)(?:[^\\\\]|\\\\(?![rn]))+(?<!\\\\)\\\\r(?!\\\\n|$)`),
  message: () => t('A CR stands here without LF after it. Servers disagree on whether the line ends, and many refuse the message.'),
});

const nulInBody: Rule = {
  id: 'nul-in-body',
  group: 'security',
  title: 'NUL in a message',
  severity: 'warning',
  value: 'C',
  kind: 'note',
  tier: 5,
  gates: [],
  sources: [rfc(5321, '4.5.2'), rfc(5322, '3.5')],
  explains:
    'An octet with the value 0 stands in the message. Text has none, and programs written in C take it for the end of the line, so that two servers may read different messages. It is allowed only with BINARYMIME. Encode binary content in Base64.',
  examples: {
    fires: [
      "send: 'data\\r\\n'\nreply: b'354 go ahead\\r\\n'\nsend: b'Subject: hi\\r\\n\\r\\nabc\\x00def\\r\\n.\\r\\n'\nreply: b'250 Ok\\r\\n'",
      'C: DATA\nS: 354 go ahead\nC: abc\u0000def\nC: .\nS: 250 OK',
    ],
    silent: ['C: DATA\nS: 354 go ahead\nC: abc\\0def\nC: .\nS: 250 OK'],
  },
  check({ session, mailData }, report) {
    for (const exchange of session.exchanges) {
      if (exchange.kind !== 'data' || !exchange.command) continue;
      const found = mailData(exchange).find(({ piece }) => piece.text.includes('\0') && piece.text !== '\0.');
      if (!found) continue;
      const at = found.piece.text.indexOf('\0');
      report({
        at: spanOf(found.line, found.piece, at, at + 1),
        message: t('A NUL stands in the message. Text has none; some programs take it for the end of the line.'),
        exchange,
      });
    }
  },
};

export const smugglingRules: readonly Rule[] = [smugglingEndOfData, smuggledCommandsInBody, bareLfInBody, bareCrInBody, nulInBody];
