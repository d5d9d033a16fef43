import { isVerb } from '../../knowledge';
import { cite } from '../../knowledge/source';
import { envelopesOf } from '../../session/envelope';
import { fixes, replaceIn, spotIn } from '../../session/spot';
import { commandLikeness, readCommandLine } from '../../syntax/command-line';
import { looksLikeReply } from '../../syntax/reply-line';
import { t } from '../../text/l10n';
import { spanOf } from '../../text/span';
import type { Rule } from '../rule';

export const ambiguousDirectionMarker: Rule = {
  id: 'ambiguous-direction-marker',
  group: 'style',
  title: 'Line without a mark of its side',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['any'],
  gates: [],
  tier: 0,
  sources: cite('5321 D'),
  explains:
    'The other lines of this transcript say which side spoke; this one does not. Its words show that it belongs to the dialogue, but a reader has to guess. Put the mark before it, such as C: or S:.',
  examples: {
    fires: [
      `
        S: 220 mx.example.net ESMTP
        EHLO client.example.com
      # ^^^^^^^^^^^^^^^^^^^^^^^ hint: This line does not say which side spoke, as the others do. Put the mark before it.
        S: 250 mx.example.net
      `,
    ],
    silent: ['S: 220 mx.example.net ESMTP\nC: EHLO client.example.com\nS: 250 mx.example.net'],
  },
  check({ session, unread }, report) {
    if (session.interleaved) return;
    for (const { line, piece } of unread()) {
      const parts = readCommandLine(piece.text);
      const said =
        parts !== null && isVerb(parts.verb) && commandLikeness(piece.text) > 0 && !/^[EHL]{2}LO[ \t]+\S+[ \t]+\S/i.test(piece.text);
      if (!said && !/^[2-5]\d\d[ -]\S/.test(piece.text)) continue;
      report({ at: spanOf(line, piece), message: t('This line does not say which side spoke, as the others do. Put the mark before it.') });
    }
  },
};

export const mixedDialects: Rule = {
  id: 'mixed-dialects',
  group: 'style',
  title: 'Two kinds of side marks in one session',
  severity: 'hint',
  since: '0.1.0',
  kind: 'note',
  on: ['any'],
  gates: [],
  tier: 0,
  sources: cite('5321 D'),
  explains:
    'One session marks its sides in two ways, such as C: in one place and >>> in another. It was put together from two sources, and the order of its lines is not certain. Mark all lines in one way.',
  examples: {
    fires: [
      `
        S: 220 mx.example.net ESMTP
        C: EHLO client.example.com
        S: 250 mx.example.net
        C: >>> MAIL FROM:<a@example.com>
      #    ^^^ hint: There is a second side mark here: the session was probably put together from two sources.
        S: 250 OK
      `,
      `
        C: EHLO client.example.com
        S: 250 mx.example.net
        >>> MAIL FROM:<a@example.com>
      # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: This line marks its side in another way than the session does, and was not read. (2 times in …
        <<< 250 OK
      # ~~~~~~~~~~ This line marks its side in another way than the session does, and was not read.
        C: QUIT
        S: 221 Bye
      `,
    ],
    silent: ['S: 220 mx.example.net ESMTP\nC: EHLO client.example.com\nS: 250 mx.example.net'],
  },
  check({ session, unread }, report) {
    const marks = /^(?:>>>|<<<|-->|<--|[-=~<> *]{1,3}[>|] |[CS]: |> |< )[ \t]{0,4}/;
    for (const exchange of session.exchanges) {
      const { command, kind } = exchange;
      if (kind !== 'command' || !command || command.masked) continue;
      const match = marks.exec(command.piece.text);
      if (!match || commandLikeness(command.piece.text.slice(match[0].length)) !== 2) continue;
      report({
        at: spotIn(command, 0, match[0].trimEnd().length),
        message: t('There is a second side mark here: the session was probably put together from two sources.'),
        exchange,
        fixes: fixes(t('Delete the second mark'), replaceIn(command, 0, match[0].length, '')),
      });
    }
    for (const { line, piece } of unread()) {
      const match = marks.exec(piece.text);
      const rest = match ? piece.text.slice(match[0].length) : '';
      if (match && (commandLikeness(rest) === 2 || looksLikeReply(rest))) {
        report({
          at: spanOf(line, piece),
          message: t('This line marks its side in another way than the session does, and was not read.'),
        });
      }
    }
  },
};

const EXAMPLE = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$/i;

export const exampleDomainHint: Rule = {
  id: 'example-domain-hint',
  group: 'style',
  title: 'Real domain among examples',
  severity: 'off',
  since: '0.1.0',
  kind: 'note',
  on: ['MAIL', 'RCPT'],
  gates: [],
  tier: 5,
  sources: cite('2606 2, 3'),
  explains:
    'The transcript uses the domains that are reserved for examples, and this one is not one of them. A real domain in documentation gets mail and questions that its owner does not want. Use example.com, example.net, example.org or a name under .example.',
  examples: {
    fires: [
      `
        C: MAIL FROM:<a@example.com>
        S: 250 OK
        C: RCPT TO:<bob@realcorp.tld>
      #                 ^^^^^^^^^^^^ hint: This is not an example domain; use example.com, example.net or example.org.
        S: 250 OK
      `,
      `
        C: RCPT TO:<bob@realcorp.tld>
      #                 ^^^^^^^^^^^^ hint: This is not an example domain; use example.com, example.net or example.org.
        S: 250 OK
      `,
    ],
    silent: ['C: MAIL FROM:<a@example.com>\nS: 250 OK\nC: RCPT TO:<b@example.net>\nS: 250 OK', 'C: RCPT TO:<b@mail.example>\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { argument, command, exchange, masked } of envelopesOf(session)) {
      const host = argument.mailbox?.host;
      if (!host || masked || argument.mailbox?.literal || EXAMPLE.test(host.text) || !host.text.includes('.')) continue;
      report({
        at: spotIn(command, host.from, host.to),
        message: t('This is not an example domain; use example.com, example.net or example.org.'),
        exchange,
      });
    }
  },
};
