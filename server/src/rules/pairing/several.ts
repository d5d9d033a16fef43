import { page, rfc } from '../../knowledge/source';
import { argumentOf, codeOf, type Exchange, nameOf, type Reply, type Session } from '../../session/model';
import { codeSpan, exchangeSpan } from '../../session/spans';
import { marksLast } from '../../syntax/bdat';
import { t } from '../../text/l10n';
import type { Related, Rule } from '../rule';

/** The end of a message, or the last chunk: what LMTP and PRDR answer once for each recipient. */
const endsMessage = (exchange: Exchange): boolean =>
  exchange.kind === 'data' || (nameOf(exchange) === 'BDAT' && exchange.command !== null && marksLast(argumentOf(exchange.command)));

/** The recipients accepted before the end of a message, in order; null where the text may not show them all. */
function acceptedBefore(session: Session, exchange: Exchange): Exchange[] | null {
  const accepted: Exchange[] = [];
  for (let i = exchange.index - 1; i >= 0; i--) {
    const each = session.exchanges[i];
    const name = nameOf(each);
    if (session.marks.some((mark) => mark.kind === 'elided' && mark.after === i && i < exchange.index - 1)) return null;
    if (name === 'MAIL') return accepted.reverse();
    if (each.kind === 'command' && each.command === null) return null;
    const code = codeOf(each);
    if (name === 'RCPT' && code === 0) return null;
    if (name === 'RCPT' && code < 300) accepted.push(each);
  }
  return null;
}

/** A text loses a few lines by accident; a server that owes more replies than these cannot count. */
const LOST_BY_ACCIDENT = 3;

const lmtpReplyCount: Rule = {
  id: 'lmtp-reply-count',
  group: 'pairing',
  title: 'LMTP: wrong number of replies',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['LMTP'],
  gates: ['both', 'sides', 'no-gap'],
  sources: [rfc(2033, '4.2'), rfc(2033, '4.3')],
  explains:
    'In LMTP the end of the message is answered once for each accepted recipient, in their order. Here the number of replies differs. A client waits for the missing one, or reads the next reply as the verdict on a recipient, and everything after that is shifted. The server has to send one reply for each accepted RCPT, duplicates included. If up to three replies are missing, the text may have lost them, and this is only a warning.',
  examples: {
    fires: [
      `
        C: LHLO client.example.org
        S: 250 mx.example.net
        C: MAIL FROM:<a@example.com>
        S: 250 Ok
        C: RCPT TO:<b@example.net>
      #    ~~~~ An accepted recipient.
        S: 250 Ok
        C: RCPT TO:<c@example.net>
      #    ~~~~ An accepted recipient.
        S: 250 Ok
        C: DATA
        S: 354 Go ahead
        C: Hello
        C: .
      #    ^ warning: LMTP requires a reply for each accepted recipient. Accepted: 2; replies to the end of the message: 1.
        S: 250 Ok
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'C: LHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: RCPT TO:<b@example.net>\nS: 250 Ok\nC: RCPT TO:<c@example.net>\nS: 250 Ok\nC: DATA\nS: 354 Go ahead\nC: Hello\nC: .\nS: 250 Ok\nS: 452 4.2.2 Full\nC: QUIT\nS: 221 Bye',
      'C: EHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: RCPT TO:<b@example.net>\nS: 250 Ok\nC: RCPT TO:<c@example.net>\nS: 250 Ok\nC: DATA\nS: 354 Go ahead\nC: Hello\nC: .\nS: 250 Ok\nC: QUIT\nS: 221 Bye',
    ],
  },
  check({ session }, report) {
    if (session.protocol !== 'lmtp') return;
    for (const exchange of session.exchanges) {
      if (!endsMessage(exchange) || exchange.replies.length === 0) continue;
      const accepted = acceptedBefore(session, exchange);
      // A 221 taken for one of them answers the QUIT that follows.
      const counted = exchange.replies.filter((reply) => reply.code !== 221);
      const excess = session.strayReplies.filter(
        (stray) => stray.after === exchange.index && stray.reply.code !== 421 && !stray.duplicate,
      ).length;
      const given = counted.length + excess;
      const over = session.exchanges.length - 1 > exchange.index || exchange.replies.length > counted.length;
      if (
        !accepted ||
        accepted.length === 0 ||
        given === accepted.length ||
        counted.some((reply) => reply.code === 421) ||
        (given < accepted.length && !over)
      )
        continue;
      const at = exchangeSpan(exchange) ?? codeSpan(exchange.replies[0]);
      report({
        at,
        message: t(
          'LMTP requires a reply for each accepted recipient. Accepted: {0}; replies to the end of the message: {1}.',
          accepted.length,
          given,
        ),
        exchange,
        severity: Math.abs(given - accepted.length) > LOST_BY_ACCIDENT ? 'error' : 'warning',
        through: session.exchanges[session.exchanges.length - 1],
        related: accepted.flatMap((each): Related[] => {
          const span = exchangeSpan(each);
          return span ? [{ at: span, message: t('An accepted recipient.') }] : [];
        }),
      });
    }
  },
};

const words = (reply: Reply): string => [reply.code, reply.enhanced].filter(Boolean).join(' ');

/**
 * Where only the server is shown: a refusal that names a recipient, right after or before the word that another one has the message (`250
 * 2.0.0 <…>`; a RCPT is answered by 2.1.5).
 */
function splitVerdict(session: Session): Reply | null {
  const said = session.exchanges.map((exchange) => exchange.replies[0]);
  const delivered = (reply: Reply | undefined): boolean =>
    reply !== undefined && /^250 2\.0\.0 <[^<>\s@]+@[^<>\s]+>/.test(reply.lines[0].piece.text);
  const at = said.findIndex(
    (reply, i) =>
      reply?.code >= 400 &&
      /^\d{3} \d\.\d+\.\d+ <[^<>\s]+@/.test(reply.lines[0].piece.text) &&
      (delivered(said[i - 1]) || delivered(said[i + 1])),
  );
  return at === -1 ? null : said[at];
}

const lmtpPartialDelivery: Rule = {
  id: 'lmtp-partial-delivery',
  group: 'pairing',
  title: 'Delivered to some recipients only',
  severity: 'information',
  since: '0.1.0',
  kind: 'fact',
  tier: 5,
  on: ['several-replies', 'one-side'],
  with: ['refusal'],
  gates: [],
  sources: [rfc(2033, '4.2')],
  explains:
    'In LMTP each recipient gets a verdict of its own after the message: some have it, others do not. The client has to return or repeat the message for those that were refused, and only for those.',
  examples: {
    fires: [
      `
        C: LHLO client.example.org
        S: 250 mx.example.net
        C: MAIL FROM:<a@example.com>
        S: 250 Ok
        C: RCPT TO:<b@example.net>
      #    ~~~~ This recipient: 250 2.0.0.
        S: 250 Ok
        C: RCPT TO:<c@example.net>
      #    ~~~~ This recipient: 452 4.2.2.
        S: 250 Ok
        C: DATA
        S: 354 Go ahead
        C: Hello
        C: .
        S: 250 2.0.0 <b@example.net> ok
        S: 452 4.2.2 <c@example.net> quota
      #    ^^^ information: The message is delivered to 1 of 2 recipients; this one is refused.
      `,
    ],
    silent: [
      'C: LHLO client.example.org\nS: 250 mx.example.net\nC: MAIL FROM:<a@example.com>\nS: 250 Ok\nC: RCPT TO:<b@example.net>\nS: 250 Ok\nC: RCPT TO:<c@example.net>\nS: 250 Ok\nC: DATA\nS: 354 Go ahead\nC: Hello\nC: .\nS: 250 2.0.0 Ok\nS: 250 2.0.0 Ok',
    ],
  },
  check({ session }, report) {
    if (session.sides === 'server') {
      const split = splitVerdict(session);
      if (split)
        report({
          at: codeSpan(split),
          message: t('The message is delivered to some of its recipients only; this one is refused.'),
          reply: split,
        });
      return;
    }
    for (const exchange of session.exchanges) {
      const { replies } = exchange;
      if (!endsMessage(exchange) || replies.length < 2 || replies.some((reply) => reply.code >= 300 && reply.code < 400)) continue;
      const bad = replies.filter((reply) => reply.code >= 400);
      if (bad.length === 0 || bad.length === replies.length) continue;
      const recipients = acceptedBefore(session, exchange);
      report({
        at: codeSpan(bad[0]),
        message: t('The message is delivered to {0} of {1} recipients; this one is refused.', replies.length - bad.length, replies.length),
        exchange,
        related: replies.flatMap((reply, at): Related[] => {
          const span = recipients?.[at] && exchangeSpan(recipients[at]);
          return span ? [{ at: span, message: t('This recipient: {0}.', words(reply)) }] : [];
        }),
      });
    }
  },
};

const prdrReplyCount: Rule = {
  id: 'prdr-reply-count',
  group: 'pairing',
  title: 'PRDR: wrong number of replies',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 3,
  on: ['odd-code'],
  gates: ['both', 'no-gap'],
  sources: [page('draft-hall-prdr', 'https://datatracker.ietf.org/doc/html/draft-hall-prdr-00')],
  explains:
    'With PRDR the server answers the end of the message with 353, then once for each recipient, then once for the message as a whole. Here the number of replies differs, and the client cannot tell which recipient each is about.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com> PRDR
        S: 250 Ok
        C: RCPT TO:<b@example.net>
        S: 250 Ok
        C: RCPT TO:<c@example.net>
        S: 250 Ok
        C: DATA
        S: 354 Go ahead
        C: Hello
        C: .
        S: 353 begin
      #    ^^^ warning: PRDR requires a reply for each recipient and one for the message. Expected after 353: 3; received: 1.
        S: 250 one ok
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'C: MAIL FROM:<a@example.com> PRDR\nS: 250 Ok\nC: RCPT TO:<b@example.net>\nS: 250 Ok\nC: DATA\nS: 354 Go ahead\nC: Hello\nC: .\nS: 353 begin\nS: 250 one ok\nS: 250 queued\nC: QUIT\nS: 221 Bye',
    ],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const [first] = exchange.replies;
      if (!endsMessage(exchange) || first?.code !== 353) continue;
      const accepted = acceptedBefore(session, exchange);
      const given = exchange.replies.filter((reply) => reply.code !== 221).length;
      const over = session.exchanges.length - 1 > exchange.index;
      if (!accepted || !over || given === accepted.length + 2) continue;
      report({
        at: codeSpan(first),
        message: t(
          'PRDR requires a reply for each recipient and one for the message. Expected after 353: {0}; received: {1}.',
          accepted.length + 1,
          given - 1,
        ),
        exchange,
      });
    }
  },
};

export const severalRules: readonly Rule[] = [lmtpReplyCount, lmtpPartialDelivery, prdrReplyCount];
