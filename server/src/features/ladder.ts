import type { PlacedSession } from '../analysis/analysis';
import { type Arrow, type Band, drawn, type Ladder, type Look } from '../analysis/drawing';
import { verdict } from '../meaning/of-session';
import { shownArgument } from '../redaction/secrets';
import type { Exchange, Reply, Session } from '../session/model';
import { nameOf } from '../session/model';
import { linesOf } from '../session/phases';
import { statesOf } from '../session/state';
import { isHello } from '../syntax/verb';
import { t } from '../text/l10n';

export type { Ladder } from '../analysis/drawing';

type Said = Arrow & { readonly exchange: Exchange };

const CLIENT = 0;
const SERVER = 1;

/**
 * Draws a session as a ladder: client left, server right, an arrow for every command, mail data and reply, labelled with verb or code.
 * What must not be shown is not drawn. Pure.
 */
export function ladder({ session, start }: PlacedSession): Ladder {
  const arrows = session.exchanges.flatMap((exchange) => arrowsOf(exchange, start));
  return drawn({
    title: verdict(session),
    parties: [
      { role: t('client'), name: clientName(session) },
      { role: t('server'), name: serverName(session) },
    ],
    arrows,
    bands: bands(session, arrows),
  });
}

function arrowsOf(exchange: Exchange, start: number): Said[] {
  const found: Said[] = [];
  const { command } = exchange;
  if (command) {
    const lines = command.lastLine - command.line;
    const detail =
      command.kind === 'data'
        ? command.elided || lines === 0
          ? t('mail data')
          : t('mail data, {0} lines', lines)
        : shownArgument(command);
    const label = command.kind === 'data' ? '' : command.kind === 'auth' ? t('answer') : command.verb;
    found.push({
      from: CLIENT,
      to: SERVER,
      label,
      detail,
      look: command.kind === 'data' ? 'data' : 'command',
      line: start + command.line,
      time: command.time,
      exchange,
    });
  }
  for (const reply of exchange.replies) {
    const { line, time } = reply.lines[0];
    found.push({
      from: SERVER,
      to: CLIENT,
      label: `${reply.code}${reply.enhanced ? ` ${reply.enhanced}` : ''}`,
      detail: textOf(reply),
      look: lookOf(reply.code),
      line: start + line,
      time,
      exchange,
    });
  }
  return found;
}

const lookOf = (code: number): Look => (code < 300 ? 'good' : code < 400 ? 'more' : code < 500 ? 'temporary' : 'permanent');

function textOf(reply: Reply): string {
  const first = reply.lines[0];
  return first.piece.text.slice(first.textAt);
}

/** Bands for what was said under TLS, and for each transaction. */
function bands(session: Session, arrows: readonly Said[]): Band[] {
  const states = statesOf(session);
  const found: Band[] = [];
  const mark = (name: string, column: 0 | 1, inside: (exchange: Exchange) => boolean): void => {
    for (let row = 0; row < arrows.length; row++) {
      if (!inside(arrows[row].exchange)) continue;
      const first = row;
      while (row + 1 < arrows.length && inside(arrows[row + 1].exchange)) row++;
      found.push({ name, column, first, last: row });
    }
  };
  mark(t('TLS'), 0, ({ index, command }) => states[index].epoch > 0 || command?.tls === true);
  mark(t('transaction'), 1, (exchange) => {
    const { transaction } = states[exchange.index];
    return (
      exchange.command?.verb === 'MAIL' ||
      (typeof transaction === 'object' && exchange.command?.verb !== 'QUIT' && linesOf(exchange).first >= 0)
    );
  });
  return found;
}

function clientName(session: Session): string {
  const hello = session.exchanges.find((exchange) => isHello(nameOf(exchange)));
  return hello?.command ? shownArgument(hello.command) : '';
}

function serverName(session: Session): string {
  const greeting = session.exchanges.find((exchange) => exchange.kind === 'greeting');
  return greeting ? (textOf(greeting.replies[0]).split(/\s/)[0] ?? '') : '';
}
