import { cite } from '../../knowledge/source';
import { envelopesOf } from '../../session/envelope';
import { lastReply, type Session } from '../../session/model';
import { keywordSpan, offerTo } from '../../session/outcome/offered';
import { refusalOf, slipSeverity, textOfReply, wasAccepted } from '../../session/outcome/refusal';
import { spotIn } from '../../session/spot';
import { decodeXtext } from '../../syntax/xtext';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** A number of LIMITS (RFC 9422 §3): `RCPTMAX=2`. */
function limitOf(limits: string | undefined, name: string): number | null {
  const match = new RegExp(`\\b${name}=(\\d{1,6})\\b`, 'i').exec(limits ?? '');
  return match ? Number(match[1]) : null;
}

const refusesMore = (reply: { code: number; enhanced: string | null }): boolean =>
  reply.code === 452 || reply.code === 552 || reply.code === 451 || /^[45]\.5\.3$/.test(reply.enhanced ?? '');

export const extLimitsExceeded: Rule = {
  id: 'ext-limits-exceeded',
  group: 'extension',
  title: 'More than the server’s announced limit',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['MAIL', 'RCPT'],
  gates: [],
  tier: 3,
  sources: cite('9422 3, 4'),
  explains:
    'With LIMITS the server announces how many recipients it accepts in one transaction (RCPTMAX) and how many transactions in one session (MAILMAX). The client exceeded it. Split the recipients over several transactions, or open another connection.',
  examples: {
    fires: [
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 LIMITS RCPTMAX=2
      #        ~~~~~~~~~~~~~~~~ It says this here.
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: RCPT TO:<c@example.net>
        S: 250 OK
        C: RCPT TO:<d@example.net>
      #    ^^^^^^^^^^^^^^^^^^^^^^^ information: The server accepts 2 recipients in a transaction; this is one more. Send the rest in …
        S: 452 4.5.3 Too many recipients
      `,
    ],
    silent: [
      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 LIMITS RCPTMAX=2\nC: MAIL FROM:<a@example.com>\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK\nC: RCPT TO:<c@example.net>\nS: 250 OK',
    ],
  },
  check({ session, states, open }, report) {
    let recipients = 0;
    let mails = 0;
    for (const { command, exchange, verb } of envelopesOf(session)) {
      const offer = offerTo(session, states, exchange, open('capabilities', exchange));
      const limits = offer?.keywords.get('LIMITS');
      if (verb === 'MAIL') {
        recipients = 0;
        if (wasAccepted(exchange)) mails++;
      } else if (wasAccepted(exchange)) recipients++;
      if (!offer || limits === undefined) continue;
      const name = verb === 'MAIL' ? 'MAILMAX' : 'RCPTMAX';
      const limit = limitOf(limits, name);
      const count = (verb === 'MAIL' ? mails : recipients) + (wasAccepted(exchange) ? 0 : 1);
      if (limit === null || limit === 0 || count <= limit) continue;
      const at = keywordSpan(offer, 'LIMITS');
      report({
        at: spotIn(command),
        message:
          verb === 'MAIL'
            ? t('The server accepts {0} transactions in a session; this is one more. Open another connection.', limit)
            : t('The server accepts {0} recipients in a transaction; this is one more. Send the rest in another.', limit),
        exchange,
        severity: slipSeverity(exchange, refusesMore) ?? (refusalOf(exchange)?.code === 452 ? 'information' : undefined),
        related: at ? [{ at, message: t('It says this here.') }] : [],
      });
      return;
    }
  },
};

export const extOrcptMismatch: Rule = {
  id: 'ext-orcpt-mismatch',
  group: 'extension',
  title: 'Original recipient differs from the recipient',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['parameter'],
  gates: [],
  tier: 5,
  sources: cite('3461 4.2'),
  explains:
    'ORCPT names the address as the sender wrote it; here it differs from the one in RCPT. That is correct after forwarding or an alias, and delivery notices then name the first. If nothing was forwarded, the program mixed up two recipients.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@example.net> ORCPT=rfc822;c@example.net
      #                            ^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: ORCPT names another address than RCPT. That is correct after …
        S: 250 OK
      `,
    ],
    silent: ['C: RCPT TO:<b+x@example.net> ORCPT=rfc822;b+2Bx@example.net\nS: 250 OK', 'C: RCPT TO:<b@example.net>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { command, exchange, parameters, argument, masked } of envelopesOf(session)) {
      const parameter = parameters.find((one) => one.name === 'ORCPT');
      const value = parameter?.value?.text ?? '';
      if (!parameter || masked || !argument.mailbox?.host || !/^rfc822;/i.test(value)) continue;
      const original = decodeXtext(value.slice(7));
      if (original === '' || original.toLowerCase() === argument.mailbox.text.toLowerCase() || /[*…]|\.\.\./.test(original)) continue;
      report({
        at: spotIn(command, parameter.from, parameter.to),
        message: t('ORCPT names another address than RCPT. That is correct after forwarding; otherwise two recipients were mixed up.'),
        exchange,
      });
    }
  },
};

export const extPipeliningUnused: Rule = {
  id: 'ext-pipelining-unused',
  group: 'extension',
  title: 'PIPELINING is offered and not used',
  severity: 'off',
  since: '0.1.0',
  kind: 'note',
  on: ['RCPT'],
  gates: ['order'],
  tier: 5,
  sources: cite('2920 3.1'),
  explains:
    'The server offers PIPELINING, and the client waits for each reply before it sends the next recipient. Over a slow connection that costs a round trip for each. Send the RCPT commands together and read the replies afterwards.',
  examples: {
    fires: [
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 PIPELINING
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<b0@example.net>
        S: 250 OK
        C: RCPT TO:<b1@example.net>
        S: 250 OK
        C: RCPT TO:<b2@example.net>
        S: 250 OK
        C: RCPT TO:<b3@example.net>
        S: 250 OK
        C: RCPT TO:<b4@example.net>
        S: 250 OK
        C: RCPT TO:<b5@example.net>
        S: 250 OK
        C: RCPT TO:<b6@example.net>
        S: 250 OK
        C: RCPT TO:<b7@example.net>
        S: 250 OK
        C: RCPT TO:<b8@example.net>
        S: 250 OK
        C: RCPT TO:<b9@example.net>
      #    ^^^^^^^^^^^^^^^^^^^^^^^^ hint: The server offers PIPELINING: these recipients could have been sent together.
        S: 250 OK
        C: RCPT TO:<b10@example.net>
        S: 250 OK
        C: RCPT TO:<b11@example.net>
        S: 250 OK
      `,
    ],
    silent: [
      `C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 PIPELINING\nC: MAIL FROM:<a@example.com>\nS: 250 OK\n${Array.from({ length: 9 }, (_, n) => `C: RCPT TO:<b${n}@example.net>\nS: 250 OK`).join('\n')}`,

      'C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 PIPELINING\nC: MAIL FROM:<a@example.com>\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK',
    ],
  },
  check({ session, states }, report) {
    let run = 0;
    for (const exchange of session.exchanges) {
      const waited = exchange.command?.verb === 'RCPT' && !exchange.pipelined && lastReply(exchange) !== undefined;
      run = waited && states[exchange.index]?.capabilities?.has('PIPELINING') ? run + 1 : 0;
      if (run < 10 || !exchange.command) continue;
      report({
        at: spotIn(exchange.command),
        message: t('The server offers PIPELINING: these recipients could have been sent together.'),
        exchange,
      });
      return;
    }
  },
};

const GARBAGE = /^(?:5(?:00|03|54)|421)/;

export const extChunkingTrap: Rule = {
  id: 'ext-chunking-trap',
  group: 'extension',
  title: 'CHUNKING probably broken on the way',
  severity: 'information',
  since: '0.1.0',
  kind: 'note',
  on: ['BDAT'],
  gates: [],
  tier: 5,
  sources: cite('3030 2', 'Postfix BDAT_README'),
  explains:
    'The server offered CHUNKING, the client sent BDAT, and then came a timeout or an error that makes no sense. Chunking is broken in some servers and in many firewalls that inspect SMTP. Try again with DATA: in Postfix with smtp_discard_ehlo_keywords = chunking.',
  examples: {
    fires: [
      `
        C: EHLO client.example.com
        S: 250-mx.example.net
        S: 250 CHUNKING
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<b@example.net>
        S: 250 OK
        C: BDAT 4 LAST
      #    ^^^^ information: BDAT got no sensible answer. Chunking is broken in some servers and firewalls; try again with DATA.
        C: Hi
        S: 421 4.4.2 timeout exceeded
      `,
      `
        C: BDAT 9 LAST
      #    ^^^^ information: BDAT got no sensible answer. Chunking is broken in some servers and firewalls; try again with DATA.
        (connection timed out)
      `,
    ],
    silent: ['C: BDAT 4 LAST\nC: Hi\nS: 250 2.0.0 OK', 'C: DATA\nS: 421 4.4.2 timeout exceeded'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (command?.verb !== 'BDAT' || exchange.kind !== 'command') continue;
      const reply = lastReply(exchange);
      const silent = !reply && closedAfter(session, exchange.index);
      if (
        !silent &&
        !(
          reply &&
          GARBAGE.test(String(reply.code)) &&
          /time|idle|unrecogni|unknown command|syntax/i.test(textOfReply(reply)) &&
          reply.code === 421
        )
      )
        continue;
      report({
        at: spotIn(command, command.verbFrom, command.verbTo),
        message: t('BDAT got no sensible answer. Chunking is broken in some servers and firewalls; try again with DATA.'),
        exchange,
      });
      return;
    }
  },
};

/** The connection broke after this exchange, by a mark that says so. */
const closedAfter = (session: Session, index: number): boolean =>
  index === session.exchanges.length - 1 &&
  session.marks.some(
    (mark) => (mark.kind === 'close' || mark.kind === 'note') && mark.after >= index && /time|clos|lost|drop|reset/i.test(mark.text),
  );
