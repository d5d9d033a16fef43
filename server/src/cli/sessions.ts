import type { PlacedSession } from '../analysis/analysis';
import { gateOf } from '../analysis/gate';
import { ladder } from '../features/ladder';
import { verdict } from '../meaning/of-session';
import { shownArgument } from '../redaction/secrets';
import type { Exchange, Reply, Session } from '../session/model';
import { nameOf } from '../session/model';
import { troublesOf } from '../session/outcome/trouble';
import { t } from '../text/l10n';
import { jsonOf, visibleLine } from '../text/visible';
import { eachPart, FILE_OPTIONS, oneOf, parse, UsageError } from './files';
import type { Io } from './io';
import { fileName } from './screen/names';

/** `smtp-lens sessions`: one object, paragraph or drawing a session. Lines from 1. */
export async function sessions(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { ...FILE_OPTIONS, session: { type: 'string' } });
  const format = oneOf('format', values.format, ['text', 'json', 'svg']);
  const only = ordinal(values.session) ?? (format === 'svg' ? 1 : null);
  const counted = new Map<string, number>();
  const write = { json: (file: string, one: PlacedSession) => `${jsonOf(record(file, one))}\n`, text: paragraph, svg: drawing }[format];
  const tally = await eachPart(positionals, values, io, ({ file, analysis, first, from, to }) => {
    const gate = gateOf(analysis);
    const of = [...analysis.sessions(from, to)]
      .filter(({ session, start }) => start + session.firstLine >= from && start + session.firstLine < to)
      .map(({ session, start }) => ({ session, start: first + start }))
      .sort((a, b) => a.start + a.session.firstLine - b.start - b.session.firstLine);
    for (const placed of of) {
      const count = (counted.get(file) ?? 0) + 1;
      counted.set(file, count);
      const line = placed.start - first + placed.session.firstLine;
      if (only === null || only === count) io.out(gate.text(write(file, placed), line));
    }
  });
  const total = [...counted.values()].reduce((sum, count) => sum + count, 0);
  if (only !== null && total > 0 && ![...counted.values()].some((count) => count >= only))
    throw new UsageError(t('there is no session {0}: {1} found', only, total));
  return tally.conclude(total === 0 ? t('no session found') : t('read'), 0);
}

function ordinal(given: string | undefined): number | null {
  if (given === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new UsageError(t('--session takes a number from 1'));
  return Number(given);
}

const drawing = (_file: string, placed: PlacedSession): string => `${ladder(placed).svg}\n`;

function record(file: string, { session, start }: PlacedSession): object {
  const at = start + 1;
  return {
    file,
    format: session.format,
    session: session.key,
    lines: [session.firstLine + at, session.lastLine + at],
    verdict: verdict(session),
    notes: notesOf(session, at),
    exchanges: answered(session).map(({ exchange, replies }) => ({
      command: exchange ? nameOf(exchange) : UNASKED,
      argument: exchange?.command ? shownArgument(exchange.command) : '',
      line: exchange?.command ? exchange.command.line + at : null,
      trust: isDoubtful(exchange, session) ? 'doubtful' : 'exact',
      replies: replies.map((reply) => ({
        code: reply.code,
        enhanced: reply.enhanced,
        text: reply.lines.map((line) => line.piece.text.slice(line.textAt)),
        lines: [reply.lines[0].line + at, reply.lines[reply.lines.length - 1].line + at],
      })),
    })),
  };
}

/** Nothing says which command a reply answers, lines are missing nearby, or two sessions run through the same lines. */
const isDoubtful = (exchange: Exchange | null, session: Session): boolean =>
  exchange === null || exchange.trust === 'degraded' || session.interleaved || (exchange.kind !== 'greeting' && exchange.command === null);

/** What is missing in the text, or was never sent, with the lines (from 1) at which it shows. */
function notesOf(session: Session, at: number): object[] {
  const lost = troublesOf(session).flatMap(({ kind, exchange, reply }) => {
    const line = reply?.lines[0].line ?? exchange?.command?.line ?? exchange?.replies[0]?.lines[0].line;
    return line === undefined || kind === 'closing' ? [] : [{ kind, line: line + at }];
  });
  const marked = session.marks.flatMap(({ kind, span }) =>
    kind === 'elided' || kind === 'unsent' ? [{ kind, line: span.line + at }] : [],
  );
  return [...lost, ...marked, ...(session.interleaved ? [{ kind: 'interleaved', line: session.firstLine + at }] : [])].sort(
    (a, b) => a.line - b.line,
  );
}

/** Stands for the command of a reply that no command was waiting for. */
const UNASKED = '?';

/** The exchanges in order, and among them, without an exchange, each reply that none was waiting for: no reply is left out. */
function answered({ exchanges, strayReplies }: Session): { exchange: Exchange | null; replies: readonly Reply[] }[] {
  const strays = [...strayReplies].sort((a, b) => a.after - b.after);
  const found: { exchange: Exchange | null; replies: readonly Reply[] }[] = [];
  let next = 0;
  for (let index = -1; index < exchanges.length; index++) {
    if (index >= 0) found.push({ exchange: exchanges[index], replies: exchanges[index].replies });
    for (; next < strays.length && strays[next].after <= index; next++) found.push({ exchange: null, replies: [strays[next].reply] });
  }
  return found;
}

function paragraph(file: string, { session, start }: PlacedSession): string {
  const lines = [
    `${fileName(file)}:${start + session.firstLine + 1}: ${verdict(session)} (${session.format}${session.key ? `, ${visibleLine(session.key)}` : ''})`,
  ];
  for (const { exchange, replies } of answered(session))
    lines.push(`  ${(exchange ? commandText(exchange) : UNASKED).padEnd(46)} ${replies.map(replyText).join(', ') || '—'}`);
  return `${lines.join('\n')}\n\n`;
}

function commandText(exchange: Exchange): string {
  const argument = exchange.command ? visibleLine(shownArgument(exchange.command)) : '';
  return argument ? `${nameOf(exchange)} ${argument}` : nameOf(exchange);
}

function replyText(reply: Reply): string {
  const last = reply.lines[reply.lines.length - 1];
  return `${reply.code}${reply.enhanced ? ` ${reply.enhanced}` : ''} ${visibleLine(last.piece.text.slice(last.textAt))}`.trimEnd();
}
