import { rfc } from '../../knowledge/source';
import type { Exchange, Reply, ReplyLine, Session } from '../../session/model';
import { lastReply, nameOf } from '../../session/model';
import { codeSpan } from '../../session/spans';
import { isHello } from '../../syntax/verb';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

/** Greeting and replies to EHLO and HELO carry none (RFC 2034 §4). */
const isExempt = (exchange: Exchange): boolean => exchange.kind === 'greeting' || isHello(nameOf(exchange));

const at = ({ line, piece, enhanced, enhancedAt }: ReplyLine): Span =>
  spanOf(line, piece, enhancedAt, enhancedAt + (enhanced?.length ?? 0));

function* replies(session: Session): Generator<{ exchange: Exchange; reply: Reply }> {
  for (const exchange of session.exchanges) for (const reply of exchange.replies) yield { exchange, reply };
}

const enhMissing: Rule = {
  id: 'enh-missing',
  group: 'enhanced-code',
  title: 'Enhanced code announced but not sent',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['hello'],
  gates: ['no-gap'],
  sources: [rfc(2034, '4')],
  explains:
    'The server offers ENHANCEDSTATUSCODES: each 2xx, 4xx and 5xx reply has to carry a code such as 2.1.0, except the greeting and replies to EHLO and HELO. This one has none, and programs that sort refusals by that code learn nothing from it.',
  examples: {
    fires: [
      `
        C: EHLO client.example.org
        S: 250-mx.example.net
        S: 250 ENHANCEDSTATUSCODES
        C: MAIL FROM:<a@example.com>
        S: 250 OK
      #    ^^^ hint: The server offers ENHANCEDSTATUSCODES, but this reply has no enhanced code.
      `,
    ],
    silent: [
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 ENHANCEDSTATUSCODES\nC: MAIL FROM:<a@example.com>\nS: 250 2.1.0 OK\nC: DATA\nS: 354 Go ahead',
      'C: EHLO client.example.org\nS: 250-mx.example.net\nS: 250 SIZE 1000\nC: MAIL FROM:<a@example.com>\nS: 250 OK',
    ],
  },
  check({ session, states }, report) {
    for (const { exchange, reply } of replies(session)) {
      const offered = states[exchange.index]?.capabilities?.has('ENHANCEDSTATUSCODES') === true;
      if (!offered || isExempt(exchange) || exchange.trust !== 'certain' || reply.code < 200 || reply.code > 599) continue;
      if (
        (reply.code >= 300 && reply.code < 400) ||
        reply.enhanced !== null ||
        reply.lines.some(({ piece }) => NEARLY.test(piece.text.slice(4)))
      )
        continue;
      report({
        at: codeSpan(reply),
        message: t('The server offers ENHANCEDSTATUSCODES, but this reply has no enhanced code.'),
        exchange,
      });
    }
  },
};

const enhInconsistentMultiline: Rule = {
  id: 'enh-inconsistent-multiline',
  group: 'enhanced-code',
  title: 'Lines of one reply with different enhanced codes',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['enhanced'],
  gates: [],
  sources: [rfc(2034, '4')],
  explains:
    'Each line of a reply repeats the same enhanced code. If they differ, or only some lines have one, some programs believe the first and some the last.',
  examples: {
    fires: [
      `
        S: 550-5.7.1 no
      #        ~~~~~ The other enhanced code.
        S: 550 5.7.26 more
      #        ^^^^^^ warning: This line says 5.7.26, another line of this reply 5.7.1: each line must repeat the same enhanced code.
      `,
      `
        C: RCPT TO:<b@example.net>
        S: 550-5.1.1 No such user
      #        ~~~~~ The other enhanced code.
        S: 550 5.2.1 here
      #        ^^^^^ warning: This line says 5.2.1, another line of this reply 5.1.1: each line must repeat the same enhanced code.
      `,
    ],
    silent: [
      'C: RCPT TO:<b@example.net>\nS: 550-5.1.1 No such user\nS: 550 5.1.1 here',
      'C: RCPT TO:<b@example.net>\nS: 550-No such user\nS: 550 here',
    ],
  },
  check({ session }, report) {
    for (const { exchange, reply } of replies(session)) {
      if (reply.mixed || reply.lines.length < 2 || (isExempt(exchange) && reply.code < 400)) continue;
      const own = reply.lines.filter(({ separator }) => separator !== 'continues');
      const first = own.find(({ enhanced }) => enhanced !== null);
      if (!first) continue;
      const other = own.find(({ enhanced }) => enhanced !== null && enhanced !== first.enhanced);
      const bare = own.find(({ enhanced, piece, textAt }) => enhanced === null && piece.text.slice(textAt).trim() !== '');
      if (other)
        report({
          at: at(other),
          message: t(
            'This line says {0}, another line of this reply {1}: each line must repeat the same enhanced code.',
            other.enhanced ?? '',
            first.enhanced ?? '',
          ),
          exchange,
          related: [{ at: at(first), message: t('The other enhanced code.') }],
        });
      else if (bare)
        report({
          at: spanOf(bare.line, bare.piece, 0, 3),
          message: t('This line lacks the enhanced code {0} that other lines of this reply have.', first.enhanced ?? ''),
          exchange,
          severity: 'hint',
        });
    }
  },
};

/** What was meant as an enhanced code and is none: written with a sign before it, in brackets, with two or four numbers, zeros, hyphens. */
const NEARLY =
  /^(?:#[245]\.\d{1,3}\.\d{1,3}\b|[[(][245]\.\d{1,3}\.\d{1,3}[\])]|[245]\.\d(?=[ ]+[A-Za-z])|[245]\.[0-7]\.\d{1,3}\.\d{1,3}(?=[ ]+(?!is\b|has\b|was\b|listed|blocked|rejected)[A-Za-z])|[245]\.(?:0\d{1,2}\.\d{1,3}|\d{1,3}\.0\d{1,2})\b|[245]-[0-7]-\d{1,3}\b(?=[ :]))/;

const enhSyntax: Rule = {
  id: 'enh-syntax',
  group: 'enhanced-code',
  title: 'Malformed enhanced code',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['any'],
  gates: [],
  sources: [rfc(3463, '2'), rfc(2034, '4')],
  explains:
    'An enhanced code is three numbers with dots, such as 5.7.1, without leading zeros, right after the reply code and a space. With a # before it, in brackets, or with two or four numbers, programs do not find it and go by the reply code alone.',
  examples: {
    fires: [
      `
        S: 550 #5.1.0 Address rejected
      #        ^^^^^^ information: “#5.1.0” is not read as an enhanced code: it is three numbers with dots, such as 5.7.1, right after …
      `,
      `
        C: RCPT TO:<b@example.net>
        S: 550 5.07.1 no
      #        ^^^^^^ information: “5.07.1” is not read as an enhanced code: it is three numbers with dots, such as 5.7.1, right after …
      `,
      `
        C: RCPT TO:<b@example.net>
        S: 550 5.7 denied
      #        ^^^ information: “5.7” is not read as an enhanced code: it is three numbers with dots, such as 5.7.1, right after the …
      `,
    ],
    silent: [
      'C: RCPT TO:<b@example.net>\nS: 550 5.1.0 Address rejected',
      'C: RCPT TO:<b@example.net>\nS: 554 5.9.10.11 is listed',
      'C: RCPT TO:<b@example.net>\nS: 552 5 megabytes at most',
    ],
  },
  check({ session }, report) {
    for (const { exchange, reply } of replies(session)) {
      if (reply.code < 200 || (reply.code >= 300 && reply.code < 400) || (isExempt(exchange) && reply.code < 400)) continue;
      for (const line of reply.lines) {
        const text = line.piece.text.slice(4);
        const found = line.separator === 'continues' ? null : NEARLY.exec(text)?.[0];
        if (!found || (/\d/.exec(found)?.[0] ?? '') !== String(reply.code)[0]) continue;
        report({
          at: spanOf(line.line, line.piece, 4, 4 + found.length),
          message: t(
            '“{0}” is not read as an enhanced code: it is three numbers with dots, such as 5.7.1, right after the reply code.',
            found,
          ),
          exchange,
        });
        break;
      }
    }
  },
};

const enhOn3xx: Rule = {
  id: 'enh-on-3xx',
  group: 'enhanced-code',
  title: 'Enhanced code on a 3xx reply',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['enhanced'],
  gates: [],
  sources: [rfc(2034, '4')],
  explains:
    'Enhanced codes belong to replies that mean success, try again or refused; a 354 only asks for more and has none. Clients treat the number as text. It does no harm.',
  examples: {
    fires: [
      `
        S: 354 2.0.0 go ahead
      #        ^^^^^ hint: A 3xx reply has no enhanced code; clients treat it as text.
      `,
      `
        C: DATA
        S: 354 2.0.0 go ahead
      #        ^^^^^ hint: A 3xx reply has no enhanced code; clients treat it as text.
      `,
    ],
    silent: ['C: DATA\nS: 354 go ahead', 'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6'],
  },
  check({ session }, report) {
    for (const { exchange, reply } of replies(session)) {
      const line = reply.lines.find(({ code, enhanced }) => code >= 300 && code < 400 && code !== 334 && enhanced !== null);
      if (line) report({ at: at(line), message: t('A 3xx reply has no enhanced code; clients treat it as text.'), exchange });
    }
  },
};

const enhOnGreetingOrEhlo: Rule = {
  id: 'enh-on-greeting-or-ehlo',
  group: 'enhanced-code',
  title: 'Enhanced code on a greeting or EHLO reply',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['enhanced'],
  gates: [],
  sources: [rfc(2034, '4')],
  explains:
    'In the greeting and in the reply to EHLO or HELO, the server’s name comes right after the code. An enhanced code in its place is taken for the name. In refusals it is common and useful.',
  examples: {
    fires: [
      `
        S: 220 2.0.0 mx.example.net ESMTP
      #        ^^^^^ hint: The server’s name belongs right after the code; clients take the enhanced code for it.
      `,
      `
        C: EHLO client.example.org
        S: 250-2.1.0 mx.example.net
      #        ^^^^^ hint: The server’s name belongs right after the code; clients take the enhanced code for it.
        S: 250 SIZE 1000
      `,
    ],
    silent: ['S: 220 mx.example.net ESMTP', 'S: 554 5.7.1 go away', 'C: EHLO client.example.org\nS: 550 5.7.1 go away'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const line = lastReply(exchange)?.lines[0];
      if (!isExempt(exchange) || !line || line.code >= 300 || line.enhanced === null) continue;
      report({
        at: at(line),
        message: t('The server’s name belongs right after the code; clients take the enhanced code for it.'),
        exchange,
      });
    }
  },
};

export const placeRules: readonly Rule[] = [enhMissing, enhInconsistentMultiline, enhSyntax, enhOn3xx, enhOnGreetingOrEhlo];
