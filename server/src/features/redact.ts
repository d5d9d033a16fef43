import type { Analysis, PlacedSession } from '../analysis/analysis';
import { learnNames, messageRenamed, namesIn } from '../redaction/dialogue-names';
import { Identities } from '../redaction/identities';
import { KnownSecrets } from '../redaction/known-secrets';
import { MessageStandIn } from '../redaction/mail-stand-in';
import { octetRuns } from '../redaction/octet-rows';
import { type Replaced, Replacements } from '../redaction/replacements';
import { STAND_IN, secretsOf } from '../redaction/secrets';
import { secretsInText } from '../redaction/secrets-in-text';
import { StandIns, sameLength } from '../redaction/stand-ins';
import { authDialoguesOf } from '../session/auth-dialogue';
import type { Exchange, Session } from '../session/model';
import { mailData } from '../session/reading/mail-data';
import { decodeBase64Text, encodeBase64 } from '../syntax/base64';
import { commandLikeness } from '../syntax/command-line';

export type { Replaced, ReplacedKind } from '../redaction/replacements';

export interface RedactOptions {
  /** Leave addresses, host names, IP addresses and user names as they are; credentials go all the same. */
  readonly keepIdentities?: boolean;
  /** Leave the text of messages as it is. */
  readonly keepMailData?: boolean;
}

export interface Redacted {
  /** As many lines as the document has. */
  readonly lines: readonly string[];
  /** In the order of the text. Holds nothing of what was replaced. */
  readonly replaced: readonly Replaced[];
}

/**
 * A copy of a document that is safe to share. Credentials go in any case, also where they are repeated; addresses, host names and IP
 * addresses get stand-ins (RFC 2606, 5737, 3849), the same one everywhere; the text of messages is left out. Codes, order, sizes, formats
 * and ids stay, so that the copy is read like the document. A copy of the copy is the copy. Never throws.
 */
export function redact(analysis: Analysis, options: RedactOptions = {}): Redacted {
  return new Redaction(analysis, options).run();
}

class Redaction {
  private readonly edits: Replacements;
  /** Texts of secrets, to be looked for wherever they are repeated. */
  private readonly known = new KnownSecrets();
  private readonly identities: Identities;
  /** Lines of AUTH dialogues that were read: what is no secret there is none. */
  private readonly told = new Set<number>();

  constructor(
    private readonly analysis: Analysis,
    private readonly options: RedactOptions,
  ) {
    this.edits = new Replacements(analysis.lines);
    this.identities = new Identities(new StandIns(standInsOf(analysis)));
  }

  run(): Redacted {
    for (const placed of this.analysis.sessions()) this.credentials(placed);
    this.textSecrets();
    this.findCounted();
    this.rows();
    this.repeated();
    if (!this.options.keepMailData) this.messages();
    if (!this.options.keepIdentities) this.names();
    return { lines: this.edits.copy(), replaced: this.edits.inOrder() };
  }

  private isReplaced(line: number): boolean {
    return this.edits.on(line) || this.told.has(line);
  }

  /** Lines of formats in which what is replaced must keep its length. */
  private findCounted(): void {
    for (const { unit, start } of this.analysis.unitsIn()) {
      if (!unit.choice?.format.counted) continue;
      for (let line = start; line < start + unit.lines; line++) this.edits.counted.add(line);
    }
    // What was replaced before is known now: it is found again.
    for (const line of this.edits.counted) this.edits.clear(line);
    if (this.edits.counted.size > 0) this.textSecrets();
  }

  /** Octets that are shown as numbers: what is replaced keeps its length, and the whole row is written anew. */
  private rows(): void {
    const { lines } = this.analysis;
    for (const run of octetRuns(lines.count, (n) => lines.line(n))) {
      let text = run.text;
      const mask = (from: number, to: number): void => {
        text = text.slice(0, from) + sameLength(text.slice(from, to)) + text.slice(to);
      };
      for (const { from, to } of secretsInText(run.text)) mask(from, to);
      for (const { from, to } of this.known.in(run.text)) mask(from, to);
      if (!this.options.keepIdentities)
        for (const { from, to, kind } of this.identities.in(text)) if (kind !== 'ip' || run.text.includes('@')) mask(from, to);
      const changed = text === run.text ? [] : run.with(text);
      for (let at = 0; at < run.lines; at++) {
        const line = run.line + at;
        this.edits.clear(line);
        if (changed[at] !== undefined && changed[at] !== lines.line(line))
          this.edits.put(line, 0, lines.line(line).length, 'blob', changed[at]);
        this.edits.close(line);
      }
    }
  }

  private credentials({ session, start }: PlacedSession): void {
    for (const secret of secretsOf(session)) {
      this.known.add(secret.known);
      this.edits.putPiece(start + secret.command.line, secret.piece, secret.from, secret.to, secret.kind, this.renamed(secret.standIn));
    }
    this.wrapped({ session, start });
    if (!this.options.keepIdentities) learnNames(session, this.identities);
  }

  /** The rest of a value that was wrapped over several lines was read as a command (RULES.md D.1, "second-hand leaks"). */
  private wrapped({ session, start }: PlacedSession): void {
    for (const { begin, steps } of authDialoguesOf(session)) {
      for (const { command } of steps) this.told.add(start + command.line);
      const index = steps[steps.length - 1]?.exchange.index ?? begin?.index ?? -1;
      for (const { command } of session.exchanges.slice(index + 1, index + 4)) {
        const text = command?.kind === 'command' ? command.piece.text.trim() : '';
        if (
          !command ||
          text.length < 8 ||
          commandLikeness(text) > 0 ||
          !/^[A-Za-z0-9+/]+={0,2}$/.test(text) ||
          /REDACTED/.test(decodeBase64Text(text) ?? '')
        )
          continue;
        this.known.add([text]);
        this.edits.putPiece(start + command.line, command.piece, 0, command.piece.text.length, 'blob', encodeBase64(STAND_IN));
      }
    }
  }

  private textSecrets(): void {
    const { lines } = this.analysis;
    let block = false;
    let answers = 0;
    for (let line = 0; line < lines.count; line++) {
      const text = lines.line(line);
      answers = ASKS.test(text) ? MOST_ANSWERS : answers - 1;
      const answer = answers > 0 ? ANSWER.exec(text)?.[1] : undefined;
      if (answer && commandLikeness(answer) === 0 && decodeBase64Text(answer) !== STAND_IN && !this.isReplaced(line)) {
        this.known.add([answer, ...(answer.length >= 8 ? [decodeBase64Text(answer) ?? ''] : [])]);
        const at = text.lastIndexOf(answer);
        this.edits.put(line, at, at + answer.length, 'blob', encodeBase64(STAND_IN));
      }
      if (block) {
        block = !/-----END [A-Z ]{0,40}PRIVATE KEY-----/.test(text);
        const match = block ? /[A-Za-z0-9+/=]{4,}/.exec(text) : null;
        if (match && match[0] !== STAND_IN) this.edits.put(line, match.index, match.index + match[0].length, 'key', STAND_IN);
      } else {
        block = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----\s*$/.test(text);
      }
      for (const { kind, from, to, standIn, known } of secretsInText(text)) {
        this.known.add(known);
        this.edits.put(
          line,
          from,
          to,
          kind === 'bearer' ? 'token' : kind === 'key' || kind === 'private-key' ? 'key' : 'password',
          this.renamed(standIn),
        );
      }
    }
  }

  private repeated(): void {
    const { lines } = this.analysis;
    for (let line = 0; line < lines.count; line++)
      for (const { from, to, standIn } of this.known.in(lines.line(line))) this.edits.put(line, from, to, 'repeated', standIn);
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

  private names(): void {
    const { lines } = this.analysis;
    for (let line = 0; line < lines.count; line++) this.identities.learn(lines.line(line));
    for (const { session, start } of this.analysis.sessions())
      for (const { kind, line, piece, from, to, standIn } of namesIn(session, this.identities))
        this.edits.putPiece(start + line, piece, from, to, kind, standIn);
    const begins = this.replyColumns();
    for (let line = 0; line < lines.count; line++) {
      const starts = begins.get(line) ?? [];
      const found = this.identities.in(lines.line(line)).filter(({ from, to }) => !starts.some((start) => from < start && start < to));
      this.edits.putAll(line, found);
    }
  }

  /** Columns at which replies begin: nothing runs across them, not even where a chunk ended without a line end. */
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

/** A line after which the client's answers follow, in a text that shows one side only or is no dialogue that was read. */
const ASKS =
  /\bAUTH[ \t]+(?:LOGIN|PLAIN|CRAM-MD5|DIGEST-MD5|NTLM|XOAUTH2)(?:[ \t]+[A-Za-z0-9+/]+={0,2})?\s*$|(?:^|\s)334(?: [A-Za-z0-9+/]*={0,2})?\s*$/i;
const ANSWER = /^[>\s]{0,8}([A-Za-z0-9+/]{6,}={0,2})\s*$/;
/** So many lines after it may hold one. */
const MOST_ANSWERS = 4;

/** Lines between BDAT and what comes next: octets that were counted. */
function* chunkLines(session: Session, exchange: Exchange): Generator<number> {
  const next = session.exchanges[exchange.index + 1]?.command?.line ?? session.lastLine + 1;
  const reply = exchange.replies[0]?.lines[0].line ?? session.lastLine + 1;
  for (let line = (exchange.command?.line ?? next) + 1; line < Math.min(next, reply); line++) yield line;
}

/** Whether a stand-in already stands in the document. */
function standInsOf(analysis: Analysis): (standIn: string) => boolean {
  const found = new Set<string>();
  const { lines } = analysis;
  for (let line = 0; line < lines.count; line++)
    for (const [text] of lines
      .line(line)
      .matchAll(
        /(?<![\w-])(?:example\.(?:com|net|org)|domain\d+\.example|(?:user|person|host_?)\d+|(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d{1,3})\.\d{1,3}|2001:db8::[0-9a-f]{1,4})(?![\w-])/gi,
      ))
      found.add(text.toLowerCase());
  return (standIn) => found.has(standIn);
}
