import { cite } from '../../knowledge/source';
import { envelopesOf } from '../../session/envelope';
import { refusesAddress, slipSeverity } from '../../session/outcome/refusal';
import { spotIn } from '../../session/spot';
import { DOMAIN_LIMIT, LABEL_LIMIT } from '../../syntax/domain';
import { octetsOf } from '../../syntax/problem';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

/** RFC 5321 §4.5.3.1.1 and .3. */
const LOCAL_PART = 64;
const PATH = 256;

export const limitLocalPart: Rule = {
  id: 'limit-local-part',
  group: 'limits',
  title: 'More than 64 octets before the @',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-path'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.5.3.1.1'),
  explains:
    'The part before the @ has at most 64 octets. Addresses that carry codes for bounces (VERP, BATV, SRS) exceed it. Many servers accept them anyway; others answer 501 or 553. Shorten the codes.',
  examples: {
    fires: [
      `
        C: RCPT TO:<${'a'.repeat(65)}@example.net>
      #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The part before the @ has 65 octets; 64 are …
        S: 501 5.1.3 Bad recipient address syntax
      `,
    ],
    silent: [`C: RCPT TO:<${'a'.repeat(64)}@example.net>\nS: 250 OK`],
  },
  check({ session }, report) {
    for (const { argument, command, exchange, masked } of envelopesOf(session)) {
      const local = argument.mailbox?.local;
      const octets = local ? octetsOf(local.text) : 0;
      if (!local || masked || !argument.mailbox?.host || octets <= LOCAL_PART) continue;
      report({
        at: spotIn(command, local.from, local.to),
        message: t('The part before the @ has {0} octets; {1} are allowed.', octets, LOCAL_PART),
        exchange,
        severity: slipSeverity(exchange, refusesAddress),
      });
    }
  },
};

export const limitDomainOrLabel: Rule = {
  id: 'limit-domain-or-label',
  group: 'limits',
  title: 'Domain name that is too long',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-path'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.5.3.1.2', '1035 2.3.4'),
  explains:
    'A domain name has at most 255 octets, and each label between two dots at most 63. No such name can exist in the DNS, and the address is wrong: perhaps two lines were joined.',
  examples: {
    fires: [
      `
        C: RCPT TO:<b@${'a'.repeat(64)}.example>
      #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: This label of the domain has more than 63 …
        S: 501 5.1.3 Bad recipient address syntax
      `,
    ],
    silent: [
      `C: RCPT TO:<b@${'c'.repeat(63)}.${'y'.repeat(63)}.${'z'.repeat(63)}.${'w'.repeat(63)}>\nS: 501 5.1.3 Bad recipient address syntax`,
      `C: RCPT TO:<b@${'a'.repeat(63)}.example>\nS: 250 OK`,
    ],
  },
  check({ session }, report) {
    for (const { argument, command, exchange, masked } of envelopesOf(session)) {
      const problem = argument.mailbox?.domain?.problems.find((one) => one.kind === 'long' || one.kind === 'label-long');
      if (!problem || masked) continue;
      report({
        at: spotIn(command, problem.from, problem.to),
        message:
          problem.kind === 'long'
            ? t('The domain has more than {0} octets, which no domain name may have.', DOMAIN_LIMIT)
            : t('This label of the domain has more than {0} octets, which no domain name may have.', LABEL_LIMIT),
        exchange,
        severity: slipSeverity(exchange, refusesAddress),
      });
    }
  },
};

export const limitPath: Rule = {
  id: 'limit-path',
  group: 'limits',
  title: 'Path longer than 256 octets',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-path'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.5.3.1.3'),
  explains:
    'A path, with its brackets and its dots, has at most 256 octets; servers need not accept a longer one. Such an address is almost always an accident: a list, a whole header field or a piece of the message got into the envelope.',
  examples: {
    fires: [
      `
        C: RCPT TO:<${'b'.repeat(64)}@${'c'.repeat(63)}.${'y'.repeat(63)}.${'z'.repeat(62)}>
      #            ^^… error: The path has 257 octets; 256 are allowed.
        S: 501 5.1.3 Bad recipient address syntax
      `,
    ],
    silent: [
      `C: RCPT TO:<${'b'.repeat(64)}@${'c'.repeat(63)}.${'y'.repeat(63)}.${'z'.repeat(61)}>\nS: 501 5.1.3 Bad recipient address syntax`,
      'C: RCPT TO:<b@example.net>\nS: 250 OK',
    ],
  },
  check({ session }, report) {
    for (const { argument, command, exchange, masked } of envelopesOf(session)) {
      const octets = octetsOf(argument.path.text);
      if (masked || octets <= PATH || argument.problems.some((problem) => problem.kind === 'several' || problem.kind === 'display-name'))
        continue;
      report({
        at: spotIn(command, argument.path.from, argument.path.to),
        message: t('The path has {0} octets; {1} are allowed.', octets, PATH),
        exchange,
        severity: slipSeverity(exchange, refusesAddress),
      });
    }
  },
};
