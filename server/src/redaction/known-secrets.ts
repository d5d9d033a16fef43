import { decodeBase64Text, encodeBase64 } from '../syntax/base64';
import { STAND_IN } from './secrets';

/** A secret that is shorter is not looked for elsewhere: it would be found in other words. */
const SHORTEST = 4;
/** Nor one that is a word of the protocol or of its examples. */
const TOO_COMMON =
  /^(?:test|user|users?name|mail|smtp|data|quit|auth|plain|login|from|rcpt|helo|ehlo|admin|none|null|true|false|localhost|example|postmaster|\d{1,5})$/i;
/** So many texts in one pattern. */
const AT_ONCE = 200;

/** The secrets of a document, to be found wherever they are repeated: in a reply, a log line, a stack trace. Holds them: never show one. */
export class KnownSecrets {
  private readonly texts = new Set<string>();
  private patterns: readonly RegExp[] | null = null;

  add(texts: readonly string[]): void {
    for (const text of texts) if (text.length >= SHORTEST && !TOO_COMMON.test(text)) this.texts.add(text);
    this.patterns = null;
  }

  /** Where a line repeats one, and what to put there. Columns, `to` exclusive; several may overlap. */
  *in(line: string): Generator<{ readonly from: number; readonly to: number; readonly standIn: string }> {
    this.patterns ??= this.compiled();
    for (const pattern of this.patterns)
      for (const { index, 0: text } of line.matchAll(pattern)) {
        const base64 = text.length >= 8 && decodeBase64Text(text) !== null && !/^[a-z]+$/.test(text);
        yield { from: index, to: index + text.length, standIn: base64 ? encodeBase64(STAND_IN) : STAND_IN };
      }
  }

  private compiled(): RegExp[] {
    const texts = [...new Set([...this.texts].flatMap(written))].sort((a, b) => b.length - a.length);
    const patterns: RegExp[] = [];
    for (let at = 0; at < texts.length; at += AT_ONCE)
      patterns.push(
        new RegExp(
          texts
            .slice(at, at + AT_ONCE)
            .map(literal)
            .join('|'),
          'g',
        ),
      );
    return patterns;
  }
}

/** A text as it may be written where some characters need escaping: in HTML, JSON, a URL, quoted-printable. */
function written(text: string): string[] {
  return [
    text,
    text.replace(/=+$/, ''),
    text.replace(/\//g, '\\/'),
    text.replace(/=/g, '=3D'),
    text.replace(/["\\]/g, '\\$&'),
    text.replace(/[+/=]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`),
    text.replace(/[&<>]/g, (unit) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[unit] ?? unit),
  ].filter((form) => form.length >= SHORTEST);
}

/** The pattern of a text; a short one is looked for as a whole word only. */
function literal(text: string): string {
  const escaped = text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return text.length < 8 && /^\w+$/.test(text) ? `(?<!\\w)${escaped}(?!\\w)` : escaped;
}
