import type { PlacedSession } from '../analysis/analysis';
import { gateOf } from '../analysis/gate';
import { ladder } from '../features/ladder';
import { answered, sessionRecord, UNASKED } from '../features/session-record';
import { verdict } from '../meaning/of-session';
import { shownArgument } from '../redaction/secrets';
import type { Exchange, Reply } from '../session/model';
import { nameOf } from '../session/model';
import { t } from '../text/l10n';
import { jsonOf, visibleLine } from '../text/visible';
import { FILE_OPTIONS, JOBS_OPTION, parse } from './files';
import type { Io } from './io';
import type { Work } from './jobs';
import { eachMapped } from './mapped';
import { fileName } from './screen/names';
import { oneOf, UsageError } from './usage-error';

const WRITE = {
  json: (file: string, one: PlacedSession) => `${jsonOf({ file, ...sessionRecord(one) })}\n`,
  text: paragraph,
  svg: drawing,
} as const;

/** What is printed of each session of a part. */
export const sessionsWork: Work<keyof typeof WRITE, readonly string[]> = {
  name: 'sessions',
  map({ file, analysis, first, from, to }, format) {
    const gate = gateOf(analysis);
    return [...analysis.sessions(from, to)]
      .filter(({ session, start }) => start + session.firstLine >= from && start + session.firstLine < to)
      .map(({ session, start }) => ({ session, start: first + start }))
      .sort((a, b) => a.start + a.session.firstLine - b.start - b.session.firstLine)
      .map((placed) => gate.text(WRITE[format](file, placed), placed.start - first + placed.session.firstLine));
  },
};

/** `smtp-lens sessions`: one object, paragraph or drawing a session. Lines from 1. */
export async function sessions(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { ...FILE_OPTIONS, ...JOBS_OPTION, session: { type: 'string' } });
  const format = oneOf('format', values.format, ['text', 'json', 'svg'] as const);
  const only = ordinal(values.session) ?? (format === 'svg' ? 1 : null);
  const counted = new Map<string, number>();
  const tally = await eachMapped(positionals, values, io, sessionsWork, {
    context: () => format,
    use(texts, { file }) {
      const before = counted.get(file) ?? 0;
      if (texts.length > 0) counted.set(file, before + texts.length);
      for (const [n, text] of texts.entries()) if (only === null || only === before + n + 1) io.out(text);
    },
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

function drawing(_file: string, placed: PlacedSession): string {
  return `${ladder(placed).svg}\n`;
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
