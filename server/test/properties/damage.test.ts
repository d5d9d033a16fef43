import { describe, expect, it } from 'vitest';
import { nameOf } from '../../src/session/model';
import type { Recorded } from './recordings';
import { aboutPairing, errors, losses, recorded, without } from './recordings';
import { analysisOf, idsOf, judged, spokenLines } from './samples';

/** What becomes of a recording that loses lines, or gets some twice, over every recording. */
const named = recorded.map((each) => [each.name, each] as const);

it('there are recordings enough, of LMTP too', () => {
  expect(recorded.length).toBeGreaterThan(55);
  expect(recorded.filter(({ session }) => session.protocol === 'lmtp').length).toBeGreaterThan(1);
});

describe('1: a text that lost up to three lines says so at most once and blames nobody', () => {
  it.each(named)('%s', (_, { lines, session, start }) => {
    const bad = losses(spokenLines(session, start), 12).filter((cut) => {
      const found = judged(without(lines, cut));
      return aboutPairing(found).length > 1 || errors(found).length > 0;
    });
    expect(bad.map((cut) => cut.map((line) => `${line + 1}: ${lines[line]}`))).toEqual([]);
  });
});

/** The recording with its first message sent three times, and where the second and the rest of it begin; null where none was sent. */
function thrice({ lines, session, start }: Recorded): { text: string[]; first: number; second: number } | null {
  const { exchanges } = session;
  const mail = exchanges.find((each) => nameOf(each) === 'MAIL');
  const end = exchanges.find((each) => each.kind === 'data' || nameOf(each) === 'BDAT')?.replies.at(-1);
  const next = exchanges.find((each) => each.index > (mail?.index ?? 0) && /^(?:QUIT|MAIL|RSET)$/.test(nameOf(each)));
  if (!mail?.command || !end || !next?.command) return null;
  const first = mail.command.line + start;
  const second = end.lines[end.lines.length - 1].line + start + 1;
  if (next.command.line + start < second) return null;
  const message = lines.slice(first, second);
  return { text: [...lines.slice(0, second), ...message, ...message, ...lines.slice(second)], first, second };
}

describe('1: what one message lost does not ring beyond the beginning of the next', () => {
  const tripled = recorded.flatMap((each) => {
    const text = thrice(each);
    return text ? [[each.name, text] as const] : [];
  });

  it('there are messages enough', () => expect(tripled.length).toBeGreaterThan(40));

  it.each(tripled)('%s', (_, { text, first, second }) => {
    const [placed] = [...analysisOf(text).sessions()].filter((each) => each.start + each.session.lastLine >= second);
    const { session, start } = placed;
    const again = session.exchanges.filter((each) => nameOf(each) === 'MAIL')[1];
    const begun = (again.replies.at(-1)?.lines[0].line ?? 0) + start;
    const told = (lines: readonly string[], from: number): string[] =>
      judged(lines)
        .filter((each) => each.start + each.finding.at.line > from)
        .map((each) => `${each.finding.rule.id}: ${lines[each.start + each.finding.at.line]}`);
    const before = new Set(told(text, -1));
    const own = spokenLines(session, start).filter((line) => line >= first && line < second);
    const bad = losses(own, 6).flatMap((cut) => {
      const rest = without(text, cut);
      const rings = told(rest, begun - cut.length).filter((each) => !before.has(each));
      return rings.length > 0 ? [{ cut: cut.map((line) => text[line]), rings }] : [];
    });
    expect(bad).toEqual([]);
  });
});

describe('2: a reply that stands there twice is told once', () => {
  it.each(named)('%s', (_, { lines, session, start }) => {
    for (const reply of session.exchanges.flatMap((exchange) => exchange.replies)) {
      const from = reply.lines[0].line + start;
      const to = reply.lines[reply.lines.length - 1].line + start + 1;
      const told = aboutPairing(judged([...lines.slice(0, to), ...lines.slice(from, to), ...lines.slice(to)]));
      expect(idsOf(told), lines[from]).toEqual([expect.stringMatching(/^(?:duplicate-final-reply|reply-unsolicited|lines-missing)$/)]);
    }
  });
});

describe('3: a mark that lines are missing makes no new error', () => {
  it.each(named)('%s', (_, { lines, session, start }) => {
    for (const at of spokenLines(session, start))
      expect(idsOf(errors(judged([...lines.slice(0, at), '...', ...lines.slice(at)])))).toEqual([]);
  });
});

/**
 * The recording with every reply behind the command that came after it. Null where commands were pipelined, where one got several replies,
 * or where no mark tells who speaks: a shift cannot be told from a program that prints what it has read late.
 */
function shifted({ lines, session, start }: Recorded): string[] | null {
  const { exchanges } = session;
  if (!session.sidesCertain || exchanges.some((each) => each.pipelined || each.replies.length !== 1)) return null;
  const spans = exchanges.map(({ replies: [{ lines: said }] }) => [said[0].line + start, said[said.length - 1].line + start + 1] as const);
  return [
    ...lines.slice(0, spans[0][0]),
    ...spans.flatMap(([from, to], i) => [...lines.slice(to, spans[i + 1]?.[0] ?? to), ...lines.slice(from, to)]),
    ...lines.slice(spans[spans.length - 1][1]),
  ];
}

describe('7: replies one command late are told once, and nothing else is', () => {
  const late = recorded.flatMap((each) => {
    const text = shifted(each);
    return text ? [[each.name, each.lines, text] as const] : [];
  });

  it('there are sessions enough', () => expect(late.length).toBeGreaterThan(35));

  it.each(late)('%s', (_, lines, text) => {
    const told = (each: readonly string[]): string[] => idsOf(judged(each).filter(({ finding }) => finding.severity !== 'hint'));
    const known = new Set(told(lines));
    expect(told(text).filter((id) => !known.has(id))).toEqual(['reply-shift']);
  });
});
