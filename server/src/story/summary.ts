import type { LogEntry, Status } from '../formats/log';
import { titleOf } from '../meaning/meaning';
import { entryMeaning } from '../meaning/of-entry';
import { delayIn, duration } from '../text/duration';
import { t } from '../text/l10n';
import { replyText } from './story';
import { plain } from './text';

/** The summary of a log: by outcome, by reply, by reason, by remote server, and the most frequent refusals. */

export interface Count {
  readonly name: string;
  readonly count: number;
  /** The first line (from 0) that was counted: an example. */
  readonly line: number;
  /** The first few lines that were counted. */
  readonly lines: readonly number[];
}

export interface ServerCount extends Count {
  readonly sent: number;
  readonly deferred: number;
  readonly bounced: number;
  /** Mean delay of what was sent, in milliseconds; null if the log shows none. */
  readonly delay: number | null;
}

export interface LogSummary {
  readonly lines: number;
  readonly mailLines: number;
  /** First and last time of any line, in milliseconds as in `LogEntry.time`; NaN if no line has one. */
  readonly from: number;
  readonly to: number;
  /** Different queue and session ids; counted up to half a million. */
  readonly ids: number;
  readonly outcomes: Readonly<Record<Status, number>>;
  readonly formats: readonly Count[];
  readonly replies: readonly Count[];
  /** Titles of what the refusals and failures mean. */
  readonly causes: readonly Count[];
  readonly servers: readonly ServerCount[];
  /** Refusals and failures without the varying parts of their texts, the most frequent first. */
  readonly refusals: readonly Count[];
  /** The slowest deliveries from arrival to delivery, the slowest first. */
  readonly slowest: readonly Slow[];
}

/** A delivery and how long it took, in milliseconds. */
export interface Slow {
  readonly id: string | null;
  readonly to: string;
  readonly delay: number;
  readonly line: number;
}

/** How many different names of one kind are counted: a log of random names must not fill the memory. */
const MOST_NAMES = 20_000;
const MOST_IDS = 500_000;
/** How many lines of each are named. */
const MOST_LINES = 5;
/** How many slow deliveries are named. */
const MOST_SLOW = 5;
/** What takes less, in milliseconds, is not slow. */
const SLOW = 1000;

class Counter {
  readonly counts = new Map<string, { count: number; lines: number[] }>();
  /** Takes in what another one counted behind it, whose lines begin at line `by`. */
  merge(other: Counter['counts'], by: number): void {
    for (const [name, { count, lines }] of other) {
      const known = this.counts.get(name);
      if (!known && this.counts.size >= MOST_NAMES) continue;
      const own = known ?? { count: 0, lines: [] };
      own.count += count;
      for (const line of lines) if (own.lines.length < MOST_LINES) own.lines.push(by + line);
      if (!known) this.counts.set(name, own);
    }
  }
  add(name: string, line: number): void {
    const known = this.counts.get(name);
    if (known) {
      known.count++;
      if (known.lines.length < MOST_LINES) known.lines.push(line);
    } else if (this.counts.size < MOST_NAMES) this.counts.set(name, { count: 1, lines: [line] });
  }
  top(most: number): Count[] {
    return [...this.counts]
      .map(([name, { count, lines }]) => ({ name, count, line: lines[0], lines }))
      .sort((a, b) => b.count - a.count || a.line - b.line)
      .slice(0, most);
  }
}

/** What varies from one refusal to the next: addresses, hosts, numbers, ids. */
const VARYING: readonly (readonly [RegExp, string])[] = [
  [/<[^<>\s]{1,320}>/g, '<…>'],
  [/(?<![\w.+=-])[\w.+=-]+@[\w.-]{1,255}/g, '…@…'],
  [/https?:\/\/\S{1,300}/g, 'URL'],
  [/\[?\b\d{1,3}(?:\.\d{1,3}){3}\b\]?/g, 'IP'],
  [/\[?\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\b\]?/gi, 'IP'],
  [/(?<![\w-])(?=[\w-]{8})(?=\w*\d)[\w-]+/g, 'ID'],
  [/(?<![\w-])[\w-]+(?:\.[\w-]+){2,}/g, 'HOST'],
  [/\b\d+\b/g, 'N'],
];

/** The text of a refusal without its varying parts: similar refusals are counted together. At most 300 units are kept. */
export function likeness(text: string): string {
  let like = text.slice(0, 300);
  for (const [pattern, stand] of VARYING) like = like.replace(pattern, stand);
  return like.trim();
}

/** Counts a log line by line. */
export class Summariser {
  /** `safe`: the words of a line (from 0) without the secrets that are known near it. */
  constructor(private readonly safe: (words: string, line: number) => string) {}
  private lines = 0;
  private mailLines = 0;
  private from = Number.NaN;
  private to = Number.NaN;
  private readonly outcomes: Record<Status, number> = { sent: 0, deferred: 0, bounced: 0, rejected: 0 };
  private readonly formats = new Counter();
  private readonly replies = new Counter();
  private readonly causes = new Counter();
  private readonly refusals = new Counter();
  private readonly slowest: Slow[] = [];
  private readonly ids = new Set<string>();
  private readonly servers = new Map<
    string,
    { lines: number[]; sent: number; deferred: number; bounced: number; delay: number; delays: number }
  >();

  /** Adds line `n` (from 0); `entry` is null for a line that does not belong to a mail system. */
  add(n: number, text: string, entry: LogEntry | null): void {
    this.lines++;
    if (!entry) return;
    this.mailLines++;
    this.formats.add(entry.format, n);
    if (entry.id !== null && this.ids.size < MOST_IDS) this.ids.add(entry.id);
    const { time } = entry;
    if (!Number.isNaN(time)) {
      if (Number.isNaN(this.from)) this.from = time;
      this.to = time;
    }
    if (entry.status) this.outcomes[entry.status]++;
    const codes = replyText(entry.replies);
    if (codes !== null) this.replies.add(codes, n);
    if (entry.status === null) return;
    const field = (name: string) => entry.fields.find((f) => f.name === name)?.piece.text;
    if (entry.status !== 'rejected') this.server(n, entry.status, field('relay'), delayIn(field('delay') ?? ''));
    if (entry.status === 'sent') {
      this.slow({ id: entry.id, to: field('to') ?? '', delay: delayIn(field('delay') ?? ''), line: n });
      return;
    }
    const found = entryMeaning(entry, text);
    if (found) this.causes.add(titleOf(found.meaning), n);
    const reply = entry.replies.find((r) => r.role === 'reply') ?? entry.replies.find((r) => r.role === 'nested');
    const words = reply ? likeness(text.slice(reply.textFrom, reply.textTo)) : '';
    const name = [reply ? (reply.code ?? '') : '', reply?.enhanced ?? '', words].filter((part) => part !== '').join(' ');
    if (name) this.refusals.add(this.refusals.counts.has(name) ? name : this.safe(name, n), n);
  }

  /** What was counted so far, as data that `merge` takes. */
  get counted() {
    const { lines, mailLines, from, to, outcomes, slowest, ids, servers } = this;
    const [formats, replies, causes, refusals] = [this.formats, this.replies, this.causes, this.refusals].map(({ counts }) => counts);
    return { lines, mailLines, from, to, outcomes, slowest, ids, servers, formats, replies, causes, refusals };
  }

  /** Takes in what was counted of the lines that follow; they begin at line `by`. */
  merge(other: Summariser['counted'], by: number): void {
    this.lines += other.lines;
    this.mailLines += other.mailLines;
    if (Number.isNaN(this.from)) this.from = other.from;
    if (!Number.isNaN(other.to)) this.to = other.to;
    for (const status of ['sent', 'deferred', 'bounced', 'rejected'] as const) this.outcomes[status] += other.outcomes[status];
    this.formats.merge(other.formats, by);
    this.replies.merge(other.replies, by);
    this.causes.merge(other.causes, by);
    this.refusals.merge(other.refusals, by);
    for (const id of other.ids) if (this.ids.size < MOST_IDS) this.ids.add(id);
    for (const one of other.slowest) this.slow({ ...one, line: by + one.line });
    for (const [name, theirs] of other.servers) {
      const server = this.serverOf(name);
      if (!server) continue;
      for (const line of theirs.lines) if (server.lines.length < MOST_LINES) server.lines.push(by + line);
      for (const count of ['sent', 'deferred', 'bounced', 'delay', 'delays'] as const) server[count] += theirs[count];
    }
  }

  private slow(one: Slow): void {
    const last = this.slowest.at(-1);
    if (one.delay < SLOW || (this.slowest.length >= MOST_SLOW && last && one.delay <= last.delay)) return;
    this.slowest.push(one);
    this.slowest.sort((a, b) => b.delay - a.delay);
    this.slowest.length = Math.min(this.slowest.length, MOST_SLOW);
  }

  private server(n: number, status: 'sent' | 'deferred' | 'bounced', relay: string | undefined, delay: number): void {
    if (!relay || relay === 'none') return;
    const name = relay.replace(/^([^\s[(]+)(?: ?[[(].*)?$/, '$1').replace(/(?<=[^.])\.$/, '');
    const server = this.serverOf(name);
    if (!server) return;
    if (server.lines.length < MOST_LINES) server.lines.push(n);
    server[status]++;
    if (status === 'sent' && delay > 0) {
      server.delay += delay;
      server.delays++;
    }
  }

  /** What is counted of a server; null for one too many. */
  private serverOf(name: string) {
    let server = this.servers.get(name);
    if (!server) {
      if (this.servers.size >= MOST_NAMES) return null;
      server = { lines: [], sent: 0, deferred: 0, bounced: 0, delay: 0, delays: 0 };
      this.servers.set(name, server);
    }
    return server;
  }

  /** What was counted so far; the `most` most frequent of each kind. */
  summary(most = 20): LogSummary {
    const servers = [...this.servers]
      .map(([name, s]) => ({
        name,
        count: s.sent + s.deferred + s.bounced,
        line: s.lines[0],
        lines: s.lines,
        sent: s.sent,
        deferred: s.deferred,
        bounced: s.bounced,
        delay: s.delays ? s.delay / s.delays : null,
      }))
      .sort((a, b) => b.count - a.count || a.line - b.line)
      .slice(0, most);
    return {
      lines: this.lines,
      mailLines: this.mailLines,
      from: this.from,
      to: this.to,
      ids: this.ids.size,
      outcomes: { ...this.outcomes },
      formats: this.formats.top(most),
      replies: this.replies.top(most),
      causes: this.causes.top(most),
      servers,
      refusals: this.refusals.top(most),
      slowest: [...this.slowest],
    };
  }
}

/** `line 8`, `lines 8, 12, 19 …`: where a row's lines are. */
function linesOf({ count, lines }: Count, place: (line: number) => string): string {
  if (count === 1) return t('line {0}', place(lines[0]));
  return t('lines {0}', lines.map(place).join(', ') + (count > lines.length ? ' …' : ''));
}

const counted = (of: { readonly sent: number; readonly deferred: number; readonly bounced: number }): string =>
  [t('{0} sent', of.sent), t('{0} deferred', of.deferred), t('{0} bounced', of.bounced)].join(t(', '));

/** The summary as plain text; every row names the lines to look at. `place` names a line (from 0) for people: by default its number from 1. */
export function summaryText(summary: LogSummary, place: (line: number) => string = (line) => String(line + 1)): string {
  const out = [t('Summary of the log'), ''];
  const { outcomes } = summary;
  out.push(t('{0} lines, {1} of a mail system, {2} ids', summary.lines, summary.mailLines, summary.ids));
  if (!Number.isNaN(summary.to - summary.from) && summary.to > summary.from)
    out.push(t('{0} from the first line to the last', duration(summary.to - summary.from)));
  out.push(`${t('Deliveries')}${t(': ')}${counted(outcomes)}${t('; ')}${t('refused here')}${t(': ')}${outcomes.rejected}`);
  const table = (title: string, rows: readonly Count[], name: (row: Count) => string) => {
    if (rows.length === 0) return;
    out.push('', title);
    const width = String(rows[0].count).length;
    for (const row of rows) out.push(`  ${String(row.count).padStart(width)}  ${name(row)}  (${linesOf(row, place)})`);
  };
  table(t('Why mail was refused or delayed'), summary.causes, (row) => row.name);
  table(t('Replies'), summary.replies, (row) => row.name);
  table(t('Most frequent refusals'), summary.refusals, (row) => plain(row.name));
  if (summary.servers.length > 0) {
    out.push('', t('Other servers'));
    for (const s of summary.servers) {
      const delay = s.delay === null ? '' : t(', ') + t('{0} on average', duration(s.delay));
      out.push(`  ${plain(s.name)}${t(': ')}${counted(s)}${delay}  (${linesOf(s, place)})`);
    }
  }
  if (summary.slowest.length > 0) {
    out.push('', t('Slowest deliveries'));
    for (const { id, to, delay, line } of summary.slowest)
      out.push(
        `  ${duration(delay)}${t(': ')}${[id, to && `<${to}>`]
          .filter(Boolean)
          .map((part) => plain(part ?? ''))
          .join(' ')}  (${t('line {0}', place(line))})`,
      );
  }
  return `${out.join('\n')}\n`;
}
