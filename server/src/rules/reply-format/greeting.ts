import { page, rfc } from '../../knowledge/source';
import type { Exchange, Reply, Session } from '../../session/model';
import { lastReply } from '../../session/model';
import { replySpan } from '../../session/spans';
import { isMasked } from '../../syntax/masked';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

const greetingOf = (session: Session): { exchange: Exchange; reply: Reply } | null => {
  const exchange = session.exchanges[0];
  const reply = exchange?.kind === 'greeting' ? lastReply(exchange) : undefined;
  return reply?.code === 220 && exchange ? { exchange, reply } : null;
};

/** A greeting that PIX, ASA and their kind have masked: asterisks, sometimes with the digits of the year left. */
const PAINTED = /^220[ -](?=[^*]{0,12}\*{4})[*02 .]{5,}$/;

const greetingMasked: Rule = {
  id: 'greeting-masked',
  group: 'reply-format',
  title: 'Greeting masked by a firewall',
  severity: 'information',
  since: '0.1.0',
  kind: 'fact',
  tier: 1,
  on: ['greeting'],
  gates: [],
  sources: [
    page(
      'Cisco: SMTP and ESMTP inspection',
      'https://www.cisco.com/c/en/us/td/docs/security/asa/asa916/configuration/firewall/asa-916-firewall-config/inspect-basic.html',
    ),
    rfc(5321, '4.3.1'),
  ],
  explains:
    'A firewall on the way (the “fixup” or SMTP inspection in Cisco PIX and ASA, and similar ones) replaces the greeting with asterisks. It also hides or refuses extensions: STARTTLS disappears, EHLO may be refused, long lines are cut. If TLS or large messages fail, switch that inspection off.',
  examples: {
    fires: [
      `
        S: 220 **************
      #    ^^^^^^^^^^^^^^^^^^ information: A firewall has masked the greeting. It may also remove STARTTLS and other extensions from the …
      `,
      `
        S: 220 *************************0******2******
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: A firewall has masked the greeting. It may also remove STARTTLS and …
        C: EHLO client.example.org
        S: 502 not implemented
      `,
    ],
    silent: ['S: 220 mx.example.net ESMTP', 'S: 220 *** Welcome to mx.example.net ***'],
  },
  check({ session }, report) {
    const found = greetingOf(session);
    if (!found || !PAINTED.test(found.reply.lines[0].piece.text)) return;
    report({
      at: replySpan(found.reply),
      message: t(
        'A firewall has masked the greeting. It may also remove STARTTLS and other extensions from the EHLO reply. Switch off its SMTP inspection.',
      ),
      exchange: found.exchange,
    });
  },
};

/** First words of greetings that are not names. */
const WORDS = /^(?:(?:welcome|hello|hi|greetings|e?smtps?|lmtp|service|ready|ok|connected|the|this|you|your)[,.!:]*|\W+)$/i;

const greetingNoDomain: Rule = {
  id: 'greeting-no-domain',
  group: 'reply-format',
  title: 'Greeting without the server’s name',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['greeting'],
  gates: [],
  sources: [rfc(5321, '4.2'), rfc(5321, '4.3.1')],
  explains:
    'The first word after 220 is the server’s own name (or its address in brackets). Clients use it to notice that they are talking to themselves, and people use it to see which server they reached. Set the host name in the server’s configuration.',
  examples: {
    fires: [
      `
        S: 220 Welcome
      #        ^^^^^^^ information: The greeting should begin with the server’s name: 220, a space, the name, then any text.
      `,
      `
        S: 220 ESMTP ready
      #        ^^^^^ information: The greeting should begin with the server’s name: 220, a space, the name, then any text.
        C: EHLO client.example.org
        S: 250 mx.example.net
      `,
    ],
    silent: ['S: 220 mx.example.net ESMTP', 'S: 220 [192.0.2.1] ESMTP', 'S: 220 **************'],
  },
  check({ session }, report) {
    const found = greetingOf(session);
    if (!found) return;
    const { piece, textAt } = found.reply.lines[0];
    const text = piece.text.slice(textAt).trim();
    const word = /^\S*/.exec(text)?.[0] ?? '';
    const isName = word !== '' && !WORDS.test(word) && /^(?:\[[^\]]+\]|[\w.:-]+[,;]?)$/.test(word);
    if (isName || isMasked(text) || PAINTED.test(piece.text) || /[\u0080-\uffff<{*]/.test(word)) return;
    const at = spanOf(found.reply.lines[0].line, piece, textAt, Math.max(textAt + word.length, Math.min(textAt + 1, piece.text.length)));
    report({
      at: at.to > at.from ? at : replySpan(found.reply),
      message: t('The greeting should begin with the server’s name: 220, a space, the name, then any text.'),
      exchange: found.exchange,
    });
  },
};

export const greetingRules: readonly Rule[] = [greetingMasked, greetingNoDomain];
