import { isVerb, keyword } from '../knowledge';
import { decodeBase64Text, encodeBase64 } from '../syntax/base64';
import { withoutEnd } from '../text/ends';
import { unsliced } from '../text/unsliced';
import { STAND_IN } from './secrets';
import { viewsOf } from './views';

/** A shorter secret is not looked for elsewhere: it would be found in other words. */
const SHORTEST = 4;
/** Nor is one that is a word of the protocol or of its examples. */
const TOO_COMMON =
  /^(?:test|user|users?name|mail|smtp|esmtp|data|quit|auth|plain|login|from|rcpt|helo|ehlo|admin|none|null|true|false|localhost|example|postmaster|password|pass|secret|token|hidden|redacted|server|client|sender|recipient|address|message|error|failed|reply|code|command|session|accepted|rejected|refused|text|host|name|this|that|with|your|line|u00[01][0-9a-f]|\d{1,5})$/i;
/** Nor is one that is hardly more than punctuation (`-&gt;`): it would be found in program output. */
const TELLS = /(?:[\p{L}\p{N}][^\p{L}\p{N}]*){3}|[^\s\p{L}\p{N}]{6}/u;
/** Letters in the case that a word has in a sentence: they are in the middle of other words too. */
const WORD = /^\p{L}\p{Ll}{0,40}$/u;
/** A repetition is recognised by this many units of its beginning; whatever agrees after them belongs to it. */
const KNOWN_BY = 12;

/** Where a line repeats a secret, and the replacement. Columns, `to` exclusive. */
export interface Repetition {
  readonly from: number;
  readonly to: number;
  readonly standIn: string;
}

/**
 * The secrets of a document, to find them wherever they are repeated: in a reply, a log line, a stack trace. It contains them: never show
 * one. They are looked up by their beginning, not by a pattern: the cost of a line depends on its length, whatever was planted.
 */
export class KnownSecrets {
  private readonly texts = new Set<string>();
  private readonly byBeginning = new Map<string, string[]>();
  /** A bit for each hash of the first units of a text: hardly any place of a line begins like a secret. */
  private begins: Uint8Array | null = null;

  get isEmpty(): boolean {
    return this.texts.size === 0;
  }

  add(texts: readonly string[]): void {
    for (const text of texts) for (const form of written(text)) this.learn(form);
  }

  /** Whether both contain the same secrets. */
  sameAs(other: KnownSecrets): boolean {
    return this === other || (this.texts.size === other.texts.size && this.includes(other));
  }

  /** Whether all secrets of the other are in this one. */
  includes(other: KnownSecrets): boolean {
    for (const text of other.texts) if (!this.texts.has(text)) return false;
    return true;
  }

  /** What another document part knows. */
  merge(other: KnownSecrets): void {
    for (const text of other.texts) this.learn(text);
  }

  private learn(form: string): void {
    if (
      form.length < SHORTEST ||
      !TELLS.test(form) ||
      TOO_COMMON.test(form) ||
      isWord(form) ||
      /^(.)\1*$/.test(form.slice(0, 40)) ||
      this.texts.has(form)
    )
      return;
    const text = unsliced(form);
    this.texts.add(text);
    this.begins ??= new Uint8Array(BEGINNINGS / 8);
    let hash = 0;
    for (let at = 0; at < SHORTEST; at++) hash = hashWith(hash, text.charCodeAt(at));
    this.begins[hash >> 3] |= 1 << (hash & 7);
    for (const length of text.length < KNOWN_BY ? [SHORTEST] : [KNOWN_BY]) {
      const key = `${length}${text.slice(0, length)}`;
      const known = this.byBeginning.get(key);
      if (known) known.push(text);
      else this.byBeginning.set(key, [text]);
    }
  }

  /** The repetitions in a line, including escaped ones; several may overlap. */
  in(line: string): readonly Repetition[] {
    if (this.isEmpty) return NONE;
    let found: Repetition[] | null = null;
    for (const { text, at } of viewsOf(line))
      for (let begin = this.beginsIn(text, 0); begin >= 0; ) {
        const end = begin + this.lengthAt(text, begin);
        if (end > begin) {
          found ??= [];
          const standIn = standInOf(text.slice(begin, end));
          found.push(at.length > 0 ? { from: at[begin], to: at[end], standIn } : { from: begin, to: end, standIn });
        }
        begin = this.beginsIn(text, Math.max(end, begin + 1));
      }
    return found ?? NONE;
  }

  /** The next place, from `from` on, where a text may begin; -1 for none. */
  private beginsIn(text: string, from: number): number {
    const { begins } = this;
    if (!begins) return -1;
    let hash = 0;
    for (let at = from; at < text.length; at++) {
      hash = hashWith(hash, text.charCodeAt(at));
      if ((begins[hash >> 3] & (1 << (hash & 7))) !== 0 && at - from >= SHORTEST - 1) return at - SHORTEST + 1;
    }
    return -1;
  }

  /** How many units at `at` are a known text; 0 for none. The longest wins. */
  private lengthAt(text: string, at: number): number {
    let best = 0;
    for (const length of [KNOWN_BY, SHORTEST]) {
      for (const known of this.byBeginning.get(`${length}${text.slice(at, at + length)}`) ?? []) {
        if (known.length <= best || !text.startsWith(known.slice(0, 64), at)) continue;
        let end = Math.min(64, known.length);
        while (end < known.length && known[end] === text[at + end]) end++;
        if (end >= Math.min(known.length, 64) && this.isWhole(known, text, at, end)) best = Math.max(best, end);
      }
    }
    return best;
  }

  /** Whether a short text, or one that may be a word of a language, is a whole word here; only then does it count. */
  private isWhole(known: string, text: string, at: number, length: number): boolean {
    const [before, after] = [text[at - 1] ?? '', text[at + length] ?? ''];
    if (known.length < 8 && /^\w+$/.test(known)) return !/\w/.test(before) && !/\w/.test(after);
    return !WORD.test(known) || (!/\p{L}/u.test(before) && !/\p{L}/u.test(after));
  }

  /** Where a secret continues over the end of a line into the next: its columns in both, or only in the first if hardly anything is left. */
  across(line: string, next: string): readonly Repetition[] | null {
    if (this.isEmpty) return null;
    const end = line.trimEnd();
    const limit = Math.max(0, end.length - 400);
    for (let at = this.beginsIn(end, limit); at >= 0 && at + KNOWN_BY <= end.length; at = this.beginsIn(end, at + 1)) {
      for (const known of this.byBeginning.get(`${KNOWN_BY}${end.slice(at, at + KNOWN_BY)}`) ?? []) {
        const head = end.length - at;
        if (known.length <= head || !known.startsWith(end.slice(at))) continue;
        const rest = known.slice(head);
        const there = next.indexOf(rest);
        if (there < 0 || there > 60) continue;
        const begun = { from: at, to: end.length, standIn: STAND_IN };
        return rest.length < SHORTEST ? [begun] : [begun, { from: there, to: there + rest.length, standIn: STAND_IN }];
      }
    }
    return null;
  }
}

const NONE: readonly Repetition[] = [];

function standInOf(text: string): string {
  const base64 = text.length >= 8 && decodeBase64Text(text) !== null && !/^[a-z]+$/.test(text);
  return base64 ? encodeBase64(STAND_IN) : STAND_IN;
}

const ENCODER = new TextEncoder();
const BEGINNINGS = 1 << 15;
/** The hash of the last `SHORTEST` units: the one before them is shifted out. */
const hashWith = (hash: number, unit: number): number => ((hash << 4) ^ unit) & (BEGINNINGS - 1);

/** A word of the protocol: removing it would take the dialogue apart. */
const isWord = (text: string): boolean => text.length < 24 && (isVerb(text.toUpperCase()) || keyword(text.toUpperCase()) !== undefined);

/** The forms in which a text is repeated, besides escapes: encoded, without padding, in the URL alphabet, in numbers. */
function written(text: string): string[] {
  const forms = new Set([text, text.trim()]);
  for (const form of [...forms]) {
    if (form.length > 4096 || form.length < SHORTEST) continue;
    const base64 = encodeBase64(form);
    for (const one of [base64, encodeBase64(`${form}\n`), ...(/^[A-Za-z0-9+/]+=*$/.test(form) ? [form] : [])]) {
      const bare = withoutEnd(one, '=');
      if (one !== form && bare.length < 8) continue;
      forms.add(bare);
      forms.add(bare.replaceAll('+', '-').replaceAll('/', '_'));
    }
    if (form.length < 256) forms.add(Array.from(ENCODER.encode(form), (octet) => octet.toString(16).padStart(2, '0')).join(''));
    forms.add(form.replace(/["\\]/g, '\\$&'));
    // Rows of octets are read with one unit per octet.
    if (/[\u0080-\uffff]/.test(form)) forms.add(Array.from(ENCODER.encode(form), (octet) => String.fromCharCode(octet)).join(''));
  }
  return [...forms].filter((form) => form.length >= SHORTEST);
}
