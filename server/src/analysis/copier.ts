import { learnNames, messageRenamed, namesIn } from '../redaction/dialogue-names';
import { endOfRows, MOST_ROWS, type PlacedSecret, secretsOfLines } from '../redaction/document';
import { Identities } from '../redaction/identities';
import { KnownSecrets } from '../redaction/known-secrets';
import { LetterHeads } from '../redaction/letter-heads';
import { MessageStandIn } from '../redaction/mail-stand-in';
import { octetRuns } from '../redaction/octet-rows';
import { type Replaced, Replacements } from '../redaction/replacements';
import { Scanner } from '../redaction/scanner';
import { STAND_IN } from '../redaction/secrets';
import { isNameStandIn, type StandIns, sameLength } from '../redaction/stand-ins';
import type { Exchange, Session } from '../session/model';
import { mailData } from '../session/reading/mail-data';
import { decodeBase64Text, encodeBase64 } from '../syntax/base64';
import { commandLikeness } from '../syntax/command-line';
import type { Lines } from '../text/lines';
import { column } from '../text/span';
import type { Analysis, Placed, PlacedSession } from './analysis';

export interface RedactOptions {
  /** Keep addresses, host names, IP addresses and user names; credentials are replaced nevertheless. */
  readonly keepIdentities?: boolean;
  /** Keep the text of messages. */
  readonly keepMailData?: boolean;
}

export interface Redacted {
  /** As many lines as were copied. */
  readonly lines: readonly string[];
  /** In the order of the text. Contains nothing of what was replaced. */
  readonly replaced: readonly Replaced[];
}

/** The first lines of an analysis, up to `to` (exclusive), which ends at the end of a unit or between lines that are no dialogue. */
export interface Stretch {
  readonly analysis: Analysis;
  readonly to: number;
}

/**
 * Makes the copy of a document that is read in stretches, each as the whole document would be read there: first learns from all of them, in
 * order, then copies them, in the same order. What one of them reveals is replaced in all. Never throws.
 */
export class Copier {
  /** Texts of secrets, to find them wherever they are repeated. */
  private readonly known = new KnownSecrets();
  private readonly identities: Identities;
  private readonly heads = new LetterHeads();
  /** The secrets of each stretch that was learned from and is still to be copied. */
  private readonly placed: (readonly PlacedSecret[])[] = [];
  private readonly learned = new Beside();
  private readonly copied = new Beside();

  constructor(
    private readonly options: RedactOptions,
    standIns: StandIns,
  ) {
    this.identities = new Identities(standIns);
  }

  /** Learns secrets and names from the next stretch. */
  learn(stretch: Stretch): void {
    const { analysis, to } = stretch;
    const lines = this.learned.around(stretch);
    const { placed, known } = secretsOfLines(lines, sessionsOf(stretch), lines.from, lines.to);
    this.known.merge(known);
    this.placed.push(placed.filter(({ line }) => line >= 0 && line < to));
    if (!this.options.keepIdentities) {
      for (const { session } of sessionsOf(stretch)) learnNames(session, this.identities);
      for (let line = 0; line < to; line++) this.identities.learn(analysis.lines.line(line));
      for (const line of plainLines(stretch, (text) => this.heads.teaches(text))) this.heads.learn(analysis.lines.line(line));
    }
    this.learned.goOn(stretch);
  }

  /** Copies the next stretch. Lines of what was replaced count from its first. */
  copy(stretch: Stretch): Redacted {
    const lines = this.copied.around(stretch);
    const copying = new Copying(stretch, lines, this.options, this.known, this.identities, this.heads);
    const copy = copying.run(this.placed.shift() ?? []);
    this.copied.goOn(stretch);
    return copy;
  }
}

/** Lines of a stretch, and those beside it that may belong to rows of text or octets in it: `[from, to)`, its first line is 0. */
interface Around extends Lines {
  readonly from: number;
  readonly to: number;
}

/** The plain lines with which the stretches so far ended: rows may go on in the next one. */
class Beside {
  private before: readonly string[] = [];

  around({ analysis: { lines }, to }: Stretch): Around {
    const { before } = this;
    return {
      count: lines.count,
      from: -before.length,
      to: endOfRows(lines, to),
      line: (n) => (n < 0 ? (before[before.length + n] ?? '') : lines.line(n)),
    };
  }

  goOn({ analysis, to }: Stretch): void {
    const own: string[] = [];
    const first = Math.max(0, to - MOST_ROWS);
    for (const { unit, start } of analysis.unitsIn(first, to)) {
      if (unit.choice) own.length = 0;
      else for (let line = Math.max(first, start); line < Math.min(to, start + unit.lines); line++) own.push(analysis.lines.line(line));
    }
    this.before = own.length < to ? own : [...this.before, ...own].slice(-MOST_ROWS);
  }
}

function* sessionsOf({ analysis, to }: Stretch): Generator<PlacedSession> {
  for (const placed of analysis.sessions(0, to)) if (placed.start < to) yield placed;
}

/** Lines of quoted messages that pass a test: not where a dialogue or a line of a log was read. */
function* plainLines({ analysis, to }: Stretch, test: (text: string) => boolean): Generator<number> {
  for (const { unit, start } of analysis.unitsIn(0, to)) {
    if (unit.choice) continue;
    for (let line = start; line < Math.min(to, start + unit.lines); line++) {
      const text = analysis.lines.line(line);
      // Hardly any line passes: only those that do are read as lines of a log.
      if (test(text) && /[A-Za-z]/.test(text) && (unit.bounce === true || analysis.entryAt(line) === null)) yield line;
    }
  }
}

/** The copy of one stretch. */
class Copying {
  private readonly edits: Replacements;

  constructor(
    private readonly stretch: Stretch,
    private readonly lines: Around,
    private readonly options: RedactOptions,
    private readonly known: KnownSecrets,
    private readonly identities: Identities,
    private readonly heads: LetterHeads,
  ) {
    this.edits = new Replacements(lines);
  }

  run(placed: readonly PlacedSecret[]): Redacted {
    const { to } = this.stretch;
    this.findCounted();
    for (const { line, from, to: end, kind, standIn } of placed) this.edits.put(line, from, end, kind, this.renamed(standIn));
    this.rows();
    this.repeated();
    if (!this.options.keepMailData) this.messages();
    if (!this.options.keepIdentities) {
      this.quotedHeads();
      this.names();
    }
    return { lines: this.edits.copy(to), replaced: this.edits.inOrder(to) };
  }

  /** Units that begin in the stretch. */
  private units(): Generator<Placed> {
    return this.stretch.analysis.unitsIn(0, this.stretch.to);
  }

  /** Finds the lines of formats in which replacements must keep their length. */
  private findCounted(): void {
    for (const { unit, start } of this.units()) {
      if (!unit.choice?.format.counted) continue;
      for (let line = start; line < start + unit.lines; line++) this.edits.counted.add(line);
    }
  }

  /** Octets that are shown as numbers: replacements keep the length, and the whole row is rewritten. */
  private rows(): void {
    const { lines } = this;
    const scanner = new Scanner();
    for (const run of octetRuns(lines.to - lines.from, (n) => lines.line(lines.from + n))) {
      let text = run.text;
      const mask = (from: number, to: number): void => {
        text = text.slice(0, from) + sameLength(text.slice(from, to)) + text.slice(to);
      };
      let at = 0;
      for (const row of run.text.split('\n')) {
        for (const { from, to } of scanner.in(row)) mask(at + from, at + to);
        at += row.length + 1;
      }
      for (const { from, to } of this.known.in(run.text)) mask(from, to);
      if (!this.options.keepIdentities)
        for (const { from, to, kind } of this.identities.in(text)) if (kind !== 'ip' || run.text.includes('@')) mask(from, to);
      const changed = text === run.text ? [] : run.with(text);
      for (const [at, { from, to }] of run.rows.entries()) {
        const line = lines.from + run.line + at;
        // A word that only looks like octets keeps what else is replaced in it.
        if (text === run.text && /[^\t\n\r -~]/.test(text) && this.edits.on(line)) continue;
        this.edits.clear(line, from, to);
        if (changed[at] !== undefined && changed[at] !== lines.line(line).slice(from, to))
          this.edits.put(line, from, to, 'blob', changed[at]);
        this.edits.close(line, from, to);
      }
    }
  }

  private repeated(): void {
    const { lines, known } = this;
    const { to } = this.stretch;
    for (let line = 0; line < to; line++)
      for (const { from, to: end, standIn } of known.in(lines.line(line))) this.edits.put(line, from, end, 'repeated', standIn);
    for (let line = Math.max(-1, lines.from); line < to && line + 1 < lines.count; line++) {
      const broken = known.across(lines.line(line), lines.line(line + 1));
      if (broken) for (const [n, { from, to: end, standIn }] of broken.entries()) this.edits.put(line + n, from, end, 'repeated', standIn);
    }
  }

  private messages(): void {
    const { analysis } = this.stretch;
    for (const placed of this.units()) {
      const dialogue = analysis.dialogueOf(placed);
      for (const session of dialogue?.sessions ?? []) {
        const commands = new Set(session.exchanges.map(({ command }) => command?.line));
        // A format that shows several lines in one has commands and mail data side by side.
        const begun = new Set(
          session.exchanges.flatMap(({ command, kind }) =>
            command && kind === 'command' ? [`${command.line} ${command.piece.from}`] : [],
          ),
        );
        for (const exchange of session.exchanges) {
          if (!dialogue || !exchange.command || (exchange.kind !== 'data' && exchange.command.verb !== 'BDAT')) continue;
          const sized = exchange.kind !== 'data';
          if (sized) for (const line of chunkLines(session, exchange)) this.edits.counted.add(placed.start + line);
          const message = new MessageStandIn(sized);
          for (const { line, piece } of mailData(analysis.lines, placed.start, dialogue.choice, exchange, session.key)) {
            if (begun.has(`${line} ${piece.from}`)) continue;
            if (sized && (commands.has(line) || commandLikeness(piece.text) > 1)) continue;
            if (!sized && line === exchange.command.lastLine && exchange.command.ended && piece.from >= exchange.command.piece.from)
              continue;
            for (const { from, to, text } of message.next(piece.text))
              this.edits.putPiece(placed.start + line, piece, from, to, 'mail', text);
          }
        }
      }
    }
  }

  /** Persons and subjects of messages that a text quotes. */
  private quotedHeads(): void {
    const { heads, lines } = this;
    for (const line of plainLines(this.stretch, (text) => heads.in(text).length > 0))
      for (const { from, to, kind, standIn } of heads.in(lines.line(line))) this.edits.put(line, from, to, kind, standIn);
  }

  private names(): void {
    const { lines } = this;
    for (const { session, start } of sessionsOf(this.stretch))
      for (const { kind, line, piece, from, to, standIn } of namesIn(session, this.identities)) {
        const there = lines.line(start + line).slice(column(piece, from), column(piece, to));
        if (!isNameStandIn(there)) this.edits.putPiece(start + line, piece, from, to, kind, standIn);
      }
    const begins = this.replyColumns();
    for (let line = 0; line < this.stretch.to; line++) {
      const starts = begins.get(line);
      const found = this.identities.in(lines.line(line));
      this.edits.putAll(line, starts ? found.filter(({ from, to }) => !starts.some((start) => from < start && start < to)) : found);
    }
  }

  /** Columns at which replies begin: no replacement crosses them, even where a chunk ended without a line end. */
  private replyColumns(): Map<number, number[]> {
    const columns = new Map<number, number[]>();
    for (const { session, start } of sessionsOf(this.stretch))
      for (const { replies } of session.exchanges)
        for (const { lines } of replies)
          for (const { line, piece } of lines)
            if (piece.from > 0) columns.set(start + line, [...(columns.get(start + line) ?? []), piece.from]);
    return columns;
  }

  /** A stand-in for credentials with the names in it replaced. */
  private renamed(standIn: string): string {
    if (this.options.keepIdentities) return standIn;
    const text = decodeBase64Text(standIn);
    return text === null || text === STAND_IN ? standIn : encodeBase64(messageRenamed(text, this.identities));
  }
}

/** Lines between BDAT and what comes next: their octets were counted. */
function* chunkLines(session: Session, exchange: Exchange): Generator<number> {
  const next = session.exchanges[exchange.index + 1]?.command?.line ?? session.lastLine + 1;
  const reply = exchange.replies[0]?.lines[0].line ?? session.lastLine + 1;
  for (let line = (exchange.command?.line ?? next) + 1; line < Math.min(next, reply); line++) yield line;
}
