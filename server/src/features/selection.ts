import type { Analysis } from '../analysis/analysis';
import { linesOf, phasesOf } from '../session/phases';
import { exchangeSpan } from '../session/spans';
import type { Position, Range } from '../text/range';
import { contains } from '../text/range';
import { spanOf } from '../text/span';

/** Ranges around a position, the smallest first: code, line's words, reply, exchange, phase, session. */
export function selections(analysis: Analysis, at: Position): Range[] {
  const found: Range[] = [];
  const add = (range: Range): void => {
    const before = found[found.length - 1];
    if (!contains(range, at)) return;
    if (before && contains(range, before.start) && contains(range, before.end) && !equal(range, before)) found.push(range);
    else if (!before) found.push(range);
  };
  for (const { session, start } of analysis.sessionsAt(at.line)) {
    const lines = (first: number, last: number): Range => ({
      start: { line: start + first, character: 0 },
      end: { line: start + last, character: analysis.lines.line(start + last).length },
    });
    const range = (line: number, from: number, to: number): Range => ({
      start: { line: start + line, character: from },
      end: { line: start + line, character: to },
    });
    for (const phase of phasesOf(session)) {
      for (const exchange of phase.exchanges) {
        const whole = linesOf(exchange);
        if (at.line - start < whole.first || at.line - start > whole.last) continue;
        const verb = exchangeSpan(exchange);
        if (verb && exchange.command) add(range(verb.line, verb.from, verb.to));
        for (const reply of exchange.replies) {
          for (const line of reply.lines) {
            if (line.line + start !== at.line) continue;
            const code = spanOf(line.line, line.piece, 0, 3);
            if (line.separator !== 'continues') add(range(code.line, code.from, code.to));
            const all = spanOf(line.line, line.piece);
            add(range(all.line, all.from, all.to));
          }
          add(lines(reply.lines[0].line, reply.lines[reply.lines.length - 1].line));
        }
        if (exchange.command) add(lines(exchange.command.line, exchange.command.lastLine));
        add(lines(whole.first, whole.last));
      }
      const of = phase.exchanges.map(linesOf);
      add(lines(Math.min(...of.map((one) => one.first)), Math.max(...of.map((one) => one.last))));
    }
    add(lines(session.firstLine, session.lastLine));
  }
  if (found.length === 0) ofEntry(analysis, at, add);
  return found;
}

/** In a log line: code, codes, the reply's text; else the field; then the message without its prefix, the line. */
function ofEntry(analysis: Analysis, at: Position, add: (range: Range) => void): void {
  const entry = analysis.entryAt(at.line);
  if (!entry) return;
  const { length } = analysis.lines.line(at.line);
  const range = (from: number, to: number): Range => ({ start: { line: at.line, character: from }, end: { line: at.line, character: to } });
  for (const { from, to, enhancedFrom, enhancedTo, textTo } of entry.replies) {
    add(range(from, to));
    if (enhancedFrom >= 0) {
      add(range(enhancedFrom, enhancedTo));
      add(range(Math.min(from, enhancedFrom), Math.max(to, enhancedTo)));
    }
    if (textTo > to) add(range(from, textTo));
  }
  for (const { piece } of entry.fields) add(range(piece.from, piece.to));
  add(range(Math.min(entry.messageFrom, length), length));
  add(range(0, length));
}

const equal = (a: Range, b: Range): boolean =>
  a.start.line === b.start.line &&
  a.start.character === b.start.character &&
  a.end.line === b.end.line &&
  a.end.character === b.end.character;
