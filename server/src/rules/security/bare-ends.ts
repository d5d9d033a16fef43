import { rfc } from '../../knowledge/source';
import type { Exchange } from '../../session/model';
import { lastReply, nameOf } from '../../session/model';
import { textOfReply } from '../../session/outcome/refusal';
import type { EndedLine } from '../../session/reading/line-ends';
import { replySpan } from '../../session/spans';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import { bodies, SPELT, toldApart, where } from '../body-ends';
import type { Report, Rule } from '../rule';

interface Bare {
  readonly id: 'bare-lf-in-body' | 'bare-cr-in-body';
  readonly end: 'lf' | 'cr';
  readonly since: string;
  readonly title: string;
  readonly explains: string;
  readonly examples: Rule['examples'];
  /** What a server says that refuses it. */
  readonly refused: RegExp;
  /** The escape as a writer spells it. */
  readonly spelt: RegExp;
  message(): string;
  /** The same where only the server says it. */
  told(): string;
}

function bareRule({ id, end, refused, spelt, message, told, ...spec }: Bare): Rule {
  return {
    id,
    group: 'security',
    severity: 'verdict',
    kind: 'note',
    tier: 1,
    on: ['data', 'refusal'],
    gates: [],
    sources: [rfc(5321, '2.3.8'), rfc(5321, '4.1.1.4')],
    ...spec,
    check(context, report) {
      const shown = new Map<Exchange, EndedLine>();
      for (const { exchange, lines } of bodies(context)) {
        const found = toldApart(lines) ? lines.find((line) => line.end === end) : undefined;
        if (found) shown.set(exchange, found);
      }
      for (const exchange of context.session.exchanges) {
        const line = shown.get(exchange);
        const reply = lastReply(exchange);
        const refusal =
          /^(?:data|DATA|BDAT)$/.test(nameOf(exchange)) && reply && reply.code >= 400 && refused.test(textOfReply(reply)) ? reply : null;
        if (line)
          report({
            at: where(line),
            message: message(),
            exchange,
            severity: refusal ? 'error' : undefined,
            related: refusal ? [{ at: replySpan(refusal), message: t('The server says it here.') }] : [],
          });
        else if (refusal) report({ at: replySpan(refusal), message: told(), exchange, severity: 'error' });
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
  since: '0.1.0',
  title: 'Message line that ends with a bare LF',
  explains:
    'Lines of a message end with CR LF when they are sent. This one ends with LF alone, because the program sent its text as it was in a file. Since the smuggling attacks of 2023 Postfix, Exim and others refuse such messages. Convert the line endings before you send.',
  examples: {
    fires: [
      String.raw`
        …\n
      # ^^^ information: This line ends with LF alone, which many servers refuse since the smuggling attacks of 2023. End lines with CR …
      `,
      String.raw`
        send: 'data\r\n'
        reply: b'354 go ahead\r\n'
        send: b'Subject: hi\r\n\r\none\ntwo\r\n.\r\n'
      #                            ^^^ error: This line ends with LF alone, which many servers refuse since the smuggling attacks of …
        reply: b'550 5.5.2 bare <LF> received\r\n'
      #          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ The server says it here.
      `,
      `
        C: DATA
        S: 354 go ahead
        C: Subject: hi
        C: .
        S: 521 5.5.2 mx.example.net Error: bare <LF> received
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The server says that a line of the message ends with LF alone. End …
      `,
    ],
    silent: [
      "send: 'data\\r\\n'\nreply: b'354 go ahead\\r\\n'\nsend: b'Subject: hi\\r\\n\\r\\none\\r\\n.\\r\\n'\nreply: b'250 Ok\\r\\n'",
      'C: DATA\\r\\n\nS: 354 go ahead',
      "printf 'EHLO client.example.org\\n' | nc mail.example.net 25",
    ],
  },
  refused: /\bbare (?:<?LF>?|line ?feed|newline)/i,
  spelt: new RegExp(`^${NO_LINE_OF_A_SIDE}(?:[^\\\\]|\\\\(?![rn]))*(?<!\\\\r)(?<!\\\\)\\\\n$`),
  message: () => t('This line ends with LF alone, which many servers refuse since the smuggling attacks of 2023. End lines with CR LF.'),
  told: () => t('The server says that a line of the message ends with LF alone. End lines with CR LF.'),
});

const bareCrInBody = bareRule({
  id: 'bare-cr-in-body',
  end: 'cr',
  since: '0.1.0',
  title: 'Bare CR inside a message',
  explains:
    'There is a CR in the message without an LF after it. Some programs take it for the end of a line and others do not, which has been used to smuggle messages; servers refuse it. It comes from text of old Macs, or from line endings that were converted twice. Convert them before you send.',
  examples: {
    fires: [
      String.raw`
        abc\rdef
      # ^^^^^ information: There is a CR without an LF after it. Servers disagree on whether the line ends here, and many refuse the …
      `,
      String.raw`
        send: 'data\r\n'
        reply: b'354 go ahead\r\n'
        send: b'Subject: hi\r\n\r\none\rtwo\r\n.\r\n'
      #                            ^^^ error: There is a CR without an LF after it. Servers disagree on whether the line ends here, and …
        reply: b'550 5.6.11 bare CR\r\n'
      #          ~~~~~~~~~~~~~~~~~~ The server says it here.
      `,
    ],
    silent: [
      "send: 'data\\r\\n'\nreply: b'354 go ahead\\r\\n'\nsend: b'Subject: hi\\r\\n\\r\\none\\r\\n.\\r\\n'\nreply: b'250 Ok\\r\\n'",
      'abc\\r\\ndef',
      'C:\\readme.txt',
    ],
  },
  refused: /\bbare (?:<?CR>?\b|carriage ?return)/i,
  spelt: new RegExp(`^${NO_LINE_OF_A_SIDE}(?![A-Za-z]:\\\\)(?:[^\\\\]|\\\\(?![rn]))+(?<!\\\\)\\\\r(?!\\\\n|$)`),
  message: () =>
    t(
      'There is a CR without an LF after it. Servers disagree on whether the line ends here, and many refuse the message. End lines with CR LF.',
    ),
  told: () => t('The server says that a CR in the message has no LF after it. End lines with CR LF.'),
});

const nulInBody: Rule = {
  id: 'nul-in-body',
  group: 'security',
  title: 'NUL in a message',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['data'],
  gates: [],
  sources: [rfc(5321, '4.5.2'), rfc(5322, '3.5')],
  explains:
    'There is an octet with the value 0 in the message. Text has none, and programs written in C take it for the end of the line: two servers may read different messages. It is allowed only with BINARYMIME. Encode binary content in base64.',
  examples: {
    fires: [
      String.raw`
        send: 'data\r\n'
        reply: b'354 go ahead\r\n'
        send: b'Subject: hi\r\n\r\nabc\x00def\r\n.\r\n'
      #                               ^^^^ warning: There is a NUL in the message. Text has none, and some programs take it for the end …
        reply: b'250 Ok\r\n'
      `,
      `
        C: DATA
        S: 354 go ahead
        C: abc\x00def
      #       ^ warning: There is a NUL in the message. Text has none, and some programs take it for the end of the line. Encode binary …
        C: .
        S: 250 OK
      `,
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
        message: t(
          'There is a NUL in the message. Text has none, and some programs take it for the end of the line. Encode binary content.',
        ),
        exchange,
      });
    }
  },
};

/** Octets of a message at which two servers may read different lines. */
export const bareEndRules: readonly Rule[] = [bareLfInBody, bareCrInBody, nulInBody];
