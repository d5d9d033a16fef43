import { isElision } from '../session/reading/messages';
import { readHeaderLine } from '../syntax/header-line';

/** The stand-in for a line of text in a message. */
const TEXT = '(text)';
/** The same with a character outside US-ASCII, if the line had one: rules look at that. */
const INTERNATIONAL = '(téxt)';

/** Fields that say how the message is built, or when and where it went: their values are kept, with the names in them replaced. */
const BUILT =
  /^(?:date|received|return-path|delivered-to|message-id|in-reply-to|references|mime-version|content-type|content-transfer-encoding|dkim-signature|authentication-results|received-spf|resent-date|resent-message-id|auto-submitted|precedence|arc-[a-z-]+)$/;
/** Fields that contain addresses: only the addresses are kept. */
const ADDRESSES =
  /^(?:from|to|cc|bcc|sender|reply-to|resent-(?:from|to|cc|bcc|sender)|errors-to|disposition-notification-to|return-receipt-to)$/;

/** The longest line that no rule reports (RFC 5322 §2.1.1). */
const LONGEST = 998;

/** A stretch of a line that is replaced; units of the line. */
export interface Shortening {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * Removes the text of a message line by line and keeps what rules look at: number of lines, names of fields, empty lines, leading dots,
 * control characters, characters outside US-ASCII, lines that are too long, the lines between the parts of a MIME message.
 */
export class MessageStandIn {
  private inHeader = true;
  private keeps: 'value' | 'addresses' | 'nothing' = 'nothing';

  /** `sized`: the number of octets was announced (BDAT), and every line must keep its length. */
  constructor(private readonly sized = false) {}

  /** What to replace in the next line of the message; names in what is kept are handled elsewhere. */
  next(line: string): Shortening[] {
    if (line === '') {
      this.inHeader = false;
      return [];
    }
    if (isElision(line)) return [];
    if (/^--[\w'()+,./:=?-]{1,72}\s*$/.test(line)) {
      this.inHeader = true;
      this.keeps = 'nothing';
      return [];
    }
    if (!this.inHeader) return this.text(line, /^\.*/.exec(line)?.[0].length ?? 0);
    const folded = /^[ \t]/.test(line);
    const field = folded ? null : readHeaderLine(line);
    if (!folded && field?.kind !== 'field') {
      // It has no header after all, or no empty line after it: rules look at that themselves.
      this.keeps = 'nothing';
      return this.text(line, /^\.*/.exec(line)?.[0].length ?? 0);
    }
    if (field?.kind === 'field') {
      const name = field.name.toLowerCase();
      this.keeps = BUILT.test(name) ? 'value' : ADDRESSES.test(name) ? 'addresses' : 'nothing';
    }
    const from = field ? field.valueAt : (/^[ \t]+/.exec(line)?.[0].length ?? 0);
    if (this.keeps === 'value') return this.named(line, from);
    return this.keeps === 'addresses' ? this.persons(line, from) : this.text(line, from);
  }

  /** Replaces file names in values that are otherwise kept. */
  private named(line: string, from: number): Shortening[] {
    const match = /\b(?:file)?name\*?(?:\d\*?)?=("?)([^";]{1,500})\1/i.exec(line.slice(from));
    if (!match) return [];
    const at = from + match.index + match[0].length - match[2].length - match[1].length;
    return this.text(line.slice(0, at + match[2].length), at);
  }

  /** Removes names of persons; addresses and what is between them are kept. */
  private persons(line: string, from: number): Shortening[] {
    const found: Shortening[] = [];
    for (const { index, 0: word } of line
      .slice(from)
      .matchAll(/"[^"]{0,500}"|<[^<>]{0,500}>|=\?[^?\s]{1,60}\?[bq]\?[^?\s]{0,500}\?=|\([^()]{0,500}\)|[^\s<>",;:()]+/gi)) {
      if (word.startsWith('<') || word.includes('@') || /^\(?Name\)?$|^"Name"$/.test(word)) continue;
      const quoted = word.startsWith('"') || word.startsWith('(');
      const at = from + index + (quoted ? 1 : 0);
      found.push(...this.fill(line, at, from + index + word.length - (quoted ? 1 : 0), /[\u0080-\uffff]/.test(word) ? 'Näme' : 'Name'));
    }
    return found;
  }

  private text(line: string, from: number): Shortening[] {
    const found: Shortening[] = [];
    // Control characters are kept in their place.
    for (const { index, 0: run } of line.slice(from).matchAll(/[^\u0000-\u001f\u007f]+/g)) {
      const at = from + index;
      if (run.trim() !== '') found.push(...this.fill(line, at, at + run.length, /[\u0080-\uffff]/.test(run) ? INTERNATIONAL : TEXT));
    }
    return found;
  }

  private fill(line: string, from: number, to: number, text: string): Shortening[] {
    const old = line.slice(from, to);
    if (this.sized) {
      const same = old.replace(/[A-Za-z0-9]/g, 'x');
      return same === old ? [] : [{ from, to, text: same }];
    }
    const whole = line.length > LONGEST ? text.padEnd(old.length, text === TEXT || text === INTERNATIONAL ? 'x' : text) : text;
    return whole === old ? [] : [{ from, to, text: whole }];
  }
}
