import { rfc } from '../../knowledge/source';
import type { Exchange, Reply } from '../../session/model';
import { nameOf } from '../../session/model';
import { troublesOf } from '../../session/outcome/trouble';
import { replySpan } from '../../session/spans';
import { t } from '../../text/l10n';
import type { Rule } from '../rule';

interface Word {
  readonly said: RegExp;
  /** The exchanges that it may answer. */
  readonly of: RegExp;
  /** What it answers. */
  readonly name: string;
}

/**
 * Words of servers that only ever answer one command. "need MAIL" is not among those of MAIL: it answers a RCPT or a DATA and names what
 * was missing.
 */
const WORDS: readonly Word[] = [
  { said: /^503\b.{0,60}\bneed MAIL (?:before RCPT|command)\b/i, of: /^(?:RCPT|DATA|BDAT|VRFY|ETRN)$/, name: 'RCPT' },
  {
    said: /^503\b.{0,60}\bneed RCPT\b|^503\b.{0,40}valid RCPT command must precede DATA|^554\b.{0,30}\bno valid recipients\b/i,
    of: /^(?:DATA|BDAT|data)$/,
    name: 'DATA',
  },
  { said: /^5\d\d\b.{0,300}\bRecipient address rejected\b/i, of: /^(?!(?:MAIL|EHLO|HELO)$)/, name: 'RCPT' },
  { said: /^503\b.{0,40}\bnested MAIL\b|^503\b.{0,40}\bsender already (?:given|specified)\b/i, of: /^MAIL$/, name: 'MAIL' },
  { said: /^250\b.{0,10}2\.1\.0\b.{0,120}\bsender ok\b/i, of: /^(?:MAIL|SEND|SOML|SAML)$/, name: 'MAIL' },
  { said: /^250\b.{0,10}2\.1\.5\b.{0,120}\brecipient ok\b/i, of: /^RCPT$/, name: 'RCPT' },
  { said: /^250\b.{0,10}2\.0\.0\b.{0,20}\bqueued as\b|^250\b.{0,10}\bOK id=[\w-]{6,}/i, of: /^(?:data|BDAT|BURL)$/, name: 'data' },
  { said: /^250\b.{0,10}2\.0\.0\b.{0,20}\b(?:reset state|flushed)\b/i, of: /^(?:RSET|NOOP)$/, name: 'RSET' },
];

const called = (name: string): string => (name === 'data' ? t('the end of the message') : name);

const textOf = (reply: Reply): string => reply.lines[reply.lines.length - 1].piece.text;

/** The command that a reply names, where it is not the one that the reply is paired with. */
function namesOther(exchange: Exchange, reply: Reply): Word | undefined {
  const name = nameOf(exchange);
  const text = textOf(reply);
  return WORDS.find((word) => word.said.test(text) && !word.of.test(name));
}

const replyNamesOtherCommand: Rule = {
  id: 'reply-names-other-command',
  group: 'pairing',
  title: 'Reply that names another command',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  tier: 4,
  on: ['any'],
  gates: ['pair', 'both'],
  sources: [rfc(2920, '3.2')],
  explains:
    'The words of this reply belong to another command than the one above it. Usually a reply was lost, or there was one too many, and client and server are out of step; or a line is missing in the text. Count commands and replies from the beginning of the session: the first place where they differ is the cause.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
        S: 503 5.5.1 Error: need MAIL before RCPT
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: These words answer RCPT, but the reply comes after MAIL: replies and commands …
      `,
      `
        C: EHLO client.example.org
        S: 250 mx.example.net
        C: NOOP
        S: 250 2.0.0 Ok: queued as 1A2B3C
      #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: These words answer the end of the message, but the reply comes after NOOP: replies and …
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: [
      'C: RCPT TO:<b@example.net>\nS: 503 5.5.1 Error: need MAIL before RCPT',
      'C: DATA\nS: 554 5.5.1 Error: no valid recipients',
      'C: MAIL FROM:<a@example.com>\nS: 250 2.1.0 a@example.com... Sender ok',
    ],
  },
  check({ session }, report) {
    if (troublesOf(session).some((trouble) => trouble.kind !== 'closing' && trouble.kind !== 'duplicate')) return;
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (!command || command.masked || exchange.kind === 'auth' || nameOf(exchange) === '?' || nameOf(exchange).startsWith('X')) continue;
      for (const reply of exchange.replies) {
        const word = namesOther(exchange, reply);
        if (!word) continue;
        report({
          at: replySpan(reply),
          message: t(
            'These words answer {0}, but the reply comes after {1}: replies and commands are out of step.',
            called(word.name),
            called(nameOf(exchange)),
          ),
          exchange,
          reply,
        });
        return;
      }
    }
  },
};

export const nameRules: readonly Rule[] = [replyNamesOtherCommand];
