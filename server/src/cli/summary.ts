import { gateOf } from '../analysis/gate';
import { type Gate, inTexts, withoutOwnSecrets } from '../redaction/gate';
import { type LogSummary, Summariser, summaryText } from '../story/summary';
import { t } from '../text/l10n';
import { jsonOf } from '../text/visible';
import { wrapped } from '../text/width';
import { FILE_OPTIONS, JOBS_OPTION, parse } from './files';
import type { Io } from './io';
import type { Work } from './jobs';
import { JoinedLines } from './log-files';
import { eachMapped } from './mapped';
import { Style } from './screen/style';
import { timeRecord } from './times';
import { oneOf } from './usage-error';

/** What the lines of a part come to; lines count from the part's first. */
export const summaryWork: Work<null, Summariser['counted']> = {
  name: 'summary',
  map({ analysis, from, to }) {
    const gate = gateOf(analysis);
    const summariser = new Summariser((words, line) => gate.text(words, line));
    let next = from;
    const skip = (until: number): void => {
      for (; next < until; next++) summariser.add(next, analysis.lines.line(next), null);
    };
    for (const { line, entry } of analysis.entries(from, to)) {
      skip(line);
      summariser.add(next, analysis.lines.line(next), entry);
      next++;
    }
    // The empty line after the last line end is not one.
    skip(to - 1);
    if (next < to && analysis.lines.line(next) !== '') skip(to);
    return summariser.counted;
  },
};

/** `smtp-lens summary FILE…`: what a log comes to. Several files are one log. JSON: one object. */
export async function summary(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parse(args, { ...FILE_OPTIONS, ...JOBS_OPTION });
  const format = oneOf('format', values.format, ['text', 'json']);
  // The parts have looked at what they quote.
  const summariser = new Summariser((words) => words);
  const joined = new JoinedLines();
  let gate: Gate | null = null;
  const tally = await eachMapped(positionals, { ...values, asOneLog: true }, io, summaryWork, {
    context: () => null,
    lastHere: true,
    use(counted, { file, first, to, part }) {
      summariser.merge(counted, joined.startOf(file, first + to) + first);
      if (part) gate = gateOf(part.analysis);
    },
  });
  const found = summariser.summary();
  if (found.mailLines > 0) {
    const safe = (text: string): string => (gate as Gate | null)?.text(withoutOwnSecrets(text)) ?? text;
    if (format === 'json') io.out(`${jsonOf(inTexts(record(found, joined), safe))}\n`);
    else io.out(io.terminal ? `${onScreen(safe(summaryText(found, joined.name)), io)}\n` : safe(summaryText(found, joined.name)));
  } else if (tally.anything) io.err(`smtp-lens: ${t('no line of a mail log found; sessions lists what a transcript says')}\n`);
  return tally.conclude(
    found.mailLines === 1 ? t('1 line of a log') : t('{0} lines of a log', found.mailLines),
    found.mailLines > 0 ? 0 : 1,
  );
}

/** Headings are emphasised, and long rows continue under their first words. */
function onScreen(text: string, io: Io): string {
  const style = Style.of(io);
  return text
    .split('\n')
    .map((line) => {
      if (/^\S/.test(line) && !/[：:] |\d/.test(line)) return style.as(line, 'bold');
      const [, indent] = /^(\s*(?:\d+ {2})?)/.exec(line) ?? ['', ''];
      const [head, ...rest] = wrapped(line.slice(indent.length), io.columns - indent.length);
      return [indent + head, ...rest.map((one) => ' '.repeat(indent.length) + one)].join('\n');
    })
    .join('\n');
}

function record(found: LogSummary, joined: JoinedLines): object {
  const place = (line: number): object => {
    const at = joined.placeOf(line);
    return { file: at.file, line: at.line + 1 };
  };
  const counts = (rows: LogSummary['causes']): object[] => rows.map(({ name, count, line }) => ({ name, count, first: place(line) }));
  const { lines, mailLines, from, to, ids, outcomes, servers, slowest } = found;
  return {
    lines,
    mailLines,
    from: timeRecord(from),
    to: timeRecord(to),
    ids,
    outcomes,
    formats: counts(found.formats),
    causes: counts(found.causes),
    replies: counts(found.replies),
    refusals: counts(found.refusals),
    servers: servers.map(({ name, count, sent, deferred, bounced, delay, line }) => ({
      name,
      count,
      sent,
      deferred,
      bounced,
      delay,
      first: place(line),
    })),
    slowest: slowest.map(({ id, to: recipient, delay, line }) => ({ id, to: recipient, delay, at: place(line) })),
  };
}
