import { gateOf } from '../analysis/gate';
import type { Foldable } from '../analysis/repeats';
import { everyFinding } from '../features/diagnostics';
import type { LogEntry } from '../formats/log';
import type { Severity } from '../rules/rule';
import type { JudgeSettings } from '../rules/severity';
import type { Work } from './jobs';
import type { Framed } from './screen/frame';
import { SourceLines } from './screen/source-lines';

/** What `check` tells the reading of a part. */
export interface Checking {
  readonly judge: JudgeSettings;
  /** A cause is shown once: where it is met again, nothing is. */
  readonly once: boolean;
  /** Each finding is shown with its line. */
  readonly frames: boolean;
  /** Hears every line of a log; null in a thread, which gives them back, or where nobody listens. */
  readonly hears: ((line: number, entry: LogEntry, text: string) => unknown) | null;
  /** The lines of a log are to be given back. */
  readonly entries: boolean;
}

/** A finding of a part, as data: its lines count from `start` in the file, and its texts are fit to be shown. */
export interface Checked extends Foldable {
  readonly finding: Foldable['finding'] & { readonly rule: string; readonly severity: Exclude<Severity, 'off'> };
  /** An earlier part told it: it counts only among its like. */
  readonly told: boolean;
  readonly frame: Framed | null;
}

/** The findings of a part, and its lines of a log as `packEntries` writes them. */
export const checkWork: Work<Checking, { readonly findings: readonly Checked[]; readonly entries: string | null }> = {
  name: 'check',
  map({ analysis, first, from, to, alone }, { judge, once, frames, hears, entries: wanted }) {
    const entries = wanted && !alone;
    const gate = gateOf(analysis);
    const lines = new SourceLines(analysis, first);
    const packed: unknown[] = [];
    const hear = hears ?? (entries ? (line: number, entry: LogEntry) => packed.push(packEntry(line, entry)) : null);
    // What stands behind the end comes again in the next part.
    const heard = hear ? (line: number, entry: LogEntry, text: string) => line < to && hear(line, entry, text) : undefined;
    const own = everyFinding(analysis, judge, alone, heard).filter(({ finding, start }) => start + finding.at.line < to);
    const met = new Set<string>();
    const findings = own.map(({ finding, start }): Checked => {
      const { at, message, related, rule, severity } = finding;
      const line = start + at.line;
      const told = line < from;
      const cause = 'cause' in finding && finding.cause ? { about: finding.cause.about } : null;
      const again = once && cause !== null && severity !== 'hint' && (met.has(cause.about) || !met.add(cause.about));
      const shown = !told && !again;
      return {
        start: first + start,
        told,
        frame: frames && shown ? lines.at({ ...at, line }) : null,
        finding: {
          rule: rule.id,
          severity,
          at,
          message: !shown ? '' : gate.message(message, line),
          related: !shown ? [] : related.map((one) => ({ ...one, message: gate.message(one.message, start + one.at.line) })),
          cause,
        },
      };
    });
    return { findings, entries: entries && !hears ? JSON.stringify(packed) : null };
  },
};

type PackedEntry = [
  line: number,
  format: string,
  daemon: string | null,
  id: string | null,
  host: string | null,
  time: number | null,
  ...unknown[],
];

/** What rules about whole messages ask of a line of a log. */
function packEntry(line: number, entry: LogEntry): unknown {
  const { format, daemon, id, host = null, time, status, session, reason = null, messageFrom, life = null, fields } = entry;
  return [
    line,
    format,
    daemon,
    id,
    host,
    time,
    status,
    session,
    reason,
    messageFrom,
    life,
    fields.flatMap(({ name, piece }) => [name, piece.text]),
  ];
}

/** The lines of a log that a thread read; of their fields the texts, of their replies nothing. */
export function unpackEntries(packed: string): { readonly line: number; readonly entry: LogEntry }[] {
  return (JSON.parse(packed) as PackedEntry[]).map(([line, format, daemon, id, host, time, ...more]) => {
    const [status, session, reason, messageFrom, life, texts] = more as [
      LogEntry['status'],
      string | null,
      string | null,
      number,
      LogEntry['life'] | null,
      string[],
    ];
    const fields: LogEntry['fields'][number][] = [];
    for (let at = 0; at < texts.length; at += 2)
      fields.push({ name: texts[at] as LogEntry['fields'][number]['name'], piece: { text: texts[at + 1], from: 0, to: 0 } });
    const entry: LogEntry = {
      format,
      daemon,
      id,
      ...(host === null ? {} : { host }),
      time: time ?? Number.NaN,
      status,
      replies: [],
      fields,
      session,
      ...(reason === null ? {} : { reason }),
      messageFrom,
      ...(life === null ? {} : { life }),
    };
    return { line, entry };
  });
}
