import { cite } from '../../knowledge/source';
import { envelopesOf } from '../../session/envelope';
import { refusesAddress, slipSeverity } from '../../session/outcome/refusal';
import { fixes, replaceIn, spotIn } from '../../session/spot';
import { type LocalProblem, needlesslyQuoted } from '../../syntax/mailbox';
import { isMaskedAddress } from '../../syntax/masked';
import { isPlaceholderAddress } from '../../syntax/placeholder';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

export const addressNoDomain: Rule = {
  id: 'address-no-domain',
  group: 'command-syntax',
  title: 'Address without a domain',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-path'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.2, 2.3.5'),
  explains:
    'An address in the envelope is local-part@domain; only postmaster may be used alone, in RCPT. Some servers add their own domain for local programs; others answer 504, 550 or 553. Write the full address.',
  examples: {
    fires: [
      `
        C: RCPT TO:<bob>
      #             ^^^ error: The address has no @domain. Only postmaster may be used alone; write the full address.
        S: 550 5.1.1 User unknown
      `,
      `
        C: MAIL FROM:<root>
      #               ^^^^ error: The address has no @domain. Only postmaster may be used alone; write the full address.
        S: 504 5.5.2 <root>: Sender address rejected: need fully-qualified address
      `,
    ],
    silent: [
      'C: RCPT TO:<Postmaster>\nS: 250 OK',
      'C: RCPT TO:<bob@example.net>\nS: 550 5.1.1 User unknown',
      'C: RCPT TO:<redacted>\nS: 550 5.1.1 User unknown',
    ],
  },
  check({ session }, report) {
    for (const { argument, command, exchange, masked, verb } of envelopesOf(session)) {
      const { mailbox } = argument;
      if (!mailbox || mailbox.host || masked || isPlaceholderAddress(mailbox.text) || isMaskedAddress(mailbox.text)) continue;
      if (verb === 'RCPT' && /^postmaster$/i.test(mailbox.text)) continue;
      if (session.protocol === 'lmtp' || mailbox.text.startsWith('=') || argument.problems.some((problem) => problem.kind === 'no-keyword'))
        continue;
      report({
        at: spotIn(command, mailbox.from, mailbox.to),
        message: t('The address has no @domain. Only postmaster may be used alone; write the full address.'),
        exchange,
        severity: slipSeverity(exchange, refusesAddress),
      });
    }
  },
};

export const addressPlaceholder: Rule = {
  id: 'address-placeholder',
  group: 'command-syntax',
  title: 'Variable that was not filled in',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-path'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.2'),
  explains:
    'The address is a template variable or the text that a program prints for a missing value: undefined, null, ${to}, {{email}}, [object Object]. Find out where the address should have come from: an unset variable, a misspelled key, a template that was not rendered.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<undefined>
      #               ^^^^^^^^^ warning: The address is a variable that was never filled in. Check where its value should come from.
      `,
      `
        C: RCPT TO:<\${to}>
      #             ^^^^^ error: The address is a variable that was never filled in. Check where its value should come from.
        S: 501 5.1.3 Bad recipient address syntax
      `,
    ],
    silent: ['C: MAIL FROM:<null@example.com>\nS: 250 OK', 'C: MAIL FROM:<a@example.com>', 'C: RCPT TO:<none@example.net>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { argument, command, exchange } of envelopesOf(session)) {
      const { inside } = argument;
      if (inside.text === '' || !isPlaceholderAddress(inside.text) || /^(?:null|nan|undefined)@\S+\.\S/i.test(inside.text)) continue;
      report({
        at: spotIn(command, inside.from, inside.to),
        message: t('The address is a variable that was never filled in. Check where its value should come from.'),
        exchange,
        severity: slipSeverity(exchange, refusesAddress),
      });
    }
  },
};

function localMessage(kind: LocalProblem): string {
  switch (kind) {
    case 'empty':
      return t('The part before the @ is empty.');
    case 'leading-dot':
      return t('The part before the @ begins with a dot; a dot is allowed only between other characters.');
    case 'trailing-dot':
      return t('The part before the @ ends with a dot; a dot is allowed only between other characters.');
    case 'double-dot':
      return t('There are two dots in a row before the @; that is allowed only in quotes.');
    case 'space':
      return t('There is a space before the @; that is allowed only in quotes.');
    case 'unclosed-quote':
      return t('The quotes before the @ are not closed.');
    default:
      return t('There is a character before the @ that is allowed only in quotes.');
  }
}

export const addressLocalSyntax: Rule = {
  id: 'address-local-syntax',
  group: 'command-syntax',
  title: 'Invalid part before the @',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['odd-path'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.2', '5322 3.2.3'),
  explains:
    'Without quotes, the part before the @ may have letters, digits and a few signs, with single dots between them. A dot at its end, two dots in a row, spaces, brackets or commas need quotes around the whole part. Some providers assigned such addresses anyway, and where the server accepted one this is only a hint.',
  examples: {
    fires: [
      `
        C: RCPT TO:<bob..smith@example.net>
      #                ^^ error: There are two dots in a row before the @; that is allowed only in quotes.
        S: 501 5.1.3 Bad recipient address syntax
      `,
      `
        C: RCPT TO:<bob.@example.net>
      #                ^ hint: The part before the @ ends with a dot; a dot is allowed only between other characters.
        S: 250 OK
      `,
    ],
    silent: [
      'C: RCPT TO:<"bob..smith"@example.net>\nS: 250 OK',
      'C: RCPT TO:<bob+tag=x@example.net>\nS: 250 OK',
      'C: RCPT TO:<b...@example.net>\nS: 550 no such user',
    ],
  },
  check({ session }, report) {
    for (const { argument, command, exchange, masked } of envelopesOf(session)) {
      const { mailbox } = argument;
      if (!mailbox?.host || masked || isPlaceholderAddress(mailbox.text)) continue;
      const [problem] = mailbox.local.problems;
      if (!problem || /\\[rn]|%0[ad]/i.test(mailbox.text) || (problem.kind === 'character' && /[\u0000-\u001f]/.test(mailbox.text)))
        continue;
      report({
        at: spotIn(command, problem.from, problem.to),
        message: localMessage(problem.kind),
        exchange,
        severity: slipSeverity(exchange, refusesAddress),
      });
    }
  },
};

export const addressQuotedNeedless: Rule = {
  id: 'address-quoted-needless',
  group: 'command-syntax',
  title: 'Unnecessary quotes in the address',
  severity: 'off',
  since: '0.1.0',
  kind: 'note',
  on: ['odd-path'],
  gates: [],
  tier: 5,
  sources: cite('5321 4.1.2'),
  explains:
    'The part before the @ means the same without its quotes. RFC 5321 asks senders to quote only where it is needed, because some systems compare addresses letter by letter. Remove the quotes.',
  examples: {
    fires: [
      `
        C: RCPT TO:<"bob"@example.net>
      #             ^^^^^ hint: The quotes are not needed here. Remove them.
        S: 250 OK
      `,
    ],
    silent: ['C: RCPT TO:<"b b"@example.net>\nS: 250 OK', 'C: RCPT TO:<bob@example.net>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { argument, command, exchange, masked } of envelopesOf(session)) {
      const local = argument.mailbox?.local;
      if (!local || masked || !needlesslyQuoted(local)) continue;
      report({
        at: spotIn(command, local.from, local.to),
        message: t('The quotes are not needed here. Remove them.'),
        exchange,
        fixes: fixes(t('Remove the quotes'), replaceIn(command, local.from, local.to, local.text.slice(1, -1))),
      });
    }
  },
};
