import { enhancedCode, enhancedSubject } from '../../knowledge';
import { page, rfc } from '../../knowledge/source';
import type { Exchange, Reply, ReplyLine, Session } from '../../session/model';
import { textOfReply } from '../../session/outcome/refusal';
import { codeSpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Span } from '../../text/span';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

const REGISTRY = page('IANA: SMTP Enhanced Status Codes', 'https://www.iana.org/assignments/smtp-enhanced-status-codes');

const at = ({ line, piece, enhanced, enhancedAt }: ReplyLine): Span =>
  spanOf(line, piece, enhancedAt, enhancedAt + (enhanced?.length ?? 0));

/** Replies with an enhanced code of their own class, and the first line that has it. */
function* coded(session: Session): Generator<{ exchange: Exchange; reply: Reply; line: ReplyLine; enhanced: string }> {
  for (const exchange of session.exchanges)
    for (const reply of exchange.replies) {
      const line = reply.lines.find(({ enhanced }) => enhanced !== null);
      if (line?.enhanced && line.enhanced[0] === String(line.code)[0]) yield { exchange, reply, line, enhanced: line.enhanced };
    }
}

const enhUnregistered: Rule = {
  id: 'enh-unregistered',
  group: 'enhanced-code',
  title: 'Unregistered enhanced code',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['enhanced'],
  gates: [],
  sources: [rfc(5248, '2'), REGISTRY],
  explains:
    'The registry of enhanced status codes does not list this one, and the large providers are not known to use it. Programs can go only by its first two numbers. A server should use a registered code, X.Y.0 where nothing fits.',
  examples: {
    fires: [
      `
        S: 550 5.9.9 no
      #        ^^^^^ hint: 5.9.9 is not registered, and neither is its subject.
      `,
      `
        C: RCPT TO:<b@example.net>
        S: 550 5.1.77 no
      #        ^^^^^^ hint: 5.1.77 is not registered. Its subject, X.1, is: Addressing.
      `,
    ],
    silent: ['C: RCPT TO:<b@example.net>\nS: 550 5.1.1 no', 'C: RCPT TO:<b@example.net>\nS: 550 5.1.0 no'],
  },
  check({ session }, report) {
    for (const { exchange, line, enhanced } of coded(session)) {
      if (enhancedCode(enhanced)) continue;
      const [, subject] = enhanced.split('.');
      const row = enhancedSubject(Number(subject));
      report({
        at: at(line),
        message: row
          ? t('{0} is not registered. Its subject, X.{1}, is: {2}.', enhanced, subject, t(row.title))
          : t('{0} is not registered, and neither is its subject.', enhanced),
        exchange,
      });
    }
  },
};

/**
 * Pairs that the registry does not list and that Postfix (postconf(5), the defaults of `*_reject_code`; smtpd_check.c) and Exim
 * (smtp_in.c) send as they are installed: no administrator can change them.
 */
const CUSTOM: Readonly<Record<string, readonly number[]>> = {
  '4.1.1': [450],
  '4.1.2': [450],
  '4.1.7': [450],
  '4.1.8': [450],
  '4.3.0': [421, 450, 451],
  '4.3.2': [421, 450, 451],
  '4.3.5': [450, 451],
  '4.4.2': [421],
  '4.5.1': [450],
  '4.7.0': [421, 450, 451, 454],
  '4.7.1': [450, 451, 454],
  '4.2.1': [450, 451],
  '4.2.2': [450, 451, 452],
  '5.1.0': [550, 553, 554],
  '5.1.1': [550, 553, 554],
  '5.1.2': [550, 554],
  '5.1.3': [501, 550, 553],
  '5.1.7': [501, 550, 553],
  '5.1.8': [501, 550, 553, 554],
  '5.2.1': [550, 554],
  '5.2.2': [550, 552, 554],
  '5.3.4': [552, 554],
  '5.4.1': [550, 554],
  '5.5.0': [503, 550, 554],
  '5.5.1': [500, 501, 502, 503, 530, 554],
  '5.5.2': [500, 501, 502, 504],
  '5.5.3': [550, 554],
  '5.5.4': [500, 501, 503, 504, 550, 554, 555],
  '5.6.0': [550, 554],
  '5.7.0': [530, 550, 554],
  '5.7.1': [550, 553, 554],
};

const enhBasicUnusual: Rule = {
  id: 'enh-basic-unusual',
  group: 'enhanced-code',
  title: 'Enhanced code with an unusual reply code',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['enhanced'],
  gates: [],
  sources: [rfc(5248, '2.4'), REGISTRY],
  explains:
    'The registry names the reply codes that an enhanced code goes with, and this is not one of them. It is not forbidden, and the first digits agree. But a client that goes by the reply code may take a refused login for a refused message.',
  examples: {
    fires: [
      `
        S: 550 5.7.8 auth failed
      #        ^^^^^ hint: 5.7.8 usually goes with 535, 554, not with 550.
      `,
      `
        C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE
        S: 550 5.7.8 auth failed
      #        ^^^^^ hint: 5.7.8 usually goes with 535, 554, not with 550.
      `,
    ],
    silent: ['C: AUTH PLAIN AGFsaWNlAFJFREFDVEVE\nS: 535 5.7.8 auth failed', 'C: RCPT TO:<b@example.net>\nS: 550 5.1.1 no such user'],
  },
  check({ session }, report) {
    for (const { exchange, line, enhanced } of coded(session)) {
      const row = enhancedCode(enhanced);
      // A code of the other class has its own reply codes, which the registry lists in one row.
      const usual = row?.unregistered ? [] : (row?.basic.filter((code) => String(code)[0] === enhanced[0]) ?? []);
      if (usual.length === 0 || usual.includes(line.code) || CUSTOM[enhanced]?.includes(line.code)) continue;
      report({ at: at(line), message: t('{0} usually goes with {1}, not with {2}.', enhanced, usual.join(', '), line.code), exchange });
    }
  },
};

const AGAIN = /\b(?:try|come back|retry|resend) (?:it )?(?:again|later)|\btemporar(?:y|ily)\b|\bplease retry\b/i;
const NEVER = /\bpermanent(?:ly)?\b|\bdo not (?:retry|try again)|\bfor good\b/i;

const enhExchangeVsTemp: Rule = {
  id: 'enh-exchange-vs-temp',
  group: 'enhanced-code',
  title: 'The words say the opposite of the code',
  severity: 'off',
  since: '0.1.0',
  kind: 'note',
  tier: 5,
  on: ['refusal'],
  gates: [],
  sources: [rfc(3463, '3.1'), rfc(5321, '4.2.1')],
  explains:
    'The text asks to try again although the code is permanent, or calls permanent what the code calls temporary. Clients go by the code: after a 5xx they return the message. The server’s administrator should make the two agree.',
  examples: {
    fires: [
      `
        S: 550 5.7.0 Try again later
      #    ^^^ hint: The text asks to try again, but 550 is permanent: clients return the message.
      `,
      `
        C: RCPT TO:<b@example.net>
        S: 450 4.7.1 Permanently blocked
      #    ^^^ hint: The text calls it permanent, but 450 is temporary: clients try again.
      `,
    ],
    silent: ['C: RCPT TO:<b@example.net>\nS: 450 4.7.1 Try again later', 'C: RCPT TO:<b@example.net>\nS: 550 5.7.1 Permanently blocked'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges)
      for (const reply of exchange.replies) {
        if (reply.code < 400 || reply.code > 599) continue;
        const text = textOfReply(reply).slice(0, 1000);
        if (!(reply.code >= 500 ? AGAIN.test(text) && !NEVER.test(text) : NEVER.test(text) && !AGAIN.test(text))) continue;
        report({
          at: codeSpan(reply),
          message:
            reply.code >= 500
              ? t('The text asks to try again, but {0} is permanent: clients return the message.', reply.code)
              : t('The text calls it permanent, but {0} is temporary: clients try again.', reply.code),
          exchange,
        });
      }
  },
};

export const registryRules: readonly Rule[] = [enhUnregistered, enhBasicUnusual, enhExchangeVsTemp];
