import { Analysis } from '../analysis/analysis';
import { Copier, type Redacted, type RedactOptions, type Stretch } from '../analysis/copier';
import { composed } from '../redaction/replacements';
import { StandIns } from '../redaction/stand-ins';
import { unsliced } from '../text/unsliced';

export type { Redacted, RedactOptions } from '../analysis/copier';
export type { Replaced, ReplacedKind } from '../redaction/replacements';

/**
 * A copy of a document that is safe to share. Credentials are always replaced, also where they are repeated; addresses, host names and IP
 * addresses get stand-ins (RFC 2606, 5737, 3849), the same one everywhere; the text of messages is left out. Codes, order, sizes, formats
 * and ids are kept: the copy is read like the document. A copy of the copy is the copy. Never throws.
 */
export function redact(analysis: Analysis, options: RedactOptions = {}): Redacted {
  const redaction = new Redaction(options);
  const whole = { analysis, to: analysis.lines.count };
  redaction.learn(whole);
  return redaction.copy(whole);
}

/**
 * The same for a document that is too long to be held: it is read twice, in the same stretches. `learn` is called with each of them, in order,
 * then `copy` with each of them. The copy of a stretch is what it is in the copy of the whole, but for the numbers in stand-ins.
 */
export class Redaction {
  /** Stand-ins that the document has already: they keep their meaning. */
  private readonly taken = new Set<string>();
  private readonly standIns = new StandIns((standIn) => this.taken.has(standIn));
  private readonly copier: Copier;

  constructor(private readonly options: RedactOptions = {}) {
    this.copier = new Copier(options, this.standIns);
  }

  /** Learns secrets and names from the next stretch. */
  learn(stretch: Stretch): void {
    for (let line = 0; line < stretch.to; line++)
      for (const [text] of stretch.analysis.lines.line(line).matchAll(STAND_INS)) this.taken.add(unsliced(text.toLowerCase()));
    this.copier.learn(stretch);
  }

  /** Copies the next stretch. Lines of what was replaced count from its first. */
  copy(stretch: Stretch): Redacted {
    let copy = this.copier.copy(stretch);
    for (let look = 1; look < MOST_LOOKS && mayReadOtherwise(copy); look++) {
      const copier = new Copier(this.options, this.standIns);
      const again = { analysis: Analysis.of(copy.lines, stretch.analysis.hints), to: copy.lines.length };
      copier.learn(again);
      const { lines, replaced } = copier.copy(again);
      if (replaced.length === 0) break;
      copy = { lines, replaced: composed(copy.replaced, replaced, copy.lines) };
    }
    return copy;
  }
}

const STAND_INS =
  /(?<![\w-])(?:example\.(?:com|net|org)|d[oö]main\d+\.example|(?:user|person|host_?)\d+|(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d{1,3})\.\d{1,3}|2001:db8::[0-9a-f]{1,4})(?![\w-])/gi;

/**
 * A copy is read again, as its recipient would read it: what is beside a stand-in can read differently without the value. Hardly any text
 * needs a third pass.
 */
const MOST_LOOKS = 6;
const NAMES = /^(?:address|host|ip)$/;
/** A longer stretch (in lines) in which only names were replaced is one of a log, whose lines are read alike with any name. */
const LONG = 2000;

const mayReadOtherwise = ({ lines, replaced }: Redacted): boolean =>
  replaced.length > 0 && (lines.length < LONG || replaced.some(({ kind }) => !NAMES.test(kind)));
