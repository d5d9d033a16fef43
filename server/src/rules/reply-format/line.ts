import { rfc } from '../../knowledge/source';
import type { Exchange, ReplyLine, Session } from '../../session/model';
import { argumentOf } from '../../session/model';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import { shown } from '../../text/visible';
import type { Rule } from '../rule';

/** Every line of every reply, with the one before it. */
function* lines(session: Session): Generator<{ line: ReplyLine; before: ReplyLine | undefined; exchange?: Exchange }> {
  for (const exchange of session.exchanges)
    for (const reply of exchange.replies)
      for (const [at, line] of reply.lines.entries()) yield { line, before: reply.lines[at - 1], exchange };
  for (const { reply } of session.strayReplies) for (const [at, line] of reply.lines.entries()) yield { line, before: reply.lines[at - 1] };
}

/** A line that a terminal, a logger or a mail program folded is longer than this before the fold. */
const FOLDED_AT = 70;

const replyLineUnprefixed: Rule = {
  id: 'reply-line-unprefixed',
  group: 'reply-format',
  title: 'Reply line without its code',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 1,
  on: ['odd-lines'],
  gates: ['sides'],
  sources: [rfc(5321, '4.2'), rfc(5321, '4.2.1')],
  explains:
    'Every line of a reply repeats the reply code, followed by a hyphen, or by a space on the last one. This line has none, and most clients treat the reply as broken and close the connection. The server has to put the code before it.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: SIZE 1000
      #    ^^^^^^^^^ warning: Every line of a reply begins with its code; this one should begin with 250-.
        S: 250 HELP
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-SIZE 1000\nS: 250 HELP',
      'C: EHLO client.example.org\nS: 250-mx.example.net\n...\nS: 250 HELP',
    ],
  },
  check({ session }, report) {
    for (const { line, before, exchange } of lines(session)) {
      if (line.separator !== 'continues' || line.folded || !before || line.piece.text.trim() === '') continue;
      if (/^[0-9OoIl]{3}[ -]/.test(line.piece.text) || /^(?:\.\.\.|\[\.\.\.|…|\(|\[)/.test(line.piece.text.trim())) continue;
      const folded = before.piece.text.length >= FOLDED_AT || /^[ \t]/.test(line.piece.text);
      const code = String(line.code);
      report({
        at: spanOf(line.line, line.piece),
        message: folded
          ? t('This line has no reply code: it may be the rest of the long line before it, folded when the text was copied.')
          : t('Every line of a reply begins with its code; this one should begin with {0}-.', code),
        exchange,
        severity: folded ? 'hint' : undefined,
        fixes: folded
          ? []
          : [
              {
                title: t('Put {0}- before it', code),
                edits: [{ span: spanOf(line.line, line.piece, 0, 0), text: `${code}-` }],
                unsafe: true,
              },
            ],
      });
    }
  },
};

const replySeparatorInvalid: Rule = {
  id: 'reply-separator-invalid',
  group: 'reply-format',
  title: 'Neither space nor hyphen after the code',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 1,
  on: ['stray-text', 'odd-reply'],
  gates: ['sides'],
  sources: [rfc(5321, '4.2')],
  explains:
    'After the three digits of a reply comes a space, a hyphen if more lines follow, or nothing. With any other character there, clients that look at the fourth column treat the reply as broken. Put a space there.',
  examples: {
    fires: [
      `
        S: 220 mx.example.net ESMTP
        C: NOOP
        S: 250: OK
      #       ^^ warning: The code must be followed by a space, or by a hyphen if more lines follow.
      `,
      `
        S: 220 mx.example.net ESMTP
        C: NOOP
        S: 250\tOK
      #       ^ warning: The code must be followed by a space, or by a hyphen if more lines follow.
      `,
    ],
    silent: ['S: 220 mx.example.net ESMTP\nC: NOOP\nS: 250 OK', 'S: 220 mx.example.net ESMTP\nC: NOOP\nS: 250'],
  },
  check({ session }, report) {
    const message = t('The code must be followed by a space, or by a hyphen if more lines follow.');
    for (const { side, text, span } of session.strayText) {
      if (side !== 'server' || !/^[2-5][0-5]\d[:.;,_=] ?/.test(text)) continue;
      const at = { ...span, from: span.from + 3, to: Math.min(span.to, span.from + (text[4] === ' ' ? 5 : 4)) };
      report({ at, message, fixes: [{ title: t('Insert a space after the code'), edits: [{ span: at, text: ' ' }] }] });
    }
    for (const { line, exchange } of lines(session)) {
      if (line.separator === 'continues' || line.piece.text[3] !== '\t') continue;
      const at = spanOf(line.line, line.piece, 3, 4);
      report({ at, message, exchange, fixes: [{ title: t('Insert a space after the code'), edits: [{ span: at, text: ' ' }] }] });
    }
  },
};

const replyNoText: Rule = {
  id: 'reply-no-text',
  group: 'reply-format',
  title: 'Reply code without text',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['odd-reply'],
  gates: [],
  sources: [rfc(5321, '4.2')],
  explains:
    'A reply code alone is legal to receive, but a server should not send it: old clients wait for a space after the code, and the log gives no reason. Send some text with it.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
        S: 250
      #    ^^^ hint: A server should send some text with its reply code.
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com>\nS: 250 OK', 'C: AUTH PLAIN\nS: 334'],
  },
  check({ session }, report) {
    for (const { line, exchange } of lines(session)) {
      if (line.separator === 'continues' || line.code === 334 || line.piece.text.trim().length !== 3) continue;
      report({ at: spanOf(line.line, line.piece, 0, 3), message: t('A server should send some text with its reply code.'), exchange });
    }
  },
};

/** Characters that word processors and web pages put in place of plain ones, and marks that no server sent. */
const EDITED = /[\u00a0\u00ad\u200b-\u200f\u2010-\u2026\u202f\u2060\ufeff\ufffd]/g;

const replyNonascii: Rule = {
  id: 'reply-nonascii',
  group: 'reply-format',
  title: 'Non-ASCII characters in a reply',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['odd-reply'],
  gates: [],
  sources: [rfc(5321, '4.2'), rfc(6531, '3.7.4')],
  explains:
    'The text of a reply is US-ASCII, unless the client asked for SMTPUTF8 in the command that is answered. Elsewhere such characters arrive garbled, and strict clients treat the reply as broken. Write it in US-ASCII.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net>
        S: 550 Boîte pleine
      #          ^ information: A reply is US-ASCII unless the client asked for SMTPUTF8: “î” is not.
      `,
    ],
    silent: [
      'C: RCPT TO:<b@example.net>\nS: 550 Mailbox full',
      'C: MAIL FROM:<ü@example.com> SMTPUTF8\nS: 250 ü ok\nC: RCPT TO:<b@example.net>\nS: 550 Boîte pleine',
    ],
  },
  check({ session }, report) {
    let international = false;
    for (const { line, exchange } of lines(session)) {
      const command = exchange?.command;
      if (command && /\bSMTPUTF8\b/i.test(argumentOf(command))) international = true;
      const text = line.piece.text.replace(EDITED, ' ');
      const at = text.search(/[\u0080-\uffff]/);
      if (international || at === -1) continue;
      report({
        at: spanOf(line.line, line.piece, at, at + 1),
        message: t('A reply is US-ASCII unless the client asked for SMTPUTF8: “{0}” is not.', shown(text[at])),
        exchange,
      });
    }
  },
};

/** A control character that was written out when the line was printed. */
const WRITTEN = /\\(?:x|u00)(?:0[0-8bcef]|1[0-9a-f]|7f)/i;

const replyControlChars: Rule = {
  id: 'reply-control-chars',
  group: 'reply-format',
  title: 'Control character in a reply',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['odd-reply'],
  gates: [],
  sources: [rfc(5321, '4.2')],
  explains:
    'A reply must not contain control characters other than the tab. With a bare CR, clients disagree on where the line ends; with ESC, the sender controls the terminal in which the log is read. The server should strip what it echoes.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK\x00
      #          ^ warning: There is a control character (\\x00) in the reply; only the tab is allowed.
      `,
      String.raw`
        C: MAIL FROM:<a@example.com>
        S: 250 OK\x00
      #          ^^^^ warning: There is a control character (\x00) in the reply; only the tab is allowed.
      `,
      String.raw`
        send: 'EHLO client.example.org\r\n'
        reply: b'250-mx.example.net\r\n'
        reply: b'250 HELP\x07\r\n'
      #                  ^^^^ warning: There is a control character (\x07) in the reply; only the tab is allowed.
        reply: retcode (250); Msg: b'mx.example.net\nHELP'
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com>\nS: 250 OK\tfine', 'C: MAIL FROM:<a@example.com>\nS: 250 \u001b[32mOK\u001b[0m'],
  },
  check({ session }, report) {
    for (const { line, exchange } of lines(session)) {
      const { text } = line.piece;
      const at = text.search(/[\u0000-\u0008\u000a-\u001a\u001c-\u001f\u007f]|\u001b(?!\[[\d;]{0,12}[A-Za-z])/);
      const written = at === -1 ? WRITTEN.exec(text) : null;
      if (!written && (at === -1 || (text.charCodeAt(at) === 13 && at === text.length - 1))) continue;
      const from = written?.index ?? at;
      report({
        at: spanOf(line.line, line.piece, from, from + (written?.[0].length ?? 1)),
        message: t('There is a control character ({0}) in the reply; only the tab is allowed.', written?.[0] ?? shown(text[at])),
        exchange,
      });
    }
  },
};

export const lineRules: readonly Rule[] = [replyLineUnprefixed, replySeparatorInvalid, replyNoText, replyNonascii, replyControlChars];
