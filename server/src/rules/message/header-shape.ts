import { cite } from '../../knowledge/source';
import { blamesHeader, mild } from '../../session/outcome/message-verdict';
import { wasAccepted } from '../../session/outcome/refusal';
import { fieldsOf, messagesOf } from '../../session/reading/messages';
import { fixes } from '../../session/spot';
import { isKnownHeader } from '../../syntax/header-line';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

/** Text that was masked: whether the line above it was empty is not known either. */
const PUT_OUT = /^(?:X{8,}|x{8,}|\*{8,})$/;

export const headerNoBlankLine: Rule = {
  id: 'header-no-blank-line',
  group: 'message',
  title: 'No empty line between header and body',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['message'],
  gates: [],
  tier: 5,
  sources: cite('5322 2.1'),
  explains:
    'The header ends with an empty line. Without it, programs take the text for fields, or add a header of their own before everything, and text or subject are lost. Send an empty line after the last field.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 Go ahead
        C: Hello world
      #    ^^^^^^^^^^^ warning: The message has no header: it begins with its text.
        C: .
        S: 554 5.6.0 Message has no header
      `,
      `
        C: DATA
        S: 354 Go ahead
        C: Subject: hi
        C: Hello world, here is the text
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: There is no empty line between the header and this text; programs take the text for part …
        C: .
        S: 250 OK
      `,
    ],
    silent: [
      'C: DATA\nS: 354 Go ahead\nC: Subject: hi\nC: \nC: Hello world\nC: .\nS: 250 OK',
      'C: DATA\nS: 354 Go ahead\nC: Subject: hi\nC: .\nS: 250 OK',
      'C: DATA\nS: 354 Go ahead\nC: Subject: hi\nC: XXXXXXXXXXXXXXXX\nC: .\nS: 250 OK',
    ],
  },
  check({ session, mailData, strictness }, report) {
    for (const message of messagesOf(session, mailData)) {
      if (!message.whole || /^From /.test(message.lines[0].piece.text)) continue;
      if (message.headers.length > 0) {
        const text = message.headers.find((header) => header.kind === 'other');
        if (!text || message.blankAt >= 0 || PUT_OUT.test(text.at.piece.text)) continue;
        report({
          at: spanOf(text.at.line, text.at.piece),
          message: t('There is no empty line between the header and this text; programs take the text for part of the header.'),
          exchange: message.exchange,
          severity: mild(message),
        });
      } else if (message.lines[0].piece.text !== '' && (strictness === 'pedantic' || !wasAccepted(message.exchange))) {
        // Every server accepts a few words typed by hand; that is worth a word only when it was refused.
        report({
          at: spanOf(message.lines[0].line, message.lines[0].piece),
          message: t('The message has no header: it begins with its text.'),
          exchange: message.exchange,
          severity: blamesHeader(message) ? 'warning' : 'hint',
        });
      }
    }
  },
};

export const headerMalformed: Rule = {
  id: 'header-malformed',
  group: 'message',
  title: 'Malformed header line',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['message'],
  gates: [],
  tier: 5,
  sources: cite('5322 2.2, 4.5'),
  explains:
    'A header line is a name, a colon and a value, or begins with a space and continues the line before. A space before the colon, or a line without a colon, ends the header for some programs and is dropped by others. Write Subject: hi.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 Go ahead
        C: Subject : hi
      #    ^^^^^^^^^ warning: There is a space before the colon of this field. Delete it.
        C: From: a@example.com
        C:
        C: text
        C: .
        S: 554 5.6.0 Malformed header
      `,
      `
        C: DATA
        S: 354 Go ahead
        C: Subject: hi
        C: what is this
      #    ^^^^^^^^^^^^ hint: This header line is neither a field nor the continuation of one.
        C: From: a@example.com
        C:
        C: text
        C: .
        S: 250 OK
      `,
    ],
    silent: ['C: DATA\nS: 354 Go ahead\nC: Subject: hi\nC:  folded\nC: From: a@example.com\nC: \nC: text\nC: .\nS: 250 OK'],
  },
  check({ session, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      // A line that is not a field may be the body where nothing shows the end of the header.
      const shown = message.blankAt >= 0 && message.whole;
      const bad = message.headers.find(
        (header, index) =>
          (header.kind === 'field' && header.colonAt > header.nameTo && (shown || isKnownHeader(header.name))) ||
          (shown && header.kind === 'other' && !(index === 0 && /^From /.test(header.at.piece.text))),
      );
      if (!bad) continue;
      report({
        at: bad.kind === 'field' ? spanOf(bad.at.line, bad.at.piece, 0, bad.colonAt + 1) : spanOf(bad.at.line, bad.at.piece),
        message:
          bad.kind === 'field'
            ? t('There is a space before the colon of this field. Delete it.')
            : t('This header line is neither a field nor the continuation of one.'),
        exchange: message.exchange,
        severity: mild(message),
        fixes:
          bad.kind === 'field'
            ? fixes(t('Delete the space'), { span: spanOf(bad.at.line, bad.at.piece, bad.nameTo, bad.colonAt), text: '' })
            : [],
      });
    }
  },
};

export const headerReturnPathPresent: Rule = {
  id: 'header-return-path-present',
  group: 'message',
  title: 'Return-Path in a submitted message',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['message'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.4'),
  explains:
    'The server that delivers to the mailbox adds Return-Path, from the envelope sender. A client should not send it; servers remove it, and a few refuse the message. Forwarded raw messages have it from their first delivery.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 Go ahead
        C: Return-Path: <a@example.com>
      #    ^^^^^^^^^^^ hint: The last server adds Return-Path; a client does not send it. Leave it out.
        C: From: a@example.com
        C:
        C: text
        C: .
        S: 250 OK
      `,
    ],
    silent: ['C: DATA\nS: 354 Go ahead\nC: From: a@example.com\nC: \nC: text\nC: .\nS: 250 OK'],
  },
  check({ session, mailData }, report) {
    if (session.protocol === 'lmtp') return;
    for (const message of messagesOf(session, mailData)) {
      const [field] = fieldsOf(message, 'return-path');
      if (!field) continue;
      report({
        at: spanOf(field.at.line, field.at.piece, 0, Math.max(1, field.nameTo)),
        message: t('The last server adds Return-Path; a client does not send it. Leave it out.'),
        exchange: message.exchange,
      });
    }
  },
};

export const headerMboxFromLine: Rule = {
  id: 'header-mbox-from-line',
  group: 'message',
  title: 'mbox From line sent with the message',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['message'],
  gates: [],
  tier: 5,
  sources: cite('4155'),
  explains:
    'The message begins with the line that separates messages in an mbox file: From, a space, an address, a date. It is not a header field, and the header is broken for many programs. Leave it out when you send a message from such a file.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 Go ahead
        C: From a@example.com Mon Jan  1 00:00:00 2026
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This line separates messages in an mbox file; it is not a header field. …
        C: Subject: hi
        C:
        C: text
        C: .
        S: 554 5.6.0 Malformed header
      `,
    ],
    silent: ['C: DATA\nS: 354 Go ahead\nC: From: a@example.com\nC: Subject: hi\nC: \nC: text\nC: .\nS: 250 OK'],
  },
  check({ session, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      const [first] = message.lines;
      if (!/^>?From \S{1,254} {1,4}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/.test(first.piece.text)) continue;
      report({
        at: spanOf(first.line, first.piece),
        message: t('This line separates messages in an mbox file; it is not a header field. Leave it out.'),
        exchange: message.exchange,
        severity: mild(message),
      });
    }
  },
};

/** The escapes of a whole message on one line: they end it, or its header. */
const ESCAPED_WHOLE = /\\n(?:\\r)?\\n|\\n["']?[ \t]*$/;

export const headerInjection: Rule = {
  id: 'header-injection',
  group: 'message',
  title: 'Line break inside the value of a field',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  on: ['message'],
  gates: [],
  tier: 1,
  sources: cite('5322 2.2', '2047 5'),
  explains:
    'The value of a header field has a line break (as an escape, or inside an encoded word) and another field after it. An attacker who can type such a value, for instance in a web form, adds recipients or a whole message. Reject CR and LF in everything that goes into a header.',
  examples: {
    fires: [
      String.raw`
        C: DATA
        S: 354 Go ahead
        C: Subject: hi\r\nBcc: x@example.net
      #               ^^^^^^^^ error: There is a line break inside the value of this field: what follows becomes a field of its own. …
        C: From: a@example.com
        C:
        C: text
        C: .
        S: 250 OK
      `,
      `
        C: DATA
        S: 354 Go ahead
        C: Subject: hi%0d%0aBcc: x@example.net
      #               ^^^^^^^^^^ error: There is a line break inside the value of this field: what follows becomes a field of its own. …
        C: From: a@example.com
        C:
        C: text
        C: .
        S: 250 OK
      `,
    ],
    silent: [
      'C: DATA\nS: 354 Go ahead\nC: Subject: hi\\r\\n\nC: From: a@example.com\nC: \nC: text\nC: .\nS: 250 OK',
      'C: DATA\nS: 354 Go ahead\nC: Subject: C:\\new\\reports\nC: From: a@example.com\nC: \nC: text\nC: .\nS: 250 OK',
    ],
  },
  check({ session, mailData }, report) {
    for (const message of messagesOf(session, mailData)) {
      // A whole message printed on one line with its escapes is a format's way of writing it, not an attack.
      if (message.headers.length < 2 && message.lines.length < 3 && ESCAPED_WHOLE.test(message.lines[0].piece.text)) continue;
      for (const header of message.headers) {
        if (header.kind === 'other') continue;
        const text = header.at.piece.text;
        const match =
          /(?:\\r\\n|(?<!\\)\\n|%0d%0a|%0a|\r\n?|\n)(?:bcc|cc|to|from|subject|content-type|mime-version|reply-to)[ \t]?:/i.exec(
            text.slice(header.valueAt),
          ) ?? /=\?[\w-]{1,40}\?q\?[^?]{0,200}=0[da][^?]{0,200}\?=/i.exec(text.slice(header.valueAt));
        if (!match) continue;
        const at = header.valueAt + match.index;
        report({
          at: spanOf(header.at.line, header.at.piece, at, at + match[0].length),
          message: t(
            'There is a line break inside the value of this field: what follows becomes a field of its own. Reject CR and LF there.',
          ),
          exchange: message.exchange,
        });
        return;
      }
    }
  },
};
