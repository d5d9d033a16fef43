import { cite } from '../../knowledge/source';
import type { Exchange, Session } from '../../session/model';
import { refusalOf, slipSeverity, textOfReply, wasAccepted } from '../../session/outcome/refusal';
import { codeSpan } from '../../session/spans';
import { fixes, guesses, replaceIn, spotIn } from '../../session/spot';
import { type Bdat, type BdatProblem, readBdat } from '../../syntax/bdat';
import { octetsOf } from '../../syntax/problem';
import { t } from '../../text/l10n';
import type { DataLine, Rule } from '../rule';

function* chunks(session: Session): Generator<{ exchange: Exchange; command: NonNullable<Exchange['command']>; bdat: Bdat }> {
  for (const exchange of session.exchanges) {
    const { command, kind } = exchange;
    if (kind !== 'command' || command?.verb !== 'BDAT' || command.masked || command.elided) continue;
    yield { exchange, command, bdat: readBdat(command.piece.text, command.argumentAt) };
  }
}

function syntaxMessage(kind: BdatProblem): string {
  switch (kind) {
    case 'no-size':
      return t('BDAT needs the number of octets that follow.');
    case 'last-first':
      return t('LAST comes after the number: BDAT 10 LAST.');
    case 'last-glued':
      return t('There must be a space between the number and LAST.');
    case 'junk':
      return t('Only LAST may follow the number.');
    default:
      return t('The size of a chunk is a plain decimal number of octets.');
  }
}

export const bdatSyntax: Rule = {
  id: 'bdat-syntax',
  group: 'command-syntax',
  title: 'Invalid BDAT command',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['BDAT'],
  gates: [],
  tier: 2,
  sources: cite('3030 2'),
  explains:
    'BDAT takes the number of octets of the chunk as a plain decimal, and LAST after it for the last chunk: BDAT 10 LAST. A server that cannot read the number does not know where the chunk ends. Everything after it is out of step, and most servers close the connection.',
  examples: {
    fires: [
      `
        C: BDAT LAST 10
      #         ^^^^^^^ error: LAST comes after the number: BDAT 10 LAST.
        S: 501 5.5.4 Syntax error
      `,
      `
        C: BDAT -1
      #         ^^ error: The size of a chunk is a plain decimal number of octets.
        S: 501 Syntax error
      `,
    ],
    silent: ['C: BDAT 0 LAST\nS: 250 OK', 'C: BDAT 10\nC: 1234567890\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { exchange, command, bdat } of chunks(session)) {
      const [problem] = bdat.problems;
      // Something was left out behind the number when this was pasted.
      if (!problem || /(?:…|\.\.\.)\s*$/.test(command.piece.text)) continue;
      const mended = (problem.kind === 'last-first' || problem.kind === 'last-glued') && bdat.size !== null ? `${bdat.size} LAST` : null;
      report({
        at: spotIn(command, problem.from, problem.to),
        message: syntaxMessage(problem.kind),
        exchange,
        severity: slipSeverity(exchange, (reply) => reply.code >= 500),
        fixes: mended ? fixes(t('Write BDAT {0}', mended), replaceIn(command, problem.from, problem.to, mended)) : [],
      });
    }
  },
};

export const bdatZeroNotLast: Rule = {
  id: 'bdat-zero-not-last',
  group: 'command-syntax',
  title: 'Empty chunk that is not the last',
  severity: 'warning',
  since: '0.1.0',
  kind: 'note',
  on: ['BDAT'],
  gates: [],
  tier: 2,
  sources: cite('3030 2'),
  explains:
    'A chunk of no octets makes sense only as BDAT 0 LAST, which ends a message whose content is already sent. Without LAST it does nothing, and Exim refuses it with 504. Leave it out, or add LAST.',
  examples: {
    fires: [
      `
        C: BDAT 0
      #         ^ warning: An empty chunk makes sense only with LAST.
        S: 504 zero size for BDAT command
      `,
    ],
    silent: ['C: BDAT 0 LAST\nS: 250 OK'],
  },
  check({ session }, report) {
    for (const { exchange, command, bdat } of chunks(session)) {
      if (bdat.size !== 0 || bdat.last || bdat.problems.length > 0) continue;
      report({
        at: spotIn(command, command.argumentAt),
        message: t('An empty chunk makes sense only with LAST.'),
        exchange,
        severity: wasAccepted(exchange) ? 'hint' : undefined,
        fixes: guesses(t('Add LAST'), replaceIn(command, command.piece.text.trimEnd().length, command.piece.text.length, ' LAST')),
      });
    }
  },
};

/** Octets of lines as the chunk would have them: each with CRLF, or, where the text shows its escapes, as those say. */
function countOf(lines: readonly DataLine[]): number {
  let octets = 0;
  for (const { piece } of lines) octets += octetsOf(piece.text.replace(/\\[rn]/g, '\n')) + (/\\n$/.test(piece.text) ? 0 : 2);
  return octets;
}

export const bdatSizeMismatch: Rule = {
  id: 'bdat-size-mismatch',
  group: 'command-syntax',
  title: 'Chunk size differs from what BDAT announced',
  severity: 'error',
  since: '0.1.0',
  kind: 'root',
  on: ['BDAT'],
  gates: [],
  tier: 1,
  sources: cite('3030 2, 4.2'),
  explains:
    'BDAT announces how many octets follow, and the server counts them: CR LF at the end of each line is two. If there are too few, it swallows the next commands; if there are too many, it reads the rest of the chunk as commands. Count the octets that are really sent, after line endings were converted.',
  examples: {
    fires: [
      String.raw`
        C: BDAT 10 LAST
      #         ^^^^^^^ error: BDAT announced 10 octets, but 4 follow; the server takes the missing ones from the next commands.
        C: Hi\r\n
        S: 500 5.5.1 unrecognized command
      `,
      `
        C: BDAT 4
      #         ^ error: BDAT announced 4 octets; the server counted 3.
        S: 250 3 octets received
      #    ~~~ The server says its count here.
      `,
    ],
    silent: [
      'C: BDAT 4 LAST\nC: Hi\nS: 250 2.0.0 OK',
      'C: BDAT 1000 LAST\nC: [1000 octets]\nS: 250 OK',
      'C: BDAT 86 LAST\nS: 250 86 octets received',
    ],
  },
  check({ session, open, mailData, source }, report) {
    for (const { exchange, command, bdat } of chunks(session)) {
      if (bdat.size === null || bdat.size === 0 || bdat.problems.length > 0) continue;
      const reply = exchange.replies[0];
      const told = reply && /^250.{0,60}?\b(\d{1,12}) (?:octets|bytes)\b/i.exec(reply.lines[0].piece.text);
      if (told && Number(told[1]) < bdat.size && !/total|so far/i.test(textOfReply(reply))) {
        report({
          at: spotIn(command, command.argumentAt),
          message: t('BDAT announced {0} octets; the server counted {1}.', bdat.size, Number(told[1])),
          exchange,
          related: [{ at: codeSpan(reply), message: t('The server says its count here.') }],
        });
        continue;
      }
      const refusal = refusalOf(exchange);
      if (!refusal || refusal.code < 500) continue;
      const lines = chunkOf(session, exchange, mailData);
      if (lines.length === 0 || !(open('raw', exchange) || lines.some(({ line }) => /\\n$/.test(source(line).trimEnd())))) continue;
      const octets = countOf(lines);
      if (octets === bdat.size || octets - lines.length === bdat.size || Math.abs(octets - bdat.size) <= 2) continue;
      report({
        at: spotIn(command, command.argumentAt),
        message: t(
          'BDAT announced {0} octets, but {1} follow; the server takes the missing ones from the next commands.',
          bdat.size,
          octets,
        ),
        exchange,
        fixes: guesses(
          t('Announce {0} octets', octets),
          replaceIn(command, command.argumentAt, command.argumentAt + String(bdat.size).length, String(octets)),
        ),
      });
    }
  },
};

/** The lines of a chunk: what the reading of mail data finds, else the stray client lines after the command. */
function chunkOf(session: Session, exchange: Exchange, mailData: (exchange: Exchange) => readonly DataLine[]): readonly DataLine[] {
  const lines = mailData(exchange);
  if (lines.length > 0) return lines;
  return session.strayText
    .filter((stray) => stray.after === exchange.index)
    .map((stray) => ({ line: stray.span.line, piece: { text: stray.text, from: stray.span.from, to: stray.span.to } }));
}
