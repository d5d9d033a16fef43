import { cite } from '../../knowledge/source';
import { lastReply } from '../../session/model';
import { textOfReply, wasAccepted } from '../../session/outcome/refusal';
import { fieldsOf, fieldValue, messagesOf } from '../../session/reading/messages';
import { replySpan } from '../../session/spans';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

const HOPS = 100;
const MANY_HOPS = 30;

/** The Received fields of a drawn example: as many, of so many hosts in turn. */
const received = (count: number, hosts: number): string =>
  Array.from({ length: count }, (_, at) => `        C: Received: from a.example by b${at % hosts}.example`).join('\n');

export const limitReceivedLoop: Rule = {
  id: 'limit-received-loop',
  group: 'limits',
  title: 'Message in a loop',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['message', 'refusal'],
  gates: [],
  tier: 2,
  sources: cite('5321 6.3', '3463 3.5'),
  explains:
    'Every server adds a Received field. When there are too many, the message is in a loop and is refused with 554 5.4.6. Two servers each think that the other one is responsible: check relay host, MX, aliases and forwarding of both.',
  examples: {
    fires: [
      `
        C: DATA
        S: 354 Go ahead
        C: Subject: hi
        C: .
        S: 554 5.4.6 Too many hops
      #    ^^^^^^^^^^^^^^^^^^^^^^^ warning: The message is in a loop: two servers each pass it to the other. Check relay host, MX, …
      `,
      `
        C: RCPT TO:<b@example.net>
        S: 554 5.4.6 Routing loop detected
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: The message is in a loop: two servers each pass it to the other. Check relay host, …
      `,
      `
        C: DATA
        S: 354 Go ahead
        C: Received: from a.example by b0.example
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: The message has 101 Received fields: it is in a loop. Check relay host, MX, aliases and forwarding.
${received(100, 100)}
        C: Subject: hi
        C:
        C: Hi
        C: .
        S: 250 OK
      `,
      `
        C: DATA
        S: 354 Go ahead
        C: Received: from a.example by b0.example
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: The message has 30 Received fields: it is in a loop. Check relay host, MX, aliases and forwarding.
${received(29, 10)}
        C: Subject: hi
        C:
        C: Hi
        C: .
        S: 250 OK
      `,
    ],
    silent: [
      `
        C: DATA
        S: 354 Go ahead
${received(100, 100)}
        C: Subject: hi
        C:
        C: Hi
        C: .
        S: 250 OK
      `,
      `
        C: DATA
        S: 354 Go ahead
${received(29, 5)}
        C: Subject: hi
        C:
        C: Hi
        C: .
        S: 250 OK
      `,
      `
        C: DATA
        S: 354 Go ahead
${received(30, 15)}
        C: Subject: hi
        C:
        C: Hi
        C: .
        S: 250 OK
      `,
      'C: DATA\nS: 354 Go ahead\nC: Received: from a.example by b.example\nC: Subject: hi\nC: \nC: Hi\nC: .\nS: 250 OK',
    ],
  },
  check({ session, mailData }, report) {
    for (const exchange of session.exchanges) {
      const reply = lastReply(exchange);
      if (
        !reply ||
        reply.code < 400 ||
        !(
          reply.enhanced?.slice(1) === '.4.6' ||
          /too many hops|mail loop|routing loop|loops? back to myself|hop count exceeded/i.test(textOfReply(reply))
        )
      )
        continue;
      report({
        at: replySpan(reply),
        message: t('The message is in a loop: two servers each pass it to the other. Check relay host, MX, aliases and forwarding.'),
        exchange,
      });
      return;
    }
    for (const message of messagesOf(session, mailData)) {
      const hops = fieldsOf(message, 'received');
      if (hops.length < MANY_HOPS) continue;
      const hosts = new Map<string, number>();
      for (const hop of hops) {
        const by = /\bby\s{1,4}([A-Za-z0-9.-]{1,255})/.exec(fieldValue(message, hop))?.[1].toLowerCase();
        if (by) hosts.set(by, (hosts.get(by) ?? 0) + 1);
      }
      if (hops.length <= HOPS && Math.max(0, ...hosts.values()) < 3) continue;
      report({
        at: spanOf(hops[0].at.line, hops[0].at.piece),
        message: t('The message has {0} Received fields: it is in a loop. Check relay host, MX, aliases and forwarding.', hops.length),
        exchange: message.exchange,
        severity: wasAccepted(message.exchange) ? 'hint' : undefined,
      });
    }
  },
};
