import { Analysis, type Placed } from '../analysis/analysis';
import { learnNames, messageRenamed, namesIn } from '../redaction/dialogue-names';
import { secretsOfLines } from '../redaction/document';
import { Identities } from '../redaction/identities';
import { KnownSecrets } from '../redaction/known-secrets';
import { LetterHeads } from '../redaction/letter-heads';
import { MessageStandIn } from '../redaction/mail-stand-in';
import { octetRuns } from '../redaction/octet-rows';
import { composed, type Replaced, Replacements } from '../redaction/replacements';
import { Scanner } from '../redaction/scanner';
import { STAND_IN } from '../redaction/secrets';
import { isNameStandIn, StandIns, sameLength } from '../redaction/stand-ins';
import type { Exchange, Session } from '../session/model';
import { mailData } from '../session/reading/mail-data';
import { decodeBase64Text, encodeBase64 } from '../syntax/base64';
import { commandLikeness } from '../syntax/command-line';
import { column } from '../text/span';

export type { Replaced, ReplacedKind } from '../redaction/replacements';

export interface RedactOptions {
  /** Keep addresses, host names, IP addresses and user names; credentials are replaced nevertheless. */
  readonly keepIdentities?: boolean;
  /** Keep the text of messages. */
  readonly keepMailData?: boolean;
}

export interface Redacted {
  /** As many lines as the document has. */
  readonly lines: readonly string[];
  /** In the order of the text. Contains nothing of what was replaced. */
  readonly replaced: readonly Replaced[];
}

/**
 * A copy of a document that is safe to share. Credentials are always replaced, also where they are repeated; addresses, host names and IP
 * addresses get stand-ins (RFC 2606, 5737, 3849), the same one everywhere; the text of messages is left out. Codes, order, sizes, formats
 * and ids are kept: the copy is read like the document. A copy of the copy is the copy. Never throws.
 */
export function redact(analysis: Analysis, options: RedactOptions = {}): Redacted {
  const standIns = new StandIns(standInsOf(analysis));
  let copy = new Redaction(analysis, options, standIns).run();
  for (let look = 1; look < MOST_LOOKS && mayReadOtherwise(analysis, copy); look++) {
    const again = new Redaction(Analysis.of(copy.lines, analysis.hints), options, standIns).run();
    if (again.replaced.length === 0) break;
    copy = { lines: again.lines, replaced: composed(copy.replaced, again.replaced, copy.lines) };
  }
  return copy;
}

/**
 * A copy is read again, as its recipient would read it: what is beside a stand-in can read differently without the value. Hardly any text
 * needs a third pass.
 */
const MOST_LOOKS = 6;
const NAMES = /^(?:address|host|ip)$/;
/** A longer document (in lines) in which only names were replaced is a log, whose lines are read alike with any name. */
const LONG = 2000;

const mayReadOtherwise = ({ lines }: Analysis, { replaced }: Redacted): boolean =>
  replaced.length > 0 && (lines.count < LONG || replaced.some(({ kind }) => !NAMES.test(kind)));

class Redaction {
  private readonly edits: Replacements;
  /** Texts of secrets, to find them wherever they are repeated. */
  private known = new KnownSecrets();
  private readonly identities: Identities;

  constructor(
    private readonly analysis: Analysis,
    private readonly options: RedactOptions,
    standIns: StandIns,
  ) {
    this.edits = new Replacements(analysis.lines);
    this.identities = new Identities(standIns);
  }

  run(): Redacted {
    const { analysis } = this;
    const { placed, known } = secretsOfLines(analysis.lines, analysis.sessions());
    this.known = known;
    if (!this.options.keepIdentities) for (const { session } of analysis.sessions()) learnNames(session, this.identities);
    this.findCounted();
    for (const { line, from, to, kind, standIn } of placed) this.edits.put(line, from, to, kind, this.renamed(standIn));
    this.rows();
    this.repeated();
    if (!this.options.keepMailData) this.messages();
    if (!this.options.keepIdentities) this.heads();
    if (!this.options.keepIdentities) this.names();
    return { lines: this.edits.copy(), replaced: this.edits.inOrder() };
  }

  /** Finds the lines of formats in which replacements must keep their length. */
  private findCounted(): void {
    for (const { unit, start } of this.analysis.unitsIn()) {
      if (!unit.choice?.format.counted) continue;
      for (let line = start; line < start + unit.lines; line++) this.edits.counted.add(line);
    }
  }

  /** Octets that are shown as numbers: replacements keep the length, and the whole row is rewritten. */
  private rows(): void {
    const { lines } = this.analysis;
    const scanner = new Scanner();
    for (const run of octetRuns(lines.count, (n) => lines.line(n))) {
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
      for (let at = 0; at < run.lines; at++) {
        const line = run.line + at;
        // A word that only looks like octets keeps what else is replaced in it.
        if (text === run.text && /[^\t\n\r -~]/.test(text) && this.edits.on(line)) continue;
        this.edits.clear(line);
        if (changed[at] !== undefined && changed[at] !== lines.line(line))
          this.edits.put(line, 0, lines.line(line).length, 'blob', changed[at]);
        this.edits.close(line);
      }
    }
  }

  private repeated(): void {
    const { lines } = this.analysis;
    for (let line = 0; line < lines.count; line++)
      for (const { from, to, standIn } of this.known.in(lines.line(line))) this.edits.put(line, from, to, 'repeated', standIn);
    for (let line = 0; line + 1 < lines.count; line++) {
      const broken = this.known.across(lines.line(line), lines.line(line + 1));
      if (broken) for (const [n, { from, to, standIn }] of broken.entries()) this.edits.put(line + n, from, to, 'repeated', standIn);
    }
  }

  private messages(): void {
    for (const placed of this.analysis.unitsIn()) {
      const dialogue = this.analysis.dialogueOf(placed);
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
          for (const { line, piece } of mailData(this.analysis.lines, placed.start, dialogue.choice, exchange, session.key)) {
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

  /** Persons and subjects of messages that a text quotes; not where a dialogue or a line of a log was read. */
  private heads(): void {
    const { analysis } = this;
    const heads = new LetterHeads();
    const isPlain = (line: number, bounce: boolean): boolean =>
      /[A-Za-z]/.test(analysis.lines.line(line)) && (bounce || analysis.entryAt(line) === null);
    // Hardly any line has a field: only those that have one are read as lines of a log.
    for (const { unit, start } of this.plainUnits())
      for (let line = start; line < start + unit.lines; line++)
        if (heads.teaches(analysis.lines.line(line)) && isPlain(line, unit.bounce === true)) heads.learn(analysis.lines.line(line));
    for (const { unit, start } of this.plainUnits())
      for (let line = start; line < start + unit.lines; line++) {
        const found = heads.in(analysis.lines.line(line));
        if (found.length === 0 || !isPlain(line, unit.bounce === true)) continue;
        for (const { from, to, kind, standIn } of found) this.edits.put(line, from, to, kind, standIn);
      }
  }

  private *plainUnits(): Generator<Placed> {
    for (const placed of this.analysis.unitsIn()) if (!placed.unit.choice) yield placed;
  }

  private names(): void {
    const { lines } = this.analysis;
    for (let line = 0; line < lines.count; line++) this.identities.learn(lines.line(line));
    for (const { session, start } of this.analysis.sessions())
      for (const { kind, line, piece, from, to, standIn } of namesIn(session, this.identities)) {
        const there = lines.line(start + line).slice(column(piece, from), column(piece, to));
        if (!isNameStandIn(there)) this.edits.putPiece(start + line, piece, from, to, kind, standIn);
      }
    const begins = this.replyColumns();
    for (let line = 0; line < lines.count; line++) {
      const starts = begins.get(line);
      const found = this.identities.in(lines.line(line));
      this.edits.putAll(line, starts ? found.filter(({ from, to }) => !starts.some((start) => from < start && start < to)) : found);
    }
  }

  /** Columns at which replies begin: no replacement crosses them, even where a chunk ended without a line end. */
  private replyColumns(): Map<number, number[]> {
    const columns = new Map<number, number[]>();
    for (const { session, start } of this.analysis.sessions())
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

/** Whether a stand-in already occurs in the document. */
function standInsOf(analysis: Analysis): (standIn: string) => boolean {
  const found = new Set<string>();
  const { lines } = analysis;
  for (let line = 0; line < lines.count; line++)
    for (const [text] of lines
      .line(line)
      .matchAll(
        /(?<![\w-])(?:example\.(?:com|net|org)|d[oö]main\d+\.example|(?:user|person|host_?)\d+|(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d{1,3})\.\d{1,3}|2001:db8::[0-9a-f]{1,4})(?![\w-])/gi,
      ))
      found.add(text.toLowerCase());
  return (standIn) => found.has(standIn);
}
