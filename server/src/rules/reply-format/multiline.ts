import { keyword } from '../../knowledge';
import { rfc } from '../../knowledge/source';
import type { Exchange, Reply, Session } from '../../session/model';
import { t } from '../../text/l10n';
import { column, spanOf } from '../../text/span';
import type { Rule } from '../rule';

/** Every reply with its exchange, where it has one. */
function* repliesOf(session: Session): Generator<{ readonly reply: Reply; readonly exchange?: Exchange }> {
  for (const exchange of session.exchanges) for (const reply of exchange.replies) yield { reply, exchange };
  for (const { reply } of session.strayReplies) yield { reply };
}

const multilineCodeMismatch: Rule = {
  id: 'multiline-code-mismatch',
  group: 'reply-format',
  title: 'Lines of one reply with different codes',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 1,
  on: ['mixed-reply'],
  gates: [],
  sources: [rfc(5321, '4.2.1')],
  explains:
    'A reply of several lines repeats its code on each of them. Here the code changes in the middle. Some clients believe the first code, some the last. The server has to send the same code on every line.',
  examples: {
    fires: [
      `
        S: 220-mx.example.net
      #    ~~~ The reply begins here.
        S: 521 no mail here
      #    ^^^ warning: This line says 521, but the reply began with 220: all lines of one reply must have the same code.
      `,
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
      #    ~~~ The reply begins here.
        S: 550 go away
      #    ^^^ warning: This line says 550, but the reply began with 250: all lines of one reply must have the same code.
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'S: 220-mx.example.net\nS: 220 ready',
      'C: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.net>\nS: 250 2.1.0 Ok\nS: 550 5.1.1 No such user',
    ],
  },
  check({ session }, report) {
    for (const { reply, exchange } of repliesOf(session)) {
      if (!reply.mixed) continue;
      const first = reply.lines[0];
      const other = reply.lines.find((line) => line.separator !== 'continues' && line.code !== first.code);
      if (!other) continue;
      report({
        at: spanOf(other.line, other.piece, 0, 3),
        message: t(
          'This line says {0}, but the reply began with {1}: all lines of one reply must have the same code.',
          other.code,
          first.code,
        ),
        exchange,
        related: [{ at: spanOf(first.line, first.piece, 0, 3), message: t('The reply begins here.') }],
      });
    }
  },
};

const multilineUnterminated: Rule = {
  id: 'multiline-unterminated',
  group: 'reply-format',
  title: 'Reply without its last line',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 1,
  on: ['incomplete-reply'],
  gates: ['both'],
  sources: [rfc(5321, '4.2.1')],
  explains:
    'A hyphen after the code says that more lines of the reply follow; the last line has a space instead. Here the client goes on although the last line never came. A client that counts lines waits for it until it times out. Put a space after the code of the last line, or look for the missing line.',
  examples: {
    fires: [
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250-SIZE 1000
      #    ^^^^ warning: The hyphen says that the reply goes on, but the client speaks next. Put a space after the code of the last line.
        C: MAIL FROM:<a@example.com>
        S: 250 OK
      `,
    ],
    silent: [
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 SIZE 1000\nC: MAIL FROM:<a@example.com>\nS: 250 OK',
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\n...\nC: MAIL FROM:<a@example.com>\nS: 250 OK',
    ],
  },
  check({ session, source }, report) {
    const elided = session.marks.filter((mark) => mark.kind === 'elided').map((mark) => mark.span.line);
    const lastClient = Math.max(-1, ...session.exchanges.map((exchange) => exchange.command?.line ?? -1));
    const all = [...repliesOf(session)];
    for (const { reply, exchange } of all) {
      const last = reply.lines[reply.lines.length - 1];
      if (reply.complete || last.separator !== '-' || lastClient < last.line) continue;
      // A logger that prints a reply as one line keeps the hyphen of the first.
      if (
        reply.lines.length === 1 &&
        (last.piece.text.match(/\b(?:STARTTLS|PIPELINING|8BITMIME|SIZE|CHUNKING|AUTH|DSN|HELP)\b/g)?.length ?? 0) > 1
      )
        continue;
      // The format does not recognise the line below as one of the server's.
      if (new RegExp(`(?:^|\\s)${last.code}[- ]`).test(source(last.line + 1))) continue;
      if (elided.some((line) => line >= last.line && line <= last.line + 2)) continue;
      const at = spanOf(last.line, last.piece, 3, 4);
      report({
        at: spanOf(last.line, last.piece, 0, 4),
        message: t('The hyphen says that the reply goes on, but the client speaks next. Put a space after the code of the last line.'),
        exchange,
        severity: session.sidesCertain ? undefined : 'information',
        // What no command asked for, further down, may be the rest of it: then the hyphen is right.
        fixes: all.some(
          (one) => one.reply.code === reply.code && one.reply.lines[0].line > last.line && (!one.exchange?.command || goesOn(one.reply)),
        )
          ? []
          : [{ title: t('Put a space after the code'), edits: [{ span: at, text: ' ' }] }],
      });
    }
  },
};

/** A reply of one line that names an extension and nothing else: `250 SIZE 1000`. */
const namesExtension = ({ code, lines }: Reply): boolean => {
  const word =
    lines.length === 1 && code === 250
      ? /^250 ([A-Z0-9][A-Z0-9-]{2,}|AUTH=\S+)(?: [^a-z]*(?:[a-z][\w =-]*)?)?$/.exec(lines[0].piece.text)?.[1]
      : undefined;
  return word !== undefined && keyword(word) !== undefined;
};

/** A reply whose every line names an extension, as the rest of an EHLO reply does. */
const goesOn = (reply: Reply): boolean =>
  namesExtension(reply) ||
  (reply.code === 250 &&
    reply.lines.every(({ piece }) => keyword(/^250[ -]([A-Z0-9][A-Z0-9-]{2,})\b/.exec(piece.text)?.[1] ?? '') !== undefined));

const multilineMissingHyphen: Rule = {
  id: 'multiline-missing-hyphen',
  group: 'reply-format',
  title: 'Space where a hyphen should be',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 1,
  on: ['odd-lines', 'stray-reply', 'hidden'],
  gates: [],
  sources: [rfc(5321, '4.2.1')],
  explains:
    'A space after the code ends a reply; a hyphen says that more lines follow. Here every line of one reply has a space: a client takes the first for the whole reply, and each of the others for the answer to its next command. The server has to write a hyphen on every line but the last.',
  examples: {
    fires: [
      `
        S: 250 mx.example.net
      #       ^ warning: A space ends the reply here, but its lines go on: every line but the last needs a hyphen after the code.
        S: 250 SIZE 1000
      #       ~ This needs a hyphen too.
        S: 250 HELP
      `,
      `
        220 mx.example.net ESMTP
        EHLO client.example.org
        250 mx.example.net
      #    ^ warning: A space ends the reply here, but its lines go on: every line but the last needs a hyphen after the code.
        250 SIZE 1000
      #    ~ This needs a hyphen too.
        250 HELP
        MAIL FROM:<a@example.com>
        250 2.1.0 Ok
      `,
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.org
        S: 250 mx.example.net
      #       ^ warning: A space ends the reply here, but its lines go on: every line but the last needs a hyphen after the code.
        S: 250 SIZE 1000
      #       ~ This needs a hyphen too.
        S: 250 HELP
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'S: 220 mx.example.net ESMTP\nC: EHLO client.example.org\nS: 250-mx.example.net\nS: 250-SIZE 1000\nS: 250 HELP',
      'C: MAIL FROM:<a@example.com>\nC: RCPT TO:<b@example.net>\nS: 250 OK\nS: 250 OK',
    ],
  },
  check({ session }, report) {
    const mended = session.exchanges.find(({ replies }) => replies.some(({ lines }) => lines.some(({ unhyphened }) => unhyphened)));
    const lines = mended?.replies[mended.replies.length - 1].lines ?? [];
    const keptApart = lines.some(({ piece }) => column(piece, 3) - column(piece, 2) > 1);
    // Where any program may have printed the lines, or one that keeps code and text apart, it is more likely that it lost the hyphens.
    if (mended && !keptApart && session.format !== 'generic') {
      const spans = lines.slice(0, -1).map((line) => spanOf(line.line, line.piece, 3, 4));
      report({
        at: spans[0],
        message: t('A space ends the reply here, but its lines go on: every line but the last needs a hyphen after the code.'),
        exchange: mended,
        related: spans.slice(1).map((span) => ({ at: span, message: t('This needs a hyphen too.') })),
        fixes: [{ title: t('Put hyphens after the code'), edits: spans.map((span) => ({ span, text: '-' })) }],
      });
    }
    const inOrder = [...repliesOf(session)].sort((a, b) => a.reply.lines[0].line - b.reply.lines[0].line);
    for (let at = 0; at + 1 < inOrder.length; at++) {
      const { reply, exchange } = inOrder[at];
      const verb = exchange?.command?.verb;
      if (reply.code !== 250 || (verb === undefined ? namesExtension(reply) : !/^(?:EHLO|LHLO)$/.test(verb))) continue;
      if (!exchange || (verb === undefined && exchange.index > 0)) continue;
      let last = at;
      while (last + 1 < inOrder.length && !inOrder[last + 1].exchange?.command && goesOn(inOrder[last + 1].reply)) last++;
      if (last === at) continue;
      const wrong = inOrder.slice(at, last).map((one) => one.reply.lines[one.reply.lines.length - 1]);
      const spans = wrong.filter((line) => line.separator === ' ').map((line) => spanOf(line.line, line.piece, 3, 4));
      report({
        at: spans[0] ?? spanOf(reply.lines[0].line, reply.lines[0].piece),
        message: t('A space ends the reply here, but its lines go on: every line but the last needs a hyphen after the code.'),
        exchange,
        through: inOrder[last].exchange,
        related: spans.slice(1).map((span) => ({ at: span, message: t('This needs a hyphen too.') })),
        fixes: [{ title: t('Put hyphens after the code'), edits: spans.map((span) => ({ span, text: '-' })) }],
      });
      at = last;
    }
  },
};

export const multilineRules: readonly Rule[] = [multilineCodeMismatch, multilineUnterminated, multilineMissingHyphen];
